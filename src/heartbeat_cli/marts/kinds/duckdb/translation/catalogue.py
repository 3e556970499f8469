"""The functions that are one call in DuckDB: name | arguments | result | how it is written there.

An argument is a type, or `whole` for any integer (`*whole` five),
`moment` for timestamp or timestamptz, `any` for any type. `same` is
the type of the first argument. Functions of numbers are in numbers.py, of times in times.py, of JSON in documents.py.
"""

from dataclasses import dataclass
from functools import cache
from typing import Final

from heartbeat_cli.marts.kinds.duckdb.translation.casts import cast
from heartbeat_cli.marts.kinds.duckdb.translation.terms import (
    BIGINT,
    BOOLEAN,
    DATE,
    DOUBLE,
    INTEGER,
    INTEGERS,
    INTERVAL,
    JSON,
    SMALLINT,
    TEXT,
    TIME,
    TIMESTAMP,
    TIMESTAMPTZ,
    UNKNOWN,
    NotAlikeError,
    Term,
    array,
    as_double,
    is_number,
)  # fmt: skip

TABLE: Final = """
length             | text                      | integer | CAST(length({0}) AS INTEGER)
char_length        | text                      | integer | CAST(length({0}) AS INTEGER)
character_length   | text                      | integer | CAST(length({0}) AS INTEGER)
octet_length       | text                      | integer | CAST(strlen({0}) AS INTEGER)
bit_length         | text                      | integer | CAST(strlen({0}) * 8 AS INTEGER)
lower              | text                      | text    | lower({0})
upper              | text                      | text    | upper({0})
btrim              | text                      | text    | trim({0}, ' ')
btrim              | text, text                | text    | trim({0}, {1})
ltrim              | text                      | text    | ltrim({0}, ' ')
ltrim              | text, text                | text    | ltrim({0}, {1})
rtrim              | text                      | text    | rtrim({0}, ' ')
rtrim              | text, text                | text    | rtrim({0}, {1})
left               | text, whole               | text    | left({0}, {1})
right              | text, whole               | text    | right({0}, {1})
substring          | text, whole               | text    | hb_pg.substring_of({0}, {1}, 2147483647 - greatest({1}, 1))
substr             | text, whole               | text    | hb_pg.substring_of({0}, {1}, 2147483647 - greatest({1}, 1))
substring          | text, whole, whole        | text    | hb_pg.substring_of({0}, {1}, {2})
substr             | text, whole, whole        | text    | hb_pg.substring_of({0}, {1}, {2})
position           | text, text                | integer | CAST(instr({0}, {1}) AS INTEGER)
strpos             | text, text                | integer | CAST(instr({0}, {1}) AS INTEGER)
replace            | text, text, text          | text    | hb_pg.replaced({0}, {1}, {2})
repeat             | text, whole               | text    | hb_pg.repeated({0}, {1})
lpad               | text, whole               | text    | hb_pg.pad_left({0}, {1}, ' ')
lpad               | text, whole, text         | text    | hb_pg.pad_left({0}, {1}, {2})
rpad               | text, whole               | text    | hb_pg.pad_right({0}, {1}, ' ')
rpad               | text, whole, text         | text    | hb_pg.pad_right({0}, {1}, {2})
split_part         | text, text, whole         | text    | split_part({0}, {1}, {2})
starts_with        | text, text                | boolean | starts_with({0}, {1})
ascii              | text                      | integer | CAST(ascii({0}) AS INTEGER)
chr                | whole                     | text    | chr({0})
md5                | text                      | text    | md5({0})
translate          | text, text, text          | text    | translate({0}, {1}, {2})
pi                 |                           | double precision | pi()
degrees            | double precision          | double precision | degrees({0})
radians            | double precision          | double precision | radians({0})
acos               | double precision          | double precision | acos({0})
asin               | double precision          | double precision | asin({0})
atan               | double precision          | double precision | atan({0})
atan2              | double precision, double precision | double precision | atan2({0}, {1})
cos                | double precision          | double precision | cos({0})
cot                | double precision          | double precision | cot({0})
sin                | double precision          | double precision | sin({0})
tan                | double precision          | double precision | tan({0})
cbrt               | double precision          | double precision | cbrt({0})
gcd                | whole, whole              | same    | gcd({0}, {1})
lcm                | whole, whole              | same    | lcm({0}, {1})
isfinite           | date                      | boolean | isfinite({0})
isfinite           | moment                    | boolean | isfinite({0})
make_date          | whole, whole, whole       | date    | make_date({0}, {1}, {2})
make_time          | whole, whole, double precision | time | make_time({0}, {1}, {2})
make_timestamp     | *whole, double precision  | timestamp | make_timestamp({0}, {1}, {2}, {3}, {4}, {5})
make_timestamptz   | *whole, double precision  | timestamptz | hb_pg.moment({0}, {1}, {2}, {3}, {4}, {5})
age                | moment, moment            | interval | age({0}, {1})
cardinality        | array                     | integer | CAST(len({0}) AS INTEGER)
array_length       | array, one                | integer | CAST(NULLIF(len({0}), 0) AS INTEGER)
string_to_array    | text, text                | text[]  | hb_pg.split({0}, {1})
"""

