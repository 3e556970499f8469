"""Whether two pieces of SQL say the same, as far as that can be told without a server.

PostgreSQL stores expressions parsed and spells them anew, so one expression comes in several spellings. Both are parsed
and the trees compared, which makes equal: whitespace, comments, redundant parentheses, the case of keywords and of
unquoted names, `!=` and `<>`, `CAST(x AS t)` and `x::t`. Beyond that, these are held to be the same:

- a name with and without `pg_catalog.` in front, and the two spellings of a built-in type (`varchar`, `int8`, …);
- a string and that string cast to `text`, `varchar` or `bpchar` without a length, unless it is cast on to another type
  (`('now'::text)::date` is evaluated again every day, `'now'::date` is not);
- a number and the same number as a string, cast to the type the number has anyway: `-1` and `'-1'::integer`;
- two spellings of one instant, which depend on the time zone of who asked: in a literal cast to `timestamptz`, and in
  the bounds of partitions;
- an object's name in a literal (`'"simple"'::regconfig`) with and without quotes it does not need;
- `NULL` and `NULL::t`, where that is the whole expression;
- `x IN (a, b)` and `x = ANY (ARRAY[a, b])`, `NOT IN` and `<> ALL`; `(ARRAY[a, b])::t[]` and `ARRAY[a::t, b::t]`;
- `BETWEEN` and its two comparisons, `LIKE` and `~~`, `ILIKE` and `~~*`; `a AND (b AND c)` and `a AND b AND c`;
- `now()`, `transaction_timestamp()` and `CURRENT_TIMESTAMP`; `x AT TIME ZONE z` and `timezone(z, x)`;
- a day and its midnight in the bounds of partitions;
- columns with and without their table in front in a query of one table, and a name for a column that it has anyway.

What `Whereabouts` tell counts, too: casts that PostgreSQL adds by the types of columns (`coercions.py`), and the
schema `public` in front of what is there. What cannot be parsed is equal only as the same text.
"""

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from functools import lru_cache
from typing import Any, Final

from .coercions import as_default_of, catalogue_name, without_coercions
from .fields import EXPRESSION, PARTITION_BOUND, QUERY
from .grammar import libpg_query
from .types import BUILT_IN_TYPES
from .unqualified import without_only_table, without_public

_LONGEST = 50_000
_PLACES = frozenset({"location", "list_start", "list_end", "rexpr_list_start", "rexpr_list_end", "stmt_len"})
_TEXTS = frozenset({"text", "varchar", "bpchar"})
_LIST_OPERATORS = {"=": "AEXPR_OP_ANY", "<>": "AEXPR_OP_ALL"}
_NOW = [[{"String": {"sval": name}}] for name in ("now", "transaction_timestamp")]
_MIDNIGHT = re.compile(r"(\d{4}-\d\d-\d\d) 00:00:00\Z")
# A sign, and the digits of a bigint.
_DIGITS = 20
_NUMBER = re.compile(r"-?\d+(?:\.\d+)?\Z")
_INSTANT = re.compile(r"(\d{4}-\d\d-\d\d \d\d:\d\d:\d\d(?:\.\d+)?[+-]\d\d)(?::?(\d\d))?\Z")
_NEEDLESS_QUOTES = re.compile(r'(?<!")"([a-z_][a-z0-9_$]*)"(?!")')
_CATALOGUE_NAMES = {name: t.catalogue for t in BUILT_IN_TYPES for name in (t.name, *t.aliases)}


@dataclass(frozen=True, slots=True)
class Whereabouts:
    """What is known of where an expression stands.

    `columns` are the types of the table's columns, as `format_type` spells them, `default_of` is that of the column
    whose default it is. `public` are the names of functions and types that are in the schema `public`, where one
    without a schema is looked for.
    """

    columns: Mapping[str, str] = field(default_factory=dict)
    default_of: str | None = None
    public: frozenset[str] = frozenset()


NOWHERE: Final = Whereabouts()


def same_sql(one: str, other: str, form: str = EXPRESSION, where: Whereabouts = NOWHERE) -> bool:
    """Whether `one` and `other` mean the same; `form` is what to put them into to make a statement of them."""
    if one == other:
        return True
    if len(one) > _LONGEST or len(other) > _LONGEST:
        return False
    first, second = _canonical_tree(one, form), _canonical_tree(other, form)
    if first is None or second is None:
        return False
    return bool(first == second or _fitted(first, form, where) == _fitted(second, form, where))


