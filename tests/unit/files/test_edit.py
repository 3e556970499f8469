"""A value goes into a YAML file, and every other line of it stays as it is."""

from pathlib import Path

import pytest

from heartbeat_cli.errors import InvalidFileError
from heartbeat_cli.files import set_value

FILE = Path("db/profile.yml")
WRITTEN = """\
# What we know.
tables:
  bank.core.payment:  # the heart
    role: log  # not sure
    columns:
      note:
        personal: false
"""


@pytest.mark.parametrize(
    ("path", "value", "changed"),
    [
        (("tables", "bank.core.payment", "role"), "entity", ("role: log  # not sure", "role: entity  # not sure")),
        (
            ("tables", "bank.core.payment", "columns", "note", "personal"),
            "free text",
            ("personal: false", "personal: free text"),
        ),
        (("tables", "bank.core.payment", "area"), "payments", ("    role: log", "    area: payments\n    role: log")),
        (
            ("tables", "bank.core.payment", "columns", "payer", "refers_to"),
            "core.client.id",
            ("      note:", "      payer:\n        refers_to: core.client.id\n      note:"),
        ),
        (
            ("tables", 'bank.core."Odd Name"', "role"),
            "log",
            ("  bank.core.payment:", '  "bank.core.\\"Odd Name\\"":\n    role: log\n  bank.core.payment:'),
        ),
        (("other",), True, ("        personal: false\n", "        personal: false\n")),
    ],
)  # fmt: skip
def test_one_value_changes(path: tuple[str, ...], value: str | bool, changed: tuple[str, str]) -> None:
    if path == ("other",):
        assert set_value(WRITTEN, FILE, path, value) == WRITTEN.replace("tables:", "other: true\ntables:", 1)
    else:
        assert set_value(WRITTEN, FILE, path, value) == WRITTEN.replace(*changed, 1)


@pytest.mark.parametrize("text", ["", "# only a comment\n", "# no end of line"])
def test_a_file_with_nothing_in_it(text: str) -> None:
    lines = f"{text.rstrip()}\n".lstrip()
    assert set_value(text, FILE, ("a", "b"), "yes") == f'{lines}a:\n  b: "yes"\n'


@pytest.mark.parametrize("text", ["tables: {bank.core.payment: {role: log}}\n", "tables:\n  a: {role: log}\n"])
def test_what_stands_on_one_line_is_for_a_person(text: str) -> None:
    with pytest.raises(InvalidFileError, match="no line can be added here") as caught:
        set_value(text, FILE, ("tables", "a", "columns", "b", "personal"), False)
    assert caught.value.hint == "Write it by hand: tables: a: columns: b: personal: false."
