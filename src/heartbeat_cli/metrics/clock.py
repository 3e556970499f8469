"""The moment a metric is computed for: every clock in its SQL is replaced by one instant before it runs.

Only so does `--as-of` give the same number twice, and only so can a number be held against a count made for that day.
PostgreSQL has more clocks than `now()`: `current_date`, the strings 'now' and 'today' cast to a time, and `age` of one
argument, which counts from the midnight of today.
"""

from datetime import UTC, datetime, timedelta

from sqlglot import exp

from heartbeat_cli.errors import RefusedError
from heartbeat_cli.files import NOWHERE, SqlPlace
from heartbeat_cli.metrics.functions import CLOCK_FUNCTIONS

_DAYS_FROM_TODAY = {"today": 0, "tomorrow": 1, "yesterday": -1}
_CLOCK_WORDS = ("now", *_DAYS_FROM_TODAY)
_TIME_TYPES = (
    exp.DataType.Type.DATE,
    exp.DataType.Type.TIME,
    exp.DataType.Type.TIMETZ,
    exp.DataType.Type.TIMESTAMP,
    exp.DataType.Type.TIMESTAMPTZ,
)


def bind_clock(tree: exp.Expr, as_of: datetime, place: SqlPlace = NOWHERE) -> exp.Expr:
    """A copy of `tree` in which every clock stands at `as_of` (UTC).

    Raises RefusedError for a clock word in a string whose meaning only the database would decide.
    """
    moment = as_of.astimezone(UTC)
    bound = tree.transform(_without_pg_catalog).transform(lambda node: _bound(node, moment))
    for literal in bound.find_all(exp.Literal):
        _refuse_hidden_clock(literal, place)
    return bound


def _without_pg_catalog(node: exp.Expr) -> exp.Expr:
    """`pg_catalog.now()` is `now()`; only functions known to compute are left when this runs."""
    if isinstance(node, exp.Dot) and node.this.name.lower() == "pg_catalog":
        function: exp.Expr = node.expression
        return function
    return node


def _bound(node: exp.Expr, moment: datetime) -> exp.Expr:
    if isinstance(node, exp.CurrentTimestamp):
        return _cast(_rounded(node, moment).isoformat(" "), "TIMESTAMPTZ")
    if isinstance(node, exp.Anonymous) and node.name.lower() in CLOCK_FUNCTIONS:
        return _cast(moment.isoformat(" "), "TIMESTAMPTZ")
    if isinstance(node, exp.Localtimestamp):
        return _cast(_naive(_rounded(node, moment)), "TIMESTAMP")
    if isinstance(node, exp.CurrentDate):
        return _cast(moment.date().isoformat(), "DATE")
    if isinstance(node, exp.CurrentTime):
        return _cast(_rounded(node, moment).timetz().isoformat(), "TIMETZ")
    if isinstance(node, exp.Localtime):
        return _cast(_rounded(node, moment).time().isoformat(), "TIME")
    if isinstance(node, exp.Anonymous) and node.name.lower() == "age" and len(node.expressions) == 1:
        midnight = _cast(moment.date().isoformat(), "TIMESTAMP")
        # What is put in place of a node is not walked through again, so its argument is bound here.
        argument = node.expressions[0].transform(lambda inner: _bound(inner, moment))
        return exp.Anonymous(this="age", expressions=[midnight, argument])
    if isinstance(node, exp.Cast) and node.to.this in _TIME_TYPES and _is_clock_word(node.this):
        return _word_at(node, moment)
    return node


def _cast(text: str, kind: str) -> exp.Cast:
    return exp.cast(exp.Literal.string(text), kind, dialect="postgres")


def _naive(moment: datetime) -> str:
    return moment.replace(tzinfo=None).isoformat(" ")


def _rounded(node: exp.Expr, moment: datetime) -> datetime:
    """`current_timestamp(0)` is rounded to that many digits of a second."""
    digits = node.args.get("this")
    if digits is None:
        return moment
    step = 10 ** (6 - min(int(digits.name), 6))
    return moment + timedelta(microseconds=(moment.microsecond + step // 2) // step * step - moment.microsecond)


def _is_clock_word(node: exp.Expr | None) -> bool:
    return isinstance(node, exp.Literal) and node.is_string and str(node.this).strip().lower() in _CLOCK_WORDS


def _word_at(node: exp.Cast, moment: datetime) -> exp.Cast:
    word = str(node.this.this).strip().lower()
    if word in _DAYS_FROM_TODAY:
        midnight = moment.replace(hour=0, minute=0, second=0, microsecond=0)
        moment = midnight + timedelta(days=_DAYS_FROM_TODAY[word])
    # Through the zoned moment, so that 'now'::date and 'now'::time come out as their types do.
    return exp.cast(_cast(moment.isoformat(" "), "TIMESTAMPTZ"), node.to.copy())


def _refuse_hidden_clock(literal: exp.Literal, place: SqlPlace) -> None:
    if not literal.is_string:
        return
    words = str(literal.this).strip().lower().split()
    if not words or words[0] not in _CLOCK_WORDS:
        return
    parent = literal.parent
    is_text = isinstance(parent, exp.Cast) and parent.is_type(*exp.DataType.TEXT_TYPES)
    becomes_time = isinstance(parent, exp.Cast) and (
        parent.to.this in _TIME_TYPES or isinstance(parent.parent, exp.Cast)
    )
    if (is_text or len(words) > 1) and not becomes_time:
        return
    raise RefusedError(
        f"'{literal.this}' may mean the time the database has, which cannot be set to another day",
        where=place.at(""),
        hint=f"Write now() or current_date for the time, '{literal.this}'::text for the word.",
        code="sql_refused",
    )
