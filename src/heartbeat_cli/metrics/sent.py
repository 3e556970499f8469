"""The text that is sent to the marts: written for them, and read by their own grammar before it runs there.

What was judged is the SQL of the file; what runs was made from it. How one kind of marts writes and reads SQL, it says
itself.
"""

from typing import Final

from sqlglot import exp
from sqlglot.errors import SqlglotError

from heartbeat_cli.errors import InvalidFileError
from heartbeat_cli.files import NOWHERE, SqlPlace
from heartbeat_cli.marts import MartsReader, find_marts_kind
from heartbeat_cli.metrics.columns import TableColumns
from heartbeat_cli.pgschema import QName

DIVISION_BY_ZERO: Final = "division by zero"


def to_marts(tree: exp.Expr, dialect: str, columns: TableColumns, place: SqlPlace = NOWHERE) -> str:
    """The SQL of a bound tree in the marts' dialect; `columns` are those of the tables it reads.

    Raises RefusedError where it divides two things whose types cannot be told, InvalidFileError where a function lacks
    an argument.
    """
    return find_marts_kind(dialect).metric_sql(tree, columns, place)


def written_for(tree: exp.Expr, dialect: str, place: SqlPlace) -> str:
    """A tree in a dialect of sqlglot's; raises InvalidFileError where it has no words for it.

    Without comments: they are of no use to the marts, and one more thing to be read differently there.
    """
    try:
        return tree.sql(dialect=dialect, comments=False)
    except SqlglotError as error:
        message = f"this SQL cannot be written for {dialect}: {str(error).splitlines()[0]}"
        raise InvalidFileError(message, where=place.at(""), code="bad_sql") from None


def check_sent(sent: str, sql: str, tables: tuple[QName, ...], reader: MartsReader, place: SqlPlace) -> None:
    """Hold `sent` against the `sql` it was made from, which reads `tables`.

    Raises RefusedError where it reads another table or calls another function than was judged, InvalidFileError where
    the marts cannot read it.
    """
    find_marts_kind(reader.dialect).check_sent(sent, sql, tables, reader, place)
