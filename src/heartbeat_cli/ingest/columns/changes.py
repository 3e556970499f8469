"""What became of a table's columns since they landed: recorded columns held against those that should land now."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from heartbeat_cli.ingest.columns.shape import HASH, RecordedColumn
from heartbeat_cli.pgschema import BUILT_IN_TYPES, TIMESTAMP_KINDS, kind_of, split_type


class ChangeKind(StrEnum):
    """What happened to a column."""

    ADDED = "added"
    DROPPED = "dropped"
    """Gone at the source, or excluded by its file."""
    RENAMED = "renamed"
    WIDENED = "widened"
    """Another type, which holds every value the old one held."""
    RETYPED = "retyped"
    """Another type of the same kind, in which values may be others."""
    HASHED = "hashed"
    """Lands as a hash from now on, or no longer does."""
    INCOMPATIBLE = "incompatible"
    """Another kind of value: the table is left alone until somebody decides."""
    REPAIRED = "repaired"
    """Changed in the marts by somebody else, and put back."""
    FOREIGN = "foreign"
    """In the marts only, and not ours."""


@dataclass(frozen=True, slots=True)
class ColumnChange:
    """One change of a column, by the name it has in the marts before it (an added one: after it).

    `before` and `after` are types; for a rename, names. `sentence` says it in one line, without the table.
    """

    kind: ChangeKind
    column: str
    before: str | None
    after: str | None
    sentence: str


@dataclass(frozen=True, slots=True)
class Difference:
    """What changed from recorded to wanted columns.

    `renamed` leads from a new name to the old one, `hashed` are the columns whose values have to go at once. `keeps`
    says that checksums made before hold for the columns as they are now; `relands` that values in the marts are others
    than the source's until its rows have been read again.
    """

    changes: tuple[ColumnChange, ...] = ()
    renamed: tuple[tuple[str, str], ...] = ()
    hashed: frozenset[str] = frozenset()
    keeps: bool = False
    relands: bool = False

    @property
    def incompatible(self) -> bool:
        """Whether a column changed in a way that landed rows cannot follow."""
        return any(change.kind is ChangeKind.INCOMPATIBLE for change in self.changes)


def compare_columns(
    recorded: Sequence[RecordedColumn], wanted: Sequence[RecordedColumn], excluded: Collection[str] = ()
) -> Difference:
    """What changed. `excluded` are columns the source's file leaves out, which are told from dropped ones.

    A column is the same as before when it has the same name, else when it has the same number and kind.
    """
    old = {column.name: column for column in recorded}
    renamed = _renamed(recorded, wanted)
    pairs = [(old.get(column.name) or old.get(renamed.get(column.name, "")), column) for column in wanted]
    changes = [change for was, now in pairs for change in _changes(was, now)]
    still = {was.name for was, _ in pairs if was is not None}
    gone = [_dropped(column, excluded) for column in recorded if column.name not in still]
    stored = [was for was, _ in pairs if was is not None]
    relanding = {ChangeKind.ADDED, ChangeKind.HASHED}
    return Difference(
        changes=(*gone, *changes),
        renamed=tuple(renamed.items()),
        hashed=frozenset(change.column for change in changes if change.kind is ChangeKind.HASHED),
        keeps=stored == list(recorded) and all(was is not None and _same_values(was, now) for was, now in pairs),
        relands=any(change.kind in relanding for change in changes)
        or any(was is not None and was.type != now.type and not widens(was, now) for was, now in pairs),
    )


def _renamed(recorded: Sequence[RecordedColumn], wanted: Sequence[RecordedColumn]) -> dict[str, str]:
    """New name -> old name."""
    before, after = {c.name for c in recorded}, {c.name for c in wanted}
    lost = {c.number: c for c in recorded if c.number and c.name not in after}
    return {
        column.name: lost[column.number].name
        for column in wanted
        if column.name not in before and column.number in lost and lost[column.number].kind == column.kind
    }


def _changes(was: RecordedColumn | None, now: RecordedColumn) -> list[ColumnChange]:
    if was is None:
        sentence = f"'{now.name}' ({now.source}) is new at the source and lands from now on"
        return [ColumnChange(ChangeKind.ADDED, now.name, None, now.source, sentence)]
    found = []
    if was.name != now.name:
        sentence = f"'{was.name}' is called '{now.name}' at the source now, and in the marts as well"
        found.append(ColumnChange(ChangeKind.RENAMED, was.name, was.name, now.name, sentence))
    if (was.source, was.type, was.kind) != (now.source, now.type, now.kind):
        found.append(_other_type(was, now))
    return found


def _other_type(was: RecordedColumn, now: RecordedColumn) -> ColumnChange:
    """The change of a type; a hashed column's own type means nothing, so it may change."""
    if HASH in (was.kind, now.kind):
        if was.kind == now.kind:
            sentence = f"'{now.name}' was {was.source} and is {now.source} now; it lands as a hash as before"
            return ColumnChange(ChangeKind.RETYPED, was.name, was.source, now.source, sentence)
        lands = "as a hash" if now.kind == HASH else "as it is, no longer as a hash,"
        sentence = f"'{now.name}' lands {lands} from now on; what stood in the marts is taken out"
        return ColumnChange(ChangeKind.HASHED, was.name, was.type, now.type, sentence)
    if was.kind != now.kind:
        sentence = f"'{now.name}' was {was.source} and is {now.source} now, another kind of value"
        return ColumnChange(ChangeKind.INCOMPATIBLE, was.name, was.source, now.source, sentence)
    if was.source == now.source:
        sentence = f"'{now.name}' has values {was.type} has no place for; it lands as {now.type} from now on"
        return ColumnChange(ChangeKind.WIDENED, was.name, was.type, now.type, sentence)
    wider = widens(was, now)
    sentence = f"'{now.name}' was {was.source} and is {now.source} now" + ("; it is widened" if wider else "")
    kind = ChangeKind.WIDENED if wider else ChangeKind.RETYPED
    return ColumnChange(kind, was.name, was.source, now.source, sentence)


