"""Questions of several estates, proposed over landed rows: the first proposal has the value of SQL written by hand."""

from pathlib import Path

import pytest
from tests.asked_estate import Answered, answer_all, build_asked, propose_all

from heartbeat_cli.discovery import Proposed

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


NOTHING_NAMED = "no currency is named: this is in EUR; name another in the question for the number in it"
FOR_EACH = (
    "one number for each currency is not one number: this is in EUR; name another in the question for the number in it"
)
NOW = "as things are now: how they stood yesterday is not told by what they are"
LEFT_OPEN = [
    ("how many shipments were booked over the weekend", None),
    ("how many shipments were booked between 1 and 5 May", None),
    ("average net amount of freight invoices", NOTHING_NAMED),
    ("net amount of freight invoices per currency", FOR_EACH),
    ("how many damage claims were still open yesterday", NOW),
    ("how many blue shipments were booked yesterday", "“blue” is not in it"),
    ("how many fuel purchases over 100 were made yesterday", "“over 100” is not in it"),
    ("how many delivery attempts in EUR yesterday", "“EUR” is not in it"),
    ("how many shipments in PLN were booked yesterday", ""),
]


def test_what_a_question_leaves_open_is_said_and_not_taken_by_default(tmp_path: Path) -> None:
    """A time that is no window is proposed nothing for."""
    project = build_asked(tmp_path / "freight", "freight")
    found = [(question, first_of(proposed)) for question, proposed in propose_all(project, [q for q, _ in LEFT_OPEN])]
    assert found == LEFT_OPEN


def first_of(proposed: Proposed) -> str | None:
    return proposed.proposals[0].doubt if proposed.proposals else None
