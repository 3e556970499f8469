"""Whatever stands where a YAML file should: one error with its place, in bounded time and memory."""

import os
import tracemalloc
from collections.abc import Callable
from pathlib import Path

import pytest

from heartbeat_cli.discovery import load_answers
from heartbeat_cli.errors import HbError, InvalidFileError, NotFoundError, Place
from heartbeat_cli.estate import find_project, load_inventory
from heartbeat_cli.files import load_document, validate
from heartbeat_cli.files.document import Document, Mark
from heartbeat_cli.metrics import find_metric, load_all

SECRET = "SOURCE_PG_PASSWORD=swordfish"
_TEN = ", ".join(["{}"] * 10)


def _bomb(first: str, line: str) -> str:
    """Nine levels of ten aliases each: a billion values."""
    levels = (line.format(i=i, ten=_TEN.replace("{}", f"*a{i - 1}")) for i in range(1, 10))
    return "\n".join((first, *levels))


TEXTS = {
    "a day that no month has": ("name: x\nas_of: 2026-13-45", "2:8", "'2026-13-45' cannot be read as a date"),
    "such a day as a key": ("2026-02-30: x", "1:1", "'2026-02-30' cannot be read as a date"),
    "a zone that no clock has": ("at: 2026-05-08T09:00:00-99:99", "1:5", "cannot be read as a date"),
    "a date by its tag only": ("\nat: !!timestamp soon", "2:5", "'soon' cannot be read as a date"),
    "5,000 digits": (f"n: {'9' * 5000}", "1:4", f"'{'9' * 59}…' cannot be read as a whole number"),
    "5,000 digits in sixteens": (f"n: 0x{'f' * 5000}", "1:4", "longer than any whole number here"),
    "a NUL": ('mirror: "a\\0b"', "1:9", "a NUL, which can stand in no path, name or SQL"),
    "digits of another base": ("n: 0b_", "1:4", "'0b_' cannot be read as a whole number"),
    "a truth by its tag only": ("n: !!bool maybe", "1:4", "'maybe' cannot be read as a truth value"),
    "a number by its tag only": ("n: !!float much", "1:4", "'much' cannot be read as a number"),
    "a list in itself": ("a: &a [*a]", "1:4", "an alias of itself"),
    "a mapping in itself": ("x: 1\na: &a\n  b: [{c: *a}]", "2:4", "an alias of itself"),
    "a mapping merged into itself": ("a: &a {<<: *a}", "1:4", "an alias of itself"),
    "a key in itself": ("? &a [*a]\n: 1", "1:3", "an alias of itself"),
    "lists of aliases of lists": (_bomb("a0: &a0 [x]", "a{i}: &a{i} [{ten}]"), "6:5", "more than 100,000 values"),
    "merges of merges": (_bomb("a0: &a0 {x: 1}", "a{i}: &a{i} {{<<: [{ten}]}}"), "6:14", "more than 100,000 values"),
    "a hundred lists in each other": ("[" * 101 + "]" * 101, "1:101", "nested too deeply"),
    "thousands of lists in each other": ("[" * 50_000, "1:1001", "exceeded maximum nesting depth"),
    "a zero byte": ("a: 1\nb: \0", "2:4", "unacceptable character"),
    "more than a mebibyte": (f"a: {'x' * (1 << 20)}", "1", "larger than 1 MiB"),
    "a key of a thousand letters twice": (
        f"{'k' * 1000}: 1\n{'k' * 1000}: 2",
        "2:1",
        f"'{'k' * 59}…' is written twice",
    ),
    "an object of another program": ("a: !!python/object:os.system x", "1:4", "could not determine a constructor"),
}


@pytest.mark.parametrize("case", TEXTS)
def test_text_that_is_no_document_is_one_error_with_its_place(case: str, tmp_path: Path) -> None:
    text, at, message = TEXTS[case]
    file = tmp_path / "x.yml"
    file.write_text(text, encoding="utf-8")
    tracemalloc.start()
    with pytest.raises(InvalidFileError) as caught:
        load_document(file)
    most = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert caught.value.where == f"{file}:{at}"
    assert message in caught.value.message
    assert most < 32 << 20


def test_aliases_and_merges_that_end_are_read(tmp_path: Path) -> None:
    file = tmp_path / "x.yml"
    file.write_text("a: &a {x: 1}\nb: [*a, *a]\nc: {<<: *a, y: 2}\nd: 2024-02-29\n")
    document = load_document(file)
    assert document.data | {"d": str(document.data["d"])} == {
        "a": {"x": 1},
        "b": [{"x": 1}, {"x": 1}],
        "c": {"x": 1, "y": 2},
        "d": "2024-02-29",
    }
    assert document.text == file.read_text()


def _pipe(file: Path) -> None:
    os.mkfifo(file)


def _device(file: Path) -> None:
    file.symlink_to("/dev/zero")


def _environment(file: Path) -> None:
    (file.parent / ".env").write_text(SECRET)
    file.symlink_to(file.parent / ".env")


def _nothing(file: Path) -> None:
    file.symlink_to(file.parent / "gone.yml")


def _circle(file: Path) -> None:
    file.symlink_to(file)


def _folder(file: Path) -> None:
    file.mkdir()


def _impossible_date(file: Path) -> None:
    file.write_text("name: x\nas_of: 2026-13-45\n")


def _copied_environment(file: Path) -> None:
    file.write_text(SECRET)


def _far_away(file: Path) -> None:
    file.write_text(f"name: {'x' * 5000}\nunit: [{'y' * 5000}]\n{'z' * 5000}: 1\n")


