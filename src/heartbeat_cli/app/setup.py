"""`hb init`: a project from a connection string, a folder of dumps, or nothing."""

import os
import shlex
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import TYPE_CHECKING

from heartbeat_cli.app.looking import Look, looking
from heartbeat_cli.app.steps import Steps, unseen
from heartbeat_cli.errors import HbError, UsageError

if TYPE_CHECKING:
    from heartbeat_cli.discovery import Answers, Ask, GivenAnswer, Reply
    from heartbeat_cli.estate import ProjectSettings
    from heartbeat_cli.mirror import NotPulled, Pulled
    from heartbeat_cli.setup import (
        Choices,
        ChosenSource,
        FoundDatabase,
        MadeMarts,
        PlannedFile,
        ServerAddress,
        SetUp,
        WrittenFiles,
    )
    from heartbeat_cli.status import NextStep


def set_up(
    folder: Path,
    answers: "Mapping[str, GivenAnswer | Reply]",
    *,
    file: Path | None = None,
    ask: "Callable[[Ask], Reply] | None" = None,
    steps: Steps = unseen,
) -> "SetUp":
    """Make a project of `folder`; `answers` have the flags of `hb init` as keys, and come before those in `file`.

    `ask` puts what they leave open, and may raise GoneBack to have the question before again. Nothing that is there is
    overwritten. Raises RefusedError where it is a project already, LeftOff where somebody stopped, MissingAnswerError
    where there is nobody to ask, ConnectionFailedError where the server does not let us in, UsageError, NotFoundError
    and InvalidFileError for an answer that will not do.
    """
    from heartbeat_cli.discovery import Answers, converse, load_answers
    from heartbeat_cli.files import INIT
    from heartbeat_cli.setup import ask_choices, ask_origin, planned_files, refuse_a_project, write_files

    refuse_a_project(folder)
    given = {**(load_answers(file, INIT) if file else {}), **answers}
    sources, metrics = _imported(given.pop("import", ()))
    environment, look = _environment(folder), looking(steps)

    def questions(reply: "Callable[[Ask], Reply] | None") -> "Choices":
        put = Answers(given, reply)
        address, databases = _look(ask_origin(put, environment), put, environment, look)
        return ask_choices(put, databases, address, environment, folder.resolve(), sources)

    choices = converse(questions, ask) if ask is not None else questions(None)
    _hold_variables(folder, choices, environment)
    written = write_files(folder, planned_files(choices, metrics))
    return _with_mirror(folder, choices, written, steps)


def _imported(given: object) -> "tuple[list[ChosenSource], tuple[PlannedFile, ...]]":
    from heartbeat_cli.discovery import as_texts
    from heartbeat_cli.setup import imported_metrics, imported_sources

    paths = [Path(text) for text in as_texts(getattr(given, "text", given))]  # type: ignore[arg-type]
    sources = [source for path in paths if path.suffix == ".py" for source in imported_sources(path)]
    return sources, imported_metrics([path for path in paths if path.suffix != ".py"])


def _environment(folder: Path) -> dict[str, str]:
    """What a project here would see: the variables of this process, then those of `.env`."""
    from dotenv import dotenv_values

    file = folder / ".env"
    there = dotenv_values(file) if file.is_file() else {}
    return {**{name: value for name, value in there.items() if value is not None}, **os.environ}


def _look(
    origin: "ServerAddress | Path | None", answers: "Answers", environment: Mapping[str, str], look: Look
) -> "tuple[ServerAddress | None, tuple[FoundDatabase, ...]]":
    """What is there: the server, entered, and its databases; or those of a folder of dumps; or nothing."""
    from heartbeat_cli.setup import SOURCE_ENV, dumps_in

    if origin is None:
        return None, ()
    if isinstance(origin, Path):
        return None, dumps_in(origin)
    return look(answers, origin, environment, SOURCE_ENV)


