"""What answers the wizard: the mirror, the marts, the folder of candidates. Its reading and writing is all here."""

from dataclasses import replace
from datetime import datetime
from functools import cached_property
from pathlib import Path
from types import TracebackType
from typing import Any, Self
from zoneinfo import ZoneInfo

from heartbeat_cli.discovery.asking import Glance
from heartbeat_cli.discovery.behind import behind
from heartbeat_cli.discovery.compiled import needs_of
from heartbeat_cli.discovery.condition import DictionaryValues
from heartbeat_cli.discovery.described import as_landed, is_dictionary, label_column
from heartbeat_cli.discovery.effects import (
    Behind,
    Compare,
    Compile,
    Describe,
    Effect,
    Evaluate,
    FindName,
    LookBehind,
    Propose,
    Proposed,
    ReadDictionary,
    ReadValues,
    Search,
    Searched,
    Sight,
    Survey,
    TableHit,
    Write,
)
from heartbeat_cli.discovery.mined_tables import declared_tables, landed_tables, mined_tables
from heartbeat_cli.discovery.near_numbers import near_numbers
from heartbeat_cli.discovery.proposals import SourceTables, mended, proposals_of
from heartbeat_cli.discovery.sight import as_of_moment, different_values, is_shown, sight_of, unlanded_sight
from heartbeat_cli.discovery.understanding import understand
from heartbeat_cli.errors import HbError, NotFoundError, NothingLandedError, did_you_mean
from heartbeat_cli.estate import Inventory, ProjectSettings, Source, load_decisions
from heartbeat_cli.marts import (
    LandedTable,
    MartsReader,
    RememberingReader,
    SourceLanding,
    landed_relation,
    landing_of,
    open_marts,
    read_receipts,
)
from heartbeat_cli.metrics import (
    Bench,
    EvaluationReceipt,
    Metric,
    Run,
    Value,
    evaluate,
    keep_receipts,
    load_all,
    load_metric,
    make_receipt,
    with_age,
    write_metric,
)
from heartbeat_cli.mirror import MirrorDumps
from heartbeat_cli.pgschema import Database, QName, Table, quote
from heartbeat_cli.search import EmptyMirrorError, Hit, SearchIndex, open_index, search, search_tables, target_parts

_LABELS_AT_MOST = 1000


