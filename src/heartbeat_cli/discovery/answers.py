"""A file of answers: the wizard's flags as YAML, one key a flag, so that a journey can be repeated and reviewed.

question: How many clients are active?
table: webbank.core.client_profile
measure: count
where: state = ACTIVE
"""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from heartbeat_cli.errors import Place
from heartbeat_cli.files import ANSWERS, FileKind, failure, load_document, validate


@dataclass(frozen=True, slots=True)
class GivenAnswer:
    """An answer given beforehand, and where (`--table`, `answers.yml:3`). A `spare` one may go unused."""

    text: str | tuple[str, ...]
    place: Place
    spare: bool = False


def load_answers(file: Path, kind: FileKind = ANSWERS) -> Mapping[str, GivenAnswer]:
    """The answers in a file of a kind, by flag without its dashes.

    Raises NotFoundError where there is no such file, InvalidFileError (file:line) for a key that is no flag or a value
    that is no answer.
    """
    document = load_document(file)
    problems = validate(document, kind.schema())
    if problems:
        raise failure(problems, "").replace(hint=f"Keys are flags of {kind.used_by}.")
    return {key: GivenAnswer(_text(value), document.place_of((key,))) for key, value in (document.data or {}).items()}


def _text(value: Any) -> str | tuple[str, ...]:
    if isinstance(value, list):
        return tuple(str(item) for item in value)
    if isinstance(value, dict):
        return tuple(f"{source}={why}" for source, why in value.items())
    return str(value)