def _hold_variables(folder: Path, choices: "Choices", environment: Mapping[str, str]) -> None:
    """Raise UsageError where a `.env` is there already that does not say what this project needs."""
    file = folder / ".env"
    lacking = {name: value for name, value in choices.known_variables().items() if environment.get(name) != value}
    if not file.exists() or not lacking:
        return
    lines = [f"{name}={'…' if name.endswith('_PASSWORD') else value}" for name, value in lacking.items()]
    raise UsageError(
        "there is a .env already, which hb does not change, and it does not say where the servers are",
        where=str(file),
        hint="Add these lines to it, and run the same command again:\n" + "\n".join(lines),
        code="env_file_exists",
    )


def _with_mirror(folder: Path, choices: "Choices", written: "WrittenFiles", steps: Steps) -> "SetUp":
    """The project that was written, with its mirror, and what the rules say of both."""
    from heartbeat_cli.estate import PROJECT_FILE, load_project
    from heartbeat_cli.rules import all_rules, check_again, other_rules
    from heartbeat_cli.setup import SetUp, lay_down_dumps

    project = load_project(folder / PROJECT_FILE)
    pulled, failed = _pull(project, steps) if choices.address else ((), ())
    dumps = [source.database for source in choices.sources if source.database.dump]
    written = written.and_(*lay_down_dumps(dumps, project.mirror))
    no_marts = _no_marts(project, choices)
    report = check_again(project, all_rules, other_rules())
    then = _next(choices, failed, no_marts)
    return SetUp(project.root, choices, written, pulled, failed, report, then, no_marts, _notes(choices))


def _pull(project: "ProjectSettings", steps: Steps) -> "tuple[tuple[Pulled, ...], tuple[NotPulled, ...]]":
    """Every source's DDL; what fails is told, and the project is there nevertheless."""
    from heartbeat_cli.app.mirror import MirrorHandle
    from heartbeat_cli.mirror import NotPulled

    try:
        mirror = MirrorHandle(project).pull(steps=steps)
    except HbError as error:
        return (), (NotPulled(project.truth_source, error),)
    return mirror.pulled, mirror.failed


def _no_marts(project: "ProjectSettings", choices: "Choices") -> HbError | None:
    """Why marts on a server that was named are not there, and could not be made."""
    if choices.marts.address is None:
        return None
    try:
        have_marts(project)
    except HbError as error:
        return error
    return None


def _notes(choices: "Choices") -> tuple[str, ...]:
    left_out = choices.address.left_out if choices.address else ()
    return tuple(f"{name} of the connection string is left out: hb sets its own for each session" for name in left_out)


def _next(choices: "Choices", failed: "tuple[NotPulled, ...]", no_marts: HbError | None) -> "NextStep":
    from heartbeat_cli.status import NextStep

    truth = choices.truth_source
    if choices.address is None:
        if (command := _landing_of_dump(choices)) is not None:
            return NextStep(command, "lands the rows of its dump")
        if any(source.database.dump for source in choices.sources):
            return NextStep(
                f"hb profile {truth}", "what is in it, by its dump; .env takes a connection when there is one"
            )
        return NextStep("hb mirror pull", "once .env says where the servers are")
    if failed:
        return NextStep(f"hb mirror pull {truth}", "its DDL is not in the mirror yet")
    if no_marts is not None:
        return NextStep("hb init --marts", f"once that is settled; then hb ingest --source {truth}")
    if choices.marts.variables() and choices.marts.address is None:
        return NextStep("hb init --marts", f"once .env says where they are; then hb ingest --source {truth}")
    return NextStep(f"hb ingest --source {truth}", "lands its slice; nothing has landed yet")


def _landing_of_dump(choices: "Choices") -> str | None:
    """What lands the truth source from its dump; None where that has no rows."""
    from heartbeat_cli.ingest import has_rows

    dumps = [source.database.dump for source in choices.sources if source.name == choices.truth_source]
    if not dumps or dumps[0] is None or not has_rows(dumps[0]):
        return None
    return f"hb ingest --from {shlex.quote(str(dumps[0]))} --source {choices.truth_source}"


def have_marts(project: "ProjectSettings") -> "MadeMarts":
    """Have the marts of a project ready to be landed in; see `Project.make_marts`."""
    from heartbeat_cli.setup import make_marts

    return make_marts(project)