def _dropped(column: RecordedColumn, excluded: Collection[str]) -> ColumnChange:
    why = "is excluded from now on" if column.name in excluded else "is gone at the source"
    sentence = f"'{column.name}' ({column.source}) {why}; it is dropped from the marts"
    return ColumnChange(ChangeKind.DROPPED, column.name, column.source, None, sentence)


_INTEGER_DIGITS: Final = {t.name: t.digits for t in BUILT_IN_TYPES if t.size}
_LIMITED: Final = ("text", "character varying", "character")


def _same_values(was: RecordedColumn, now: RecordedColumn) -> bool:
    """True where every value is written down for a checksum as it was before."""
    if (was.number, was.form, was.kind) != (now.number, now.form, now.kind):
        return False
    if was.source == now.source:
        return was.type == now.type
    (old, before), (new, after) = split_type(was.source), split_type(now.source)
    if old in _INTEGER_DIGITS and new in _INTEGER_DIGITS:
        return _INTEGER_DIGITS[old] <= _INTEGER_DIGITS[new]
    if old == new and old in ("numeric", "numeric[]"):
        # Without a modifier each value keeps the digits it has after the point.
        return bool(before) and (not after or (before[1] == after[1] and before[0] <= after[0]))
    return (old in _LIMITED or old == new) and widens(was, now)


def widens(was: RecordedColumn, now: RecordedColumn) -> bool:
    """True where the new type holds every value of the old one, and a cast to it changes none."""
    if was.source == now.source and was.kind == now.kind:
        # Only the marts' type differs: values that do not fit turned it into text.
        return now.type in (was.type, "VARCHAR")
    if was.source.endswith("[]") != now.source.endswith("[]") or HASH in (was.kind, now.kind):
        return False
    (old, before), (new, after) = split_type(was.source), split_type(now.source)
    old, new = old.removesuffix("[]"), new.removesuffix("[]")
    if old in _INTEGER_DIGITS:
        return _holds_integers(_INTEGER_DIGITS[old], new, after)
    if old == "real":
        return new == "double precision"
    if old == new == "numeric":
        return not after or (bool(before) and _holds_numeric(before, after))
    if old in _LIMITED and new in _LIMITED[:2]:
        return not after or (bool(before) and before[0] <= after[0])
    if old == new and (kind_of(old) in TIMESTAMP_KINDS | {"time"} or old in ("character", "bit varying")):
        return not after or (bool(before) and before[0] <= after[0])
    return False


def _holds_integers(digits: int, type_: str, modifiers: tuple[int, ...]) -> bool:
    if type_ == "numeric":
        return not modifiers or modifiers[0] - modifiers[1] >= digits
    return digits <= _INTEGER_DIGITS.get(type_, 0) or (type_ == "double precision" and digits < 16)


def _holds_numeric(before: tuple[int, ...], after: tuple[int, ...]) -> bool:
    return before[1] <= after[1] and before[0] - before[1] <= after[0] - after[1]
