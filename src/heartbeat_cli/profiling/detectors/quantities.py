"""Which columns of a table are quantities, and in what: money and its currency, rates, shares, counts, durations.

Type first (`money`, `interval`, a domain named `ledger_amount`), then the words of the name. Nothing here reads a row:
a `bigint` named `amount` is taken for minor units (nobody keeps whole euros), and the evidence says so.
"""

import re
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from itertools import pairwise

from heartbeat_cli.blocks import Block, GridColumn, Phrases, Section, grid
from heartbeat_cli.pgschema import Column, QName, Table, kind_of
from heartbeat_cli.profiling.detectors.parts.currencies import currency_columns, currency_of, is_number
from heartbeat_cli.profiling.detectors.parts.detector import Detector, ProfiledSubject, Shown
from heartbeat_cli.profiling.detectors.parts.wording import counted_names, tally
from heartbeat_cli.profiling.facts import SchemaFacts
from heartbeat_cli.profiling.vocabulary import KEY_KINDS
from heartbeat_cli.profiling.words import singular, word_lists, words_of
from heartbeat_cli.wording import count


@dataclass(frozen=True, slots=True)
class Quantity:
    """One column that is counted, weighed or paid.

    `kind`: `money`, `rate`, `share`, `count`, `duration`, `size`, `measure`. `unit` is a currency for money in a fixed
    one (`EUR`), `minor units` where the integer counts them, `percent` or `basis points` for a share, else a unit of
    time, bytes or measure; None where nothing says. `currency_column` is the column of the same table that says
    which currency a money column is in. `inexact`: money kept as binary floating point, which does not add up.
    """

    kind: str
    column: str
    evidence: str
    unit: str | None = None
    currency_column: str | None = None
    inexact: bool = False


@dataclass(frozen=True, slots=True)
class TableQuantities:
    """The quantities of a table, in the order of its columns."""

    table: QName
    quantities: tuple[Quantity, ...]


_WORDS = word_lists("quantities")
_CURRENCIES = _WORDS["currencies"]
_MONEY = _WORDS["money"]
_VALUED = _WORDS["valued"]
_WHOLE_MONEY = _WORDS["money where whole"]
_LIKELY_MONEY = _WORDS["money where rounded"]
_MEASURED = _WORDS["measured"]
_LIKELY_VALUED = _WORDS["valued where rounded"]
_MONEY_FORMS = _WORDS["money forms"]
_CENTS = _WORDS["cents"]
_NOT_MONEY = _WORDS["no money"]
_RATES = _WORDS["rates"]
_PERCENT = _WORDS["percent"]
_BASIS_POINTS = _WORDS["basis points"]
_SHARES = _WORDS["shares"]
_COUNTS = _WORDS["counts"]
_NO_COUNT = _WORDS["no count"]
_DONE = _WORDS["done to what is counted"]
_WHICH = _WORDS["not how many"]
_COUNT_OPENINGS = (("number", "of"), ("num",), ("nb",), ("count", "of"), ("count",))
_TIME_UNITS = {
    "ns": "nanoseconds", "us": "microseconds", "ms": "milliseconds", "millis": "milliseconds", "sec": "seconds",
    "secs": "seconds", "second": "seconds", "minute": "minutes", "mins": "minutes", "min": "minutes", "hour": "hours",
    "hr": "hours", "hrs": "hours", "day": "days", "dia": "days", "hora": "hours",
    "week": "weeks", "month": "months", "year": "years",
}  # fmt: skip
_LEADING_UNITS = _WORDS["leading units"]
_POINTS = _WORDS["points in time"]
_DURATIONS = _WORDS["durations"]
_HOW_LONG = _WORDS["how long"]
_NO_DURATION = _WORDS["no duration"]
_RUN_TOGETHER = re.compile(r"[a-z]+?(duration|seconds|minutes|hours|days|weeks|months|years)")
_SIZES = {"byte": "bytes", "kb": "kilobytes", "mb": "megabytes", "gb": "gigabytes"}
_MEASURES = {"kg": "kilograms", "km": "kilometres", "cm": "centimetres", "mm": "millimetres", "m 2": "square metres"}

