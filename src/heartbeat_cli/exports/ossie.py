"""A semantic model of Apache Ossie, which was OSI: definitions only, no number.

Each metric is an aggregate over a dataset whose query gives one row, its number; so it is the same number in every tool
that runs the query. The tables it reads are datasets as well. What the specification has no place for stands in a
custom extension: status, owner, sources and why they are right, notes, hand counts.
"""

import json
from collections.abc import Iterator
from typing import Any, Final

from heartbeat_cli.exports.parts.carried import carried, described
from heartbeat_cli.exports.parts.door import Exported, ExportedFile, Exporter, LeftOut
from heartbeat_cli.exports.parts.query import one_row
from heartbeat_cli.exports.parts.subject import ExportedMetric, ExportSubject
from heartbeat_cli.exports.parts.yaml_text import yaml_text
from heartbeat_cli.metrics import SourceTable, with_tables_called
from heartbeat_cli.pgschema import DATE_KINDS, kind_of, quote_if_needed

_NOW: Final = "0.2.0.dev0"
_BEFORE: Final = "0.1.1"
_MARK: Final = "# Written by `hb metrics export --to ossie`: change the metrics, not this file."
# 0.1.1 knows five vendors; COMMON is the one that is nobody's.
_VENDORS: Final = {_NOW: "HEARTBEAT", _BEFORE: "COMMON"}
_INSTRUCTIONS: Final = (
    "A number stands for itself only while its status is aligned. What a caveated one contains besides, its notes say."
)


def write(subject: ExportSubject, spec: str) -> Exported:
    """One document with one semantic model."""
    computed = [exported for exported in subject.metrics if exported.computable]
    model: dict[str, Any] = {
        "name": "heartbeat",
        "description": f"Metrics that were held against counts made by hand. Truth source: {subject.truth_source}.",
        "ai_context": {"instructions": _INSTRUCTIONS},
        "datasets": [*_tables(computed, spec), *(_query(exported) for exported in computed)],
        "metrics": [_metric(exported, subject.truth_source, spec) for exported in computed],
    }
    if not computed:
        return Exported(left_out=tuple(_left_out(subject, spec)))
    text = f"{_MARK}\n{yaml_text({'version': spec, 'semantic_model': [model]})}"
    return Exported((ExportedFile("heartbeat.ossie.yml", text, _MARK),), left_out=tuple(_left_out(subject, spec)))


def _tables(computed: list[ExportedMetric], spec: str) -> Iterator[dict[str, Any]]:
    read: dict[str, list[SourceTable]] = {}
    for exported in computed:
        for one in exported.tables:
            read.setdefault(str(one.table), []).append(one)
    for name, several in sorted(read.items()):
        columns = {column.name: column for one in several for column in one.columns}
        yield _present(
            {
                "name": name.replace(".", "__"),
                "source": ".".join(map(quote_if_needed, several[0].table)),
                "primary_key": list(several[0].key),
                "description": several[0].comment,
                "fields": [_field(column.name, column.type, column.comment, spec) for column in columns.values()],
            }
        )


def _field(name: str, type_: str, comment: str | None, spec: str) -> dict[str, Any]:
    is_time = kind_of(type_) in DATE_KINDS
    return _present(
        {
            "name": name,
            "expression": _expression(quote_if_needed(name)),
            "dimension": {"is_time": True} if is_time else None,
            "description": comment,
            "datatype": _datatype(type_) if spec != _BEFORE else None,
        }
    )


def _query(exported: ExportedMetric) -> dict[str, Any]:
    """The dataset of a metric: one row, its moment and its number."""
    name, sql = exported.metric.name, exported.metric.sql or ""
    fields = [
        {"name": "as_of", "expression": _expression("as_of"), "dimension": {"is_time": True}},
        {"name": "value", "expression": _expression("value")},
    ]
    written = one_row(with_tables_called(sql, lambda table: ".".join(map(quote_if_needed, table))))
    return {"name": name, "source": written, "primary_key": ["as_of"], "fields": fields}


def _metric(exported: ExportedMetric, truth_source: str, spec: str) -> dict[str, Any]:
    metric = exported.metric
    data = json.dumps(carried(exported, truth_source), ensure_ascii=False, sort_keys=True)
    context = {"synonyms": [metric.label] if metric.label else [], "examples": [metric.question]}
    return _present(
        {
            "name": metric.name,
            "expression": _expression(f"MAX({metric.name}.value)"),
            "description": described(exported),
            "datatype": "Decimal" if spec != _BEFORE else None,
            "ai_context": _present(context),
            "custom_extensions": [{"vendor_name": _VENDORS[spec], "data": data}],
        }
    )


def _expression(text: str) -> dict[str, Any]:
    return {"dialects": [{"dialect": "ANSI_SQL", "expression": text}]}


def _present(found: dict[str, Any]) -> dict[str, Any]:
    return {key: value for key, value in found.items() if value not in (None, [], {})}


def _datatype(type_: str) -> str | None:
    """The specification's word for a type of PostgreSQL's; None where it has none."""
    return _DATATYPES.get(type_.partition("(")[0].strip())


_DATATYPES: Final = {
    **dict.fromkeys(("smallint", "integer", "bigint"), "Integer"),
    **dict.fromkeys(("numeric", "decimal", "money"), "Decimal"),
    **dict.fromkeys(("real", "double precision"), "Float"),
    **dict.fromkeys(("text", "character varying", "character", "uuid"), "String"),
    "boolean": "Boolean",
    "date": "Date",
    "time without time zone": "Time",
    "timestamp without time zone": "DateTime",
    "timestamp with time zone": "DateTimeTz",
}


def _left_out(subject: ExportSubject, spec: str) -> Iterator[LeftOut]:
    yield LeftOut("SQL dialect", "the queries are PostgreSQL's, and the specification has no word for that")
    yield LeftOut("receipts", "of a hand count's receipt the id is carried; the metric's file has all of it")
    if spec == _BEFORE:
        yield LeftOut("types", f"{_BEFORE} has no datatype")
        yield LeftOut("vendor", f"{_BEFORE} knows five vendors, so the extensions are those of COMMON")
    for exported in subject.metrics:
        if not exported.computable:
            yield LeftOut("metric", f"it has no number: {'; '.join(exported.why_not)}", exported.metric.name)


EXPORTER = Exporter("tools that read Apache Ossie (OSI): a semantic model", write, numbers=False, specs=(_NOW, _BEFORE))
