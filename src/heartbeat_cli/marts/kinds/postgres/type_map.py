"""How each type of the source lands in another PostgreSQL: as it is, wherever that can take it.

| in the source | in Postgres marts |
|---|---|
| numbers, boolean, text, bytea, uuid, dates and times, interval, json, jsonb | the same, with its modifier |
| inet, cidr, macaddr, bit, ranges, multiranges, geometric types, text search | the same |
| money | numeric |
| enum, xml, composite types, types of extensions | text |
| domain | as its base type |
| array of a type that stays the same | the array; of any other type: text[] |
"""

from typing import Final

from heartbeat_cli.ingest.columns.source_forms import PLAIN, SOURCE_FORMS
from heartbeat_cli.marts import ColumnMapping, Form
from heartbeat_cli.pgschema import BUILT_IN_TYPES, quote
from heartbeat_cli.sources import SourceType, spell_source_type

# Other built-in types another PostgreSQL takes as they are, in COPY's binary format.
_TAKEN_AS_THEY_ARE: Final = frozenset(
    t.catalogue
    for t in BUILT_IN_TYPES
    if t.kind in ("oid", "text", "json", "numeric", "network", "bit", "geometric", "search", "range")
)
_DLT_TYPES: Final = {"numeric": "decimal", "json": "json", "jsonb": "json", "oid": "bigint"}


def map_column(column: str, type_: SourceType) -> ColumnMapping:
    """How `column` lands."""
    value = quote(column)
    if type_.element is not None:
        name = "numeric" if _is_money(type_.element) else _scalar(type_.element)[0]
        return ColumnMapping(column, f"{value}::{name}[]", f"{name}[]", PLAIN, PLAIN, "json")
    if _is_money(type_):
        return ColumnMapping(column, f"{value}::numeric", "numeric", PLAIN, PLAIN, "decimal")
    name, form, dlt_type = _scalar(type_)
    return ColumnMapping(column, f"{value}::{name}", name, form, form, dlt_type)


def _is_money(type_: SourceType) -> bool:
    return type_.builtin and type_.name == "money"


def _scalar(type_: SourceType) -> tuple[str, Form, str]:
    if type_.builtin and type_.name in SOURCE_FORMS:
        return spell_source_type(type_), *SOURCE_FORMS[type_.name]
    if type_.builtin and type_.name in _TAKEN_AS_THEY_ARE:
        return spell_source_type(type_), PLAIN, _DLT_TYPES.get(type_.name, "text")
    return "text", PLAIN, "text"
