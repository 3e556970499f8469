"""Questions of several estates, proposed over landed rows: the first proposal has the value of SQL written by hand."""

from pathlib import Path

import pytest
from tests.asked_estate import Answered, answer_all, build_asked

NOTHING = ("table", "shape", "window", "value")
KNOWN = {
    # Words of four letters, and one letter away from a word that means something else.
    "billing": [("admins", "typos", "value")],
    "clinic": [
        ("unpaid", "typos", *NOTHING),
        ("billed", "typos", *NOTHING),
        # Whose speciality it is stands in a table that no word leads to; both proposals say that a word is not in them.
        ("surgery_visits", "words", "value"),
        ("stock", "plain", "value"),
        ("stock", "typos", *NOTHING),
        ("stock", "words", "value"),
    ],
    "freight": [("key_shippers", "typos", "value")],
    "insurance": [("denied_share", "typos", "value")],
}
"""What is not answered, and known not to be."""


@pytest.mark.parametrize("name", ["hospital", "shop", "billing", "clinic", "freight", "insurance"])
def test_the_first_proposal_answers_the_question(tmp_path: Path, name: str) -> None:
    project = build_asked(tmp_path / name, name)
    assert [_lacking(answered) for answered in answer_all(project, name) if _lacking(answered)] == KNOWN.get(name, [])


def _lacking(answered: Answered) -> tuple[str, ...]:
    found = {"table": answered.first, "shape": answered.shape, "window": answered.window, "value": answered.value}
    missing = tuple(what for what, right in found.items() if not right)
    return (answered.id, answered.form, *missing) if missing else ()
