"""Every path of the wizard, walked with values alone: no file, no connection, no terminal."""

from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from tests.table_hits import table_hit

from heartbeat_cli.discovery import (
    STAGES,
    Ask,
    Behind,
    Chosen,
    Composed,
    Counted,
    Done,
    Draft,
    Evaluate,
    LookBehind,
    Looked,
    Outcome,
    Search,
    Searched,
    Show,
    SourceLanding,
    Survey,
    Write,
    advance,
    next_effect,
)
from heartbeat_cli.discovery.condition import DictionaryValues
from heartbeat_cli.discovery.effects import Compare, Compile, Describe, FindName, ReadDictionary
from heartbeat_cli.discovery.finding import OTHER_TABLE, OWN_SQL
from heartbeat_cli.errors import HbError, InvalidFileError, NotFoundError, RefusedError, UsageError
from heartbeat_cli.estate import Blocked, Inventory, Slice, Source, Subject
from heartbeat_cli.marts.landing import LandedPart
from heartbeat_cli.metrics import BlockedOn, Note, Value
from heartbeat_cli.pgschema import Column, ForeignKey, QName, Table, UniqueKey

NOW = datetime(2026, 5, 8, 9, tzinfo=UTC)


def source(name: str, *schemas: str, terms: tuple[str, ...] = (), subject: str = "things") -> Source:
    return Source(
        name, name, name, "postgres", "granted", Path(f"{name}.yml"), cluster="A", database=name, schemas=schemas,
        slices=tuple(Slice(s) for s in schemas), truth_for=(Subject(subject, terms),) if terms else (),
    )  # fmt: skip


def landing(source: str, tables: tuple[QName, ...] = (), missing: tuple[QName, ...] = ()) -> SourceLanding:
    return SourceLanding(source, tuple(LandedPart(t, f"{source}_{t.schema}", 3, None, NOW) for t in tables), missing)


SHOWN = Blocked("shown", metric="sepa_credit_processing_time_p50_min_24h", shown="caveat")
INVENTORY = Inventory(
    (
        source("webbank", "core", "dict"),
        source("vss", "vss"),
        source("bpm", "bpm", terms=("compliance hold",), subject="holds"),
        source("qac", terms=("kyc pass",), subject="KYC pass and fail"),
        replace(source("mms", "mms", terms=("sepa", "sepa credit"), subject="SEPA rails"), blocks=(SHOWN,)),
        source("mms_inst", "mms_inst", terms=("sepa",), subject="SEPA rails"),
    ),
    "webbank",
)
CLIENT, PAYMENT, STATE = QName("core", "client"), QName("core", "payment"), QName("dict", "state")
NOTE, APPLICANT, REJECTION = QName("core", "note"), QName("vss", "applicant"), QName("mms", "rejection")
TABLES = {
    CLIENT: Table(
        "core",
        "client",
        (
            Column("id", "bigint", nullable=False),
            Column("state_id", "smallint", nullable=False),
            Column("created_at", "timestamp with time zone", nullable=False),
        ),
        primary_key=UniqueKey(("id",)),
        foreign_keys=(ForeignKey(("state_id",), STATE, ("id",)),),
    ),
    PAYMENT: Table(
        "core",
        "payment",
        (
            Column("amount", "numeric(18,2)"),
            Column("created_at", "timestamp with time zone", nullable=False),
            Column("settled_at", "timestamp with time zone"),
        ),
    ),
    STATE: Table("dict", "state", (Column("id", "smallint"), Column("code", "text"))),
    NOTE: Table("core", "note", (Column("id", "bigint"),)),
    APPLICANT: Table("vss", "applicant", (Column("changed_at", "timestamp with time zone"),)),
    REJECTION: Table("mms", "rejection", (Column("rejected_at", "timestamp with time zone"),)),
}
LANDINGS = (
    landing("webbank", (CLIENT, PAYMENT, STATE), (NOTE,)),
    landing("vss", (APPLICANT,)),
    landing("bpm", (), (QName("bpm", "hold"),)),
    landing("qac"),
    landing("mms", (), (REJECTION,)),
    landing("mms_inst", (), (QName("mms_inst", "x"),)),
)
FOUND = {
    "webbank": Searched(
        "webbank", (table_hit(CLIENT, 2.0, ("clients",), "A client."), table_hit(NOTE, 1.0, ("clients",)))
    ),
    "vss": Searched("vss", (table_hit(APPLICANT, 1.0, ("clients",)),)),
    "mms": Searched("mms", (table_hit(REJECTION, 1.0, ("sepa",)),)),
}
ACTIVE = DictionaryValues("webbank_dict", STATE, "id", "code", ("ACTIVE", "CLOSED"))


