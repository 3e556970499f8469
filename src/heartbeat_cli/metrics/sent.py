"""The text that is sent to the marts: written for them, and read by their own grammar before it runs there.

What was judged is the SQL of the file; what runs was made from it. How one kind of marts writes and reads SQL, it says
itself.
"""

from typing import TYPE_CHECKING

from heartbeat_cli.files import NOWHERE, SqlPlace
from heartbeat_cli.marts import MartsReader, find_marts_kind
from heartbeat_cli.metrics.reading import Node, parse
from heartbeat_cli.pgschema import QName

if TYPE_CHECKING:
    from heartbeat_cli.metrics.columns import TableColumns


def to_marts(sql: str, dialect: str, columns: "TableColumns", place: SqlPlace = NOWHERE) -> str:
    """SQL whose clocks are bound, in the marts' dialect; `columns` are those of the tables it reads.

    Raises RefusedError where the marts could not be made to give PostgreSQL's number.
    """
    (statement,) = parse(sql, place)
    select = statement["stmt"]["SelectStmt"]
    return find_marts_kind(dialect).metric_sql(_text_of(statement, sql), select, columns, place)


def only_statement(sql: str, place: SqlPlace = NOWHERE) -> str:
    """The one statement of `sql`. Raises InvalidFileError where it is no SQL."""
    (statement,) = parse(sql, place)
    return _text_of(statement, sql)


def _text_of(statement: Node, sql: str) -> str:
    """The one statement without what may stand around it: semicolons."""
    start, length = statement.get("stmt_location", 0), statement.get("stmt_len")
    written = sql.encode()[start:]
    return (written if length is None else written[:length]).decode().strip()


def as_one_row(sql: str) -> str:
    """A query that tells whether `sql` gives one row: two are enough to know that it does not.

    A comment at its end must not swallow what follows.
    """
    return f"SELECT * FROM (\n{sql}\n) AS metric LIMIT 2"


def check_sent(sent: str, sql: str, tables: tuple[QName, ...], reader: MartsReader, place: SqlPlace) -> None:
    """Hold `sent` against the `sql` it was made from, which reads `tables`.

    Raises RefusedError where it reads another table or calls another function than was judged, InvalidFileError where
    the marts cannot read it.
    """
    find_marts_kind(reader.dialect).check_sent(sent, sql, tables, reader, place)
