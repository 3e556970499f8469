"""unit-fits: the unit of a metric is what its SQL gives a number of."""

import re
from typing import Final

from heartbeat_cli.metrics import Dimension, dimension_of
from heartbeat_cli.rules.parts.evidence import Evidence
from heartbeat_cli.rules.parts.finding import ERROR, WARNING, Finding
from heartbeat_cli.rules.parts.quantities import of_column
from heartbeat_cli.rules.parts.rule import Judgement, Rule

ID = "unit-fits"
WHY = """\
A number is read with its unit. `count(*)` is a number of rows and no amount in EUR; a share of 0.026 is 2.6 percent,
not 0.026 percent; `extract(epoch FROM …)` gives seconds, which divided by 60 are minutes; an amount kept in cents is
a hundredth of what it looks like.

```sql
SELECT 100.0 * count(*) FILTER (WHERE rejected_at IS NOT NULL) / nullif(count(*), 0)
```

What the SQL gives is told by its aggregate, by what it is multiplied with and divided by, and by the names and types
of the columns. Where that cannot be told nothing is said.
"""
_SECONDS: Final = {
    "ms": 0.001, "milliseconds": 0.001, "s": 1.0, "sec": 1.0, "seconds": 1.0, "min": 60.0, "minutes": 60.0, "h": 3600.0,
    "hours": 3600.0, "d": 86400.0, "days": 86400.0,
}  # fmt: skip
_PERCENT: Final = frozenset(("%", "pct", "percent"))
_SHARE: Final = frozenset(("share", "ratio", "fraction"))
_SIGNS: Final = {"€": "EUR", "$": "USD", "£": "GBP", "eur": "EUR", "usd": "USD", "gbp": "GBP", "chf": "CHF"}
_CODE: Final = re.compile(r"[A-Z]{3}")
_NAMES: Final = {
    "count": "a number of rows",
    "time": "a span of time",
    "money": "an amount of money",
    "ratio": "a share",
}


def judge(evidence: Evidence) -> Judgement:
    """A finding where the unit is not what comes out, at the output."""
    for metric_file, query in evidence.with_queries():
        metric, root = metric_file.metric, query.shape.root
        select = root.branches[0] if root.branches else root
        if metric.unit is None or len(select.outputs) != 1 or select.outputs[0].value is None:
            continue
        found = dimension_of(select.outputs[0].value, select, query, of_column)
        told = _disagreement(metric.unit, found)
        if told is not None:
            place = metric.sql_place.at(metric.sql or "", select.outputs[0].at)
            yield Finding.at(ID, place, *told)


def currency_of(unit: str | None) -> str | None:
    """The currency a unit is, None of any other."""
    known = _SIGNS.get(unit or "")
    return known or (unit if unit is not None and _CODE.fullmatch(unit) else None)


def _disagreement(unit: str, found: Dimension) -> tuple[str, str, str] | None:
    """What is wrong, what to do, how bad it is."""
    currency, seconds = currency_of(unit), _SECONDS.get(unit)
    if currency is not None:
        return _of_currency(currency, found)
    if unit in _PERCENT or unit in _SHARE:
        return _of_share(unit, found)
    if seconds is not None:
        return _of_time(unit, seconds, found)
    if found.kind in ("money", "time"):
        return f"the unit is {unit}, the SQL gives {_NAMES[found.kind]}", "Say in the unit what the number is.", WARNING
    return None


def _of_currency(currency: str, found: Dimension) -> tuple[str, str, str] | None:
    if found.kind in ("count", "time", "ratio"):
        return (
            f"the unit is {currency}, the SQL gives {_NAMES[found.kind]}",
            "Sum up an amount, or change the unit.",
            ERROR,
        )
    if found.kind == "money" and round(found.scale, 9) == 0.01:
        return f"the unit is {currency}, the SQL gives hundredths of it", "Divide by 100.0.", ERROR
    if found.kind == "money" and found.currency is not None and currency_of(found.currency) not in (None, currency):
        return f"the unit is {currency}, the column is in {found.currency}", "Take the column in that currency.", ERROR
    return None


def _of_share(unit: str, found: Dimension) -> tuple[str, str, str] | None:
    if found.kind in ("count", "time", "money"):
        return (
            f"the unit is {unit}, the SQL gives {_NAMES[found.kind]}",
            "Divide by the whole, or change the unit.",
            ERROR,
        )
    if found.kind == "ratio" and unit in _PERCENT and round(found.scale, 9) == 1:
        return (
            "the unit is percent, the SQL gives a fraction of 1: 2.6 percent would be shown as 0.026",
            "Write 100.0 * … .",
            ERROR,
        )
    if found.kind == "ratio" and unit in _SHARE and round(found.scale, 9) == 0.01:
        return f"the unit is {unit}, the SQL gives percent", "Leave the 100 out, or make the unit percent.", ERROR
    return None


def _of_time(unit: str, seconds: float, found: Dimension) -> tuple[str, str, str] | None:
    if found.kind == "time" and abs(found.scale - seconds) > seconds * 1e-6:
        return (
            f"the unit is {unit}, the SQL gives {_spelled(found.scale)}",
            f"Make it {unit}: an hour has 3,600 seconds.",
            ERROR,
        )
    if found.kind in ("money", "ratio") or (found.kind == "count" and seconds < 86_400):
        return f"the unit is {unit}, the SQL gives {_NAMES[found.kind]}", "Measure a time, or change the unit.", ERROR
    return None


def _spelled(scale: float) -> str:
    known = {0.001: "milliseconds", 1.0: "seconds", 60.0: "minutes", 3600.0: "hours", 86400.0: "days"}
    return known.get(round(scale, 9), f"units of {scale:g} seconds")


RULE = Rule(
    ID,
    "The unit of a metric is what its SQL gives a number of.",
    judge,
    needs=("inventory-valid",),
    after=("constant-value", "tables-exist"),
    why=WHY,
)