@dataclass
class Walk:
    """A journey: answers by key (a list: one after the other), and everything the machine wanted on the way."""

    answers: dict[str, Any]
    landings: tuple[SourceLanding, ...] = LANDINGS
    files: dict[str, Path] = field(default_factory=dict)
    compiled: Any = ()
    numbers: list[Any] = field(default_factory=lambda: [Decimal(42)])
    effects: list[Any] = field(default_factory=list)
    problems: list[HbError] = field(default_factory=list)

    def run(self, draft: Draft | None = None, steps: int = 200) -> Outcome:
        draft = draft or Draft(INVENTORY, NOW)
        for _ in range(steps):
            effect = next_effect(draft)
            if isinstance(effect, Done):
                return effect.outcome
            self.effects.append(effect)
            draft = advance(draft, self.reply(effect))
        raise AssertionError(f"no end after {steps} steps: {self.effects[-3:]}")

    def reply(self, effect: Any) -> Any:
        match effect:
            case Ask():
                return self.answer(effect)
            case Show():
                return None
            case Search(_, sources):
                return tuple(FOUND.get(name, Searched(name)) for name in sources)
            case Compare():
                return ()
            case Survey():
                return self.landings
            case Describe(name, table):
                return TABLES.get(table) or NotFoundError(f"{name} has no table {table}", code="unknown_table")
            case ReadDictionary():
                return ACTIVE
            case FindName(name):
                return self.files.get(name)
            case Compile():
                return self.compiled
            case Evaluate():
                number = self.numbers.pop(0)
                return number if isinstance(number, HbError) else Value(number, NOW, 0.1, "…")
            case LookBehind():
                return Behind(None, None, None)
            case Write(candidate):
                return Path(f"db/candidates/{candidate.name}.yml")
        raise AssertionError(effect)

    def answer(self, ask: Ask) -> Any:
        if ask.problem is not None:
            self.problems.append(ask.problem)
        given = self.answers.get(ask.key)
        if isinstance(given, list):
            given = given.pop(0) if given else None
        if given is None:
            assert ask.default is not None, f"nobody answers {ask}"
            return ask.default
        return given

    def asked(self) -> list[str]:
        return [effect.key for effect in self.effects if isinstance(effect, Ask) and effect.prompted]

    def shown(self, kind: type) -> list[Any]:
        return [e.event for e in self.effects if isinstance(e, Show) and isinstance(e.event, kind)]

    def wanted(self, kind: type) -> list[Any]:
        return [effect for effect in self.effects if isinstance(effect, kind)]


COUNT = {
    "question": "Active clients",
    "table": "webbank.core.client",
    "measure": "count",
    "where": "state = ACTIVE",
    "window": "total",
    "owner": "onboarding",
}


def test_the_whole_way_to_a_number() -> None:
    walk = Walk({**COUNT})
    outcome = walk.run()
    candidate = outcome.candidate
    assert candidate.sql == (
        "SELECT count(*)\nFROM webbank_core.client\n"
        "WHERE state_id = (SELECT id FROM webbank_dict.state WHERE code = 'ACTIVE')"
    )
    assert (candidate.name, candidate.label, candidate.status) == (
        "active_clients_count_total", "Active clients", "candidate",
    )  # fmt: skip
    assert (candidate.source, candidate.unit, candidate.owner) == ("webbank", "count", "onboarding")
    assert (candidate.direction, candidate.window, candidate.notes) == ("neutral", "total", ())
    assert outcome.value is not None and outcome.value.value == 42
    assert outcome.file == Path("db/candidates/active_clients_count_total.yml")
    assert walk.asked() == [
        "question", "table", "measure", "where", "window", "name", "owner", "unit", "direction",
    ]  # fmt: skip


def test_nothing_is_written_before_the_last_answer() -> None:
    walk = Walk({**COUNT})
    walk.run()
    kinds = [type(effect) for effect in walk.effects]
    assert kinds.count(Write) == 1 and kinds[-1] is Write
    assert max(i for i, k in enumerate(kinds) if k is Ask) < kinds.index(Write)


