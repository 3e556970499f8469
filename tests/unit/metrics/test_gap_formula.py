"""A number that is worked out from sums and counts of parts."""

from decimal import Decimal

import pytest

from heartbeat_cli.metrics.gap.formula import FormulaTerm, TermSum, read_formula


@pytest.mark.parametrize(
    ("sql", "terms"),
    [
        ("count(*)", (FormulaTerm("count"),)),
        ("sum(a)::numeric / nullif(count(*), 0)", (FormulaTerm("sum", "a"), FormulaTerm("count"))),
        ("count(*) FILTER (WHERE x > 1)", (FormulaTerm("count", "CASE WHEN x > 1 THEN 1 END"),)),
        ("round(100 * avg(a + (b)), 2)", (FormulaTerm("avg", "a + (b)"),)),
        ("count(DISTINCT a)", None),
        ("max(a) - min(a)", None),
        ("sum(a) / (SELECT 3)", None),
        ("3", None),
    ],
)
def test_what_adds_up(sql: str, terms: tuple[FormulaTerm, ...] | None) -> None:
    found = read_formula(sql)
    assert (found and found.terms) == terms


@pytest.mark.parametrize(
    ("sql", "number"),
    [
        ("sum(a)", Decimal(7)),
        ("avg(a)", Decimal("3.5")),
        ("sum(a) / count(a)", Decimal(3)),
        ("sum(a)::numeric / count(a)", Decimal("3.5")),
        ("100.0 * sum(a) / nullif(count(a) - 2, 0)", None),
        ("coalesce(sum(a) / nullif(count(a) - 2, 0), 0)", Decimal(0)),
        ("sum(a) / (count(a) - 2)", None),
        ("round(sum(a)::numeric / 3, 2)", Decimal("2.33")),
        ("-sum(a)", Decimal(-7)),
    ],
)
def test_what_it_comes_to(sql: str, number: Decimal | None) -> None:
    formula = read_formula(sql)
    assert formula is not None
    assert formula.number([TermSum(2, Decimal(7), whole=True)] * len(formula.terms)) == number
