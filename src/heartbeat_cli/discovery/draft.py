"""Everything the wizard knows so far, as one frozen value: the state of the machine.

A field that is None is not known yet; that is all the machine needs to see what comes next.
"""

from dataclasses import dataclass, replace
from datetime import date, datetime
from functools import lru_cache
from pathlib import Path
from typing import Any, Self
from zoneinfo import ZoneInfo

from heartbeat_cli.discovery.condition import Condition, DictionaryValues
from heartbeat_cli.discovery.effects import Behind, NearNumber, Proposed, Searched
from heartbeat_cli.discovery.home import Home
from heartbeat_cli.discovery.measure import Measure
from heartbeat_cli.discovery.proposals import MetricProposal
from heartbeat_cli.discovery.understanding import Understanding, understand
from heartbeat_cli.errors import HbError, NotFoundError, did_you_mean
from heartbeat_cli.estate import Inventory, RightSource, Source
from heartbeat_cli.marts import SourceLanding
from heartbeat_cli.metrics import BlockedOn, Metric, Note, Value, read_tables, right_sources_read, with_migration
from heartbeat_cli.pgschema import QName, Table


@dataclass(frozen=True, slots=True)
class Draft:
    """What is known. `problem` is what was wrong with the last reply; the same question is then asked again.

    `zone` is the project's time zone, None where it says none. `drafted_by` is the program whose words the reasons are,
    `drafts` are reasons that were a program's before: going on with a candidate takes none of them over.
    `proposing`: somebody can take a whole proposal. `proposal` is the one that was taken, or whose SQL was changed,
    `editing` the one whose SQL is being changed. `near` are the metrics near the SQL that was `compared`, `anyway` the
    SQL that somebody wants although a metric has it.
    """

    inventory: Inventory
    as_of: datetime
    dry_run: bool = False
    drafted_by: str | None = None
    drafts: tuple[tuple[str, str], ...] = ()
    overwrite: bool = False
    problem: HbError | None = None
    shown: frozenset[str] = frozenset()
    zone: str | None = None

    question: str | None = None
    meant: tuple[Note, ...] | None = None
    caveats: tuple[Note, ...] | None = None
    stop_gaps: tuple[Note, ...] | None = None
    searched: tuple[Searched, ...] | None = None
    landings: tuple[SourceLanding, ...] | None = None
    alike: tuple[NearNumber, ...] | None = None

    proposing: bool = False
    proposed: Proposed | None = None
    no_proposal: bool = False
    editing: MetricProposal | None = None
    proposal: MetricProposal | None = None

    home: Home | None = None
    other_table: bool = False
    own_sql: bool | None = None
    table: Table | None = None
    reads: tuple[Home, ...] = ()
    described: frozenset[Home] = frozenset()
    fallback: tuple[str, ...] | None = None
    tried: tuple[str, ...] | None = None
    review_by: date | None = None

    measure: Measure | None = None
    share: Condition | None = None
    where_text: str | None = None
    where: Condition | None = None
    dictionaries: tuple[DictionaryValues, ...] = ()
    window: str | None = None
    time: str | None = None
    sql: str | None = None
    compared: str | None = None
    near: tuple[NearNumber, ...] = ()
    anyway: str | None = None
    compiled: bool = False
    value: Value | None = None
    behind: Behind | None = None

    parked_table: str | None = None
    unused: str | None = None
    needs: tuple[str, ...] | None = None
    name: str | None = None
    name_free: bool = False
    owner: str | None = None
    unit: str | None = None
    direction: str | None = None
    label: str | None = None
    description: str | None = None
    file: Path | None = None
    existing: Metric | None = None

    def replace(self, **known: Any) -> Self:
        """The same draft, knowing more. A reply that was understood ends the previous problem."""
        return replace(self, **{"problem": None, **known})

    @property
    def understood(self) -> Understanding:
        """What the question asks for, by its words."""
        today = self.as_of.astimezone(ZoneInfo(self.zone or "UTC")).date()
        return understand(self.question or "", today=today)

    @property
    def offered(self) -> tuple[MetricProposal, ...]:
        """The proposals one of which may be taken, best first."""
        return self.proposed.proposals if self.proposed is not None else ()

    @property
    def right(self) -> tuple[RightSource, ...]:
        """The right sources: by the words of the question, and by what is read to answer it."""
        tables = [QName(home.dataset, home.table.name) for home in self.reads]
        if self.sql is not None:
            tables += _read_by(self.sql)
        meant = [note.source for note in self.meant or () if note.source]
        return right_sources_read(self.question or "", self.inventory, self.sql, tables, meant)

    def landing(self, source: str) -> SourceLanding:
        """What has landed of a source; nothing where the marts were not asked yet."""
        return next((found for found in self.landings or () if found.source == source), SourceLanding(source))

    def is_landed(self, home: Home) -> bool:
        """Whether the table is in the marts."""
        return home.table in self.landing(home.source.name).tables

    @property
    def caveated(self) -> frozenset[str]:
        """The sources of which the user said what a number without them contains."""
        return frozenset(note.source for note in self.caveats or () if note.source)

    @property
    def usable(self) -> tuple[Source, ...]:
        """The sources the number may come from without a fallback note.

        The right sources that have landed; where the user says what a number without them contains (a caveat for each
        of them), the truth source.
        """
        landed = tuple(right.source for right in self.right if self.landing(right.source.name).tables)
        return landed or (self.inventory.truth,)

    @property
    def waiting(self) -> tuple[BlockedOn, ...]:
        """What the candidate waits for: right sources not landed and not caveated, tables not landed."""
        if self.landings is None or self.caveats is None:
            return ()
        sources = [
            right
            for right in self.right
            if not self.landing(right.source.name).tables and right.source.name not in self.caveated
        ]
        if sources:
            return tuple(BlockedOn(r.source.name, self._needs_of(r.source), _why_source(r)) for r in sources)
        return self._missing_tables()

    @property
    def may_wait(self) -> bool:
        """Whether what is read is of a right source or of one waited for: then a query over it may wait with it."""
        may = {right.source.name for right in self.right} | {blocked.source for blocked in self.waiting}
        return any(home.source.name in may for home in self.reads)

    def _needs_of(self, source: Source) -> tuple[str, ...]:
        """What was named of it and what is read of it; a table of which a column is needed goes without saying."""
        named = (need_in(need, source) for need in self.needs or () if is_need_of(need, source, len(self.right)))
        read = (str(home.table) for home in self.reads if home.source.name == source.name)
        needs = tuple(dict.fromkeys([*named, *read]))
        return tuple(need for need in needs if not any(other.startswith(f"{need}.") for other in needs))

    def _missing_tables(self) -> tuple[BlockedOn, ...]:
        missing: dict[str, list[QName]] = {}
        for home in self.reads:
            if not self.is_landed(home):
                missing.setdefault(home.source.name, []).append(home.table)
        return tuple(
            BlockedOn(source, tuple(str(t) for t in tables), self._why_tables(source, tables))
            for source, tables in missing.items()
        )

    def _why_tables(self, source: str, tables: list[QName]) -> str:
        names = ", ".join(str(table) for table in tables)
        if all(table in self.landing(source).missing for table in tables):
            return f"{names} of {source} {'is' if len(tables) == 1 else 'are'} not landed yet."
        return f"{names} of {source} {'is' if len(tables) == 1 else 'are'} not in the slice we land."

    @property
    def fallbacks(self) -> tuple[Source, ...]:
        """The sources read although they are not the right ones, each once."""
        usable = {source.name for source in self.usable}
        found = {home.source.name: home.source for home in self.reads if home.source.name not in usable}
        return tuple(found.values())

    def mark_shown(self, what: str) -> Self:
        """The same draft, knowing that `what` was shown."""
        return self.replace(shown=self.shown | {what})

    def forget_query(self) -> Self:
        """Back to where the table or the user's SQL is asked for."""
        return self.replace(
            home=None, table=None, sql=None, compiled=False, reads=(), described=frozenset(), fallback=None, tried=None,
            review_by=None,
        )  # fmt: skip

    def candidate(self, name: str | None = None) -> Metric:
        """The candidate as far as it is known."""
        parked = self.waiting
        candidate = Metric(
            name=name or self.name or "",
            question=self.question or "",
            source=self._source_name(),
            status="parked" if parked else "candidate",
            window=self.window or "total",
            label=self.label or "",
            description=self.description or None,
            owner=self.owner or None,
            unit=self.unit or None,
            direction=self.direction or None,
            sql=self.sql if not parked or self.may_wait else None,
            notes=self._notes(parked=bool(parked)),
            blocked_on=parked,
        )
        return with_migration(candidate, self.inventory, [QName(home.dataset, home.table.name) for home in self.reads])

    def _source_name(self) -> str:
        if self.waiting:
            return self.waiting[0].source
        return self.reads[0].source.name if self.reads else self.usable[0].name

    def _notes(self, *, parked: bool) -> tuple[Note, ...]:
        """What everyday words mean; of what is not parked a fallback note for each source that is not the right one,
        and the caveats."""
        reasons = zip(self.fallbacks, self.fallback or (), strict=False)
        tried, review_by = self.tried or (), self.review_by
        notes = (Note("fallback", why, source=s.name, tried=tried, review_by=review_by) for s, why in reasons)
        caveats = (replace(note, review_by=review_by) if note.stop_gap else note for note in self.caveats or ())
        told = (self.meant or ()) if parked else (*(self.meant or ()), *notes, *caveats)
        drafts = dict(self.drafts)
        return tuple(replace(note, drafted_by=drafts.get(note.why, self.drafted_by)) for note in told)