def _fitted(tree: Any, form: str, where: Whereabouts) -> Any:
    """A canonical tree as of where it stands."""
    tree = without_public(tree, where.public)
    types = {name: kind for name, type_ in where.columns.items() if (kind := catalogue_name(type_)) is not None}
    tree = without_coercions(tree, types)
    if form == QUERY:
        return without_only_table(tree)
    value, kind = _only_value(tree), _type_node(where.default_of) if where.default_of is not None else None
    if value is None or kind is None or where.default_of is None:
        return tree
    return as_default_of(value, without_public(kind, where.public), catalogue_name(where.default_of))


@lru_cache(maxsize=1024)
def _type_node(type_: str) -> Any:
    """The node of a type, None where it cannot be parsed."""
    tree = _parsed(f"SELECT NULL::{type_}")
    value = _only_value(tree) if tree is not None else None
    return value["TypeCast"]["typeName"] if value is not None and "TypeCast" in value else None


def _only_value(tree: Any) -> Any:
    """The expression of `SELECT expression`."""
    targets = tree[0].get("stmt", {}).get("SelectStmt", {}).get("targetList", []) if len(tree) == 1 else []
    return targets[0]["ResTarget"].get("val") if len(targets) == 1 else None


def _canonical_tree(sql: str, form: str) -> Any:
    """The tree of `sql` in its canonical form, None when it cannot be parsed."""
    tree = _parsed(form.format(sql))
    if tree is None:
        return None
    return _untyped_null(tree) if form == EXPRESSION else _with_instants(tree) if form == PARTITION_BOUND else tree


def _parsed(statement: str) -> Any:
    library = libpg_query()
    result = library.pg_query_parse(statement.encode())
    try:
        if result.error:
            return None
        return _canonical(json.loads(result.parse_tree.decode("utf-8", "replace"))["stmts"])
    except RecursionError:
        return None
    finally:
        library.pg_query_free_parse_result(result)


def _canonical(node: Any, *, cast_on: bool = False) -> Any:
    """`node` without places in the text, spelt one way. `cast_on`: its value is cast to a type that is no text."""
    if isinstance(node, list):
        return [_canonical(each) for each in node]
    if not isinstance(node, dict):
        return node
    if "TypeCast" in node:
        return _cast(node["TypeCast"], cast_on)
    plain = {k: _canonical(v) for k, v in node.items() if k not in _PLACES and not k.endswith("_location")}
    if "A_Expr" in plain:
        return _operator(plain["A_Expr"])
    if "BoolExpr" in plain:
        return _flat(plain["BoolExpr"])
    for key in ("funcname", "names"):
        if key in plain and isinstance(plain[key], list):
            plain[key] = _without_pg_catalog(plain[key])
    if "FuncCall" in plain:
        return _call(plain["FuncCall"])
    if plain.get("mode") == "FUNC_PARAM_DEFAULT":
        plain["mode"] = "FUNC_PARAM_IN"
    return plain


def _call(call: dict[str, Any]) -> Any:
    """A call, however it is spelled: as a function or in SQL's own words."""
    if call["funcname"] in _NOW and not call.get("args"):
        return {"SQLValueFunction": {"op": "SVFOP_CURRENT_TIMESTAMP", "typmod": -1}}
    return {"FuncCall": {key: value for key, value in call.items() if key != "funcformat"}}


def _without_pg_catalog(names: list[Any]) -> list[Any]:
    if len(names) > 1 and names[0] == {"String": {"sval": "pg_catalog"}}:
        names = names[1:]
    if len(names) == 1 and "String" in names[0]:
        name = names[0]["String"].get("sval", "")
        return [{"String": {"sval": _CATALOGUE_NAMES.get(name, name)}}]
    return names


def _cast(cast: dict[str, Any], cast_on: bool) -> Any:
    kind = _canonical(cast["typeName"])
    name = _bare_name(kind)
    argument = _canonical(cast["arg"], cast_on=cast_on if name in _TEXTS else True)
    if "A_ArrayExpr" in argument and kind.get("arrayBounds"):
        element = {k: v for k, v in kind.items() if k != "arrayBounds"}
        array = cast["arg"] if "A_ArrayExpr" in cast["arg"] else argument
        elements = array["A_ArrayExpr"].get("elements", [])
        casts = [_cast({"arg": each, "typeName": element}, cast_on=False) for each in elements]
        return {"A_ArrayExpr": {"elements": casts}}
    constant = argument.get("A_Const", {})
    if "sval" in constant:
        if name in _TEXTS and not cast_on:
            return argument
        if name == "timestamptz":
            argument = _with_instants(argument)
        if name is not None and name.startswith("reg"):
            unquoted = _NEEDLESS_QUOTES.sub(r"\1", constant["sval"].get("sval", ""))
            argument = {"A_Const": {"sval": {"sval": unquoted}}}
        number = _number(constant["sval"].get("sval", ""), name)
        if number is not None:
            return {"A_Const": number}
    return {"TypeCast": {"arg": argument, "typeName": kind}}


