"""The page of a metric: its number and what it is worth, where it comes from, and who counted."""

from collections.abc import Iterable, Iterator
from dataclasses import replace
from pathlib import Path

from heartbeat_cli.blocks import Block, Piece, Styled, TextBlock, facts, line
from heartbeat_cli.metrics import Alignment, CountInWords, EvaluationReceipt, Metric, SourceTable, window_title
from heartbeat_cli.sheets import about, migration_line, note_line, waits_for, with_unit
from heartbeat_cli.site.facts import MetricFacts
from heartbeat_cli.site.numbers import chart, headline, like_headline
from heartbeat_cli.site.page import (
    Cards,
    Happening,
    Origin,
    OriginTable,
    PageBlock,
    PageLink,
    PagePart,
    SitePage,
    Timeline,
    file_name,
)
from heartbeat_cli.wording import at, count, path

_MOST_RECEIPTS = 20


def metric_address(name: str) -> str:
    """Where the page of a metric is."""
    return f"metrics/{file_name(name)}"


def metric_page(found: MetricFacts, root: Path) -> SitePage:
    """All there is to say of one metric, the number first."""
    metric = found.metric
    return SitePage(
        metric_address(metric.name),
        metric.label or metric.name,
        "metric",
        metric.question,
        tuple(_blocks(found, root)),
        names=(metric.name,),
        words=" ".join(filter(None, (metric.description, metric.owner, metric.source))),
        hint=f"{headline(found).number}, {headline(found).pills[0].text}",
        subtitle=metric.name,
    )


def _blocks(found: MetricFacts, root: Path) -> Iterator[PageBlock]:
    metric, brief = found.metric, found.brief
    yield headline(found)
    yield from _waits(metric)
    if brief.tried is not None and brief.tried.series is not None:
        yield PagePart("Over time", (chart(brief.tried.series, metric),))
    elif found.run is not None:
        how = f"`hb metrics run {metric.name} --since 30d` computes it."
        yield PagePart("Over time", (line(f"Left out among so many metrics. {how}"),))
    if metric.description:
        yield line(metric.description)
    yield from _counted(brief.counted)
    yield from _texts("Open", brief.open)
    yield from _origin(brief.tables, metric)
    yield from _like(found)
    yield from _texts("Notes", map(note_line, metric.notes))
    yield from _alignments(metric)
    yield from _receipts(found.receipts, metric)
    if metric.sql:
        yield PagePart("SQL", (TextBlock(metric.sql),))
    yield PagePart("About it", (_facts(found, root),))


def _facts(found: MetricFacts, root: Path) -> Block:
    metric = found.metric
    return facts(
        ("owner", metric.owner or "nobody"),
        ("window", window_title(metric.window)),
        ("unit", metric.unit),
        ("direction", (metric.direction or "").replace("_", " ")),
        ("source", metric.source),
        ("right source", "; ".join(found.right)),
        ("migrates to", migration_line(metric)),
        ("file", path(metric.file, root) if metric.file is not None else None),
    )


def _waits(metric: Metric) -> Iterator[PageBlock]:
    """Why a parked candidate has no number, and what would free it."""
    if metric.status != "parked":
        return
    rows = [(b.source, (", ".join(b.needs) or "its tables", f" - {b.why}" if b.why else "")) for b in metric.blocked_on]
    freed = f"It becomes ready by itself when {waits_for(metric)} has landed with what it needs there."
    yield PagePart("Why it is parked", (facts(*rows), line(freed)))


def _texts(title: str, texts: Iterable[str | tuple[Piece, ...]], *, folded: bool = False) -> Iterator[PagePart]:
    lines = tuple(line(text) if isinstance(text, str) else line(*text) for text in texts)
    if lines:
        yield PagePart(title, lines, folded=folded)


def _counted(counted: CountInWords | None) -> Iterator[PagePart]:
    if counted is None:
        return
    said = [
        f"It {counted.measure} {counted.rows}",
        *(f"only where {condition}" for condition in counted.only),
        *(f"and, as SQL says it: {condition}" for condition in counted.also),
        *counted.window,
    ]
    yield from _texts("What it counts", said)
    yield from _texts("What it leaves out", counted.left_out)


