"""`db/synonyms.yml`, or the list hb comes with: groups of words that mean the same."""

from dataclasses import replace
from importlib import resources
from pathlib import Path

from heartbeat_cli.estate import ProjectSettings
from heartbeat_cli.files import SYNONYMS, failure, load_document, parse_document, validate
from heartbeat_cli.search.store import SYNONYMS_FILE

_PACKAGE = "heartbeat_cli.search"


def load_synonyms(project: ProjectSettings) -> tuple[tuple[str, ...], ...]:
    """The project's groups; those built in where it has no file of its own.

    Raises InvalidFileError with file:line where the file is not what its schema says.
    """
    file = project.root / SYNONYMS_FILE
    if file.exists():
        document = load_document(file)
    else:
        built_in = resources.files(_PACKAGE).joinpath("synonyms.yml")
        document = parse_document(built_in.read_text(encoding="utf-8"), file)
    problems = validate(document, SYNONYMS.schema())
    if problems:
        raise failure([replace(problem, file=Path(SYNONYMS_FILE)) for problem in problems], "in this file.")
    return tuple(tuple(group) for group in document.data["synonyms"])
