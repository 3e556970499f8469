"""days-have-a-zone: where a day begins is said, for it begins elsewhere at another moment."""

from collections.abc import Iterator
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
it names another zone, days of yet another one are found, and `current_date`, which is the day in UTC. It is always a
warning.
"""
_PARTS: Final = frozenset(
    ("hour", "day", "dow", "isodow", "doy", "week", "month", "quarter", "year", "isoyear", "decade", "century")
)


def judge(evidence: Evidence) -> Judgement:
    """A finding for each moment that is cut to days where nobody says whose, or to those of another zone."""
    ours = evidence.project.time_zone
    if ours == "UTC":
        return
    for metric_file, query in evidence.with_queries():
        metric = metric_file.metric
        found = dict(_of_query(query, ours))
        for at, (message, then) in found.items():
            yield Finding.at(ID, metric.sql_place.at(metric.sql or "", at), message, then, WARNING)


def _of_query(query: QueryNames, ours: str | None) -> Iterator[tuple[int, tuple[str, str]]]:
    for select in query.shape.selects:
        for value in (*(p.value for p in select.conditions), *select.values(), *select.group_by):
            for kind, node in nodes_inside(value):
                if kind == "SQLValueFunction" and ours is not None and "CURRENT_DATE" in node["op"]:
                    yield max(node.get("location", 0), 0), _today(ours)
                inner = _cut(kind, node)
                told = _of_cut(inner, select, query, ours) if inner is not None else None
                if told is not None:
                    yield told


def _today(ours: str) -> tuple[str, str]:
    message = f"current_date is the day in UTC, and the project's days are those of {ours}"
    return message, f"Write (now() AT TIME ZONE '{ours}')::date."


def _of_cut(inner: SqlNode, select: Select, query: QueryNames, ours: str | None) -> tuple[int, tuple[str, str]] | None:
    """What is wrong with the days of a moment, where it stands."""
    call = inner.get("FuncCall")
    zone = None
    if call is not None and call["funcname"][-1]["String"]["sval"] == "timezone":
        zone = call["args"][0].get("A_Const", {}).get("sval", {}).get("sval")
        inner = call["args"][-1]
    known = query.column(inner, select) if "ColumnRef" in inner else None
    if known is None or kind_of(known[1].type) != "timestamptz" or (zone is not None and zone == (ours or zone)):
        return None
    name = known[1].name
    begin = f"days of {name} begin at midnight in {zone or 'UTC'}"
    why = f"the project's in {ours}" if zone is not None else "nothing says that they are meant to"
    then = f"Write {name} AT TIME ZONE '{ours or 'Europe/Berlin'}'"
    more = "." if zone is not None else ", or say `time_zone: UTC` in heartbeat.yml."
    return max(int(inner["ColumnRef"].get("location", 0)), 0), (f"{begin}, and {why}", then + more)


def _cut(kind: str, node: SqlNode) -> SqlNode | None:
    """The moment that is cut to a day or a part of one."""
    inner: SqlNode | None = None
    if kind == "TypeCast" and node["typeName"]["names"][-1]["String"]["sval"] == "date":
        inner = node["arg"]
    elif kind == "FuncCall":
        name, args = node["funcname"][-1]["String"]["sval"], node.get("args", [])
        unit = args[0].get("A_Const", {}).get("sval", {}).get("sval", "") if args else ""
        if name in ("date_trunc", "extract", "date_part") and len(args) == 2 and unit.lower() in _PARTS:
            inner = args[1]
        elif name in ("date", "to_char") and args:
            inner = args[0]
    return inner


RULE = Rule(
    ID,
    "Where a day begins is said, for it begins elsewhere at another moment.",
    judge,
    needs=("inventory-valid",),
    after=("constant-value", "tables-exist"),
    why=WHY,
)
