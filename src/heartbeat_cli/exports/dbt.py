"""dbt models and metrics: definitions only, in the present specification of its semantic layer.

Each metric is a model of one row, its number at one moment, and a `simple` metric over it: of several rows, as a
snapshot or an incremental model collects them, the newest counts. What dbt has no place for stands in `config.meta`.
"""

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from typing import Any, Final

from heartbeat_cli.exports.parts.carried import carried, described
from heartbeat_cli.exports.parts.door import Exported, ExportedFile, Exporter, LeftOut
from heartbeat_cli.exports.parts.query import one_row
from heartbeat_cli.exports.parts.subject import ExportedMetric, ExportSubject
from heartbeat_cli.exports.parts.yaml_text import yaml_text
from heartbeat_cli.metrics import SourceTable, with_tables_called
from heartbeat_cli.pgschema import QName

_MARK: Final = "Written by `hb metrics export --to dbt`: change the metric, not this file."
_SPINE: Final = "heartbeat_time_spine"
# A semantic layer needs one; it is one row a day.
_SPINE_SQL: Final = """\
SELECT CAST(date_day AS date) AS date_day
FROM generate_series(DATE '2020-01-01', DATE '2049-12-31', INTERVAL '1 day') AS days(date_day)
"""
_JINJA: Final = re.compile(r"\{[{%#]|[}%#]\}")
# What dbt calls a metric; it reads two underscores as a path.
_NAME: Final = re.compile(r"(?!.*__)[a-z][a-z0-9_]*[a-z0-9]")


def write(subject: ExportSubject, _spec: str) -> Exported:
    """A YAML file for all, a model's SQL for each."""
    carriable = [e for e in subject.metrics if e.computable and _NAME.fullmatch(e.metric.name)]
    left = tuple(_left_out(subject, carriable))
    if not carriable:
        return Exported(left_out=left)
    labels = _labels(carriable)
    document = {
        "version": 2,
        "sources": list(_sources(carriable)),
        "models": [_spine(), *(_model(e, subject.truth_source, labels[e.metric.name]) for e in carriable)],
    }
    queries = [ExportedFile(f"{_model_name(e)}.sql", f"-- {_MARK}\n{_query(e)}", _MARK) for e in carriable]
    spine = ExportedFile(f"{_SPINE}.sql", f"-- {_MARK}\n{_SPINE_SQL}", _MARK)
    listed = ExportedFile("heartbeat.yml", f"# {_MARK}\n{yaml_text(_unrendered(document))}", _MARK)
    return Exported((*queries, spine, listed), left_out=left)


def _model_name(exported: ExportedMetric) -> str:
    return f"heartbeat_{exported.metric.name}"


def _source_name(table: QName) -> str:
    return f"heartbeat_{table.schema}"


def _query(exported: ExportedMetric) -> str:
    sql = exported.metric.sql or ""
    return one_row(with_tables_called(sql, _call, _no_jinja))


def _call(table: QName) -> str:
    return f"{{{{ source({_source_name(table)!r}, {table.name!r}) }}}}"


def _no_jinja(text: str) -> str:
    """SQL with what dbt would take for a template written as one that gives it back."""
    return _JINJA.sub(lambda found: f"{{{{ {found[0]!r} }}}}", text)


def _unrendered(value: Any) -> Any:
    """dbt renders every text of its files."""
    match value:
        case str():
            return _no_jinja(value)
        case dict():
            return {key: _unrendered(inner) for key, inner in value.items()}
        case list():
            return [_unrendered(inner) for inner in value]
    return value


def _sources(carriable: Iterable[ExportedMetric]) -> Iterator[dict[str, Any]]:
    schemas: dict[str, dict[str, list[SourceTable]]] = {}
    for exported in carriable:
        for one in exported.tables:
            schemas.setdefault(one.table.schema, {}).setdefault(one.table.name, []).append(one)
    for schema, tables in sorted(schemas.items()):
        listed = [_table(name, several) for name, several in sorted(tables.items())]
        yield {"name": _source_name(QName(schema, "")), "schema": schema, "tables": listed}


def _table(name: str, several: list[SourceTable]) -> dict[str, Any]:
    columns = {column.name: column for one in several for column in one.columns}
    return _present(
        {
            "name": name,
            "description": several[0].comment,
            "columns": [_present({"name": c.name, "description": c.comment}) for c in columns.values()],
        }
    )


def _spine() -> dict[str, Any]:
    return {
        "name": _SPINE,
        "description": "A row for each day, which a semantic layer asks for.",
        "time_spine": {"standard_granularity_column": "date_day"},
        "columns": [{"name": "date_day", "granularity": "day"}],
    }


def _labels(carriable: Iterable[ExportedMetric]) -> dict[str, str]:
    """What each is called, by its name: dbt allows no two metrics of one label.

    A label is all that many tools show, so one that does not stand has its status behind it.
    """
    said = {exported.metric.name: exported.metric.label or exported.metric.name for exported in carriable}
    said |= {one.metric.name: f"{said[one.metric.name]} ({one.status})" for one in carriable if one.why_not}
    often = {label for label, times in Counter(said.values()).items() if times > 1}
    return {name: f"{label} ({name})" if label in often else label for name, label in said.items()}


def _model(exported: ExportedMetric, truth_source: str, label: str) -> dict[str, Any]:
    metric = exported.metric
    return {
        "name": _model_name(exported),
        "description": f"{label}: its number now, in one row.",
        "semantic_model": {"enabled": True},
        "agg_time_dimension": "as_of",
        "columns": [
            {
                "name": "as_of",
                "description": "The moment the number is of.",
                "granularity": "day",
                "dimension": {"type": "time"},
                "entity": {"type": "primary", "name": _model_name(exported)},
            },
            {"name": "value", "description": metric.question},
        ],
        "metrics": [
            {
                "name": metric.name,
                "label": label,
                "description": described(exported),
                "type": "simple",
                "agg": "sum",
                "expr": "value",
                "non_additive_dimension": {"name": "as_of", "window_agg": "max"},
                "config": {"meta": {"heartbeat": carried(exported, truth_source)}},
            }
        ],
    }


def _present(found: dict[str, Any]) -> dict[str, Any]:
    return {key: value for key, value in found.items() if value not in (None, [], {})}


def _left_out(subject: ExportSubject, carriable: list[ExportedMetric]) -> Iterator[LeftOut]:
    yield LeftOut(
        "SQL dialect", "the queries are PostgreSQL's; hb writes them for the marts, dbt runs them as they are"
    )
    yield LeftOut("receipts", "of a hand count's receipt the id is carried; the metric's file has all of it")
    for exported in subject.metrics:
        if not exported.computable:
            yield LeftOut("metric", f"it has no number: {'; '.join(exported.why_not)}", exported.metric.name)
        elif exported not in carriable:
            yield LeftOut("metric", "dbt reads two underscores in a name as a path", exported.metric.name)


EXPORTER = Exporter("dbt: models, sources and metrics of its semantic layer", write, numbers=False, several=True)
