"""The operators' story: every payment that is held and every third client in KYC is a case that waits in a queue.

A case is opened when the bank's databases say so and resolved when they say so; an operator takes it somewhere in the
last part of that time. What operators do is written down action by action.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any

from heartbeat_cli.demo.services.story.bank import Bank, h, pick

Row = dict[str, Any]
SPAN = timedelta(days=180)


@dataclass(frozen=True, slots=True)
class Case:
    """A case: what it is about, when it was opened, taken and resolved; None for what has not happened yet."""

    kind: str
    about: int
    client: int | None
    payment: int | None
    opened: datetime
    taken: datetime | None
    resolved: datetime | None
    resolution: str | None
    amount: float | None
    currency: str | None

    @property
    def id(self) -> str:
        """Its number, as operators quote it."""
        return f"{'PAY' if self.kind == 'payment_review' else 'KYC'}-{self.about:07}"

    @property
    def updated(self) -> datetime:
        """When something happened to it last."""
        return self.resolved or self.taken or self.opened

    @property
    def status(self) -> str:
        """open, in_progress or resolved."""
        return "resolved" if self.resolved else "in_progress" if self.taken else "open"


def cases_of(bank: Bank) -> tuple[Case, ...]:
    """Every case of the last half year, the oldest first."""
    found = [*_payment_cases(bank), *_client_cases(bank)]
    return tuple(
        sorted((c for c in found if bank.clock - SPAN <= c.opened < bank.clock), key=lambda c: (c.opened, c.id))
    )


def _payment_cases(bank: Bank) -> Iterator[Case]:
    for r in bank.reviews:
        outcome = {"APPROVED": "released", "REJECTED": "rejected", "REPORTED": "reported"}.get(r.verdict or "")
        about = ("payment_review", r.id, r.client_id, r.payment_id)
        yield _case(bank, about, (r.opened, r.closed, outcome), (r.amount, r.currency))


def _client_cases(bank: Bank) -> Iterator[Case]:
    for c in bank.clients:
        if c.in_review and c.id % 3 == 0:
            decided = c.activated or c.refused
            outcome = None if decided is None else "accepted" if c.activated else "declined"
            yield _case(bank, ("kyc_review", c.id, c.id, None), (c.in_review, decided, outcome), (None, None))


def _case(
    bank: Bank,
    about: tuple[str, int, int | None, int | None],
    course: tuple[datetime, datetime | None, str | None],
    money: tuple[float | None, str | None],
) -> Case:
    opened, resolved, resolution = course
    end = resolved or opened + timedelta(hours=30)
    taken = opened + (end - opened) * (0.4 + h("taken", about[1]) % 50 / 100)
    return Case(*about, opened, taken if taken < bank.clock else None, resolved, resolution, *money)


def cases(bank: Bank) -> list[Row]:
    """The stream cases."""
    return [
        {
            "id": c.id,
            "kind": c.kind,
            "status": c.status,
            "payment_id": c.payment,
            "client_id": c.client,
            "amount": {"value": f"{c.amount:.2f}", "currency": c.currency} if c.amount is not None else None,
            "opened_at": written(c.opened),
            "resolved_at": written(c.resolved) if c.resolved else None,
            "resolution": c.resolution,
            "assigned_to": operator(c, bank) if c.taken else None,
            "tags": [tag for i, tag in enumerate(("urgent", "repeat", "vip")) if h("tag", c.about, i) % 9 == 0],
            "updated_at": written(c.updated),
        }
        for c in cases_of(bank)
    ]


def queue(bank: Bank) -> list[Row]:
    """The stream queue: where each case waits or waited."""
    return [
        {
            "id": f"Q-{c.id}",
            "queue": "payment-review" if c.kind == "payment_review" else "kyc-review",
            "case_id": c.id,
            "priority": pick((1, 2, 2, 3, 3, 3), "priority", c.about),
            "state": {"open": "waiting", "in_progress": "assigned", "resolved": "done"}[c.status],
            "entered_at": written(c.opened),
            "assigned_at": written(c.taken) if c.taken else None,
            "left_at": written(c.resolved) if c.resolved else None,
            "assigned_to": operator(c, bank) if c.taken else None,
            "updated_at": written(c.updated),
        }
        for c in cases_of(bank)
    ]


def operator_actions(bank: Bank) -> list[Row]:
    """The stream operator-actions: a case is taken, looked at, perhaps asked about, and resolved."""
    rows = [row for c in cases_of(bank) for row in _actions(c, bank)]
    rows.sort(key=lambda row: (row["performed_at"], row["id"]))
    return rows


def _actions(case: Case, bank: Bank) -> Iterator[Row]:
    if case.taken is None:
        return
    end = case.resolved or bank.clock
    steps = [("case_taken", case.taken)]
    if h("asked", case.about) % 3 == 0:
        steps.append(("documents_requested", case.taken + (end - case.taken) * 0.3))
    if case.resolved:
        steps.append((f"case_{case.resolution}", case.resolved))
    for place, (action, at) in enumerate(steps, 1):
        yield {
            "id": f"{case.id}-{place}",
            "action": action,
            "case_id": case.id,
            "operator": operator(case, bank),
            "performed_at": written(at),
            "duration_seconds": 30 + h("work", case.about, place) % 1800,
            "is_manual": action != "case_taken",
            "note": pick((None, None, "Confirmed by phone", 'Marked "urgent"'), "note", case.about, place),
            "updated_at": written(at),
        }


def operator(case: Case, bank: Bank) -> Row:
    """Who works on a case."""
    n = 1 + h("operator", case.about) % max(1, bank.operators)
    return {"id": n, "team": pick(("compliance", "onboarding", "payments"), "team", n)}


def written(at: datetime) -> str:
    """A time as the back office writes it: UTC, with a Z."""
    return at.astimezone(UTC).isoformat(timespec="seconds").replace("+00:00", "Z")
