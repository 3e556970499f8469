"""A table and the source it belongs to."""

from dataclasses import dataclass

from heartbeat_cli.estate import Source
from heartbeat_cli.pgschema import QName


@dataclass(frozen=True, slots=True)
class Home:
    """A table and the source it belongs to."""

    source: Source
    table: QName

    @property
    def dataset(self) -> str:
        """The dataset of the marts the table lands in."""
        return self.source.dataset(self.table.schema)

    def __str__(self) -> str:
        return f"{self.source.name}.{self.table}"
