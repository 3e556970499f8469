"""What changed between two states of one database, as values a person can read and a program can follow.

Both databases are laid out flat (`layout.py`): every object with its attributes as text, and the object it belongs to.
What only one of them has was added or removed, and what belongs to it goes with it unsaid. The order of constraints,
indexes, grants and of the objects themselves says nothing, nor does the line a table was read from. Attributes that
hold SQL are compared as far as `expression.same_sql` is sure. What one side does not know is no difference.
"""

from dataclasses import dataclass
from typing import ClassVar

from .expression import same_sql
from .fields import UNKNOWN, Value
from .layout import Object, ObjectKey, lay_out, surroundings_of
from .model import Database
from .names import QName

_LONGEST_SHOWN = 60


@dataclass(frozen=True, slots=True)
class Change:
    """One difference. `action` is `added`, `removed` or `changed`.

    `object` is the kind of object (`table`, `column`, `foreign key`, `index`, `view`, `grant`, …) and `name` its
    own name; `table` is the table or view it is or belongs to, `column` the column it is or is about. A change is one
    of `attribute`, from `before` to `after` (None: had none); of what was added or removed, `after` or `before` is
    its definition in short. `sentence` says it all in one line.
    """

    json_keys: ClassVar = "action object name table column attribute before after sentence"

    action: str
    object: str
    name: str
    sentence: str
    table: QName | None = None
    column: str | None = None
    attribute: str | None = None
    before: str | None = None
    after: str | None = None


def diff(before: Database, after: Database) -> tuple[Change, ...]:
    """What has to happen to `before` to make it `after`: removals, then changes and additions in `after`'s order.

    The names of the databases are not compared.
    """
    old, new = lay_out(before), lay_out(after)
    removed = [_gone(o, "removed") for key, o in old.items() if key not in new and _is_reported(o, old, new)]
    rest: list[Change] = []
    for key, thing in new.items():
        if key in old:
            rest += _changes(old[key], thing)
        elif _is_reported(thing, new, old):
            rest.append(_gone(thing, "added"))
    return (*removed, *rest)


def _is_reported(thing: Object, mine: dict[ObjectKey, Object], others: dict[ObjectKey, Object]) -> bool:
    """Whether it is news that the others lack `thing`: all it belongs to is there, and known in such detail."""
    container = thing.container
    while container is not None and container in mine:
        if container not in others:
            return False
        if thing.key.kind in others[container].unknown:
            return False
        container = mine[container].container
    return True


def _gone(thing: Object, action: str) -> Change:
    return Change(
        action=action,
        object=thing.key.kind,
        name=thing.name,
        sentence=f"{thing.subject} {action}",
        table=thing.table,
        column=thing.column,
        before=thing.summary if action == "removed" else None,
        after=thing.summary if action == "added" else None,
    )


def _changes(old: Object, new: Object) -> list[Change]:
    found = [_changed(new, name, old.attributes[name], value) for name, value in new.attributes.items()]
    return [change for change in [*found, _reordered(old, new)] if change is not None]


def _changed(thing: Object, attribute: str, before: Value, after: Value) -> Change | None:
    if before == after or UNKNOWN in (before, after) or _same(thing, attribute, before, after):
        return None
    was, now = _text(before), _text(after)
    shown = f"{attribute} {_shown(was)} -> {_shown(now)}"
    if any(len(text) > _LONGEST_SHOWN or "\n" in text for text in (was or "", now or "")):
        shown = f"{attribute} " + ("added" if was is None else "removed" if now is None else "changed")
    return Change(
        action="changed",
        object=thing.key.kind,
        name=thing.name,
        sentence=f"{thing.place}: {shown}",
        table=thing.table,
        column=thing.column,
        attribute=attribute,
        before=was,
        after=now,
    )


def _same(thing: Object, attribute: str, before: Value, after: Value) -> bool:
    """Whether two texts of SQL, or several each, mean the same."""
    form = thing.sql.get(attribute)
    if before is None or after is None or form is None:
        return False
    where = surroundings_of(thing, attribute)
    one, other = (value if isinstance(value, tuple) else (value,) for value in (before, after))
    return len(one) == len(other) and all(same_sql(a, b, form, where) for a, b in zip(one, other, strict=True))


def _text(value: Value) -> str | None:
    return ", ".join(value) if isinstance(value, tuple) else value


def _shown(value: str | None) -> str:
    return "none" if value is None else value or "''"


def _reordered(old: Object, new: Object) -> Change | None:
    """The columns both have stand in another order."""
    was = [name for name in old.order if name in new.order]
    now = [name for name in new.order if name in old.order]
    return _changed(new, "order of columns", ", ".join(was), ", ".join(now))
