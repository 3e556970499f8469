"""The figures of landed rows as a Markdown table."""

from collections.abc import Iterable

from heartbeat_cli.formats.parts.markdown_text import code, heading, prose
from heartbeat_cli.formats.parts.plain_text import is_number
from heartbeat_cli.sheets import SchemaData, TableData, data_rows, how
from heartbeat_cli.wording import count


def data_markdown(result: TableData | SchemaData) -> str:
    """A heading, how it was read, and a table."""
    headings, lines = data_rows(result)
    said = "Every figure is exact."
    if isinstance(result, TableData):
        said = f"{count(result.figures.rows.value, 'row')}; {how(result.figures)}."
    rows = [[_cell(cell) for cell in line] for line in lines]
    return "\n".join(
        [heading(1, code(result.target)), "", said, "", _line(headings), _line(["---"] * len(headings))]
    ) + ("".join(f"\n{_line(row)}" for row in rows) + "\n")


def _line(cells: Iterable[str]) -> str:
    return f"| {' | '.join(cells)} |"


def _cell(cell: object) -> str:
    """Text out of rows is escaped, a number in a text is not."""
    return "" if cell is None else prose(cell) if isinstance(cell, str) and not is_number(cell) else str(cell)
