"""The picture of a schema: how often lines cross, how large the page is, how long it takes to write and to draw."""

import json
import re
import statistics
import sys
import tempfile
from itertools import combinations
from pathlib import Path
from typing import Any

from figures import ROOT, Figure, compare_calls, timed
from schemas import open_schemas

_WINDOW = (1400, 848)
_NAME = 12
_KILO = 1000


def figures(folder: Path) -> list[Figure]:
    """The demo bank's 193 tables, and 829 of a public dump where there is one."""
    bank = ROOT / "seed/schemas/demo/prod/webbank.sql"
    found = _figures("core, 193 tables", bank, "core", folder, (80, 200, 100))
    large = next((f for f in open_schemas() if f.stem == "edfi61"), None)
    found += _figures("edfi61, 829 tables", large, None, folder, (700, 600, 200)) if large else []
    return [*found, *_made_up(folder)]


def _figures(what: str, dump: Path, name: str | None, folder: Path, asks: tuple[int, int, int]) -> list[Figure]:
    from heartbeat_cli.app import locate
    from heartbeat_cli.app.draw import draw_place
    from heartbeat_cli.formats import FORMATS

    place = locate(str(dump), name, lambda: None)  # type: ignore[arg-type,return-value]
    picture = draw_place(place)
    write = FORMATS.find("html").write
    page = folder / f"{dump.stem}.html"
    page.write_text(str(write(picture).body), encoding="utf-8")
    content = json.loads(re.findall(r'id="content">(.*?)</script>', page.read_text(encoding="utf-8"), re.DOTALL)[0])
    crossings, size, drawn = asks
    width, height = content["sizes"][0]
    scale = min(_WINDOW[0] / width, _WINDOW[1] / height)
    largest = max(map(len, _members(content).values()))
    return [
        Figure(
            f"{what}: crossings inside areas", content["crossings"], crossings, f"{len(content['routes'])} lines", ""
        ),
        Figure(f"{what}: boxes that overlap", len(_overlaps(content)), None, "none is asked for", ""),
        Figure(f"{what}: tables in the largest area", largest, 40, f"{len(content['groups'])} areas", ""),
        Figure(f"{what}: names where it fits 1400 × 900", _NAME * scale, None, "8 px asked of 193 tables", "px"),
        Figure(f"{what}: page", page.stat().st_size / _KILO, size, "", "kB"),
        _drawn(what, page, drawn),
        compare_calls(
            f"{what}: writing it / reading and profiling",
            lambda: timed(lambda: write(picture)),
            lambda: timed(lambda: draw_place(place)),
            5.0,
            5,
        ),
    ]


def _made_up(folder: Path) -> list[Figure]:
    """3,000 tables: whether their page opens, and how long a search in it takes."""
    from heartbeat_cli.app import locate
    from heartbeat_cli.app.draw import draw_place
    from heartbeat_cli.formats import FORMATS

    dump, page = folder / "made_up.sql", folder / "made_up.html"
    dump.write_text("".join(map(_made_up_table, range(3_000))), encoding="utf-8")
    picture = draw_place(locate(str(dump), None, lambda: None))  # type: ignore[arg-type,return-value]
    page.write_text(str(FORMATS.find("html").write(picture).body), encoding="utf-8")
    what = "made up, 3,000 tables"
    return [
        Figure(f"{what}: page", page.stat().st_size / _KILO, None, "", "kB"),
        _timed_in_browser(f"{what}: drawn after load", page, None, "document.documentElement.dataset.drawn"),
        _timed_in_browser(f"{what}: a search as one types", page, 100, _SEARCH),
    ]


_SEARCH = """(() => {
  const box = document.getElementById("search");
  box.value = "amount of area";
  const begun = performance.now();
  box.dispatchEvent(new Event("input"));
  document.getElementById("hits").getBoundingClientRect();
  return performance.now() - begun;
})()"""
"""Milliseconds until the hits are laid out."""


def _made_up_table(number: int) -> str:
    """One of 75 areas of 40 tables, which refers to two before it."""
    area, own = divmod(number, 40)
    refers = {max(0, own - 1) // 2, max(0, own - 7)} - {own}
    columns = [f"area{area}_{n}_id bigint REFERENCES area{area}_table{n}" for n in sorted(refers)]
    columns += [f"field_{n} text" for n in range(5)] + ["amount numeric(18,2)"]
    name = f"area{area}_table{own}"
    said = f"COMMENT ON COLUMN {name}.amount IS 'What table {own} of area {area} is worth';\n"
    return f"CREATE TABLE {name} (id bigint PRIMARY KEY, {', '.join(columns)});\n{said}"


def _members(content: dict[str, Any]) -> dict[int, list[int]]:
    members: dict[int, list[int]] = {}
    for number, table in enumerate(content["tables"]):
        members.setdefault(table[2], []).append(number)
    return members


def _overlaps(content: dict[str, Any]) -> list[tuple[list[int], list[int]]]:
    """Pairs of areas, and of tables of one area, that share a pixel."""
    areas = [group[1] for group in content["groups"]]
    tables = [[x, y, w, 18] for x, y, w in (table[6] for table in content["tables"])]
    pairs = [*combinations(areas, 2)]
    for members in _members(content).values():
        pairs += combinations([tables[n] for n in members], 2)
    return [(a, b) for a, b in pairs if _overlap(a, b)]


def _overlap(a: list[int], b: list[int]) -> bool:
    return a[0] < b[0] + b[2] and b[0] < a[0] + a[2] and a[1] < b[1] + b[3] and b[1] < a[1] + a[3]


def _drawn(what: str, page: Path, ask: int) -> Figure:
    """From the script's first line to the picture, as the page itself takes it."""
    return _timed_in_browser(f"{what}: drawn after load", page, ask, "document.documentElement.dataset.drawn")


def _timed_in_browser(name: str, page: Path, ask: int | None, script: str) -> Figure:
    """The milliseconds a script says, where the page was opened anew each time: the median of nine."""
    sys.path.insert(0, str(ROOT))
    from tests.browser import PROGRAM, open_browser

    if PROGRAM is None:
        return Figure(name, None, ask, "no Chromium", "ms")
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as profile, open_browser(Path(profile)) as tab:
        times = []
        for _ in range(9):
            tab.open(page)
            times.append(round(float(tab.ask(script))))
    return Figure(name, statistics.median(times), ask, f"{min(times)} to {max(times)} ms", "ms")
