"""SQL in words: what is counted, which rows, under which conditions, over which time, and what that leaves out.

What has words is said in words. What has none is told as the SQL it is, and is never left unsaid.
"""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from typing import Final

from sqlglot import exp

from heartbeat_cli.errors import InvalidFileError
from heartbeat_cli.metrics.brief.periods import beginning_in_words, day_in_words
from heartbeat_cli.metrics.lineage import parse_sql
from heartbeat_cli.pgschema import QName

Labels = Callable[[QName, str], tuple[tuple[str, str], ...]]
"""The labels of a lookup table's column with what each is called, in their order; none where nothing is known."""

_NOW: Final = (exp.CurrentTimestamp, exp.CurrentDate)
_MEASURES: Final = {exp.Sum: "sum", exp.Avg: "average", exp.Min: "least", exp.Max: "largest"}
_FIRST: Final = {exp.Min: "first", exp.Max: "last"}
_BOUNDS: Final[dict[type[exp.Expr], str]] = {
    exp.GTE: "from {}",
    exp.GT: "after {}",
    exp.LT: "until {}",
    exp.LTE: "up to and with {}",
}
_SPANS: Final = {"": "seconds", "60": "minutes", "3600": "hours", "86400": "days"}
_ASKED: Final = "the moment it is asked for"
_MOST_LEFT_OUT: Final = 8


@dataclass(frozen=True, slots=True)
class CountInWords:
    """What a metric counts: the `measure`, of which `rows`, `only` those that meet conditions, and over which `window`.

    `left_out` is what the conditions leave out, `also` what has no words: SQL as it is written.
    """

    measure: str
    rows: str
    only: tuple[str, ...] = ()
    window: tuple[str, ...] = ()
    left_out: tuple[str, ...] = ()
    also: tuple[str, ...] = ()

    def sentence(self) -> str:
        """All of it in one, without its full stop."""
        conditions = f" where {' and '.join((*self.only, *self.also))}" if self.only or self.also else ""
        window = f", {'; '.join(self.window)}" if self.window else ""
        return f"{self.measure} {self.rows}{conditions}{window}"


def read_counted(sql: str, labels: Labels) -> CountInWords:
    """What SQL counts. Raises InvalidFileError where it cannot be followed."""
    tree = parse_sql(sql)
    if not isinstance(tree, exp.Select) or not _is_plain(tree) or tree.args.get("group") is not None:
        return CountInWords("is what this SQL gives:", _text(tree))
    reader = _Reader(labels)
    reader.read(tree)
    return CountInWords(
        _measure(tree),
        _rows(tree),
        tuple(reader.only),
        tuple(reader.window()),
        tuple(reader.left_out),
        tuple(reader.also),
    )


def _is_plain(select: exp.Select) -> bool:
    """Whether its rows are those of its FROM that meet its conditions, or groups of them."""
    beyond = ("with_", "distinct", "limit", "offset", "qualify", "windows")
    counted_beside = select.find(exp.Window) is not None
    return select.args.get("from_") is not None and not counted_beside and not any(map(select.args.get, beyond))


def _inner(select: exp.Select) -> exp.Select | None:
    """The query in its FROM whose rows it takes, where that can be read."""
    source = select.args["from_"].this
    inner = source.this if isinstance(source, exp.Subquery) else None
    return inner if isinstance(inner, exp.Select) and _is_plain(inner) else None


def _text(node: exp.Expression | exp.Expr) -> str:
    return " ".join(node.sql("postgres", comments=False).split())


# What is counted


def _measure(select: exp.Select) -> str:
    value = select.expressions[0].unalias()
    if isinstance(value, exp.Count):
        of = value.this
        if isinstance(of, exp.Distinct) and len(of.expressions) == 1:
            return f"counts the different {_name(of.expressions[0])} in"
        return "counts" if isinstance(of, exp.Star) else f"counts, where there is a {_name(of)},"
    if isinstance(value, exp.WithinGroup) and isinstance(value.this, exp.PercentileCont | exp.PercentileDisc):
        share, ordered = value.this.this, value.expression.expressions[0]
        over, percent = ordered.this, float(share.name) * 100
        percent = 100 - percent if ordered.args.get("desc") else percent
        return f"takes the {'median' if percent == 50 else f'{percent:g}th percentile'} of {_name(over)} over"
    word = _MEASURES.get(type(value))
    return f"takes the {word} of {_name(value.this)} over" if word else f"works out {_text(value)} over"


def _name(value: exp.Expr) -> str:
    return value.name if isinstance(value, exp.Column) else _time_between(value) or _text(value)


