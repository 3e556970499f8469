"""Whatever lies where hb looks for a file, every command ends soon, with an exit code and without a traceback."""

import io
import os
import random
import re
import shlex
import shutil
from collections.abc import Callable, Iterator
from contextlib import redirect_stderr, redirect_stdout
from itertools import product
from pathlib import Path

import pytest
from tests.hostile_files import NASTY, PLACES, TEXTS, THINGS, peak_megabytes, soon
from tests.metrics_estate import build_estate

from heartbeat_cli.cli.main import run

_STEERING = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]")
_WHOLE = re.compile("x{100}|9{100}|f{100}")
"""A value as long as no message shows one."""
CODES = (0, 1, 2, 3, 4, 5, 6)
SECONDS = 20
SOAK = 10_000
ANSWERS = """\
question: How many payments were made?
table: webbank.core.payment
measure: count
window: 24h
name: payments_made_count_24h
owner: payments
fallback-note: {vss: The log is only there.}
tried: [webbank.core.payment]
"""
SYNONYMS = "synonyms:\n  - [client, customer]\n  - [payment, transfer]\n"
VARIABLES = "SOURCE_PG_HOST=db.example.org\nSOURCE_PG_PORT=5432\nexport SOURCE_PG_USER='reader'\n# a comment\n"


@pytest.fixture(scope="module")
def estate(tmp_path_factory: pytest.TempPathFactory) -> Path:
    root = tmp_path_factory.mktemp("files") / "estate"
    build_estate(root)
    (root / "docs").mkdir()
    (root / "answers.yml").write_text(ANSWERS)
    (root / "db" / "synonyms.yml").write_text(SYNONYMS)
    (root / ".env").write_text(VARIABLES)
    (root / ".heartbeat").mkdir(mode=0o700, exist_ok=True)
    return root


@pytest.fixture
def inside(estate: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    monkeypatch.chdir(estate)
    yield estate
    monkeypatch.undo()


def tell(root: Path, place: str, put: Callable[[Path], object], line: str, what: str) -> str:
    """What a command line says while something else lies in a place; then it is as it was."""
    file, kept = root / place, root.parent / "kept"
    there = os.path.lexists(file)
    if there:
        file.rename(kept)
    file.parent.mkdir(parents=True, exist_ok=True)
    try:
        put(file)
        return said(line, f"{what} in {place}")
    finally:
        _remove(file)
        if there:
            kept.rename(file)


def said(line: str, what: str) -> str:
    out, err = io.StringIO(), io.StringIO()
    with soon(SECONDS), redirect_stdout(out), redirect_stderr(err):
        code = run(shlex.split(line)[1:])
    assert code in CODES, f"{what}: {line}"
    assert "Traceback" not in err.getvalue(), f"{what}: {line}"
    told = out.getvalue() + err.getvalue()
    assert _STEERING.search(told) is None, f"{what}: {line}"
    assert "error: " not in told or _WHOLE.search(told) is None, f"{what}: {line}: {told[:3000]}"
    return err.getvalue()


def _remove(file: Path) -> None:
    if file.is_dir() and not file.is_symlink():
        shutil.rmtree(file)
    else:
        file.unlink(missing_ok=True)


def spoilt(content: bytes, chance: random.Random) -> bytes:
    """A sound file with values, bytes or lines that are none."""
    for _ in range(chance.randint(1, 4)):
        at = chance.randrange(len(content) + 1)
        match chance.choice(("value", "value", "value", "flip", "cut", "insert", "twice")):
            case "value":
                values = list(re.finditer(rb"(?<=[:=\-\[{,] )[^\n,\]}]+|(?<==)[^\n]+|(?<=\":)[^,}\]]+", content))
                if values:
                    found = chance.choice(values)
                    content = content[: found.start()] + chance.choice(NASTY) + content[found.end() :]
            case "flip":
                content = content[:at] + bytes([chance.randrange(256)]) + content[at + 1 :]
            case "cut":
                content = content[:at] if chance.random() < 0.3 else content[:at] + content[at + 20 :]
            case "insert":
                content = content[:at] + chance.choice(NASTY) + content[at:]
            case "twice":
                content = content[:at] + content[at // 2 :]
    return content


def sound(root: Path, place: str) -> bytes:
    file = root / place
    return file.read_bytes() if file.is_file() and file.stat().st_size < 1 << 17 else VARIABLES.encode()


def spoil_one(root: Path, chance: random.Random) -> None:
    place = chance.choice(list(PLACES))
    content = spoilt(sound(root, place), chance)
    tell(root, place, lambda file: file.write_bytes(content), chance.choice(PLACES[place]), repr(content[:2000]))


PAIRS = [*product(TEXTS, PLACES), *product(THINGS, PLACES)]


def put_one(root: Path, name: str, place: str, line: str) -> None:
    if name in TEXTS:
        tell(root, place, lambda file: file.write_bytes(TEXTS[name]), line, name)
    elif not (os.geteuid() == 0 and name == "a file nobody may read"):
        tell(root, place, THINGS[name], line, name)


def test_hostile_things_in_every_place(inside: Path) -> None:
    """A part of all pairs, so that each thing and each place has its turns; the soak takes them all."""
    for number, (name, place) in enumerate(PAIRS):
        if number % 31 == 0 and "100 MB" not in name:
            lines = PLACES[place]
            put_one(inside, name, place, lines[number % len(lines)])


@pytest.mark.parametrize("part", range(2))
def test_spoilt_files(inside: Path, part: int) -> None:
    chance = random.Random(part)
    for _ in range(30):
        spoil_one(inside, chance)


@pytest.mark.soak
@pytest.mark.parametrize("place", PLACES)
def test_every_hostile_thing_in_every_place(inside: Path, place: str) -> None:
    for name in (*TEXTS, *THINGS):
        for line in PLACES[place]:
            put_one(inside, name, place, line)


@pytest.mark.soak
def test_ten_thousand_spoilt_files(inside: Path) -> None:
    chance = random.Random(int.from_bytes(os.urandom(4)))
    before = peak_megabytes()
    for _ in range(SOAK):
        spoil_one(inside, chance)
    assert peak_megabytes() - before < 300
