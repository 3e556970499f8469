"""Where else a key lives: the columns of other databases that carry the same client, payment or account.

No foreign key crosses a database, so the evidence is a comment that names the key (`webbank.core.payment.id; another
database`), or a column called what the truth source's own references to that key are called, of a type that can hold
it. A bare `id`, a reference declared inside its own database and a name that means a table of its own database are
nobody else's key. Names lead to keys of the truth source only; comments lead anywhere.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from heartbeat_cli.pgschema import Column, Database, QName, Table, can_carry
from heartbeat_cli.profiling.estate_keys import EstateKeys, Guess, Place

THRESHOLD = 0.6
"""Columns below are not listed: too many of them are another key."""
_BESIDE = 0.8
_OPPOSITE = {"debit": "credit", "credit": "debit"}


@dataclass(frozen=True, slots=True)
class KeyElsewhere:
    """A column that holds the asked key, how sure that is (0 to 1) and why.

    `is_key`: it is the key itself, not a column that carries it.
    """

    source: str
    table: QName
    column: str
    score: float
    evidence: tuple[str, ...]
    is_key: bool = False


def same_key_elsewhere(target: Place, databases: Mapping[str, Database], truth_source: str) -> tuple[KeyElsewhere, ...]:
    """Every column of the other databases that holds the key `target` is or carries, the key itself first.

    `target` is a source, table and column, and may be the key (`webbank`, `core.client_profile`, `id`) or a carrier
    (`aml`, `aml.alert`, `client_id`). Of the target's own database only the key is listed: what carries it there, its
    references tell. `databases` are keyed by source. Empty for an unknown target and for a column that is no shared
    key.
    """
    keys = EstateKeys(databases, truth_source)
    if keys.column(target) is None:
        return ()
    home = _home(target, keys)
    found: list[KeyElsewhere] = []
    if home.place != target:
        found.append(KeyElsewhere(*home.place, round(home.score, 2), home.evidence, is_key=True))
    for source in databases:
        if source not in (target[0], home.place[0]):
            found += _carriers(source, home.place, keys)
    return tuple(sorted(found, key=lambda k: (not k.is_key, -k.score, k.source, k.table, k.column)))


def _home(place: Place, keys: EstateKeys) -> Guess:
    """The key a column carries: declared references first, then comments and names. The column itself where none."""
    score, evidence, seen = 1.0, tuple[str, ...](), {place}
    while True:
        step = keys.declared(place) or _weighed(place, keys)
        if step is None or step.place in seen:
            return Guess(place, score, evidence)
        place, score, evidence = step.place, min(score, step.score), (*evidence, *step.evidence)
        seen.add(place)


def _carriers(source: str, key: Place, keys: EstateKeys) -> Iterator[KeyElsewhere]:
    """The columns of one database that carry a key of another."""
    for table in keys.tables[source].values():
        found: dict[str, KeyElsewhere] = {}
        for column in table.columns:
            place = (source, table.qname, column.name)
            guess = None if keys.declared(place) else _weighed(place, keys)
            if guess is not None and guess.place == key:
                found[column.name] = KeyElsewhere(*place, round(guess.score, 2), guess.evidence)
        yield from found.values()
        yield from _opposites(source, table, found)


def _opposites(source: str, table: Table, found: Mapping[str, KeyElsewhere]) -> Iterator[KeyElsewhere]:
    """The credit side beside a debit side that carries the key."""
    for name, known in found.items():
        side, _, rest = name.partition("_")
        other = table.column(f"{_OPPOSITE[side]}_{rest}") if side in _OPPOSITE else None
        column = table.column(name)
        if other is not None and column is not None and other.name not in found and other.type == column.type:
            score = round(known.score * _BESIDE, 2)
            if score >= THRESHOLD:
                yield KeyElsewhere(source, table.qname, other.name, score, (f"stands beside {name}", *known.evidence))


def _weighed(place: Place, keys: EstateKeys) -> Guess | None:
    """The likeliest key of another database, with what type and kind of key add; None below the threshold."""
    column = keys.column(place)
    guess = keys.guess(place) if column is not None else None
    key = keys.column(guess.place) if guess is not None else None
    if column is None or guess is None or key is None:
        return None
    score, evidence = guess.score, list(guess.evidence)
    if column.type == key.type:
        score += 0.05
        evidence.append(f"same type {key.type}")
    elif not _can_hold(column, key):
        return None
    elif not can_carry(column.type, key.type):
        score -= 0.05
        evidence.append(f"the {key.type} as text")
    if keys.is_primary(guess.place):
        score += 0.05
        evidence.append(f"primary key of {guess.place[1]}")
    return Guess(guess.place, min(score, 1.0), tuple(evidence)) if score >= THRESHOLD else None


def _can_hold(column: Column, key: Column) -> bool:
    return can_carry(column.type, key.type) or (key.type == "uuid" and can_carry(column.type, "text"))
