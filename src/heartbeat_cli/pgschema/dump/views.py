"""CREATE VIEW, CREATE MATERIALIZED VIEW, CREATE TABLE AS and SELECT INTO: relations that come from a query."""

import re

from ..quoting import quote_if_needed
from .clauses import NotUnderstoodError, SourceText, new_relation
from .draft import DraftDatabase
from .grants import apply_default_grants
from .objects import DraftColumn, DraftTable
from .parse import Node
from .queries import QueryReader
from .results import Output
from .storage import relation_settings, view_settings
from .typenames import strings

_NO_DATA = re.compile(rb"\sWITH\s+(?:NO\s+)?DATA\s*\Z", re.IGNORECASE)
_RECURSIVE = re.compile(rb"CREATE\s+(?:OR\s+REPLACE\s+)?(?:TEMP(?:ORARY)?\s+)?RECURSIVE\s", re.IGNORECASE)
_CHECK_OPTION = re.compile(rb"\sWITH\s+(?:(?:CASCADED|LOCAL)\s+)?CHECK\s+OPTION\s*\Z", re.IGNORECASE)


def create_view(draft: DraftDatabase, node: Node, text: SourceText, line: int) -> None:
    """CREATE [OR REPLACE] [RECURSIVE] VIEW."""
    tail = _CHECK_OPTION if "withCheckOption" in node else None
    view = new_relation(draft, node["view"], line)
    view.query, view.settings = _query_text(text, text.at(node["view"]), tail), view_settings(node)
    if _RECURSIVE.match(text.source):
        view.query = _recursive_query(view, strings(node.get("aliases")))
    existing = draft.relations.get(view.qname)
    if existing is not None and node.get("replace") and existing.is_view and not existing.materialized:
        _replace(draft, existing, view, node.get("query", {}), strings(node.get("aliases")))
        return
    if draft.is_taken(view.qname):
        raise NotUnderstoodError(f"{view.qname} exists already")
    _add_view(draft, view, node.get("query", {}), strings(node.get("aliases")))


def _recursive_query(view: DraftTable, names: list[str]) -> str:
    """What CREATE RECURSIVE VIEW stands for."""
    name, columns = quote_if_needed(view.name), ", ".join(quote_if_needed(n) for n in names)
    return f"WITH RECURSIVE {name}({columns}) AS ({view.query}) SELECT {columns} FROM {name}"


def create_table_as(draft: DraftDatabase, node: Node, text: SourceText, line: int) -> None:
    """CREATE TABLE … AS and CREATE MATERIALIZED VIEW."""
    into = node["into"]
    names = strings(into.get("colNames"))
    relation = new_relation(draft, into["rel"], line)
    if draft.is_taken(relation.qname):
        if node.get("if_not_exists"):
            return
        raise NotUnderstoodError(f"{relation.qname} exists already")
    relation.settings = relation_settings(
        draft, into.get("options"), into.get("tableSpaceName"), into.get("accessMethod")
    )
    if node.get("objtype") == "OBJECT_MATVIEW":
        relation.query, relation.materialized = _query_text(text, text.at(into["rel"]), _NO_DATA), True
        _add_view(draft, relation, node.get("query", {}), names)
    else:
        add_derived_table(draft, relation, node.get("query", {}), names)


def add_derived_table(draft: DraftDatabase, table: DraftTable, query: Node, names: list[str]) -> None:
    """A table from a query; raises NotUnderstoodError where a column's type stays unknown."""
    select = query.get("SelectStmt", query if "targetList" in query else {})
    columns = _columns(_analyse(draft, select), names)
    table.columns = columns
    draft.add(table)
    apply_default_grants(draft, "OBJECT_TABLE", table)
    unknown = [c.name for c in columns if c.type == "unknown"]
    if not table.hidden and (unknown or not columns):
        which = f" ({', '.join(unknown[:3])})" if unknown else ""
        raise NotUnderstoodError(f"the types of the columns{which} come from a query")


def _query_text(text: SourceText, start: int, tail: re.Pattern[bytes] | None) -> str:
    begin = text.after(start, b"AS") or len(text.source)
    query = text.source[begin:]
    if tail is not None:
        query = tail.sub(b"", query)
    return query.decode("utf-8", "replace").strip()


def _add_view(draft: DraftDatabase, view: DraftTable, query: Node, names: list[str]) -> None:
    analysed = _analyse(draft, query)
    view.columns = _columns(analysed, names)
    draft.add(view)
    apply_default_grants(draft, "OBJECT_TABLE", view)
    _bind(view, analysed)


def _replace(draft: DraftDatabase, view: DraftTable, fresh: DraftTable, query: Node, names: list[str]) -> None:
    """CREATE OR REPLACE VIEW: what was said about the columns stays, for they must be the same."""
    before = {c.name: c for c in view.columns}
    analysed = _analyse(draft, query)
    for other in view.reads:
        if isinstance(other, DraftTable) and view in other.readers:
            other.readers.remove(view)
    view.query, view.line, view.settings = fresh.query, fresh.line, fresh.settings
    columns = _columns(analysed, names) or list(before.values())
    for number, column in enumerate(columns):
        known = before.get(column.name)
        if known is not None:
            if column.type != "unknown":
                known.type, known.suffix = column.type, column.suffix
            columns[number] = known
    view.columns = columns
    _bind(view, analysed)


def _bind(view: DraftTable, query: QueryReader) -> None:
    view.reads, view.uses = [r for r in query.reads if r is not view], query.uses
    for relation in view.reads:
        if isinstance(relation, DraftTable):
            relation.readers.append(view)


def _analyse(draft: DraftDatabase, query: Node) -> QueryReader:
    try:
        return QueryReader(draft, query)
    except RecursionError:
        raise NotUnderstoodError("the query is nested too deeply") from None


def _columns(query: QueryReader, names: list[str]) -> list[DraftColumn]:
    found = list(query.columns or [])
    if not found:
        return [DraftColumn(n, "unknown") for n in names]
    return [_column(o, names[i] if i < len(names) else o.name) for i, o in enumerate(found)]


def _column(output: Output, name: str) -> DraftColumn:
    kind, suffix = output.kind
    column = DraftColumn(name, "unknown" if kind is None else kind, suffix)
    column.collation = output.origin.collation if output.origin is not None else None
    return column
