"""How things are stored: WITH (…), tablespaces, and what ALTER TABLE, ALTER INDEX and ALTER COLUMN set of them."""

from ..settings import Settings, changed, default_storage, of_these
from .draft import DraftDatabase
from .objects import DraftColumn
from .parse import Node

_INHERITED = ("storage", "compression")


def read_options(options: list[Node] | None) -> Settings:
    """What stands in WITH (…)."""
    found: Settings = ()
    for option in (o["DefElem"] for o in options or ()):
        found = changed(found, _name(option), _value(option))
    return found


def relation_settings(
    draft: DraftDatabase, options: list[Node] | None, tablespace: str | None, method: str | None
) -> Settings:
    """Those of a table or materialized view; pg_dump names its tablespace and method by a SET before the statement."""
    place, method = tablespace or draft.tablespace, method or draft.access_method
    if options is None and place is None and method in (None, "heap"):
        return ()
    found = tuple(s for s in read_options(options) if not s.startswith("oids="))
    found = changed(found, "tablespace", place)
    return changed(found, "access method", None if method == "heap" else method)


def view_settings(node: Node) -> Settings:
    """Those of a view, its check option among them."""
    check = node.get("withCheckOption", "").partition("_")[0].lower()
    found = read_options(node.get("options"))
    return changed(found, "check_option", check) if check in ("local", "cascaded") else found


def index_settings(draft: DraftDatabase, options: list[Node] | None, tablespace: str | None) -> Settings:
    """Those of an index; one that names no tablespace is in `default_tablespace`."""
    place = tablespace or draft.tablespace
    if options is None and place is None:
        return ()
    return changed(read_options(options), "tablespace", place)


def set_options(settings: Settings, command: Node) -> Settings:
    """SET (…) and RESET (…)."""
    for option in (o["DefElem"] for o in command["def"]["List"]["items"]):
        reset = command["subtype"] in ("AT_ResetRelOptions", "AT_ResetOptions")
        settings = changed(settings, _name(option), None if reset else _value(option))
    return settings


def set_foreign_options(settings: Settings, options: list[Node] | None) -> Settings:
    """OPTIONS (…) of a foreign table and its columns."""
    for option in (o["DefElem"] for o in options or ()):
        value = None if option.get("defaction") == "DEFELEM_DROP" else _value(option)
        settings = changed(settings, f"option {option['defname']}", value)
    return settings


def read_column_settings(node: Node) -> Settings:
    """STORAGE, COMPRESSION and OPTIONS in a column's definition; what is the type's own, `own_storage` takes out."""
    found: Settings = ()
    if "storage_name" in node:
        found = changed(found, "storage", node["storage_name"].lower())
    if node.get("compression", "default").lower() != "default":
        found = changed(found, "compression", node["compression"].lower())
    return set_foreign_options(found, node.get("fdwoptions")) if "fdwoptions" in node else found


def own_storage(column: DraftColumn) -> None:
    """Forget a way of storing that is the type's own anyway."""
    kind = "" if column.suffix or not isinstance(column.type, str) else column.type
    if column.settings and f"storage={default_storage(kind)}" in column.settings:
        column.settings = changed(column.settings, "storage", None)
    if "storage=default" in column.settings:
        column.settings = changed(column.settings, "storage", None)


def set_column(column: DraftColumn, command: Node) -> None:
    """ALTER COLUMN … SET STATISTICS, STORAGE, COMPRESSION, (…), OPTIONS (…)."""
    what, given = command["subtype"], command.get("def", {})
    if what == "AT_SetStatistics":
        target = given.get("Integer", {}).get("ival", 0) if "Integer" in given else -1
        column.settings = changed(column.settings, "statistics", None if target < 0 else str(target))
    elif what in ("AT_SetStorage", "AT_SetCompression"):
        word = given["String"].get("sval", "").lower()
        name = "storage" if what == "AT_SetStorage" else "compression"
        column.settings = changed(column.settings, name, None if word == "default" else word)
        own_storage(column)
    elif what == "AT_AlterColumnGenericOptions":
        column.settings = set_foreign_options(column.settings, given["List"]["items"])
    else:
        column.settings = set_options(column.settings, command)


def inherited_settings(settings: Settings) -> Settings:
    """What a column of a child has from its parent's."""
    return of_these(settings, _INHERITED) if settings else settings


def _name(option: Node) -> str:
    space = option.get("defnamespace")
    return f"{space}.{option['defname']}" if space else str(option["defname"])


def _value(option: Node) -> str:
    empty: tuple[str, Node] = ("", {})
    kind, value = next(iter(option.get("arg", {}).items()), empty)
    if kind == "TypeName":
        return ".".join(name["String"].get("sval", "") for name in value.get("names", []))
    if kind == "Boolean":
        return str(bool(value.get("boolval"))).lower()
    if kind == "Integer":
        return str(value.get("ival", 0))
    return str(value.get("fval") or value.get("sval") or "")
