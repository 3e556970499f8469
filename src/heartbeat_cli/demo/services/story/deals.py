"""Deals and how they went from stage to stage, as told by the leads they came from."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from heartbeat_cli.demo.services.story.bank import Bank, h, pick
from heartbeat_cli.demo.services.story.crm import Prospect, Record, deal_id, owner, written

# stage -> how likely it is to be won, per cent
STAGES = {
    "Qualification": 10,
    "Needs Analysis": 20,
    "Proposal/Price Quote": 50,
    "Negotiation/Review": 70,
    "Onboarding": 90,
    "Closed Won": 100,
    "Closed Lost": 0,
}
WORKED_ON = tuple(STAGES)[:4]
# Euros for one of the currency, and how often each occurs.
# Euros for a unit of the currency.
RATES = {"EUR": 1.0, "USD": 0.92, "GBP": 1.17, "PLN": 0.23}
_CURRENCIES = ("EUR",) * 7 + ("USD", "GBP", "PLN")
_PRODUCTS = ("Account", "Cards", "Payments API", "FX", "Loan")
GIVEN_UP = timedelta(days=60)


@dataclass(frozen=True, slots=True)
class StageEntered:
    """A stage of a deal and when it was entered."""

    stage: str
    at: datetime


def steps_of(p: Prospect, bank: Bank) -> tuple[StageEntered, ...]:
    """The stages a prospect's deal has entered so far; none where there is no deal."""
    if p.converted is None:
        return ()
    return tuple(step for step in _all_steps(p, p.converted) if step.at < bank.clock)


def _all_steps(p: Prospect, start: datetime) -> Iterator[StageEntered]:
    end = p.client.created if p.client else start + timedelta(seconds=400_000 + h("sale", p.number) % 1_500_000)
    worked_on: Sequence[str] = WORKED_ON if p.client else WORKED_ON[: 2 + h("how far", p.number) % 3]
    for i, stage in enumerate(worked_on):
        yield StageEntered(stage, start + (end - start) * i / len(worked_on))
    if p.client is None:
        if p.deal_is_lost:
            yield StageEntered("Closed Lost", end)
        return
    yield StageEntered("Onboarding", end)
    if p.client.activated:
        yield StageEntered("Closed Won", p.client.activated)
    else:
        yield StageEntered("Closed Lost", p.client.refused or end + GIVEN_UP)


def deals(bank: Bank, told: Sequence[Prospect]) -> list[Record]:
    """The module Deals."""
    gone = ((p, steps_of(p, bank)) for p in told)
    return [_deal(p, steps) for p, steps in gone if steps]


def _deal(p: Prospect, steps: tuple[StageEntered, ...]) -> Record:
    n, last = p.number, steps[-1]
    currency, amount = money(n)
    probability = STAGES[last.stage]
    return {
        "id": deal_id(n),
        "Deal_Name": deal_name(p),
        "Account_Name": {"name": deal_name(p).removesuffix(" account"), "id": str(554_000_000_004_000_000 + n)},
        "Contact_Name": None,
        "Stage": last.stage,
        "Amount": amount,
        "Currency": currency,
        "Exchange_Rate": RATES[currency],
        "Probability": probability,
        "Expected_Revenue": round(amount * probability / 100, 2),
        "Closing_Date": (last.at if probability in (0, 100) else last.at + timedelta(days=30)).date().isoformat(),
        "Type": pick(("New Business", "New Business", "Existing Business", None), "type", n),
        "Pipeline": "Business accounts",
        "Products": [name for i, name in enumerate(_PRODUCTS) if i == 0 or h("product", n, i) % 3 == 0],
        "Reason_For_Loss__s": pick(("Price", "Competition", "No decision"), "why", n) if probability == 0 else None,
        "Bank_Client_Id": p.client.id if p.client and last.stage in ("Onboarding", "Closed Won") else None,
        "Owner": owner(n),
        "Created_By": owner(n),
        "Modified_By": owner(n),
        "Created_Time": written(steps[0].at),
        "Modified_Time": written(last.at),
        "Stage_Modified_Time": written(last.at),
        "Lead_Conversion_Time": (steps[0].at - p.created).days,
    }


def deal_name(p: Prospect) -> str:
    """The name of a deal: the firm's, and what it is about."""
    return f"{p.client.name if p.client else f'Prospect {p.number}'} account"


def money(number: int) -> tuple[str, float]:
    """The currency and the yearly worth of a deal."""
    return pick(_CURRENCIES, "deal currency", number), round(500 + h("worth", number) % 3_950_000 / 100, 2)


def history(bank: Bank, told: Sequence[Prospect]) -> list[Record]:
    """The module DealHistory: a row for each stage of each deal. `Modified_Time` is when it was entered."""
    rows = []
    for p in told:
        steps = steps_of(p, bank)
        for i, step in enumerate(steps):
            following = steps[i + 1] if i + 1 < len(steps) else None
            rows.append(_step(p, i, step, following))
    rows.sort(key=lambda row: (row["Modified_Time"], row["id"]))
    return rows


def _step(p: Prospect, place: int, step: StageEntered, following: StageEntered | None) -> Record:
    currency, amount = money(p.number)
    return {
        "id": str(554_000_000_003_000_000 + 10 * p.number + place),
        "Potential_Name": {"name": deal_name(p), "id": deal_id(p.number)},
        "Stage": step.stage,
        "Moved_To__s": following.stage if following else None,
        "Duration_Days": (following.at - step.at).days if following else None,
        "Amount": amount,
        "Currency": currency,
        "Probability": STAGES[step.stage],
        "Created_Time": written(step.at),
        "Modified_Time": written(step.at),
        "Modified_By": owner(p.number),
    }
