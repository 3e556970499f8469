"""The wizard driven by a program: answers given, asked for, or left to their defaults; the backend is the real one."""

import inspect
import re
from collections.abc import Iterator
from contextlib import contextmanager
from decimal import Decimal
from pathlib import Path

import pytest
from tests.discovery_estate import build_estate, candidates
from typer.main import get_command

from heartbeat_cli.cli.discover import app
from heartbeat_cli.discovery import (
    Answers,
    Ask,
    Behind,
    Chosen,
    Composed,
    Counted,
    Effect,
    Evaluate,
    Event,
    GivenAnswer,
    Looked,
    MissingAnswerError,
    Offered,
    Reply,
    Write,
    asking,
    caveats,
    comparing,
    counting,
    discover,
    fallback,
    filing,
    finding,
    load_answers,
    proposing,
    resumed_answers,
    start,
)
from heartbeat_cli.errors import HbError, NotFoundError, Place, RefusedError, UsageError
from heartbeat_cli.estate import ProjectSettings

ACTIVE: dict[str, GivenAnswer | Reply] = {
    "question": "Active clients",
    "table": "core.client_profile",
    "measure": "count",
    "where": "state = ACTIVE",
    "window": "total",
    "owner": "onboarding",
}


@pytest.fixture(scope="module")
def estate(tmp_path_factory: pytest.TempPathFactory) -> ProjectSettings:
    """Read by many tests: none may write a candidate to it."""
    return build_estate(tmp_path_factory.mktemp("estate") / "bank")


def test_given_answers_lead_to_a_number(estate: ProjectSettings) -> None:
    shown: list[Event] = []
    done: list[type[Effect]] = []

    @contextmanager
    def during(effect: Effect) -> Iterator[None]:
        done.append(type(effect))
        yield

    outcome = discover(estate, start(estate, dry_run=True), Answers(ACTIVE), shown.append, during)
    assert outcome.value is not None and outcome.value.value == Decimal(7)
    assert (outcome.candidate.name, outcome.file) == ("active_clients_count_total", None)
    assert [type(event) for event in shown] == [Chosen, Looked, Composed, Counted, Behind]
    assert Evaluate in done and Write not in done and Ask not in done
    assert candidates(estate) == []


def test_what_is_written_is_the_candidate(tmp_path: Path) -> None:
    project = build_estate(tmp_path / "bank")
    outcome = discover(project, start(project), Answers(ACTIVE))
    assert outcome.file == project.candidates_folder / "active_clients_count_total.yml"
    assert candidates(project) == ["active_clients_count_total.yml"]
    with pytest.raises(RefusedError, match="already a candidate"):
        discover(project, start(project), Answers({**ACTIVE, "name": "active_clients_count_total"}))
    again = discover(project, start(project, overwrite=True), Answers({**ACTIVE, "description": "Again."}))
    assert again.candidate.description == "Again."


def test_what_is_not_given_is_asked_until_it_will_do(estate: ProjectSettings) -> None:
    asked: list[tuple[str, str | None]] = []

    def ask(question: Ask) -> Reply:
        asked.append((question.key, question.problem.message if question.problem else None))
        replies = {
            "where": "state = ACTVE" if question.problem is None else "",
            "unit": "count",
            "direction": "neutral",
        }
        return replies.get(question.key) or str(question.default)

    given = {key: text for key, text in ACTIVE.items() if key != "where"}
    outcome = discover(estate, start(estate, dry_run=True), Answers(given, ask))
    assert asked[:2] == [("where", None), ("where", "dict.profile_state has no 'ACTVE'")]
    assert [key for key, _ in asked[2:]] == ["name", "unit", "direction"]
    assert outcome.value is not None and outcome.value.value == Decimal(10)


@pytest.mark.parametrize(
    ("given", "error", "message"),
    [
        ({}, MissingAnswerError, "the answer to “What do you want to know?” is missing, and there is nobody to ask"),
        ({"question": "Clients"}, MissingAnswerError, "the answer to “Is it one of these?” is missing"),
        ({"question": "Clients", "measure": "count"}, MissingAnswerError, "“Which table answers it?” is missing"),
        ({"question": "Vaults", "proposal": "1"}, UsageError, "'1' is none of the proposals: nothing is proposed"),
        ({**ACTIVE, "measure": "cuont"}, UsageError, "the answer to 'measure': 'cuont' is no measure"),
        ({**ACTIVE, "table": "core.nope"}, NotFoundError, "the answer to 'table': webbank has no table core.nope"),
        ({**ACTIVE, "where": GivenAnswer("stat = 1", Place("a.yml", 4))}, UsageError, "a.yml:4: core.client_profile"),
        ({**ACTIVE, "sql": "select 1"}, UsageError, "the answer to 'sql' and the answer to 'table' exclude each other"),
        ({**ACTIVE, "table": "vss.vss.applicant_log"}, HbError, "(migration target: vss is being replaced)"),
    ],
)  # fmt: skip
def test_what_ends_the_journey(
    estate: ProjectSettings, given: dict[str, GivenAnswer | Reply], error: type[HbError], message: str
) -> None:
    with pytest.raises(error) as caught:
        discover(estate, start(estate, dry_run=True), Answers(given))
    assert message in str(caught.value)


