"""What stands in a comment or a row never steers the terminal."""

import io

import pytest
from rich.table import Table
from rich.text import Text

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