def test_what_is_shown_comes_in_order() -> None:
    walk = Walk({**COUNT})
    walk.run()
    assert [type(e.event) for e in walk.effects if isinstance(e, Show)] == [Chosen, Looked, Composed, Counted, Behind]
    assert [s.source for s in walk.shown(Looked)[0].searched][:2] == ["webbank", "vss"]


def test_the_right_source_is_looked_at_first_then_the_truth_source() -> None:
    walk = Walk({"question": "KYC pass rate"})
    walk.run()
    assert walk.wanted(Search)[0].sources == ("qac", "webbank", "vss", "bpm", "mms", "mms_inst")


def test_wrong_source_no_metric_even_where_the_truth_source_has_a_table_that_fits() -> None:
    walk = Walk({"question": "KYC pass rate", "table": "webbank.core.client", "measure": "count"})
    outcome = walk.run()
    candidate = outcome.candidate
    assert (candidate.status, candidate.source, candidate.name) == ("parked", "qac", "kyc_pass_rate_30d")
    assert candidate.blocked_on == (
        BlockedOn("qac", (), "qac is truth for KYC pass and fail, and it has not landed yet."),
    )
    assert (candidate.sql, outcome.value, outcome.unused) == (None, None, "webbank.core.client")
    assert walk.wanted(Evaluate) == [] and walk.wanted(Describe) == []
    assert outcome.file == Path("db/candidates/kyc_pass_rate_30d.yml")


def test_a_fallback_note_does_not_unpark() -> None:
    walk = Walk({"question": "KYC pass rate", "table": "webbank.core.client", "fallback-note": ("it fits",)})
    assert walk.run().candidate.status == "parked"


def test_every_right_source_is_waited_for() -> None:
    outcome = Walk({"question": "SEPA rejection rate", "table": "mms.mms.rejection"}).run()
    assert [(b.source, b.needs) for b in outcome.candidate.blocked_on] == [
        ("mms", ("mms.rejection",)), ("mms_inst", ()),
    ]  # fmt: skip


def test_needs_are_offered_from_what_was_found() -> None:
    walk = Walk({"question": "SEPA rejection rate", "needs": ("mms.mms.rejection", "mms_inst.x.y")})
    outcome = walk.run()
    ask = next(e for e in walk.wanted(Ask) if e.key == "needs")
    assert [option.value for option in ask.options] == ["mms.mms.rejection"]
    assert [b.needs for b in outcome.candidate.blocked_on] == [("mms.rejection",), ("mms_inst.x.y",)]


def test_a_need_of_no_right_source_is_a_mistake() -> None:
    walk = Walk({"question": "SEPA rejection rate", "needs": [("core.payment",), ()]})
    walk.run()
    assert [p.message for p in walk.problems] == ["'core.payment' names none of the sources waited for"]


def test_nothing_landed_at_all_waits_for_the_truth_source() -> None:
    outcome = Walk({**COUNT}, landings=()).run()
    assert (outcome.candidate.status, outcome.candidate.source) == ("parked", "webbank")
    assert outcome.candidate.sql == (
        "SELECT count(*)\nFROM webbank_core.client\n"
        "WHERE state_id = (SELECT id FROM webbank_dict.state WHERE code = 'ACTIVE')"
    )
    assert outcome.candidate.blocked_on[0].needs == ("core.client", "dict.state")


def test_a_table_of_the_slice_that_is_not_landed_is_waited_for() -> None:
    walk = Walk({"question": "Notes", "table": "core.note"})
    outcome = walk.run()
    assert outcome.candidate.blocked_on == (
        BlockedOn("webbank", ("core.note",), "core.note of webbank is not landed yet."),
    )
    assert walk.wanted(Evaluate) == []


def test_a_caveat_lets_the_truth_source_speak() -> None:
    walk = Walk(
        {
            **COUNT,
            "question": "SEPA credit processing time",
            "table": "core.payment",
            "measure": "median created_at..settled_at in min",
            "where": "",
            "window": "24h",
            "caveat": ("mms=rails are not in it", "bpm=the hold is in it"),
        }
    )
    candidate = walk.run().candidate
    assert (candidate.status, candidate.source, candidate.unit) == ("candidate", "webbank", "min")
    assert candidate.notes == (
        Note("caveat", "rails are not in it", source="mms"), Note("caveat", "the hold is in it", source="bpm"),
    )  # fmt: skip
    assert candidate.name == "sepa_credit_processing_time_p50_min_24h"
    assert "settled_at >= now()" in (candidate.sql or ""), "a duration belongs to the window it ended in"


