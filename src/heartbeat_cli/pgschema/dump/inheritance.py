"""ATTACH and DETACH PARTITION, INHERIT and NO INHERIT."""

from dataclasses import replace

from .clauses import NotUnderstoodError
from .draft import DraftDatabase
from .indexes import share_with_partition
from .objects import DraftTable


def attach(draft: DraftDatabase, parent: DraftTable, child: DraftTable, bound: str) -> None:
    """The child becomes a partition; its columns are the parent's now, and it gets the indexes it lacks."""
    if child.partition_of is not None:
        raise NotUnderstoodError(f"{child.qname} is a partition already")
    _link(parent, child)
    child.partition_of, child.bound = parent, bound
    above = {c.name: c for c in parent.columns}
    for column in child.columns:
        if column.name in above:
            column.local = False
            if draft.since_17:
                column.identity = above[column.name].identity
    checks = {c.name for c in parent.checks}
    for check in child.checks:
        check.local = check.local and check.name not in checks
    share_with_partition(draft, parent, child)


def detach(draft: DraftDatabase, parent: DraftTable, child: DraftTable) -> None:
    """The child keeps what it shared: columns, indexes, keys, and the parent's references as its own."""
    if child.partition_of is not parent:
        raise NotUnderstoodError(f"{child.qname} is no partition of {parent.qname}")
    child.partition_of = child.bound = None
    _unlink(parent, child)
    for key in [k for above in _upward(parent) for k in above.foreign_keys]:
        if all((k.columns, k.target) != (key.columns, key.target) for k in child.foreign_keys):
            columns, targets = list(key.columns), list(key.target_columns)
            copy = replace(key, table=child, columns=columns, target_columns=targets, comment=None)
            draft.bind(copy, key.target)
            child.foreign_keys.append(copy)
    for index in child.indexes:
        index.parent = None
    for unique in child.unique():
        unique.parent = None
    for column in child.columns:
        column.identity = None


def _upward(partition: DraftTable) -> list[DraftTable]:
    """A partition, its parent, and so on to the top: references stand at whichever declared them."""
    above = partition.partition_of
    return [partition, *(_upward(above) if above is not None else [])]


def inherit(parent: DraftTable, child: DraftTable) -> None:
    """INHERIT: the columns are there already."""
    missing = [c.name for c in parent.columns if child.column(c.name) is None]
    if missing:
        raise NotUnderstoodError(f"{child.qname} has no column {missing[0]}")
    _link(parent, child)


def uninherit(parent: DraftTable, child: DraftTable) -> None:
    """NO INHERIT: what was inherited from nobody else is the child's own now."""
    if parent not in child.parents:
        raise NotUnderstoodError(f"{child.qname} does not inherit from {parent.qname}")
    _unlink(parent, child)


def _link(parent: DraftTable, child: DraftTable) -> None:
    if parent is child or parent in child.descendants():
        raise NotUnderstoodError(f"{child.qname} cannot be below itself")
    if child not in parent.children:
        parent.children.append(child)
        child.parents.append(parent)


def _unlink(parent: DraftTable, child: DraftTable) -> None:
    parent.children.remove(child)
    child.parents.remove(parent)
    for column in child.columns:
        if all(p.column(column.name) is None for p in child.parents):
            column.local = True
    names = {c.name for p in child.parents for c in p.checks}
    for check in child.checks:
        check.local = check.local or check.name not in names
