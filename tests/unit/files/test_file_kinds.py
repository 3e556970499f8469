"""The declared kinds of file: each has a schema that is one, and holds for every such file of the repository."""

from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft202012Validator

from heartbeat_cli.cli.commands import load_command
from heartbeat_cli.errors import NotFoundError
from heartbeat_cli.estate import schema_of_kind
from heartbeat_cli.files import (
    ANSWERS,
    INIT,
    KINDS,
    METRIC,
    PROJECT,
    SOURCE,
    FileKind,
    find_kind,
    load_document,
    validate,
)

ROOT = Path(__file__).parents[3]
WRITTEN = [
    (kind, file)
    for kind in KINDS
    for place in kind.places
    for file in sorted(ROOT.glob(place.replace("<source>", "*").replace("<name>", "*")))
]


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.name)
def test_a_kind_has_a_schema_of_draft_2020_12(kind: FileKind) -> None:
    schema = schema_of_kind(kind)
    assert schema["$schema"] == "https://json-schema.org/draft/2020-12/schema"
    Draft202012Validator.check_schema(schema)
    assert find_kind(kind.name) is kind
    assert kind.about.endswith(".") and kind.used_by


@pytest.mark.parametrize(("kind", "file"), WRITTEN, ids=lambda value: getattr(value, "name", None))
def test_the_files_of_the_repository_are_of_their_kind(kind: FileKind, file: Path) -> None:
    assert validate(load_document(file), schema_of_kind(kind)) == ()


def test_the_repository_has_files_of_every_kind_with_a_place() -> None:
    assert {kind.name for kind, _ in WRITTEN} == {"project", "source", "metric", "synonyms"}
    assert len(WRITTEN) > 35


def test_a_misspelt_kind_is_the_closest() -> None:
    with pytest.raises(NotFoundError, match="no kind of file 'metrik'") as caught:
        find_kind("metrik")
    assert (caught.value.code, caught.value.hint) == ("unknown_file_kind", "Did you mean 'metric'?")
    with pytest.raises(NotFoundError) as caught:
        find_kind("x")
    assert caught.value.hint == "There are: project, source, metric, synonyms, profile, answers, init."


@pytest.mark.parametrize(
    ("kind", "line"),
    [
        (PROJECT, "# yaml-language-server: $schema=.heartbeat/schemas/project.json"),
        (SOURCE, "# yaml-language-server: $schema=../../.heartbeat/schemas/source.json"),
        (METRIC, "# yaml-language-server: $schema=../../.heartbeat/schemas/metric.json"),
    ],
)
def test_the_line_for_editors_leads_from_the_file_to_the_schema(kind: FileKind, line: str) -> None:
    assert kind.schema_line == line


@pytest.mark.parametrize(("kind", "command"), [(ANSWERS, "discover"), (INIT, "init")])
def test_the_keys_of_answers_are_flags_of_their_command(kind: FileKind, command: str) -> None:
    loaded: Any = load_command(command)
    flags = {name for param in loaded.params for name in ((param.name or "").rstrip("_"), *param.opts)}
    assert {key for key in kind.schema()["properties"] if not {key, f"--{key}"} & flags} == set()
