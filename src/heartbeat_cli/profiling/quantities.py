"""Which columns of a table are quantities, and in what: money and its currency, rates, shares, counts, durations.

Type first (`money`, `interval`, a domain named `ledger_amount`), then the words of the name. Nothing here reads a row:
a `bigint` named `amount` is taken for minor units (nobody keeps whole euros), and the evidence says so.
"""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from heartbeat_cli.pgschema import Column, Table
from heartbeat_cli.pgschema.types import NUMBERS, kind_of
from heartbeat_cli.profiling.words import singular, word_set, words_of


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


_CURRENCIES = word_set("eur usd gbp chf jpy pln sek nok dkk czk huf ron uah cny")
_MONEY = word_set(
    """
    amount amt balance budget cash charge collateral cost deductible deposit exposure fee funds income interest
    money notional nominal overdraft payment penalty premium price principal proceeds profit revenue salary
    surcharge tax total turnover wage worth
    """
)
# `p_value` is none, `book_value` is.
_VALUED = word_set("appraised asset book contract face fair insured liquidation market nominal order tax")
_MONEY_FORMS = word_set(
    "from to min max before after due paid accrued minor cents gross net used limit cap ceiling floor"
)
# `base_amount` is not in the row's own currency.
_IN_ANOTHER = word_set("base functional reporting home")
_CENTS = word_set("minor cent cents pence kopeck")
_NOT_MONEY = word_set(
    """
    bp bps code coefficient confidence count credits duration factor grade haircut hour id kg km margin
    multiplier number param pct percent percentage point probability quantity rank rate rating ratio score seat
    similarity size time version weight
    """
)
_RATES = word_set("rate margin spread markup bid ask mid")
_PERCENT = word_set("percent percentage pct")
_BASIS_POINTS = word_set("bp bps")
_SHARES = word_set("share ratio fraction haircut probability proportion")
_COUNTS = word_set(
    "attempt count quantity qty retry seat tally total try instalment installment occurrence participant visitor hit"
)
_NO_COUNT = word_set("points ids ifrs units status ts bps pips values address series")
_COUNT_OPENINGS = (("number", "of"), ("num",), ("nb",), ("count", "of"), ("count",))
_TIME_UNITS = {
    "ns": "nanoseconds", "us": "microseconds", "ms": "milliseconds", "millis": "milliseconds", "sec": "seconds",
    "secs": "seconds", "second": "seconds", "minute": "minutes", "mins": "minutes", "min": "minutes", "hour": "hours",
    "hr": "hours", "hrs": "hours", "day": "days", "week": "weeks", "month": "months", "year": "years",
}  # fmt: skip
_LEADING_UNITS = word_set("seconds minutes hours days weeks months years")
# `payment_day` and `build_year` are points in time, `max_days` is a length; `score_min` is a minimum.
_POINTS = word_set("second minute hour day week month year min")
_DURATIONS = word_set("duration elapsed latency timeout ttl took lifetime")
_SIZES = {"byte": "bytes", "kb": "kilobytes", "mb": "megabytes", "gb": "gigabytes"}
_MEASURES = {"kg": "kilograms", "km": "kilometres", "cm": "centimetres", "mm": "millimetres", "m 2": "square metres"}

# Two decimals and room for a billion: little but money is kept so.
_LEDGER_TYPE = re.compile(r"numeric\((?:1[2-9]|2\d),2\)")
_MONEY_TYPES = word_set("amount balance euro minor money price turnover")
_UNKNOWN = "numeric"


def quantities(table: Table, types: Mapping[str, str] | None = None) -> tuple[Quantity, ...]:
    """The quantities of a table, in the order of its columns. `types` are the database's domains (`domain_types`).

    Keys and references are none, whatever their names say.
    """
    keys = {c for key in table.foreign_keys for c in key.columns}
    keys.update(table.primary_key.columns if table.primary_key else ())
    known = types or {}
    currencies = currency_columns(table)
    # A name without a letter (`%`) says nothing.
    found = (_quantity(c, known, currencies) for c in table.columns if c.name not in keys and words_of(c.name))
    return tuple(q for q in found if q is not None)


def currency_columns(table: Table) -> tuple[str, ...]:
    """The columns that say which currency a row's amounts are in: by their names, or by what they refer to."""
    to_currency = {c for k in table.foreign_keys if words_of(k.target.name)[-1:] == ("currency",) for c in k.columns}
    return tuple(c.name for c in table.columns if c.name in to_currency or _names_currency(c))


