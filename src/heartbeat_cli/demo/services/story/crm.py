"""The sales team's story: leads of the last year, some of which become deals, some of which become business clients.

A business client of the bank was a lead two to thirty-two days before it registered. It was converted when two fifths
of that time had passed; its deal was worked on until the registration, then waited for KYC, and was won when the client
became active. Beside each such lead there are two that came to nothing, and every fourth brings one whose deal is lost.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta, timezone
from typing import Any

from heartbeat_cli.demo.services.story.bank import Bank, Client, h, pick
from heartbeat_cli.demo.services.zoho import Deleted

Record = dict[str, Any]
# The organisation's own offset; its users sit in Vilnius.
ZONE = timezone(timedelta(hours=3))
SPAN = timedelta(days=365)
SHORTEST, LONGEST = 2, 32
_SOURCES = ("Organic Search", "Paid Search", "Partner", "Cold Call", "Referral", "Trade Show")
_INDUSTRIES = ("Retail", "Logistics", "Manufacturing", "IT services", "Construction", "Agriculture")
_FIRST = ("Asta", "Bruno", "Celia", "Darius", "Elena", "Farid", "Greta", "Hugo")
_LAST = ("Adomaitis", "Berger", "Costa", "Dubois", "Eriksen", "Ferrari", "Garcia")
_FIRMS = ("Timber", "Handel", "Azul", "Birch", "Logistics", "Textiles", "Foods", "Marine")
_LANGUAGES = ("English", "Lithuanian", "Polish", "German", "Latvian")
QUESTIONS = 30


@dataclass(frozen=True, slots=True)
class Prospect:
    """A lead's whole story. `converted` and the deal behind it are None where it came to nothing, or has not yet."""

    number: int
    created: datetime
    converted: datetime | None
    client: Client | None
    deal_is_lost: bool


def lead_id(number: int) -> str:
    """The id of the lead with this number."""
    return str(554_000_000_001_000_000 + number)


def deal_id(number: int) -> str:
    """The id of the deal of the lead with this number."""
    return str(554_000_000_002_000_000 + number)


def prospects(bank: Bank) -> tuple[Prospect, ...]:
    """Every lead, numbered in the order of creation."""
    found = sorted(_of_clients(bank), key=lambda p: (p.created, p.number))
    found += _still_open(bank, found)
    found.sort(key=lambda p: (p.created, p.number))
    return tuple(Prospect(i, p.created, p.converted, p.client, p.deal_is_lost) for i, p in enumerate(found, 1))


def _of_clients(bank: Bank) -> Iterator[Prospect]:
    for client in bank.clients:
        lag = timedelta(seconds=86_400 * SHORTEST + h("lag", client.id) % (86_400 * (LONGEST - SHORTEST)))
        created = (client.created - lag).replace(microsecond=0)
        if not client.is_business or created < bank.clock - SPAN:
            continue
        yield Prospect(4 * client.id, created, created + lag * 0.4, client, False)
        for n in (1, 2):
            beside = created + timedelta(seconds=h("beside", client.id, n) % 200_000)
            if beside < bank.clock:
                yield Prospect(4 * client.id + n, beside, None, None, False)
        if client.id % 4 == 0:
            lost = created + timedelta(days=1)
            yield Prospect(4 * client.id + 3, lost, lost + lag * 0.4, None, True)


def _still_open(bank: Bank, found: list[Prospect]) -> list[Prospect]:
    """Leads of the last weeks whose clients are still to come: as many as are missing, by the age of a lead."""
    start = bank.clock - timedelta(days=2 * LONGEST)
    usual = sum(p.client is not None for p in found if start - timedelta(days=90) < p.created < start) / 90
    result: list[Prospect] = []
    due = 0.0
    for age in range(LONGEST):
        due += 3 * usual * min(1.0, (LONGEST - age) / (LONGEST - SHORTEST))
        for n in range(len(result), round(due)):
            created = bank.clock - timedelta(days=age, seconds=60 + h("open", age, n) % 86_000)
            converted = created + timedelta(seconds=86_400 + h("turn", age, n) % 600_000) if n % 3 == 0 else None
            is_converted = converted is not None and converted < bank.clock
            result.append(Prospect(-1 - n, created, converted if is_converted else None, None, False))
    return result


