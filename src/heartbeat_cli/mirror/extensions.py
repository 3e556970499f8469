"""Extensions a server may lack: what stands in for them, and how to tell what was lost without them.

A stand-in is made only where a mirror without rows is none the worse for it: a function that is called in a default, a
type that is text by another name, or nothing at all for what no table uses.
"""

from collections.abc import Mapping
from dataclasses import dataclass

_RANDOM_UUID = "RETURNS uuid LANGUAGE sql VOLATILE AS 'SELECT pg_catalog.gen_random_uuid()'"


@dataclass(frozen=True, slots=True)
class StandIn:
    """What takes an extension's place: a sentence for people and its SQL, `{schema}` for where it was to live."""

    about: str
    statements: tuple[str, ...] = ()


NOTHING = StandIn("nothing: no table uses it")

STAND_INS: Mapping[str, StandIn] = {
    "uuid-ossp": StandIn(
        "uuid_generate_v1, _v1mc and _v4 as gen_random_uuid()",
        tuple(f"CREATE FUNCTION {{schema}}.uuid_generate_{v}() {_RANDOM_UUID}" for v in ("v1", "v1mc", "v4")),
    ),
    "pgcrypto": StandIn("gen_random_uuid() alone", (f"CREATE FUNCTION {{schema}}.gen_random_uuid() {_RANDOM_UUID}",)),
    "citext": StandIn("a domain over text, which minds case", ("CREATE DOMAIN {schema}.citext AS text",)),
    "pg_stat_statements": NOTHING,
    "pg_buffercache": NOTHING,
    "pg_cron": NOTHING,
    "pg_prewarm": NOTHING,
    "pg_repack": NOTHING,
    "pgaudit": NOTHING,
    "pgstattuple": NOTHING,
    "dblink": NOTHING,
    "tablefunc": NOTHING,
}

# Words in a failed statement that tell which missing extension it failed for.
SIGNS: Mapping[str, tuple[str, ...]] = {
    "postgis": ("geometry", "geography", "st_"),
    "hstore": ("hstore",),
    "ltree": ("ltree", "lquery"),
    "pg_trgm": ("_trgm_ops", "similarity"),
    "btree_gist": ("using gist", "exclude"),
    "btree_gin": ("using gin",),
    "unaccent": ("unaccent",),
    "intarray": ("gist__int", "gin__int"),
    "vector": ("vector",),
    "timescaledb": ("timescale", "hypertable"),
}


def needed_by(statement: str, missing: tuple[str, ...]) -> str | None:
    """The one of the missing extensions a failed statement asked for, None where no sign tells."""
    text = statement.lower()
    for extension in missing:
        if any(sign in text for sign in SIGNS.get(extension, (extension.lower(),))):
            return extension
    return None
