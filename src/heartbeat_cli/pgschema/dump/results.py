"""What expressions and functions give: the name PostgreSQL chooses for a column, and the types it is sure of."""

from dataclasses import dataclass
from typing import TypeAlias

from .clauses import read_type, without_modifier
from .draft import DraftDatabase
from .objects import DraftColumn, DraftTable, DraftType
from .parse import Node
from .typenames import parts, strings

Kind: TypeAlias = tuple[str | DraftType | DraftTable | None, str]
"""A type and an array's brackets; None where only the database knows it."""

UNKNOWN: Kind = (None, "")

_NAMED = {
    "CoalesceExpr": "coalesce",
    "A_ArrayExpr": "array",
    "RowExpr": "row",
    "GroupingFunc": "grouping",
    "XmlSerialize": "xmlserialize",
    "JsonParseExpr": "json",
    "JsonScalarExpr": "json_scalar",
    "JsonSerializeExpr": "json_serialize",
    "JsonObjectConstructor": "json_object",
    "JsonArrayConstructor": "json_array",
    "JsonArrayQueryConstructor": "json_array",
    "JsonObjectAgg": "json_objectagg",
    "JsonArrayAgg": "json_arrayagg",
}
_NAMED_BY_OP = {
    "IS_XMLCONCAT": "xmlconcat",
    "IS_XMLELEMENT": "xmlelement",
    "IS_XMLFOREST": "xmlforest",
    "IS_XMLPARSE": "xmlparse",
    "IS_XMLPI": "xmlpi",
    "IS_XMLROOT": "xmlroot",
    "IS_GREATEST": "greatest",
    "IS_LEAST": "least",
    "JSON_EXISTS_OP": "json_exists",
    "JSON_QUERY_OP": "json_query",
    "JSON_VALUE_OP": "json_value",
}
_SQL_VALUES = {
    "CURRENT_DATE": "date",
    "CURRENT_TIMESTAMP": "timestamp with time zone",
    "CURRENT_TIME": "time with time zone",
    "LOCALTIMESTAMP": "timestamp without time zone",
    "LOCALTIME": "time without time zone",
    "CURRENT_ROLE": "name",
    "CURRENT_USER": "name",
    "USER": "name",
    "SESSION_USER": "name",
    "CURRENT_CATALOG": "name",
    "CURRENT_SCHEMA": "name",
}
_RETURNS = {
    "bigint": "count row_number rank dense_rank nextval currval lastval",
    "integer": "ntile array_length cardinality",
    "double precision": "percent_rank cume_dist date_part random",
    "timestamp with time zone": "now clock_timestamp statement_timestamp transaction_timestamp",
    "text": "concat concat_ws md5 split_part to_char initcap regexp_replace btrim ltrim rtrim array_to_string",
    "boolean": "bool_and bool_or every",
    "json": "json_build_object json_build_array json_agg row_to_json to_json json_object_agg",
    "jsonb": "jsonb_build_object jsonb_build_array jsonb_agg to_jsonb jsonb_object_agg",
    "uuid": "gen_random_uuid",
}
_RETURN = {name: kind for kind, names in _RETURNS.items() for name in names.split()}
_SUMS = {
    "smallint": "bigint",
    "integer": "bigint",
    "bigint": "numeric",
    "numeric": "numeric",
    "real": "real",
    "double precision": "double precision",
    "money": "money",
    "interval": "interval",
}
_SAME = frozenset(("min", "max", "first_value", "last_value", "nth_value", "lag", "lead", "abs"))
_COMPARISONS = frozenset(("=", "<>", "!=", "<", ">", "<=", ">=", "~", "~*", "!~", "!~*", "~~", "~~*", "!~~", "!~~*"))
_COMPARING_WORDS = (
    "OP_ANY OP_ALL DISTINCT NOT_DISTINCT IN LIKE ILIKE SIMILAR BETWEEN NOT_BETWEEN BETWEEN_SYM NOT_BETWEEN_SYM"
)
_COMPARING = frozenset(f"AEXPR_{k}" for k in _COMPARING_WORDS.split())
_SET_RETURNING: dict[str, tuple[tuple[str, str | None], ...]] = {
    "json_array_elements": (("value", "json"),),
    "jsonb_array_elements": (("value", "jsonb"),),
    "json_array_elements_text": (("value", "text"),),
    "jsonb_array_elements_text": (("value", "text"),),
    "json_each": (("key", "text"), ("value", "json")),
    "jsonb_each": (("key", "text"), ("value", "jsonb")),
    "json_each_text": (("key", "text"), ("value", "text")),
    "jsonb_each_text": (("key", "text"), ("value", "text")),
}
_ONE_COLUMN = {
    "generate_series": None,
    "generate_subscripts": "integer",
    "unnest": None,
    "regexp_split_to_table": "text",
    "string_to_table": "text",
    "jsonb_object_keys": "text",
    "json_object_keys": "text",
}


