"""Logs of states whose key nobody declared: a table that leads to another by its names may write down its states."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import replace
from typing import Final

from heartbeat_cli.discovery.columns import event_times
from heartbeat_cli.discovery.proposals.known import KeyStep
from heartbeat_cli.pgschema import QName, Table
from heartbeat_cli.profiling import DatabaseFacts, StateLog, StateMachine

_ENTERED: Final = re.compile(r"(?:^|_)(?:to|new|next)_")
_LEFT: Final = re.compile(r"(?:^|_)(?:from|old|previous|prev)_")
_OF_STATES: Final = "state log"


def with_inferred_logs(
    machines: Mapping[QName, list[StateMachine]], inferred: Mapping[QName, Iterable[KeyStep]], facts: DatabaseFacts
) -> dict[QName, list[StateMachine]]:
    """The state columns by table, the only one of a table with the log that leads to it and belongs to none yet."""
    found = {table: list(columns) for table, columns in machines.items()}
    taken = {machine.log.table for columns in found.values() for machine in columns if machine.log is not None}
    for name, steps in inferred.items():
        if name in taken or facts.role(name)[0] != _OF_STATES:
            continue
        for step in steps:
            columns = found.get(step.target, [])
            log = _log(facts.tables[name], step.column)
            if len(columns) == 1 and columns[0].log is None and log is not None:
                found[step.target] = [replace(columns[0], log=log)]
    return found


def _log(table: Table, subject: str) -> StateLog | None:
    """The log that a table is; None where it does not say which state was entered and when."""
    entered = next((column.name for column in table.columns if _ENTERED.search(column.name)), None)
    left = next((column.name for column in table.columns if _LEFT.search(column.name)), None)
    times = event_times(table)
    return StateLog(table.qname, entered, left, times[0].name, subject) if entered is not None and times else None
