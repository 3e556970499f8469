"""Questions of two estates, proposed over landed rows: the first proposal has the value of SQL written by hand."""

from pathlib import Path

import pytest
from tests.asked_estate import Answered, answer_all, build_asked


@pytest.mark.parametrize("name", ["hospital", "shop"])
def test_the_first_proposal_answers_the_question(tmp_path: Path, name: str) -> None:
    project = build_asked(tmp_path / name, name)
    assert [_lacking(answered) for answered in answer_all(project, name) if _lacking(answered)] == []


def _lacking(answered: Answered) -> tuple[str, ...]:
    found = {"table": answered.first, "shape": answered.shape, "window": answered.window, "value": answered.value}
    missing = tuple(what for what, right in found.items() if not right)
    return (answered.id, answered.form, *missing) if missing else ()
