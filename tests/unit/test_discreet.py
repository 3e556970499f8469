"""What a message shows of a value: its beginning, and nothing that looks like a secret."""

from pathlib import Path

import pytest

from heartbeat_cli.discreet import discreet
from heartbeat_cli.errors import HbError
from heartbeat_cli.rules import Finding

LONG = "x" * 61
CUT = "x" * 59 + "…"


@pytest.mark.parametrize(
    ("said", "shown"),
    [
        ("there is no 'core.payment' here", "there is no 'core.payment' here"),
        (f"there is no '{LONG}'", f"there is no '{CUT}'"),
        (f"there is no '{LONG[:60]}'", f"there is no '{LONG[:60]}'"),
        (f'invalid input syntax for type integer: "{LONG}xxx"', f'invalid input syntax for type integer: "{CUT}"'),
        (f'no such column: "{LONG}xx"', f'no such column: "{LONG}xx"'),
        (f"'{LONG}''{'9' * 300}' is no measure", f"'{'x' * 58}… is no measure"),
        ("at postgresql://reader:hunter2@db/bank", "at postgresql://•••@db/bank"),
        ("password=hunter2, and more", "password=•••, and more"),
        ("SOURCE_PG_PASSWORD=hunter2", "SOURCE_PG_PASSWORD=•••"),
        ("client_secret = 'hunter 2' is none", "client_secret = ••• is none"),
        ('no such key: {"password": "hunter2"}', 'no such key: {"password": •••}'),
        ("'token': 'abc'", "'token': •••"),
        ("Authorization: Bearer abc123def", "Authorization: Bearer •••"),
        ("a bearer of news", "a bearer of news"),
        ("Write password=${SOURCE_PG_PASSWORD} instead.", "Write password=${SOURCE_PG_PASSWORD} instead."),
        ("token: unknown key", "token: unknown key"),
        ("the secret of it = its name", "the secret of it = its name"),
        ("key AKIAABCDEFGHIJKLMNOP", "key •••"),
        ("ghp_0123456789abcdefABCD is here", "••• is here"),
    ],
)
def test_what_is_shown(said: str, shown: str) -> None:
    assert discreet(said) == shown


def test_every_part_of_a_failure_is_discreet() -> None:
    said = f"'{LONG}' password=hunter2"
    shown = f"'{CUT}' password=•••"
    error = HbError(said, where=said, hint=said)
    assert (error.message, error.hint, error.where) == (shown, shown, shown)
    other = HbError("x").replace(message=said, hint=said)
    assert (other.message, other.hint) == (shown, shown)


def test_every_part_of_a_finding_is_discreet() -> None:
    said = f"'{LONG}' password=hunter2"
    finding = Finding("select-star", Path("a.yml"), 1, said, said)
    assert (finding.message, finding.next) == (f"'{CUT}' password=•••",) * 2