def test_a_candidate_on_a_source_being_replaced_is_a_migration_target(estate: ProjectSettings) -> None:
    applicants = {
        "question": "Applicants", "table": "vss.vss.applicant_log", "measure": "count", "where": "", "window": "total",
        "owner": "onboarding", "fallback-note": "The truth source has no applicants of the first year.",
        "tried": ("webbank.core.client_profile",),
    }  # fmt: skip
    outcome = discover(estate, start(estate, dry_run=True), Answers(applicants))
    assert outcome.candidate.migration_target == ("vss",)
    assert discover(estate, start(estate, dry_run=True), Answers(ACTIVE)).candidate.migration_target == ()


def test_where_nobody_can_choose_the_proposals_are_shown_and_none_is_taken(estate: ProjectSettings) -> None:
    seen: list[Event] = []
    with pytest.raises(MissingAnswerError) as caught:
        discover(
            estate, start(estate, dry_run=True), Answers({"question": "How many clients are active?"}), seen.append
        )
    offered = [event for event in seen if isinstance(event, Offered)]
    assert [proposal.name for proposal in offered[0].proposals][:1] == ["client_profiles_active_count_total"]
    named = offered[0].proposals[0].sentence
    assert caught.value.hint == f"Give --proposal 1 for “{named}”, the number of another, or a --table of your own."


def test_a_missing_answer_names_its_flag_and_what_it_takes(estate: ProjectSettings) -> None:
    with pytest.raises(MissingAnswerError) as caught:
        discover(estate, start(estate, dry_run=True), Answers({"question": "Clients", "measure": "count"}))
    assert (caught.value.code, caught.value.exit_code) == ("missing_flag", 2)
    assert (caught.value.hint or "").startswith("Give --table, for example one of: webbank.core.client_profile, ")


def test_an_answer_nobody_asked_for_is_named(estate: ProjectSettings) -> None:
    spare = GivenAnswer("x", Place("c.yml"), spare=True)
    answers = Answers({**ACTIVE, "until": GivenAnswer("created_at", Place("--until")), "column": spare})
    discover(estate, start(estate, dry_run=True), answers)
    assert answers.unused() == ("--until",)


def test_a_parked_question_is_gone_on_with(tmp_path: Path) -> None:
    project = build_estate(tmp_path / "bank")
    parked = discover(project, start(project), Answers({"question": "KYC pass rate", "owner": "kyc", "needs": ()}))
    name = parked.candidate.name
    place = Place(f"{name}.yml")
    answers = resumed_answers(project, name, ())
    assert answers == {
        key: GivenAnswer(text, place, spare=True)
        for key, text in (
            ("question", "KYC pass rate"), ("name", name), ("window", "30d"), ("label", "KYC pass rate"),
            ("owner", "kyc"),
        )
    }  # fmt: skip
    with pytest.raises(UsageError, match="keeps the candidate's name"):
        resumed_answers(project, name, ("name",))
    with pytest.raises(NotFoundError):
        resumed_answers(project, "nothing_24h", ())


def test_every_question_has_a_flag_and_a_key_in_a_file_of_answers(tmp_path: Path) -> None:
    how_to_run = {
        "as-of",
        "answers",
        "resume",
        "replace",
        "dry-run",
        "step",
        "brief",
        "suggest",
        "top",
        "json",
        "no-input",
        "project",
        "debug",
        "help",
    }
    named = {
        option.removeprefix("--") for parameter in get_command(app).params for option in [*parameter.opts][:1]
    } - how_to_run
    source = "".join(
        inspect.getsource(module)
        for module in (asking, caveats, comparing, fallback, finding, proposing, counting, filing)
    )
    asked = set(re.findall(r'\bAsk\(\s*"([a-z-]+)"', source))
    assert asked == named == {key.replace("_", "-") for key in named}
    file = tmp_path / "answers.yml"
    for key in named:
        file.write_text(f"{key}: x\n", encoding="utf-8")
        assert load_answers(file) == {key: GivenAnswer("x", Place(str(file), 1, 1))}


@pytest.mark.parametrize(
    ("own", "given", "place"),
    [
        (None, True, "a.yml:4"),
        ("b.yml:7", True, "b.yml:7"),
        (None, False, None),
        ("b.yml:7", False, "b.yml:7"),
    ],
)
def test_a_problem_is_placed_where_the_answer_stands_unless_it_has_a_place(
    own: str | None, given: bool, place: str | None
) -> None:
    answers = Answers({"name": GivenAnswer("x", Place("a.yml", 4))} if given else {})
    assert answers.reply(Ask("name", "Which name?", default="y")) == ("x" if given else "y")
    problem = UsageError("no name", code="bad_name").replace(place=Place(own) if own else None)
    with pytest.raises(UsageError) as caught:
        answers.reply(Ask("name", "Which name?", default="y", problem=problem))
    assert (caught.value.message, caught.value.where) == ("no name", place)
