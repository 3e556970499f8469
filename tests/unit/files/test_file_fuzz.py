"""Whatever a file that a person writes holds, it is read or refused: no other error, no hang, no flood of memory."""

import resource
from datetime import timedelta
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from heartbeat_cli.errors import InvalidFileError
from heartbeat_cli.files import KINDS, load_document, validate

CASES = Path(__file__).parents[2] / "cases"
FILES = sorted(f for f in (*CASES.glob("files/**/*.yml"), *CASES.glob("rules/**/*.yml")) if f.stat().st_size < 20_000)
SOON = timedelta(seconds=20)
MOST = 300 << 10
"""KiB by which the memory of this process may grow."""
WORDS = "- ? : [ ] { } , & * ! !! | > % @ ` # ' \" --- ... <<: ~ null .inf 0x 1e9 &a *a"
VALUES = ("2026-13-45", "9" * 5_000, "&a [*a]", "!!binary x", "!!timestamp x", "\t", "\r", "\0", "\ufeff", "\u2028")
PIECES = [
    *(f"{word} ".encode() for word in WORDS.split()),
    *(value.encode() for value in VALUES),
    *(b"\n", b"\n  ", b"\xff", b"\xed\xa0\x80", b"a: &a [*a, *a]\n", b"sql: |\n"),
]
CHANGE = st.tuples(
    st.sampled_from(["cut", "flip", "insert", "insert", "twice"]),
    st.floats(0, 1, exclude_max=True),
    st.sampled_from(PIECES),
)
CHANGES = st.lists(CHANGE, min_size=1, max_size=6)
common = settings(deadline=SOON, suppress_health_check=list(HealthCheck), database=None, derandomize=True)


def _mutate(content: bytes, changes: list[tuple[str, float, bytes]]) -> bytes:
    for kind, place, piece in changes:
        at = int(place * len(content))
        if kind == "cut":
            content = content[:at]
        elif kind == "flip":
            content = (
                content[:at] + bytes([(content[at : at + 1] or b"x")[0] ^ (1 << len(piece) % 8)]) + content[at + 1 :]
            )
        elif kind == "insert":
            content = content[:at] + piece + content[at:]
        else:
            content = content[:at] + content[at : at + 60] + content[at:]
    return content


def _read(content: bytes, folder: Path) -> None:
    file = folder / "written.yml"
    file.write_bytes(content)
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    try:
        document = load_document(file)
    except InvalidFileError as error:
        assert error.message and error.place is not None
    else:
        for kind in KINDS:
            assert all(problem.line >= 1 and problem.message for problem in validate(document, kind.schema()))
    assert resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before < MOST


@given(file=st.sampled_from(FILES), changes=CHANGES)
@settings(common, max_examples=25)
def test_a_damaged_file(
    tmp_path_factory: pytest.TempPathFactory, file: Path, changes: list[tuple[str, float, bytes]]
) -> None:
    _read(_mutate(file.read_bytes(), changes), tmp_path_factory.getbasetemp())


@pytest.mark.soak
@given(file=st.sampled_from(FILES), changes=CHANGES)
@settings(common, max_examples=10_000, derandomize=False)
def test_ten_thousand_damaged_files(
    tmp_path_factory: pytest.TempPathFactory, file: Path, changes: list[tuple[str, float, bytes]]
) -> None:
    _read(_mutate(file.read_bytes(), changes), tmp_path_factory.getbasetemp())
