"""Money is never summed over mixed currencies: which currency a number is in, and what restricts it to one."""

from dataclasses import dataclass

from heartbeat_cli.discovery.proposals.known import KnownTable
from heartbeat_cli.discovery.proposals.proposal import ProposedFilter
from heartbeat_cli.discovery.proposals.rows import Rows
from heartbeat_cli.discovery.proposals.sketch import Restriction
from heartbeat_cli.pgschema import literal
from heartbeat_cli.profiling import currency_columns

_NAMED = ("eur", "usd")


@dataclass(frozen=True)
class Money:
    """The unit of a number: a currency, and the column that has to have it where rows differ.

    `others` are the currencies that are left out; `is_asked`: the question names the one.
    """

    unit: str | None
    currency: str | None = None
    column: str | None = None
    others: tuple[str, ...] = ()
    is_asked: bool = False

    def restrictions(self, rows: Rows) -> tuple[Restriction, ...]:
        """The condition that the rows are in the one currency."""
        if self.column is None or self.currency is None:
            return ()
        sql = f"{rows.written(self.column)} = {literal(self.currency)}"
        words = (self.currency.casefold(),)
        return (Restriction(sql, f"in {self.currency}", ProposedFilter(words, self.column, (self.currency,))),)

    def doubt(self, by: tuple[str, ...]) -> str:
        """What is left open where the question names no currency and the rows are in several."""
        if self.column is None or not self.others or self.is_asked:
            return ""
        each = "one number for each currency is not one number" if "currency" in by else "no currency is named"
        return f"{each}: this is in {self.currency}; name another in the question for the number in it"

    @property
    def left_out(self) -> tuple[str, ...]:
        """What is not in the number because it is in another currency."""
        if self.column is None or not self.others:
            return ("amounts in other currencies",) if self.column is not None else ()
        return (f"amounts in {', '.join(self.others[:4])}{' …' if len(self.others) > 4 else ''}",)

    @property
    def name_words(self) -> tuple[str, ...]:
        """The unit as a metric's name ends in it, where names have a word for it."""
        unit = (self.unit or "").casefold()
        return (unit,) if unit in _NAMED else ()


def money_of(known: KnownTable, column: str, asked: str | None) -> Money:
    """In which currency a number is taken: the one asked for, else the commonest of its rows, else EUR.

    A number that is no money, or in one currency always, needs no condition.
    """
    quantity = known.quantity(column)
    if quantity is None and asked is not None and asked in known.currencies:
        others = tuple(currency for currency in known.currencies if currency != asked)
        return Money(asked, asked, currency_columns(known.table)[0], others, is_asked=True)
    if quantity is None or quantity.kind != "money":
        return Money(quantity.unit if quantity is not None else None)
    if quantity.currency_column is None:
        return Money(quantity.unit or asked or "EUR")
    chosen = asked or next(iter(_preferred(known.currencies)), "EUR")
    others = tuple(currency for currency in known.currencies if currency != chosen)
    return Money(chosen, chosen, quantity.currency_column, others, asked is not None)


def in_currency(rows: Rows, currency: str | None) -> tuple[Restriction, ...]:
    """The condition that rows which are counted are in the currency that is named, where a column says theirs."""
    columns = currency_columns(rows.known.table)
    if currency is None or not columns:
        return ()
    filtered = ProposedFilter((currency.casefold(),), columns[0], (currency,))
    return (Restriction(f"{rows.written(columns[0])} = {literal(currency)}", f"{currency} as currency", filtered),)


def _preferred(currencies: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(sorted(currencies, key=lambda currency: currency != "EUR"))