def _time_between(value: exp.Expr) -> str | None:
    """`extract(epoch FROM b - a) / 60`: the minutes from `a` to `b`."""
    span, unit = (value.this, value.expression.name) if isinstance(value, exp.Div) else (value, "")
    if not isinstance(span, exp.Extract) or span.this.name.upper() != "EPOCH" or unit not in _SPANS:
        return None
    if not isinstance(span.expression, exp.Sub):
        return None
    later, earlier = span.expression.this, span.expression.expression
    until = _ASKED if isinstance(later, exp.CurrentTimestamp) else _name(later)
    return f"the {_SPANS[unit]} from {_name(earlier)} to {until}"


def _rows(select: exp.Select) -> str:
    source = select.args["from_"].this
    if isinstance(source, exp.Table):
        return f"rows of {_table(source)}"
    inner = _inner(select)
    if inner is None:
        return f"rows of {_text(source)}"
    group = inner.args.get("group")
    if group is None:
        return _rows(inner)
    return f"each {' and '.join(map(_name, group.expressions))} of {_rows(inner).removeprefix('rows of ')} once"


def _table(table: exp.Table) -> str:
    return ".".join(part for part in (table.db, table.name) if part)


# Which of them


class _Reader:
    def __init__(self, labels: Labels) -> None:
        self._labels = labels
        self.only: list[str] = []
        self.left_out: list[str] = []
        self.also: list[str] = []
        self._bounds: dict[tuple[str, str], list[str]] = {}

    def read(self, select: exp.Select) -> None:
        """Its conditions, behind those of the query inside its FROM."""
        inner = _inner(select)
        firsts = _firsts(inner) if inner is not None else {}
        if inner is not None:
            self.read(inner)
        lookups = {name: lookup for name, lookup in _lookups(select) if self._is_lookup(name, lookup, select)}
        for join in select.args.get("joins") or ():
            if join.this.alias_or_name not in lookups:
                self.also.append(_joined(join))
        for condition in _conjuncts(select.args.get("where")):
            self._condition(condition, lookups, firsts)
        having = select.args.get("having")
        if having is not None:
            self.also.append(_text(having.this))

    def window(self) -> Iterator[str]:
        """Each column of time with its bounds; of two that are called the same, of which table each is."""
        names = [name for _, name in self._bounds]
        for (table, name), bounds in self._bounds.items():
            column = f"{table}.{name}" if names.count(name) > 1 and table else name
            yield f"by {column}, {' '.join(bounds)}"

    def _is_lookup(self, name: str, lookup: "_Lookup", select: exp.Select) -> bool:
        """Whether a joined table only says what values are called: one column of it is asked, and no two are alike."""
        asked = {column.name for column in select.find_all(exp.Column) if column.table == name} - {lookup.key}
        known = [label for column in asked for label, _ in self._labels(lookup.table, column)]
        return len(asked) == 1 and 0 < len(known) == len(set(known))

    def _condition(self, value: exp.Expr, lookups: "dict[str, _Lookup]", firsts: dict[str, str]) -> None:
        bound = _bound(value)
        if bound is not None:
            column, words = bound
            name = firsts.get(column.name, column.name)
            self._bounds.setdefault((column.table, name), []).append(words)
            return
        denied = isinstance(value, exp.Not)
        chosen = _chosen(value.this if denied else value)
        if chosen is not None:
            column, wanted, differs = chosen
            self._labelled(column, wanted, lookups, denied=denied != differs)
            return
        said = _plain(value)
        (self.only if said else self.also).append(said or _text(value))

    def _labelled(
        self, column: exp.Column, wanted: tuple[str, ...], lookups: "dict[str, _Lookup]", *, denied: bool
    ) -> None:
        lookup = lookups.get(column.table)
        known = self._labels(lookup.table, column.name) if lookup else ()
        what = lookup.column if lookup else column.name
        told = _some([_label(label, known) for label in wanted], "or")
        if denied:
            self.left_out.append(f"rows whose {what} is {told}")
            return
        self.only.append(f"{what} is {told}")
        others = [_label(label, known) for label, _ in known if label not in wanted]
        if others:
            self.left_out.append(f"rows with another {what}: {_some(others, 'or')}")


@dataclass(frozen=True, slots=True)
class _Lookup:
    """A joined table that may only say what a column's values are called: `table`, its `key`, and the `column` that
    refers to it."""

    table: QName
    key: str
    column: str


def _lookups(select: exp.Select) -> Iterator[tuple[str, _Lookup]]:
    """Joined tables that are entered by one column, by what they are called."""
    for join in select.args.get("joins") or ():
        table, on = join.this, join.args.get("on")
        if join.side or not isinstance(table, exp.Table) or not isinstance(on, exp.EQ):
            continue
        sides = [side for side in (on.this, on.expression) if isinstance(side, exp.Column)]
        outside = [side for side in sides if side.table != table.alias_or_name]
        if len(sides) == 2 and len(outside) == 1:
            (key,) = (side.name for side in sides if side not in outside)
            yield table.alias_or_name, _Lookup(QName(table.db, table.name), key, outside[0].name)


