"""personal-value: no metric shows somebody's personal data."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from heartbeat_cli.estate import TableDecision
from heartbeat_cli.metrics import QueryNames, Select, SqlNode
from heartbeat_cli.pgschema import QName
from heartbeat_cli.profiling import personal_tags
from heartbeat_cli.rules.parts.evidence import Evidence
from heartbeat_cli.rules.parts.finding import Finding
from heartbeat_cli.rules.parts.rule import Judgement, Rule

ID = "personal-value"
WHY = """\
The smallest e-mail address is somebody's. `min`, `max`, `mode` and the like choose one value, and so does a column
without an aggregate; of personal data that is a person's on everybody's cockpit. Count instead:

```sql
SELECT count(DISTINCT email) FROM webbank_core.client_profile
```

Which columns are personal is told by their names, types and comments, as `hb profile` shows them, and first of all by
what `db/profile.yml` says of a table or view.
"""
_HANDING_ON = frozenset(
    [
        "min",
        "max",
        "mode",
        "percentile_disc",
        "first_value",
        "last_value",
        "nth_value",
        "lag",
        "lead",
        "string_agg",
        "array_agg",
        "lower",
        "upper",
        "initcap",
        "btrim",
        "ltrim",
        "rtrim",
        "left",
        "right",
        "substring",
        "replace",
        "concat",
    ]
)


def judge(evidence: Evidence) -> Judgement:
    """A finding for each value that is one person's, at the output."""
    for metric_file, query in evidence.with_queries():
        metric, root = metric_file.metric, query.shape.root
        for select in root.branches or (root,):
            for output in select.outputs:
                asked = _Asked(query, evidence.said.decisions)
                shown = next(_shown(output.value, select, asked), None) if output.value is not None else None
                if shown is not None:
                    place = metric.sql_place.at(metric.sql or "", output.at)
                    message = f"the value is personal data of one person: {shown}"
                    yield Finding.at(ID, place, message, "Count, or show nothing of it.")


@dataclass(frozen=True, slots=True)
class _Asked:
    """A metric's query, and what people say of the tables and views it may read, by their names in the marts."""

    query: QueryNames
    said: Mapping[QName, TableDecision]


def _shown(value: SqlNode, select: Select, asked: _Asked) -> Iterator[str]:
    """The personal columns of which one value is chosen or written out."""
    (kind, node), *_ = value.items()
    if kind == "ColumnRef":
        yield from _of_column(value, select, asked)
    elif kind == "SubLink" and node.get("subLinkType") == "EXPR_SUBLINK":
        inner = asked.query.shape.subquery(node)
        for output in inner.outputs:
            if output.value is not None:
                yield from _shown(output.value, inner, asked)
    else:
        for part in _handed_on(kind, node):
            yield from _shown(part, select, asked)


def _of_column(value: SqlNode, select: Select, asked: _Asked) -> Iterator[str]:
    query = asked.query
    use = query.meaning(value, select)
    if use is None:
        return
    said = asked.said.get(use.relation.table) if use.relation.table is not None else None
    about = said.columns.get(use.name) if said is not None else None
    if about is not None and about.personal is not None:
        yield from [f"{use.relation.alias}.{use.name} ({about.personal})"] if about.personal else []
        return
    inner, output = use.relation.query, query.output(use)
    if output is not None and output.value is not None and inner is not None and not inner.branches:
        yield from _shown(output.value, inner, asked)
    elif (known := query.column(value, select)) is not None:
        tags = personal_tags(*known, said)
        yield from (f"{known[0].name}.{known[1].name} ({tag.category})" for tag in tags[:1])


def _handed_on(kind: str, node: SqlNode) -> Iterable[SqlNode]:
    """What of an expression comes out as it is, or as a text that has it."""
    if kind == "FuncCall" and node["funcname"][-1]["String"]["sval"] in _HANDING_ON:
        ordered = [entry["SortBy"]["node"] for entry in node.get("agg_order", ())] if "agg_within_group" in node else []
        return [*node.get("args", ()), *ordered]
    if kind in ("TypeCast", "CollateClause", "A_Indirection"):
        return [node["arg"]]
    if kind in ("CoalesceExpr", "MinMaxExpr"):
        return list(node["args"])
    joined = kind == "A_Expr" and node["name"][-1]["String"]["sval"] == "||"
    return [node["lexpr"], node["rexpr"]] if joined else []


RULE = Rule(
    ID,
    "No metric shows somebody's personal data.",
    judge,
    needs=("inventory-valid",),
    after=("constant-value", "tables-exist"),
    why=WHY,
)
