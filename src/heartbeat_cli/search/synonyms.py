"""`db/synonyms.yml` and the list hb comes with: groups of words that mean the same, in any language."""

from dataclasses import replace
from importlib import resources
from pathlib import Path

from heartbeat_cli.errors import InvalidFileError
from heartbeat_cli.estate import ProjectSettings
from heartbeat_cli.files import SYNONYMS, Document, Problem, failure, load_document, parse_document, validate
from heartbeat_cli.search.store import SYNONYMS_FILE

_PACKAGE = "heartbeat_cli.search"
_NONE = "synonyms: []"


def load_synonyms(project: ProjectSettings) -> tuple[tuple[str, ...], ...]:
    """The project's groups, and those built in unless it does without them.

    Raises InvalidFileError with file:line where the file is not what its schema says.
    """
    document, problems = _read(project)
    if document is None or problems:
        raise failure(problems, "in this file.")
    own = tuple(tuple(group) for group in document.data["synonyms"])
    return (*own, *built_in_synonyms()) if document.data.get("built_in", True) else own


def built_in_synonyms() -> tuple[tuple[str, ...], ...]:
    """The groups hb comes with."""
    text = resources.files(_PACKAGE).joinpath("synonyms.yml").read_text(encoding="utf-8")
    return tuple(tuple(group) for group in parse_document(text, Path("synonyms.yml")).data["synonyms"])


def synonym_problems(project: ProjectSettings) -> tuple[Problem, ...]:
    """What is wrong with the project's `db/synonyms.yml`; nothing where it has none."""
    return _read(project)[1] if (project.root / SYNONYMS_FILE).exists() else ()


def _read(project: ProjectSettings) -> tuple[Document | None, tuple[Problem, ...]]:
    file = project.root / SYNONYMS_FILE
    try:
        document = load_document(file) if file.exists() else parse_document(_NONE, file)
    except InvalidFileError as error:
        return None, (Problem.of(error, Path(SYNONYMS_FILE)),)
    problems = validate(document, SYNONYMS.schema())
    return document, tuple(replace(problem, file=Path(SYNONYMS_FILE)) for problem in problems)
