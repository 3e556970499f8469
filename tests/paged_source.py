"""A small service of pages in a folder, and the archetype that reads it: what a pull sees, without a network.

`streams.json` lists the streams and what they are; a stream's pages are JSON files of the form `{"records": […],
"gone": […], "total": …, "inexact": […]}`. A file `fail` in the folder of a stream makes the page of that number fail.
"""

import json
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from heartbeat_cli.estate import ProjectSettings, Source, load_project
from heartbeat_cli.ingest.pull.texts import as_json
from heartbeat_cli.sources import (
    ApiArchetype,
    ApiFailedError,
    Field,
    Page,
    Portion,
    Stream,
    Surroundings,
    read_json,
)

HEARTBEAT = """\
truth_source: crm
mirror: seed
marts: {kind: duckdb}
clusters:
  A: {mirror: a, env: SOURCE_PG}
"""

SOURCE = """\
source: crm
title: CRM
role: Leads
archetype: paged
access: granted
folder: service
"""


class PagedApi:
    """One folder."""

    session = None

    def __init__(self, folder: Path, around: Surroundings | None) -> None:
        self.folder = folder
        self.around = around

    def streams(self) -> tuple[Stream, ...]:
        told = json.loads((self.folder / "streams.json").read_text())
        for one in told:
            one["fields"] = tuple(Field(*field) for field in one.get("fields", ()))
            one["key"] = tuple(one.get("key", ()))
        return tuple(Stream(**one) for one in told)

    def pages(self, stream: Stream, ask: Portion) -> Iterator[Page]:
        folder = self.folder / stream.name
        asked = self.folder / f"{stream.name}.asked"
        with asked.open("a") as log:
            log.write(f"{ask.since} {ask.resume}\n")
        files = sorted(folder.glob("*.json"))
        for number in range(ask.resume or 0, len(files)):
            fail = folder / "fail"
            if fail.is_file() and int(fail.read_text()) == number:
                raise ApiFailedError("the service broke off", where=stream.name, retryable=True)
            told: dict[str, Any] = read_json(files[number].read_bytes())
            records = [r for r in told["records"] if ask.since is None or str(r[stream.cursor or ""]) >= ask.since]
            resume = number + 1 if number + 1 < len(files) else None
            gone = [tuple(key) for key in told.get("gone", ())]
            yield Page(
                records, resume, gone, tuple(told.get("inexact", ())), told.get("total"), told.get("begin", False)
            )

    def close(self) -> None: ...


class Paged(ApiArchetype):
    """A folder of pages."""

    schema = "crm"
    options: Mapping[str, Any] = {"folder": {"type": "string"}}

    def connect(
        self,
        project: ProjectSettings,
        source: Source,
        around: Surroundings | None = None,
        session: Any = None,  # noqa: ARG002 - a folder needs none
    ) -> PagedApi:
        return PagedApi(project.root / source.option("folder"), around)


ARCHETYPE = Paged()


def make_paged_project(root: Path, *, source: str = SOURCE) -> ProjectSettings:
    """A project with one such source, in a folder."""
    (root / "db" / "sources").mkdir(parents=True)
    (root / "seed").mkdir()
    (root / "heartbeat.yml").write_text(HEARTBEAT)
    (root / "db" / "sources" / "crm.yml").write_text(source)
    (root / "service").mkdir()
    return load_project(root / "heartbeat.yml")


def serve(root: Path, streams: list[dict[str, Any]], pages: dict[str, list[dict[str, Any]]]) -> None:
    """What the service has from now on."""
    service = root / "service"
    (service / "streams.json").write_text(json.dumps(streams))
    for name, contents in pages.items():
        folder = service / name
        folder.mkdir(exist_ok=True)
        for old in folder.iterdir():
            old.unlink()
        for number, content in enumerate(contents):
            (folder / f"{number:03}.json").write_text(as_json(content))
