"""A checksum of a table that does not depend on the order of its rows, computed by the databases themselves.

Every value is written down in one canonical text on both sides, a row is the md5 of its values, and a table is the sums
of two halves of these: equal tables give equal text, wherever they stand. Costs about a second per million rows.
"""

from collections.abc import Sequence

from heartbeat_cli.catalog.quoting import quote
from heartbeat_cli.ingest.types import DUCKDB, Form, Landing

_UNIT, _ITEM = "chr(31)", "chr(30)"


def source_checksum(landings: Sequence[Landing], relation: str) -> str:
    """SQL for PostgreSQL: the checksum of what `landings` read from `relation` (quoted, perhaps with ONLY)."""
    values = [_postgres(landing.form, landing.select) for landing in landings]
    return _table_sum(_row(values), relation, _POSTGRES_SUM)


def marts_checksum(landings: Sequence[Landing], relation: str, marts: str) -> str:
    """SQL for the marts: the checksum of the landed table `relation`."""
    if marts == DUCKDB:
        values = [_duckdb(landing.form, quote(landing.column)) for landing in landings]
        return _table_sum(_row(values), relation, _DUCKDB_SUM)
    values = [_postgres(landing.form, quote(landing.column)) for landing in landings]
    return _table_sum(_row(values), relation, _POSTGRES_SUM)


_POSTGRES_SUM = "coalesce(sum(('x' || substr(h, {0}, 15))::bit(60)::bigint), 0)::text"
_DUCKDB_SUM = "coalesce(sum(('0x' || substr(h, {0}, 15))::BIGINT), 0)::VARCHAR"


def _table_sum(row: str, relation: str, total: str) -> str:
    return (
        f"SELECT count(*) || ':' || {total.format(1)} || ':' || {total.format(16)} AS checksum"
        f" FROM (SELECT md5({row}) AS h FROM {relation}) AS hashed"
    )


def _row(values: Sequence[str]) -> str:
    return f" || {_UNIT} || ".join(_or_null(value) for value in values)


def _or_null(value: str) -> str:
    """Text that tells NULL from every value."""
    return f"coalesce('=' || ({value}), '!')"


def _postgres(form: Form, value: str) -> str:
    if form.element is None:
        return form.postgres.format(f"({value})")
    item = _or_null(form.element.postgres.format("e"))
    return (
        f"CASE WHEN ({value}) IS NOT NULL THEN (SELECT coalesce(string_agg({item}, {_ITEM} ORDER BY i), '') || '#' ||"
        f" count(*) FROM unnest({value}) WITH ORDINALITY AS u(e, i)) END"
    )


def _duckdb(form: Form, value: str) -> str:
    if form.element is None:
        return form.duckdb.format(f"({value})")
    item = _or_null(form.element.duckdb.format("e"))
    return (
        f"CASE WHEN {value} IS NOT NULL THEN"
        f" array_to_string(list_transform({value}, lambda e: {item}), {_ITEM}) || '#' || len({value}) END"
    )
