"""PostgreSQL's built-in types: what each is called, which kind it is, and which can stand for which.

    >>> kind_of("numeric(18,2)"), kind_of("timestamp(3) with time zone"), kind_of("core.state"), kind_of("text[]")
    ('numeric', 'timestamptz', 'other', 'array')
    >>> canonical("int8"), canonical("DECIMAL(18, 2)[]"), canonical("varchar")
    ('bigint', 'numeric(18,2)[]', 'text')
    >>> can_carry("character varying(40)", "text"), can_carry("bigint", "integer"), can_carry("bigint", "numeric")
    (True, True, False)
    >>> family_of("bigint") == family_of("double precision"), family_of("bigint") == family_of("text")
    (True, False)

`kind_of` is the finest distinction, `family_of` the coarse one: what of one family can stand for each other in a query.
"""

import re
from functools import lru_cache
from typing import Final, Literal, NamedTuple

from .model import Database
from .quoting import quote_if_needed

TypeKind = Literal[
    "integer", "numeric", "float", "money", "oid", "boolean", "text", "date", "time", "timestamp", "timestamptz",
    "interval", "uuid", "json", "bytes", "bit", "network", "range", "geometric", "search", "xml", "array", "other",
]  # fmt: skip
"""`other` is a type that is not built in (enum, domain, composite, an extension's) or one of the server's own."""

NUMBER_KINDS: Final[frozenset[TypeKind]] = frozenset(("integer", "numeric", "float"))
"""Kinds one can count with; money, which PostgreSQL spells with a currency, is none."""
TIMESTAMP_KINDS: Final[frozenset[TypeKind]] = frozenset(("timestamp", "timestamptz"))
DATE_KINDS: Final[frozenset[TypeKind]] = TIMESTAMP_KINDS | {"date"}
"""Kinds that say when something happened."""

TEXT_TYPE: Final = "text"


class BuiltIn(NamedTuple):
    """A type of pg_catalog. `name` is how `format_type` spells it, `catalogue` its name in pg_type.

    `aliases` are the grammar's other names for it, `duckdb` DuckDB's, `size` the bytes of an integer.
    """

    name: str
    catalogue: str
    kind: TypeKind
    aliases: tuple[str, ...] = ()
    duckdb: tuple[str, ...] = ()
    size: int = 0

    @property
    def digits(self) -> int:
        """How many decimal digits the largest value of an integer has; 0 for any other type."""
        return len(str((1 << (8 * self.size - 1)) - 1)) if self.size else 0


def _named(kind: TypeKind, names: str) -> tuple[BuiltIn, ...]:
    """Types that are spelled as the catalogue has them."""
    return tuple(BuiltIn(name, name, kind) for name in names.split())


BUILT_IN_TYPES: Final[tuple[BuiltIn, ...]] = (
    BuiltIn("smallint", "int2", "integer", size=2),
    BuiltIn("integer", "int4", "integer", ("int",), size=4),
    BuiltIn("bigint", "int8", "integer", size=8),
    BuiltIn("numeric", "numeric", "numeric", ("decimal",)),
    BuiltIn("real", "float4", "float", (), ("float",)),
    BuiltIn("double precision", "float8", "float", (), ("double",)),
    BuiltIn("boolean", "bool", "boolean"),
    BuiltIn("text", "text", "text"),
    BuiltIn("character varying", "varchar", "text"),
    BuiltIn("character", "bpchar", "text"),
    BuiltIn('"char"', "char", "text"),
    BuiltIn("time without time zone", "time", "time"),
    BuiltIn("time with time zone", "timetz", "time"),
    BuiltIn("timestamp without time zone", "timestamp", "timestamp"),
    BuiltIn("timestamp with time zone", "timestamptz", "timestamptz"),
    BuiltIn("bytea", "bytea", "bytes", (), ("blob",)),
    BuiltIn("bit", "bit", "bit"),
    BuiltIn("bit varying", "varbit", "bit"),
    *_named("text", "name"),
    *_named("money", "money"),
    *_named("oid", "oid"),
    *_named("date", "date"),
    *_named("interval", "interval"),
    *_named("uuid", "uuid"),
    *_named("json", "json jsonb"),
    *_named("xml", "xml"),
    *_named("network", "inet cidr macaddr macaddr8"),
    *_named("range", "int4range int8range numrange tsrange tstzrange daterange"),
    *_named("range", "int4multirange int8multirange nummultirange tsmultirange tstzmultirange datemultirange"),
    *_named("geometric", "point line lseg box path polygon circle"),
    *_named("search", "tsvector tsquery"),
    *_named("other", "aclitem cid gtsvector int2vector jsonpath oidvector pg_lsn pg_snapshot refcursor tid"),
    *_named("other", "regclass regcollation regconfig regdictionary regnamespace regoper regoperator regproc"),
    *_named("other", "regprocedure regrole regtype txid_snapshot xid xid8"),
)
SPELLINGS: Final = {t.catalogue: t.name for t in BUILT_IN_TYPES}
"""A type's name in pg_type -> its name as `format_type` spells it."""
_BY_NAME: Final = {name: t for t in BUILT_IN_TYPES for name in (t.name, *t.aliases, *t.duckdb, t.catalogue)}
_DUCKDB_ONLY: Final[dict[str, TypeKind]] = {
    **dict.fromkeys(["tinyint", "hugeint", "utinyint", "usmallint", "uinteger", "ubigint", "uhugeint"], "integer"),
    **dict.fromkeys(["timestamp_s", "timestamp_ms", "timestamp_ns"], "timestamp"),
}
_FAMILIES: Final = {
    **dict.fromkeys(("integer", "numeric", "float", "money", "oid"), "number"),
    **dict.fromkeys(("timestamp", "timestamptz"), "timestamp"),
    **{kind: kind for kind in ("boolean", "date", "time", "interval", "uuid", "bytes", "json")},
}
_MODIFIER: Final = re.compile(r"\(([^)]*)\)")


