"""`hb sources add`: one more source, from a database or from what an API says of itself."""

import os
from collections.abc import Callable, Mapping
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from heartbeat_cli.app.looking import Look, looking
from heartbeat_cli.app.steps import Steps, unseen
from heartbeat_cli.errors import HbError, InvalidFileError, NotFoundError, RefusedError

if TYPE_CHECKING:
    from heartbeat_cli.discovery import Answers, Ask, GivenAnswer, Reply
    from heartbeat_cli.estate import ProjectSettings
    from heartbeat_cli.ingest import Outlook
    from heartbeat_cli.setup import AddedSource, ChosenSource, FirstQuestion, ServerAddress
    from heartbeat_cli.sources import SourceDraft
    from heartbeat_cli.status import NextStep

_LARGEST = 1 << 26


@dataclass(frozen=True, slots=True)
class _Wanted:
    """What came of the questions; nothing is written before the last of them is answered."""

    name: str
    draft: "SourceDraft | None" = None
    source: "ChosenSource | None" = None
    address: "ServerAddress | None" = None
    env: str = ""


def add_source(
    project: "ProjectSettings",
    name: str | None,
    answers: "Mapping[str, GivenAnswer | Reply]",
    *,
    ask: "Callable[[Ask], Reply] | None" = None,
    steps: Steps = unseen,
) -> "AddedSource":
    """Write db/sources/NAME.yml of a database, or of an API (`openapi`, `sample`); pull its DDL where there is some.

    `answers` have the flags of `hb sources add` as keys. `ask` puts what they leave open; it may raise GoneBack to have
    the question before again. Nothing is written where it raises: RefusedError where there is such a source, LeftOff
    where somebody stopped, and what the server or document is refused by.
    """
    from heartbeat_cli.discovery import Answers, converse

    given = {**({"name": name} if name is not None else {}), **answers}
    look = looking(steps)

    def questions(reply: "Callable[[Ask], Reply] | None") -> _Wanted:
        return _ask(project, Answers(given, reply), look)

    wanted = converse(questions, ask) if ask is not None else questions(None)
    return _add_api(project, wanted) if wanted.draft is not None else _add_database(project, wanted, steps)


def _ask(project: "ProjectSettings", answers: "Answers", look: Look) -> _Wanted:
    from heartbeat_cli.estate import read_environment
    from heartbeat_cli.setup import ask_draft, ask_kind, ask_new_name, ask_server, ask_source, is_database

    name = ask_new_name(answers, lambda name: _refuse_a_source(project, name))
    kind = ask_kind(answers, [cluster.name for cluster in project.clusters])
    if not is_database(kind):
        return _Wanted(name, draft=ask_draft(answers, kind, _document))
    environment = read_environment(project)
    address, cluster, env = ask_server(answers, kind, project, environment)
    address, databases = look(answers, address, environment, env)
    source = ask_source(answers, name, databases, address, cluster)
    return _Wanted(name, source=source, address=address, env=env)


def _refuse_a_source(project: "ProjectSettings", name: str) -> None:
    from heartbeat_cli.setup import source_path

    if (file := project.root / source_path(name)).exists():
        raise RefusedError(
            f"there is a source '{name}' already; its file was not changed",
            where=str(file),
            hint=f"`hb sources status {name}` shows it.",
            code="source_exists",
        )


def _add_api(project: "ProjectSettings", wanted: _Wanted) -> "AddedSource":
    from heartbeat_cli.setup import AddedSource, PlannedFile, add_variables, source_path, write_files
    from heartbeat_cli.sources import write_draft
    from heartbeat_cli.status import NextStep

    draft, name = wanted.draft, wanted.name
    assert draft is not None
    text, variables = write_draft(draft, name), draft.variables(name)
    written = write_files(project.root, [PlannedFile(source_path(name), text)])
    return AddedSource(
        project.root,
        name,
        written.files,
        tuple(add_variables(project.root, dict.fromkeys(variables, ""))),
        variables,
        _container(project, name),
        (),
        NextStep(f"hb ingest --source {name} --plan", "once .env has its variables and its file is read over"),
        doubts=draft.doubts,
    )


