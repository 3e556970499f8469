"""Questions of several estates, proposed over landed rows: the first proposal has the value of SQL written by hand."""

from pathlib import Path

import pytest
from tests.asked_estate import FORMS, Answered, answer_all, build_asked

NOTHING = ("table", "shape", "window", "value")
KNOWN = {
    # Its log has no key that says whose states it writes down.
    "billing": [("trial_to_active", form, *NOTHING) for form in FORMS] + [("admins", "typos", "value")],
    # One letter away from a word that means something else.
    "freight": [("key_shippers", "typos", "value")],
    "insurance": [("denied_share", "typos", "value")],
}
"""What is not answered, and known not to be."""


@pytest.mark.parametrize("name", ["hospital", "shop", "billing", "freight", "insurance"])
def test_the_first_proposal_answers_the_question(tmp_path: Path, name: str) -> None:
    project = build_asked(tmp_path / name, name)
    assert [_lacking(answered) for answered in answer_all(project, name) if _lacking(answered)] == KNOWN.get(name, [])


def _lacking(answered: Answered) -> tuple[str, ...]:
    found = {"table": answered.first, "shape": answered.shape, "window": answered.window, "value": answered.value}
    missing = tuple(what for what, right in found.items() if not right)
    return (answered.id, answered.form, *missing) if missing else ()