def _names_currency(column: Column) -> bool:
    words = words_of(column.name)
    while len(words) > 1 and words[-1] in ("code", "id", "iso"):
        words = words[:-1]
    return words[-1:] in (("currency",), ("ccy",)) and column.type != "boolean" and not column.type.endswith("[]")


def _quantity(column: Column, types: Mapping[str, str], currencies: tuple[str, ...]) -> Quantity | None:
    domain = column.type.rpartition(".")[2].strip('"') if "." in column.type or '"' in column.type else ""
    # A type not known here is judged by its name alone, as if it were a decimal.
    base = types.get(column.type, _UNKNOWN if domain else column.type)
    if base == "interval":
        return Quantity("duration", column.name, "type interval", "interval")
    money = _money_reason(column.name, base, domain)
    if money is not None:
        return _money(column.name, base, domain, money, currencies)
    if not _is_number(base):
        return None
    words = tuple(map(singular, words_of(column.name)))
    return _share_or_rate(column.name, words, base, domain) or _measured(column.name, words, base)


def _is_number(base: str) -> bool:
    return kind_of(base.removesuffix("[]")) in NUMBERS


def _money_reason(name: str, base: str, domain: str) -> str | None:
    """Why a column is money, None if it is not."""
    if base == "money":
        return "type money"
    if not _is_number(base) or base.endswith("]"):
        return None
    words = tuple(map(singular, words_of(name)))
    if domain:
        return f"type {domain}" if _MONEY_TYPES.intersection(map(singular, words_of(domain))) else None
    if set(words) & _NOT_MONEY or "to" in words[1:-1] or words == ("minor", "unit"):
        return None
    if words[-1] in _CURRENCIES and kind_of(base) != "integer":
        return f"named in {words[-1].upper()}"
    while len(words) > 1 and words[-1] in (_MONEY_FORMS | _CENTS | _CURRENCIES):
        words = words[:-1]
    named = "amount" if words[0] == "amount" else words[-1]
    if kind_of(base) == "integer":
        minor = set(words_of(name)) & _CENTS or named in ("amount", "amt") or words[-2:] == ("shipping", "cost")
        return f"named `{named}`" if minor else None
    if named in _MONEY or (named == "value" and set(words) & _VALUED):
        return f"named `{named}`"
    return f"type {base}" if _LEDGER_TYPE.fullmatch(base) and not set(words[-1:]) & _TIME_UNITS.keys() else None


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


def currency_of(amount: tuple[str, ...], currencies: tuple[str, ...]) -> str | None:
    """The currency column of an amount: with the longest beginning in common, else the plain one, else the only one.

    An amount in the base or reporting currency has the row's own only where the names say so.
    """
    plain = [c for c in currencies if words_of(c)[0] in ("currency", "ccy")]
    prefixed = [(_common(amount, words_of(c)), c) for c in currencies if c not in plain]
    best = max(prefixed, default=(0, ""), key=lambda pair: pair[0])
    if best[0]:
        return best[1]
    if _IN_ANOTHER.intersection(amount):
        return None
    if plain:
        return plain[0]
    return currencies[0] if len(currencies) == 1 else None


def _common(one: Iterable[str], other: Iterable[str]) -> int:
    length = 0
    for a, b in zip(one, other, strict=False):
        if a != b:
            break
        length += 1
    return length


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
    if opening and len(words) > len(opening):
        return Quantity("count", name, f"named `{' '.join(opening)}`")
    if words_of(name)[0] in _LEADING_UNITS:
        return Quantity("duration", name, f"named in {words_of(name)[0]}", words_of(name)[0])
    if last in _TIME_UNITS and len(words) > 1 and words_of(name)[-1] not in _POINTS:
        return Quantity("duration", name, f"named in {_TIME_UNITS[last]}", _TIME_UNITS[last])
    if last in _DURATIONS or words[0] in _DURATIONS:
        return Quantity("duration", name, f"named `{last}`; no unit")
    unit = _SIZES.get(last) or _SIZES.get(words[0]) or next((_SIZES[w] for w in words if w in _SIZES), None)
    if unit:
        return Quantity("size", name, f"named in {unit}", unit)
    if last in _MEASURES or tail in _MEASURES:
        unit = _MEASURES.get(tail) or _MEASURES.get(last)
        return Quantity("measure", name, f"named in {unit}", unit)
    if kind_of(base) == "integer" and (last in _COUNTS or "count" in words):
        return Quantity("count", name, f"named `{last}`")
    plural = next((w for w in (words_of(name)[-1], words_of(name)[0]) if singular(w) != w and w not in _NO_COUNT), None)
    return Quantity("count", name, f"an integer named `{plural}`") if plural and kind_of(base) == "integer" else None
