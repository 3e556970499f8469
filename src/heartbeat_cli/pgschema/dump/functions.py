"""Functions and procedures: what CREATE says of them, and what ALTER, DROP and COMMENT do to it.

One that is not there (an extension's) is nobody's loss.
"""

from collections.abc import Iterator
from dataclasses import replace
from typing import Any

from ..quoting import quote_if_needed
from ..routine import Function
from . import lexer
from .clauses import SourceText, dotted, read_type, spell_name
from .draft import DraftDatabase
from .objects import spell
from .parse import Node
from .typenames import strings

FUNCTIONS = ("OBJECT_FUNCTION", "OBJECT_PROCEDURE", "OBJECT_ROUTINE")

_TAKEN = ("FUNC_PARAM_IN", "FUNC_PARAM_INOUT", "FUNC_PARAM_VARIADIC", "FUNC_PARAM_DEFAULT")
_MODES = {"FUNC_PARAM_OUT": "OUT ", "FUNC_PARAM_INOUT": "INOUT ", "FUNC_PARAM_VARIADIC": "VARIADIC "}
_SPELLINGS = {"bpchar": "character", '"bit"': "bit"}
_QUOTED_LISTS = ("search_path", "temp_tablespaces", "session_preload_libraries", "local_preload_libraries")


def create_function(draft: DraftDatabase, node: Node, text: SourceText, _line: int) -> None:
    """CREATE FUNCTION and CREATE PROCEDURE; one of the same name that takes the same is replaced."""
    schema, name = dotted(strings(node["funcname"]))
    schema = draft.home(schema)
    draft.add_schema(schema)
    procedure = bool(node.get("is_procedure"))
    parameters = [p["FunctionParameter"] for p in node.get("parameters", [])]
    listed = [p for p in parameters if p["mode"] != "FUNC_PARAM_TABLE"]
    function = Function(
        schema,
        name,
        tuple(_type(draft, p["argType"]) for p in listed if procedure or p["mode"] in _TAKEN),
        ", ".join(_parameter(draft, p, text) for p in listed),
        None if procedure else _returned(draft, node, parameters),
        "procedure" if procedure else "function",
        body=_parsed_body(text) if "sql_body" in node else "",
    )
    function = _with_options(draft, function, [o["DefElem"] for o in node.get("options", [])])
    draft.functions[schema, name, function.takes] = function


def alter_function(draft: DraftDatabase, node: Node, _text: SourceText, _line: int) -> None:
    """ALTER FUNCTION, PROCEDURE and ROUTINE with options."""
    function = find_function(draft, node["func"])
    if function is not None:
        _keep(draft, _with_options(draft, function, [o["DefElem"] for o in node.get("actions", [])]))


def change_function(draft: DraftDatabase, described: Node, **changes: Any) -> None:
    """Another name, schema or comment for a function; triggers that call it follow."""
    function = find_function(draft, described)
    if function is None:
        return
    del draft.functions[_key(function)]
    changed = replace(function, **changes)
    _keep(draft, changed)
    old, new = _called(function), _called(changed)
    if old != new:
        for relation in draft.relations.values():
            relation.triggers = [
                replace(t, function=new + t.function[len(old) :]) if t.function.startswith(f"{old}(") else t
                for t in relation.triggers
            ]


def drop_function(draft: DraftDatabase, described: Node, *, cascade: bool) -> None:
    """DROP FUNCTION, PROCEDURE and ROUTINE; under CASCADE the triggers that call it go too."""
    function = find_function(draft, described)
    if function is None:
        return
    del draft.functions[_key(function)]
    for relation in draft.relations.values() if cascade else ():
        relation.triggers = [t for t in relation.triggers if not t.function.startswith(f"{_called(function)}(")]


def find_function(draft: DraftDatabase, described: Node) -> Function | None:
    """The function of an ObjectWithArgs: by what it takes, or the only one of its name."""
    schema, name = dotted(strings(described["objname"]))
    places = [schema] if schema else [draft.home(None), *draft.search_path]
    found = [f for (s, n, _), f in draft.functions.items() if n == name and s in places]
    takes = tuple(_type(draft, a["TypeName"]) for a in described.get("objargs", []) if "TypeName" in a)
    exact = next((f for f in found if f.takes == takes), None)
    return exact or (found[0] if len(found) == 1 and described.get("args_unspecified") else None)


def called_function(draft: DraftDatabase, names: list[str]) -> str:
    """How a trigger's function is spelled: with its schema, unless that is PostgreSQL's own."""
    schema, name = dotted(names)
    if schema is None:
        known = {s for s, n, _ in draft.functions if n == name}
        schema = next((s for s in [draft.home(None), *draft.search_path] if s in known), None)
    return spell_name([schema, name] if schema else [name])


def _called(function: Function) -> str:
    return spell_name([function.schema, function.name])


