"""Conditions people write (`state = ACTIVE and amount > 100`) to conditions SQL understands.

A bare word on the right is a label: of the dictionary the column refers to (`state` means `state_id` where that is a
reference), or a text. Labels of dictionaries become a subselect by label, not a number, so that whoever reads the
metric later sees ACTIVE and not 4. Subqueries of the user's own belong into `--sql`.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from heartbeat_cli.discovery.columns import AMOUNTS
from heartbeat_cli.errors import HbError, UsageError, did_you_mean
from heartbeat_cli.pgschema import Column, ForeignKey, QName, Table, kind_of, quote_for_marts

_SUFFIXES = ("_id", "_code", "_key")


@dataclass(frozen=True, slots=True)
class DictionaryValues:
    """The labels of a lookup table: `values` in `label_column`.

    `values` are None where it is not landed, both where it is no dictionary.
    """

    dataset: str
    table: QName
    key_column: str
    label_column: str | None = None
    values: tuple[str, ...] | None = None


@dataclass(frozen=True, slots=True)
class Condition:
    """A condition in PostgreSQL's SQL: the parts that must all hold, and the labels it names, in order."""

    parts: tuple[str, ...]
    labels: tuple[str, ...] = ()

    @property
    def sql(self) -> str:
        """The condition as one expression; empty where there are no parts."""
        return " AND ".join(self.parts)


def dictionaries_in(text: str, table: Table) -> tuple[QName, ...]:
    """The lookup tables whose labels `text` names; raises UsageError where it is no condition over `table`."""
    needed = [label.reference.target for label in _labels(_parse(text), table) if label.reference]
    return tuple(dict.fromkeys(needed))


def resolve_condition(
    text: str, table: Table, dictionaries: Mapping[QName, DictionaryValues], *, unseen: bool = False
) -> Condition:
    """`text` with its labels resolved and its columns checked.

    With `unseen` a label of a dictionary that has not landed is taken as it is written.
    Raises UsageError naming the unknown column or label and the closest known one.
    """
    from sqlglot import exp

    tree = _parse(text)
    labels = _labels(tree, table)
    for label in labels:
        label.replace(dictionaries, unseen=unseen)
    for column in tree.find_all(exp.Column, bfs=False):
        if not column.find_ancestor(exp.Subquery):
            _check_column(column, table)
            # Written as in the catalogue: unquoted, PostgreSQL would fold capitals.
            column.set("this", _identifier(column.name))
            if column.table:
                column.set("table", _identifier(column.table))
    parts = list(tree.flatten()) if isinstance(tree, exp.And) else [tree]
    return Condition(
        parts=tuple(
            f"({part.sql('postgres')})" if isinstance(part, exp.Or) else part.sql("postgres") for part in parts
        ),
        labels=tuple(word for label in labels for word in label.words),
    )


def _parse(text: str) -> Any:
    from sqlglot import exp, parse
    from sqlglot.errors import SqlglotError

    try:
        trees = parse(f"SELECT 1 WHERE {text}", dialect="postgres")
    except SqlglotError:
        raise _no_condition(text) from None
    select = trees[0] if len(trees) == 1 else None
    where = select.args.get("where") if isinstance(select, exp.Select) else None
    if select is None or where is None or {k for k, v in select.args.items() if v} - {"expressions", "where"}:
        raise _no_condition(text)
    # A bare column, number or text says nothing that is true or false.
    if isinstance(where.this, exp.Literal | exp.Null):
        raise _no_condition(text)
    if where.this.find(exp.Query, exp.Window, exp.AggFunc):
        raise UsageError(
            f"'{text}' is more than a condition over one row", hint="Write the whole query with --sql instead."
        )
    return where.this


def _no_condition(text: str) -> HbError:
    hint = 'For example: state = ACTIVE and amount > 100. A column called like a word of SQL is quoted: "select" = 1.'
    return UsageError(f"'{text}' is no condition", hint=hint)


