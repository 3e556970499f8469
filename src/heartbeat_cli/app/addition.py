"""`hb sources add`: one more source, from a database or from what an API says of itself."""

import json
import os
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

from heartbeat_cli.app.steps import Steps, unseen
from heartbeat_cli.errors import HbError, InvalidFileError, NotFoundError, RefusedError, UsageError

if TYPE_CHECKING:
    from heartbeat_cli.discovery import Answers, Ask, GivenAnswer, Reply
    from heartbeat_cli.estate import ProjectSettings
    from heartbeat_cli.ingest import Outlook
    from heartbeat_cli.setup import AddedSource, ChosenSource, FirstQuestion, ServerAddress
    from heartbeat_cli.sources import SourceDraft
    from heartbeat_cli.status import NextStep

_LARGEST = 1 << 26


def add_source(
    project: "ProjectSettings",
    name: str,
    answers: "Mapping[str, GivenAnswer | Reply]",
    *,
    ask: "Callable[[Ask], Reply] | None" = None,
    steps: Steps = unseen,
) -> "AddedSource":
    """Write db/sources/NAME.yml of a database, or of an API (`openapi`, `sample`); pull its DDL where there is some.

    `answers` have the flags of `hb sources add` as keys. Raises RefusedError where there is such a source, and what
    the server or document is refused by; nothing is written then.
    """
    from heartbeat_cli.discovery import Answers
    from heartbeat_cli.setup import sound_name, source_path

    sound_name(name)
    if (file := project.root / source_path(name)).exists():
        raise RefusedError(
            f"there is a source '{name}' already; its file was not changed",
            where=str(file),
            hint=f"`hb sources status {name}` shows it.",
            code="source_exists",
        )
    put = Answers(answers, ask)
    if {"openapi", "sample"} & answers.keys():
        return _add_api(project, name, put)
    return _add_database(project, name, put, steps)


def _add_api(project: "ProjectSettings", name: str, answers: "Answers") -> "AddedSource":
    from heartbeat_cli.setup import AddedSource, PlannedFile, add_variables, source_path, write_files
    from heartbeat_cli.sources import write_draft
    from heartbeat_cli.status import NextStep

    draft = _draft(answers)
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


def _draft(answers: "Answers") -> "SourceDraft":
    """What the document says. Raises UsageError for a sample that nobody says where it comes from."""
    from heartbeat_cli.discovery import Ask
    from heartbeat_cli.sources import draft_from_answer, draft_from_openapi

    given = {key: str(answers.reply(Ask(key, key))) for key in ("openapi", "sample", "from") if key in answers.given}
    if "openapi" in given:
        return draft_from_openapi(_document(given["openapi"]))
    url = given.get("from", given["sample"])
    if "://" not in url:
        raise UsageError(
            "nothing says where the sample comes from",
            hint="Give the address that answered it: hb sources add NAME https://… --sample FILE.",
            code="missing_flag",
        )
    return draft_from_answer(url, _document(given["sample"]))


def _document(place: str) -> Any:
    """A JSON or YAML document, of a file or of an address. Raises NotFoundError, InvalidFileError, ApiFailedError."""
    if "://" in place:
        from heartbeat_cli.sources import HttpClient

        client = HttpClient()
        try:
            return client.get(place).required().json()
        finally:
            client.close()
    from heartbeat_cli.files import load_document
    from heartbeat_cli.state import read_regular

    file = Path(place).expanduser()
    if file.suffix in (".yml", ".yaml"):
        return load_document(file).data
    try:
        return json.loads(read_regular(file, _LARGEST))
    except FileNotFoundError:
        raise NotFoundError("there is no such file", where=str(file), code="no_file") from None
    except (OSError, ValueError, RecursionError):
        raise InvalidFileError("this is no JSON document", where=str(file)) from None


def _add_database(project: "ProjectSettings", name: str, answers: "Answers", steps: Steps) -> "AddedSource":
    from heartbeat_cli.estate import read_environment
    from heartbeat_cli.setup import (
        AddedSource,
        PlannedFile,
        add_cluster,
        add_variables,
        ask_source,
        look_upstream,
        source_path,
        source_text,
        write_files,
    )

    address, cluster, env = _where(project, answers, read_environment(project))
    with steps("Looking at the server", 1) as done:
        databases = look_upstream(address, env)
        done(address.host)
    source = ask_source(answers, name, databases, address, cluster)
    extended: list[Path] = []
    variables: tuple[str, ...] = ()
    if cluster not in {one.name for one in project.clusters}:
        variables = tuple(address.variables(env))
        extended = [add_cluster(project.root, cluster), *add_variables(project.root, address.variables(env))]
    written = write_files(project.root, [PlannedFile(source_path(name), source_text(source, first=False))])
    problems, questions = _pulled(project, source, steps)
    outlook = _outlook(project, name) if not problems else None
    return AddedSource(
        project.root,
        name,
        written.files,
        tuple(extended),
        variables,
        _container(project, name),
        questions,
        _next(source),
        outlook,
        problems=problems,
    )


def _where(
    project: "ProjectSettings", answers: "Answers", environment: Mapping[str, str]
) -> "tuple[ServerAddress, str, str]":
    """The server, its cluster, and the prefix of its variables."""
    from heartbeat_cli.discovery import Ask
    from heartbeat_cli.setup import address_in, ask_cluster, ask_password, env_of, lets_in, read_address

    said = str(answers.reply(Ask("from", "", default="", prompted=False)))
    address = read_address(said, environment) if said else None
    known = {cluster.name: cluster.env for cluster in project.clusters}
    servers = {name: address_in(environment, env) for name, env in known.items()}
    same = next((n for n, at in servers.items() if at and address and _one_server(at, address)), None)
    new = address is not None and same is None and "cluster" not in answers.given
    if new:
        raise UsageError(
            "this server is none of heartbeat.yml's", hint="Give it a name: --cluster NAME.", code="missing_flag"
        )
    cluster = ask_cluster(answers, tuple(known), same)
    env = known.get(cluster) or env_of(cluster)
    if address is None:
        address = address_in(environment, env)
    if address is None:
        raise HbError(
            f"no credentials for cluster {cluster}",
            hint=f"Give a connection string, or set {env}_HOST, _PORT, _USER and _PASSWORD in .env.",
            code="no_credentials",
        )
    names = (f"{env}_PASSWORD", "PGPASSWORD")
    entered = ask_password(answers, address, environment, *names, unneeded=lambda a: lets_in(a, env))
    return entered, cluster, env


def _one_server(one: "ServerAddress", other: "ServerAddress") -> bool:
    return (one.host, one.port, one.user) == (other.host, other.port, other.user)


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
    from heartbeat_cli.ingest import container_command

    return container_command(project, ("ingest", "--source", name), project.root, (os.getuid(), os.getgid()))


def _next(source: "ChosenSource") -> "NextStep":
    from heartbeat_cli.status import NextStep

    if source.readable is False:
        return NextStep(f"hb ingest --source {source.name}", "says the GRANT to ask for, and lands what may be read")
    return NextStep(f"hb ingest --source {source.name}", "lands its slice")
