"""The pieces a page is made of: headline, counts, grids, sections."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from rich.console import Console, ConsoleOptions, RenderableType, RenderResult
from rich.padding import Padding
from rich.table import Table as Grid
from rich.text import Text

from heartbeat_cli.catalog import Counts

_COUNTED = (
    ("tables", "table", "tables"),
    ("partitions", "partition", "partitions"),
    ("views", "view", "views"),
    ("columns", "column", "columns"),
    ("primary_keys", "primary key", "primary keys"),
    ("foreign_keys", "reference", "references"),
    ("indexes", "index", "indexes"),
    ("unique_constraints", "unique constraint", "unique constraints"),
    ("check_constraints", "check", "checks"),
    ("enums", "enum", "enums"),
    ("comments", "comment", "comments"),
)


def headline(target: str, comment: str | None) -> Text:
    """The target, and what its comment says it is."""
    return Text.assemble((target, "bold cyan"), f"  {' '.join(comment.split())}" if comment else "")


def counts_line(counts: Counts) -> RenderableType:
    """Every count that is not zero."""
    said = [(getattr(counts, field), one, many) for field, one, many in _COUNTED]
    return Flow(tuple(f"{n:,} {one if n == 1 else many}" for n, one, many in said if n))


@dataclass(frozen=True, slots=True)
class Flow:
    """Short phrases in a row, broken between them and never inside one."""

    phrases: tuple[str, ...]
    separator: str = " · "

    def __rich_console__(self, console: Console, options: ConsoleOptions) -> RenderResult:
        line = ""
        for phrase in self.phrases:
            longer = line + self.separator + phrase if line else phrase
            if line and len(longer) > options.max_width:
                yield Text(line)
                longer = phrase
            line = longer
        yield Text(line)


def named_value(name: str, value: str) -> RenderableType:
    """A dim name, and a value that folds beside it."""
    grid = Grid.grid(padding=(0, 2))
    grid.add_column(no_wrap=True, min_width=12)
    grid.add_column(overflow="fold")
    grid.add_row(Text(name, "dim"), Text(" ".join(value.split())))
    return grid


def name_grid(*headings: str, numbers: Iterable[int] = ()) -> Grid:
    """A table whose first column is never cut; the others fold."""
    grid = Grid(box=None, pad_edge=False, header_style="dim", padding=(0, 2, 0, 0))
    right = set(numbers)
    for place, heading in enumerate(headings):
        number = place in right
        grid.add_column(heading, justify="right" if number else "left", no_wrap=number or not place, overflow="fold")
    return grid


def indented(parts: Sequence[RenderableType]) -> list[RenderableType]:
    """Each part two columns further in."""
    return [Padding(part, (0, 0, 0, 2)) for part in parts]


def section(title: str, grid: Grid, everything: Sequence[object]) -> list[RenderableType]:
    """A heading with a count, the grid, and how many more there are than it shows; nothing for nothing."""
    if not everything:
        return []
    parts: list[RenderableType] = [Text(), Text.assemble((title, "bold"), (f"  {len(everything)}", "dim"))]
    more = len(everything) - grid.row_count
    tail = [Text(f"and {more} more; --json lists all", "dim")] if more > 0 else []
    return [*parts, *indented([grid, *tail])]


def listing(title: str, lines: Sequence[Text]) -> list[RenderableType]:
    """A heading with a count, and a line each; nothing for nothing."""
    if not lines:
        return []
    return [Text(), Text.assemble((title, "bold"), (f"  {len(lines)}", "dim")), *indented(lines)]
