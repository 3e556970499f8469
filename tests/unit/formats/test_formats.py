"""CSV and Markdown are read back by independent readers and say what the catalog says."""

import csv
import io

import pytest
from markdown_it import MarkdownIt
from tests.formats_sample import DATABASE, NOTE, ODD, picture

from heartbeat_cli.errors import UsageError
from heartbeat_cli.formats import FORMATS, KINDS, formats_for
from heartbeat_cli.formats.parts.markdown_text import code, prose
from heartbeat_cli.pgschema import Database, DumpReading, Schema, Table

ORDER = DATABASE.schemas[0].tables[0]


def test_every_kind_has_its_formats() -> None:
    assert {kind: formats_for(kind) for kind in KINDS} == {
        "database": ["table", "csv", "dbml", "html", "json", "markdown", "mermaid"],
        "file": ["table", "csv", "dbml", "html", "json", "markdown", "mermaid"],
        "schema": ["table", "csv", "dbml", "html", "json", "markdown", "mermaid"],
        "table": ["table", "csv", "dbml", "html", "json", "markdown", "mermaid"],
        "view": ["table", "csv", "json", "markdown"],
        "column": ["table", "json", "markdown"],
        "data": ["table", "csv", "json", "markdown"],
    }


# Every shape of target there is, and one with nothing in it.
TARGETS = [
    (),
    ("core",),
    ("void",),
    ("core", ODD),
    ("core", "order_1"),
    ("core", "far"),
    ("core", "nothing"),
    ("core", "open"),
    ("core", "sums"),
    ("core", ODD, "pk"),
    ("core", ODD, ODD),
]


@pytest.mark.parametrize("names", TARGETS, ids=".".join)
@pytest.mark.parametrize("from_file", [True, False])
def test_every_format_writes_every_kind_it_says(names: tuple[str, ...], from_file: bool) -> None:
    drawn = picture(*names, from_file=from_file)
    for name in formats_for(drawn.kind):
        body = FORMATS.find(name).write(drawn).body
        assert not isinstance(body, str) or body.endswith("\n"), name


# CSV


def _rows(*names: str) -> list[dict[str, str]]:
    body = FORMATS.find("csv").write(picture(*names)).body
    assert body.count("\r\n") == body.count("\r")
    return list(csv.DictReader(io.StringIO(body, newline=""), strict=True))


def test_csv_has_every_column_once_and_unchanged() -> None:
    rows = _rows("core", ODD)
    assert [(r["schema"], r["table"], r["column"], r["type"]) for r in rows] == [
        ("core", ODD, c.name, c.type) for c in ORDER.columns
    ]
    assert [r["default"] for r in rows] == [c.default or "" for c in ORDER.columns]
    formulas = {"=1+1": "'=1+1", "@SUM(1)": "'@SUM(1)"}
    assert [r["comment"] for r in rows] == [formulas.get(c.comment or "", c.comment or "") for c in ORDER.columns]
    assert rows[0] == {
        "schema": "core",
        "table": ODD,
        "kind": "table",
        "position": "1",
        "column": "id",
        "type": "bigint",
        "null": "no",
        "key": "primary",
        "refers_to": f"core.{ODD}.id",
        "default": "",
        "identity": "always",
        "generated": "",
        "comment": NOTE,
        "role": "entity",
        "personal": "",
        "quantity": "",
        "unit": "",
    }
    by_name = {r["column"]: r for r in rows}
    assert by_name["gone_id"]["refers_to"] == "lost.gone.id; lost.nowhere"
    assert by_name["parent_part"]["refers_to"] == f"core.{ODD}.part"
    assert (by_name["formula"]["comment"], by_name["state_id"]["default"]) == ("'=1+1", "-1")
    assert by_name["formula"]["key"] == "unique"


def test_csv_written_raw_has_formulas_as_they_are() -> None:
    body = FORMATS.find("csv").writer(raw=True)(picture("core", ODD)).body
    rows = list(csv.DictReader(io.StringIO(body, newline=""), strict=True))
    assert [r["comment"] for r in rows] == [c.comment or "" for c in ORDER.columns]


@pytest.mark.parametrize("name", ["json", "markdown", "mermaid", "dbml"])
def test_nothing_but_csv_is_written_raw(name: str) -> None:
    with pytest.raises(UsageError, match="--raw is for --format csv"):
        FORMATS.find(name).writer(raw=True)


