"""Every block at a terminal of some width, in Markdown, and on the two streams."""

import pytest
from markdown_it import MarkdownIt

from heartbeat_cli import blocks
from heartbeat_cli.blocks import (
    GAP,
    Aside,
    Block,
    Either,
    Fact,
    GridColumn,
    Phrases,
    Section,
    Sheet,
    Styled,
    TextBlock,
    facts,
    line,
    number,
    sheet,
    table,
    words,
)
from heartbeat_cli.formats import print_sheet
from heartbeat_cli.formats.parts.markdown_blocks import sheet_markdown
from heartbeat_cli.formats.terminal.fold import cut_text, fold
from heartbeat_cli.formats.terminal.layout import STYLES, sheet_lines

TEXT = "the marts are not what was landed"
BLOCKS: dict[str, tuple[Block, int, list[str]]] = {
    "a sentence": (line(TEXT), 40, [TEXT]),
    "a sentence folds": (line(TEXT, indent=2), 18, ["  the marts are", "  not what was", "  landed"]),
    "a whole one does not": (line(TEXT, whole=True, indent=2), 18, [f"  {TEXT}"]),
    "an end that is cut": (line("the marts ", Styled("are not", "bold"), cut=True), 14, ["the marts are…"]),
    "lines of their own": (line("a\nb"), 10, ["a", "b"]),
    "an empty line": (GAP, 10, [""]),
    "facts": (facts(("one", "a b c"), ("three", "d"), ("none", None)), 40, ["one    a b c", "three  d"]),
    "facts fold": (facts(("x", "a word and another one"), least=4), 20, ["x     a word and", "      another one"]),
    "a fact with a style": (Fact("x", Styled("y", "warning")), 40, ["x              y"]),
    "phrases": (Phrases(("one two", "three"), indent=2), 12, ["  one two", "  three"]),
    "code": (TextBlock("SELECT\n  1", indent=2), 5, ["  SELECT", "    1"]),
    "wide": (Either(10, (line("wide"),), (line("narrow"),)), 10, ["wide"]),
    "narrow": (Either(11, (line("wide"),), (line("narrow"),)), 10, ["narrow"]),
    "a section": (Section("Title", (line("x"), GAP), 1200, "said"), 40, ["", "Title  1,200  said", "  x", ""]),
    "said beside": (Aside("x"), 40, []),
    "a table": (
        table("Name", number("Rows"), words("Why"), rows=[("a", "1,200", "x"), (Styled("bc", "bad"), "7", "a b")]),
        40,
        ["Name   Rows  Why", "a     1,200  x", "bc        7  a b"],
    ),
    "words fold between their least and most": (
        table("Name", GridColumn("Why", "words", least=5, most=8), rows=[("a", "one two three")]),
        40,
        ["Name  Why", "a     one two", "      three"],
    ),
    "from a width on": (table("A", GridColumn("B", from_width=41), rows=[("a", "b")]), 40, ["A", "a"]),
    "no rows": (table("A", "B", rows=[]), 40, ["A  B"]),
    "below in any case": (
        table("A", number("N"), GridColumn("", "words", below=True), rows=[("a", "1", "why")], below=4),
        40,
        ["A  N", "a  1", "    why"],
    ),
    "below where there is no room": (
        table("Metric", "Status", words("", least=9), rows=[("clients", "aligned", "counted by hand")], below=4),
        22,
        ["Metric   Status", "clients  aligned", "    counted by hand"],
    ),
    "the first alone where it leaves no room": (
        table("Metric", "Status", words("", least=9), rows=[("clients_of_all_banks", "aligned", "by hand")], below=4),
        22,
        ["clients_of_all_banks", "  aligned", "    by hand"],
    ),
    "a cut cell": (
        table(GridColumn("", "cut"), number(""), rows=[("core.a_rather_long_name", "117/1200 ranges")]),
        30,
        ["core.a_rathe…  117/1200 ranges"],
    ),
}  # fmt: skip


@pytest.mark.parametrize("name", BLOCKS)
def test_a_block_at_a_width(name: str) -> None:
    block, width, lines = BLOCKS[name]
    laid_out = list(sheet_lines(sheet(block), width))
    assert ["".join(text for text, _ in line).rstrip() for line in laid_out] == lines


def test_every_style_of_a_page_has_a_look() -> None:
    assert set(STYLES) == set(blocks.STYLES)


def test_folding_keeps_styles_and_joins_what_is_alike() -> None:
    pieces = [("one ", ""), ("two", "bold"), ("three four", "")]
    assert fold(pieces, 12) == [[("one ", ""), ("two", "bold"), ("three", "")], [("four", "")]]
    assert fold(pieces, 40) == [pieces]
    assert fold([("a   b", "dim")], 2) == [[("a", "dim")], [("b", "dim")]]
    assert [cut_text("abc", n) for n in (4, 3, 2, 1)] == ["abc", "abc", "a…", "…"]


PAGE = Sheet(
    "bank.core",
    "A *bank*",
    (
        Phrases(("2 tables", "3 views")),
        facts(("owner", "ops"), ("", "nobody")),
        Fact("kind", "schema"),
        line("one"),
        line("two"),
        GAP,
        line("three"),
        table("Table", number("Rows"), words("Why"), rows=[("a", "1", Styled("x|y", "bad"))]),
        Section("Notes", (line("n"), Section("Inner", (TextBlock("SELECT 1"),))), 2, "said"),
        Either(100, (line("wide"),), (line("narrow"),)),
        Aside("careful", "warning", "Look."),
        Aside("by the way"),
    ),
)
MARKDOWN = """\
# `bank.core`

A \\*bank\\*

2 tables · 3 views

- owner: ops
- nobody

- kind: schema

one\\
two

three

| Table | Rows | Why |
| --- | ---: | --- |
| `a` | 1 | x\\|y |

## Notes (2)

Said.

n

### Inner

```sql
SELECT 1
```

wide

> **warning:** careful Next: Look.

> by the way
"""


def test_a_page_in_markdown() -> None:
    assert sheet_markdown(PAGE) == MARKDOWN
    shown = MarkdownIt("commonmark").enable("table").render(sheet_markdown(PAGE))
    assert all(part in shown for part in ("<td>x|y</td>", "one<br />\ntwo", "A *bank*", "<h3>Inner</h3>"))


def test_what_is_said_beside_goes_to_the_other_stream(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("COLUMNS", "80")
    said = (Aside("n", next="then"), Either(80, (Aside("w", "warning"), line("b")), ()), Aside("e", "error", "h"))
    print_sheet(sheet(line("a"), None, *said))
    assert capsys.readouterr() == ("a\nb\n", "n\n  next: then\nwarning: w\nerror: e\n  next: h\n")


@pytest.mark.parametrize(("unfolded", "lines"), [(False, 2), (True, 1)])
def test_in_a_pipe_a_page_is_as_wide_as_it_may_be(
    unfolded: bool, lines: int, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("COLUMNS", raising=False)
    print_sheet(sheet(line("word " * 60), unfolded=unfolded))
    assert len(capsys.readouterr().out.splitlines()) == lines


def test_a_section_cannot_hold_what_is_said_beside() -> None:
    with pytest.raises(TypeError, match="no part of a section"):
        print_sheet(sheet(Section("s", (Aside("x"),))))
