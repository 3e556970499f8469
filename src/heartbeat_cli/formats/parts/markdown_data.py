"""The figures of landed rows as a Markdown table."""

from collections.abc import Iterable

from heartbeat_cli.sheets import SchemaData, TableData, data_rows, how
from heartbeat_cli.wording import count


def data_markdown(result: TableData | SchemaData) -> str:
    """A heading, how it was read, and a table."""
    headings, lines = data_rows(result)
    said = "Every figure is exact."
    if isinstance(result, TableData):
        said = f"{count(result.figures.rows.value, 'row')}; {how(result.figures)}."
    grid = [_line(headings), _line(["---"] * len(headings)), *map(_line, lines)]
    return "\n".join([f"# {result.target}", "", said, "", *grid]) + "\n"


def _line(cells: Iterable[object]) -> str:
    words = ["" if c is None else " ".join(str(c).split()).replace("|", "\\|") for c in cells]
    return f"| {' | '.join(words)} |"
