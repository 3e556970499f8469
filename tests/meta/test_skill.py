"""The skill for agents: its front matter is what agents read first, and it speaks of tools there are."""

import re

import pytest
import yaml
from tests.conftest import REPOSITORY

from heartbeat_cli.mcp import TOOLS

SKILLS = sorted((REPOSITORY / "skills").glob("*/SKILL.md"))


@pytest.mark.parametrize("file", SKILLS, ids=lambda file: file.parent.name)
def test_front_matter_and_length_are_what_agents_take(file: object) -> None:
    from pathlib import Path

    path = Path(str(file))
    _, front, body = path.read_text().split("---\n", 2)
    told = yaml.safe_load(front)
    assert told["name"] == path.parent.name
    assert re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)*", told["name"])
    assert 0 < len(told["description"]) <= 1024
    assert body.count("\n") < 500


def test_the_skill_names_every_tool_and_no_other() -> None:
    (file,) = SKILLS
    listed = re.search(r"has eight tools: (.*?)\. They read", file.read_text(), re.DOTALL)
    assert listed is not None
    assert re.findall(r"`(\w+)`", listed[1]) == [tool.name for tool in TOOLS]
