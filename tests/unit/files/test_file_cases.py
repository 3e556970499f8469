"""Case files of every kind: those in `positive` are sound; those in `negative` end with what is wrong with them.

Each `#> 4:9 message` is one problem at a line and column.
"""

from pathlib import Path

import pytest

from heartbeat_cli.errors import InvalidFileError
from heartbeat_cli.estate import schema_of_kind
from heartbeat_cli.files import KINDS, Problem, find_kind, load_document, validate

CASES = Path(__file__).parents[2] / "cases" / "files"
MARK = "#> "


def problems(file: Path) -> tuple[Problem, ...]:
    try:
        return validate(load_document(file), schema_of_kind(find_kind(file.parents[1].name)))
    except InvalidFileError as error:
        return (Problem.of(error, file),)


def expected(file: Path) -> list[str]:
    return [line.removeprefix(MARK) for line in file.read_text(encoding="utf-8").splitlines() if line.startswith(MARK)]


@pytest.mark.parametrize("file", sorted(CASES.rglob("*.yml")), ids=lambda file: "/".join(file.parts[-3:]))
def test_a_case(file: Path) -> None:
    found = problems(file)
    assert [f"{problem.line}:{problem.column} {problem.message}" for problem in found] == expected(file)
    assert all(str(problem).startswith(f"{file}:{problem.line}:{problem.column}: ") for problem in found)
    assert bool(found) == (file.parent.name == "negative")


def test_every_kind_has_cases_of_both_sorts() -> None:
    folders = {(file.parents[1].name, file.parent.name) for file in CASES.rglob("*.yml")}
    assert folders == {(kind.name, sort) for kind in KINDS for sort in ("positive", "negative")}