_TYPES: Final = {
    t.name: t
    for t in (SMALLINT, INTEGER, BIGINT, DOUBLE, TEXT, BOOLEAN, DATE, TIME, TIMESTAMP, TIMESTAMPTZ, INTERVAL, JSON)
} | {"text[]": array(TEXT)}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Entry:
    """A row of the table."""

    name: str
    arguments: tuple[str, ...]
    result: str
    template: str


@cache
def entries() -> tuple[Entry, ...]:
    """The table, row by row."""
    found = []
    for line in TABLE.strip().splitlines():
        name, arguments, result, template = (part.strip() for part in line.split("|", 3))
        kinds = tuple(a.strip() for a in arguments.replace("*whole", "whole, whole, whole, whole, whole").split(","))
        found.append(Entry(name, tuple(kind for kind in kinds if kind), result, template))
    return tuple(found)


def call(name: str, arguments: list[Term]) -> Term | None:
    """A call by the table; None where it has no such function. Raises NotAlikeError where none takes these types."""
    named = [e for e in entries() if e.name == name]
    if not named:
        return None
    for entry in named:
        taken = _taken(entry, arguments)
        if taken is not None:
            result = taken[0].type if entry.result == "same" else _TYPES[entry.result]
            return Term(entry.template.format(*(t.sql for t in taken)), result)
    types = ", ".join(str(t.type) for t in arguments)
    takes = " or ".join(f"{name}({', '.join(e.arguments)})" for e in named)
    raise NotAlikeError(f"{name}({types})", f"{takes}, with a cast of what it is given.")


def _taken(entry: Entry, arguments: list[Term]) -> list[Term] | None:
    if len(entry.arguments) != len(arguments):
        return None
    taken = [_as(kind, term) for kind, term in zip(entry.arguments, arguments, strict=True)]
    return None if None in taken else [t for t in taken if t is not None]


def _as(kind: str, term: Term) -> Term | None:
    """The term as an argument of this kind, None where it is none."""
    if kind == "one":
        return term if term.sql == "1" else None
    if kind == "whole":
        return term if term.type in INTEGERS else cast(term, INTEGER) if term.type == UNKNOWN else None
    if kind == "moment":
        if term.type in (DATE, UNKNOWN):
            return cast(term, TIMESTAMPTZ)
        return term if term.type in (TIMESTAMP, TIMESTAMPTZ) else None
    if kind == "array":
        return term if term.type.element is not None else None
    type_ = _TYPES[kind]
    if type_ == DOUBLE and is_number(term.type):
        return as_double(term)
    return cast(term, type_) if term.type in (type_, UNKNOWN) else None
