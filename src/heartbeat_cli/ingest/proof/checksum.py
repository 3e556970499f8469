"""Checksums of a set of rows that do not depend on their order and add up, computed by the databases themselves.

A checksum is a sum over the rows of one whole number per row, so the checksums of disjoint sets add up to that of their
union, and rows that went can be subtracted. Equal rows have equal numbers on both sides; NULL and '' differ. That a
change goes unseen takes a coincidence; nothing here stands against somebody who looks for one.

| algorithm | a row's number | between |
|---|---|---|
| `rows-pg` | PostgreSQL's own hashes of its values, 64 bits | PostgreSQL servers of version 14 or later |
| `rows-pg18` | the same, with fewer detours | PostgreSQL servers of version 18 or later |
| `columns` | its numbers, dates and times as they are, and 32 bits of one md5 of everything else | any two |
| `rows-md5` | 60 bits of the md5 of all its values, each written as text | any two |

The two of PostgreSQL's hashes see what the types' own equality sees: not the scale of a numeric (1.0 and 1.00), the
sign of a zero, the padding of char(n), 30 days for 1 month. They hash text as the servers keep it: both must use one
encoding, and be machines of one byte order. `columns` mixes a row's values before it sums them, so it sees two rows
exchanging a value; where all the numbers involved are small it misses such an exchange once in tens of thousands. To it
a text that is the control character 30 and nothing else is NULL.

Most of what `columns` costs at the source is the md5 and its way from hexadecimal digits to a number, which is shorter
from PostgreSQL 16 on; servers built with OpenSSL take four times as long over an md5.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from heartbeat_cli.marts import ColumnMapping, find_marts_kind

COUNT: Final = "count"
COLUMNS: Final = "columns-1"
ROWS_PG: Final = "rows-pg-1"
ROWS_PG18: Final = "rows-pg18-1"
ROWS_MD5: Final = "rows-md5-1"
_SUMS: Final = {COUNT: 0, COLUMNS: 1, ROWS_PG: 1, ROWS_PG18: 1, ROWS_MD5: 1}


class Proof(StrEnum):
    """How far a landing is proved: by the number of rows, by its columns, or by whole rows."""

    COUNT = "count"
    COLUMNS = "columns"
    ROWS = "rows"


@dataclass(frozen=True, slots=True)
class Checksum:
    """Additive sums of a set of rows. Only checksums of one algorithm can be added or compared."""

    algorithm: str
    sums: tuple[int, ...]

    def __add__(self, other: "Checksum") -> "Checksum":
        """The checksum of both sets together. Raises ValueError for another algorithm."""
        self._alike(other)
        return Checksum(self.algorithm, tuple(a + b for a, b in zip(self.sums, other.sums, strict=True)))

    def __sub__(self, other: "Checksum") -> "Checksum":
        """The checksum of what is left when the rows of `other` go. Raises ValueError for another algorithm."""
        self._alike(other)
        return Checksum(self.algorithm, tuple(a - b for a, b in zip(self.sums, other.sums, strict=True)))

    def __str__(self) -> str:
        return ":".join((self.algorithm, *(str(one) for one in self.sums)))

    @classmethod
    def parse(cls, text: str) -> "Checksum":
        """Read what str() wrote. Raises ValueError for anything else."""
        algorithm, *sums = text.split(":")
        return read_sums(algorithm, sums)

    def _alike(self, other: "Checksum") -> None:
        if self.algorithm != other.algorithm:
            raise ValueError(f"a checksum '{self.algorithm}' and one '{other.algorithm}' have nothing in common")


def choose_algorithm(
    proof: Proof, marts: str, source_version: int, marts_version: int, *, same_encoding: bool = True
) -> str:
    """The algorithm for a proof of what lands in marts of a kind; versions are `server_version_num`, 0 for none."""
    if proof is Proof.COUNT:
        return COUNT
    own = find_marts_kind(marts).own_algorithm(source_version, marts_version, same_encoding=same_encoding)
    return own or (COLUMNS if proof is Proof.COLUMNS else ROWS_MD5)


def marts_sums(mappings: Sequence[ColumnMapping], algorithm: str, marts: str) -> tuple[str, ...]:
    """SQL for marts of a kind: the same sums of the landed rows as `source_sums` of the source's."""
    return () if algorithm == COUNT else find_marts_kind(marts).sums(tuple(mappings), algorithm)


def read_sums(algorithm: str, values: Sequence[object]) -> Checksum:
    """What the expressions returned. Raises ValueError where that is not one whole number for each."""
    if _SUMS.get(algorithm) != len(values):
        raise ValueError(f"{len(values)} sums are no checksum '{algorithm}'")
    return Checksum(algorithm, tuple(int(str(value)) for value in values))
