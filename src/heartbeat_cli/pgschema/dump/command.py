"""One command of an ALTER TABLE, with all that is needed to carry it out."""

from typing import NamedTuple

from .clauses import NotUnderstoodError, SourceText
from .draft import DraftDatabase
from .objects import DraftColumn, DraftTable
from .parse import Node


class Command(NamedTuple):
    """One command of an ALTER TABLE: its node, where its text begins and ends, and every table it reaches.

    `alone`: the statement has no other command.
    """

    draft: DraftDatabase
    table: DraftTable
    node: Node
    text: SourceText
    place: tuple[int, int]
    reach: list[DraftTable]
    alone: bool

    @property
    def cascade(self) -> bool:
        """Whether what depends on it goes too."""
        return self.node.get("behavior") == "DROP_CASCADE"

    def columns(self) -> list[DraftColumn]:
        """The named column in every table reached."""
        found = [c for t in self.reach if (c := t.column(self.node["name"])) is not None]
        if not found or self.table.column(self.node["name"]) is None:
            raise NotUnderstoodError(f"{self.table.qname} has no column {self.node['name']}")
        return found
