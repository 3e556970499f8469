"""The inventory as values: every source of the estate, landed or not, and what each is the truth for."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date
from itertools import chain
from pathlib import Path
from typing import Any, Final

from heartbeat_cli.errors import NotFoundError, did_you_mean
from heartbeat_cli.estate.agreed import REVIEW_NEEDED, Enquiry, Milestone, SourceDecision
from heartbeat_cli.estate.phrases import Term
from heartbeat_cli.files import DataPath

API_FOLDER: Final = "api"
"""The folder of the mirror with the structure of APIs, which are on no cluster."""


@dataclass(frozen=True, slots=True)
class Slice:
    """The tables of one schema we want landed: `all` of them, only those in `only`, or all but those in `but`; `views`.

    A schema that is not wanted at all has no slice.
    """

    schema: str
    only: tuple[str, ...] = ()
    but: tuple[str, ...] = ()
    views: tuple[str, ...] = ()

    def wants_view(self, name: str) -> bool:
        """Whether a view is among what is wanted: each has to be named."""
        return name in self.views or name in self.only

    def pick(self, tables: Iterable[str]) -> tuple[str, ...]:
        """The wanted ones of `tables`, in their order."""
        if self.only:
            return tuple(t for t in tables if t in self.only or t in self.views)
        return tuple(t for t in tables if t not in self.but)


@dataclass(frozen=True, slots=True)
class Subject:
    """Something a source is the truth for. A question is about it when it meets one of `terms`.

    The everyday `words` may mean it: they only make hb ask. `looks_right` are tables of other sources that seem to
    answer it and do not, as patterns of `source.schema.table`: a metric that reads one is about this subject.
    """

    title: str
    terms: tuple[Term, ...]
    words: tuple[str, ...] = ()
    looks_right: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Blocked:
    """A metric (by name) or a concept (in words) that waits for a source.

    `shown` says what the cockpit has meanwhile: `caveat`, the number with a caveat, or `removed`, nothing, and no
    other number in its place; None where nobody has decided. `formerly` is what it was called while it was shown.
    """

    title: str
    metric: str | None = None
    why: str | None = None
    shown: str | None = None
    formerly: str | None = None


@dataclass(frozen=True, slots=True)
class TableSettings:
    """How one table lands where that is not decided by its columns alone.

    The columns of `exclude` never leave the source, those of `hash` leave it as a hash. `cursor` stands in for the
    column the profile would choose. `lag_seconds` is how far before the watermark a refresh reads again, None for the
    usual. `deletes` says what becomes of rows that are gone at the source: `remove`, or `mark` to keep them. `key` is
    what tells the rows of a view apart.
    """

    exclude: tuple[str, ...] = ()
    hash: tuple[str, ...] = ()
    cursor: str | None = None
    lag_seconds: int | None = None
    deletes: str = "remove"
    key: tuple[str, ...] = ()


AS_THEY_ARE = TableSettings()


@dataclass(frozen=True, slots=True)
class Freshness:
    """Seconds since data was last verified after which it is late (`warn_after`), and stale (`error_after`)."""

    warn_after: int = 24 * 3600
    error_after: int = 3 * 24 * 3600


USUAL_FRESHNESS = Freshness()


@dataclass(frozen=True, slots=True)
class Source:
    """One system metrics can be built on. See product.md's words in docs/reference for each field.

    `priority` orders ingest (1 first). `archetype` is how it is reached, `options` what
    its file says under keys of the archetype that are none of these.
    `access` is what the inventory declares: `granted`, `pending` or `unknown`; what a live server says wins over it.
    `tables` has the settings of the tables that need some, by `schema.table`; `connections` is how many sessions may
    read the source at once. `freshness` are the limits beyond which what was landed of it is late or stale.
    `review` is `needed`, `done` and a verdict, or None where nobody asked for one; `landed_since` the day it was first
    landed in full, as its file says.
    """

    name: str
    title: str
    role: str
    archetype: str
    access: str
    file: Path
    cluster: str | None = None
    database: str | None = None
    schemas: tuple[str, ...] = ()
    slices: tuple[Slice, ...] = ()
    pipeline: str | None = None
    priority: int = 100
    legacy: bool = False
    truth_for: tuple[Subject, ...] = ()
    owner: str | None = None
    needs: str | None = None
    why: str | None = None
    blocks: tuple[Blocked, ...] = ()
    tables: tuple[tuple[str, TableSettings], ...] = ()
    connections: int = 2
    freshness: Freshness = USUAL_FRESHNESS
    options: tuple[tuple[str, Any], ...] = field(default=(), hash=False)
    plan: Milestone | None = None
    review: str | None = None
    landed_since: date | None = None
    decisions: tuple[SourceDecision, ...] = ()
    asked: tuple[Enquiry, ...] = ()

    @property
    def awaits_review(self) -> bool:
        """Whether nobody has looked at its schema yet: no metric may be built on it before."""
        return self.review == REVIEW_NEEDED

    @property
    def not_wanted(self) -> tuple[str, ...]:
        """The schemas of which nothing is to land."""
        return tuple(schema for schema in self.schemas if self.slice_of(schema) is None)

    def named_tables(self) -> Iterator[tuple[DataPath, str, str]]:
        """Every table and view its file names: where in the file, the schema, the name."""
        for slice_ in self.slices:
            at = ("schemas", slice_.schema)
            for key, names in (("only", slice_.only), ("except", slice_.but)):
                yield from (((*at, "slice", key, index), slice_.schema, name) for index, name in enumerate(names))
            yield from (((*at, "views", index), slice_.schema, name) for index, name in enumerate(slice_.views))
        for name, _ in self.tables:
            own = next((s.schema for s in self.slices if name.startswith(f"{s.schema}.")), None)
            if own is not None:
                yield ("tables", name), own, name.removeprefix(f"{own}.")

    def option(self, key: str) -> Any:
        """What the file says under a key of its archetype; None where it does not."""
        return dict(self.options).get(key)

    @property
    def believed_granted(self) -> bool | None:
        """Whether the inventory says that we may read it; None where it does not know."""
        return {"granted": True, "pending": False}.get(self.access)

    @property
    def mirrored(self) -> tuple[str, str] | None:
        """Cluster and database its DDL is kept under in the mirror, an API's under its own name; None for none."""
        if self.cluster is not None and self.database is not None:
            return self.cluster, self.database
        return (API_FOLDER, self.name) if self.slices else None

    def settings(self, table: str) -> TableSettings:
        """The settings of `table` (`schema.table`)."""
        return next((settings for name, settings in self.tables if name == table), AS_THEY_ARE)

    def slice_of(self, schema: str) -> Slice | None:
        """What is landed of a schema; None where nothing of it is."""
        return next((s for s in self.slices if s.schema == schema), None)

    def dataset(self, schema: str) -> str:
        """The landed schema's name in the marts, `<source>_<schema>`."""
        return f"{self.name}_{schema}".replace("-", "_")

    @property
    def datasets(self) -> tuple[str, ...]:
        """The datasets of the marts this source lands in, one per slice."""
        return tuple(self.dataset(s.schema) for s in self.slices)