@dataclass(eq=False, slots=True)
class Output:
    """One column a query gives; `origin` is the column of a relation that it is, where it is one."""

    name: str
    kind: Kind = UNKNOWN
    origin: DraftColumn | None = None


def figure_name(value: Node) -> str:
    """The name PostgreSQL gives an expression without AS."""
    return figure(value)[0] or "?column?"


def figure(value: Node) -> tuple[str | None, int]:
    """The name, and how sure it is: a cast's or CASE's own name gives way to what is inside."""
    if not value:
        return None, 0
    what, node = next(iter(value.items()))
    if what == "ColumnRef":
        names = strings([f for f in node["fields"] if "String" in f])
        return (names[-1], 2) if names else (None, 0)
    if what == "FuncCall":
        return strings(node["funcname"])[-1], 2
    if what == "A_Indirection":
        fields = [f["String"].get("sval") for f in node.get("indirection", []) if "String" in f]
        return (fields[-1], 2) if fields else figure(node.get("arg", {}))
    if what == "TypeCast":
        inner, strength = figure(node.get("arg", {}))
        return (inner, strength) if strength > 1 else (parts(node["typeName"])[1], 1)
    if what == "CollateClause":
        return figure(node.get("arg", {}))
    if what == "CaseExpr":
        inner, strength = figure(node.get("defresult", {}))
        return (inner, strength) if strength > 1 else ("case", 1)
    if what == "A_Expr":
        return ("nullif", 2) if node.get("kind") == "AEXPR_NULLIF" else (None, 0)
    if what == "SubLink":
        return _figure_sublink(node)
    if what == "SQLValueFunction":
        return str(node["op"]).removeprefix("SVFOP_").removesuffix("_N").lower(), 2
    name = _NAMED.get(what) or _NAMED_BY_OP.get(str(node.get("op", "")))
    return (name, 2) if name else (None, 0)


def _figure_sublink(node: Node) -> tuple[str | None, int]:
    link = node.get("subLinkType")
    if link == "EXISTS_SUBLINK":
        return "exists", 2
    if link == "ARRAY_SUBLINK":
        return "array", 2
    select = node["subselect"].get("SelectStmt", {})
    while "larg" in select:
        select = select["larg"]
    targets = select.get("targetList") or []
    if link != "EXPR_SUBLINK" or not targets:
        return None, 0
    target = targets[0]["ResTarget"]
    return target.get("name") or figure_name(target.get("val", {})), 2


def call_kind(node: Node, first: list[Kind]) -> Kind:
    """What a function gives whose result is always of one type, or of its first argument's."""
    names = strings(node["funcname"])
    if len(names) > 1 and names[0] != "pg_catalog":
        return UNKNOWN
    name, kind = names[-1], first[0] if first else UNKNOWN
    if name in _RETURN:
        return _RETURN[name], ""
    if kind[0] is None:
        return UNKNOWN
    if name == "sum" and not kind[1]:
        return _SUMS.get(_bare(kind[0])) if isinstance(kind[0], str) else None, ""
    if name == "avg" and not kind[1] and isinstance(kind[0], str) and _bare(kind[0]) in _SUMS:
        given = _bare(kind[0])
        exact = given in ("smallint", "integer", "bigint", "numeric")
        return "numeric" if exact else "double precision" if given != "interval" else given, ""
    if name == "array_agg" and not kind[1]:
        return _without_modifier(kind[0]), "[]"
    if name in _SAME:
        plain = _without_modifier(kind[0])
        return "text" if plain == "character varying" and name in ("min", "max") else plain, kind[1]
    return UNKNOWN