# Two decimals and room for a billion: little but money is kept so.
_ROUNDED = re.compile(r"numeric\((?:[89]|[12]\d),2\)")
_AMOUNT = re.compile(r"amount(?:_value)?$", re.IGNORECASE)
_UNIT_OF_AMOUNT = re.compile(r"amount_?(?:uom|units?)(?:_|$)", re.IGNORECASE)
"""An amount whose unit stands beside it is measured: `amount_unit`."""
_PRICE_AT_END = re.compile(r"([a-z]{3,})(price|cost|amount|amt)")
_LEDGER_TYPE = re.compile(r"numeric\((?:1[2-9]|2\d),2\)")
_MONEY_TYPES = _WORDS["money types"]
_UNKNOWN = "numeric"


def table_quantities(facts: SchemaFacts) -> tuple[TableQuantities, ...]:
    """The quantities of every table that has any, partitions and foreign tables too: they are asked for one by one."""
    tables = (*facts.schema.tables, *facts.schema.foreign_tables)
    found = (TableQuantities(t.qname, quantities(t, facts.everywhere.types)) for t in tables)
    return tuple(f for f in found if f.quantities)


def quantities(table: Table, types: Mapping[str, str] | None = None) -> tuple[Quantity, ...]:
    """The quantities of a table, in the order of its columns. `types` are the database's domains (`domain_types`).

    Keys and references are none, whatever their names say.
    """
    keys = {c for key in table.foreign_keys for c in key.columns}
    keys.update(table.primary_key.columns if table.primary_key else ())
    known = types or {}
    currencies = currency_columns(table)
    # A name without a letter (`%`) says nothing.
    wanted = [c for c in table.columns if c.name not in keys and words_of(c.name)]
    in_currency = [
        c.name for c in wanted if words_of(c.name)[-1] == "currency" and is_number(known.get(c.type, c.type))
    ]
    measured = any(_UNIT_OF_AMOUNT.search(c.name) for c in table.columns)
    wanted = [c for c in wanted if not (measured and _AMOUNT.search(c.name))]
    found = (_quantity(c, known, currencies if c.name in in_currency or not in_currency else ()) for c in wanted)
    return tuple(q for q in found if q is not None)


def _quantity(column: Column, types: Mapping[str, str], currencies: tuple[str, ...]) -> Quantity | None:
    domain = column.type.rpartition(".")[2].strip('"') if "." in column.type or '"' in column.type else ""
    # A type not known here is judged by its name alone, as if it were a decimal.
    base = types.get(column.type, _UNKNOWN if domain else column.type)
    if base == "interval":
        return Quantity("duration", column.name, "type interval", "interval")
    money = _money_reason(column.name, base, domain)
    if money is not None:
        return _money(column.name, base, domain, money, currencies)
    if not is_number(base):
        return None
    words = tuple(map(singular, words_of(column.name)))
    return _share_or_rate(column.name, words, base, domain) or _measured(column.name, words, base)


def _money_reason(name: str, base: str, domain: str) -> str | None:
    """Why a column is money, None if it is not."""
    if base == "money":
        return "type money"
    if not is_number(base) or base.endswith("]"):
        return None
    words = _words_of_money(name)
    if domain:
        return f"type {domain}" if _MONEY_TYPES.intersection(map(singular, words_of(domain))) else None
    if set(words) & _NOT_MONEY or ("to" in words[1:-1] and words[0] != "amount") or words[0] == "minor":
        return None
    if words[0] == "paid" or words[-2:] == ("credit", "limit"):
        return (
            None
            if kind_of(base) == "integer"
            else f"named `{' '.join(words[:2] if words[0] == 'paid' else words[-2:])}`"
        )
    if words[-1] in _CURRENCIES and kind_of(base) != "integer":
        return f"named in {words[-1].upper()}"
    while len(words) > 1 and words[-1] in (_MONEY_FORMS | _CENTS | _CURRENCIES):
        words = words[:-1]
    named = "amount" if words[0] == "amount" and words[-1] != "value" else words[-1]
    if kind_of(base) == "integer":
        if _counts_before(words_of(name), "amount"):
            return None
        minor = set(words_of(name)) & _CENTS or named in _WHOLE_MONEY or words[-2:] == ("shipping", "cost")
        return f"named `{named}`" if minor else None
    if named in _MONEY or (named == "value" and set(words) & _VALUED):
        return f"named `{named}`"
    if _ROUNDED.fullmatch(base) and (named in _LIKELY_MONEY or (named == "value" and set(words) & _LIKELY_VALUED)):
        return f"named `{named}`, of two decimals"
    return f"type {base}" if _LEDGER_TYPE.fullmatch(base) and words[-1] not in _MEASURED | _TIME_UNITS.keys() else None


