"""The middle stages: what is counted, over which rows and which window, the SQL, and the number."""

from collections.abc import Sequence
from dataclasses import replace

from heartbeat_cli.discovery.asking import Ask, Option, RowsOf
from heartbeat_cli.discovery.columns import event_times, timestamps
from heartbeat_cli.discovery.comparing import COMPARING_SQL
from heartbeat_cli.discovery.condition import Condition, DictionaryValues, dictionaries_in, resolve_condition
from heartbeat_cli.discovery.draft import Draft, homes_of
from heartbeat_cli.discovery.effects import (
    Behind,
    Compile,
    Composed,
    Counted,
    Evaluate,
    LookBehind,
    ReadDictionary,
    Show,
)
from heartbeat_cli.discovery.measure import (
    AVG,
    COUNT_DISTINCT,
    PERCENTILE,
    SECONDS,
    SUM,
    Measure,
    complete_from,
    parse_measure,
    parse_time_unit,
    usable_columns,
)
from heartbeat_cli.discovery.naming import DEFAULT_WINDOW
from heartbeat_cli.discovery.proposing import without_taken
from heartbeat_cli.discovery.query import MeasureQuery, check_window, write_sql
from heartbeat_cli.discovery.stages import Stage
from heartbeat_cli.discovery.suggested import parse_window, suggested_measure, suggested_step, suggested_window
from heartbeat_cli.errors import HbError, UsageError, did_you_mean
from heartbeat_cli.metrics import TOTAL, Value, Window, find_window, usual_windows
from heartbeat_cli.pgschema import Column, QName, Table

_MEASURES = (
    Option("count", "count", "How many rows."),
    Option("count distinct", "count distinct", "How many different values of a column."),
    Option("share", "share", "Percent of the rows that meet a condition."),
    Option("median", "median", "The middle value of a column, or of the time between two moments."),
    Option("p95", "p95", "What 95 of 100 stay below: a column, or the time between two moments."),
    Option("avg", "avg", "The mean of a column, or of the time between two moments."),
    Option("sum", "sum", "The sum of a column."),
)
_LATER = Option("later", "later", "Parked without a query.")
_MEASURE_TITLES = {
    COUNT_DISTINCT: "Different values",
    SUM: "The sum",
    AVG: "The mean",
    PERCENTILE: "The percentile",
}


def _builds(draft: Draft) -> bool:
    """True while a query over one table is being put together, which may have to wait."""
    return draft.table is not None and draft.sql is None and (not draft.waiting or draft.may_wait)


def wants_measure(draft: Draft) -> Ask | None:
    """Asks what is counted, then for the parts of the measure that are still open.

    A question that is parked may leave it for later.
    """
    if not _builds(draft) or draft.table is None:
        return None
    if draft.measure is None:
        later = (_LATER,) if draft.waiting else ()
        default = _LATER.value if draft.waiting else suggested_measure(draft.understood)
        return Ask("measure", "What should be counted?", default=default, options=(*_MEASURES, *later))
    missing = complete_from(draft.table, draft.measure)
    return _part(draft.table, draft.measure, missing, rows_of(draft)) if missing is not None else None


def rows_of(draft: Draft) -> RowsOf | None:
    """What a condition is written about."""
    return RowsOf(draft.home.source.name, draft.table) if draft.home is not None and draft.table is not None else None


def _part(table: Table, measure: Measure, missing: str, rows: RowsOf | None) -> Ask:
    columns = [c for c in table.columns if c.name in usable_columns(table, measure)]
    if missing == "column":
        return Ask("column", f"{_MEASURE_TITLES[measure.kind]} of which column?", options=_columns(columns))
    if missing == "until":
        others = [c for c in timestamps(table) if c.name != measure.column]
        return Ask("until", f"From {measure.column} until when?", options=_columns(others))
    if missing == "in":
        units = tuple(Option(unit, unit) for unit in SECONDS)
        return Ask("in", "In which unit of time?", options=units, default="min")
    return Ask("share-where", "The share of rows where …", instruction="for example: state = REJECTED", rows=rows)


def _columns(columns: Sequence[Column]) -> tuple[Option, ...]:
    width = max((len(c.name) for c in columns), default=0)
    return tuple(Option(c.name, f"{c.name:<{width}}  {c.type}", c.comment) for c in columns)


def settle_measure(draft: Draft, reply: str) -> Draft:
    """Raises UsageError for what is no measure of this table."""
    if draft.table is None or (draft.waiting and reply == _LATER.value):
        return draft.replace(table=None)
    measure = parse_measure(reply) if draft.measure is None else _with_part(draft.table, draft.measure, reply)
    if measure.condition:
        dictionaries_in(measure.condition, draft.table)
    complete_from(draft.table, measure)
    return _with_conditions(draft.replace(measure=measure))


