"""Where PostgreSQL and DuckDB give different numbers for the same words, and what is done about it: a table.

Each row has its cases, `tests/cases/dialect/<name>.sql`, which are held on a PostgreSQL server and in a DuckDB file;
docs/reference/engines.md is this table, the table of functions and what is refused.
"""

from dataclasses import dataclass
from typing import Final

_PG: Final = "https://www.postgresql.org/docs/current/"
_DUCK: Final = "https://duckdb.org/docs/current/sql/"


@dataclass(frozen=True, slots=True)
class EngineDifference:
    """What PostgreSQL does, what DuckDB does by itself, what is sent to it, and where that is written down."""

    name: str
    postgres: str
    duckdb: str
    here: str
    source: str


DIFFERENCES: Final = (
    EngineDifference(
        "averages",
        "`avg`, `stddev` and `variance` of whole numbers and numerics are numerics of 16 to 20 digits",
        "double precision",
        "sums and counts, divided as PostgreSQL divides",
        "src/backend/utils/adt/numeric.c: numeric_avg, numeric_stddev_internal, select_div_scale",
    ),
    EngineDifference(
        "divisions",
        "of whole numbers whole, towards zero; of numerics at least 16 digits; by zero an error, NULL / 0 is NULL",
        "a fraction in double precision; by zero infinity or NULL",
        "`//`, long division to PostgreSQL's digits, an error",
        _PG + "functions-math.html, " + _DUCK + "functions/numeric",
    ),
    EngineDifference(
        "numerics",
        "a numeric keeps all digits; a bare `::numeric` changes none; halves are rounded away from zero",
        "`DECIMAL` is `DECIMAL(18, 3)`; products of short decimals overflow; 38 digits at most",
        "the scale that PostgreSQL would give; beyond 38 digits an error",
        _PG + "datatype-numeric.html, " + _DUCK + "data_types/numeric",
    ),
    EngineDifference(
        "whole_numbers",
        "overflow is an error at the type's bounds; `sum` of bigint is a numeric",
        "small types are added in the type of a literal; sums are HUGEINT",
        "each operand in the type PostgreSQL computes with",
        _PG + "datatype-numeric.html",
    ),
    EngineDifference(
        "floating_point",
        "halves go to even; a sum of real is rounded at every row; real with another number is computed in double",
        "halves go away from zero; sums of real are double precision",
        "`round_even`; sums of real are refused; up to 10,000 rows `stddev`, `corr` and `regr_…` go row by row",
        "src/backend/utils/adt/float.c: float8_accum, float8_regr_accum",
    ),
    EngineDifference(
        "percentiles",
        "`percentile_cont` of any number is double precision; `mode` of several is the first in order",
        "of the type of its argument: of 1 and 2 without decimals 1; any of several",
        "of doubles; of intervals by microseconds; the least of the most frequent",
        _PG + "functions-aggregate.html",
    ),
    EngineDifference(
        "filters",
        "FILTER decides before the argument is worked out",
        "the argument is worked out for every row: 1 / x fails where x is 0",
        "`CASE WHEN condition THEN argument END` inside, too",
        _PG + "sql-expressions.html#SYNTAX-AGGREGATES",
    ),
    EngineDifference(
        "choices",
        "CASE, COALESCE, GREATEST, NULLIF and IN have the type of all branches; GREATEST ignores NULL",
        "other types for some; NULL in some",
        "each branch cast to PostgreSQL's type",
        _PG + "typeconv-union-case.html",
    ),
    EngineDifference(
        "order",
        "NULL is last, and first with DESC; text in the order of its bytes where the database's collation is C",
        "NULL is always last; text by bytes",
        'NULLS said always; COLLATE "C" taken, others refused',
        _PG + "queries-order.html, " + _DUCK + "query_syntax/orderby",
    ),
    EngineDifference(
        "windows",
        "named windows that extend others; DISTINCT ON; grouping sets",
        "NULL ordered otherwise; names of outputs taken for columns",
        "windows written out, every column with its table",
        _PG + "sql-select.html#SQL-WINDOW",
    ),
    EngineDifference(
        "queries",
        "a name is a column before it is an output; USING merges columns",
        "an output's name is known in WHERE and GROUP BY",
        "every column with its table, every star as its columns",
        _PG + "sql-select.html",
    ),
    EngineDifference(
        "rows_from_functions",
        "`generate_series` of dates gives timestamps; its rows have the name of the function",
        "lists or rows of other types; columns of other names",
        "rows of a list, named as in PostgreSQL",
        _PG + "functions-srf.html",
    ),
    EngineDifference(
        "times",
        "seconds have a fraction; `extract` gives numerics, `date_part` doubles; a year has 365.25 days in `epoch`",
        "whole numbers; a year has 360 days",
        "microseconds, as numerics",
        "src/backend/utils/adt/timestamp.c: interval_part_common",
    ),
    EngineDifference(
        "intervals",
        "`1 day 02:00`, fractions of units, `* 2.5`; averages of days and times",
        "other spellings; no sums or averages of intervals",
        "read as PostgreSQL reads them; times anything but a whole number is refused",
        _PG + "datatype-datetime.html#DATATYPE-INTERVAL-INPUT",
    ),
    EngineDifference(
        "zones",
        "`AT TIME ZONE` with a name; `'+02'` means two hours *west*",
        "the same for names",
        "names only",
        _PG + "datetime-posix-timezone-specs.html",
    ),
    EngineDifference(
        "texts",
        "lengths in characters, `substr` from before the first, `concat` writes t and f, `LIKE` escapes by `\\`",
        "no escape by itself; other places; true and false",
        "written out; `reverse`, `initcap` and `SIMILAR TO` are refused",
        _PG + "functions-string.html, " + _DUCK + "functions/text",
    ),
    EngineDifference(
        "patterns",
        "the longest match; `.` takes a line break; `\\d`",
        "RE2: the first alternative; `.` does not",
        "patterns that mean the same; classes by name, back references and `\\w` are refused",
        _PG + "functions-matching.html#FUNCTIONS-POSIX-REGEXP",
    ),
    EngineDifference(
        "casts",
        "a text that is no number is an error; a fraction rounds half to even from double, away from zero from numeric",
        "`'1.5'::int` is 2; other roundings",
        "text is looked at first; dates only year first",
        _PG + "sql-expressions.html#SQL-SYNTAX-TYPE-CASTS",
    ),
    EngineDifference(
        "documents",
        "`->>` keeps a number's digits; `@>`, `?`, `#>>`",
        "numbers are read as doubles; no such operators",
        "paths and types of JSON; a number's text with a fraction is refused, its value is not",
        _PG + "functions-json.html, " + _DUCK + "../data/json/json_functions",
    ),
    EngineDifference(
        "arrays",
        "`= ANY` with NULL in it, places from 1, `cardinality`",
        "other names, NULL found as a value",
        "NULL as in PostgreSQL",
        _PG + "functions-array.html",
    ),
)