def _words_of_money(name: str) -> tuple[str, ...]:
    """The words of a name up to a `per`, with what is paid at the end of a word apart: `plannedcost`."""
    words = tuple(map(singular, words_of(name)))
    if "per" in words[1:]:
        words = words[: words.index("per")]
    together = _PRICE_AT_END.fullmatch(words[-1])
    return (*words[:-1], together[1], together[2]) if together else words


def _money(name: str, base: str, domain: str, reason: str, currencies: tuple[str, ...]) -> Quantity:
    words = words_of(name)
    fixed = next((w.upper() for w in (*words, *words_of(domain)) if w in _CURRENCIES or w == "euro"), None)
    unit = "EUR" if fixed == "EURO" else fixed
    if unit is None and kind_of(base) == "integer":
        unit = "minor units"
        reason += "; an integer"
    column = None if fixed else currency_of(words, currencies)
    if column is None and not fixed:
        reason += (
            "; no column says in which currency" if not currencies else "; its currency is not clear from the names"
        )
    return Quantity("money", name, reason, unit, column, kind_of(base) == "float")


def _share_or_rate(name: str, words: tuple[str, ...], base: str, domain: str) -> Quantity | None:
    if words[-1] in _PERCENT or words[0] in _PERCENT:
        return Quantity("share", name, "named in percent", "percent")
    if words[-1] in _BASIS_POINTS:
        return Quantity("share", name, "named in basis points", "basis points")
    if kind_of(base) == "integer":
        return None
    if words[-1] in _RATES or words_of(domain)[-1:] == ("rate",):
        return Quantity("rate", name, f"type {domain}" if domain else f"named `{words[-1]}`")
    if words[-1] in _SHARES or words_of(domain)[-1:] == ("share",):
        return Quantity("share", name, f"type {domain}" if domain else f"named `{words[-1]}`")
    return None


def _measured(name: str, words: tuple[str, ...], base: str) -> Quantity | None:
    last, tail = words[-1], " ".join(words[-2:])
    opening = next((o for o in _COUNT_OPENINGS if words[: len(o)] == o), None)
    if (opening and len(words) > len(opening)) or (words[0] == "number" and _is_done(last)):
        return Quantity("count", name, f"named `{' '.join(opening or words)}`")
    if (lasting := _duration(name, words)) is not None:
        return lasting
    unit = _SIZES.get(last) or _SIZES.get(words[0]) or next((_SIZES[w] for w in words if w in _SIZES), None)
    if unit:
        return Quantity("size", name, f"named in {unit}", unit)
    if last in _MEASURES or tail in _MEASURES:
        unit = _MEASURES.get(tail) or _MEASURES.get(last)
        return Quantity("measure", name, f"named in {unit}", unit)
    if kind_of(base) != "integer" or last in KEY_KINDS or words[0] in _WHICH:
        return None
    if last in _COUNTS or "count" in words or _counts_before(words_of(name), "amount"):
        return Quantity("count", name, f"named `{last}`")
    plural = _plural(words_of(name))
    return Quantity("count", name, f"an integer named `{plural}`") if plural else None


