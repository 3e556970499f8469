"""What statistics say of a personal column: figures stay, values of the data go."""

from dataclasses import replace

import pytest

from heartbeat_cli.pgschema import Column, Table
from heartbeat_cli.profiling import ColumnStatistics, Count, Histogram, Share
from heartbeat_cli.profiling.statistics.masking import mask, tag_personal
from heartbeat_cli.profiling.statistics.values import Lengths, TopValue

CLIENT = Table("core", "client", columns=(Column("birth_date", "date"), Column("state", "text")))
WHOLE = ColumnStatistics(
    "birth_date", "date", "date", Share(0.5), 5, Count(5), "1970-01-01", "2001-02-03", "1985-05-05",
    ((0.25, "1971-01-01"), (0.75, "2000-01-01")), 0.1, Lengths(1, 2.5, 9, 3), (TopValue("1970-01-01", Share(0.1), 1),),
    Histogram("1970-01-01", "2001-02-03", (1, 2, 3), exact=True), ("birth",), notes=("a note",),
)  # fmt: skip
EMPTY = ColumnStatistics("birth_date", "date", "date", Share(1.0), personal=("birth",))


def test_every_value_of_a_personal_column_goes_and_every_figure_stays() -> None:
    assert mask(WHOLE) == replace(
        WHOLE, minimum="•••", maximum="•••", mean="•••", quantiles=((0.25, "•••"), (0.75, "•••")),
        top=(TopValue("•••", Share(0.1), 1),), histogram=Histogram("•••", "•••", (1, 2, 3), exact=True), masked=True,
    )  # fmt: skip


def test_what_there_is_not_is_not_masked() -> None:
    assert mask(EMPTY) == replace(EMPTY, masked=True)


def test_a_column_that_is_not_personal_stays_as_it_is() -> None:
    column = replace(WHOLE, personal=())
    assert mask(column) is column


@pytest.mark.parametrize(("name", "personal"), [("birth_date", ("birth",)), ("state", ()), ("not_in_the_mirror", ())])
def test_a_column_is_personal_by_its_name_in_the_mirror(name: str, personal: tuple[str, ...]) -> None:
    assert tag_personal(CLIENT, replace(EMPTY, name=name)).personal == personal