def test_a_caveat_for_one_of_two_right_sources_still_waits_for_the_other() -> None:
    outcome = Walk({"question": "SEPA rejection rate", "caveat": ("mms=instant payments are not in it",)}).run()
    assert [b.source for b in outcome.candidate.blocked_on] == ["mms_inst"]


def test_a_caveat_for_the_truth_sources_own_question_is_kept() -> None:
    candidate = Walk({**COUNT, "caveat": ("bpm=holds are in it",)}).run().candidate
    assert [note.source for note in candidate.notes] == ["bpm"]


def test_another_landed_source_needs_its_reason() -> None:
    walk = Walk({**COUNT, "table": "vss.vss.applicant", "where": "", "fallback-note": ("clients is not kept there",)})
    candidate = walk.run().candidate
    assert candidate.source == "vss"
    assert candidate.notes == (
        Note(
            "fallback", "clients is not kept there", source="vss",
            tried=("webbank.core.client", "webbank.core.note"), review_by=date(2026, 8, 6),
        ),
    )  # fmt: skip


def test_the_question_for_a_reason_is_a_refusal_where_nobody_answers() -> None:
    draft = Draft(INVENTORY, NOW)
    walk = Walk({"question": "Clients", "table": "vss.vss.applicant", "fallback-note": None})
    with pytest.raises(AssertionError, match="nobody answers"):
        walk.run(draft)
    refusal = walk.effects[-1].refusal
    assert isinstance(refusal, RefusedError)
    assert (refusal.code, refusal.exit_code, refusal.where) == ("wrong_source", 5, "vss.vss.applicant")


def test_an_empty_reason_is_none() -> None:
    walk = Walk(
        {
            **COUNT,
            "table": "vss.vss.applicant",
            "where": "",
            "fallback-note": [
                ("because",),
                ("Tried webbank.core.client and webbank.core.note: ",),
                ("clients are not kept there",),
            ],
        }
    )
    assert walk.run().candidate.notes[0].why == "clients are not kept there"
    assert [type(p) for p in walk.problems] == [UsageError, UsageError]


def test_a_source_that_is_not_landed_cannot_be_used_at_all() -> None:
    walk = Walk({**COUNT, "table": ["bpm.bpm.hold", "webbank.core.client"]})
    walk.run()
    assert [(p.code, p.exit_code) for p in walk.problems] == [("not_landed", 5)]


def test_no_metric_is_proposed_on_a_source_before_its_review() -> None:
    """Landed or waited for, chosen or written as SQL."""
    sources = tuple(replace(s, review="needed") if s.name in ("vss", "bpm") else s for s in INVENTORY.sources)
    unreviewed = Draft(Inventory(sources, "webbank"), NOW)
    walk = Walk({**COUNT, "table": ["vss.vss.applicant", "webbank.core.client"]})
    walk.run(unreviewed)
    assert [(p.code, p.exit_code) for p in walk.problems] == [("needs_review", 5)]
    assert "`hb profile vss` is that review" in (walk.problems[0].hint or "")
    with pytest.raises(RefusedError, match="bpm waits for a review"):
        Walk({"question": "compliance holds"}).run(unreviewed)


@pytest.mark.parametrize(
    ("table", "code"),
    [
        ("nothing", "usage"),
        ("nowhere.core.client", "unknown_source"),
        ("webbank.kore.client", "unknown_table"),
        ("kore.client", "unknown_table"),
        ("webbank.core.clint", "unknown_table"),
    ],
)
def test_a_table_that_is_none_is_asked_again(table: str, code: str) -> None:
    walk = Walk({**COUNT, "table": [table, "webbank_core.client"]})
    assert walk.run().candidate.name == "active_clients_count_total"
    assert [p.code for p in walk.problems] == [code]


def test_another_table_than_those_found_is_typed() -> None:
    walk = Walk({**COUNT, "table": [OTHER_TABLE, "core.payment"], "where": ""})
    assert "FROM webbank_core.payment" in (walk.run().candidate.sql or "")
    asks = [e for e in walk.wanted(Ask) if e.key == "table"]
    assert bool(asks[0].options) and not asks[1].options


