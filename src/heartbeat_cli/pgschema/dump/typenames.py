"""Types as PostgreSQL's `format_type` spells them."""

from ..types import SPELLINGS, with_modifiers
from .parse import Node

SERIALS = {
    "smallserial": "smallint",
    "serial2": "smallint",
    "serial": "integer",
    "serial4": "integer",
    "bigserial": "bigint",
    "serial8": "bigint",
}
_INTERVAL_FIELDS = {
    4: "year",
    2: "month",
    8: "day",
    1024: "hour",
    2048: "minute",
    4096: "second",
    6: "year to month",
    1032: "day to hour",
    3080: "day to minute",
    7176: "day to second",
    3072: "hour to minute",
    7168: "hour to second",
    6144: "minute to second",
}


def strings(nodes: list[Node] | None) -> list[str]:
    """The texts of a list of String nodes."""
    return [n["String"].get("sval", "") for n in nodes or []]


def parts(type_name: Node) -> tuple[str | None, str]:
    """Schema and name of a TypeName node; the schema is `pg_catalog` for the grammar's own types."""
    names = strings(type_name.get("names"))
    return (names[-2] if len(names) > 1 else None), names[-1]


def array_suffix(type_name: Node) -> str:
    """`[]` for an array, else nothing."""
    return "[]" if type_name.get("arrayBounds") else ""


def modifiers(type_name: Node) -> list[str]:
    """The modifiers of a type as text: `18`, `2`."""
    found = []
    for node in type_name.get("typmods", []):
        constant = node.get("A_Const", {})
        if "ival" in constant:
            found.append(str(constant["ival"].get("ival", 0)))
        elif "sval" in constant:
            found.append(constant["sval"].get("sval", ""))
        elif "fval" in constant:
            found.append(str(constant["fval"].get("fval", "")))
        elif "ColumnRef" in node:
            found.append(strings([f for f in node["ColumnRef"]["fields"] if "String" in f])[-1])
    return found


def spell_built_in(name: str, mods: list[str]) -> str:
    """A type of pg_catalog as `format_type` spells it, without an array's brackets."""
    if name == "interval":
        return _interval(mods)
    if name == "bpchar":
        return f"character({mods[0]})" if mods else "bpchar"
    if name == "bit":
        return f"bit({mods[0]})" if mods else '"bit"'
    if name == "numeric" and len(mods) == 1:
        mods = [mods[0], "0"]
    spelling = SPELLINGS.get(name, name)
    return with_modifiers(spelling, ",".join(mods)) if mods else spelling


def _interval(mods: list[str]) -> str:
    if not mods:
        return "interval"
    fields = _INTERVAL_FIELDS.get(int(mods[0]) if mods[0].isdigit() else 0, "")
    precision = f"({mods[1]})" if len(mods) > 1 else ""
    return "interval" + (f" {fields}" if fields else "") + precision
