"""Changes of what a query reads from: what is asked inside of it, joins it could do without, and tables that make
several rows of one."""

from collections.abc import Iterator
from typing import Final

from heartbeat_cli.metrics.gap.changes import SqlChange, value_text
from heartbeat_cli.metrics.gap.clauses import Clauses, inner_selects, without_join
from heartbeat_cli.metrics.gap.known import Known
from heartbeat_cli.metrics.gap.scan import Ask
from heartbeat_cli.metrics.gap.settings import NULL, QuerySettings, ValueCondition, value_condition
from heartbeat_cli.metrics.shape.read import read_shape
from heartbeat_cli.pgschema import quote_if_needed

_MOST_INSIDE: Final = 16
_MOST_CHILDREN: Final = 3
_MOST_CODES: Final = 12


def source_changes(settings: QuerySettings, known: Known, ask: Ask) -> tuple[SqlChange, ...]:
    """Every other FROM that is looked at; each costs a scan of its own."""
    inside = list(_inside(settings, known, ask))[:_MOST_INSIDE]
    return (*inside, *_without_joins(settings), *list(_children(settings, known))[:_MOST_CHILDREN])


def _inside(settings: QuerySettings, known: Known, ask: Ask) -> Iterator[SqlChange]:
    source = settings.clauses.source
    for start, end, inner in inner_selects(source):
        for words, kind, changed in (*_changed(inner), *_neighbours(inner, known, ask)):
            yield SqlChange(kind, "source", words, 2.0, source=f"{source[:start]}{changed.text()}{source[end:]}")


def _changed(inner: Clauses) -> Iterator[tuple[str, str, Clauses]]:
    """An inner query without one of its conditions, and with the last instead of the first."""
    for index, condition in enumerate(inner.conditions):
        rest = inner.conditions[:index] + inner.conditions[index + 1 :]
        yield f"without the condition {condition} inside", "condition", inner.asking(*rest)
    for one, other, words in (
        ("min(", "max(", "the last time instead of the first"),
        ("max(", "min(", "the first time instead of the last"),
    ):
        if inner.after.upper().startswith("GROUP") and one in inner.outputs:
            outputs = inner.outputs.replace(one, other)
            yield words, "time column", Clauses(inner.before, outputs, inner.source, inner.conditions, inner.after)


def _neighbours(inner: Clauses, known: Known, ask: Ask) -> Iterator[tuple[str, str, Clauses]]:
    """An inner query that asks for another code of a state, or for one more."""
    for index, condition in enumerate(inner.conditions):
        held = value_condition(condition)
        table = _coded(inner, held, known) if held is not None and not held.denied and NULL not in held.values else None
        if held is None or table is None:
            continue
        column = held.column.rpartition(".")[2]
        for code in sorted(ask(f"SELECT {column}::text FROM {table}"))[:_MOST_CODES]:
            if code in held.values:
                continue
            for words, values in (("counts too", (*held.values, code)), ("instead", (code,))):
                said = value_text(held.column, "text", values)
                changed = inner.asking(*inner.conditions[:index], said, *inner.conditions[index + 1 :])
                yield f"{column} {code} {words} inside", "values", changed


def _coded(inner: Clauses, held: ValueCondition, known: Known) -> str | None:
    """The table of codes that a condition's column is of."""
    shape = read_shape(inner.text())
    alias = held.column.rpartition(".")[0]
    of = [relation.table for relation in shape.root.relations if alias and relation.alias == alias]
    tables = [table for table in of if table is not None and (table in known.dictionaries or "dict" in table.schema)]
    return f"{quote_if_needed(tables[0].schema)}.{quote_if_needed(tables[0].name)}" if tables else None


def _without_joins(settings: QuerySettings) -> Iterator[SqlChange]:
    """Without a table that nothing else names: its join loses rows that have none there, and doubles others."""
    clauses = settings.clauses
    named = " ".join((clauses.outputs, *clauses.conditions))
    for alias, source in without_join(clauses.source):
        if f"{alias}." not in named and f"{alias}." not in source:
            yield SqlChange("join", "source", f"without the join of {alias}", 2.0, source=source)


def _children(settings: QuerySettings, known: Known) -> Iterator[SqlChange]:
    """Each row as often as another table refers to it: what a join that nobody thought about gives."""
    keys = {(c.table, c.name): c for c in settings.columns if c.key and c.table is not None}
    near = sorted(known.children, key=lambda child: (not child[0].name.startswith(child[2].name), child[0].name))
    for child, column, table, key in near:
        row = keys.get((table, key))
        if row is not None:
            name = f"{quote_if_needed(child.schema)}.{quote_if_needed(child.name)}"
            joined = f"JOIN {name} AS joined_too ON joined_too.{quote_if_needed(column)} = {row.sql}"
            yield SqlChange(
                "duplicates",
                "source",
                f"each as often as it is in {child.name}",
                0.5,
                source=f"{settings.clauses.source} {joined}",
            )