def _bare_name(kind: dict[str, Any]) -> str | None:
    """The name of a type without schema, length and brackets, None for any other."""
    names = kind.get("names", [])
    if len(names) != 1 or kind.get("typmods") or kind.get("arrayBounds") or kind.get("setof"):
        return None
    return str(names[0]["String"].get("sval", ""))


def _number(text: str, kind: str | None) -> dict[str, Any] | None:
    """The constant the parser makes of `text` without quotes, where that is of type `kind`."""
    if not _NUMBER.match(text):
        return None
    if "." in text:
        return {"fval": {"fval": text}} if kind == "numeric" else None
    if len(text) > _DIGITS:
        return None
    if abs(int(text)) < 1 << 31:
        return {"ival": {"ival": int(text)} if int(text) else {}} if kind == "int4" else None
    return {"fval": {"fval": text}} if kind == "int8" and abs(int(text)) < 1 << 63 else None


def _with_instants(node: Any) -> Any:
    """`node` with every string that is a time with an offset in UTC."""
    if isinstance(node, list):
        return [_with_instants(each) for each in node]
    if not isinstance(node, dict):
        return _instant(node) if isinstance(node, str) else node
    return {key: _with_instants(value) for key, value in node.items()}


def _instant(text: str) -> str:
    match = _INSTANT.match(text)
    if match is None:
        return _MIDNIGHT.sub(r"\1", text)
    try:
        return datetime.fromisoformat(f"{match[1]}:{match[2] or '00'}").astimezone(UTC).isoformat()
    except (ValueError, OverflowError):
        return text


def _operator(expression: dict[str, Any]) -> Any:
    kind, name = expression["kind"], expression["name"]
    if kind == "AEXPR_IN" and "List" in expression["rexpr"]:
        elements = expression["rexpr"]["List"]["items"]
        expression = expression | {
            "kind": _LIST_OPERATORS[name[0]["String"]["sval"]],
            "rexpr": {"A_ArrayExpr": {"elements": elements}},
        }
    elif kind in ("AEXPR_LIKE", "AEXPR_ILIKE"):
        expression = expression | {"kind": "AEXPR_OP"}
    elif kind in ("AEXPR_BETWEEN", "AEXPR_NOT_BETWEEN"):
        low, high = expression["rexpr"]["List"]["items"]
        inside = kind == "AEXPR_BETWEEN"
        sides = [
            _comparison(expression["lexpr"], ">=" if inside else "<", low),
            _comparison(expression["lexpr"], "<=" if inside else ">", high),
        ]
        return _flat({"boolop": "AND_EXPR" if inside else "OR_EXPR", "args": sides})
    return {"A_Expr": expression}


def _comparison(left: Any, operator: str, right: Any) -> Any:
    return {"A_Expr": {"kind": "AEXPR_OP", "name": [{"String": {"sval": operator}}], "lexpr": left, "rexpr": right}}


def _flat(expression: dict[str, Any]) -> Any:
    """AND of ANDs and OR of ORs as one."""
    operator = expression["boolop"]
    flat: list[Any] = []
    for argument in expression["args"]:
        inner = argument.get("BoolExpr", {})
        flat += inner["args"] if operator != "NOT_EXPR" and inner.get("boolop") == operator else [argument]
    return {"BoolExpr": {"boolop": operator, "args": flat}}


def _untyped_null(tree: Any) -> Any:
    """`NULL::t` as `NULL`, where it is the only expression."""
    targets = tree[0]["stmt"].get("SelectStmt", {}).get("targetList", []) if len(tree) == 1 else []
    value = targets[0]["ResTarget"].get("val", {}) if len(targets) == 1 else {}
    null = value.get("TypeCast", {}).get("arg", value).get("A_Const", {})
    return [null] if "isnull" in null else tree