def test_what_cannot_be_used_stays_visible_and_comes_last() -> None:
    walk = Walk({**COUNT})
    walk.run()
    ask = next(e for e in walk.wanted(Ask) if e.key == "table")
    assert [option.title for option in ask.options] == [
        "webbank.core.client",
        "webbank.core.note  (not landed)",
        "vss.vss.applicant  (not the right source)",
        "mms.mms.rejection  (not the right source, not landed)",
        "another table …",
        "I write the SQL myself …",
    ]


def test_every_table_of_the_slices_can_be_found_by_typing() -> None:
    walk = Walk({**COUNT})
    walk.run()
    ask = next(e for e in walk.wanted(Ask) if e.key == "table")
    assert [option.title for option in ask.more] == [
        "webbank.core.payment",
        "webbank.dict.state",
        "bpm.bpm.hold  (not the right source, not landed)",
        "mms_inst.mms_inst.x  (not the right source, not landed)",
    ]


def test_a_measure_is_asked_part_by_part() -> None:
    answers = {"measure": "p95", "column": "created_at", "until": "settled_at", "in": "h", "where": "", "window": "7d"}
    walk = Walk({**COUNT, "table": "core.payment", **answers})
    candidate = walk.run().candidate
    assert "percentile_cont(0.95)" in (candidate.sql or "") and "/ 3600" in (candidate.sql or "")
    assert (candidate.unit, candidate.name) == ("h", "active_clients_created_to_settled_time_p95_h_7d")
    keys = walk.asked()
    assert keys[keys.index("measure") : keys.index("where")] == ["measure", "column", "until", "in"]


def test_from_and_until_in_one_answer() -> None:
    walk = Walk(
        {**COUNT, "table": "core.payment", "measure": "median", "column": "created_at..settled_at", "where": ""}
    )
    walk.run()
    assert "until" not in walk.asked() and "in" in walk.asked()


def test_a_share_asks_for_its_condition_and_reads_its_dictionary() -> None:
    walk = Walk({**COUNT, "measure": "share", "share-where": ["state = ACTVE", "state = ACTIVE"], "where": ""})
    candidate = walk.run().candidate
    assert "FILTER (WHERE state_id = (SELECT id FROM webbank_dict.state" in (candidate.sql or "")
    assert (candidate.unit, candidate.name) == ("percent", "active_clients_rate_total")
    assert [p.hint for p in walk.problems] == ["Did you mean 'ACTIVE'?"]
    assert len(walk.wanted(ReadDictionary)) == 1


@pytest.mark.parametrize(
    ("key", "wrong", "right", "problem"),
    [
        ("question", "?", "Active clients", "a question needs words"),
        ("measure", "cuont", "count", "'cuont' is no measure"),
        ("where", "state = ACTVE", "state = ACTIVE", "dict.state has no 'ACTVE'"),
        ("where", "stat = 1", "state_id = 1", "core.client has no column 'stat'"),
        ("where", "state =", "", "'state =' is no condition"),
        ("window", "1y", "total", "'1y' is no window"),
        ("name", "Nope", "client_count_total", "'Nope' is not lower_snake_case"),
        ("name", "all_count_24h", "all_count_total", "'all_count_24h' ends in 24h, and the query's window is total"),
        ("owner", " ", "ops", "every number has an owner"),
        ("unit", " ", "count", "every number has a unit"),
        ("direction", "up", "up_is_good", "'up' is no direction"),
        ("caveat", ("words",), (), "'words' is no caveat"),
    ],
)  # fmt: skip
def test_an_answer_that_will_not_do_is_asked_again(key: str, wrong: Any, right: Any, problem: str) -> None:
    walk = Walk({**COUNT, key: [wrong, right]})
    outcome = walk.run()
    assert [p.message for p in walk.problems] == [problem]
    assert outcome.candidate.status == "candidate"


def test_a_time_column_is_checked_against_the_window() -> None:
    walk = Walk({**COUNT, "window": "24h", "time": ["amount", "created_at"]})
    assert "created_at >= now()" in (walk.run().candidate.sql or "")
    assert [p.code for p in walk.problems] == ["unknown_column"]