def _key(function: Function) -> tuple[str, str, tuple[str, ...]]:
    return function.schema, function.name, function.takes


def _keep(draft: DraftDatabase, function: Function) -> None:
    draft.functions[_key(function)] = function


def _type(draft: DraftDatabase, node: Node) -> str:
    """A type as a signature has it: without length or precision."""
    kind, suffix = read_type(draft, {key: value for key, value in node.items() if key != "typmods"})
    spelled = spell(kind)
    return _SPELLINGS.get(spelled, spelled) + suffix


def _parameter(draft: DraftDatabase, node: Node, text: SourceText) -> str:
    name = f"{quote_if_needed(node['name'])} " if node.get("name") else ""
    default = f" DEFAULT {_default(node, text)}" if "defexpr" in node else ""
    return f"{_MODES.get(node['mode'], '')}{name}{_type(draft, node['argType'])}{default}"


def _default(node: Node, text: SourceText) -> str:
    start = text.at(node)
    end = lexer.end_of_item(text.source, start)
    for token in lexer.tokens(text.source, start, end):
        if token.text == b"=" or (token.kind == "word" and token.text.upper() == b"DEFAULT"):
            return text.cut(token.end, end)
    return ""


def _returned(draft: DraftDatabase, node: Node, parameters: list[Node]) -> str:
    columns = [p for p in parameters if p["mode"] == "FUNC_PARAM_TABLE"]
    if columns:
        listed = (f"{quote_if_needed(p.get('name', ''))} {_type(draft, p['argType'])}" for p in columns)
        return f"TABLE({', '.join(listed)})"
    kind = node.get("returnType")
    if kind is not None:
        return ("SETOF " if kind.get("setof") else "") + _type(draft, kind)
    out = [p for p in parameters if p["mode"] in ("FUNC_PARAM_OUT", "FUNC_PARAM_INOUT")]
    return _type(draft, out[0]["argType"]) if len(out) == 1 else "record" if out else "void"


def _parsed_body(text: SourceText) -> str:
    """A body that PostgreSQL parses when the function is made: `RETURN …` or `BEGIN ATOMIC … END`."""
    place = text.after(0, b"BEGIN", b"ATOMIC")
    if place is not None:
        return f"BEGIN ATOMIC {text.cut(place)}"
    place = text.after(0, b"RETURN")
    return f"RETURN {text.cut(place)}" if place is not None else ""


def _with_options(draft: DraftDatabase, function: Function, options: list[Node]) -> Function:
    found: dict[str, Any] = {}
    for option in options:
        name, argument = option["defname"], option.get("arg", {})
        if name == "set":
            found["config"] = _set(found.get("config", function.config), argument["VariableSetStmt"])
        else:
            found |= dict(_option(draft, name, argument))
    language = found.get("language", function.language)
    if found.get("cost") == (1 if language in ("c", "internal") else 100):
        found["cost"] = None
    if found.get("rows") == 1000:
        found["rows"] = None
    return replace(function, **found)


def _option(draft: DraftDatabase, name: str, argument: Node) -> Iterator[tuple[str, Any]]:
    empty: tuple[str, Node] = ("", {})
    kind, value = next(iter(argument.items()), empty)
    if name in ("language", "volatility", "parallel"):
        yield name, value.get("sval", "").lower()
    elif name in ("strict", "leakproof"):
        yield name, bool(value.get("boolval"))
    elif name == "security":
        yield "security_definer", bool(value.get("boolval"))
    elif name in ("cost", "rows"):
        yield name, float(value.get("fval") or value.get("ival", 0))
    elif name == "support":
        yield "support", spell_name(strings(value["items"])) if kind == "List" else None
    elif name == "window" and value.get("boolval"):
        yield "routine", "window function"
    elif name == "transform":
        yield "transforms", tuple(_type(draft, item["TypeName"]) for item in value["items"])
    elif name == "as":
        yield "body", ", ".join(strings(value["items"]))


def _set(config: tuple[str, ...], said: Node) -> tuple[str, ...]:
    name, kind = said.get("name", ""), said["kind"]
    if kind == "VAR_RESET_ALL":
        return ()
    kept = tuple(c for c in config if not c.startswith(f"{name}="))
    if kind in ("VAR_RESET", "VAR_SET_DEFAULT"):
        return kept
    if kind == "VAR_SET_CURRENT":
        return (*kept, f"{name}=(the one at the time)")
    values = [_constant(a.get("A_Const", {})) for a in said.get("args", [])]
    spelled = map(quote_if_needed, values) if name in _QUOTED_LISTS else values
    return (*kept, f"{name}={', '.join(spelled)}")


def _constant(constant: Node) -> str:
    if "ival" in constant:
        return str(constant["ival"].get("ival", 0))
    if "fval" in constant:
        return str(constant["fval"].get("fval", ""))
    return str(constant.get("sval", {}).get("sval", ""))
