"""What was set of an object beyond its definition, each as one text: `fillfactor=70`, `tablespace=fast`.

Storage parameters are called as PostgreSQL calls them, those of the TOAST table with `toast.` in front; beside them
stand `tablespace`, `access method`, `replica identity` and `clustered on` of a table, `storage`, `compression` and
`statistics` of a column. What is the default is not said.
"""

from collections.abc import Iterable
from typing import Final

from .types import built_in_type

Settings = tuple[str, ...]

_YES, _NO = ("on", "true", "yes", ""), ("off", "false", "no")
_PLAIN_TYPES = """
    aclitem bool box char cid circle date float4 float8 int2 int2vector int4 int8 interval line lseg macaddr macaddr8
    money name oid oidvector pg_lsn point regclass regcollation regconfig regdictionary regnamespace regoper regoperator
    regproc regprocedure regrole regtype tid time timestamp timestamptz timetz tsquery uuid xid xid8
"""
_PLAIN: Final = frozenset(_PLAIN_TYPES.split())
_MAIN: Final = frozenset(("numeric", "inet", "cidr"))


def setting(name: str, value: str) -> str:
    """One setting; the several words for yes and no are one."""
    word = value.lower()
    return f"{name}={'true' if word in _YES else 'false' if word in _NO else value}"


def changed(settings: Settings, name: str, value: str | None) -> Settings:
    """`settings` with another value for `name`, without one for None."""
    others = [s for s in settings if not s.startswith(f"{name}=")]
    return tuple(sorted([*others, *([setting(name, value)] if value is not None else [])]))


def of_these(settings: Settings, names: Iterable[str]) -> Settings:
    """Those of `settings` that have one of the names."""
    wanted = tuple(f"{name}=" for name in names)
    return tuple(s for s in settings if s.startswith(wanted))


def default_storage(type_: str) -> str:
    """How PostgreSQL stores a built-in type, or one that is not (an enum apart, which a dump says nothing of)."""
    built_in = built_in_type(type_)
    name = built_in.catalogue if built_in else ""
    return "plain" if name in _PLAIN else "main" if name in _MAIN else "extended"
