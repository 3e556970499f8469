"""Names with and without what stands in front of them, in the trees of `expression.py`."""

from typing import Any, Final

_PUBLIC: Final = "public"
_EXTENSIONS = """
    citext crypt cube digest gen_random_bytes gen_random_uuid gen_salt geography geometry hmac hstore ltree similarity
    unaccent uuid_generate_v1 uuid_generate_v1mc uuid_generate_v3 uuid_generate_v4 uuid_generate_v5 vector
"""
_OF_EXTENSIONS: Final = frozenset(_EXTENSIONS.split())
"""Functions and types of common extensions, which no dump defines."""


def without_public(tree: Any, public: frozenset[str]) -> Any:
    """`tree` without `public.` in front of functions, types and relations; `public` are the names that are there."""
    if isinstance(tree, list):
        return [without_public(each, public) for each in tree]
    if not isinstance(tree, dict):
        return tree
    plain = {key: without_public(value, public) for key, value in tree.items()}
    for key in ("funcname", "names"):
        names = plain.get(key)
        if isinstance(names, list) and len(names) == 2 and _is_there(names, public):
            plain[key] = names[1:]
    if plain.get("schemaname") == _PUBLIC and "relname" in plain:
        del plain["schemaname"]
    return plain


def _is_there(names: list[Any], public: frozenset[str]) -> bool:
    schema, name = (part.get("String", {}).get("sval", "") for part in names)
    return schema == _PUBLIC and (name in public or name in _OF_EXTENSIONS)


def without_only_table(tree: Any) -> Any:
    """A query of one table, and nothing else, without that table in front of its columns and names they have anyway."""
    query = tree[0].get("stmt", {}).get("SelectStmt") if len(tree) == 1 else None
    sources = query.get("fromClause", []) if query else []
    if len(sources) != 1 or "RangeVar" not in sources[0] or _has_another(query):
        return tree
    table = sources[0]["RangeVar"]
    known = {table["relname"], table.get("alias", {}).get("aliasname", table["relname"])}
    bare = {key: value for key, value in table.items() if key != "alias"}
    return [{"stmt": {"SelectStmt": _bare(query, known) | {"fromClause": [{"RangeVar": bare}]}}}]


def _has_another(node: Any) -> bool:
    """Whether there is a query inside the query."""
    if isinstance(node, list):
        return any(map(_has_another, node))
    if not isinstance(node, dict):
        return False
    return any(key in ("SubLink", "withClause", "larg", "RangeSubselect") or _has_another(node[key]) for key in node)


def _bare(node: Any, tables: set[str]) -> Any:
    if isinstance(node, list):
        return [_bare(each, tables) for each in node]
    if not isinstance(node, dict):
        return node
    plain = {key: _bare(value, tables) for key, value in node.items()}
    if "ColumnRef" in node:
        fields = plain["ColumnRef"].get("fields", [])
        if len(fields) == 2 and fields[0].get("String", {}).get("sval") in tables:
            return {"ColumnRef": plain["ColumnRef"] | {"fields": fields[1:]}}
    if "ResTarget" in node:
        return {"ResTarget": _without_own_name(plain["ResTarget"])}
    return plain


def _without_own_name(target: dict[str, Any]) -> dict[str, Any]:
    column = target.get("val", {}).get("ColumnRef", {}).get("fields", [{}])[-1].get("String", {}).get("sval")
    return {key: value for key, value in target.items() if key != "name"} if target.get("name") == column else target
