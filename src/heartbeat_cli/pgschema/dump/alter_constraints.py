"""The commands of ALTER TABLE about constraints."""

from ..settings import changed
from .clauses import NotUnderstoodError
from .command import Command
from .constraints import apply_constraint
from .dependents import drop_key
from .indexes import share_with_partition
from .naming import not_null_name
from .objects import DraftCheck, DraftKey, DraftUnique


def add_constraint(command: Command) -> None:
    """ADD CONSTRAINT; a partitioned table's partitions get it too, unless it says ONLY."""
    made = apply_constraint(command.draft, command.table, command.node["def"]["Constraint"], command.text)
    if isinstance(made, DraftUnique) and command.table.children and not command.reach[1:]:
        made.only = True
    for child in command.table.children:
        if child.partition_of is command.table and command.reach[1:]:
            share_with_partition(command.draft, command.table, child, [])


def drop_constraint(command: Command) -> None:
    """DROP CONSTRAINT."""
    name, table = command.node["name"], command.table
    key = next((k for k in table.unique() if k.name == name), None)
    if key is not None:
        drop_key(command.draft, table, key, cascade=command.cascade)
    elif any(name == c.name for c in table.constraints()):
        table.foreign_keys = [k for k in table.foreign_keys if k.name != name]
        table.exclusions = [e for e in table.exclusions if e.name != name]
        table.checks = [c for c in table.checks if c.name != name]
        for child in command.reach[1:]:
            child.checks = [c for c in child.checks if c.name != name or c.local]
    elif not _drop_named_not_null(command, name) and not command.node.get("missing_ok"):
        raise NotUnderstoodError(f"{table.qname} has no constraint {name}")


def _drop_named_not_null(command: Command, name: str) -> bool:
    """PostgreSQL 18 gives every NOT NULL a name to drop it by."""
    table = command.table
    column = next((c for c in table.columns if name == (c.not_null or not_null_name(table, c.name))), None)
    if column is None or column.nullable:
        return False
    for each in [c for t in command.reach if (c := t.column(column.name)) is not None]:
        each.nullable, each.not_null = True, None
    return True


def alter_constraint(command: Command) -> None:
    """ALTER CONSTRAINT: deferrability and enforcement of a foreign key, whether a NOT NULL is inherited."""
    change = command.node["def"]["ATAlterConstraint"]
    key = next((k for k in command.table.foreign_keys if k.name == change["conname"]), None)
    if key is not None and change.get("alterDeferrability"):
        key.deferrable, key.initially_deferred = bool(change.get("deferrable")), bool(change.get("initdeferred"))
    if key is not None and change.get("alterEnforceability"):
        key.valid = key.enforced = bool(change.get("is_enforced"))
    if key is None and change.get("alterInheritability"):
        _let_inherit(command, change["conname"], inherits=not change.get("noinherit"))
    elif key is None:
        raise NotUnderstoodError(f"{command.table.qname} has no foreign key {change['conname']}")


def _let_inherit(command: Command, name: str, *, inherits: bool) -> None:
    table = command.table
    for column in table.columns:
        if name == (column.not_null or not_null_name(table, column.name)):
            column.not_null_inherits = inherits
            column.settings = changed(column.settings, "not null", None if inherits else "no inherit")


def validate(command: Command) -> None:
    """VALIDATE CONSTRAINT."""
    name, table = command.node["name"], command.table
    held: list[DraftKey | DraftCheck] = [*table.foreign_keys, *(c for t in command.reach for c in t.checks)]
    for constraint in held:
        if constraint.name == name:
            constraint.valid = True
    for column in table.columns:
        if column.settings and name == (column.not_null or not_null_name(table, column.name)):
            column.settings = tuple(s for s in column.settings if s != "not null=not valid")
