"""How numbers, plurals, sizes, times, paths and lists of names are written: here, and nowhere else."""

from collections.abc import Iterable, Sequence
from datetime import UTC, datetime
from decimal import Decimal
from pathlib import Path

_MOST_NAMES = 5


def count(number: int, one: str | None = None, many: str | None = None) -> str:
    """`1,234,567`; with a word `1 table`, `1,234 tables`, `2 entities`."""
    if one is None:
        return f"{number:,}"
    return f"{number:,} {one if number == 1 else many or one + 's'}"


def some(number: int | None) -> str:
    """A count; `-` for nothing and for unknown."""
    return f"{number:,}" if number else "-"


def known(number: int | None) -> str:
    """A count; `?` where nobody knows."""
    return "?" if number is None else f"{number:,}"


def size(number: int | None) -> str:
    """Bytes as `12.3 MB`; `-` where unknown."""
    if number is None:
        return "-"
    value = float(number)
    for unit in ("B", "kB", "MB", "GB"):
        if value < 1000 or unit == "GB":
            return f"{value:.0f} {unit}" if unit == "B" else f"{value:.1f} {unit}"
        value /= 1000
    return f"{value:.1f} TB"


def rate(rows_per_second: float | None) -> str:
    """`98,123`; `-` where nothing was moved."""
    return f"{round(rows_per_second):,}" if rows_per_second else "-"


def figure(value: Decimal | None) -> str:
    """A number for people: thousands apart, two decimals, four below one; `no value` for NULL."""
    return "no value" if value is None else _rounded(value, 2 if abs(value) >= 1 else 4)


def precise(value: Decimal | None) -> str:
    """A number somebody is about to judge: thousands apart, at most four decimals; `no value` for NULL."""
    return "no value" if value is None else _rounded(value, 4)


def _rounded(value: Decimal, digits: int) -> str:
    text = f"{value:,.{digits}f}"
    text = text.rstrip("0").rstrip(".") if "." in text else text
    return "0" if text == "-0" else text


# Times


def ago(moment: datetime | None, now: datetime | None = None) -> str:
    """`3 min ago`; `-` for never."""
    if moment is None:
        return "-"
    span = in_short(((now or datetime.now(UTC)) - moment).total_seconds())
    return f"{span} ago" if span else "just now"


def in_short(seconds: float) -> str:
    """A span in its largest unit, `40 d`, `3 h`, `5 min`; empty below a minute."""
    for unit, length in (("d", 86_400), ("h", 3_600), ("min", 60)):
        if seconds >= length:
            return f"{seconds // length:.0f} {unit}"
    return ""


def in_words(seconds: float) -> str:
    """The same in whole words: `40 days`, `1 hour`, `5 minutes`; empty below a minute."""
    for unit, length in (("day", 86_400), ("hour", 3_600), ("minute", 60)):
        if seconds >= length:
            return count(int(seconds // length), unit)
    return ""


def minute(moment: datetime) -> str:
    """`2026-05-08 09:00`, for a column that says it is in UTC."""
    return f"{moment:%Y-%m-%d %H:%M}"


def at(moment: datetime) -> str:
    """`2026-05-08 09:00 UTC`."""
    return f"{moment:%Y-%m-%d %H:%M} UTC"


def at_second(moment: datetime) -> str:
    """`2026-05-08 09:00:00 UTC`."""
    return f"{moment:%Y-%m-%d %H:%M:%S} UTC"


def at_and_ago(moment: datetime) -> str:
    """`2026-05-08 09:00 UTC, 3 min ago`."""
    return f"{at(moment)}, {ago(moment)}"


def duration(seconds: float) -> str:
    """`4.2 s`, `45 s`, `2 min 04 s`, `3 h 20 min`."""
    if seconds < 10:
        return f"{seconds:.1f} s"
    rounded = round(seconds)
    if rounded < 60:
        return f"{rounded} s"
    if rounded < 3600:
        return f"{rounded // 60} min {rounded % 60:02} s"
    return f"{count(rounded // 3600)} h {rounded % 3600 // 60:02} min"


def seconds_in_column(seconds: float) -> str:
    """`1,234.5`, for a column that says it is in seconds."""
    return f"{seconds:,.1f}"


# Names


def path(file: Path | str, root: Path) -> str:
    """A file as its owner knows it: from the project's folder."""
    file = Path(file)
    return str(file.relative_to(root)) if file.is_relative_to(root) else str(file)


def one_line(text: str) -> str:
    """Words with one blank between them."""
    return " ".join(text.split())


def names_in_short(names: Iterable[object], most: int = _MOST_NAMES) -> str:
    """`core.a, core.b`; of many the first and how many more. One more than `most` is no reason to count."""
    every = [str(name) for name in names]
    if len(every) <= most + 1:
        return ", ".join(every)
    return f"{', '.join(every[:most])} and {count(len(every) - most)} more"


def first_names(names: Iterable[object], most: int) -> str:
    """The first `most` names, and how many more there are."""
    every = [str(name) for name in names]
    more = f" and {count(len(every) - most)} more" if len(every) > most else ""
    return ", ".join(every[:most]) + more


def sources_in_short(sources: Sequence[str]) -> str:
    """`webbank, aml`; of more than three the first two and how many more; `-` for none."""
    if len(sources) <= 3:
        return ", ".join(sources) or "-"
    return first_names(sources, 2)


def both(names: Sequence[str]) -> str:
    """`a, b and c`."""
    return " and ".join(filter(None, [", ".join(names[:-1]), names[-1]]))


def either(names: Iterable[str]) -> str:
    """`'a' or 'b'`."""
    return " or ".join(f"'{name}'" for name in names)
