"""The pages of one pull on disk: written down one by one, so that a pull that was broken off goes on behind the last.

    .heartbeat/pulls/SOURCE/STREAM/ask.json      what was asked for, and since when it is being pulled
                                  00001.jsonl    the records of a page, flat, a line each
                                  00001.json     what else the page said; with it the page counts

A page is a few files that are renamed into place: a process that is killed leaves a page or none. A checksum of the
records is told apart from them: where a file is not what was written down, the pull begins again.
"""

import hashlib
import json
import re
import shutil
import zlib
from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any, Final

import orjson

from heartbeat_cli.errors import HbError
from heartbeat_cli.estate import ProjectSettings, Source
from heartbeat_cli.ingest.pull.flat import Flattening, as_json, value_of, without
from heartbeat_cli.ingest.pull.kinds import Kind
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
        digest = self._digest(page)
        if digest in before.digests:
            raise self._incomplete(f"page {before.pages + 1} has the records of a page before it")
        number = before.pages + 1
        lines = self._lines(page, number)
        self.standing = Standing(
            pages=number,
            records=before.records + len(page.records),
            longest=max((before.longest, *map(len, lines))),
            resume=page.resume,
            done=page.resume is None,
            total=page.total if page.total is not None else before.total,
            inexact=tuple(dict.fromkeys((*before.inexact, *page.inexact))),
            kinds=dict(self._flat.kinds),
            digests=before.digests | ({digest} if digest else frozenset()),
            replaced=before.replaced or self._flat.replaced,
        )
        content = b"".join(lines)
        if lines:
            write_atomically(self._file(number, "jsonl"), content)
        write_atomically(self._file(number, "json"), self._told(page, digest, zlib.crc32(content)))

    def finish(self) -> None:
        """No page comes any more."""
        if not self.standing.done:
            self.append(Page(()))

    def files(self) -> list[Path]:
        """The files of the records, in order."""
        return [file for number in range(1, self.standing.pages + 1) if (file := self._file(number, "jsonl")).is_file()]

    def gone(self) -> Iterator[tuple[str, ...]]:
        """The keys of records that the service says were deleted."""
        for number in range(1, self.standing.pages + 1):
            for key in orjson.loads(self._file(number, "json").read_bytes())["gone"]:
                yield tuple(key)

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
            self.standing = self._read_standing()
            self._forget_behind(self.standing.pages)
        except (OSError, ValueError, KeyError, TypeError, AttributeError):
            self._begin()
        if self.standing.done and _since(self.started) > _STANDS_FOR:
            # What is landed counts as what the service has now.
            self._begin()
        self._flat = self._flattening(self.standing.kinds)

    def _read_standing(self) -> Standing:
        standing, digests = Standing(), set()
        while (file := self._file(standing.pages + 1, "json")).is_file():
            told = orjson.loads(file.read_bytes())
            records = file.with_suffix(".jsonl")
            if zlib.crc32(records.read_bytes() if records.exists() else b"") != told["crc"]:
                raise ValueError(f"{records} is not as it was written")
            if told["digest"]:
                digests.add(told["digest"])
            standing = Standing(
                pages=standing.pages + 1,
                records=told["records"],
                longest=told["longest"],
                resume=told["resume"],
                done=told["done"],
                total=told["total"],
                inexact=tuple(told["inexact"]),
                kinds={name: Kind(*kind) if kind else None for name, kind in told["kinds"]},
                replaced=told["replaced"],
            )
        return Standing(**{**_fields(standing), "digests": frozenset(digests)})

    def _forget_behind(self, pages: int) -> None:
        """Remove what stands behind the last page: it would count once those before it are written."""
        for file in self.folder.iterdir():
            if file.stem.isdigit() and int(file.stem) > pages:
                shutil.rmtree(file) if file.is_dir() else file.unlink()

    def _told(self, page: Page, digest: str | None, crc: int) -> bytes:
        now = self.standing
        told = {
            "records": now.records,
            "longest": now.longest,
            "resume": now.resume,
            "done": now.done,
            "total": now.total,
            "inexact": now.inexact,
            "kinds": [[name, [k.type, k.digits, k.scale] if k else None] for name, k in now.kinds.items()],
            "replaced": now.replaced,
            "digest": digest,
            "crc": crc,
            "gone": [list(key) for key in page.gone],
        }
        return json.dumps(told, ensure_ascii=True).encode()

    def _file(self, number: int, suffix: str) -> Path:
        return self.folder / f"{number:06d}.{suffix}"

    # --- records

    def _flattening(self, kinds: dict[str, Kind | None]) -> Flattening:
        return Flattening(kinds, self.wanted.exclude, self.wanted.hashed)

    def _lines(self, page: Page, number: int) -> list[bytes]:
        withheld = (*self.wanted.exclude, *self.wanted.hashed)
        lines = []
        for position, record in enumerate(page.records):
            line: dict[str, Any] = {"n": number * 1_000_000 + position, "v": self._flat.flat(record)}
            if self.wanted.raw:
                line["r"] = as_json(without(record, withheld) if withheld else record)
            lines.append(orjson.dumps(line, option=orjson.OPT_APPEND_NEWLINE))
        return lines

    def _digest(self, page: Page) -> str | None:
        """What tells a page from others: the keys of its records, or all they have; None where they are all alike."""
        if self._key:
            texts = [json.dumps([str(value_of(record, name)) for name in self._key]) for record in page.records]
        else:
            texts = [as_json(record) for record in page.records]
        tells = len(set(texts)) > 1 or (bool(self._key) and len(texts) == 1)
        return hashlib.sha256("\n".join(texts).encode()).hexdigest()[:16] if tells else None

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


def _fields(standing: Standing) -> dict[str, Any]:
    return {name: getattr(standing, name) for name in Standing.__dataclass_fields__}


def _file_name(name: str) -> str:
    safe = re.sub(r"[^A-Za-z0-9_-]", "_", name)
    return safe if safe == name else f"{safe}_{hashlib.sha256(name.encode()).hexdigest()[:8]}"


def spool_of(project: ProjectSettings, source: Source, stream: Stream, wanted: Wanted) -> Spool:
    """The spool of a stream, with what a pull that was broken off has left in it."""
    return Spool(pulls_folder(project, source) / _file_name(stream.name), wanted, stream.key)
