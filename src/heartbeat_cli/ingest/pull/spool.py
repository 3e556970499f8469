"""The pages of one pull on disk: written down one by one, so that a pull that was broken off goes on behind the last.

.heartbeat/pulls/SOURCE/STREAM/ask.json       what was asked for, and since when it is being pulled
                              records.jsonl   the records of all pages, flat, a line each
                              pages.jsonl     what else each page said; with it the page counts
"""

import hashlib
import json
import re
import shutil
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict, astuple, dataclass, field
from datetime import UTC, datetime, timedelta
from itertools import repeat
from pathlib import Path
from typing import Any, Final

import orjson

from heartbeat_cli.errors import HbError
from heartbeat_cli.estate import ProjectSettings, Source
from heartbeat_cli.ingest.pull.flat import Flattening, without
from heartbeat_cli.ingest.pull.kinds import Kind
from heartbeat_cli.ingest.pull.pages import PageFiles
from heartbeat_cli.ingest.pull.texts import Text, as_json
from heartbeat_cli.sources import IncompletePullError, Page, Portion, Stream
from heartbeat_cli.state import make_private_folder, write_atomically

FOLDER: Final = "pulls"
_ASK: Final = "ask.json"
_GOES_ON_FOR: Final = timedelta(hours=24)
"""As long as a page token of Zoho's lives; whatever is older is asked for anew."""
_STANDS_FOR: Final = timedelta(minutes=30)


@dataclass(frozen=True, slots=True)
class Wanted:
    """What a pull is to bring: records of a stream from `since` on, or all, less what the source's file leaves out."""

    stream: str
    since: str | None
    exclude: tuple[str, ...] = ()
    hashed: tuple[str, ...] = ()
    raw: bool = True


@dataclass(frozen=True, slots=True)
class Standing:
    """What the pages so far come to. `resume` is what the last one said, `done` that there is none behind it."""

    pages: int = 0
    records: int = 0
    longest: int = 0
    resume: Any = None
    done: bool = False
    total: int | None = None
    inexact: tuple[str, ...] = ()
    kinds: dict[str, Kind | None] = field(default_factory=dict)
    digests: frozenset[str] = frozenset()
    replaced: bool = False


def pulls_folder(project: ProjectSettings, source: Source) -> Path:
    """Where the pulls of a source are kept while they are not landed."""
    return project.state / FOLDER / _file_name(source.name)


