"""The names PostgreSQL chooses where a statement gives none, so that a later DROP CONSTRAINT finds its object."""

from heartbeat_cli.mirror.draft import Draft, DraftTable

_LIMIT = 63


def _clip(text: str, size: int) -> str:
    return text.encode()[:size].decode("utf-8", "ignore")


def make_name(first: str, second: str | None, label: str) -> str:
    """`first_second_label` within 63 bytes: the longer of the two names is shortened first."""
    room = _LIMIT - len(label) - 1 - (1 if second is not None else 0)
    one, two = len(first.encode()), len((second or "").encode())
    while one + two > room:
        if one > two:
            one -= 1
        else:
            two -= 1
    middle = f"_{_clip(second, two)}" if second is not None else ""
    return f"{_clip(first, one)}{middle}_{label}"


def relation_name(draft: Draft, table: DraftTable, columns: list[str] | None, label: str) -> str:
    """A free name for an index or an index-backed constraint of `table`."""
    taken = {*_relations_of(table), *(q.name for q in draft.relations if q.schema == table.schema)}
    return _first_free(table.name, columns, label, taken)


def constraint_name(table: DraftTable, columns: list[str] | None, label: str) -> str:
    """A free name for a foreign key or check of `table`."""
    taken = {k.name for k in table.foreign_keys} | {c.name for c in table.checks}
    return _first_free(table.name, columns, label, taken)


def _relations_of(table: DraftTable) -> list[str]:
    names = [table.name, *(i.name for i in table.indexes), *(k.name for k in table.unique_keys)]
    if table.primary_key:
        names.append(table.primary_key.name)
    return names


def _first_free(table: str, columns: list[str] | None, label: str, taken: set[str]) -> str:
    joined = _join(columns) if columns else None
    name, number = make_name(table, joined, label), 0
    while name in taken:
        number += 1
        name = make_name(table, joined, f"{label}{number}")
    return name


def _join(columns: list[str]) -> str:
    """Column names joined by underscores, as long as one name may be."""
    joined = ""
    for column in columns:
        joined = f"{joined}_{column}" if joined else column
        if len(joined.encode()) >= _LIMIT + 1:
            break
    return _clip(joined, _LIMIT)
