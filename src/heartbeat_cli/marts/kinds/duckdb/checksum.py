"""The sums of a checksum in DuckDB's SQL."""

from collections.abc import Sequence

from heartbeat_cli.ingest import ROWS_MD5
from heartbeat_cli.ingest.proof.row_number import (
    ITEM,
    NULL,
    PRIME,
    PRIME_BITS,
    UNIT,
    ValueForm,
    add_up,
    column_words,
    or_null,
)
from heartbeat_cli.marts import ColumnMapping, Form, WholeNumber
from heartbeat_cli.pgschema import quote


def row_sums(mappings: Sequence[ColumnMapping], algorithm: str) -> tuple[str, ...]:
    """The sums of rows that landed in DuckDB."""
    columns = [(mapping.marts_form, quote(mapping.column)) for mapping in mappings]
    if algorithm == ROWS_MD5:
        # Not with `||`: DuckDB refuses expressions that are too deep.
        row = f"concat({f', {UNIT}, '.join(or_null(_text(form, value)) for form, value in columns)})"
        return (add_up(f"('0x' || substr(md5({row}), 1, 15))::BIGINT"),)
    return (add_up(_xor(column_words(columns, _whole, _digest))),)


def _xor(words: Sequence[str]) -> str:
    # Halved each time, for the same reason.
    if len(words) == 1:
        return words[0]
    middle = len(words) // 2
    return f"xor({_xor(words[:middle])}, {_xor(words[middle:])})"


def _whole(whole: WholeNumber, value: str) -> str:
    number = f"({whole.sql.format(f'({value})')})::BIGINT"
    return f"{number} % {PRIME}" if whole.bits > PRIME_BITS else number


def _digest(columns: Sequence[ValueForm]) -> str:
    texts = [f"coalesce({_text(form, value)}, {NULL})" for form, value in columns if form.bytes_ is None]
    parts = [f"coalesce({form.bytes_.format(value)}, '\\x1E'::BLOB)" for form, value in columns if form.bytes_]
    text = f"concat({f', {UNIT}, '.join(texts)})"
    if texts:
        parts.insert(0, f"encode({text})" if parts else text)
    # DuckDB's number is the digest with its first byte last. It works out what is repeated here once.
    word = f"(md5_number({' || '.join(parts)}) & 4294967295)::BIGINT"
    return f"((({word} & 255) * 16777216) | (({word} & 65280) * 256) | (({word} >> 8) & 65280) | ({word} >> 24))"


def _text(form: Form, value: str) -> str:
    if form.element is None:
        return form.text.format(f"({value})")
    item = or_null(form.element.text.format("e"))
    return (
        f"CASE WHEN {value} IS NOT NULL THEN"
        f" array_to_string(list_transform({value}, lambda e: {item}), {ITEM}) || '#' || len({value}) END"
    )