def test_a_table_without_time_has_no_window() -> None:
    walk = Walk({**COUNT, "table": "webbank.dict.state", "where": "", "window": ["24h", "total"]})
    walk.run()
    assert [p.message for p in walk.problems] == ["dict.state has no column that says when"]


def test_the_question_may_name_the_window() -> None:
    walk = Walk({**COUNT, "question": "New clients in the last 7 days", "window": None})
    assert walk.run().candidate.window == "7d"


OWN = {
    "question": "Clients",
    "sql": "SELECT count(*) FROM webbank_core.client;",
    "window": "total",
    "unit": "clients",
    "owner": "x",
}


def test_own_sql_goes_the_same_way() -> None:
    walk = Walk({**OWN})
    candidate = walk.run().candidate
    assert candidate.sql == "SELECT count(*) FROM webbank_core.client"
    assert (candidate.name, candidate.source, candidate.unit) == ("clients_count_total", "webbank", "clients")
    assert [d.table for d in walk.wanted(Describe)] == [CLIENT]


def test_own_sql_can_be_chosen_instead_of_a_table() -> None:
    walk = Walk({**OWN, "table": OWN_SQL, "sql": ["", OWN["sql"]]})
    assert walk.run().candidate.status == "candidate"


def test_own_sql_over_two_sources_needs_a_reason_for_the_other() -> None:
    sql = "SELECT count(*) FROM webbank_core.client JOIN vss_vss.applicant USING (id)"
    candidate = Walk({**OWN, "sql": sql, "fallback-note": ("vss=applicants are kept only there",)}).run().candidate
    assert [(n.kind, n.source) for n in candidate.notes] == [("fallback", "vss")]


@pytest.mark.parametrize(
    ("sql", "code"),
    [
        ("SELECT count(*) FROM nowhere.client", "unknown_dataset"),
        ("SELECT count(*) FROM webbank_core.clint", "unknown_table"),
        ("SELECT pg_sleep(1)", "sql_refused"),
        ("DELETE FROM webbank_core.client", "sql_refused"),
        ("SELECT FROM WHERE", "bad_sql"),
        ("SELECT count(*) FROM bpm_bpm.hold", "not_landed"),
    ],
)
def test_own_sql_that_will_not_do_is_asked_again(sql: str, code: str) -> None:
    walk = Walk({**OWN, "sql": [sql, OWN["sql"]]})
    assert walk.run().candidate.status == "candidate"
    assert [p.code for p in walk.problems] == [code]


def test_own_sql_over_a_table_not_landed_is_parked_with_its_sql() -> None:
    outcome = Walk({**OWN, "sql": "SELECT count(*) FROM webbank_core.note"}).run()
    assert (outcome.candidate.status, outcome.value) == ("parked", None)
    assert outcome.candidate.sql == "SELECT count(*) FROM webbank_core.note"


DRAFT = {
    "question": "SEPA rejection rate", "table": "rejection", "measure": "count", "window": "7d",
}  # fmt: skip


def test_a_parked_question_keeps_its_draft() -> None:
    walk = Walk({**DRAFT}, compiled=("mms.mms.rejection.rejected_at",))
    outcome = walk.run()
    candidate = outcome.candidate
    assert (candidate.status, candidate.name, candidate.window, candidate.unit) == (
        "parked", "sepa_rejection_rate_7d", "7d", "count",
    )  # fmt: skip
    assert candidate.sql == (
        "SELECT count(*)\nFROM mms_mms.rejection\n"
        "WHERE rejected_at >= now() - interval '7 days'\n  AND rejected_at < now()"
    )
    assert [(b.source, b.needs) for b in candidate.blocked_on] == [
        ("mms", ("mms.rejection.rejected_at",)), ("mms_inst", ()),
    ]  # fmt: skip
    assert (walk.wanted(Evaluate), outcome.value, outcome.unused) == ([], None, None)


def test_the_name_of_a_draft_ends_in_its_window() -> None:
    walk = Walk({**DRAFT, "name": ["sepa_rejection_rate_30d", "sepa_rejection_rate_7d"]})
    assert walk.run().candidate.name == "sepa_rejection_rate_7d"
    assert [p.message for p in walk.problems] == ["'sepa_rejection_rate_30d' ends in 30d, and the query's window is 7d"]


