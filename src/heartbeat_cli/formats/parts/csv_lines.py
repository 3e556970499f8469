"""Rows as lines of CSV (RFC 4180, UTF-8)."""

import csv
import io
from collections.abc import Callable, Iterable

from heartbeat_cli.formats.parts.plain_text import no_formula


def csv_lines(
    headings: Iterable[object],
    rows: Iterable[Iterable[object]],
    end: str = "\n",
    shown: Callable[[object], object] = no_formula,
) -> str:
    """A line each, headings first; `shown` is what becomes of a cell, by default what no spreadsheet runs."""
    text = io.StringIO(newline="")
    writer = csv.writer(text, lineterminator=end)
    writer.writerow(headings)
    writer.writerows(["" if cell is None else shown(cell) for cell in row] for row in rows)
    return text.getvalue()
