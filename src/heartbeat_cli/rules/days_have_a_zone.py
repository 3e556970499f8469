"""days-have-a-zone: where a day begins is said, for it begins elsewhere at another moment."""

from typing import Final

from heartbeat_cli.metrics import QueryNames, Select, SqlNode, nodes_inside
from heartbeat_cli.pgschema import kind_of
from heartbeat_cli.rules.parts.evidence import Evidence
from heartbeat_cli.rules.parts.finding import WARNING, Finding
from heartbeat_cli.rules.parts.rule import Judgement, Rule

ID = "days-have-a-zone"
WHY = """\
The marts cut days at midnight in UTC. In Berlin that is one or two in the morning: what the branch counts for Monday
and what the SQL counts for Monday are not the same rows. Say whose days they are:

```sql
SELECT count(DISTINCT date_trunc('day', created_at AT TIME ZONE 'Europe/Berlin'))
```

`time_zone` in heartbeat.yml is the project's. Where it says `UTC` somebody has decided, and nothing is found; where
it names another zone, days of yet another one are found, too. It is always a warning.
"""
_PARTS: Final = frozenset(
    ("hour", "day", "dow", "isodow", "doy", "week", "month", "quarter", "year", "isoyear", "decade", "century")
)


def judge(evidence: Evidence) -> Judgement:
    """A finding for each column with a time zone that is cut to days without one."""
    ours = evidence.project.time_zone
    if ours == "UTC":
        return
    for metric_file, query in evidence.with_queries():
        metric = metric_file.metric
        told: set[int] = set()
        for select in query.shape.selects:
            for value in (*(p.value for p in select.conditions), *select.values(), *select.group_by):
                for kind, node in nodes_inside(value):
                    found = _cut(kind, node, select, query)
                    if found is None or found[0] in told:
                        continue
                    told.add(found[0])
                    place = metric.sql_place.at(metric.sql or "", found[0])
                    message = f"days of {found[1]} begin at midnight in UTC, and nothing says that they are meant to"
                    zone = f"{found[1]} AT TIME ZONE '{ours or 'Europe/Berlin'}'"
                    then = f"Write {zone}, or say `time_zone: UTC` in heartbeat.yml."
                    yield Finding.at(ID, place, message, then, WARNING)


def _cut(kind: str, node: SqlNode, select: Select, query: QueryNames) -> tuple[int, str] | None:
    """Where a moment is cut to a day or a part of one, and which column it is of."""
    inner = None
    if kind == "TypeCast" and node["typeName"]["names"][-1]["String"]["sval"] == "date":
        inner = node["arg"]
    elif kind == "FuncCall":
        name, args = node["funcname"][-1]["String"]["sval"], node.get("args", [])
        unit = args[0].get("A_Const", {}).get("sval", {}).get("sval", "") if args else ""
        if name in ("date_trunc", "extract", "date_part") and len(args) == 2 and unit.lower() in _PARTS:
            inner = args[1]
        elif name in ("date", "to_char") and args:
            inner = args[0]
    known = query.column(inner, select) if inner is not None and "ColumnRef" in inner else None
    if inner is None or known is None or kind_of(known[1].type) != "timestamptz":
        return None
    return max(int(inner["ColumnRef"].get("location", 0)), 0), known[1].name


RULE = Rule(
    ID,
    "Where a day begins is said, for it begins elsewhere at another moment.",
    judge,
    needs=("inventory-valid",),
    after=("constant-value", "tables-exist"),
    why=WHY,
)
