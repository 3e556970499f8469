"""What a table has besides columns and keys → the DDL of it: rights, row security, triggers, settings, comments."""

import re
from collections.abc import Iterable, Iterator

from heartbeat_cli.pgschema import (
    CheckConstraint,
    Column,
    ExclusionConstraint,
    ForeignKey,
    Grant,
    Policy,
    Table,
    Trigger,
    UniqueKey,
    literal,
    quote,
)

_Constraint = UniqueKey | ExclusionConstraint | CheckConstraint | ForeignKey

_OF_TABLE = {
    "tablespace": "SET TABLESPACE",
    "access method": "SET ACCESS METHOD",
    "clustered on": "CLUSTER ON",
}
_ENABLED = {"no": "DISABLE TRIGGER", "always": "ENABLE ALWAYS TRIGGER", "replica": "ENABLE REPLICA TRIGGER"}
_OF_KEY = re.compile(r"statistics of key (\d+)")


def attached(table: Table) -> Iterator[str]:
    """The statements, for a table that is there with its columns, keys and indexes."""
    name = f"{quote(table.schema)}.{quote(table.name)}"
    yield from _settings(table, name)
    yield from _row_security(table, name)
    for trigger in table.triggers:
        yield from _trigger(trigger, name)
    for grant in table.grants:
        yield from _grants(grant, name)
    yield from _comments(table, name)


def _grants(grant: Grant, name: str) -> Iterator[str]:
    """A statement for the rights that may be handed on, and one for the others."""
    columns = f" ({', '.join(map(quote, grant.columns))})" if grant.columns else ""
    grantee = "PUBLIC" if grant.grantee == "public" else quote(grant.grantee)
    kept = [word for word in grant.privileges if word not in grant.grantable]
    for words, handed_on in ((kept, ""), (grant.grantable, " WITH GRANT OPTION")):
        if words:
            rights = ", ".join(word.upper() + columns for word in words)
            yield f"GRANT {rights} ON TABLE {name} TO {grantee}{handed_on};"


def _row_security(table: Table, name: str) -> Iterator[str]:
    if table.row_security:
        yield f"ALTER TABLE {name} ENABLE ROW LEVEL SECURITY;"
    if table.force_row_security:
        yield f"ALTER TABLE ONLY {name} FORCE ROW LEVEL SECURITY;"
    for policy in table.policies:
        yield _policy(policy, name)


def _policy(policy: Policy, name: str) -> str:
    roles = ", ".join("PUBLIC" if role == "public" else quote(role) for role in policy.roles)
    words = [f"CREATE POLICY {quote(policy.name)} ON {name}"]
    words += [] if policy.permissive else ["AS RESTRICTIVE"]
    words += [f"FOR {policy.command.upper()} TO {roles}"]
    words += [f"USING ({policy.using})"] if policy.using is not None else []
    words += [f"WITH CHECK ({policy.check})"] if policy.check is not None else []
    return " ".join(words) + ";"


def _trigger(trigger: Trigger, name: str) -> Iterator[str]:
    of = f" OF {', '.join(map(quote, trigger.update_of))}" if trigger.update_of else ""
    events = " OR ".join(event.upper() + (of if event == "update" else "") for event in trigger.events)
    kind = "CONSTRAINT TRIGGER" if trigger.constraint else "TRIGGER"
    words = [f"CREATE {kind} {quote(trigger.name)} {trigger.timing.upper()} {events} ON {name}"]
    words += [f"FROM {trigger.referenced}"] if trigger.referenced else []
    words += [f"DEFERRABLE INITIALLY {'DEFERRED' if trigger.initially_deferred else 'IMMEDIATE'}"] * trigger.deferrable
    tables = (("OLD", trigger.old_table), ("NEW", trigger.new_table))
    seen = [f"{which} TABLE AS {quote(called)}" for which, called in tables if called is not None]
    words += ["REFERENCING", *seen] if seen else []
    words += [f"FOR EACH {trigger.level.upper()}"]
    words += [f"WHEN ({trigger.when})"] if trigger.when is not None else []
    yield " ".join([*words, f"EXECUTE FUNCTION {trigger.function};"])
    if trigger.enabled in _ENABLED:
        yield f"ALTER TABLE {name} {_ENABLED[trigger.enabled]} {quote(trigger.name)};"


def _settings(table: Table, name: str) -> Iterator[str]:
    for said, value in _pairs(table.settings):
        yield f"ALTER TABLE ONLY {name} {_of_table(said, value)};"
    for column in table.columns:
        yield from _of_column(column, name)
    for key in (*_indexed(table), *table.indexes):
        place = f"{quote(table.schema)}.{quote(key.name or '')}"
        for said, value in _pairs(key.settings):
            yield f"ALTER INDEX {place} {_of_index(said, value)};"


def _indexed(table: Table) -> list[UniqueKey | ExclusionConstraint]:
    """The constraints an index is behind."""
    return [*([table.primary_key] if table.primary_key else []), *table.unique_keys, *table.exclusions]


def _pairs(settings: Iterable[str]) -> Iterator[tuple[str, str]]:
    for setting in settings:
        name, _, value = setting.partition("=")
        yield name, value


def _of_table(said: str, value: str) -> str:
    if said == "replica identity":
        index = value.removeprefix("index ")
        return f"REPLICA IDENTITY {value.upper() if index == value else f'USING INDEX {quote(index)}'}"
    return f"{_OF_TABLE[said]} {quote(value)}" if said in _OF_TABLE else f"SET ({said}={literal(value)})"


def _of_column(column: Column, name: str) -> Iterator[str]:
    for said, value in _pairs(column.settings):
        if said in ("storage", "compression", "statistics"):
            what = f"SET {said.upper()} {value}"
        elif said == "not null":
            # It is of how NOT NULL was said, which stands where the column is made.
            continue
        else:
            what = f"SET ({said}={literal(value)})"
        yield f"ALTER TABLE ONLY {name} ALTER COLUMN {quote(column.name)} {what};"


def _of_index(said: str, value: str) -> str:
    key = _OF_KEY.fullmatch(said)
    if key is not None:
        return f"ALTER COLUMN {key[1]} SET STATISTICS {value}"
    return f"SET TABLESPACE {quote(value)}" if said == "tablespace" else f"SET ({said}={literal(value)})"


def _comments(table: Table, name: str) -> Iterator[str]:
    place = quote(table.schema)
    for index in table.indexes:
        if index.comment is not None:
            yield f"COMMENT ON INDEX {place}.{quote(index.name)} IS {literal(index.comment)};"
    named: list[Policy | Trigger] = [*table.policies, *table.triggers]
    for part in named:
        if part.comment is not None:
            yield f"COMMENT ON {part.kind.upper()} {quote(part.name)} ON {name} IS {literal(part.comment)};"
    constraints: list[_Constraint] = [*_indexed(table), *table.checks, *table.foreign_keys]
    for constraint in constraints:
        if constraint.comment is not None:
            yield f"COMMENT ON CONSTRAINT {quote(constraint.name or '')} ON {name} IS {literal(constraint.comment)};"