@dataclass(frozen=True, slots=True)
class Inventory:
    """Every source, in order of priority and name, and the one asked first."""

    sources: tuple[Source, ...]
    truth_source: str

    def names(self) -> tuple[str, ...]:
        """The names of the sources, in their order."""
        return tuple(s.name for s in self.sources)

    def get(self, name: str) -> Source | None:
        """The source called `name`; a database's name serves as well."""
        return next((s for s in self.sources if name in (s.name, s.database)), None)

    def require(self, name: str) -> Source:
        """The source called `name`; raises NotFoundError with the closest known name."""
        source = self.get(name)
        if source is None:
            raise NotFoundError(
                f"there is no source '{name}' in the inventory",
                hint=did_you_mean(name, self.names()) or "`hb sources status` lists them all.",
                code="unknown_source",
            )
        return source

    @property
    def truth(self) -> Source:
        """The source asked first. Raises what `require` raises."""
        return self.require(self.truth_source)

    def of_dataset(self, dataset: str) -> tuple[Source, str] | None:
        """The source and schema landed as `dataset`, None where no source lands there."""
        landed = ((source, slice_.schema) for source in self.sources for slice_ in source.slices)
        named = ((source, schema) for source in self.sources for schema in source.schemas)
        return next((found for found in chain(landed, named) if found[0].dataset(found[1]) == dataset), None)
