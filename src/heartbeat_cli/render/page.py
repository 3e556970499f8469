"""The pieces a page is made of: headline, phrases in a row, named values, grids, lists."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from rich.console import Console, ConsoleOptions, RenderableType, RenderResult
from rich.padding import Padding
from rich.table import Table as Grid
from rich.text import Text


def headline(target: str, comment: str | None) -> Text:
    """The target, and what its comment says it is."""
    return Text.assemble((target, "bold cyan"), f"  {' '.join(comment.split())}" if comment else "")


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


def listing(title: str, lines: Sequence[Text]) -> list[RenderableType]:
    """A heading with a count, and a line each; nothing for nothing."""
    if not lines:
        return []
    return [Text(), Text.assemble((title, "bold"), (f"  {len(lines)}", "dim")), *indented(lines)]