class Backend:
    """Answers every effect but Ask, Show and Done. As a context manager it closes the marts it opened."""

    def __init__(self, project: ProjectSettings, inventory: Inventory, as_of: datetime) -> None:
        self._project = project
        self._inventory = inventory
        self._as_of = as_of
        self._mirror = MirrorDumps(project)
        self._shown: list[EvaluationReceipt] = []
        self._last: Run | None = None

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        reader = self.__dict__.get("_reader")
        if reader is not None:
            reader.close()
        # Whoever counts after this has seen a number.
        if self._shown:
            keep_receipts(self._project, self._shown)

    def answer(self, effect: Effect) -> Any:
        """The reply to one effect.

        Raises HbError where the marts, the mirror or the disk fail; what the user can answer differently (an unknown
        table, SQL the marts refuse) is a reply, not an error.
        """
        match effect:
            case Search(question, sources):
                return self._searched(question, sources)
            case Propose(question, sources):
                return self._proposed(question, sources)
            case Compare(question, sql):
                return near_numbers(question, sql, self._metrics, self._value_of)
            case Survey():
                return tuple(self._landings.values())
            case Describe(source, table):
                return self._described(self._inventory.require(source), table)
            case ReadDictionary(source, table):
                return self._dictionary(self._inventory.require(source), table)
            case Glance(source, table):
                return self._seen(self._inventory.require(source), table)
            case ReadValues(source, table, column):
                return self._different(self._inventory.require(source), table, column)
            case FindName(name):
                return self._existing(name)
            case Compile(sql):
                return self._compiled(sql)
            case Evaluate():
                return self._evaluated(effect)
            case LookBehind(metric, by):
                return self._behind(metric, by)
            case Write(candidate, overwrite):
                return write_metric(candidate, self._project.candidates_folder, overwrite=overwrite)
        raise TypeError(f"nobody answers {effect}")

    @property
    def reader(self) -> MartsReader | None:
        """The marts, None while nothing has landed."""
        return self._reader

    @cached_property
    def _reader(self) -> MartsReader | None:
        """The marts, None while nothing has landed."""
        try:
            return RememberingReader(open_marts(self._project))
        except NothingLandedError:
            return None

    @cached_property
    def _landed(self) -> dict[QName, LandedTable]:
        """Landed tables by dataset and name."""
        return {QName(t.dataset, t.name): t for t in self._reader.tables()} if self._reader is not None else {}

    @cached_property
    def _receipts(self) -> Any:
        return read_receipts(self._reader) if self._reader is not None else ()

    @cached_property
    def _index(self) -> SearchIndex | None:
        """The words of the estate, None where the mirror has no dump."""
        try:
            return open_index(self._project)
        except EmptyMirrorError:
            return None

    @cached_property
    def _landings(self) -> dict[str, SourceLanding]:
        """How much of each source has landed, by its name."""
        return {source.name: self._landing(source) for source in self._inventory.sources}

    def _landing(self, source: Source) -> SourceLanding:
        database = self._mirror.database(source) if self._reader is not None and source.slices else None
        return landing_of(source, database, self._landed.values(), self._receipts)

    def _searched(self, question: str, names: tuple[str, ...]) -> tuple[Searched, ...]:
        index = self._index
        if index is None:
            return tuple(Searched(name, note=self._why_not(name, None)) for name in names)
        known = {source.name: source for source in index.sources}
        found = search_tables(question, index, names)
        return tuple(
            Searched(name, tuple(map(_table_hit, hits)))
            if known[name].mirrored
            else Searched(name, note=self._why_not(name, known[name].unread))
            for name, hits in zip(names, found, strict=True)
        )

    def _proposed(self, question: str, names: tuple[str, ...]) -> Proposed:
        """The numbers over landed tables that may answer a question, best first."""
        index, reader = self._index, self._reader
        known = index.vocabulary if index is not None else ()
        zone = ZoneInfo(self._project.time_zone or "UTC")
        understood = understand(question, known, self._as_of.astimezone(zone).date())
        if index is not None:
            instead = search(question, index, limit=1).replaced
            # A first letter is hardly ever wrong: such a word is held against what the likely tables have.
            understood = mended(understood, {word: meant for word, meant in instead if word[0] == meant[0]})
        if reader is None or not names:
            return Proposed(understood)
        hits = search_tables(question, index, names) if index is not None else [()] * len(names)
        groups = index.synonyms if index is not None else ()
        found = [
            proposal
            for name, of_source in zip(names, hits, strict=True)
            for proposal in proposals_of(
                self.known_of(self._inventory.require(name), of_source, groups), understood, reader
            )
        ]
        return Proposed(understood, tuple(sorted(found, key=lambda proposal: -proposal.score)))

    def known_of(
        self, source: Source, hits: tuple[Hit, ...] = (), groups: tuple[Any, ...] = (), *, landed: bool = True
    ) -> SourceTables:
        """The tables of a source with what is known of them: those that have `landed`, or all that its DDL declares."""
        parts = self._landings[source.name].parts if landed else ()
        tables = {part.table: self._landed[QName(part.dataset, part.table.name)] for part in parts}
        found = landed_tables(source, tables, self._mirror) if landed else declared_tables(source, self._mirror)
        mined = mined_tables(self._project, source, found, self._mirror)
        return SourceTables(source, found, mined, hits, groups, self._project.time_zone)

    def _why_not(self, name: str, unread: str | None) -> str:
        """Why nothing could be looked at in a source."""
        source = self._inventory.require(name)
        if unread is not None:
            return f"could not be searched: {unread}"
        return "no DDL of it in the mirror" if source.database else f"not a database; archetype {source.archetype}"

    def _declared(self, source: Source, name: QName) -> Table | None:
        """The table as the mirror has it."""
        database = self._mirror.database(source)
        schema = database.schema(name.schema) if database is not None else None
        return schema.table(name.name) if schema is not None else None

    def _described(self, source: Source, name: QName) -> Table | HbError:
        """The table as landed (its columns and their types), with the mirror's comments and keys."""
        mirrored = self._declared(source, name)
        landed = self._landed.get(QName(source.dataset(name.schema), name.name))
        if landed is not None:
            return as_landed(landed, mirrored, name)
        if mirrored is not None:
            return mirrored
        return self._unknown_table(source, name, self._mirror.database(source))

    def _unknown_table(self, source: Source, name: QName, database: Database | None) -> HbError:
        known = {str(t.qname) for t in database.tables()} if database is not None else set()
        known |= {
            f"{s}.{t.name}" for s in source.schemas for t in self._landed.values() if t.dataset == source.dataset(s)
        }
        hint = did_you_mean(str(name), known) or f"`hb profile {source.name}.{name.schema}` lists its tables."
        return NotFoundError(f"{source.name} has no table {name}", hint=hint, code="unknown_table")

    def _seen(self, source: Source, name: QName) -> Sight | None:
        table = self._described(source, name)
        if isinstance(table, HbError):
            return None
        part = next((part for part in self._landings[source.name].parts if part.table == name), None)
        if part is None or self._reader is None:
            return unlanded_sight(table)
        decision = load_decisions(self._project, source.name).get(name)
        sight = sight_of(table, self._declared(source, name), decision, part, self._reader)
        return as_of_moment(sight, part, self._as_of)

    def _different(self, source: Source, name: QName, column_name: str) -> tuple[str, ...]:
        landed = QName(source.dataset(name.schema), name.name)
        declared = self._declared(source, name)
        column = declared.column(column_name) if declared is not None else None
        if declared is None or column is None or self._reader is None or landed not in self._landed:
            return ()
        if not is_shown(declared, column, load_decisions(self._project, source.name).get(name)):
            return ()
        as_landed = next((c for c in self._landed[landed].columns if c.name == column_name), column)
        return different_values(landed_relation(*landed), as_landed, self._reader)

    def _dictionary(self, source: Source, name: QName) -> DictionaryValues:
        dataset = source.dataset(name.schema)
        table = self._described(source, name)
        if isinstance(table, HbError):
            return DictionaryValues(dataset, name, "id")
        # Labels are shown when one is mistyped: those of clients or accounts are nobody's to show.
        said = load_decisions(self._project, source.name).get(name)
        if not (is_dictionary(table) if said is None or said.role is None else said.role == "dictionary"):
            return DictionaryValues(dataset, name, "id")
        key = table.primary_key.columns[0] if table.primary_key else table.columns[0].name
        label = label_column(table.columns, key)
        if label is None or self._reader is None or QName(dataset, name.name) not in self._landed:
            return DictionaryValues(dataset, name, key, label)
        rows = self._reader.query(
            f"SELECT {quote(label)} FROM {quote(dataset)}.{quote(name.name)} LIMIT {_LABELS_AT_MOST}"
        ).rows
        return DictionaryValues(dataset, name, key, label, tuple(str(row[0]) for row in rows if row[0] is not None))

    @cached_property
    def _metrics(self) -> tuple[Metric, ...]:
        return load_all(self._project)[0]

    def _value_of(self, metric: Metric) -> Value | None:
        """The number of a metric, where it has one and it can be had."""
        value = self._evaluated(Evaluate(metric)) if metric.status not in ("parked", "ready") else None
        return value if isinstance(value, Value) else None

    def _existing(self, name: str) -> Metric | Path | None:
        file = self.file_of(name)
        if file is None or file.parent.name != self._project.candidates_folder.name:
            return file
        try:
            found = load_metric(self._project.root / file)
        except HbError:
            return file
        return replace(found, file=file) if found.status in ("parked", "ready") else file

    def file_of(self, name: str) -> Path | None:
        """The file a candidate or metric of this name already has."""
        folders = (self._project.metrics_folder, self._project.candidates_folder)
        found = next((f / f"{name}.yml" for f in folders if (f / f"{name}.yml").exists()), None)
        return found.relative_to(self._project.root) if found is not None else None

    def _compiled(self, sql: str) -> tuple[str, ...] | HbError:
        return needs_of(sql, self._inventory, self._described)

    def _behind(self, metric: Metric, by: tuple[str, ...]) -> Behind:
        """Nothing where the number was not computed just now."""
        if self._reader is None or self._last is None or self._last.metric.sql != metric.sql:
            return Behind(metric.unit, None, None)
        bench = Bench(self._project, self._inventory, self._reader)
        return behind(self._last, by, bench, self._project, self._mirror)

    def _evaluated(self, effect: Evaluate) -> Value | HbError:
        if self._reader is None:
            return NothingLandedError(
                "nothing has landed in the marts yet",
            )
        try:
            value = evaluate(effect.metric, self._reader, self._as_of, self._inventory)
            value = with_age(value, self._project, self._inventory, self._reader)
            receipt = make_receipt(self._project, self._inventory, effect.metric, value, self._reader)
            self._shown.append(receipt)
            self._last = Run(effect.metric, value, (), receipt)
        except HbError as error:
            return error
        else:
            return value


def _table_hit(hit: Hit) -> TableHit:
    _, schema, table = target_parts(hit.target)
    return TableHit(QName(schema, table), hit)
