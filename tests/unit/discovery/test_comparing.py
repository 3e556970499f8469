"""Metrics that ask the same are shown on the wizard's road, and none is made a second time by accident."""

from pathlib import Path

import pytest
from tests.discovery_estate import build_estate, candidates

from heartbeat_cli.discovery import Answers, Ask, Event, MeasuredBefore, Outcome, Reply, discover, start
from heartbeat_cli.errors import HbError
from heartbeat_cli.estate import ProjectSettings

ACTIVE = (
    "SELECT count(*)\nFROM webbank_core.client_profile\n"
    "WHERE state_id = (SELECT id FROM webbank_dict.profile_state WHERE code = 'ACTIVE')"
)
REJECTED = ACTIVE.replace("ACTIVE", "REJECTED")
CANDIDATE = """\
name: clients_active_total
label: Active clients
question: How many clients are active?
owner: onboarding
unit: count
window: total
source: webbank
status: candidate
sql: |
  select COUNT(*)
  from webbank_core.client_profile
  where state_id = (select id from webbank_dict.profile_state where code = 'ACTIVE')
"""
LEFT = {"name": "clients_in_use_total", "owner": "me", "unit": "count", "direction": "neutral", "window": "total"}


@pytest.fixture
def project(tmp_path: Path) -> ProjectSettings:
    found = build_estate(tmp_path / "estate")
    found.candidates_folder.mkdir()
    (found.candidates_folder / "clients_active_total.yml").write_text(CANDIDATE)
    return found


def walk(
    project: ProjectSettings, seen: list[Event], person: "Person | None" = None, *, over: bool = False, **given: str
) -> Outcome:
    answers = Answers({"question": "Clients in use", **LEFT, **given}, person)
    return discover(project, start(project, overwrite=over), answers, seen.append)


def told(seen: list[Event]) -> list[tuple[str, str, str, str | None, bool]]:
    return [
        (n.metric.name, n.how, n.differs, str(n.value.value) if n.value is not None else None, event.by_sql)
        for event in seen
        if isinstance(event, MeasuredBefore)
        for n in event.numbers
    ]


class Person:
    def __init__(self, **said: list[str]) -> None:
        self.said = {key: iter(replies) for key, replies in said.items()}
        self.asked: list[str] = []

    def __call__(self, ask: Ask) -> Reply:
        self.asked.append(ask.key)
        assert len(self.asked) < 20, ask
        return next(self.said.get(ask.key, iter(())), ask.default if ask.default is not None else "")


def test_a_question_that_is_asked_already_is_shown_before_a_table_is_chosen(project: ProjectSettings) -> None:
    seen: list[Event] = []
    walk(project, seen, question="How many clients are active now?", sql=REJECTED)
    assert told(seen)[0] == (
        "clients_active_total",
        "asked alike",
        "it asks “How many clients are active?”",
        None,
        False,
    )


def test_a_number_there_is_is_refused_to_a_program_by_its_name(project: ProjectSettings) -> None:
    seen: list[Event] = []
    with pytest.raises(HbError) as raised:
        walk(project, seen, sql=ACTIVE)
    assert (raised.value.code, raised.value.message, raised.value.hint) == (
        "same_metric",
        "clients_active_total counts the same already",
        "Use it: `hb metrics show clients_active_total`. A second one is made with --name NAME --anyway, or in"
        " its place with --replace.",
    )
    assert told(seen) == [("clients_active_total", "equal", "the same", "7", True)]
    assert candidates(project) == ["clients_active_total.yml"]


@pytest.mark.parametrize(("said", "over"), [({"anyway": "yes"}, False), ({"anyway": "True"}, False), ({}, True)])
def test_on_purpose_or_in_its_place_it_is_made(project: ProjectSettings, said: dict[str, str], over: bool) -> None:
    assert walk(project, [], None, over=over, sql=ACTIVE, **said).candidate.sql == ACTIVE


def test_what_is_of_the_same_rows_is_shown_and_stops_nobody(project: ProjectSettings) -> None:
    seen: list[Event] = []
    ages = ACTIVE.replace("count(*)", "max(id)")
    outcome = walk(project, seen, sql=ages)
    differs = "This one takes the largest of id over rows of webbank_core.client_profile, that one counts rows of"
    assert told(seen) == [("clients_active_total", "same rows", f"{differs} webbank_core.client_profile", None, True)]
    assert [(near.metric.name, near.how) for near in outcome.near] == [("clients_active_total", "same rows")]


def test_a_person_may_go_back_to_another_number(project: ProjectSettings) -> None:
    person = Person(
        anyway=["no"], proposal=["none"], table=["core.payment"], measure=["count"], where=[""], window=["total"]
    )
    outcome = walk(project, [], person, sql=ACTIVE)
    assert person.asked[:2] == ["anyway", "table"]
    assert outcome.candidate.sql == "SELECT count(*)\nFROM webbank_core.payment"


def test_what_is_neither_yes_nor_no_is_refused(project: ProjectSettings) -> None:
    with pytest.raises(HbError, match="'perhaps' is neither yes nor no"):
        walk(project, [], sql=ACTIVE, anyway="perhaps")


def test_one_that_waits_is_not_parked_a_second_time_under_another_question(project: ProjectSettings) -> None:
    rejections = "SELECT count(*)\nFROM mms_mms.sepa_rejection\nWHERE rejected_at >= now() - interval '7 days'"
    left = {**LEFT, "window": "7d"}
    first = Answers({"question": "SEPA rejections", **left, "name": "sepa_rejections_7d", "sql": rejections})
    assert discover(project, start(project), first).candidate.status == "parked"
    again = {"question": "SEPA transfers that came back", **left, "name": "sepa_back_7d", "sql": rejections.lower()}
    with pytest.raises(HbError, match="sepa_rejections_7d counts the same already"):
        discover(project, start(project), Answers(again))
    assert discover(project, start(project), Answers({**again, "anyway": "yes"})).candidate.name == "sepa_back_7d"