class _Label:
    """A comparison of a column with bare words or texts, which may be labels of the dictionary it refers to."""

    def __init__(self, comparison: Any, column: Column, reference: ForeignKey | None, words: tuple[str, ...]) -> None:
        self.comparison, self.column, self.reference, self.words = comparison, column, reference, words

    def replace(self, dictionaries: Mapping[QName, DictionaryValues], *, unseen: bool) -> None:
        from sqlglot import exp

        self.comparison.this.replace(exp.column(_identifier(self.column.name)))
        literals = [exp.Literal.string(word) for word in self._checked(dictionaries, unseen=unseen)]
        if self.reference is None:
            self._put(literals)
            return
        found = dictionaries[self.reference.target]
        if found.key_column == found.label_column:
            self._put(literals)
            return
        picked = exp.select(exp.column(_identifier(found.key_column))).from_(
            exp.table_(_identifier(found.table.name), db=_identifier(found.dataset))
        )
        label = exp.column(_identifier(found.label_column or ""))
        if isinstance(self.comparison, exp.In):
            self.comparison.set("expressions", None)
            self.comparison.set("query", picked.where(label.isin(*literals)).subquery())
        else:
            self.comparison.set("expression", picked.where(label.eq(literals[0])).subquery())

    def _put(self, literals: list[Any]) -> None:
        from sqlglot import exp

        if isinstance(self.comparison, exp.In):
            self.comparison.set("expressions", literals)
        else:
            self.comparison.set("expression", literals[0])

    def _checked(self, dictionaries: Mapping[QName, DictionaryValues], *, unseen: bool) -> tuple[str, ...]:
        """The words as the dictionary spells them."""
        if self.reference is None:
            return self.words
        found = dictionaries.get(self.reference.target)
        if unseen and found is not None and found.values is None and found.label_column is not None:
            return self.words
        if found is None or found.values is None:
            raise UsageError(
                f"'{self.words[0]}' cannot be looked up: {self.reference.target} is no landed dictionary",
                hint=f"Give the key instead: {self.column.name} = ….",
                code="no_labels",
            )
        spelled = {value.casefold(): value for value in found.values}
        for word in self.words:
            if word.casefold() not in spelled:
                hint = did_you_mean(word, found.values) or f"It has: {', '.join(found.values[:20])}."
                raise UsageError(f"{found.table} has no '{word}'", hint=hint, code="unknown_label")
        return tuple(spelled[word.casefold()] for word in self.words)


def _labels(tree: Any, table: Table) -> tuple[_Label, ...]:
    from sqlglot import exp

    found = []
    # Depth first is the order of the text.
    for comparison in tree.find_all(exp.EQ, exp.NEQ, exp.In, bfs=False):
        if not isinstance(comparison.this, exp.Column) or comparison.this.table:
            continue
        right = comparison.expressions if isinstance(comparison, exp.In) else [comparison.expression]
        label = _label(comparison, right, table)
        if label is not None:
            found.append(label)
    return tuple(found)


def _label(comparison: Any, right: list[Any], table: Table) -> _Label | None:
    words = [_word(item, table) for item in right]
    column, reference = meant_column(comparison.this.name, table)
    if column is None or not words or any(word is None for word in words):
        return None
    texts = tuple(word for word in words if word is not None)
    if reference is not None and (comparison.this.name != column.name or kind_of(column.type) in AMOUNTS):
        return _Label(comparison, column, reference, texts)
    quoted = all(item.is_string for item in right)
    return None if quoted or kind_of(column.type) in AMOUNTS | {"boolean"} else _Label(comparison, column, None, texts)


def _word(item: Any, table: Table) -> str | None:
    from sqlglot import exp

    if isinstance(item, exp.Literal):
        return str(item.this) if item.is_string else None
    if isinstance(item, exp.Column) and not item.table and table.column(item.name) is None:
        return str(item.name)
    return None


def meant_column(name: str, table: Table) -> tuple[Column | None, ForeignKey | None]:
    """The column `name` means, and its reference: itself, or `<name>_id` where that is one."""
    for candidate in (name, *(name + suffix for suffix in _SUFFIXES)):
        column = table.column(candidate)
        if column is None:
            continue
        reference = next((key for key in table.foreign_keys if key.columns == (candidate,)), None)
        if candidate == name or reference is not None:
            return column, reference
    return None, None


def _check_column(column: Any, table: Table) -> None:
    if column.table and column.table != table.name:
        raise UsageError(f"'{column.sql('postgres')}' is not of {table.qname}", hint="Joins belong into --sql.")
    if table.column(column.name) is None:
        names = [c.name for c in table.columns]
        hint = did_you_mean(column.name, names) or f"It has: {', '.join(names)}."
        raise UsageError(f"{table.qname} has no column '{column.name}'", hint=hint, code="unknown_column")


def _identifier(name: str) -> Any:
    from sqlglot import exp

    return exp.to_identifier(name, quoted=quote_for_marts(name) != name)
