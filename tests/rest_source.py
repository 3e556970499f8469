"""A source of a REST API, in a project of its own."""

from pathlib import Path
from typing import Any

import yaml

from heartbeat_cli.estate import load_inventory, load_project
from heartbeat_cli.sources import Page, Portion, Surroundings, archetype_of

QUICK = Surroundings(lambda _: None, lambda _: None)


def described(tmp_path: Path, url: str, client: dict[str, Any], *resources: Any, **more: Any) -> Any:
    """A source whose file says this, with the project it is in."""
    (tmp_path / "db/sources").mkdir(parents=True, exist_ok=True)
    (tmp_path / "heartbeat.yml").write_text("truth_source: bo\nclusters: {A: {mirror: prod, env: PG}}\n")
    file = {"source": "bo", "title": "BO", "role": "r", "archetype": "rest", "access": "granted"}
    whole = {**file, "client": {"base_url": f"{url}/api", **client}, "resources": list(resources), **more}
    (tmp_path / "db/sources/bo.yml").write_text(yaml.safe_dump(whole, sort_keys=False))
    project = load_project(tmp_path / "heartbeat.yml")
    return project, load_inventory(project).require("bo")


def entered(tmp_path: Path, url: str, client: dict[str, Any], *resources: Any, session: Any = None, **more: Any) -> Any:
    """The API of such a source; whoever pulls it does not wait."""
    project, source = described(tmp_path, url, client, *resources, **more)
    return archetype_of(source).connect(project, source, QUICK, session)


def pulled(api: Any, since: str | None = None, resume: Any = None) -> list[Page]:
    """All pages of its only stream."""
    (stream,) = api.streams()
    return list(api.pages(stream, Portion(since, resume)))