NO_FILES = (_pipe, _device, _environment, _nothing, _circle, _folder)
BROKEN = (*NO_FILES, _impossible_date, _copied_environment, _far_away)


@pytest.mark.parametrize("put", NO_FILES)
def test_what_is_no_regular_file_is_not_read(put: Callable[[Path], None], tmp_path: Path) -> None:
    file = tmp_path / "x.yml"
    put(file)
    with pytest.raises(InvalidFileError) as caught:
        load_document(file)
    assert str(caught.value).startswith(str(file))
    assert "swordfish" not in str(caught.value)


def test_a_link_to_another_yaml_file_is_read(tmp_path: Path) -> None:
    (tmp_path / "real.yaml").write_text("a: 1")
    (tmp_path / "x.yml").symlink_to(tmp_path / "real.yaml")
    assert load_document(tmp_path / "x.yml").data == {"a": 1}


def test_a_file_that_is_not_there_is_not_found(tmp_path: Path) -> None:
    with pytest.raises(NotFoundError):
        load_document(tmp_path / "x.yml")


@pytest.mark.parametrize(
    ("text", "message"),
    [
        (SECRET, "should be a mapping, not text"),
        ("- a", "should be a mapping, not a list"),
        ("", "should be a mapping, not empty"),
        ("name: 2026-01-01", "name: should be text, not 2026-01-01"),
        (f"name: [{'y' * 500}]", f"name: should be text, not ['{'y' * 57}…"),
        (f"{'z' * 500}: 1", f"unknown key '{'z' * 59}…'."),
    ],
)
def test_a_message_shows_no_whole_file_and_no_long_value(text: str, message: str, tmp_path: Path) -> None:
    file = tmp_path / "x.yml"
    file.write_text(text)
    schema = {"type": "object", "properties": {"name": {"type": "string"}}, "additionalProperties": False}
    assert [p.message for p in validate(load_document(file), schema)] == [message]


PROJECT = "truth_source: webbank\nclusters: {a: {mirror: prod, env: A}}\n"
SOUND = """name: clients_count_total
label: Clients
question: How many clients are there?
owner: onboarding
unit: count
window: total
source: webbank
status: candidate
sql: SELECT count(*) FROM webbank_core.client
"""


@pytest.fixture
def root(tmp_path: Path) -> Path:
    for folder in ("sources", "candidates", "metrics"):
        (tmp_path / "db" / folder).mkdir(parents=True)
    (tmp_path / "heartbeat.yml").write_text(PROJECT)
    (tmp_path / "db" / "candidates" / "clients_count_total.yml").write_text(SOUND)
    return tmp_path


@pytest.mark.parametrize("folder", ["candidates", "metrics"])
@pytest.mark.parametrize("put", BROKEN)
def test_a_broken_metric_file_is_told_beside_the_sound_ones(
    put: Callable[[Path], None], folder: str, root: Path
) -> None:
    file = root / "db" / folder / "x.yml"
    put(file)
    metrics, problems = load_all(find_project(root))
    assert [m.name for m in metrics] == ["clients_count_total"]
    assert {p.file for p in problems} == {file}
    assert "swordfish" not in "".join(map(str, problems))
    assert max(len(str(p)) for p in problems) < 400


@pytest.mark.parametrize("put", [put for put in BROKEN if put not in (_nothing, _circle)])
def test_asking_for_the_broken_metric_itself_is_its_error(put: Callable[[Path], None], root: Path) -> None:
    put(root / "db" / "metrics" / "x.yml")
    with pytest.raises(InvalidFileError, match=r"x\.yml"):
        find_metric(find_project(root), "x")


@pytest.mark.parametrize("put", BROKEN)
def test_a_broken_source_is_the_error_of_the_inventory(put: Callable[[Path], None], root: Path) -> None:
    put(root / "db" / "sources" / "x.yml")
    _is_told(lambda: load_inventory(find_project(root)), r"db/sources/x\.yml:\d")


@pytest.mark.parametrize("put", BROKEN)
def test_broken_answers_are_an_error(put: Callable[[Path], None], tmp_path: Path) -> None:
    put(tmp_path / "x.yml")
    _is_told(lambda: load_answers(tmp_path / "x.yml"), r"x\.yml")


@pytest.mark.parametrize("put", [put for put in BROKEN if put not in (_nothing, _circle)])
@pytest.mark.parametrize("explicit", [True, False])
def test_a_broken_project_file_is_an_error(put: Callable[[Path], None], explicit: bool, root: Path) -> None:
    (root / "heartbeat.yml").unlink()
    put(root / "heartbeat.yml")
    _is_told(lambda: find_project(root / "db", root if explicit else None), r"heartbeat\.yml")


def _is_told(read: Callable[[], object], where: str) -> None:
    with pytest.raises(HbError, match=where) as caught:
        read()
    assert isinstance(caught.value, InvalidFileError)
    assert "swordfish" not in f"{caught.value} {caught.value.hint}"
    assert len(str(caught.value)) < 400


def test_what_has_no_place_stands_at_the_beginning(tmp_path: Path) -> None:
    document = Document(tmp_path / "a.yml", {"a": [1]}, {("a",): Mark(3, 2, 3, 9)}, "")
    assert document.place_of(("a", 0, "b")) == Place(str(document.file), 3, 2)
    assert document.place_of(("b",)) == Place(str(document.file), 1, 1)
    assert document.mark_of(()) == Mark(1, 1, 1, 1)