def _with_part(table: Table, measure: Measure, reply: str) -> Measure:
    missing = complete_from(table, measure)
    if missing == "in":
        return replace(measure, time_unit=parse_time_unit(reply))
    if missing == "share-where":
        return replace(measure, condition=reply)
    if missing == "until":
        return replace(measure, until=reply.strip())
    column, _, until = (part.strip() for part in reply.partition(".."))
    return replace(measure, column=column, until=until or measure.until)


def wants_where(draft: Draft) -> Ask | None:
    """Asks for a condition on the rows; an empty one takes them all."""
    if not _builds(draft) or draft.where_text is not None:
        return None
    return Ask(
        "where", "Only rows where …", default="", instruction="state = ACTIVE; enter for all", rows=rows_of(draft)
    )


def settle_where(draft: Draft, reply: str) -> Draft:
    """Raises UsageError for a condition that names no column of the table."""
    if reply.strip() and draft.table is not None:
        dictionaries_in(reply, draft.table)
    return _with_conditions(draft.replace(where_text=reply.strip()))


def wants_dictionary(draft: Draft) -> ReadDictionary | None:
    """The next lookup table whose labels a condition names."""
    if not _builds(draft) or draft.home is None:
        return None
    wanted = _unread(draft, _share_text(draft)) or _unread(draft, draft.where_text)
    return ReadDictionary(draft.home.source.name, wanted[0]) if wanted else None


def settle_dictionary(draft: Draft, reply: DictionaryValues) -> Draft:
    """The lookup table is known, and with it conditions that waited for its labels."""
    return _with_conditions(draft.replace(dictionaries=(*draft.dictionaries, reply)))


def _share_text(draft: Draft) -> str | None:
    return draft.measure.condition if draft.measure is not None else None


def _unread(draft: Draft, text: str | None) -> tuple[QName, ...]:
    if not text or draft.table is None:
        return ()
    known = {found.table for found in draft.dictionaries}
    return tuple(table for table in dictionaries_in(text, draft.table) if table not in known)


def _with_conditions(draft: Draft) -> Draft:
    """The conditions whose dictionaries are known, resolved; one that will not do is forgotten and asked for again."""
    share, where = _share_text(draft), draft.where_text
    try:
        if share and draft.share is None and not _unread(draft, share):
            draft = draft.replace(share=_resolved(draft, share))
    except HbError as error:
        measure = replace(draft.measure, condition=None) if draft.measure else None
        return draft.replace(measure=measure, problem=error)
    try:
        if where and draft.where is None and not _unread(draft, where):
            draft = draft.replace(where=_resolved(draft, where))
    except HbError as error:
        return draft.replace(where_text=None, problem=error)
    return draft


def _resolved(draft: Draft, text: str) -> Condition | None:
    if draft.table is None:
        return None
    dictionaries = {found.table: found for found in draft.dictionaries}
    return resolve_condition(text, draft.table, dictionaries, unseen=bool(draft.waiting))


def wants_window(draft: Draft) -> Ask | None:
    """Asked of the user's own SQL too: the name ends in it."""
    if draft.window is not None or not (draft.table or draft.sql) or (draft.waiting and not _builds(draft)):
        return None
    timed = draft.table is None or bool(event_times(draft.table))
    windows = usual_windows() if timed else [Window(TOTAL)]
    named = draft.proposal.window if draft.proposal is not None else suggested_window(draft.understood)
    offered = [*([named] if named is not None and timed and named not in windows else []), *windows]
    options = tuple(Option(w.name, f"{w.name:<14}{w.spoken}") for w in offered)
    usual = DEFAULT_WINDOW if timed else TOTAL
    default = named.name if named is not None else usual if draft.waiting else None
    return Ask("window", "Over which time?", options=options, default=default)


def settle_window(draft: Draft, reply: str) -> Draft:
    """Raises UsageError for what is no window, and for one over a table without a time."""
    window = parse_window(reply)
    if draft.table is not None and window != TOTAL and not event_times(draft.table):
        raise UsageError(f"{draft.table.qname} has no column that says when", hint="Use --window total.")
    return draft.replace(window=window)


def wants_time(draft: Draft) -> Ask | None:
    """Asks by which column the window is cut, where there is one to cut."""
    if not _builds(draft) or draft.table is None or draft.window in (None, TOTAL) or draft.time is not None:
        return None
    times = event_times(draft.table)
    default = draft.measure.until if draft.measure is not None and draft.measure.until else times[0].name
    options = _columns(times)
    return Ask("time", "Which column says when it happened?", options=options, default=default, prompted=len(times) > 1)


