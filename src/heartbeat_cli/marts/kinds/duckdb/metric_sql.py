"""A metric's SQL for DuckDB, and its value from there."""

from collections.abc import Iterable, Mapping
from decimal import Decimal
from typing import Any

from heartbeat_cli.errors import RefusedError
from heartbeat_cli.files import SqlPlace
from heartbeat_cli.marts.kinds.duckdb.translation import NotAlikeError, UnknownColumnError, translate
from heartbeat_cli.metrics import unknown_column
from heartbeat_cli.pgschema import Column, QName


def written_for_duckdb(
    sql: str, select: Mapping[str, Any], columns: Mapping[QName, Iterable[Column]], place: SqlPlace
) -> str:
    """A SELECT of PostgreSQL's, as its grammar reads it in `sql`, so that DuckDB gives the same number.

    Raises RefusedError where it cannot be made to, with what to write instead.
    """
    try:
        return translate(dict(select), columns)
    except UnknownColumnError as error:
        raise unknown_column(error.what, place.at(sql, place.offset_of(sql, error.what))) from None
    except NotAlikeError as error:
        message, hint = f"DuckDB marts cannot give PostgreSQL's number for {error.what}", f"Write {error.instead}"
    except RecursionError:
        message, hint = (
            "DuckDB marts cannot give PostgreSQL's number for SQL nested so deeply",
            "Write it in steps: WITH.",
        )
    except (AttributeError, LookupError, TypeError, ValueError):
        # The grammar has more shapes than are foreseen here.
        message, hint = "DuckDB marts cannot give PostgreSQL's number for this SQL", "Write it in plainer words."
    raise RefusedError(message, where=place.at(sql), hint=hint, code="sql_refused")


def as_number(value: object) -> object:
    """A value as DuckDB gives it; a numeric whose digits differ from value to value comes as a pair."""
    if isinstance(value, dict) and set(value) == {"m", "s"}:
        return Decimal(f"{value['m']}e-{value['s']}")
    return value
