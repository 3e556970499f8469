"""Whether a column of one type can hold a key of another, judged by the types' names."""

from functools import lru_cache

from heartbeat_cli.pgschema import Column

_WHOLE = ("smallint", "integer", "bigint")


@lru_cache(maxsize=4096)
def fits(carrier: str, key: str) -> bool:
    """Whether a column of type `carrier` can carry a key of type `key`.

    Whole numbers carry each other and texts carry each other, whatever their lengths; any other type only itself.
    """
    return _family(carrier) == _family(key)


def is_code(column: Column) -> bool:
    """Whether a column holds a text short enough to be a code (at most 40 characters)."""
    family, length = _family(column.type), _length(column.type)
    return family == "text" and length is not None and length <= 40


def _family(name: str) -> str:
    if name in _WHOLE:
        return "whole"
    return "text" if name == "text" or name.startswith("character") else name


def _length(name: str) -> int | None:
    digits = name.partition("(")[2].rstrip(")")
    return int(digits) if digits.isdigit() else None
