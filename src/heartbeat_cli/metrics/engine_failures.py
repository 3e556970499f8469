"""What the error of an engine means to somebody who wrote a metric's SQL."""

import re
from dataclasses import dataclass
from typing import Final

from heartbeat_cli.errors import InvalidFileError, Place, QueryFailedError


@dataclass(frozen=True, slots=True)
class _Meaning:
    """Errors that match `pattern` say `message`; `hint` is what to write. `{said}` is what the engine names."""

    pattern: re.Pattern[str]
    message: str
    hint: str
    code: str = "bad_sql"


def _meaning(pattern: str, message: str, hint: str, code: str = "bad_sql") -> _Meaning:
    return _Meaning(re.compile(pattern, re.IGNORECASE), message, hint, code)


_NO_COLUMN: Final = "the tables it reads have no column {said}"

# The first that matches. The words are those of PostgreSQL 13-18 and DuckDB 1.5.
_MEANINGS: Final = (
    _meaning(
        "division by zero",
        "the SQL divides by zero on this data",
        "Write nullif(divisor, 0): the number is then empty instead of wrong.",
        "division_by_zero",
    ),
    _meaning(r'column "?(?P<said>[^ "]+)"? does not exist', _NO_COLUMN, "`hb profile` lists the columns of a table."),
    _meaning(
        "more than one row returned by a subquery|more than one row returned by",
        "a query in brackets gave more than one row",
        "Add an aggregate, or LIMIT 1 behind an ORDER BY.",
    ),
    _meaning(
        r"invalid input syntax for type (?P<said>[\w ]+\w)|invalid value .* for type (?P<also>[\w ]+\w)",
        "a text is no {said}",
        "Keep to the rows where it is one: CASE WHEN x ~ '^[0-9]+$' THEN x::integer END.",
    ),
    _meaning(
        r"a text that is no (?P<said>\w+)|date/time field value out of range|conversion error: (invalid|time|date)",
        "a text is no date or time written like 2026-05-08 08:00:00+00",
        "Keep to the rows where it is one: CASE WHEN x ~ '^[0-9]{{4}}-[0-9]{{2}}-[0-9]{{2}}$' THEN x::date END.",
    ),
    _meaning(
        r"more than 24 digits after the point|numeric field overflow|out of range|overflow|int128|decimal\(|"
        r"could not cast value|failed to cast decimal|can't be cast because|does not fit",
        "a number grew beyond its type",
        "Cast before it is added or multiplied (x::numeric), or round it; DuckDB marts hold 38 digits.",
    ),
    _meaning(
        "text of a JSON (?P<said>number with a fraction|object|array)",
        "DuckDB marts cannot give PostgreSQL's text of a JSON {said}",
        "Take a value in it (->> 'key'), and cast a number: (j ->> 'n')::numeric.",
    ),
    _meaning(
        "array length of a (non-array|scalar)",
        "a JSON value is no array",
        "Keep to the rows where it is one: CASE WHEN jsonb_typeof(j) = 'array' THEN jsonb_array_length(j) END.",
    ),
    _meaning(
        "JSON number of more than 15 digits",
        "a JSON number has more digits than DuckDB marts read",
        "Land it as a column of its own, or keep the marts on PostgreSQL.",
    ),
    _meaning(
        "a text of more than (?P<said>[0-9,]+) characters",
        "a function makes a text of more than {said} characters",
        "Metric SQL makes no such texts; repeat and pad by less.",
    ),
    _meaning(
        "average of intervals with months",
        "intervals of months have no average of one length",
        "Write avg(extract(epoch FROM x)).",
    ),
    _meaning(
        "square root of a negative|logarithm of|out-of-range|zero raised to|invalid argument for power",
        "a root or logarithm of a number that has none",
        "Keep to the rows where it has one: CASE WHEN x > 0 THEN ln(x) END.",
    ),
)


def unknown_column(name: str, where: Place) -> InvalidFileError:
    """The failure of naming a column that no table has."""
    hint = "`hb profile` lists the columns of a table."
    return InvalidFileError(_NO_COLUMN.format(said=name), where=where, hint=hint, code="bad_sql")


def told(error: QueryFailedError, where: Place) -> InvalidFileError:
    """An engine's failure as one of the file's."""
    for meaning in _MEANINGS:
        found = meaning.pattern.search(error.message)
        if found is not None:
            said = next((text for text in found.groupdict().values() if text), "value")
            return InvalidFileError(
                meaning.message.format(said=said), where=where, hint=meaning.hint.format(said=said), code=meaning.code
            )
    return InvalidFileError(
        f"the marts cannot run this SQL: {error.message.removeprefix('the marts refused the query: ')}",
        where=where,
        hint=error.hint or "Metric SQL is PostgreSQL's; docs/reference/engines.md says what DuckDB marts can be given.",
        code="bad_sql",
    )
