"""Personal data out of statistics: figures stay, values of the data go."""

from dataclasses import replace

from heartbeat_cli.estate import TableDecision
from heartbeat_cli.pgschema import Table
from heartbeat_cli.profiling.detectors.personal import personal_tags
from heartbeat_cli.profiling.statistics.values import MASK, ColumnStatistics, Histogram


def tag_personal(table: Table, statistics: ColumnStatistics, said: TableDecision | None = None) -> ColumnStatistics:
    """With the categories of personal data the column is taken for, by the mirror's table.

    What is `said` of the table wins.
    """
    column = table.column(statistics.name)
    tags = personal_tags(table, column, said) if column is not None else ()
    return replace(statistics, personal=tuple(dict.fromkeys(tag.category for tag in tags)))


def mask(statistics: ColumnStatistics) -> ColumnStatistics:
    """Without any value of a column that is personal; other columns as they are.

    Counts, shares, lengths and the shape of the picture stay; its edges are the extremes and go.
    """
    if not statistics.personal:
        return statistics
    return replace(
        statistics,
        minimum=statistics.minimum and MASK,
        maximum=statistics.maximum and MASK,
        mean=statistics.mean and MASK,
        quantiles=tuple((share, MASK) for share, _ in statistics.quantiles),
        top=tuple(replace(top, value=MASK) for top in statistics.top),
        histogram=_without_edges(statistics.histogram),
        masked=True,
    )


def _without_edges(histogram: Histogram | None) -> Histogram | None:
    return histogram and replace(histogram, low=MASK, high=MASK)
