"""The sums of a checksum in PostgreSQL's SQL: of rows at the source, and of rows that landed in another PostgreSQL."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from functools import partial
from typing import Final

from heartbeat_cli.ingest.columns.land_columns import PULLED_KIND
from heartbeat_cli.ingest.proof.checksum import COUNT, ROWS_MD5, ROWS_PG, ROWS_PG18, marts_sums
from heartbeat_cli.ingest.proof.row_number import (
    ITEM,
    NULL,
    PRIME,
    PRIME_BITS,
    UNIT,
    ValueForm,
    add_up,
    column_words,
    multiplier,
    or_null,
)
from heartbeat_cli.marts import ColumnMapping, Form, WholeNumber
from heartbeat_cli.sources import PlannedTable

_HASH_RECORD_EXTENDED: Final = 140000
_HEXADECIMAL_INPUT: Final = 160000
_HASHES_OF_DATES: Final = 180000


def algorithm_between_servers(oldest: int) -> str | None:
    """That of PostgreSQL's own hashes; None where the older of two servers does not have them."""
    if oldest < _HASH_RECORD_EXTENDED:
        return None
    return ROWS_PG18 if oldest >= _HASHES_OF_DATES else ROWS_PG


def source_sums(mappings: Sequence[ColumnMapping], algorithm: str, version: int = 0) -> tuple[str, ...]:
    """SQL for PostgreSQL: the sums of the rows that `mappings` read, as aggregates next to any others.

    `version` is the source's `server_version_num`, 0 where nobody knows: newer ones have a shorter way to some of the
    same numbers. The session's client_encoding has to be UTF8, and its settings those of `session_options`.
    """
    if algorithm == COUNT:
        return ()
    return postgres_sums(mappings, [(mapping.form, mapping.select) for mapping in mappings], algorithm, version)


def sums_at_source(
    table: PlannedTable, mappings: Sequence[ColumnMapping], algorithm: str, version: int
) -> tuple[str, ...]:
    """The same for wherever the rows of `table` are read: what was pulled stands in a file of DuckDB's."""
    if not table.from_file:
        return source_sums(mappings, algorithm, version)
    return marts_sums([replace(one, marts_form=one.form) for one in mappings], algorithm, PULLED_KIND)


def postgres_sums(
    mappings: Sequence[ColumnMapping], columns: Sequence[ValueForm], algorithm: str, version: int = 0
) -> tuple[str, ...]:
    """The same of rows in any PostgreSQL; `columns` are the values of `mappings` there."""
    if algorithm in _HASH_FUNCTIONS:
        return (add_up(_xor(_hashes(mappings, columns, _HASH_FUNCTIONS[algorithm]))),)
    if algorithm == ROWS_MD5:
        row = f" || {UNIT} || ".join(or_null(_text(form, value)) for form, value in columns)
        return (add_up(_from_hexadecimal(f"substr(md5(textsend({row})), 1, 15)", 60, version)),)
    return (add_up(_xor(column_words(columns, _whole, partial(_digest, version=version)))),)


def _xor(words: Sequence[str]) -> str:
    return " # ".join(words)


# --- PostgreSQL's own hashes

# Called by name these take half the time of a record's hash, which makes and takes apart a tuple.
_SINCE_11: Final = {
    "int2": "hashint2extended",
    "int4": "hashint4extended",
    "int8": "hashint8extended",
    "numeric": "hash_numeric_extended",
    "float4": "hashfloat4extended",
    "float8": "hashfloat8extended",
    "text": "hashtextextended",
    "varchar": "hashtextextended",
    "bpchar": "hashbpcharextended",
    "uuid": "uuid_hash_extended",
}
_SINCE_18: Final = {
    "bool": "hashboolextended",
    "date": "hashdateextended",
    "timestamp": "timestamp_hash_extended",
    "timestamptz": "timestamptz_hash_extended",
    "bytea": "hashbyteaextended",
}
_HASH_FUNCTIONS: Final = {ROWS_PG: _SINCE_11, ROWS_PG18: _SINCE_11 | _SINCE_18}
_COLLATED: Final = frozenset(("text", "varchar", "bpchar"))
_UNHASHABLE: Final = frozenset(
    ("json", "bit", "varbit", "point", "line", "lseg", "box", "path", "polygon", "circle", "tsvector", "tsquery")
)


def _hashes(mappings: Sequence[ColumnMapping], columns: Sequence[ValueForm], functions: Mapping[str, str]) -> list[str]:
    words, others = [], []
    for number, (mapping, (_, value)) in enumerate(zip(mappings, columns, strict=True), 1):
        base = mapping.type.removesuffix("[]").partition("(")[0]
        # Under a collation of its own, text that differs may have one hash.
        hashed = f'({value}) COLLATE "C"' if base in _COLLATED else f"({value})"
        if mapping.type.endswith("[]") or base not in functions:
            others.append(f"({value})::text" if base in _UNHASHABLE else hashed)
        else:
            words.append(f"coalesce({functions[base]}({hashed}, {number}), {multiplier(number, 62)})")
    return [*words, f"hash_record_extended(ROW({', '.join(others)}), 0)"] if others else words


def _whole(whole: WholeNumber, value: str) -> str:
    number = f"({whole.sql.format(f'({value})')})"
    return f"{number} % {PRIME}" if whole.bits > PRIME_BITS else f"{number}::bigint"


def _digest(columns: Sequence[ValueForm], version: int) -> str:
    """The first four bytes of an md5."""
    texts = [f"coalesce({_text(form, value)}, {NULL})" for form, value in columns if form.bytes_ is None]
    parts = [f"coalesce({form.bytes_.format(value)}, '\\x1e')" for form, value in columns if form.bytes_]
    if texts:
        # A quarter faster than concat().
        parts.insert(0, f"textsend({f' || {UNIT} || '.join(texts)})")
    return _from_hexadecimal(f"md5({' || '.join(parts)})::varchar(8)", 32, version)


def _from_hexadecimal(digits: str, bits: int, version: int) -> str:
    return f"('0x' || {digits})::bigint" if version >= _HEXADECIMAL_INPUT else f"('x' || {digits})::bit({bits})::bigint"


def _text(form: Form, value: str) -> str:
    if form.element is None:
        return form.text.format(f"({value})")
    item = or_null(form.element.text.format("e"))
    return (
        f"CASE WHEN ({value}) IS NOT NULL THEN (SELECT coalesce(string_agg({item}, {ITEM} ORDER BY i), '') || '#' ||"
        f" count(*) FROM unnest({value}) WITH ORDINALITY AS u(e, i)) END"
    )
