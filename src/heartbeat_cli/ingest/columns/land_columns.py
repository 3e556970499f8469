"""How each column lands: the source's catalogue decides, as the kind of marts maps types, never the rows of a batch.

A column that the source's file says to `hash` lands as the SHA-256 of its text, in hex. It is a pseudonym, not
anonymous. The hash is worked out in the SELECT at the source, so the value itself never leaves it; NULL stays NULL. It
has no secret and never changes: equal values stay equal, in every table and every load, so that joins and distinct
counts work. For the same reason whoever can guess a value can recognise it: a phone number or a date of birth is found
by trying them all. What nobody needs is better excluded than hashed.
"""

from collections.abc import Iterable
from dataclasses import replace
from typing import Final

from heartbeat_cli.marts import ColumnMapping, Form, find_marts_kind
from heartbeat_cli.pgschema import quote
from heartbeat_cli.sources import PlannedTable, SourceType, source_text

PULLED_KIND: Final = "duckdb"
"""What was pulled stands in a file of this kind."""


def land_all(table: PlannedTable, dialect: str, as_text: Iterable[str]) -> tuple[ColumnMapping, ...]:
    """How each column of a table lands."""
    if table.stream is not None:
        return tuple(_land_pulled(name, type_, dialect) for name, type_ in table.columns)
    text = frozenset(as_text)
    if table.dumped:
        return tuple(
            _land_dumped(name, SourceType("text") if name in table.hashed else type_, dialect, as_text=name in text)
            for name, type_ in table.columns
        )
    return tuple(
        land_column(name, type_, dialect, as_text=name in text, hashed=name in table.hashed)
        for name, type_ in table.columns
    )


def _land_pulled(column: str, type_: SourceType, marts: str) -> ColumnMapping:
    """How a column lands that stands in DuckDB's types already: that side of a checksum is written in DuckDB's SQL."""
    at_source = find_marts_kind(PULLED_KIND).map_column(column, type_, as_text=False)
    here = find_marts_kind(marts).map_column(column, type_, as_text=False)
    form = find_marts_kind(marts).form_of_pulled(at_source)
    return replace(here, select=quote(column), form=at_source.marts_form, marts_form=form, unrepresentable=None)


def _land_dumped(column: str, type_: SourceType, marts: str, *, as_text: bool) -> ColumnMapping:
    """How a column of a dump lands: it stands in a file of DuckDB's, in the type it would have in marts like that.

    Other marts are handed the text PostgreSQL writes, and hold every value; what DuckDB's type does not hold stands in
    the file as the text it has in the dump.
    """
    in_file = find_marts_kind(PULLED_KIND).map_column(column, type_, as_text=as_text)
    if not find_marts_kind(marts).holds_all_values:
        return replace(in_file, select=quote(column), form=in_file.marts_form, unrepresentable=None)
    here = find_marts_kind(marts).map_column(column, type_, as_text=as_text)
    plain = as_text or in_file.type in ("VARCHAR", "JSON")
    # Of a list of texts each is what PostgreSQL writes already.
    held = SourceType("text", element=SourceType("text")) if in_file.type == "VARCHAR[]" else type_
    text = f"{quote(column)}::VARCHAR" if plain else find_marts_kind(PULLED_KIND).written_as_text(column, held)
    form = _displayed(find_marts_kind(marts).form_of_pulled(in_file), type_)
    return replace(here, select=text, form=in_file.marts_form, marts_form=form, unrepresentable=None)


def _displayed(form: Form, type_: SourceType) -> Form:
    """The form of a value that is written as PostgreSQL displays it: a cast adds /32 to an address of one host."""
    if form.element is not None and type_.element is not None:
        return replace(form, element=_displayed(form.element, type_.element))
    return replace(form, text="abbrev({0})") if type_.builtin and type_.name == "inet" else form


def land_column(
    column: str, type_: SourceType, marts: str, *, as_text: bool = False, hashed: bool = False
) -> ColumnMapping:
    """How `column` lands in marts of a kind; `as_text` for values its own type cannot hold.

    `hashed` lands the SHA-256 of its text, in hex, in place of the value.
    """
    kind = find_marts_kind(marts)
    if not hashed:
        return kind.map_column(column, type_, as_text=as_text)
    text = SourceType("text")
    value = f"encode(sha256(convert_to({source_text(quote(column), type_)}, 'UTF8')), 'hex')"
    return replace(kind.map_column(column, text, as_text=False), select=value)
