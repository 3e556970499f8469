"""The names of objects inside one database."""

from typing import NamedTuple


class QName(NamedTuple):
    """A name inside one database: schema and object. Prints as `core.payment`."""

    schema: str
    name: str

    def __str__(self) -> str:
        return f"{self.schema}.{self.name}"
