"""What was set of a table, a column or an index, of its row in the catalogue."""

from collections.abc import Iterable
from typing import Any

from ..settings import Settings, changed

_STORAGE = {"p": "plain", "e": "external", "m": "main", "x": "extended"}
_COMPRESSION = {"p": "pglz", "l": "lz4"}
_REPLICA_IDENTITY = {"f": "full", "n": "nothing"}


def table_settings(row: Any) -> Settings:
    """Those of a table or view, of its row in `relations.sql`."""
    found = _with_options((), row.options)
    found = _with_options(found, row.toast_options, "toast.")
    found = _with_options(found, row.foreign_options, "option ")
    found = changed(found, "tablespace", row.tablespace)
    found = changed(found, "access method", None if row.access_method == "heap" else row.access_method)
    found = changed(found, "clustered on", row.clustered_on)
    return changed(found, "replica identity", _replica_identity(row)) if row.kind in ("r", "p") else found


def _replica_identity(row: Any) -> str | None:
    """How a changed row is told to replicas, where not by its primary key. What is no table has `nothing`."""
    if row.replica_identity == "i":
        return f"index {row.replica_index}" if row.replica_index else None
    return _REPLICA_IDENTITY.get(row.replica_identity)


def column_settings(row: Any) -> Settings:
    """Those of a column, of its row in `columns.sql`."""
    found = _with_options((), row.options)
    found = _with_options(found, row.foreign_options, "option ")
    if row.storage != row.usual_storage:
        found = changed(found, "storage", _STORAGE.get(row.storage))
    found = changed(found, "compression", _COMPRESSION.get(row.compression))
    if row.statistics is not None and row.statistics >= 0:
        found = changed(found, "statistics", str(row.statistics))
    said = [
        w for w, is_so in (("no inherit", row.not_null_not_inherited), ("not valid", row.not_null_not_valid)) if is_so
    ]
    return changed(found, "not null", ", ".join(said) or None)


def index_settings(row: Any) -> Settings:
    """Those of an index, or of the one behind a constraint."""
    found = changed(_with_options((), row.options), "tablespace", row.tablespace)
    return _with_options(found, getattr(row, "statistics", None), "statistics of key ")


def _with_options(settings: Settings, options: Iterable[str] | None, before: str = "") -> Settings:
    for option in options or ():
        name, _, value = option.partition("=")
        settings = changed(settings, before + name, value)
    return settings
