"""What a check of the ledger found, table by table: values only."""

from dataclasses import dataclass
from enum import StrEnum

from heartbeat_cli.pgschema import QName


class Verdict(StrEnum):
    """What the check of a range found."""

    AGREES = "agrees"
    """Ledger, marts and source have the same rows."""
    CHANGED = "changed at the source since"
    """The marts have what was landed; the source has moved on."""
    UNKNOWN = "cannot be checked"
    """What it landed from, a dump, is not there to be read again."""
    DIFFERS = "differs"
    """The marts do not have what was landed."""


@dataclass(frozen=True, slots=True)
class VerifiedRange:
    """One range and what was found. Row counts of what was recorded, of the marts and of the source now."""

    bounds: str
    verdict: Verdict
    recorded: int
    marts: int
    source: int


@dataclass(frozen=True, slots=True)
class VerifiedTable:
    """One table of the ledger.

    `problem` is what there is to say of the table as a whole, None for nothing; `found` is what that makes of it.
    """

    qname: QName
    dataset: str
    ranges: tuple[VerifiedRange, ...] = ()
    problem: str | None = None
    found: Verdict = Verdict.DIFFERS

    @property
    def verdict(self) -> Verdict:
        """The worst of its ranges and of its problem."""
        found = {one.verdict for one in self.ranges} | ({self.found} if self.problem is not None else set())
        return next(
            (worst for worst in (Verdict.DIFFERS, Verdict.UNKNOWN, Verdict.CHANGED) if worst in found), Verdict.AGREES
        )
