"""`db/synonyms.yml`, or the list hb comes with: groups of words that mean the same."""

from importlib import resources

from heartbeat_cli.documents import load_document, load_schema, parse_document, validate
from heartbeat_cli.errors import InvalidFileError, Place
from heartbeat_cli.estate import Project
from heartbeat_cli.search.store import SYNONYMS_FILE

_PACKAGE = "heartbeat_cli.search"


def load_synonyms(project: Project) -> tuple[tuple[str, ...], ...]:
    """The project's groups; those built in where it has no file of its own.

    Raises InvalidFileError with file:line where the file is not what its schema says.
    """
    file = project.root / SYNONYMS_FILE
    if file.exists():
        document = load_document(file)
    else:
        built_in = resources.files(_PACKAGE).joinpath("synonyms.yml")
        document = parse_document(built_in.read_text(encoding="utf-8"), file)
    problems = validate(document, load_schema(_PACKAGE, "synonyms.schema.json"))
    if problems:
        first, more = problems[0], len(problems) - 1
        raise InvalidFileError(
            first.message,
            where=Place(str(SYNONYMS_FILE), first.line),
            hint=f"{more} more in this file." if more else None,
        )
    return tuple(tuple(group) for group in document.data["synonyms"])