def _origin(tables: tuple[SourceTable, ...], metric: Metric) -> Iterator[PagePart]:
    if tables:
        yield PagePart("Where it comes from", (Origin(tuple(map(_origin_table, tables)), metric.label or metric.name),))


def _origin_table(read: SourceTable) -> OriginTable:
    columns = tuple((c.name, c.type, c.comment or "") for c in read.columns)
    return OriginTable(read.source or "no source", str(read.table), read.comment or "", columns)


def _like(found: MetricFacts) -> Iterator[PagePart]:
    """The number itself and those of the metrics like it, side by side."""
    metric, like = found.metric, found.brief.like
    if not like:
        return
    own, why = headline(found), about(metric)
    this = (
        PageLink(metric.label or metric.name, metric_address(metric.name)),
        replace(own, lines=((why,),) if why else ()),
    )
    others = ((PageLink(one.metric.label or one.metric.name, metric_address(one.metric.name)), one) for one in like)
    cards = (this, *((title, like_headline(one)) for title, one in others))
    yield PagePart("Like it, and how they differ", (Cards(cards),))


# What happened


def _alignments(metric: Metric) -> Iterator[PagePart]:
    if metric.alignment:
        entries = tuple(_alignment(record, metric) for record in reversed(metric.alignment))
        yield PagePart("Counted by hand", (Timeline(entries),), len(entries))
    elif metric.sql:
        yield PagePart("Counted by hand", (line("Nobody has counted it by hand."),))


def _alignment(record: Alignment, metric: Metric) -> Happening:
    good = record.verdict == "match"
    what = (
        Styled(record.verdict, "good" if good else "bad"),
        f"  {record.by} counted {with_unit(record.count, metric.unit)}, SQL gave {with_unit(record.value, metric.unit)}"
        f", within {record.tolerance}",
    )
    lines = (
        record.method,
        record.reason or "",
        f"written down in {record.attested_by}" if record.attested_by else "",
        f"{record.given or 'not bound'}" + (f", receipt {record.receipt.id}" if record.receipt else ", no receipt"),
    )
    return Happening(at(record.as_of), what, tuple(filter(None, lines)), "good" if good else "bad")


def _receipts(receipts: tuple[EvaluationReceipt, ...] | None, metric: Metric) -> Iterator[PagePart]:
    if receipts is None:
        yield PagePart("History", (line("The marts, which have its receipts, cannot be read now."),))
    elif receipts:
        newest = sorted(_each_once(receipts), key=lambda receipt: receipt.as_of, reverse=True)
        shown = tuple(_receipt(receipt, metric) for receipt in newest[:_MOST_RECEIPTS])
        more = len(newest) - len(shown)
        rest = f"{count(more, 'older one')}; `hb metrics show {metric.name} --json` has them all"
        yield PagePart("History", (Timeline(shown), *((line(rest),) if more else ())), len(newest), folded=True)


def _each_once(receipts: Iterable[EvaluationReceipt]) -> Iterable[EvaluationReceipt]:
    """Of those that computed the same from the same the first: to make the site again makes no history."""
    found: dict[object, EvaluationReceipt] = {}
    for receipt in receipts:
        made_of = tuple((read.table, read.load, read.rows) for read in receipt.tables)
        found.setdefault((receipt.as_of, receipt.value, receipt.definition, made_of), receipt)
    return found.values()


def _receipt(receipt: EvaluationReceipt, metric: Metric) -> Happening:
    rows = sum(read.rows for read in receipt.tables)
    renamed = f", as {receipt.definition.name}" if receipt.definition.name != metric.name else ""
    commit = f" at {receipt.revision}" if receipt.revision else ""
    said = f"receipt {receipt.id}, from {count(rows, 'row')} by {receipt.engine}{commit}{renamed}"
    return Happening(at(receipt.as_of), (with_unit(receipt.value, receipt.definition.unit),), (said,))