def _joined(join: exp.Join) -> str:
    on = join.args.get("on")
    side = "".join(f"{word.lower()} " for word in (join.method, join.side) if word)
    using = ", ".join(map(_text, join.args.get("using") or ()))
    by = f" by {_text(on)}" if on is not None else f" by the same {using}" if using else ""
    return f"{side}joined with {_text(join.this)}{by}"


def _firsts(select: exp.Select) -> dict[str, str]:
    """What the moments of a query inside are: `onboarded_at` is the first `changed_at`."""
    found = {}
    for output in select.expressions:
        word = _FIRST.get(type(output.unalias()))
        if word is not None:
            found[output.alias_or_name] = f"{output.alias_or_name} (the {word} {_name(output.unalias().this)})"
    return found


def _conjuncts(where: exp.Expr | None) -> list[exp.Expr]:
    return (
        list(where.this.flatten())
        if where is not None and isinstance(where.this, exp.And)
        else ([where.this] if where is not None else [])
    )


def _bound(value: exp.Expr) -> tuple[exp.Column, str] | None:
    """A column of time and its bound by the clock, in words."""
    words = _BOUNDS.get(type(value))
    if words is None or not isinstance(value.this, exp.Column):
        return None
    if value.expression.find(*_NOW) is None and day_in_words(value.expression) is None:
        return None
    return value.this, words.format(_moment(value.expression))


def _moment(value: exp.Expr) -> str:
    if isinstance(value, exp.CurrentTimestamp):
        return _ASKED
    told = _today(value) or beginning_in_words(value) or day_in_words(value)
    if told is not None:
        return told
    if isinstance(value, exp.Add) and (today := _today(value.this)) is not None and value.expression.name == "1":
        return f"the end of {today}"
    if isinstance(value, exp.Sub):
        span, before = value.expression, _today(value.this)
        if before is not None and isinstance(span, exp.Literal):
            return f"{span.name} days before {before}"
        if isinstance(value.this, exp.CurrentTimestamp) and isinstance(span, exp.Interval):
            unit = f" {span.unit.name.lower()}" if span.unit is not None else ""
            return f"{span.this.name}{unit} before"
    return _text(value)


def _today(value: exp.Expr) -> str | None:
    """The day by the clock, and in which zone."""
    if isinstance(value, exp.CurrentDate):
        return "today"
    inner = value.this.unnest() if isinstance(value, exp.Cast) and value.is_type("date") else None
    if isinstance(inner, exp.AtTimeZone) and isinstance(inner.this, exp.CurrentTimestamp):
        return f"today in {inner.args['zone'].name}"
    return "today" if isinstance(inner, exp.CurrentTimestamp) else None


def _chosen(value: exp.Expr) -> tuple[exp.Column, tuple[str, ...], bool] | None:
    """A column held against written texts: which, and whether it has to differ."""
    if isinstance(value, exp.EQ | exp.NEQ) and isinstance(value.this, exp.Column):
        wanted: Iterable[exp.Expr] = (value.expression,)
    elif isinstance(value, exp.In) and isinstance(value.this, exp.Column) and value.expressions:
        wanted = value.expressions
    else:
        return None
    literals = [one for one in wanted if isinstance(one, exp.Literal)]
    if len(literals) != len(list(wanted)):
        return None
    return value.this, tuple(one.name for one in literals), isinstance(value, exp.NEQ)


def _plain(value: exp.Expr) -> str | None:
    """A flag, or whether there is a value."""
    match value:
        case exp.Column():
            return f"{value.name} is set"
        case exp.Not(this=exp.Column() as column):
            return f"{column.name} is not set"
        case exp.Is() if isinstance(value.this, exp.Column) and isinstance(value.expression, exp.Null):
            return f"{value.this.name} is {'filled' if value.args.get('negate') else 'empty'}"
        case exp.Not(this=exp.Is() as inner) if isinstance(inner.this, exp.Column):
            return f"{inner.this.name} is filled" if isinstance(inner.expression, exp.Null) else None
    return None


def _label(label: str, known: Iterable[tuple[str, str]]) -> str:
    name = dict(known).get(label, "")
    return f"{label} ({name})" if name else label


def _some(words: list[str], last: str) -> str:
    shown = words if len(words) <= _MOST_LEFT_OUT else [*words[: _MOST_LEFT_OUT - 1], f"{len(words) - 7} others"]
    return shown[0] if len(shown) == 1 else f"{', '.join(shown[:-1])} {last} {shown[-1]}"


def counted_or_none(sql: str | None, labels: Labels) -> CountInWords | None:
    """What SQL counts; None without SQL, and for what cannot be followed."""
    try:
        return read_counted(sql, labels) if sql else None
    except InvalidFileError:
        return None
