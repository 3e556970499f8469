"""The text that is sent to DuckDB, read by its own grammar, which gives it out as JSON, before it runs."""

import json
from collections.abc import Iterator
from typing import Any, Final

from heartbeat_cli.errors import InvalidFileError, Place, RefusedError
from heartbeat_cli.files import SqlPlace
from heartbeat_cli.marts import MartsReader
from heartbeat_cli.marts.kinds.duckdb.macros import MACROS
from heartbeat_cli.metrics import PURE_FUNCTIONS
from heartbeat_cli.pgschema import QName, literal, one_name_in_duckdb

# What is written for DuckDB where PostgreSQL has another function, an operator or a cast; macros stand beside them.
_DUCKDB = """
    arg_max arg_min array_agg count_star date_diff epoch epoch_us error greatest histogram instr isfinite json_extract
    json_extract_string json_keys json_type least len list_contains list_filter list_has_all list_has_any list_max
    list_min list_transform make_timestamptz map_entries percentile_cont percentile_disc pow quantile_cont
    quantile_disc regexp_extract regexp_extract_all regexp_matches round_even row strftime string_split strlen
    ilike_escape not_ilike_escape not_like_escape struct_extract struct_pack timezone
    to_days to_hours to_microseconds to_minutes to_months to_weeks to_years trim
    unnest xor generate_subscripts list_value nullif list_extract array_extract mode
"""
_OWN_FUNCTIONS: Final = frozenset(_DUCKDB.split()) | frozenset(head.split("(")[0] for head in MACROS)
_SERIALIZED = "SELECT json_serialize_sql({}, skip_null := true, skip_empty := true, skip_default := true)"


def check_sent_to_duckdb(sent: str, sql: str, tables: tuple[QName, ...], reader: MartsReader, place: SqlPlace) -> None:
    """Hold `sent` against the `sql` it was made from; raises as `metrics.sent.check_sent` does."""
    nodes = list(_walk(_parsed_by_duckdb(sent, reader, place.at(sql))))
    aliens = _tables(nodes) ^ {QName(*map(one_name_in_duckdb, (t.schema, t.name))) for t in tables}
    calls = _functions(nodes) - PURE_FUNCTIONS - _OWN_FUNCTIONS
    for name in (*sorted(map(str, aliens)), *sorted(f"{call}()" for call in calls)):
        raise RefusedError(
            f"what would run is not what was judged: DuckDB reads {name} differently",
            where=place.at(sql),
            hint="Write it plainly: each string in one piece and without backslashes.",
            code="sql_refused",
        )


def _parsed_by_duckdb(sent: str, reader: MartsReader, where: Place) -> Any:
    answer = json.loads(str(reader.query(_SERIALIZED.format(literal(sent))).rows[0][0]))
    if answer["error"]:
        message = answer.get("error_message", "it is no query")
        raise InvalidFileError(f"the marts cannot run this SQL: {message}", where=where, code="bad_sql")
    return answer["statements"]


def _walk(value: Any) -> Iterator[dict[str, Any]]:
    pending = [value]
    while pending:
        value = pending.pop()
        if isinstance(value, dict):
            yield value
            pending.extend(value.values())
        elif isinstance(value, list):
            pending.extend(value)


def _tables(nodes: list[dict[str, Any]]) -> set[QName]:
    """The tables read; one without a dataset can only be a name WITH brought in, for every judged one has its own."""
    ctes = {entry["key"] for node in nodes if "cte_map" in node for entry in node["cte_map"].get("map", ())}
    found = {
        QName(one_name_in_duckdb(node.get("schema_name", "")), one_name_in_duckdb(node["table_name"]))
        for node in nodes
        if node.get("type") == "BASE_TABLE"
    }
    return found - {QName("", one_name_in_duckdb(name)) for name in ctes}


def _functions(nodes: list[dict[str, Any]]) -> set[str]:
    """The functions called by name; `+` and `||` are functions of DuckDB, too."""
    names = {node["function_name"] for node in nodes if "function_name" in node}
    return {name for name in names if name.isidentifier()}
