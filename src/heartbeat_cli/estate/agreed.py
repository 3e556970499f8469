"""What meetings leave in a source's file: decisions, who was asked, the plan it belongs to."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from heartbeat_cli.files import DataPath, Document, Problem

REVIEW_NEEDED = "needed"


@dataclass(frozen=True, slots=True)
class SourceDecision:
    """What was decided about a source, on which day, and by whom."""

    date: date
    what: str
    by: str | None = None


@dataclass(frozen=True, slots=True)
class Enquiry:
    """Who was asked for what and when, and what they said; `answer` is None while nobody did."""

    date: date
    who: str
    what: str
    answer: str | None = None


@dataclass(frozen=True, slots=True)
class Milestone:
    """The place of a source in a plan: its name, the step (1 first), and what landing it proves."""

    name: str
    step: int
    proves: str | None = None


def read_decisions(data: dict[str, Any]) -> tuple[SourceDecision, ...]:
    """Those of a source's file, in the order they were made."""
    found = (SourceDecision(one["date"], one["what"], one.get("by")) for one in data.get("decisions", []))
    return tuple(sorted(found, key=lambda decision: decision.date))


def read_enquiries(data: dict[str, Any]) -> tuple[Enquiry, ...]:
    """Those of a source's file, in the order they were made."""
    found = (Enquiry(one["date"], one["who"], one["what"], one.get("answer")) for one in data.get("asked", []))
    return tuple(sorted(found, key=lambda enquiry: enquiry.date))


def read_milestone(data: dict[str, Any]) -> Milestone | None:
    """Its place in a plan, where it has one."""
    plan = data.get("plan")
    return None if plan is None else Milestone(plan["name"], plan.get("step", 1), plan.get("proves"))


def agreed_problems(document: Document) -> Iterator[Problem]:
    """Dates that are none, which no JSON Schema can tell."""
    for path in _dates(document.data):
        value: Any = document.data
        for key in path:
            value = value[key]
        if not isinstance(value, date) or isinstance(value, datetime):
            yield document.problem(path, f"{'.'.join(map(str, path))}: '{value}' is no day, like 2026-05-08")


def _dates(data: dict[str, Any]) -> Iterator[DataPath]:
    if "landed_since" in data:
        yield ("landed_since",)
    for key in ("decisions", "asked"):
        yield from ((key, index, "date") for index, _ in enumerate(data.get(key, [])))