def _duration(name: str, words: tuple[str, ...]) -> Quantity | None:
    """How long something takes or lasts: by its unit, or by a word for it."""
    spelt, last = words_of(name), words[-1]
    if spelt[0] in _LEADING_UNITS and last not in KEY_KINDS:
        return Quantity("duration", name, f"named in {spelt[0]}", spelt[0])
    if last in _TIME_UNITS and len(words) > 1 and spelt[-1] not in _POINTS:
        return Quantity("duration", name, f"named in {_TIME_UNITS[last]}", _TIME_UNITS[last])
    if (last in _DURATIONS or words[0] in _DURATIONS) and last not in _NO_DURATION:
        return Quantity("duration", name, f"named `{last}`; no unit")
    if spelt[-2:] == ("expires", "in") or (last == "time" and words[-2:-1] and words[-2] in _HOW_LONG):
        return Quantity("duration", name, f"named `{' '.join(spelt[-2:])}`; no unit")
    if len(words) == 1 and (found := _RUN_TOGETHER.fullmatch(spelt[0])) is not None:
        unit = None if found[1] == "duration" else found[1]
        return Quantity("duration", name, f"named in {unit}" if unit else "named `duration`; no unit", unit)
    return None


def _plural(spelt: tuple[str, ...]) -> str | None:
    """The word of a name that says what is counted: a plural at its end, or before what was done: `rows_read`."""
    period = spelt[-1] in _TIME_UNITS and singular(spelt[-1]) == spelt[-1]
    places = [spelt[-1], *(spelt[:1] if period or _is_done(spelt[-1]) else ())]
    places += [word for word, after in pairwise(spelt) if after == "per"]
    return next((w for w in places if singular(w) != w and w not in _NO_COUNT), None)


def _counts_before(spelt: tuple[str, ...], word: str) -> bool:
    """Whether a name ends in a plural and `word`: `comments_amount`."""
    return (
        len(spelt) > 1
        and spelt[-1] == word
        and singular(spelt[-2]) not in (spelt[-2], *_MONEY)
        and spelt[-2] not in _NO_COUNT
    )


def _is_done(word: str) -> bool:
    return word in _DONE or word.endswith(("ed", "ing"))


# On the page


def quantity_words(quantity: Quantity) -> str:
    """`money in currency_code`, `share in percent`, `count`."""
    inside = [w for w in (quantity.unit, quantity.currency_column) if w]
    said = f"{quantity.kind} in {' of '.join(inside)}" if inside else quantity.kind
    return f"{said}, inexact" if quantity.inexact else said


_KINDS = ("money", "rate", "share", "count", "duration", "size", "measure")


def _section(found: tuple[TableQuantities, ...], subject: ProfiledSubject) -> Section | None:
    """What is counted and paid, and whether amounts say in what."""
    every = [(f.table.name, q) for f in found if f.table in subject.facts.tables for q in f.quantities]
    kinds = Counter(q.kind for _, q in every)
    blocks: list[Block] = [Phrases(tally({kind: kinds[kind] for kind in _KINDS}))]
    amounts = _currencies_of([(table, q) for table, q in every if q.kind == "money"])
    if amounts:
        columns = (GridColumn("", "word", "dim"), GridColumn("", "number"), GridColumn("", "names"))
        blocks.append(grid(columns, ((name, count(n.total()), counted_names(n)) for name, n in amounts.items())))
    return Section("Money and quantities", tuple(blocks), len(every)) if every else None


def _currencies_of(amounts: Iterable[tuple[str, Quantity]]) -> dict[str, Counter[str]]:
    """Where amounts say their currency, where they do not, and where they do not add up; what is worst first."""
    found: dict[str, Counter[str]] = {}
    for name in ("floating point", "no currency said", "currency in the name", "currency beside it"):
        found[name] = Counter()
    for table, money in amounts:
        if money.inexact:
            found["floating point"][table] += 1
        if money.currency_column is not None:
            found["currency beside it"][table] += 1
        elif money.unit in (None, "minor units"):
            found["no currency said"][table] += 1
        else:
            found["currency in the name"][table] += 1
    return {name: tables for name, tables in found.items() if tables}


DETECTOR = Detector(
    "Columns that are counted, weighed or paid.",
    table_quantities,
    schema=Shown(_section, 60),
    columns=lambda found, _: (q.column for q in found.quantities),
)
