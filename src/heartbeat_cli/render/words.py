"""Numbers, sizes and times as people read them."""

from datetime import UTC, datetime


def count(number: int) -> str:
    """`1,234,567`."""
    return f"{number:,}"


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


def ago(moment: datetime | None, now: datetime | None = None) -> str:
    """`3 min ago`; `-` for never."""
    if moment is None:
        return "-"
    seconds = ((now or datetime.now(UTC)) - moment).total_seconds()
    for unit, length in (("d", 86_400), ("h", 3_600), ("min", 60)):
        if seconds >= length:
            return f"{seconds // length:.0f} {unit} ago"
    return "just now"