@lru_cache(maxsize=4096)
def built_in_type(type_: str) -> BuiltIn | None:
    """The built-in type that PostgreSQL or DuckDB spells so, with or without a modifier; None for an array or another.

    A name both have and mean differently (`float`) is read as DuckDB's; `format_type` never spells it.
    """
    if type_.endswith("]"):
        return None
    name = split_type(type_.lower())[0]
    return _BY_NAME.get("interval" if name.startswith("interval ") else name)


@lru_cache(maxsize=4096)
def kind_of(type_: str) -> TypeKind:
    """The kind of a type as PostgreSQL or DuckDB spells it: `numeric(18,2)` -> `numeric`.

    Of all extensions' types citext alone has a kind: it is text in all but the case of its letters.
    """
    if type_.endswith("]"):
        return "array"
    found = built_in_type(type_)
    if found is not None:
        return found.kind
    return "text" if type_.rpartition(".")[2] == "citext" else _DUCKDB_ONLY.get(type_.lower(), "other")


def family_of(type_: str, database: Database | None = None) -> str:
    """What a type's values can stand for in a query: a number, a timestamp …; domains of `database` are resolved.

    `text` for all that has no arithmetic of its own: enums, ranges, addresses, types of extensions. An array is of a
    family of its own per family of element.
    """
    if type_.endswith("[]"):
        return family_of(type_.removesuffix("[]"), database) + "[]"
    base = domain_types(database).get(type_) if database is not None else None
    if base is not None and base != type_:
        return family_of(base, database)
    return _FAMILIES.get(kind_of(type_), TEXT_TYPE)


def named_type(schema: str, name: str) -> str:
    """A type somebody made as a column's type spells it: `core."State"`."""
    return f"{quote_if_needed(schema)}.{quote_if_needed(name)}"


def domain_types(database: Database) -> dict[str, str]:
    """Every domain of a database as a column's type spells it, and the type it is made of."""
    return {named_type(d.schema, d.name): d.type for schema in database.schemas for d in schema.domains}


def enum_labels(database: Database) -> dict[str, tuple[str, ...]]:
    """Every enum of a database, and every array of one, as a column's type spells it, and its labels."""
    labels = {named_type(e.schema, e.name): e.labels for schema in database.schemas for e in schema.enums}
    return labels | {f"{spelt}[]": of for spelt, of in labels.items()}


@lru_cache(maxsize=4096)
def can_carry(carrier: str, key: str) -> bool:
    """Whether a column of type `carrier` can carry a key of type `key`.

    Integers carry each other and texts carry each other, whatever their lengths; any other type only itself.
    """
    return carrier == key or kind_of(carrier) == kind_of(key) in ("integer", "text")


def split_type(type_: str) -> tuple[str, tuple[int, ...]]:
    """A type's name and its modifiers: `timestamp(3) with time zone` -> `timestamp with time zone`, (3,)."""
    found = _MODIFIER.search(type_)
    numbers = tuple(int(part) for part in found[1].split(",") if part.strip().lstrip("-").isdigit()) if found else ()
    return " ".join(_MODIFIER.sub("", type_).split()), numbers


def canonical(type_: str) -> str:
    """A built-in type of PostgreSQL or DuckDB as `format_type` spells it: `DECIMAL(18, 2)[]` -> `numeric(18,2)[]`.

    A text without a limit is `text`, whatever it is called. What is no built-in type stays as it is, in lower case.
    """
    if type_.endswith("[]"):
        return canonical(type_.removesuffix("[]")) + "[]"
    name, numbers = split_type(type_.lower())
    found = _BY_NAME.get(name)
    if found is None or (name == "bpchar" and not numbers):
        return type_.lower()
    if numbers:
        return with_modifiers(found.name, ",".join(map(str, numbers)))
    return TEXT_TYPE if found.name == "character varying" else found.name


def with_modifiers(name: str, modifiers: str) -> str:
    """A type's name with its modifiers where `format_type` puts them: `time(3) without time zone`."""
    first, space, rest = name.partition(" ") if name.startswith("time") else (name, "", "")
    return f"{first}({modifiers}){space}{rest}"
