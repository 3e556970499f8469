"""The column of time in an expression: what is added to it, to which unit it is cut, how long ago it was."""

from heartbeat_cli.metrics.reading import Node, names_of
from heartbeat_cli.metrics.shape.columns import QueryNames
from heartbeat_cli.metrics.shape.expressions import function_name, nodes_inside
from heartbeat_cli.metrics.shape.moments import DAY, TIME_TYPES, Moment, moment_of, text_of
from heartbeat_cli.metrics.shape.numbers import interval_of, number_of
from heartbeat_cli.metrics.shape.select import Select


def column_in(value: Node) -> Node | None:
    """The column of time that an expression is, however it is cast or cut; None where something is added to it."""
    found = shifted_column(value)
    return found[0] if found is not None and found[1] == (0.0, 0) else None


def shifted_column(value: Node) -> tuple[Node, tuple[float, int]] | None:
    """A column, and how much is added to it; casts, time zones and cutting to a unit are left out."""
    if "ColumnRef" in value:
        return value, (0.0, 0)
    if "TypeCast" in value:
        name = names_of(value["TypeCast"]["typeName"]["names"])[-1]
        return shifted_column(value["TypeCast"]["arg"]) if name in TIME_TYPES else None
    call = value.get("FuncCall")
    if call is not None and function_name(call) in ("date_trunc", "timezone", "date"):
        return shifted_column(call["args"][min(1, len(call["args"]) - 1)])
    operation = value.get("A_Expr", {})
    if operation.get("kind") == "AEXPR_OP" and "lexpr" in operation:
        sign = {"+": 1, "-": -1}.get(names_of(operation["name"])[-1])
        inner, span = shifted_column(operation["lexpr"]), interval_of(operation["rexpr"])
        if sign is not None and inner is not None and span is not None:
            return inner[0], (inner[1][0] + sign * span[0], inner[1][1] + sign * span[1])
    return None


def cut_to(value: Node) -> str | None:
    """The unit a column is cut to."""
    if "TypeCast" in value:
        return (
            "day"
            if names_of(value["TypeCast"]["typeName"]["names"])[-1] == "date"
            else cut_to(value["TypeCast"]["arg"])
        )
    call = value.get("FuncCall")
    if call is None:
        return None
    if function_name(call) == "date_trunc":
        return text_of(call["args"][0])
    if function_name(call) == "date":
        return "day"
    return cut_to(call["args"][-1]) if function_name(call) == "timezone" else None


def time_since(value: Node, select: Select, names: QueryNames) -> tuple[tuple[Node, tuple[float, int]], Moment] | None:
    """A column in how long ago it was: `now() - created_at`, `age(created_at)`, the seconds or hours of that."""
    if "TypeCast" in value:
        return time_since(value["TypeCast"]["arg"], select, names)
    call = value.get("FuncCall")
    if call is not None:
        args = call.get("args", [])
        if function_name(call) == "extract" and text_of(args[0]) == "epoch":
            return time_since(args[1], select, names)
        if function_name(call) == "age":
            since = moment_of(args[0], select, names) if len(args) == 2 else Moment("day")
            column = shifted_column(args[-1])
            return (column, since) if column is not None and since is not None else None
        return None
    operation = value.get("A_Expr", {})
    operator = names_of(operation.get("name", []))[-1:] or [""]
    if operator[0] == "-" and "lexpr" in operation:
        since, column = moment_of(operation["lexpr"], select, names), shifted_column(operation["rexpr"])
        return (column, since) if column is not None and since is not None else None
    if operator[0] in ("/", "*") and "lexpr" in operation:
        return time_since(operation["lexpr"], select, names)
    return None


def span_held_against(left: Node, right: Node) -> tuple[float, int] | None:
    """What a time since then is held against: an interval, or a number of what its seconds are divided to."""
    span = interval_of(right)
    if span is not None:
        return span
    number = number_of(right)
    if number is None or not any(
        kind == "FuncCall" and function_name(node) == "extract" for kind, node in nodes_inside(left)
    ):
        return (number * DAY, 0) if number is not None and _is_days(left) else None
    factor = 1.0
    while "A_Expr" in left:
        by = number_of(left["A_Expr"]["rexpr"])
        operator = names_of(left["A_Expr"]["name"])[-1]
        if by is None or operator not in ("/", "*") or not by:
            return None
        factor *= by if operator == "/" else 1 / by
        left = left["A_Expr"]["lexpr"]
    return number * factor, 0


def _is_days(value: Node) -> bool:
    """Whether a difference is one of dates, which is a number of days."""
    operation = value.get("A_Expr", {})
    return "lexpr" in operation and any(
        "TypeCast" in operation[side] and names_of(operation[side]["TypeCast"]["typeName"]["names"])[-1] == "date"
        for side in ("lexpr", "rexpr")
    )
