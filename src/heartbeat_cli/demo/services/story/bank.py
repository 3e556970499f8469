"""What the bank's databases know that the other systems' stories rest on: clients, and payments that were reviewed."""

import json
from collections.abc import Sequence
from dataclasses import asdict, dataclass, fields
from datetime import datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Any
from zlib import crc32

from heartbeat_cli.state import write_atomically

if TYPE_CHECKING:
    import psycopg


@dataclass(frozen=True, slots=True)
class Client:
    """A client of the bank: when it registered, when KYC began, when it was decided, and how."""

    id: int
    kind: str
    name: str
    country: str
    created: datetime
    in_review: datetime | None
    activated: datetime | None
    refused: datetime | None

    @property
    def is_business(self) -> bool:
        """Companies and sole traders come through the sales team, persons by themselves."""
        return self.kind != "person"


@dataclass(frozen=True, slots=True)
class Review:
    """A payment that compliance held: since when, until when, and what came of it."""

    id: int
    payment_id: int
    client_id: int | None
    amount: float
    currency: str | None
    opened: datetime
    closed: datetime | None
    verdict: str | None


@dataclass(frozen=True, slots=True)
class Bank:
    """The bank as of `clock`."""

    clock: datetime
    clients: tuple[Client, ...]
    reviews: tuple[Review, ...]
    operators: int


_CLIENTS = """
    SELECT c.id, c.kind::text, c.full_name, c.country_code, c.created_at, c.activated_at,
      min(l.changed_at) FILTER (WHERE l.to_state_id = 3) AS in_review,
      min(l.changed_at) FILTER (WHERE l.to_state_id = 5) AS refused
    FROM core.client_profile AS c LEFT JOIN core.client_profile_state_log AS l ON l.client_profile_id = c.id
    GROUP BY c.id ORDER BY c.created_at, c.id
"""
_REVIEWS = (
    "SELECT id, payment_id, amount, opened_at, closed_at, verdict::text FROM bpm.case_review ORDER BY opened_at, id"
)
_PAYMENTS = "SELECT id, client_id, currency_code FROM core.payment WHERE id = ANY(%s)"


def read_bank(webbank: "psycopg.Connection[Any]", bpm: "psycopg.Connection[Any]", clock: datetime) -> Bank:
    """The bank as the demo's databases have it, by connections that may read both."""
    clients = tuple(
        Client(i, kind, name, country, created, in_review, activated, refused)
        for i, kind, name, country, created, activated, in_review, refused in webbank.execute(_CLIENTS)
    )
    reviews = bpm.execute(_REVIEWS).fetchall()
    payments = {row[0]: row[1:] for row in webbank.execute(_PAYMENTS, [[r[1] for r in reviews]])}
    operators = webbank.execute("SELECT count(*) FROM core.operator").fetchone() or (0,)
    held = []
    for number, payment, amount, opened, closed, verdict in reviews:
        client, currency = payments.get(payment, (None, None))
        held.append(Review(number, payment, client, float(amount), currency, opened, closed, verdict))
    return Bank(clock, clients, tuple(held), int(operators[0]))


def made_up_bank(clock: datetime, clients: int = 1200, reviews: int = 400, operators: int = 40) -> Bank:
    """A bank of the same kind where no databases are: for tests, and for services that run by themselves."""
    return Bank(
        clock,
        tuple(_made_up_client(i, clients, clock) for i in range(1, clients + 1)),
        tuple(_made_up_review(i, reviews, clients, clock) for i in range(1, reviews + 1)),
        operators,
    )


def _made_up_client(i: int, of: int, clock: datetime) -> Client:
    created = clock - (of - i) * timedelta(days=730) / of - timedelta(seconds=h("created", i) % 3000)
    created = created.replace(microsecond=0)
    decided = created + timedelta(seconds=7200 + h("decided", i) % 252_000)
    fate = h("fate", i) % 100
    known = decided < clock
    return Client(
        id=i,
        kind=("person", "person", "person", "sole_trader", "company")[i % 5],
        name=f"Client {i}",
        country=("LT", "LV", "EE", "PL", "DE")[h("country", i) % 5],
        created=created,
        in_review=created + timedelta(minutes=95) if fate < 94 and created + timedelta(minutes=95) < clock else None,
        activated=decided if known and fate < 88 else None,
        refused=decided if known and 88 <= fate < 94 else None,
    )


def _made_up_review(i: int, of: int, clients: int, clock: datetime) -> Review:
    opened = (clock - timedelta(minutes=5) - (of - i) * timedelta(days=180) / of).replace(microsecond=0)
    closed = opened + timedelta(seconds=3600 + h("hold", i) % 255_600)
    is_closed = closed < clock
    return Review(
        id=i,
        payment_id=32 * i + 3,
        client_id=1 + h("client", i) % clients,
        amount=round(0.01 + h("amount", i) % 900_000 / 100, 2),
        currency=("EUR", "EUR", "USD", "GBP")[h("currency", i) % 4],
        opened=opened,
        closed=closed if is_closed else None,
        verdict=("APPROVED" if h("verdict", i) % 10 else "REJECTED") if is_closed else None,
    )


def h(salt: str, *numbers: int) -> int:
    """A number that only these make: what is decided by it is decided the same on every run."""
    return crc32(f"{salt}.{'.'.join(map(str, numbers))}".encode())


def pick(options: Sequence[Any], salt: str, *numbers: int) -> Any:
    """One of the options, by the same rule."""
    return options[h(salt, *numbers) % len(options)]


# A bank is kept in a file, so that services start without its databases.


def save_bank(bank: Bank, file: Path) -> None:
    """Write a bank as JSON."""
    write_atomically(file, json.dumps(asdict(bank), default=lambda at: at.isoformat()).encode())


def load_bank(file: Path) -> Bank:
    """A bank that was saved. Raises OSError, or ValueError for a damaged file."""
    data = json.loads(file.read_text())
    return Bank(
        datetime.fromisoformat(data["clock"]),
        tuple(_from_json(Client, row) for row in data["clients"]),
        tuple(_from_json(Review, row) for row in data["reviews"]),
        data["operators"],
    )


def _from_json(kind: Any, row: dict[str, Any]) -> Any:
    times = {f.name for f in fields(kind) if "datetime" in str(f.type)}
    return kind(**{n: datetime.fromisoformat(v) if v and n in times else v for n, v in row.items()})
