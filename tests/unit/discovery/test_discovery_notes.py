"""Caveats, fallback notes and answer files, as texts and as values."""

from datetime import date
from pathlib import Path

import pytest
from tests.discovery_estate import build_estate

from heartbeat_cli.discovery import Answers, GivenAnswer, discover, drafts_of, load_answers, start
from heartbeat_cli.discovery.caveats import parse_caveats
from heartbeat_cli.discovery.draft import is_need_of, need_in
from heartbeat_cli.discovery.fallback import parse_fallbacks, parse_review_by
from heartbeat_cli.errors import HbError, InvalidFileError, NotFoundError, Place, UsageError
from heartbeat_cli.estate import Inventory, Source
from heartbeat_cli.metrics import Note


def source(name: str, *schemas: str, database: str | None = None) -> Source:
    return Source(name, name, name, "postgres", "granted", Path(f"{name}.yml"), database=database, schemas=schemas)


WEBBANK, BPM, CARDS = source("webbank", "core"), source("bpm", "bpm"), source("cards", "card", database="card-mgmt")
INVENTORY = Inventory((WEBBANK, BPM, CARDS), "webbank")


def test_a_caveat_names_its_source() -> None:
    assert parse_caveats(("bpm= the hold = in it ", "card-mgmt=x"), INVENTORY) == (
        Note("caveat", "the hold = in it", source="bpm"),
        Note("caveat", "x", source="cards"),
    )


@pytest.mark.parametrize(
    ("text", "error"), [("just words", UsageError), ("bpm=", UsageError), ("bmp=why", NotFoundError)]
)
def test_what_is_no_caveat(text: str, error: type[HbError]) -> None:
    with pytest.raises(error):
        parse_caveats((text,), INVENTORY)


def test_one_fallback_needs_no_name() -> None:
    assert parse_fallbacks(("not there",), (CARDS,)) == ("not there",)
    assert parse_fallbacks(("cards=not there",), (CARDS,)) == ("not there",)
    assert parse_fallbacks(("a = b in webbank",), (CARDS,)) == ("a = b in webbank",)


def test_several_fallbacks_need_a_reason_each() -> None:
    assert parse_fallbacks(("cards=x", "bpm=y"), (BPM, CARDS)) == ("y", "x")
    with pytest.raises(UsageError) as caught:
        parse_fallbacks(("bpm=y", "for all"), (BPM, CARDS))
    assert (caught.value.hint, caught.value.code) == ("--fallback-note cards='…'", "missing_flag")


def test_a_day() -> None:
    assert parse_review_by("2026-08-01") == date(2026, 8, 1)
    with pytest.raises(UsageError):
        parse_review_by("soon")


@pytest.mark.parametrize(
    ("need", "written"),
    [
        ("bpm.case_review.closed_at", "bpm.case_review.closed_at"),
        ("bpm.bpm.case_review", "bpm.case_review"),
        ("case_review", "case_review"),
    ],
)
def test_a_need_is_written_without_the_source(need: str, written: str) -> None:
    assert need_in(need, BPM) == written


def test_whose_need_it_is() -> None:
    assert is_need_of("bpm.x", BPM, 2) and not is_need_of("bpm.x", CARDS, 2)
    assert is_need_of("card-mgmt.card.x", CARDS, 2) and is_need_of("anything", CARDS, 1)


def answers(tmp_path: Path, text: str) -> Path:
    file = tmp_path / "answers.yml"
    file.write_text(text)
    return file


def test_an_answer_file_keeps_its_lines(tmp_path: Path) -> None:
    file = answers(
        tmp_path,
        "question: Active clients\n\nwhere: ''\ntried: [a.b.c]\ncaveat: {bpm: why}\nreview-by: 2026-08-01\n",
    )
    assert load_answers(file) == {
        "question": GivenAnswer("Active clients", Place(str(file), 1, 1)),
        "where": GivenAnswer("", Place(str(file), 3, 1)),
        "tried": GivenAnswer(("a.b.c",), Place(str(file), 4, 1)),
        "caveat": GivenAnswer(("bpm=why",), Place(str(file), 5, 1)),
        "review-by": GivenAnswer("2026-08-01", Place(str(file), 6, 1)),
    }


def test_an_empty_answer_file_answers_nothing(tmp_path: Path) -> None:
    assert load_answers(answers(tmp_path, "# later\n")) == {}


@pytest.mark.parametrize(
    ("text", "at", "message"),
    [
        ("question: x\ntabel: y\n", "2:1", "Did you mean 'table'?"),
        ("question: [x]\n", "1:11", "question: should be text"),
        ("- question\n", "1:1", "should be a mapping"),
        ("question: x\nquestion: y\n", "2:1", "written twice"),
    ],
)
def test_a_mistake_in_an_answer_file_has_its_place(tmp_path: Path, text: str, at: str, message: str) -> None:
    file = answers(tmp_path, text)
    with pytest.raises(InvalidFileError) as caught:
        load_answers(file)
    assert caught.value.where == f"{file}:{at}"
    assert message in caught.value.message


def test_reasons_of_a_program_are_marked_and_going_on_takes_none_of_them_over(tmp_path: Path) -> None:
    estate = build_estate(tmp_path / "bank")
    given = {
        "question": "How many applications came in?", "table": "vss.vss.applicant_log", "measure": "count", "where": "",
        "window": "total", "owner": "onboarding", "fallback-note": "webbank has no log of applications before 2025.",
        "name": "applications_count_total", "tried": "webbank.core.payment",
    }  # fmt: skip

    def notes(answers: dict[str, str], **how: object) -> list[tuple[str, str | None]]:
        draft = start(estate, **how)  # type: ignore[arg-type]
        outcome = discover(estate, draft, Answers(answers))
        return [(note.why, note.drafted_by) for note in outcome.candidate.notes]

    reason = given["fallback-note"]
    assert notes(given) == [(reason, None)]
    assert notes(given, overwrite=True, drafted_by="Claude Code") == [(reason, "Claude Code")]
    drafts = drafts_of(estate, "applications_count_total")
    assert drafts == {reason: "Claude Code"}
    assert notes(given, overwrite=True, drafts=drafts) == [(reason, "Claude Code")]
    own = {**given, "fallback-note": "The log of webbank begins in 2025, these applications are older."}
    assert notes(own, overwrite=True, drafts=drafts) == [(own["fallback-note"], None)]
