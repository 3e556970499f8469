"""A metric's SQL as a query of one row: the number, and the moment it is of."""


def one_row(statement: str) -> str:
    """`as_of` and `value`: exact for every metric, whatever shape its SQL has.

    The statement keeps its own lines: in a string that goes over several, an indent would be part of it.
    """
    return f"SELECT\n  CURRENT_TIMESTAMP AS as_of,\n  (\n{statement.strip()}\n  ) AS value\n"