@lru_cache(maxsize=32)
def _read_by(sql: str) -> tuple[QName, ...]:
    """The tables a query reads; asked for at every step."""
    return read_tables(sql)


def homes_of(sql: str, inventory: Inventory) -> tuple[Home, ...]:
    """The tables `sql` reads in the marts, with their sources.

    Raises NotFoundError (`unknown_dataset`) where no source lands in a dataset it names.
    """
    return tuple(_home_of(table, inventory) for table in read_tables(sql))


def _home_of(table: QName, inventory: Inventory) -> Home:
    found = inventory.of_dataset(table.schema)
    if found is None:
        known = [source.dataset(schema) for source in inventory.sources for schema in source.schemas]
        hint = did_you_mean(table.schema, known) or "SQL reads the marts: tables are dataset.table."
        raise NotFoundError(f"no source lands in a dataset '{table.schema}'", hint=hint, code="unknown_dataset")
    return Home(found[0], QName(found[1], table.name))


def is_need_of(need: str, source: Source, right: int) -> bool:
    """True where `need` names a table of `source`; with one right source there is no other it could be of."""
    return right == 1 or need.split(".")[0] in (source.name, source.database, *source.schemas)


def need_in(need: str, source: Source) -> str:
    """`need` as `schema.table[.column]`, without the source's name before it."""
    first, _, rest = need.partition(".")
    named = first in (source.name, source.database) and rest.split(".")[0] in source.schemas
    return rest if named else need


def _why_source(right: RightSource) -> str:
    if right.subject is None:
        return f"{right.source.name} is the truth source, and nothing of it has landed yet."
    return f"{right.source.name} is truth for {right.subject.title}, and it has not landed yet."
