"""Suggestions for a target, or for the whole estate: what became possible, then what is worth measuring."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from heartbeat_cli.discovery.backend import Backend
from heartbeat_cli.discovery.draft import Draft
from heartbeat_cli.discovery.effects import Survey
from heartbeat_cli.discovery.suggestions.mining_tables import suggestions_of
from heartbeat_cli.discovery.suggestions.opening import opened
from heartbeat_cli.discovery.suggestions.suggestion import Suggestion
from heartbeat_cli.discovery.suggestions.weighing import MeasuredAlready, in_turn
from heartbeat_cli.discovery.tables import refuse_unreviewed
from heartbeat_cli.errors import NotFoundError, did_you_mean
from heartbeat_cli.estate import Inventory, Source
from heartbeat_cli.metrics import Metric
from heartbeat_cli.pgschema import QName

_LOOKED_AT = 4
"""Of how many times as many as are wanted it is found out whether they open."""


@dataclass(frozen=True, slots=True)
class SuggestionTarget:
    """What suggestions are asked for: a source, one schema of it or one table; all that has landed where it is None."""

    text: str
    source: Source
    schema: str | None = None
    table: str | None = None

    def has(self, table: QName) -> bool:
        """Whether a table is meant."""
        return self.schema in (None, table.schema) and self.table in (None, table.name)


@dataclass(frozen=True, slots=True)
class Suggestions:
    """What is worth measuring, best first; `more` how many others there are.

    `ready` are the candidates that waited and can be asked now. `not_landed` are the sources that were asked for and of
    which nothing meant has landed; `subjectless` those of them that are truth for nothing, so that no question waits
    for them.
    """

    target: str | None
    suggestions: tuple[Suggestion, ...]
    more: int
    ready: tuple[Metric, ...] = ()
    not_landed: tuple[str, ...] = ()
    subjectless: tuple[str, ...] = ()


def suggestion_target(parts: Sequence[str], inventory: Inventory) -> SuggestionTarget:
    """The target of its parts: source, schema, table. Raises NotFoundError where there is no such source."""
    source = inventory.require(parts[0])
    schema, table = [*parts[1:3], None, None][:2]
    return SuggestionTarget(".".join(parts), source, schema, table)


def gather_suggestions(
    backend: Backend, draft: Draft, target: SuggestionTarget | None, metrics: Iterable[Metric], most: int
) -> Suggestions:
    """At most `most` suggestions.

    Raises NotFoundError where the target names no table, RefusedError for a source that waits for a review, and HbError
    where the marts or the mirror cannot be read.
    """
    known = draft.replace(landings=backend.answer(Survey()))
    everyone = tuple(metrics)
    sources = _sources(known, target)
    every = [each for source in sources for each in _of_source(backend, known, source, target, everyone)]
    shown = _that_open(in_turn(every), known, most, on_purpose=target is not None)
    not_landed = () if target is None or _landed(known, target.source, target) else (target.source.name,)
    return Suggestions(
        target.text if target is not None else None,
        shown,
        max(0, len(every) - len(shown)),
        tuple(_ready(everyone, target)),
        not_landed,
        tuple(name for name in not_landed if not draft.inventory.require(name).truth_for),
    )


def find_suggestion(
    backend: Backend, draft: Draft, target: SuggestionTarget, metrics: Iterable[Metric], name: str
) -> Suggestion:
    """The suggestion for a target called `name`. Raises NotFoundError (`unknown_suggestion`) with the closest name."""
    known = draft.replace(landings=backend.answer(Survey()))
    every = _of_source(backend, known, target.source, target, tuple(metrics))
    found = next((suggestion for suggestion in every if suggestion.name == name), None)
    suggestion = opened(found, known) if found is not None else None
    if suggestion is None:
        hint = did_you_mean(name, [each.name for each in every])
        raise NotFoundError(
            f"nothing called {name} is suggested for {target.text}",
            hint=hint or f"`hb discover --suggest {target.text}` lists what is.",
            code="unknown_suggestion",
        )
    return suggestion


def _sources(draft: Draft, target: SuggestionTarget | None) -> tuple[Source, ...]:
    if target is not None:
        refuse_unreviewed(target.source, target.text)
        return (target.source,)
    own = {draft.inventory.truth_source}
    return tuple(
        source
        for source in draft.inventory.sources
        if draft.landing(source.name).tables and (source.name in own or source.truth_for) and not source.awaits_review
    )


def _landed(draft: Draft, source: Source, target: SuggestionTarget | None) -> tuple[QName, ...]:
    """The tables that are meant and have landed."""
    return tuple(t for t in draft.landing(source.name).tables if target is None or target.has(t))


def _of_source(
    backend: Backend, draft: Draft, source: Source, target: SuggestionTarget | None, metrics: tuple[Metric, ...]
) -> tuple[Suggestion, ...]:
    """All of a source's, so that a name means the same whatever part of it was asked for; then those that are meant."""
    landed = bool(_landed(draft, source, target))
    tables = backend.known_of(source, landed=landed)
    if target is not None:
        _require_known(target, tables.tables)
    found = suggestions_of(
        tables,
        draft.landing(source.name).parts,
        backend.reader if landed else None,
        MeasuredAlready.of(metrics),
        [metric.name for metric in metrics],
    )
    return tuple(each for each in found if target is None or target.has(each.about.table))


def _require_known(target: SuggestionTarget, tables: Iterable[QName]) -> None:
    every = tuple(tables)
    if not any(map(target.has, every)):
        names = [f"{target.source.name}.{part}" for t in every for part in (t.schema, str(t))]
        hint = did_you_mean(target.text, names) or f"`hb profile {target.source.name}` shows what there is."
        raise NotFoundError(f"no table is known of {target.text}", hint=hint, code="unknown_table")


def _that_open(
    suggestions: Iterator[Suggestion], draft: Draft, most: int, *, on_purpose: bool
) -> tuple[Suggestion, ...]:
    """The first that open; those about which the wizard asks something come after the others, and only where the
    source was asked for."""
    at_once: list[Suggestion] = []
    asking: list[Suggestion] = []
    for _, suggestion in zip(range(most * _LOOKED_AT), suggestions, strict=False):
        found = opened(suggestion, draft)
        if found is not None and (found.asks is None or on_purpose):
            (at_once if found.asks is None else asking).append(found)
        if len(at_once) == most:
            break
    return (*at_once, *asking)[:most]


def _ready(metrics: Iterable[Metric], target: SuggestionTarget | None) -> Iterator[Metric]:
    """The candidates that waited for the target, or for anything, and wait no more."""
    for metric in metrics:
        waited = {blocked.source for blocked in metric.blocked_on}
        if metric.status == "ready" and (target is None or target.source.name in waited):
            yield metric