def test_own_sql_that_could_never_run_is_asked_again() -> None:
    refused = NotFoundError("mms.mms.rejection has no column 'nope'", code="unknown_column")
    walk = Walk({"question": DRAFT["question"], "sql": "SELECT count(nope) FROM mms_mms.rejection"}, compiled=refused)
    with pytest.raises(AssertionError, match="no end"):
        walk.run()
    assert walk.problems[0] is refused


def test_own_sql_the_marts_refuse_is_asked_again() -> None:
    refused = InvalidFileError("no such column", code="bad_sql")
    walk = Walk({**OWN, "sql": [OWN["sql"], OWN["sql"]]}, numbers=[refused, Decimal(7)])
    outcome = walk.run()
    assert walk.problems == [refused] and outcome.value is not None and outcome.value.value == 7
    assert len(walk.shown(Composed)) == 2


def test_a_condition_the_marts_refuse_is_asked_again() -> None:
    refused = InvalidFileError("cannot compare", code="bad_sql")
    walk = Walk({**COUNT, "where": ["id = 'x'", "id = 1"]}, numbers=[refused, Decimal(7)])
    assert "WHERE id = 1" in (walk.run().candidate.sql or "")


def test_marts_that_fail_end_the_journey() -> None:
    walk = Walk({**COUNT, "where": ""}, numbers=[HbError("the marts are gone")])
    with pytest.raises(HbError, match="the marts are gone"):
        walk.run()


def test_no_value_is_told_as_such() -> None:
    outcome = Walk({**COUNT}, numbers=[None]).run()
    assert outcome.value is not None and outcome.value.value is None


def test_a_name_that_is_taken_is_asked_again() -> None:
    files = {"active_clients_count_total": Path("db/candidates/active_clients_count_total.yml")}
    walk = Walk({**COUNT, "name": [None, "live_clients_count_total"]}, files=files)
    assert walk.run().candidate.name == "live_clients_count_total"
    assert [(p.code, p.exit_code) for p in walk.problems] == [("name_taken", 5)]


def test_replace_takes_a_candidates_place_and_never_a_metrics() -> None:
    files = {"active_clients_count_total": Path("db/candidates/active_clients_count_total.yml")}
    walk = Walk({**COUNT}, files=files)
    walk.run(Draft(INVENTORY, NOW, overwrite=True))
    assert walk.wanted(Write)[0].overwrite
    files = {"active_clients_count_total": Path("db/metrics/active_clients_count_total.yml")}
    walk = Walk({**COUNT, "name": [None, "live_clients_count_total"]}, files=files)
    walk.run(Draft(INVENTORY, NOW, overwrite=True))
    assert [p.code for p in walk.problems] == ["name_taken"]


def test_a_name_that_changes_the_right_source_is_refused() -> None:
    walk = Walk({**COUNT, "name": ["kyc_pass_count_total", "client_count_total"]})
    walk.run()
    assert [(p.code, p.exit_code) for p in walk.problems] == [("wrong_source", 5)]


def test_a_unit_that_contradicts_the_name_is_asked_again() -> None:
    timed = {"table": "core.payment", "measure": "median created_at..settled_at in min", "where": "", "window": "24h"}
    walk = Walk({**COUNT, **timed, "unit": ["h", "min"]})
    assert walk.run().candidate.unit == "min"
    assert len(walk.problems) == 1


def test_a_dry_run_writes_nothing() -> None:
    walk = Walk({**COUNT})
    outcome = walk.run(Draft(INVENTORY, NOW, dry_run=True))
    assert (outcome.file, walk.wanted(Write)) == (None, [])
    assert outcome.value is not None


def test_a_problem_is_gone_once_answered() -> None:
    draft = advance(Draft(INVENTORY, NOW), "?")
    ask = next_effect(draft)
    assert isinstance(ask, Ask) and ask.problem is not None
    assert advance(draft, "Clients").problem is None


def test_stages_have_names_of_their_own() -> None:
    names = [stage.name for stage in STAGES]
    assert len(names) == len(set(names))


def test_where_another_source_is_right_and_landed_the_truth_source_is_the_fallback() -> None:
    landings = (LANDINGS[0], landing("mms", (REJECTION,)))
    answers = {**COUNT, "question": "SEPA credit transfers", "fallback-note": ("transfers are not kept in mms",)}
    candidate = Walk({**answers, "name": "sepa_credit_count_total"}, landings=landings).run().candidate
    assert [(n.kind, n.source, n.tried) for n in candidate.notes] == [("fallback", "webbank", ("mms.mms.rejection",))]
    right = {**answers, "table": "mms.mms.rejection", "where": "", "name": "sepa_credit_count_total"}
    assert Walk(right, landings=landings).run().candidate.notes == ()


