"""The page for people: laid out at any width without a name cut, and shortened without a row uncounted."""

import pickle

import pytest
from tests.formats_sample import DATABASE, ODD, picture

from heartbeat_cli.blocks import (
    Block,
    Fact,
    Grid,
    GridColumn,
    Names,
    Section,
    Sheet,
    facts,
    grid,
    line,
    names,
    profile_sheet,
    shortened,
    table,
    words,
)
from heartbeat_cli.formats import FORMATS
from heartbeat_cli.formats.terminal.layout import sheet_lines

LONG = [f"a_rather_long_name_number_{n}" for n in range(30)]


def _lines(sheet: Sheet, width: int) -> list[str]:
    return ["".join(text for text, _ in line).rstrip() for line in sheet_lines(sheet, width)]


def _page(block: Grid | Fact, width: int) -> list[str]:
    return _lines(Sheet("t", None, (Section("s", (block,)),)), width)[3:]


THREE = (GridColumn("first", style="bold"), GridColumn("n", "number"), GridColumn("others", "names"))


def test_as_many_names_as_fit_and_the_others_counted() -> None:
    body = grid(THREE, [("a", "1", names(LONG)), ("bcd", "20", names(LONG[:1]))])
    assert _page(body, 80) == [
        "  first   n  others",
        "  a       1  a_rather_long_name_number_0, a_rather_long_name_number_1 +28",
        "  bcd    20  a_rather_long_name_number_0",
    ]


@pytest.mark.parametrize("width", [1, 20, 40, 60, 80, 140, 400])
@pytest.mark.parametrize("ragged", [True, False])
def test_no_name_is_cut_at_any_width(width: int, ragged: bool) -> None:
    columns = (
        GridColumn("x"),
        GridColumn("y"),
        GridColumn("z", "word"),
        GridColumn("all", "names"),
        GridColumn("said", "words"),
    )
    body = grid(columns, [(LONG[0], LONG[1], LONG[2], names(LONG[3:5]), "one two three")], ragged=ragged)
    text = " ".join(_page(body, width))
    for name in LONG[:4]:
        assert name in text
    assert LONG[4] in text or "+1" in text
    assert "one two three" in " ".join(text.split())


def test_what_does_not_fit_stands_below_in_every_row_alike() -> None:
    columns = (GridColumn("x"), GridColumn("y"), GridColumn("z"))
    body = grid(columns, [("a", "b", LONG[0]), (LONG[1], "b", "c")])
    assert _page(body, 50) == [
        "  a                            b",
        "                  a_rather_long_name_number_0",
        "  a_rather_long_name_number_1  b",
        "                  c",
    ]


def test_an_optional_column_goes_before_a_row_is_broken() -> None:
    columns = (GridColumn("x"), GridColumn("y", optional=True))
    body = grid(columns, [(LONG[0], LONG[1])])
    assert _page(body, 40) == ["  x", "  a_rather_long_name_number_0"]
    assert _page(body, 80)[1] == "  a_rather_long_name_number_0  a_rather_long_name_number_1"


def test_rows_beyond_the_lines_are_counted() -> None:
    body = grid((GridColumn("x"),), [(name,) for name in LONG], lines=3)
    assert _page(body, 80)[-2:] == ["  a_rather_long_name_number_2", "  and 27 more; --json lists all"]
    folded = grid((GridColumn("x"), GridColumn("y", "words")), [(n, "word " * 30) for n in LONG], lines=7)
    assert _page(folded, 60)[-1] == "  and 29 more; --json lists all"


def test_a_shortened_page_says_the_same() -> None:
    body = grid(THREE, [(n, "1", names(LONG)) for n in LONG], lines=4)
    whole = profile_sheet("t", "c", (Fact("f", names(LONG), lead="not "),), (Section("s", (body,)),), "foot")
    short = shortened(whole)
    assert _lines(short, 160) == _lines(whole, 160)
    assert len(pickle.dumps(short)) < len(pickle.dumps(whole)) / 2
    assert isinstance(whole.blocks[0], Fact)
    assert whole.blocks[0].value == Names(tuple(LONG), 30)


@pytest.mark.parametrize("width", [40, 80, 140])
def test_the_page_of_a_table_has_every_column_whatever_it_is_called(width: int) -> None:
    lines = _lines(FORMATS.find("table").write(picture("core", ODD)).body, width)
    text = "\n".join(lines)
    for column in DATABASE.schemas[0].tables[0].columns:
        assert column.name in text
    for said in ("order_1", "FOR VALUES FROM (1) TO (2)", "own", "using (id = 1)", "reader", "insert, select on id"):
        assert said in " ".join(text.split()), said


def test_only_the_page_of_a_file_says_what_was_ignored() -> None:
    assert _lines(FORMATS.find("table").write(picture("core")).body, 80)[-1] == "ignored: 2 functions"
    assert "ignored" not in "\n".join(_lines(FORMATS.find("table").write(picture("core", from_file=False)).body, 80))


@pytest.mark.parametrize("width", [1, 20, 40])
@pytest.mark.parametrize(
    "block",
    [
        line("Next: ", "hb demo up --scale 1 --port 5432", " makes a whole bank"),
        line("what they block is said by `hb demo up --scale 1 --port 5432`, as before"),
        facts(("next", ("once webbank and aml have landed: ", "hb demo up --scale 1 --port 5432", ", then"))),
        facts(("next", "hb demo up --scale 1 --port 5432")),
        table("Rule", words("Next"), rows=[("names", "what is `hb demo up --scale 1 --port 5432` for")]),
    ],
    ids=["piece", "backticks", "pieces of a fact", "fact", "cell"],
)
def test_a_command_stands_on_one_line_at_any_width(block: Block, width: int) -> None:
    lines = _lines(Sheet(blocks=(block,)), width)
    assert ["hb demo up --scale 1 --port 5432" in text for text in lines].count(True) == 1
    assert width == 1 or max(map(len, lines)) < 60
