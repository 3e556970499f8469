"""Tables rows are only added to: logs of states, and of anything else that happens."""

from heartbeat_cli.blocks import GridColumn, Phrases, Section, grid
from heartbeat_cli.profiling.detectors.parts.detector import Detector, ProfiledSubject, Shown
from heartbeat_cli.profiling.detectors.parts.wording import local
from heartbeat_cli.profiling.detectors.states import state_machines
from heartbeat_cli.profiling.facts import SchemaFacts
from heartbeat_cli.profiling.values import EventLog


def event_logs(facts: SchemaFacts) -> tuple[EventLog, ...]:
    """The logs of a schema, those of states first."""
    found = (log for q, log in facts.logs.items() if q in facts.tables)
    return tuple(sorted(found, key=lambda log: (log.kind != "state log", log.table)))


def _section(logs: tuple[EventLog, ...], subject: ProfiledSubject) -> Section:
    """Logs of states stand with their states, as far as those are known."""
    known = {m.log.table for m in subject.facts.once(state_machines) if m.log is not None}
    rest = [log for log in logs if log.table not in known]
    if not rest:
        return Section("Logs", (Phrases(("all of them follow a state above",)),), len(logs))
    columns = (GridColumn("log", style="bold"), GridColumn("time"), GridColumn("about"))
    rows = (
        (log.table.name, log.event_time or "", local(log.subject, log.table.schema) if log.subject else "")
        for log in rest
    )
    remark = f"{len(logs) - len(rest)} of them follow a state above" if len(rest) < len(logs) else ""
    return Section("Logs", (grid(columns, rows, lines=5),), len(logs), remark)


DETECTOR = Detector("Tables rows are only added to.", event_logs, schema=Shown(_section, 40))
