"""SQL made of a metric's own: judged as any metric's is, and run within the same limits."""

from heartbeat_cli.metrics.bench import Bench
from heartbeat_cli.metrics.evaluation import landed_columns, measured
from heartbeat_cli.metrics.guard import check_sql
from heartbeat_cli.metrics.metric import Metric
from heartbeat_cli.metrics.pieces import NoPiecesError, Piece
from heartbeat_cli.metrics.sent import check_sent, to_marts
from heartbeat_cli.metrics.shape.expressions import calls_in, function_name, is_aggregate, nodes_inside

_ADDED, EXTREME = ("count", "sum"), {"min": min, "max": max}


def rows_of(bench: Bench, metric: Metric, sql: str) -> tuple[tuple[object, ...], ...]:
    """The rows of SQL without a clock that was made of a metric's.

    Raises NoPiecesError where it reads other tables than the metric does, and like `evaluate`.
    """
    place, reader = metric.sql_place, bench.reader
    whole = f"SELECT * FROM (\n{sql}\n) AS made"
    tables = check_sql(whole)
    if tables != check_sql(metric.sql or "", place):
        raise NoPiecesError("it does not come apart")
    written = to_marts(sql, reader.dialect, landed_columns(tables, reader, bench.inventory), place)
    sent = f"SELECT * FROM (\n{written}\n) AS made"
    check_sent(sent, whole, tables, reader, place)
    return measured(sent, reader, place, metric.sql or "")


def combining(output: Piece) -> str:
    """How values of parts make that of the whole: the name of the one aggregate; empty where they do not.

    Raises NoPiecesError for what is no aggregate at all.
    """
    aggregates = [call for call in calls_in(output.node) if is_aggregate(call)]
    if not aggregates or any(kind == "SubLink" or "over" in node for kind, node in nodes_inside(output.node)):
        raise NoPiecesError("its value is more than aggregates")
    call = output.node.get("FuncCall", {})
    plain = call and not call.get("agg_distinct") and function_name(call) in (*_ADDED, *EXTREME)
    return function_name(call) if plain else ""
