"""Which column of which table every name in a query means."""

from collections.abc import Iterable, Iterator, Mapping

from sqlglot import exp
from sqlglot.errors import SqlglotError
from sqlglot.optimizer.qualify import qualify
from sqlglot.optimizer.scope import Scope, traverse_scope

from heartbeat_cli.pgschema import Column, QName, quote

TableColumns = Mapping[QName, Iterable[Column]]


def resolve(tree: exp.Expr, columns: TableColumns) -> tuple[Scope, ...]:
    """The scopes of a copy of `tree` in which columns carry the name of their table; empty where that fails.

    The copy keeps the `meta` of the nodes it was made from. Where no table is known nothing is guessed.
    """
    if not columns:
        return ()
    try:
        copy = qualify(
            tree.copy(),
            dialect="postgres",
            schema=_nested(columns),
            validate_qualify_columns=False,
            quote_identifiers=False,
            expand_alias_refs=False,
            allow_partial_qualification=True,
        )
    except SqlglotError:
        return ()
    return tuple(traverse_scope(copy))


def _nested(columns: TableColumns) -> dict[str, object]:
    """The schema as sqlglot wants it: names quoted, so that their case is kept; types do not matter to resolution."""
    nested: dict[str, dict[str, dict[str, str]]] = {}
    for name, cols in columns.items():
        nested.setdefault(quote(name.schema), {})[quote(name.name)] = {quote(c.name): "text" for c in cols}
    return {**nested}


def unknown_columns(tree: exp.Expr, columns: TableColumns) -> tuple[tuple[QName | None, str], ...]:
    """The columns a query names that none of its tables has: (table, column), the table None where none is meant.

    Only what is certain: a name that a function or a row of values might bring in is let pass, the marts will tell.
    """
    known = {name: {c.name for c in cols} for name, cols in columns.items()}
    found: dict[tuple[QName | None, str], None] = {}
    for scope in resolve(tree, columns):
        for column in scope.columns:
            source = scope.sources.get(column.table) if column.table else None
            if isinstance(source, exp.Table):
                table = QName(source.db, source.name)
                if table in known and column.name not in known[table] and not isinstance(column.this, exp.Star):
                    found[table, column.name] = None
            elif isinstance(source, Scope) and isinstance(source.expression, exp.Query) and not source.is_udtf:
                if column.name not in source.expression.named_selects and not source.expression.is_star:
                    found[None, f"{column.table}.{column.name}"] = None
            elif not column.table and _is_nowhere(column.name, scope):
                found[None, column.name] = None
    return tuple(found)


def _is_nowhere(name: str, scope: Scope) -> bool:
    """True for a name that is no column, no alias and no table of this scope or one around it."""
    around: Scope | None = scope
    while around is not None:
        if name in around.sources or name in set(_aliases(around)) or not all(map(_is_plain, around.sources.values())):
            return False
        around = around.parent
    return True


def _aliases(scope: Scope) -> Iterator[str]:
    """The names given with AS; not those resolution gave to every bare column (`nope AS nope`)."""
    for alias in scope.expression.find_all(exp.Alias):
        inner = alias.this
        if not (isinstance(inner, exp.Column) and not inner.table and inner.name == alias.alias):
            yield alias.alias


def _is_plain(source: object) -> bool:
    """A table or a query; not a function or a list of values, whose columns have names of their own making."""
    if isinstance(source, Scope):
        return isinstance(source.expression, exp.Query) and not source.is_udtf
    return isinstance(source, exp.Table) and isinstance(source.this, exp.Identifier)
