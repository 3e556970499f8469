"""The SQL of rows of one table and of those that each of them leads to: FROM, JOIN and WHERE, laid out to be read."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from heartbeat_cli.discovery.home import Home
from heartbeat_cli.discovery.proposals.known import Grounds, KeyStep, KnownTable, Labels
from heartbeat_cli.discovery.proposals.proposal import JoinedTable
from heartbeat_cli.metrics import Window
from heartbeat_cli.pgschema import QName, kind_of, literal, quote_for_marts


@dataclass(frozen=True)
class Rows:
    """The rows of a table, each with the row that every one of `steps` leads to."""

    known: KnownTable
    grounds: Grounds
    steps: tuple[KeyStep, ...] = ()

    @property
    def aliases(self) -> dict[KeyStep | None, str]:
        """What each table is called in the query; nothing where there is one only."""
        if not self.steps:
            return {None: ""}
        taken: list[str] = []
        for name in (self.known.table.name, *(step.target.name for step in self.steps)):
            first = next(
                character for character in [*name.casefold(), "t"] if character.isascii() and character.isalpha()
            )
            taken.append(first if first not in taken else f"{first}{len(taken) + 1}")
        return dict(zip((None, *self.steps), taken, strict=True))

    def written(self, column: str, via: KeyStep | None = None) -> str:
        """A column of the table, or of the one a step leads to, as it stands in the query."""
        alias = self.aliases[via]
        return f"{alias}.{quote_for_marts(column)}" if alias else quote_for_marts(column)

    def lines(self) -> list[str]:
        """FROM and JOIN, a line each."""
        aliases = self.aliases
        named = f" AS {aliases[None]}" if aliases[None] else ""
        found = [f"FROM {relation(self.known.home)}{named}"]
        for step in self.steps:
            target = self.grounds.tables[step.target]
            on = f"{self.written(step.target_column, step)} = {self.written(step.column)}"
            found.append(f"JOIN {relation(target.home)} AS {aliases[step]} ON {on}")
        return found

    @property
    def joins(self) -> tuple[JoinedTable, ...]:
        """The joins as a reader is told of them."""
        return tuple(
            JoinedTable(
                QName(self.grounds.tables[step.target].home.dataset, step.target.name),
                step.column, step.target_column, step.cardinality, step.inferred,
            )
            for step in self.steps
        )  # fmt: skip


def relation(home: Home) -> str:
    """A table as SQL over the marts names it."""
    return f"{quote_for_marts(home.dataset)}.{quote_for_marts(home.table.name)}"


def where(conditions: Sequence[str], indent: str = "") -> list[str]:
    """WHERE and AND, a condition a line."""
    return [f"{indent}{'WHERE' if i == 0 else '  AND'} {condition}" for i, condition in enumerate(conditions)]


def has_label(written: str, labels: Labels, chosen: Iterable[str]) -> str:
    """The condition that a column has one of the labels, by label and not by number."""
    wanted = tuple(map(literal, chosen))
    among = wanted[0] if len(wanted) == 1 else f"({', '.join(wanted)})"
    compared = "=" if len(wanted) == 1 else "IN"
    if labels.dictionary is None or labels.key is None or labels.column is None or labels.key == labels.column:
        return f"{written} {compared} {among}"
    key, label = quote_for_marts(labels.key), quote_for_marts(labels.column)
    return f"{written} {compared} (SELECT {key} FROM {relation(labels.dictionary)} WHERE {label} {compared} {among})"


def cut(window: Window, known: KnownTable, column: str, written: str, zone: str | None) -> tuple[str, ...]:
    """The conditions that cut a window from a column; raises ValueError for hours of a date."""
    return window.conditions(written, kind_of(known.columns[column].type), zone)