def leads(bank: Bank, told: Sequence[Prospect]) -> list[Record]:
    """The module Leads."""
    return [_lead(p, bank) for p in told if p.created < bank.clock and not is_deleted(p)]


def deleted_leads(bank: Bank, told: Sequence[Prospect]) -> list[Deleted]:
    """Leads that were entered twice: gone within a day, one in four of them for good."""
    gone = (p for p in told if is_deleted(p) and p.created + timedelta(days=1) < bank.clock)
    return [
        Deleted(lead_id(p.number), pick(_LAST, "last", p.number), p.created + timedelta(days=1), p.number % 4 == 0)
        for p in gone
    ]


def is_deleted(prospect: Prospect) -> bool:
    """A lead in 150 was entered twice and deleted again."""
    return prospect.converted is None and h("deleted", prospect.number) % 150 == 0


def _lead(p: Prospect, bank: Bank) -> Record:
    n = p.number
    converted = p.converted if p.converted and p.converted < bank.clock else None
    modified = converted or min(bank.clock, p.created + timedelta(seconds=3600 + h("touched", n) % 2_000_000))
    first, last = pick(_FIRST, "first", n), pick(_LAST, "last", n)
    company = p.client.name if p.client else f"{pick(_LAST, 'firm', n)} {pick(_FIRMS, 'trade', n)}"
    return {
        "id": lead_id(n),
        "First_Name": first if h("no first", n) % 9 else None,
        "Last_Name": last,
        "Full_Name": f"{first} {last}",
        "Company": company,
        "Email": f"lead{n}@example.test" if h("no mail", n) % 12 else None,
        "Phone": f"+3706{h('phone', n) % 10_000_000:07}",
        "Lead_Source": pick(_SOURCES, "source", n),
        "Lead_Status": _lead_status(p, converted, bank),
        "Rating": pick((None, "Active", "Market Failed", "Acquired"), "rating", n),
        "Industry": pick(_INDUSTRIES, "industry", n),
        "Annual_Revenue": round(h("revenue", n) % 900_000_000 / 100, 2),
        "No_of_Employees": 1 + h("staff", n) % 240,
        "Country": p.client.country if p.client else pick(("LT", "LV", "EE", "PL", "DE"), "country", n),
        "Languages": [_LANGUAGES[i] for i in range(len(_LANGUAGES)) if h("language", n, i) % 3 == 0],
        "Email_Opt_Out": h("opt out", n) % 7 == 0,
        "Owner": owner(n),
        "Created_By": owner(n),
        "Modified_By": owner(n),
        "Created_Time": written(p.created),
        "Modified_Time": written(modified),
        "Converted__s": converted is not None,
        "Converted_Date_Time": written(converted) if converted else None,
        "Converted_Deal": {"name": f"{company} account", "id": deal_id(n)} if converted else None,
        # Worked out anew every day: it changes though nobody modified the lead.
        "Age_In_Days": float((bank.clock - p.created).days),
        **{f"Question_{q:02}": _answer(n, q) for q in range(1, QUESTIONS + 1)},
    }


def _lead_status(p: Prospect, converted: datetime | None, bank: Bank) -> str:
    if converted:
        return "Pre-Qualified"
    if bank.clock - p.created > timedelta(days=LONGEST):
        return str(pick(("Lost Lead", "Lost Lead", "Junk Lead"), "status", p.number))
    return str(pick(("Not Contacted", "Attempted to Contact", "Contacted"), "status", p.number))


def _answer(number: int, question: int) -> Any:
    """An answer in the form of the web page: a third of the questions has none."""
    if h("answer", number, question) % 3 == 0:
        return None
    kinds = (h("answer", number, question) % 5, "yes" if number % 2 else "no", h("score", number, question) % 100 / 4)
    return kinds[question % 3]


def owner(number: int) -> Record:
    """The sales person of a lead and its deal."""
    n = 1 + h("owner", number) % 6
    name = f"{_FIRST[n]} {_LAST[n]}"
    return {"name": name, "id": str(554_000_000_000_000_100 + n), "email": f"sales{n}@example.test"}


def written(at: datetime) -> str:
    """A time as Zoho writes it."""
    return at.astimezone(ZONE).isoformat(timespec="seconds")
