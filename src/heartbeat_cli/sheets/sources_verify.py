"""The inventory against the live systems: what each said, and where the inventory says otherwise."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from heartbeat_cli.blocks import GAP, Aside, Block, Grid, GridColumn, Section, Sheet, Styled, line, number, sheet, table
from heartbeat_cli.errors import HbError
from heartbeat_cli.sheets.document import ErrorDocument, error_or_none
from heartbeat_cli.status import Discrepancy, LiveCluster, LiveSource
from heartbeat_cli.wording import count, known


def verified_sources_sheet(
    sources: Sequence[LiveSource],
    unlisted: Sequence[Discrepancy],
    written: Sequence[Discrepancy],
    not_written: Sequence[tuple[Discrepancy, HbError]],
) -> Sheet:
    """A line per source that was asked, those that were not, then each discrepancy with what to do."""
    asked = [source for source in sources if source.not_asked is None]
    found = [*(d for source in sources for d in source.discrepancies), *unlisted]
    left = [one for one in found if one not in written]
    return sheet(
        _table(asked) if asked else None,
        *_not_asked(sources),
        Section("The inventory says otherwise", tuple(_told(left)), len(left)) if left else None,
        Section("Written", tuple(_told(written, done=True)), len(written)) if written else None,
        *(Aside(str(error), "warning", error.hint) for _, error in not_written),
        *_last(asked, found, left),
    )


def _table(asked: Sequence[LiveSource]) -> Grid:
    rows = (
        (
            Styled(one.source, "bold"),
            Styled(f"{len(one.discrepancies)} found", "warning") if one.discrepancies else Styled("agrees", "good"),
            f"{known(one.readable)} of {known(one.tables)}" if one.tables is not None else "-",
            known(one.rows) if one.rows is not None else "-",
            "; ".join(one.seen) or "-",
        )
        for one in asked
    )
    columns = (number("Readable"), number("About rows"), GridColumn("The system says", "words", least=20))
    return table("Source", "Inventory", *columns, rows=rows)


def _not_asked(sources: Sequence[LiveSource]) -> Iterator[Block]:
    reasons: dict[str, list[str]] = {}
    for one in sources:
        if one.not_asked is not None:
            reasons.setdefault(one.not_asked, []).append(one.source)
    if reasons:
        lines = (line(f"{', '.join(names)}: {why}", indent=0) for why, names in reasons.items())
        yield Section("Not asked", tuple(lines), sum(map(len, reasons.values())))


def _told(found: Sequence[Discrepancy], *, done: bool = False) -> Iterator[Block]:
    for one in found:
        about = f"{one.source or 'estate'}  " if one.source else ""
        yield line(Styled(about, "bold"), one.message)
        if done and one.key:
            yield line(f"now {': '.join(one.key)}: {one.value}", style="good", indent=2)
        elif one.then:
            yield line(one.then, style="dim", indent=2)


def _last(asked: Sequence[LiveSource], found: Sequence[Discrepancy], left: Sequence[Discrepancy]) -> Iterator[Block]:
    if not found and asked:
        yield GAP
        yield line(f"{count(len(asked), 'source')} asked; the inventory agrees.")
    if any(one.key for one in left):
        yield Aside("\n`hb sources verify --update` writes what is now known into db/sources.")


# For programs


@dataclass(frozen=True, slots=True)
class LiveClusterDocument:
    """A cluster as it is: where, which databases it has, and why nobody could be asked."""

    cluster: str
    address: str | None
    databases: tuple[str, ...]
    problem: ErrorDocument | None


@dataclass(frozen=True, slots=True)
class VerifiedSourcesDocument:
    """`hb sources verify --json`: what each system said, and where the inventory says otherwise.

    `unlisted` are databases no source is in; `written` is what `--update` wrote, `not_written` why it could not.
    """

    sources: tuple[LiveSource, ...]
    clusters: tuple[LiveClusterDocument, ...]
    unlisted: tuple[Discrepancy, ...]
    written: tuple[Discrepancy, ...]
    not_written: tuple[ErrorDocument | None, ...]


def verified_sources_document(
    sources: Sequence[LiveSource],
    clusters: Sequence[LiveCluster],
    unlisted: Sequence[Discrepancy],
    written: Sequence[Discrepancy],
    not_written: Sequence[tuple[Discrepancy, HbError]],
) -> VerifiedSourcesDocument:
    """The same for programs."""
    about = (LiveClusterDocument(c.name, c.address, c.databases, error_or_none(c.problem)) for c in clusters)
    return VerifiedSourcesDocument(
        tuple(sources),
        tuple(about),
        tuple(unlisted),
        tuple(written),
        tuple(error_or_none(error) for _, error in not_written),
    )
