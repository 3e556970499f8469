"""A project with one API source, as its file has it, and what a test asks of it."""

import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
import yaml

from heartbeat_cli.estate import ProjectSettings, Source, load_inventory, load_project
from heartbeat_cli.sources import Api, Page, Portion, Stream, Surroundings, archetype_of

HEARTBEAT = "truth_source: shop\nmirror: seed\nclusters: {A: {mirror: a, env: SOURCE_PG}}\n"


class Waits:
    """What was waited for, each time for no more than `shortest` seconds, and what was told."""

    def __init__(self, shortest: float = 0) -> None:
        self.seconds: list[float] = []
        self.told: list[str] = []
        self.shortest = shortest
        self.around = Surroundings(self.pause, self.told.append)

    def pause(self, seconds: float) -> None:
        self.seconds.append(seconds)
        time.sleep(min(seconds, self.shortest))


def make_source(root: Path, archetype: str, **keys: Any) -> tuple[ProjectSettings, Source]:
    """A project whose one source is of an archetype, with keys of its file."""
    usual = {"source": "shop", "title": "Shop", "role": "Sales", "archetype": archetype, "access": "granted"}
    (root / "db" / "sources").mkdir(parents=True, exist_ok=True)
    (root / "heartbeat.yml").write_text(HEARTBEAT)
    (root / "db" / "sources" / "shop.yml").write_text(yaml.safe_dump({**usual, **keys}))
    project = load_project(root / "heartbeat.yml")
    return project, load_inventory(project).sources[0]


@contextmanager
def entered(
    root: Path, archetype: str, variables: Mapping[str, str], waits: Waits, session: Any = None, **keys: Any
) -> Iterator[Api]:
    """The API of such a source, with variables in the environment."""
    project, source = make_source(root, archetype, **keys)
    with pytest.MonkeyPatch.context() as patch:
        for name, value in variables.items():
            patch.setenv(f"SHOP_{name}", value)
        api: Api = archetype_of(source).connect(project, source, waits.around, session)
        try:
            yield api
        finally:
            api.close()


def stream_of(api: Api, name: str) -> Stream:
    """One stream by its name."""
    return next(stream for stream in api.streams() if stream.name == name)


def landed(pages: list[Page]) -> list[Mapping[str, Any]]:
    """The records that count: those behind the last beginning, the last of each id."""
    found: dict[Any, Mapping[str, Any]] = {}
    for page in pages:
        if page.begin:
            found.clear()
        found.update({record.get("id"): record for record in page.records})
    return list(found.values())


def all_pages(api: Api, name: str, since: str | None = None, resume: Any = None) -> list[Page]:
    """Every page of a stream."""
    return list(api.pages(Stream(name, key=("id",)), Portion(since, resume)))