class Spool:
    """The pages of one pull of one stream."""

    def __init__(self, folder: Path, wanted: Wanted, key: Sequence[str]) -> None:
        """Go on with what is in the folder where it was asked for alike, and not long ago; else begin."""
        self.folder = folder
        self.wanted = wanted
        self._key = tuple(key)
        self._flat: Flattening
        self._files = PageFiles(folder)
        self.standing = Standing()
        self.started = datetime.now(UTC)
        if (started := self._begun_before()) is not None:
            self.started = started
            self._go_on()
        else:
            self._begin()

    @property
    def ask(self) -> Portion:
        """What to ask for now."""
        return Portion(self.wanted.since, self.standing.resume)

    @property
    def columns(self) -> dict[str, Kind | None]:
        """The columns seen so far, in the order of their first record, and what holds their values."""
        return dict(self._flat.kinds)

    def append(self, page: Page) -> None:
        """Write a page down. Raises IncompletePullError where it came before, HbError, OSError."""
        if page.begin and self.standing.pages:
            self._begin()
        before = self.standing
        if before.done:
            raise self._incomplete("a page came behind the last one")
        columns = self._flat.flat(page.records)
        digest = self._digest(columns)
        if digest in before.digests:
            raise self._incomplete(f"page {before.pages + 1} has the records of a page before it")
        lines = self._lines(page, columns)
        self.standing = Standing(
            pages=before.pages + 1,
            records=before.records + len(page.records),
            longest=max((before.longest, *map(len, lines))),
            resume=page.resume,
            done=page.resume is None,
            total=page.total if page.total is not None else before.total,
            inexact=tuple(dict.fromkeys((*before.inexact, *page.inexact))),
            kinds=self._flat.kinds,
            digests=before.digests | ({digest} if digest else frozenset()),
            replaced=before.replaced or self._flat.replaced,
        )
        self._files.append(b"".join(lines), self._told(page, digest, before))

    def finish(self) -> None:
        """No page comes any more."""
        if not self.standing.done:
            self.append(Page(()))

    @property
    def file(self) -> Path | None:
        """The file with the records, in order; None where there are none."""
        return self._files.records

    def gone(self) -> Iterator[tuple[str, ...]]:
        """The keys of records that the service says were deleted."""
        return (tuple(key) for told in self._files.told() for key in told["gone"])

    def remove(self) -> None:
        """Forget the pull."""
        shutil.rmtree(self.folder, ignore_errors=True)

    # --- the folder

    def _begun_before(self) -> datetime | None:
        try:
            told = json.loads((self.folder / _ASK).read_bytes())
            started = datetime.fromisoformat(told.pop("started"))
        except (OSError, ValueError, KeyError, TypeError, AttributeError):
            return None
        alike = told == json.loads(json.dumps(asdict(self.wanted)))
        return started if alike and _since(started) < _GOES_ON_FOR else None

    def _begin(self) -> None:
        shutil.rmtree(self.folder, ignore_errors=True)
        make_private_folder(self.folder)
        self.started = datetime.now(UTC)
        self.standing = Standing()
        self._flat = self._flattening({})
        told = {**asdict(self.wanted), "started": self.started.isoformat()}
        write_atomically(self.folder / _ASK, json.dumps(told).encode())

    def _go_on(self) -> None:
        try:
            for told in self._files.whole():
                self.standing = _standing_behind(self.standing, told)
            self._files.cut()
        except (OSError, ValueError, KeyError, TypeError, AttributeError):
            self._begin()
        if self.standing.done and _since(self.started) > _STANDS_FOR:
            # What is landed counts as what the service has now.
            self._begin()
        self._flat = self._flattening(self.standing.kinds)

    def _told(self, page: Page, digest: str | None, before: Standing) -> dict[str, Any]:
        now = self.standing
        # Most pages bring nothing new.
        kinds = [[name, kind and astuple(kind)] for name, kind in now.kinds.items()]
        return {
            "records": now.records,
            "longest": now.longest,
            "resume": now.resume,
            "done": now.done,
            "total": now.total,
            "inexact": now.inexact,
            "kinds": None if now.kinds == before.kinds else kinds,
            "replaced": now.replaced,
            "digest": digest,
            "gone": page.gone,
        }

    # --- records

    def _flattening(self, kinds: dict[str, Kind | None]) -> Flattening:
        return Flattening(kinds, self.wanted.exclude, self.wanted.hashed)

    def _lines(self, page: Page, columns: Mapping[str, Sequence[Text]]) -> list[bytes]:
        values = zip(*columns.values(), strict=True) if columns else repeat(())
        first = (self.standing.pages + 1) * 1_000_000
        raws = map(self._raw, page.records) if self.wanted.raw else repeat(None)
        return [
            orjson.dumps({"n": number, "v": texts, "r": raw}, option=orjson.OPT_APPEND_NEWLINE)
            for number, texts, raw in zip(range(first, first + len(page.records)), values, raws, strict=False)
        ]

    def _raw(self, record: Mapping[str, Any]) -> str:
        withheld = (*self.wanted.exclude, *self.wanted.hashed)
        return as_json(without(record, withheld) if withheld else record)

    def _digest(self, columns: Mapping[str, Sequence[Text]]) -> str | None:
        """What tells a page from others: the keys of its records, or all they have; None where those are all alike."""
        told = [columns.get(name) for name in self._key] if self._key else [*columns.values()]
        if not any(told) or (not self._key and len(set(zip(*columns.values(), strict=True))) == 1):
            return None
        return hashlib.sha256(orjson.dumps(told)).hexdigest()[:16]

    def _incomplete(self, what: str) -> HbError:
        return IncompletePullError(
            what,
            where=self.wanted.stream,
            hint="Run the same command again: it starts this stream over. Nothing of it was landed.",
            retryable=True,
        )


def _since(started: datetime) -> timedelta:
    """How long ago that was; a clock that was set back makes it no younger."""
    return abs(datetime.now(UTC) - started)


def _standing_behind(before: Standing, told: Mapping[str, Any]) -> Standing:
    """What the pages come to with one more; raises what comes of words that are none of ours."""
    kinds = told["kinds"]
    return Standing(
        pages=before.pages + 1,
        records=told["records"],
        longest=told["longest"],
        resume=told["resume"],
        done=told["done"],
        total=told["total"],
        inexact=tuple(told["inexact"]),
        kinds=before.kinds if kinds is None else {name: Kind(*kind) if kind else None for name, kind in kinds},
        digests=before.digests | ({told["digest"]} if told["digest"] else frozenset()),
        replaced=told["replaced"],
    )


def _file_name(name: str) -> str:
    safe = re.sub(r"[^A-Za-z0-9_-]", "_", name)
    return safe if safe == name else f"{safe}_{hashlib.sha256(name.encode()).hexdigest()[:8]}"


def spool_of(project: ProjectSettings, source: Source, stream: Stream, wanted: Wanted) -> Spool:
    """The spool of a stream, with what a pull that was broken off has left in it."""
    return Spool(pulls_folder(project, source) / _file_name(stream.name), wanted, stream.key)