def _document(place: str) -> Any:
    """A JSON or YAML document, of a file or of an address. Raises NotFoundError, InvalidFileError, ApiFailedError."""
    from heartbeat_cli.files import parse_document
    from heartbeat_cli.sources import read_json

    text = _fetched(place) if "://" in place else _read(Path(place).expanduser())
    with suppress(ValueError, RecursionError):
        return read_json(text)
    try:
        return parse_document(text.decode(), Path(place)).data
    except UnicodeDecodeError:
        raise InvalidFileError("this is neither JSON nor YAML", where=place) from None


def _fetched(address: str) -> bytes:
    from heartbeat_cli.sources import HttpClient

    client = HttpClient()
    try:
        return client.get(address).required().body
    finally:
        client.close()


def _read(file: Path) -> bytes:
    from heartbeat_cli.state import read_regular

    try:
        return read_regular(file, _LARGEST)
    except FileNotFoundError:
        raise NotFoundError("there is no such file", where=str(file), code="no_file") from None
    except OSError as error:
        raise InvalidFileError(f"this file cannot be read: {error.strerror or error}", where=str(file)) from None


def _add_database(project: "ProjectSettings", wanted: _Wanted, steps: Steps) -> "AddedSource":
    from heartbeat_cli.setup import (
        AddedSource,
        PlannedFile,
        add_cluster,
        add_variables,
        source_path,
        source_text,
        write_files,
    )

    source, address = wanted.source, wanted.address
    assert source is not None and address is not None
    extended: list[Path] = []
    variables: tuple[str, ...] = ()
    if source.cluster not in {one.name for one in project.clusters}:
        values = address.variables(wanted.env)
        variables = tuple(values)
        extended = [add_cluster(project.root, source.cluster), *add_variables(project.root, values)]
    written = write_files(project.root, [PlannedFile(source_path(wanted.name), source_text(source, first=False))])
    problems, questions = _pulled(project, source, steps)
    outlook = _outlook(project, wanted.name) if not problems else None
    return AddedSource(
        project.root,
        wanted.name,
        written.files,
        tuple(extended),
        variables,
        _container(project, wanted.name),
        questions,
        _next(source),
        outlook,
        problems=problems,
    )


def _pulled(
    project: "ProjectSettings", source: "ChosenSource", steps: Steps
) -> "tuple[tuple[HbError, ...], tuple[FirstQuestion, ...]]":
    """The DDL in the mirror, and what could be asked first; why not, where that cannot be."""
    from heartbeat_cli.app.mirror import MirrorHandle
    from heartbeat_cli.estate import load_inventory, load_project
    from heartbeat_cli.mirror import find_dump, read_mirrored
    from heartbeat_cli.setup import questions_for

    project = load_project(project.root / "heartbeat.yml")
    try:
        MirrorHandle(project).pull(source.name, steps=steps)
        dump = find_dump(project, load_inventory(project).require(source.name))
        reading = read_mirrored(project, dump, source.database.name)
    except HbError as error:
        return (error,), ()
    return (), questions_for(source, reading.database)


def _outlook(project: "ProjectSettings", name: str) -> "Outlook | None":
    """What landing it takes; None where that cannot be planned yet, which the ingest says."""
    from heartbeat_cli.app.ingest import plan
    from heartbeat_cli.estate import load_project
    from heartbeat_cli.ingest import IngestRequest

    try:
        return plan(load_project(project.root / "heartbeat.yml"), IngestRequest((name,))).outlook
    except HbError:
        return None


def _container(project: "ProjectSettings", name: str) -> tuple[str, ...]:
    """None where the project has no containers."""
    if not any(project.root.glob("docker-compose.prod.y*ml")):
        return ()
    from heartbeat_cli.ingest import container_command

    return container_command(project, ("ingest", "--source", name), project.root, (os.getuid(), os.getgid()))


def _next(source: "ChosenSource") -> "NextStep":
    from heartbeat_cli.status import NextStep

    if source.readable is False:
        return NextStep(f"hb ingest --source {source.name}", "says the GRANT to ask for, and lands what may be read")
    return NextStep(f"hb ingest --source {source.name}", "lands its slice")
