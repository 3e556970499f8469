"""Landed rows → what they are like: counts, nulls, distinct values, spread, keys, references, freshness."""

from heartbeat_cli.profiling.statistics.landed import LandedSource, open_landed
from heartbeat_cli.profiling.statistics.summary import TableSummary, summarise_tables
from heartbeat_cli.profiling.statistics.table import table_statistics
from heartbeat_cli.profiling.statistics.values import ColumnStatistics, TableStatistics

__all__ = [
    "ColumnStatistics",
    "LandedSource",
    "TableStatistics",
    "TableSummary",
    "open_landed",
    "summarise_tables",
    "table_statistics",
]