def test_csv_of_a_database_has_tables_foreign_tables_and_views_but_no_partitions() -> None:
    kinds = {(r["table"], r["kind"]) for r in _rows()}
    assert kinds == {
        (ODD, "table"),
        ("order_state_log", "table"),
        ("base", "table"),
        ("state", "table"),
        ("extra", "table"),
        ("far", "foreign table"),
        ("open", "view"),
        ("sums", "materialized view"),
    }
    assert {r["kind"] for r in _rows("core", "order_1")} == {"partition"}


# Markdown


def _tables(text: str) -> list[list[list[str]]]:
    """The cells of every table as a reader of the page sees them, code and words alike."""
    tables: list[list[list[str]]] = []
    for token in MarkdownIt("commonmark").enable("table").parse(text):
        if token.type == "table_open":
            tables.append([])
        elif token.type == "tr_open":
            tables[-1].append([])
        elif token.type == "inline" and token.level > 2 and tables and token.children is not None:
            tables[-1][-1].append("".join(child.content for child in token.children))
    return tables


def _markdown(*names: str) -> str:
    return str(FORMATS.find("markdown").write(picture(*names)).body)


def test_markdown_shows_every_column_of_a_table_as_it_is() -> None:
    header, *rows = _tables(_markdown("core", ODD))[0]
    assert header == ["column", "type", "null", "key", "holds", "notes"]
    assert [(row[0], row[1]) for row in rows] == [(c.name, c.type) for c in ORDER.columns]
    assert rows[0][5] == f"{' '.join(NOTE.split())}; identity always"
    assert rows[2][5] == """default '{}'::core."Kind"[]; one of a b, it's, with "quotes", back\\slash"""
    assert rows[9][3] == "→ dict.state"


def test_markdown_of_a_schema_has_every_object() -> None:
    text = _markdown("core")
    objects_of = ("table", "view", "type", "log", "dictionary")
    shown = {row[0] for head, *rows in _tables(text) for row in rows if head[0] in objects_of}
    schema = DATABASE.schemas[0]
    objects = (
        *(t for t in schema.tables if t.partition_of is None),
        *schema.views,
        *schema.enums,
        *schema.domains,
        *schema.composites,
        *schema.ranges,
        *schema.foreign_tables,
    )
    assert shown == {o.name for o in objects}
    assert "State logs and logs" in text


@pytest.mark.parametrize("names", TARGETS, ids=".".join)
def test_markdown_has_no_markup_from_the_dump(names: tuple[str, ...]) -> None:
    for token in MarkdownIt("commonmark").enable("table").parse(_markdown(*names)):
        kinds = {child.type for child in token.children or ()}
        assert kinds <= {"text", "text_special", "code_inline", "strong_open", "strong_close"}, token.content
        assert token.type not in ("html_block", "code_block", "blockquote_open", "hr"), token.content


@pytest.mark.parametrize(
    "words",
    ["# no heading", "1. no list", "- no list", "+ no", "> no", "=== no", "a_b _c_ d_", "a | b", "&lt; $x$ ~~y~~"],
)
def test_prose_is_shown_as_it_is(words: str) -> None:
    opened, inline, closed = MarkdownIt("commonmark").enable(["table", "strikethrough"]).parse(prose(words))
    assert (opened.type, closed.type) == ("paragraph_open", "paragraph_close")
    assert "".join(child.content for child in inline.children or ()) == words


@pytest.mark.parametrize("words", ["x", "`", "``a`", "a `b` c"])
def test_code_holds_backticks(words: str) -> None:
    inline = MarkdownIt("commonmark").parse(code(words))[1]
    assert [(c.type, c.content) for c in inline.children or ()] == [("code_inline", words)]


def test_a_database_without_anything_is_still_a_page() -> None:
    empty = DumpReading(Database("void", (Schema("public", (Table("public", "a"),)),)), "void.sql", 1)
    assert "`a`" in FORMATS.find("markdown").write(picture(reading=empty)).body
    nothing = DumpReading(Database("void"), "void.sql", 1)
    assert FORMATS.find("markdown").write(picture(reading=nothing)).body == "# `shop.sql`\n\nNothing in it.\n"
