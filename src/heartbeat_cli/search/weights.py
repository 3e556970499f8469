"""The weight of a word by the place it stands in."""

from heartbeat_cli.search.index import COMMENT, NAME, VALUE

IN_NAME, IN_COMMENT, IN_COLUMN, IN_COLUMN_COMMENT = 8.0, 3.0, 2.0, 1.0
IN_VALUE = IN_SOURCE = 2.0
OWN = {NAME: IN_NAME, COMMENT: IN_COMMENT, VALUE: IN_VALUE}
OF_COLUMN = {NAME: IN_COLUMN, COMMENT: IN_COLUMN_COMMENT, VALUE: IN_COLUMN_COMMENT}
# What a column's table says counts for the column, less than what it says of itself.
OF_TABLE = 0.5