def settle_time(draft: Draft, reply: str) -> Draft:
    """Raises UsageError for a column that is no time of the table's, or too coarse for the window."""
    name = reply.strip()
    if draft.table is None or draft.window is None:
        return draft
    names = [c.name for c in event_times(draft.table)]
    if name not in names:
        hint = did_you_mean(name, names) or f"These fit: {', '.join(names)}."
        raise UsageError(f"{draft.table.qname} has no date or time column '{name}'", hint=hint, code="unknown_column")
    check_window(draft.table, name, draft.window)
    return draft.replace(time=name)


def wants_sql_shown(draft: Draft) -> Show | None:
    """The SQL, before it runs or waits."""
    if "sql" in draft.shown or draft.window is None or (draft.waiting and not _builds(draft)):
        return None
    sql = draft.sql if draft.own_sql else _composed(draft)
    return Show(Composed(sql)) if sql is not None else None


def _composed(draft: Draft) -> str | None:
    if draft.table is None or draft.home is None or draft.measure is None or draft.window is None:
        return None
    return write_sql(
        MeasureQuery(
            draft.home.dataset,
            draft.table,
            draft.measure,
            draft.window,
            draft.time,
            draft.where,
            draft.share,
            draft.zone,
        )
    )


def settle_sql_shown(draft: Draft, _: object) -> Draft:
    """From here on, what is read is what the SQL reads: the table, and the dictionaries of its conditions."""
    sql = draft.sql if draft.own_sql else _composed(draft)
    reads = draft.reads if draft.own_sql else homes_of(sql or "", draft.inventory)
    return draft.mark_shown("sql").replace(sql=sql, reads=reads)


def wants_compiled(draft: Draft) -> Compile | None:
    """Has a query that waits held against the mirror, once."""
    if not draft.waiting or draft.sql is None or draft.compiled or not draft.may_wait:
        return None
    return Compile(draft.sql)


def settle_compiled(draft: Draft, reply: tuple[str, ...] | HbError) -> Draft:
    """What the query needs is known; one that could never run is the user's to change where the user wrote it."""
    if not isinstance(reply, HbError):
        return draft.replace(compiled=True, needs=(*(draft.needs or ()), *reply))
    if draft.own_sql:
        return draft.forget_query().replace(problem=reply)
    raise reply


def wants_value(draft: Draft) -> Evaluate | None:
    """Has the query computed, once."""
    if draft.waiting or draft.sql is None or draft.value is not None or draft.window is None:
        return None
    return Evaluate(draft.candidate(name="candidate"))


def settle_value(draft: Draft, reply: Value | HbError) -> Draft:
    """A query the marts refuse is the user's to change where the user wrote it; else it is the answer."""
    if not isinstance(reply, HbError):
        return draft.replace(value=reply)
    if draft.proposal is not None and draft.sql == draft.proposal.sql:
        return without_taken(draft, reply)
    if draft.own_sql:
        return draft.forget_query().replace(problem=reply, shown=draft.shown - {"sql"})
    if draft.where_text:
        return draft.replace(where_text=None, where=None, sql=None, problem=reply, shown=draft.shown - {"sql"})
    raise reply


def wants_value_shown(draft: Draft) -> Show | None:
    """Shows the number, once."""
    if draft.value is None or "value" in draft.shown:
        return None
    return Show(Counted(draft.value, draft.unit or (draft.measure.unit if draft.measure else None)))


def wants_behind(draft: Draft) -> LookBehind | None:
    """Has it looked up what stands behind the number, once."""
    if draft.waiting or draft.value is None or draft.behind is not None:
        return None
    return LookBehind(draft.candidate(name="candidate"), draft.understood.by)


def settle_behind(draft: Draft, reply: Behind) -> Draft:
    """A number per week is that of a week: where it has another window, that is said."""
    step = suggested_step(draft.understood)
    other = step is not None and draft.window is not None and find_window(draft.window) != step
    return draft.replace(behind=replace(reply, step=step.name if step is not None and other else None))


def wants_behind_shown(draft: Draft) -> Show | None:
    """Shows what stands behind the number, once."""
    return Show(draft.behind) if draft.behind is not None and "behind" not in draft.shown else None


COUNTING = (
    Stage("measure", wants_measure, settle_measure),
    Stage("dictionary", wants_dictionary, settle_dictionary),
    Stage("where", wants_where, settle_where),
    Stage("window", wants_window, settle_window),
    Stage("time", wants_time, settle_time),
    Stage("SQL shown", wants_sql_shown, settle_sql_shown),
    *COMPARING_SQL,
    Stage("compiled", wants_compiled, settle_compiled),
    Stage("value", wants_value, settle_value),
    Stage("value shown", wants_value_shown, lambda draft, _: draft.mark_shown("value")),
    Stage("behind", wants_behind, settle_behind),
    Stage("behind shown", wants_behind_shown, lambda draft, _: draft.mark_shown("behind")),
)