def _bare(spelling: str) -> str:
    return spelling.partition("(")[0]


def _without_modifier(kind: str | DraftType | DraftTable) -> str | DraftType | DraftTable:
    """A function's result has no length or precision."""
    return without_modifier(kind) if isinstance(kind, str) else kind


def binary_kind(node: Node) -> Kind:
    """Comparisons are boolean; of other operators only the database knows."""
    kind = node.get("kind")
    compares = kind in _COMPARING or (kind == "AEXPR_OP" and strings(node.get("name"))[-1] in _COMPARISONS)
    return ("boolean", "") if compares else UNKNOWN


def constant_kind(what: str, node: Node) -> Kind:
    """Literals, tests and the SQL standard's own values."""
    if what in ("BoolExpr", "NullTest", "BooleanTest"):
        return "boolean", ""
    if what == "SQLValueFunction":
        word = str(node["op"]).removeprefix("SVFOP_")
        kind = _SQL_VALUES.get(word)
        return (kind, "") if kind else UNKNOWN
    if what != "A_Const":
        return UNKNOWN
    if "ival" in node:
        return "integer", ""
    if "fval" in node:
        written = str(node["fval"].get("fval", ""))
        return "bigint" if written.isdigit() and len(written) < 20 and int(written) < 2**63 else "numeric", ""
    if "boolval" in node:
        return "boolean", ""
    return ("text", "") if "sval" in node or "isnull" in node else UNKNOWN


def set_columns(draft: DraftDatabase, what: str, node: Node) -> list[Output] | None:
    """The columns of a function, XMLTABLE or JSON_TABLE in FROM; None where only the database knows them."""
    if what == "RangeTableFunc":
        columns = [c["RangeTableFuncCol"] for c in node.get("columns", [])]
        return [
            Output(c["colname"], ("bigint", "") if c.get("for_ordinality") else read_type(draft, c["typeName"]))
            for c in columns
        ]
    if what == "JsonTable":
        return _json_columns(draft, node.get("columns", []))
    if what != "RangeFunction":
        return None
    found: list[Output] = []
    for pair in (f["List"]["items"] for f in node.get("functions", [])):
        definitions = pair[1].get("List", {}).get("items") if len(pair) > 1 else None
        columns_ = _defined(draft, definitions or node.get("coldeflist")) or _known(node, pair[0])
        if columns_ is None:
            return None
        found += columns_
    return [*found, Output("ordinality", ("bigint", ""))] if node.get("ordinality") else found


def _defined(draft: DraftDatabase, definitions: list[Node] | None) -> list[Output]:
    return [Output(d["ColumnDef"]["colname"], read_type(draft, d["ColumnDef"]["typeName"])) for d in definitions or []]


def _known(node: Node, call: Node) -> list[Output] | None:
    names = strings(call.get("FuncCall", {}).get("funcname"))
    if "SQLValueFunction" in call:
        return [
            Output(
                node.get("alias", {}).get("aliasname") or figure_name(call), constant_kind(*next(iter(call.items())))
            )
        ]
    if not names or (len(names) > 1 and names[0] != "pg_catalog"):
        return None
    if names[-1] in _SET_RETURNING:
        return [Output(n, (k, "")) for n, k in _SET_RETURNING[names[-1]]]
    if names[-1] in _ONE_COLUMN and (names[-1] != "unnest" or len(call["FuncCall"].get("args", [])) == 1):
        return [Output(node.get("alias", {}).get("aliasname") or names[-1], (_ONE_COLUMN[names[-1]], ""))]
    return None


def _json_columns(draft: DraftDatabase, columns: list[Node]) -> list[Output]:
    found: list[Output] = []
    for column in (c["JsonTableColumn"] for c in columns):
        kind = column.get("coltype")
        if kind == "JTC_NESTED":
            found += _json_columns(draft, column.get("columns", []))
        elif kind == "JTC_FOR_ORDINALITY":
            found.append(Output(column["name"], ("integer", "")))
        elif kind == "JTC_EXISTS" and "typeName" not in column:
            found.append(Output(column["name"], ("boolean", "")))
        else:
            found.append(Output(column["name"], read_type(draft, column["typeName"])))
    return found
