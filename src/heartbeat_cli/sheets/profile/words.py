"""How counts, places and judgements are spelt on every sheet."""

from collections.abc import Mapping

from heartbeat_cli.pgschema import Counts, QName
from heartbeat_cli.profiling.quantities import Quantity
from heartbeat_cli.profiling.states import StateMachine
from heartbeat_cli.profiling.values import CursorChoice, Reference
from heartbeat_cli.sheets.blocks import Cell, Names, names
from heartbeat_cli.sheets.wording import count

_HEADLINES = (
    ("tables", "table", "tables"),
    ("views", "view", "views"),
    ("foreign_tables", "foreign table", "foreign tables"),
    ("columns", "column", "columns"),
    ("foreign_keys", "reference", "references"),
)
_OTHER_COUNTS = (
    ("partitions", "partition", "partitions"),
    ("indexes", "index", "indexes"),
    ("enums", "enum", "enums"),
    ("domains", "domain", "domains"),
    ("composite_types", "composite type", "composite types"),
    ("range_types", "range type", "range types"),
    ("sequences", "sequence", "sequences"),
    ("policies", "policy", "policies"),
)
_PLURALS = {"entity": "entities", "dictionary": "dictionaries", "money": "money"}


def headline_counts(counts: Counts) -> tuple[str, ...]:
    """How large it is."""
    return _counted(counts, _HEADLINES)


def other_counts(counts: Counts) -> tuple[str, ...]:
    """What else there is, as far as it helps at a first look."""
    return _counted(counts, _OTHER_COUNTS)


def _counted(counts: Counts, what: tuple[tuple[str, str, str], ...]) -> tuple[str, ...]:
    said = ((getattr(counts, field), one, many) for field, one, many in what)
    return tuple(count(n, one, many) for n, one, many in said if n)


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


def target_words(reference: Reference) -> str:
    return f"{reference.target} ({', '.join(reference.target_columns)})"


def cursor_words(cursor: CursorChoice) -> str:
    return f"{cursor.column}: {cursor.reason}" if cursor.column else cursor.reason


def quantity_words(quantity: Quantity) -> str:
    """`money in currency_code`, `share in percent`, `count`."""
    inside = [w for w in (quantity.unit, quantity.currency_column) if w]
    said = f"{quantity.kind} in {' of '.join(inside)}" if inside else quantity.kind
    return f"{said}, inexact" if quantity.inexact else said


def state_values(machine: StateMachine, schema: str) -> Cell:
    """What the states are: the dictionary, or the labels."""
    if machine.dictionary is not None:
        return names((local(machine.dictionary, schema),))
    return names(machine.states) if machine.states else "not listed"


def state_log(machine: StateMachine, schema: str) -> str:
    """Where changes are written down, with their time."""
    log = machine.log
    if log is None:
        return ""
    return f"{local(log.table, schema)}.{log.time}" if log.time else local(log.table, schema)
