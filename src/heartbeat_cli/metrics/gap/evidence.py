"""What somebody counted besides: parts of the same count, and the ids of what was counted."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from heartbeat_cli.errors import InvalidFileError, NotFoundError, UsageError
from heartbeat_cli.metrics.asked import parse_count
from heartbeat_cli.metrics.gap.ranking import PartCount
from heartbeat_cli.state import NotRegularError, TooLargeError, read_regular

_MOST_BYTES: Final = 64 << 20
_HOW: Final = "Write --counts 2026-05-03=41,2026-05-04=39, or a file with one of these a line."


@dataclass(frozen=True, slots=True)
class FurtherCounts:
    """Further counts of parts, and the ids that were counted; None where nobody listed them."""

    parts: tuple[PartCount, ...] = ()
    ids: tuple[str, ...] | None = None


def read_evidence(counts: str | None, ids: Path | None) -> FurtherCounts:
    """`counts` is `day=count,…` or the path of a file of such lines, `ids` a file of one id a line.

    Raises UsageError for what is neither, NotFoundError and InvalidFileError for files.
    """
    listed = tuple(_ids(_text(ids))) if ids is not None else None
    if listed == ():
        raise UsageError(f"{ids} has no ids", hint="Write one id a line.", code="usage")
    return FurtherCounts(tuple(_parts(counts)) if counts is not None else (), listed)


def _parts(counts: str) -> Iterator[PartCount]:
    written = counts if "=" in counts else _text(Path(counts))
    for each in written.replace("\n", ",").split(","):
        key, sign, number = each.strip().rpartition("=")
        if not each.strip():
            continue
        if not sign or not key.strip():
            raise UsageError(f"'{each.strip()}' is no part and its count", hint=_HOW, code="usage")
        yield PartCount(key.strip(), parse_count(number.strip()))


def _ids(text: str) -> Iterator[str]:
    """The first column of each line; a heading is an id that no row has."""
    for line in text.splitlines():
        first = line.split(",")[0].split(";")[0].strip().strip('"')
        if first:
            yield first


def _text(file: Path) -> str:
    try:
        return read_regular(file, _MOST_BYTES).decode("utf-8-sig")
    except FileNotFoundError:
        raise NotFoundError("this file does not exist", where=str(file)) from None
    except UnicodeDecodeError:
        raise InvalidFileError("not UTF-8 text", where=str(file), hint="Save the file as UTF-8.") from None
    except (NotRegularError, TooLargeError, OSError) as error:
        why = getattr(error, "strerror", None) or "no file of a size to be read"
        raise InvalidFileError(f"this file cannot be read: {why}", where=str(file)) from None