DEALS = Subject("the sales funnel", ("sales funnel",), words=("deal",))
WITH_DEALS = Inventory((*INVENTORY.sources, replace(source("crm"), truth_for=(DEALS,))), "webbank")


def deals(**answers: Any) -> Walk:
    return Walk({**COUNT, "question": "How many deals?", **answers})


@pytest.mark.parametrize(
    ("reply", "notes"),
    [
        ("webbank", (Note("subject", '"deal" is webbank\'s own here, and not the sales funnel', "webbank"),)),
        ("webbank=of the treasury", (Note("subject", "of the treasury", "webbank"),)),
    ],
)
def test_an_everyday_word_is_asked_about_and_the_answer_kept(reply: str, notes: tuple[Note, ...]) -> None:
    walk = deals(about=reply)
    outcome = walk.run(Draft(WITH_DEALS, NOW))
    (asked,) = [ask for ask in walk.wanted(Ask) if ask.key == "about"]
    assert asked.message == 'What does "deal" mean?'
    assert [option.value for option in asked.options] == ["crm", "webbank"]
    assert (outcome.candidate.status, outcome.candidate.notes) == ("candidate", notes)


def test_a_word_that_means_another_source_parks_the_question() -> None:
    candidate = deals(about="crm").run(Draft(WITH_DEALS, NOW)).candidate
    assert (candidate.status, [b.source for b in candidate.blocked_on]) == ("parked", ["crm"])
    assert candidate.notes == (Note("subject", '"deal" is meant as in the sales funnel', "crm"),)


def test_a_source_nobody_asked_about_will_not_do() -> None:
    walk = deals(about=["vss", "nowhere", "webbank"])
    walk.run(Draft(WITH_DEALS, NOW))
    assert [problem.code for problem in walk.problems] == ["usage", "unknown_source"]


@pytest.mark.parametrize("where", ["", "state = ACTIVE"])
def test_a_table_that_only_looks_right_parks_the_question(where: str) -> None:
    """`core.client` is read by choice, `dict.state` because a label is looked up there."""
    looks = Subject("KYC pass and fail", ("kyc pass",), looks_right=("webbank.dict.state",))
    sources = tuple(replace(s, truth_for=(looks,)) if s.name == "qac" else s for s in INVENTORY.sources)
    walk = Walk({**COUNT, "question": "How many are fine?", "where": where})
    candidate = walk.run(Draft(Inventory(sources, "webbank"), NOW)).candidate
    assert (candidate.status, [b.source for b in candidate.blocked_on]) == (
        ("parked", ["qac"]) if where else ("candidate", [])
    )
    assert bool(walk.wanted(Evaluate)) is not bool(where)


REMOVED = Blocked("old", metric="kyc_pass_rate_30d", shown="removed")


@pytest.mark.parametrize(
    ("blocks", "answers", "message"),
    [
        ((), {"caveat": ("qac=it is coarser",)}, "lists nothing as shown with a caveat until qac is landed"),
        ((REMOVED,), {"caveat": ("qac=it is coarser",)}, "no caveat brings back what was removed"),
        ((REMOVED,), {"stop-gap": ("qac=it is coarser",)}, "no caveat brings back what was removed"),
    ],
)  # fmt: skip
def test_a_caveat_is_no_way_round_a_source_that_is_not_landed(
    blocks: tuple[Blocked, ...], answers: dict[str, Any], message: str
) -> None:
    sources = tuple(replace(s, blocks=blocks) if s.name == "qac" else s for s in INVENTORY.sources)
    with pytest.raises(RefusedError, match=message):
        Walk({**COUNT, "question": "KYC pass rate", **answers}).run(Draft(Inventory(sources, "webbank"), NOW))


def test_a_stop_gap_owns_up_to_being_one() -> None:
    answers = {**COUNT, "question": "KYC pass count", "stop-gap": ("qac=it is coarser",), "review-by": "2026-07-01"}
    candidate = Walk(answers).run().candidate
    assert candidate.status == "candidate"
    assert candidate.notes == (Note("caveat", "it is coarser", "qac", review_by=date(2026, 7, 1), stop_gap=True),)
