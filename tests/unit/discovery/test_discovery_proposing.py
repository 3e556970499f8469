"""Whole proposals on the wizard's road: taken, refused, changed in an editor, or none of them."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from tests.discovery_estate import build_estate

from heartbeat_cli.discovery import Answers, Ask, Draft, Outcome, Reply, discover, start
from heartbeat_cli.errors import UsageError
from heartbeat_cli.estate import ProjectSettings

ACTIVE = (
    "SELECT count(*)\nFROM webbank_core.client_profile\n"
    "WHERE state_id = (SELECT id FROM webbank_dict.profile_state WHERE code = 'ACTIVE')"
)
MOST_QUESTIONS = 30
LEFT = {"owner": "onboarding"}


@pytest.fixture(scope="module")
def project(tmp_path_factory: pytest.TempPathFactory) -> ProjectSettings:
    return build_estate(tmp_path_factory.mktemp("proposing") / "estate")


class Person:
    """Answers by key, each as often as it is asked: a list gives one after the other. What was asked is kept."""

    def __init__(self, said: dict[str, list[str]]) -> None:
        self.said = {key: iter(replies) for key, replies in said.items()}
        self.asked: list[Ask] = []

    def __call__(self, ask: Ask) -> Reply:
        self.asked.append(ask)
        assert len(self.asked) < MOST_QUESTIONS, f"still asked for {ask.key}: {ask.problem}"
        replies: Iterator[str] = self.said.get(ask.key, iter(()))
        return next(replies, ask.default if ask.default is not None else "")

    @property
    def keys(self) -> list[str]:
        return [ask.key for ask in self.asked]

    def question(self, key: str, place: int = 0) -> Ask:
        return [ask for ask in self.asked if ask.key == key][place]


def walk(project: ProjectSettings, person: Person | None, **given: str) -> Outcome:
    answers = Answers({"question": "Active clients", **LEFT, **given}, person)
    return discover(project, _draft(project), answers)


def _draft(project: ProjectSettings) -> Draft:
    return start(project, dry_run=True)


def test_a_proposal_that_is_taken_is_the_metric(project: ProjectSettings) -> None:
    person = Person({"proposal": ["1"]})
    outcome = walk(project, person)
    candidate = outcome.candidate
    assert (candidate.sql, candidate.window, candidate.unit, candidate.direction) == (
        ACTIVE,
        "total",
        "count",
        "up_is_good",
    )
    assert candidate.name == "client_profiles_active_count_total"
    assert candidate.label == "Client profiles with state ACTIVE"
    assert candidate.description == "How many client profiles with state ACTIVE, as things are now."
    assert outcome.value is not None
    assert outcome.value.value == 7
    assert person.keys == ["proposal", "name", "unit", "direction"]


def test_it_is_offered_as_a_sentence_with_the_sql_beside_it(project: ProjectSettings) -> None:
    person = Person({"proposal": ["1"]})
    walk(project, person)
    first = person.question("proposal").options[0]
    assert (first.value, first.title, first.preview) == (
        "1",
        "How many client profiles with state ACTIVE, as things are now",
        ACTIVE,
    )


@pytest.mark.parametrize("said", ["client_profiles_active_count_total", "CLIENT PROFILES WITH STATE active", "1"])
def test_a_flag_names_it_by_its_place_its_name_or_a_part_of_its_sentence(project: ProjectSettings, said: str) -> None:
    outcome = walk(project, None, proposal=said, name="clients_active_total", unit="clients", direction="neutral")
    assert outcome.candidate.sql == ACTIVE


def test_none_of_them_goes_on_to_the_table(project: ProjectSettings) -> None:
    person = Person({"proposal": ["none"], "table": ["core.client_profile"], "measure": ["count"], "window": ["total"]})
    outcome = walk(project, person)
    assert person.keys[:3] == ["proposal", "table", "measure"]
    assert outcome.candidate.sql == "SELECT count(*)\nFROM webbank_core.client_profile"


def test_who_names_a_part_of_the_query_is_offered_no_whole_one(project: ProjectSettings) -> None:
    person = Person({})
    walk(project, person, table="core.client_profile", measure="count", window="total")
    assert "proposal" not in person.keys


def test_nobody_to_ask_and_nothing_named_proposes_nothing(project: ProjectSettings) -> None:
    with pytest.raises(UsageError) as raised:
        walk(project, None)
    assert "--table" in str(raised.value.hint)


@pytest.mark.parametrize("said", ["9", "0", "²", "nothing of the kind"])
def test_what_is_none_of_them_is_asked_again(project: ProjectSettings, said: str) -> None:
    person = Person({"proposal": [said, "1"]})
    walk(project, person)
    problem = person.question("proposal", 1).problem
    assert problem is not None
    assert (problem.code, str(problem)) == ("unknown_proposal", f"'{said}' is none of the proposals")


def test_a_number_is_a_place_and_no_part_of_a_sentence(project: ProjectSettings) -> None:
    person = Person({"proposal": ["30", "1"]})
    discover(project, _draft(project), Answers({"question": "Payments of the last 30 days", **LEFT}, person))
    assert any("30 days" in option.title for option in person.question("proposal").options)
    assert str(person.question("proposal", 1).problem) == "'30' is none of the proposals"


CHANGED = f"{ACTIVE}\n  AND created_at < now() - interval '1 day'"
CHANGES: list[tuple[str, Callable[[Outcome], object], object]] = [
    (ACTIVE, lambda outcome: outcome.candidate.sql, ACTIVE),
    (CHANGED, lambda outcome: outcome.candidate.sql, CHANGED),
    (f"{CHANGED};\n", lambda outcome: outcome.candidate.sql, CHANGED),
]


@pytest.mark.parametrize(("came_back", "seen", "expected"), CHANGES, ids=["unchanged", "changed", "with a semicolon"])
def test_sql_from_the_editor_is_taken_as_it_came_back(
    project: ProjectSettings, came_back: str, seen: Callable[[Outcome], object], expected: object
) -> None:
    person = Person({"proposal": ["edit 1"], "sql": [came_back]})
    assert seen(walk(project, person)) == expected
    assert person.question("sql").begin == ACTIVE


def test_sql_that_came_back_empty_takes_nothing_and_asks_again(project: ProjectSettings) -> None:
    person = Person({"proposal": ["edit", "1"], "sql": [" \n"]})
    assert walk(project, person).candidate.sql == ACTIVE
    problem = person.question("proposal", 1).problem
    assert str(problem) == "the SQL came back empty; nothing was taken"


def test_sql_from_the_editor_is_judged_as_any(project: ProjectSettings) -> None:
    person = Person({"proposal": ["edit 1"], "sql": ["DELETE FROM webbank_core.client_profile", ACTIVE]})
    assert walk(project, person).candidate.sql == ACTIVE
    problem = person.question("sql", 1).problem
    assert problem is not None
    assert problem.code == "sql_refused"


def test_nothing_is_proposed_where_the_right_source_has_not_landed(project: ProjectSettings) -> None:
    person = Person({})
    outcome = discover(project, _draft(project), Answers({"question": "KYC pass rate"}, person))
    assert outcome.candidate.status == "parked"
    assert "proposal" not in person.keys


def test_nothing_is_proposed_where_nothing_has_landed(tmp_path: Path) -> None:
    person = Person({"table": ["core.client_profile"]})
    empty = build_estate(tmp_path / "estate", landed=False)
    discover(empty, _draft(empty), Answers({"question": "Active clients"}, person))
    assert "proposal" not in person.keys
