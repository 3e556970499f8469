"""Why a number and a count differ: how sure it is, each reason with its SQL, the next count, who differs."""

from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from typing import TYPE_CHECKING, Final

from heartbeat_cli.blocks import GAP, Line, Section, Sheet, Styled, facts, line, sheet
from heartbeat_cli.errors import HbError
from heartbeat_cli.metrics import IdSides, PartCount, Reason
from heartbeat_cli.sheets.document import ErrorDocument, error_document
from heartbeat_cli.sheets.metrics import with_unit
from heartbeat_cli.wording import count, figure

if TYPE_CHECKING:
    from heartbeat_cli.metrics import CountGap, Split

_EXPLAINS, _CLOSES = "explains", "would close the gap"
_IDS_SHOWN: Final = 10


@dataclass(frozen=True, slots=True)
class SettingDocument:
    """One thing the metric's SQL says."""

    what: str
    says: str


@dataclass(frozen=True, slots=True)
class NextCountDocument:
    """The count worth making next: of `left` ways to have counted, an answer tells `answers` groups apart."""

    key: str
    answers: int
    left: int


@dataclass(frozen=True, slots=True)
class GapDocument:
    """`hb metrics align --json` where count and number differ: the failure, and what is known of why.

    `verdict` is `explains`, `would close the gap` or `unexplained`; `unknown` is how likely a reason is that is not
    among `reasons`. `closing` of the `changes` tried and their pairs give what was counted. `unvaried` says why nothing
    could be tried.
    """

    error: ErrorDocument
    metric: str
    value: Decimal
    count: Decimal
    as_of: datetime
    verdict: str
    settings: tuple[SettingDocument, ...]
    reasons: tuple[Reason, ...]
    unknown: float
    changes: int
    closing: int
    parts: tuple[PartCount, ...]
    next: NextCountDocument | None
    sides: IdSides | None
    unvaried: str | None


def gap_document(gap: "CountGap", error: HbError) -> GapDocument:
    """What is known of a gap for programs."""
    following = gap.next
    return GapDocument(
        error_document(error),
        gap.metric.name,
        gap.value,
        gap.count,
        gap.as_of,
        gap.verdict,
        tuple(SettingDocument(what, says) for what, says in gap.settings),
        gap.reasons,
        round(gap.unknown, 3),
        gap.changes,
        gap.closing,
        tuple(gap.parts),
        NextCountDocument(following.key, following.apart, following.left) if following else None,
        gap.sides,
        gap.unvaried,
    )


def gap_sheet(gap: "CountGap") -> Sheet:
    """How sure it is first, then each reason with the lines of SQL that differ."""
    told = gap.reasons[:1] if gap.verdict == _EXPLAINS else gap.reasons
    return sheet(
        _headline(gap),
        line(
            Styled(_verdict_word(gap), "great" if gap.verdict == _EXPLAINS else "warning"), _how_sure(gap), whole=True
        ),
        *(_reason(reason, gap) for reason in told),
        _who(gap.sides) if gap.sides is not None else None,
        _next(gap),
        Section("What the SQL says", (facts(*gap.settings),)) if gap.settings else None,
        GAP,
        line("Nothing was changed; each line of SQL can be tried in a candidate of its own.", style="dim", whole=True),
    )


def _headline(gap: "CountGap") -> Line:
    unit, apart = gap.metric.unit, gap.value - gap.count
    numbers = f"counted {with_unit(gap.count, unit)}, SQL {with_unit(gap.value, unit)}"
    return line(
        Styled(gap.metric.name, "bold"),
        f"  {numbers}: {figure(abs(apart))} {'more' if apart > 0 else 'fewer'}",
        whole=True,
    )


def _verdict_word(gap: "CountGap") -> str:
    return {_EXPLAINS: "explained", _CLOSES: "not sure"}.get(gap.verdict, "unexplained")


def _how_sure(gap: "CountGap") -> str:
    """What is known, in a sentence that promises no more."""
    if gap.unvaried is not None:
        return f": {gap.unvaried}"
    tried = f"{count(gap.changes, 'change')} and their pairs"
    if gap.verdict == _EXPLAINS and gap.sides is not None:
        return f": one of {tried} counts the very rows that were listed"
    if gap.verdict == _EXPLAINS:
        return f": of {tried} only this agrees with every count that was made"
    if gap.verdict == _CLOSES:
        others = gap.closing - 1
        also = f", and so would {count(others, 'other')}" if others > 0 else ""
        return f": the first would close the gap{also}; {_more(gap)}"
    if gap.sides is not None:
        return f": none of {tried} counts the rows that were listed"
    return f": the reason is hardly among {tried}" if gap.parts else f": none of {tried} is likely; {_more(gap)}"


def _more(gap: "CountGap") -> str:
    return "one count cannot tell" if not gap.parts else "these counts cannot tell yet"


def _reason(reason: Reason, gap: "CountGap") -> Section:
    gives = with_unit(reason.number, gap.metric.unit)
    same = (line(f"the same rows: {'; '.join(reason.also)}", style="dim", indent=2, whole=True),) if reason.also else ()
    changed = [*(("-", Styled(text, "dim")) for text in reason.gone), *(("+", text) for text in reason.come)]
    return Section(reason.words, (*same, facts(*changed)), remark=f"gives {gives}")


def _who(sides: IdSides) -> Section:
    """Who is on one side only, and what tells them from the rest."""
    rows = (
        ("on both", f"{sides.both:,}"),
        ("only ours", _listed(sides.ours, sides.ours_split)),
        ("only theirs", _listed(sides.theirs, sides.theirs_split)),
        ("in no row", _listed(sides.elsewhere, None)),
    )
    return Section("Who", (facts(*rows),), remark=f"by {sides.column}")


def _listed(ids: tuple[str, ...], split: "Split | None") -> str:
    if not ids:
        return "none"
    some = ", ".join(ids[:_IDS_SHOWN]) + (" …" if len(ids) > _IDS_SHOWN else "")
    told = f"; {split.inside:,} of them: {split.words} (of those on both {split.outside:,})" if split else ""
    return f"{len(ids):,}: {some}{told}"


def _next(gap: "CountGap") -> Section | None:
    if gap.next is None:
        return None
    asked = f"How many of the {with_unit(gap.count, gap.metric.unit)} counted are of {gap.next.key}?"
    given = ",".join(f"{part.key}={part.count}" for part in gap.parts)
    flag = f"--counts {_shell_word(f'{given},' if given else '', gap.next.key)}"
    left = gap.next.left
    tells = (
        "It tells whether it was counted that way."
        if left == 1
        else f"It tells {left} ways to have counted apart, by {count(gap.next.apart, 'answer')}."
    )
    return Section(
        "The next count worth making", (line(asked, whole=True), line(tells, whole=True), line(flag, indent=2))
    )


def _shell_word(given: str, key: str) -> str:
    """`day=N` behind the parts that are known, quoted where a shell would break it."""
    word = f"{given}{key}=N"
    return word if all(c.isalnum() or c in "=,-_.:" for c in word) else f"'{word}'"
