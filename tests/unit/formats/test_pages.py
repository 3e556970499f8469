"""Whole pages, in every format: what stands in `cases/pages`, letter for letter.

The targets are the sample no dump would hold, and the schemas of `cases/profiling`, whose pages have every section.
After a change that is meant, `HB_RETELL=1` writes the pages anew.
"""

import re
from pathlib import Path

import pytest
from tests.conftest import REPOSITORY
from tests.formats_sample import ODD, READING, picture
from tests.told import held_against

from heartbeat_cli import pgschema
from heartbeat_cli.formats import FORMATS, formats_for
from heartbeat_cli.formats.terminal.layout import sheet_lines
from heartbeat_cli.pgschema import DumpReading

CASES = REPOSITORY / "tests" / "cases"
ENDINGS = {"json": "json", "markdown": "md", "csv": "csv", "dbml": "dbml", "mermaid": "mmd"}

SAMPLE = [
    (),
    ("core",),
    ("void",),
    ("core", ODD),
    ("core", "order_1"),
    ("core", "order_state_log"),
    ("core", "far"),
    ("core", "nothing"),
    ("core", "open"),
    ("core", "sums"),
    ("core", ODD, "pk"),
    ("core", ODD, "id"),
    ("core", ODD, "state_id"),
]
WHOLE = [
    ("cursors", ("c",)),
    ("roles", ()),
    ("roles", ("shop",)),
    ("roles", ("shop", "deal")),
    ("roles", ("shop", "deal_log")),
    ("roles", ("shop", "base")),
    ("roles", ("shop", "child")),
    ("roles", ("shop", "refers_pair")),
    ("personal", ("hr", "client")),
    ("quantities", ("q", "payment")),
    ("states", ("s",)),
    ("states", ("s", "deal")),
    ("states", ("s", "deal", "state_id")),
    ("inferred", ("bank",)),
    ("inferred", ("bank", "payment")),
    ("inferred", ("bank", "payment", "debit_account_id")),
    ("slice", ("w",)),
    ("findings", ("f",)),
    ("findings", ("f", "g")),
    ("areas", ()),
    ("areas", ("a",)),
    ("areas", ("a", "account")),
    ("columns/desk", ("desk", "person", "ages")),
]

WITH_DIAGRAMS = ("roles", "states")


def _compare(reading: DumpReading, names: tuple[str, ...], formats: list[str], place: Path, *, from_file: bool) -> None:
    drawn = picture(*names, reading=reading, from_file=from_file)
    # The picture is looked at in a browser: test_picture_page.py.
    for name in formats or [n for n in formats_for(drawn.kind) if n != "html"]:
        body = FORMATS.find(name).write(drawn).body
        if name != "table":
            held_against(body, place.with_name(f"{place.name}.{ENDINGS[name]}"))
            continue
        for width in (72, 140):
            lines = ["".join(text for text, _ in line).rstrip() for line in sheet_lines(body, width)]
            held_against("\n".join([*lines, ""]), place.with_name(f"{place.name}-{width}.txt"))


def _called(names: tuple[str, ...]) -> str:
    return re.sub(r"\W+", "_", ".".join("odd" if n == ODD else n for n in names)) or "all"


@pytest.mark.parametrize("names", SAMPLE, ids=_called)
def test_the_sample(names: tuple[str, ...]) -> None:
    _compare(READING, names, [], CASES / "pages" / "sample" / _called(names), from_file=len(names) != 1)


@pytest.mark.parametrize(("case", "names"), WHOLE, ids=lambda v: v if isinstance(v, str) else _called(v))
def test_every_section(case: str, names: tuple[str, ...]) -> None:
    reading = pgschema.read(CASES / "profiling" / f"{case}.sql")
    place = CASES / "pages" / case.replace("/", "-") / _called(names)
    diagrams = ["dbml", "mermaid"] if case in WITH_DIAGRAMS and len(names) < 3 else []
    _compare(reading, names, ["table", "markdown", *diagrams], place, from_file=bool(names))
