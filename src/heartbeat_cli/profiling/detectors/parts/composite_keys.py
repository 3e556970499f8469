"""References by a key of several columns: a table that holds all of them under the same names."""

from collections import defaultdict
from collections.abc import Iterable, Mapping

from heartbeat_cli.pgschema import DATE_KINDS, Column, Table, can_carry, kind_of
from heartbeat_cli.profiling.detectors.parts.key_names import KeyIndex
from heartbeat_cli.profiling.detectors.parts.keys import is_blank
from heartbeat_cli.profiling.facts import DatabaseFacts
from heartbeat_cli.profiling.vocabulary import KEY_KINDS
from heartbeat_cli.profiling.words import singular_words, word_lists

_PERIODS = tuple((word,) for word in ("year", "quarter", "month", "week", "day", "period", "date"))
_GENERIC = word_lists("consistency")["generic"]


class CompositeKeys:
    """The primary keys of several columns in a database."""

    def __init__(self, facts: DatabaseFacts) -> None:
        self._singles = facts.once(KeyIndex)
        self._references = facts.references
        self._tables = _composites(self._singles.tables.values())
        self._owners = _owners(self._tables)

    def targets(self, table: Table) -> list[Table]:
        """The tables whose whole key stands in `table` under the same names; of nested keys the widest.

        The key must have a column of its own, one no other key explains, or `table` must be named after its owner:
        two foreign keys side by side are not a reference to the table that links the two.
        """
        outgoing = self._references.out.get(table.qname, ())
        declared = {frozenset(r.columns) for r in outgoing}
        covered = frozenset(c for r in outgoing for c in r.columns)
        columns = {c.name: c for c in table.columns}
        own = frozenset(columns)
        found: list[tuple[frozenset[str], Table]] = []
        for names, targets in self._tables.items():
            if names <= own and not names <= covered and not any(names <= d for d in declared):
                known = {r.target for r in outgoing if not names.isdisjoint(r.columns)}
                others = (t for t in targets if t.qname != table.qname and t.qname not in known)
                fitting = [t for t in others if _same_types(names, columns, t)]
                pool = self._likely(table, names, fitting)
                if pool:
                    found.append((names, max(pool, key=lambda t: (len(t.name), t.qname))))
        return [t for n, t in found if not any(n < other for other, _ in found)]

    def _likely(self, table: Table, names: frozenset[str], fitting: list[Table]) -> list[Table]:
        kin = [t for t in fitting if table.name.lower().startswith(t.name.lower().removesuffix("s"))]
        if kin or len(fitting) != 1 or _has_date(fitting[0], names):
            return kin
        same_key = table.primary_key is not None and frozenset(table.primary_key.columns) == names
        has_own = any(
            self._owners[n] == names and not self._singles.explains(n) and _tells_apart(n, fitting[0]) for n in names
        )
        return fitting if has_own and not same_key else []


def _has_date(table: Table, names: frozenset[str]) -> bool:
    """Whether a day or a year is part of a key, as of a rate's: rows of that day are not rows about it."""
    keyed = [c for c in table.columns if c.name in names]
    return any(kind_of(c.type) in DATE_KINDS or singular_words(c.name) in _PERIODS for c in keyed)


def _tells_apart(name: str, target: Table) -> bool:
    """Whether a column says which thing is meant: no place in a row and no word every table has, but for its own."""
    return not set(singular_words(name)) - KEY_KINDS <= _GENERIC - set(singular_words(target.name))


def _composites(tables: Iterable[Table]) -> Mapping[frozenset[str], list[Table]]:
    """Tables by their primary key, where it has several columns and no name in it is a bare `id` or `code`."""
    found: dict[frozenset[str], list[Table]] = defaultdict(list)
    for table in tables:
        names = table.primary_key.columns if table.primary_key else ()
        if len(names) > 1 and not any(is_blank(singular_words(n)) for n in names):
            found[frozenset(names)].append(table)
    return found


def _owners(composites: Mapping[frozenset[str], list[Table]]) -> Mapping[str, frozenset[str]]:
    """For each key column the smallest key it is part of: `sessionname` is the session's own, a section borrows it."""
    smallest: dict[str, frozenset[str]] = {}
    for names in sorted(composites, key=lambda n: (len(n), sorted(n))):
        for name in names:
            smallest.setdefault(name, names)
    return smallest


def _same_types(names: frozenset[str], columns: Mapping[str, Column], target: Table) -> bool:
    return all(c is not None and can_carry(columns[n].type, c.type) for n in names for c in (target.column(n),))
