"""Checksums of a set of rows that do not depend on their order and add up, computed by the databases themselves.

A checksum is a sum over the rows of one whole number per row, so the checksums of disjoint sets add up to that of their
union, and rows that went can be subtracted. Equal rows have equal numbers on both sides; NULL and '' differ. That a
change goes unseen takes a coincidence; nothing here stands against somebody who looks for one.

| algorithm | a row's number | between |
|---|---|---|
| `rows-pg` | PostgreSQL's own hashes of its values, 64 bits | PostgreSQL servers of version 14 or later |
| `rows-pg18` | the same, with fewer detours | PostgreSQL servers of version 18 or later |
| `columns` | its numbers, dates and times as they are, and 32 bits of one md5 of everything else | any two |
| `rows-md5` | 60 bits of the md5 of all its values, each written as text | any two |

The two of PostgreSQL's hashes see what the types' own equality sees: not the scale of a numeric (1.0 and 1.00), the
sign of a zero, the padding of char(n), 30 days for 1 month. They hash text as the servers keep it: both must use one
encoding, and be machines of one byte order. `columns` mixes a row's values before it sums them, so it sees two rows
exchanging a value; where all the numbers involved are small it misses such an exchange once in tens of thousands. To it
a text that is the control character 30 and nothing else is NULL.

Most of what `columns` costs at the source is the md5 and its way from hexadecimal digits to a number, which is shorter
from PostgreSQL 16 on; servers built with OpenSSL take four times as long over an md5.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import partial
from typing import Final

from heartbeat_cli.ingest.columns.types import ColumnMapping, Form, IntegerForm
from heartbeat_cli.marts import find_marts_kind
from heartbeat_cli.pgschema import quote

COUNT: Final = "count"
COLUMNS: Final = "columns-1"
ROWS_PG: Final = "rows-pg-1"
ROWS_PG18: Final = "rows-pg18-1"
ROWS_MD5: Final = "rows-md5-1"
_SUMS: Final = {COUNT: 0, COLUMNS: 1, ROWS_PG: 1, ROWS_PG18: 1, ROWS_MD5: 1}

_HASH_RECORD_EXTENDED: Final = 140000
_HEXADECIMAL_INPUT: Final = 160000
_HASHES_OF_DATES: Final = 180000
_UNIT, _ITEM, _NULL = "chr(31)", "chr(30)", "chr(30)"


class Proof(StrEnum):
    """How far a landing is proved: by the number of rows, by its columns, or by whole rows."""

    COUNT = "count"
    COLUMNS = "columns"
    ROWS = "rows"


@dataclass(frozen=True, slots=True)
class Checksum:
    """Additive sums of a set of rows. Only checksums of one algorithm can be added or compared."""

    algorithm: str
    sums: tuple[int, ...]

    def __add__(self, other: "Checksum") -> "Checksum":
        """The checksum of both sets together. Raises ValueError for another algorithm."""
        self._alike(other)
        return Checksum(self.algorithm, tuple(a + b for a, b in zip(self.sums, other.sums, strict=True)))

    def __sub__(self, other: "Checksum") -> "Checksum":
        """The checksum of what is left when the rows of `other` go. Raises ValueError for another algorithm."""
        self._alike(other)
        return Checksum(self.algorithm, tuple(a - b for a, b in zip(self.sums, other.sums, strict=True)))

    def __str__(self) -> str:
        return ":".join((self.algorithm, *(str(one) for one in self.sums)))

    @classmethod
    def parse(cls, text: str) -> "Checksum":
        """Read what str() wrote. Raises ValueError for anything else."""
        algorithm, *sums = text.split(":")
        return read_sums(algorithm, sums)

    def _alike(self, other: "Checksum") -> None:
        if self.algorithm != other.algorithm:
            raise ValueError(f"a checksum '{self.algorithm}' and one '{other.algorithm}' have nothing in common")


def choose_algorithm(
    proof: Proof, marts: str, source_version: int, marts_version: int, *, same_encoding: bool = True
) -> str:
    """The algorithm for a proof of what lands in marts of a kind; versions are `server_version_num`, 0 for none."""
    if proof is Proof.COUNT:
        return COUNT
    return find_marts_kind(marts).choose_algorithm(proof, source_version, marts_version, same_encoding=same_encoding)


def algorithm_between_any(proof: str) -> str:
    """The algorithm for a proof by `columns` or `rows` between any two databases."""
    return COLUMNS if proof == Proof.COLUMNS else ROWS_MD5


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
    return _in_postgres(mappings, [mapping.select for mapping in mappings], algorithm, version)


def marts_sums(mappings: Sequence[ColumnMapping], algorithm: str, marts: str) -> tuple[str, ...]:
    """SQL for marts of a kind: the same sums of the landed rows."""
    return find_marts_kind(marts).sums(tuple(mappings), algorithm)


def postgres_sums(mappings: Sequence[ColumnMapping], algorithm: str) -> tuple[str, ...]:
    """The sums of rows that landed in PostgreSQL."""
    return _in_postgres(mappings, [quote(mapping.column) for mapping in mappings], algorithm)


def read_sums(algorithm: str, values: Sequence[object]) -> Checksum:
    """What the expressions returned. Raises ValueError where that is not one whole number for each."""
    if _SUMS.get(algorithm) != len(values):
        raise ValueError(f"{len(values)} sums are no checksum '{algorithm}'")
    return Checksum(algorithm, tuple(int(str(value)) for value in values))


def _in_postgres(
    mappings: Sequence[ColumnMapping], values: Sequence[str], algorithm: str, version: int = 0
) -> tuple[str, ...]:
    if algorithm == COUNT:
        return ()
    if algorithm in _HASH_FUNCTIONS:
        return (_sum(_xor_postgres(_hashes(mappings, values, _HASH_FUNCTIONS[algorithm]))),)
    columns = [(mapping.form, value) for mapping, value in zip(mappings, values, strict=True)]
    if algorithm == ROWS_MD5:
        row = f" || {_UNIT} || ".join(_or_null(_postgres(form, value)) for form, value in columns)
        return (_sum(_from_hexadecimal(f"substr(md5(textsend({row})), 1, 15)", 60, version)),)
    return (_sum(_xor_postgres(_words(columns, _whole_postgres, partial(_digest_postgres, version=version)))),)


def duckdb_sums(mappings: Sequence[ColumnMapping], algorithm: str) -> tuple[str, ...]:
    """The sums of rows that landed in DuckDB."""
    if algorithm == COUNT:
        return ()
    columns = [(mapping.form, quote(mapping.column)) for mapping in mappings]
    if algorithm == ROWS_MD5:
        # Not with `||`: DuckDB refuses expressions that are too deep.
        row = f"concat({f', {_UNIT}, '.join(_or_null(_duckdb(form, value)) for form, value in columns)})"
        return (_sum(f"('0x' || substr(md5({row}), 1, 15))::BIGINT"),)
    return (_sum(_xor_duckdb(_words(columns, _whole_duckdb, _digest_duckdb))),)


def _sum(number: str) -> str:
    return f"coalesce(sum({number}), 0)"


def _xor_postgres(words: Sequence[str]) -> str:
    return " # ".join(words)


def _xor_duckdb(words: Sequence[str]) -> str:
    # Halved each time, for the same reason.
    if len(words) == 1:
        return words[0]
    middle = len(words) // 2
    return f"xor({_xor_duckdb(words[:middle])}, {_xor_duckdb(words[middle:])})"


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


def _hashes(mappings: Sequence[ColumnMapping], values: Sequence[str], functions: Mapping[str, str]) -> list[str]:
    words, others = [], []
    for number, (mapping, value) in enumerate(zip(mappings, values, strict=True), 1):
        base = mapping.type.removesuffix("[]").partition("(")[0]
        # Under a collation of its own, text that differs may have one hash.
        hashed = f'({value}) COLLATE "C"' if base in _COLLATED else f"({value})"
        if mapping.type.endswith("[]") or base not in functions:
            others.append(f"({value})::text" if base in _UNHASHABLE else hashed)
        else:
            words.append(f"coalesce({functions[base]}({hashed}, {number}), {_multiplier(number, 62)})")
    return [*words, f"hash_record_extended(ROW({', '.join(others)}), 0)"] if others else words


# --- columns: one word of less than 64 bits per column that is a whole number, and one for all that are not

_Column = tuple[Form, str]
# The largest prime below 2^32.
_PRIME: Final = 4294967291
_PRIME_BITS: Final = 32
_WORD_BITS: Final = 63


def _words(
    columns: Sequence[_Column], whole: Callable[[IntegerForm, str], str], digest: Callable[[Sequence[_Column]], str]
) -> list[str]:
    words = []
    for number, (form, value) in enumerate(columns, 1):
        if form.whole is not None:
            bits = min(form.whole.bits, _PRIME_BITS)
            factor = _multiplier(number, _WORD_BITS - bits)
            # Not a multiple of the factor: no value gives it.
            null = factor * (2 ** (bits - 1)) + factor // 2
            words.append(f"coalesce({whole(form.whole, value)} * {factor}, {null})")
    if written := [column for column in columns if column[0].whole is None]:
        words.append(f"{digest(written)} * {_multiplier(0, _WORD_BITS - _PRIME_BITS)}")
    return words


def _multiplier(number: int, bits: int) -> int:
    """An odd number of exactly `bits` bits, another for every column."""
    mixed = (number + 1) * 0x9E3779B97F4A7C15 % 2**64
    mixed = (mixed ^ mixed >> 29) * 0xBF58476D1CE4E5B9 % 2**64
    return mixed >> (64 - bits) | 1 | 1 << (bits - 1)


def _whole_postgres(whole: IntegerForm, value: str) -> str:
    number = f"({whole.postgres.format(f'({value})')})"
    return f"{number} % {_PRIME}" if whole.bits > _PRIME_BITS else f"{number}::bigint"


def _whole_duckdb(whole: IntegerForm, value: str) -> str:
    number = f"({whole.duckdb.format(f'({value})')})::BIGINT"
    return f"{number} % {_PRIME}" if whole.bits > _PRIME_BITS else number


def _digest_postgres(columns: Sequence[_Column], version: int) -> str:
    """The first four bytes of an md5."""
    texts = [f"coalesce({_postgres(form, value)}, {_NULL})" for form, value in columns if form.bytes_ is None]
    parts = [f"coalesce({form.bytes_[0].format(value)}, '\\x1e')" for form, value in columns if form.bytes_]
    if texts:
        # A quarter faster than concat().
        parts.insert(0, f"textsend({f' || {_UNIT} || '.join(texts)})")
    return _from_hexadecimal(f"md5({' || '.join(parts)})::varchar(8)", 32, version)


def _from_hexadecimal(digits: str, bits: int, version: int) -> str:
    return f"('0x' || {digits})::bigint" if version >= _HEXADECIMAL_INPUT else f"('x' || {digits})::bit({bits})::bigint"


def _digest_duckdb(columns: Sequence[_Column]) -> str:
    texts = [f"coalesce({_duckdb(form, value)}, {_NULL})" for form, value in columns if form.bytes_ is None]
    parts = [f"coalesce({form.bytes_[1].format(value)}, '\\x1E'::BLOB)" for form, value in columns if form.bytes_]
    text = f"concat({f', {_UNIT}, '.join(texts)})"
    if texts:
        parts.insert(0, f"encode({text})" if parts else text)
    # DuckDB's number is the digest with its first byte last. It works out what is repeated here once.
    word = f"(md5_number({' || '.join(parts)}) & 4294967295)::BIGINT"
    return f"((({word} & 255) * 16777216) | (({word} & 65280) * 256) | (({word} >> 8) & 65280) | ({word} >> 24))"


# --- rows as text


def _or_null(value: str) -> str:
    """Text that tells NULL from every value."""
    return f"coalesce('=' || ({value}), '!')"


def _postgres(form: Form, value: str) -> str:
    if form.element is None:
        return form.postgres.format(f"({value})")
    item = _or_null(form.element.postgres.format("e"))
    return (
        f"CASE WHEN ({value}) IS NOT NULL THEN (SELECT coalesce(string_agg({item}, {_ITEM} ORDER BY i), '') || '#' ||"
        f" count(*) FROM unnest({value}) WITH ORDINALITY AS u(e, i)) END"
    )


def _duckdb(form: Form, value: str) -> str:
    if form.element is None:
        return form.duckdb.format(f"({value})")
    item = _or_null(form.element.duckdb.format("e"))
    return (
        f"CASE WHEN {value} IS NOT NULL THEN"
        f" array_to_string(list_transform({value}, lambda e: {item}), {_ITEM}) || '#' || len({value}) END"
    )
