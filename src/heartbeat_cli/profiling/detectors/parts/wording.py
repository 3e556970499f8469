"""How tables, counts and columns are spelt in the sections of detectors."""

from collections.abc import Mapping

from heartbeat_cli.blocks import Names, names
from heartbeat_cli.pgschema import QName
from heartbeat_cli.wording import count

_PLURALS = {"entity": "entities", "dictionary": "dictionaries", "money": "money"}


def tally(numbers: Mapping[str, int]) -> tuple[str, ...]:
    """`149 entities`, `2 dictionaries`: what there is of each, in the given order."""
    return tuple(count(n, word, _PLURALS.get(word)) for word, n in numbers.items() if n)


def counted_names(numbers: Mapping[str, int]) -> Names:
    """Names with how often, most often first; once is not said."""
    ordered = sorted(numbers.items(), key=lambda item: (-item[1], item[0]))
    return names(name if n == 1 else f"{name} ({n})" for name, n in ordered)


def local(table: QName, schema: str) -> str:
    """A table as people of its schema call it."""
    return table.name if table.schema == schema else str(table)
