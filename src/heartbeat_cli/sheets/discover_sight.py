"""What a glance at a table says, in lines."""

from collections.abc import Iterator

from heartbeat_cli.discovery import SeenColumn, Sight
from heartbeat_cli.wording import at, count, in_words, one_line

_MASKED = "•••"
_NAME_AT_MOST, _TYPE_AT_MOST = 26, 12


def sight_lines(sight: Sight, *, rows: int) -> tuple[str, ...]:
    """At most so many lines: the comment, how much there is and how old, then columns with a few values each."""
    return tuple(_lines(sight, rows))[:rows]


def _lines(sight: Sight, rows: int) -> Iterator[str]:
    yield one_line(sight.comment or "no comment")
    yield _age(sight)
    room = rows - 2
    shown = sight.columns if len(sight.columns) <= room else sight.columns[: room - 1]
    width = min(_NAME_AT_MOST, max((len(column.name) for column in shown), default=0))
    for column in shown:
        yield _column(column, width)
    if left := sight.columns[len(shown) :]:
        yield f"{len(left)} more: {', '.join(column.name for column in left)}"


def _age(sight: Sight) -> str:
    if sight.rows is None:
        return "not landed"
    old = in_words(sight.seconds or 0)
    until = f" · data to {at(sight.until)}" if sight.until is not None else ""
    return f"{count(sight.rows, 'row')}{until}" + (f", {old} old" if old else "")


def _column(column: SeenColumn, width: int) -> str:
    type_ = column.type.replace("timestamp with time zone", "timestamptz").replace("character varying", "varchar")
    values = _MASKED if column.masked else ", ".join(one_line(value) for value in column.values)
    return f"{column.name:<{width}}  {type_:<{_TYPE_AT_MOST}}  {values}".rstrip()
