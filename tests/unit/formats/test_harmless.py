"""What stands in a comment or a row never steers the terminal."""

import csv
import io
import json
from pathlib import Path

import pytest
from rich.table import Table
from rich.text import Text

from heartbeat_cli import pgschema
from heartbeat_cli.app.draw import draw
from heartbeat_cli.app.target import Target, resolve
from heartbeat_cli.formats import FORMATS, formats_for, print_json, print_written
from heartbeat_cli.formats.parts.plain_text import harmless, harmless_json, no_formula
from heartbeat_cli.formats.terminal.harmless import HarmlessConsole


def printed(renderable: object, *, terminal: bool = False) -> str:
    out = io.StringIO()
    console = HarmlessConsole(file=out, width=40, force_terminal=terminal, color_system="standard", highlight=False)
    console.print(renderable)
    return out.getvalue()


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("a\x1b[31mred", "a[31mred\n"),
        ("a\x1b]0;title\x07b", "a]0;titleb\n"),
        ("a\x9b31mb", "a31mb\n"),
        ("\u202eevil\u2069", "evil\n"),
        ("one\ntwo", "one\ntwo\n"),
        ("Übung · 漢字 → é", "Übung · 漢字 → é\n"),
    ],
)
def test_control_characters_are_left_out(text: str, shown: str) -> None:
    assert printed(Text(text)) == shown


def test_columns_stay_aligned() -> None:
    grid = Table.grid(padding=(0, 1))
    grid.add_row(Text("a\x1b[0mb"), Text("next"))
    grid.add_row(Text("a[0mb"), Text("next"))
    first, second = printed(grid).splitlines()
    assert first == second


def test_styles_of_our_own_are_kept() -> None:
    assert printed(Text("x\x1b[2Jy", style="red"), terminal=True) == "\x1b[31mx[2Jy\x1b[0m\n"


STEERING = [chr(n) for n in (*range(0x09), *range(0x0B, 0x20), *range(0x7F, 0xA0), 0x61C, 0x200E, 0x200F)]
STEERING += [chr(n) for n in (*range(0x2028, 0x202F), *range(0x2066, 0x206A))]
EVIL = "a" + "".join(STEERING) + "\x1b[31m\x1b]0;t\x07"
NAME = "a\x1b[31m\x07\x9b\r\u061c\u200f\u202e\u2028\u2069"
DUMP = f"""
CREATE SCHEMA core;
CREATE TABLE core."{NAME}" (id bigint PRIMARY KEY, "{NAME}" text DEFAULT '{EVIL}', "=1+1" text, "<b>" text);
CREATE TYPE core."e{NAME}" AS ENUM ('{EVIL}');
COMMENT ON TABLE core."{NAME}" IS '=cmd {EVIL}';
COMMENT ON COLUMN core."{NAME}"."<b>" IS '\t=HYPERLINK("x") {EVIL} <script> --> ``` [x](y)';
CREATE VIEW core."v{NAME}" AS SELECT '{EVIL}' AS "c{NAME}";
""".replace("\x00", "")


@pytest.mark.parametrize("names", [(), ("core",), ("core", NAME), ("core", NAME, NAME), ("core", f"v{NAME}")])
def test_no_format_hands_on_what_steers(names: tuple[str, ...], capsys: pytest.CaptureFixture[str]) -> None:
    reading = pgschema.read_text(DUMP)
    place = Target("evil", Path("evil.sql"), names)
    drawn = draw(resolve(reading.database, place), "evil", reading, from_file=True)
    for name in formats_for(drawn.kind):
        print_written(FORMATS.find(name).write(drawn))
        shown = capsys.readouterr().out.replace("\r\n", "\n")
        assert len(shown) > 20, name
        assert [c for c in STEERING if c in shown] == [], name
        assert name != "mermaid" or "<" not in shown


def test_json_says_what_there_was_and_steers_nobody(capsys: pytest.CaptureFixture[str]) -> None:
    print_json({EVIL: EVIL})
    shown = capsys.readouterr().out
    assert json.loads(shown) == {EVIL: EVIL}
    assert [c for c in STEERING if c in shown] == []
    assert harmless_json({"Übung": 1}, indent=None) == '{"Übung": 1}\n'


def test_lines_end_as_they_did() -> None:
    assert harmless("a\r\nb\rc\x1b\n\td") == "a\r\nbc\n\td"


@pytest.mark.parametrize(
    ("cell", "shown"),
    [
        *(
            (sign + "cmd|' /C calc'!A0", "'" + sign + "cmd|' /C calc'!A0")
            for sign in "=+-@\uff1d\uff0b\uff0d\uff20\t\n"
        ),
        ("\rx", "'x"),
        ("\x1b=1+1", "'=1+1"),
        ("\u202e=1+1", "'=1+1"),
        ("-1", "-1"),
        ("+1.5e-7", "+1.5e-7"),
        ("-12%", "-12%"),
        ("-1+1", "'-1+1"),
        ("-", "'-"),
        ("a=1", "a=1"),
        ("", ""),
        (-1, -1),
        (None, None),
    ],
)
def test_a_cell_is_no_formula(cell: object, shown: object) -> None:
    assert no_formula(cell) == shown
    text = io.StringIO()
    csv.writer(text).writerow([no_formula(cell), "end"])
    assert list(csv.reader(io.StringIO(text.getvalue(), newline=""))) == [["" if shown is None else str(shown), "end"]]
