"""What the wizard asks for at every state of its knowledge, and what a reply makes of that state."""

from dataclasses import replace
from datetime import UTC, date, datetime
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from tests.table_hits import table_hit

from heartbeat_cli.discovery import (
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
    Option,
    Outcome,
    Search,
    Searched,
    Show,
    SourceLanding,
    Survey,
    Write,
    advance,
    as_texts,
    next_effect,
)
from heartbeat_cli.discovery.condition import Condition, DictionaryValues
from heartbeat_cli.discovery.draft import homes_of, is_need_of, need_in
from heartbeat_cli.discovery.effects import Compile, Describe, FindName, ReadDictionary
from heartbeat_cli.discovery.fallback import looked_at
from heartbeat_cli.discovery.filing import check_name, name_conflict, suggested_name
from heartbeat_cli.discovery.finding import OTHER_TABLE, OWN_SQL
from heartbeat_cli.discovery.home import Home
from heartbeat_cli.discovery.measure import Measure, parse_measure
from heartbeat_cli.discovery.tables import find_table
from heartbeat_cli.errors import HbError, NotFoundError, UsageError
from heartbeat_cli.estate import Blocked, Inventory, RightSource, Slice, Source, Subject
from heartbeat_cli.marts.landing import LandedPart
from heartbeat_cli.metrics import BlockedOn, Metric, Note, Value
from heartbeat_cli.pgschema import Column, ForeignKey, QName, Table, UniqueKey

NOW = datetime(2026, 5, 8, 9, tzinfo=UTC)
WINDOWS = tuple(
    Option(name, f"{name:<14}{spoken}")
    for name, spoken in {
        "24h": "the last 24 hours", "7d": "the last 7 days", "30d": "the last 30 days",
        "total": "everything there is", "today": "today",
        "yesterday": "yesterday", "this_week": "this week so far", "last_week": "last week",
        "this_month": "this month so far", "last_month": "last month", "this_quarter": "this quarter so far",
        "last_quarter": "last quarter", "this_year": "this year so far", "last_year": "last year",
    }.items()
)  # fmt: skip


def source(name: str, *schemas: str, terms: tuple[str, ...] = (), subject: str = "", **more: Any) -> Source:
    given = {"database": name, "cluster": "A", **more}
    return Source(
        name, name, name, "postgres", "granted", Path(f"{name}.yml"), schemas=schemas,
        slices=tuple(Slice(s) for s in schemas), truth_for=(Subject(subject, terms),) if terms else (), **given,
    )  # fmt: skip


BANK, VSS, BPM = (
    source("bank", "core", "dict"),
    source("vss", "vss"),
    source("bpm", "bpm", terms=("hold",), subject="holds"),
)
QAC = source("qac", terms=("kyc pass",), subject="KYC passes", database=None)
MMS, INST = (
    source("mms", "mms", terms=("sepa",), subject="SEPA"),
    source("inst", "inst", terms=("sepa",), subject="SEPA"),
)
INVENTORY = Inventory((BANK, VSS, BPM, QAC, MMS, INST), "bank")

CLIENT, PAYMENT, STATE, NOTE = (
    QName("core", "client"),
    QName("core", "payment"),
    QName("dict", "state"),
    QName("core", "note"),
)
APPLICANT, HOLD, REJECTION = QName("vss", "applicant"), QName("bpm", "hold"), QName("mms", "rejection")
CLIENTS = Table(
    "core", "client",
    (
        Column("id", "bigint", nullable=False),
        Column("state_id", "smallint", nullable=False),
        Column("kind", "text", comment="Person or company."),
        Column("created_at", "timestamp with time zone", nullable=False),
    ),
    primary_key=UniqueKey(("id",)), foreign_keys=(ForeignKey(("state_id",), STATE, ("id",)),),
)  # fmt: skip
PAYMENTS = Table(
    "core", "payment",
    (
        Column("amount", "numeric(18,2)"),
        Column("day", "date"),
        Column("created_at", "timestamp with time zone", nullable=False),
        Column("settled_at", "timestamp with time zone"),
    ),
)  # fmt: skip
STATES = Table("dict", "state", (Column("id", "smallint"), Column("code", "text")))


def landing(source: str, tables: tuple[QName, ...] = (), missing: tuple[QName, ...] = ()) -> SourceLanding:
    return SourceLanding(source, tuple(LandedPart(t, f"{source}_{t.schema}", 3, None, NOW) for t in tables), missing)


LANDINGS = (
    landing("bank", (CLIENT, PAYMENT, STATE), (NOTE,)),
    landing("vss", (APPLICANT,)),
    landing("bpm", (), (HOLD,)),
    landing("mms", (), (REJECTION,)),
)
FOUND = (
    Searched("bank", (table_hit(CLIENT, 2.0, ("clients",), "A client."), table_hit(NOTE, 1.0, ("clients",)))),
    Searched("vss", (table_hit(APPLICANT, 1.0, ("clients",)),)),
    Searched("bpm", (table_hit(HOLD, 1.0, ("hold",), "A hold."),)),
    Searched("mms", (table_hit(REJECTION, 1.0, ("sepa",)),)),
    Searched("inst"),
)
WILL_NOT_DO = (("vss", "needs a reason"), ("bpm", "not landed"), ("mms", "not landed"))
START = Draft(INVENTORY, NOW)
ASKED = START.replace(
    question="Clients",
    caveats=(),
    landings=LANDINGS,
    searched=FOUND,
    alike=(),
    shown=frozenset({"understood", "right", "search"}),
)
AT_BANK, AT_VSS = Home(BANK, CLIENT), Home(VSS, APPLICANT)
CHOSEN = ASKED.replace(own_sql=False, home=AT_BANK, reads=(AT_BANK,), described=frozenset({AT_BANK}), table=CLIENTS)
OTHER = CHOSEN.replace(home=AT_VSS, reads=(AT_VSS,), described=frozenset({AT_VSS}))
PAID = CHOSEN.replace(
    home=Home(BANK, PAYMENT), reads=(Home(BANK, PAYMENT),), described=frozenset({Home(BANK, PAYMENT)}), table=PAYMENTS
)
COUNTED = CHOSEN.replace(measure=Measure("count"), where_text="", window="total", time="")
SQL = "SELECT count(*)\nFROM bank_core.client"
COMPOSED = COUNTED.replace(sql=SQL, compared=SQL).mark_shown("sql")
VALUE = Value(Decimal(42), NOW, 0.1, "…")
SEEN_VALUE = COMPOSED.replace(value=VALUE).mark_shown("value")
BEHIND = Behind(None, None, None)
VALUED = SEEN_VALUE.replace(behind=BEHIND).mark_shown("behind")
NAMED = VALUED.replace(name="client_count_total", name_free=True)
OWNED = NAMED.replace(owner="ops", unit="count", direction="neutral", label="Clients", description="")
SEPA = ASKED.replace(question="SEPA rejections")
PARKED = SEPA.replace(parked_table="", needs=(), own_sql=False, window="30d")
REJECTIONS = Table("mms", "rejection", (Column("code", "text"), Column("at", "timestamp with time zone")))
AT_REJECTION = Home(MMS, REJECTION)
UNREAD = tuple(Searched("mms", note="no DDL of it in the mirror") if s.source == "mms" else s for s in FOUND)
SEPA_TABLE = SEPA.replace(
    parked_table="mms.mms.rejection", needs=(), home=AT_REJECTION, reads=(AT_REJECTION,), table=REJECTIONS,
    described=frozenset({AT_REJECTION}),
)  # fmt: skip
SEPA_COUNTED = SEPA_TABLE.replace(measure=Measure("count"), where_text="", time="at", window="7d")
SEPA_SQL = "SELECT count(*)\nFROM mms_mms.rejection\nWHERE at >= now() - interval '7 days'\n  AND at < now()"
SEPA_DRAFT = SEPA_COUNTED.replace(sql=SEPA_SQL, compared=SEPA_SQL).mark_shown("sql")


def asked(draft: Draft) -> Ask:
    effect = next_effect(draft)
    assert isinstance(effect, Ask), effect
    return effect


TRUTH = RightSource(BANK)


@pytest.mark.parametrize(
    ("draft", "effect"),
    [
        (START, Ask("question", "What do you want to know?", instruction="for example: KYC pass rate")),
        (
            START.replace(question="Clients"),
            Ask("stop-gap", "For which source does the number stand in?", default=(), many=True, prompted=False),
        ),
        (
            START.replace(question="Clients", stop_gaps=()),
            Ask("caveat", "What else is in the number?", default=(), many=True, prompted=False),
        ),
        (START.replace(question="Clients", caveats=()), Survey()),
        (START.replace(question="Clients", caveats=(), landings=()), Search("Clients", INVENTORY.names())),
        (
            START.replace(question="SEPA", caveats=(), landings=()),
            Search("SEPA", ("mms", "inst", "bank", "vss", "bpm", "qac")),
        ),
        (
            START.replace(question="Hold", caveats=(), landings=()),
            Search("Hold", ("bpm", "bank", "vss", "qac", "mms", "inst")),
        ),
        (ASKED.replace(shown=frozenset()), Show(Chosen((TRUTH,), (LANDINGS[0],)))),
        (
            SEPA.replace(shown=frozenset()),
            Show(Chosen(SEPA.right, (LANDINGS[3], SourceLanding("inst")))),
        ),
        (ASKED.replace(shown=frozenset({"right"})), Show(Looked(FOUND, LANDINGS, 1, 1, WILL_NOT_DO))),
        (
            SEPA.replace(shown=frozenset({"right"})),
            Show(Looked(FOUND, LANDINGS, 3, 2, (("bank", "needs a reason"), *WILL_NOT_DO))),
        ),
        # Parked: which table, what of it, and no SQL.
        (SEPA, Ask("table", "Which table answers it?", default="", prompted=False)),
        (
            SEPA.replace(parked_table="", own_sql=False),
            Ask(
                "needs", "Which of its tables would answer it?", default=(), many=True, prompted=True,
                options=(Option("mms.mms.rejection", "mms.mms.rejection"),),
            ),
        ),
        (
            ASKED.replace(question="Hold", parked_table="", own_sql=False),
            Ask(
                "needs", "Which of its tables would answer it?", default=(), many=True, prompted=True,
                options=(Option("bpm.bpm.hold", "bpm.bpm.hold", "A hold."),),
            ),
        ),
        (
            ASKED.replace(question="KYC passes", parked_table="", own_sql=False),
            Ask("needs", "Which of its tables would answer it?", default=(), many=True, prompted=False),
        ),
        # Parked with a table: what is counted there may be left for later, and no number is asked for.
        (SEPA_TABLE.replace(described=frozenset()), Describe("mms", REJECTION)),
        (SEPA_TABLE.replace(searched=UNREAD, described=frozenset(), table=None),
         Ask("window", "Over which time?", default="30d", prompted=False)),
        (
            SEPA_COUNTED.replace(window=None),
            Ask(
                "window", "Over which time?", default="30d",
                options=WINDOWS,
            ),
        ),
        (SEPA_COUNTED, Show(Composed(SEPA_SQL))),
        (SEPA_DRAFT, Compile(SEPA_SQL)),
        (SEPA_DRAFT.replace(compiled=True), Ask("name", "Its name?", default="sepa_rejections_7d")),
        (PARKED.replace(window=None), Ask("window", "Over which time?", default="30d", prompted=False)),
        (
            PARKED.replace(window=None, question="SEPA rejections in the last 7 days"),
            Ask("window", "Over which time?", default="7d", prompted=False),
        ),
        # A table, or SQL of one's own.
        (
            ASKED,
            Ask("sql", "The SQL, over the marts", default="", prompted=False,
                instruction="one SELECT, one number, dataset.table"),
        ),
        (
            ASKED.replace(own_sql=True),
            Ask("sql", "The SQL, over the marts", prompted=True, instruction="one SELECT, one number, dataset.table"),
        ),
        (
            ASKED.replace(own_sql=False),
            Ask(
                "table", "Which table answers it?", instruction="source.schema.table",
                options=(
                    Option("bank.core.client", "bank.core.client", "A client."),
                    Option("bank.core.note", "bank.core.note  (not landed)"),
                    Option("vss.vss.applicant", "vss.vss.applicant  (not the right source)"),
                    Option("bpm.bpm.hold", "bpm.bpm.hold  (not the right source, not landed)", "A hold."),
                    Option("mms.mms.rejection", "mms.mms.rejection  (not the right source, not landed)"),
                    Option(OTHER_TABLE, "another table …"),
                    Option(OWN_SQL, "I write the SQL myself …"),
                ),
                more=(
                    Option("bank.core.payment", "bank.core.payment"),
                    Option("bank.dict.state", "bank.dict.state"),
                ),
            ),
        ),
        (
            # Nothing has the words: every table can still be chosen.
            ASKED.replace(own_sql=False, searched=()),
            Ask(
                "table", "No table has its words. Which table answers it?", instruction="source.schema.table",
                options=(
                    Option("bank.core.client", "bank.core.client"),
                    Option("bank.core.payment", "bank.core.payment"),
                    Option("bank.dict.state", "bank.dict.state"),
                    Option("bank.core.note", "bank.core.note  (not landed)"),
                    Option("vss.vss.applicant", "vss.vss.applicant  (not the right source)"),
                    Option("bpm.bpm.hold", "bpm.bpm.hold  (not the right source, not landed)"),
                    Option("mms.mms.rejection", "mms.mms.rejection  (not the right source, not landed)"),
                    Option(OTHER_TABLE, "another table …"),
                    Option(OWN_SQL, "I write the SQL myself …"),
                ),
            ),
        ),
        (
            ASKED.replace(own_sql=False, other_table=True),
            Ask("table", "Which table answers it?", instruction="source.schema.table"),
        ),
        (CHOSEN.replace(described=frozenset()), Describe("bank", CLIENT)),
        (CHOSEN.replace(reads=(AT_BANK, AT_VSS)), Describe("vss", APPLICANT)),
        # A source that is not the right one.
        (
            OTHER.replace(fallback=("w",)),
            Ask("tried", "Which tables of bank did you try?", default=("bank.core.client", "bank.core.note"), many=True,
                prompted=False),
        ),
        (
            OTHER.replace(fallback=("w",), searched=()),
            Ask("tried", "Which tables of bank did you try?", many=True, prompted=True),
        ),
        (
            OTHER.replace(fallback=("w",), tried=("a",)),
            Ask("review-by", "When should this be looked at again?", default="2026-08-06", prompted=False),
        ),
        # What is counted.
        (
            CHOSEN.replace(measure=parse_measure("count distinct")),
            Ask(
                "column", "Different values of which column?",
                options=(
                    Option("id", "id          bigint"),
                    Option("state_id", "state_id    smallint"),
                    Option("kind", "kind        text", "Person or company."),
                    Option("created_at", "created_at  timestamp with time zone"),
                ),
            ),
        ),
        (
            PAID.replace(measure=parse_measure("sum")),
            Ask(
                "column", "The sum of which column?",
                options=(
                    Option("amount", "amount      numeric(18,2)"),
                    Option("created_at", "created_at  timestamp with time zone"),
                    Option("settled_at", "settled_at  timestamp with time zone"),
                ),
            ),
        ),
        (
            PAID.replace(measure=parse_measure("median created_at")),
            Ask("until", "From created_at until when?",
                options=(Option("settled_at", "settled_at  timestamp with time zone"),)),
        ),
        (
            PAID.replace(measure=parse_measure("p95 created_at..settled_at")),
            Ask("in", "In which unit of time?", default="min",
                options=tuple(Option(u, u) for u in ("s", "min", "h", "d"))),
        ),
        (
            CHOSEN.replace(measure=parse_measure("share")),
            Ask("share-where", "The share of rows where …", instruction="for example: state = REJECTED"),
        ),
        (CHOSEN.replace(measure=parse_measure("share state = NEW")), ReadDictionary("bank", STATE)),
        (CHOSEN.replace(measure=Measure("count"), where_text="state = NEW"), ReadDictionary("bank", STATE)),
        (
            CHOSEN.replace(measure=Measure("count")),
            Ask("where", "Only rows where …", default="", instruction="state = ACTIVE; enter for all"),
        ),
        # Which time.
        (
            COUNTED.replace(window=None),
            Ask(
                "window", "Over which time?",
                options=WINDOWS,
            ),
        ),
        (
            COUNTED.replace(window=None, table=STATES),
            Ask("window", "Over which time?", options=(Option("total", "total         everything there is"),)),
        ),
        (
            PAID.replace(measure=Measure("count"), where_text="", window="7d"),
            Ask(
                "time", "Which column says when it happened?", default="created_at", prompted=True,
                options=(
                    Option("created_at", "created_at  timestamp with time zone"),
                    Option("day", "day         date"),
                    Option("settled_at", "settled_at  timestamp with time zone"),
                ),
            ),
        ),
        (
            CHOSEN.replace(measure=Measure("count"), where_text="", window="7d"),
            Ask("time", "Which column says when it happened?", default="created_at", prompted=False,
                options=(Option("created_at", "created_at  timestamp with time zone"),)),
        ),
        (COUNTED, Show(Composed(SQL))),
        (COMPOSED, Evaluate(COMPOSED.candidate("candidate"))),
        (COMPOSED.replace(value=VALUE), Show(Counted(VALUE, "count"))),
        (COMPOSED.replace(value=VALUE, unit="clients"), Show(Counted(VALUE, "clients"))),
        (COMPOSED.replace(value=VALUE, measure=None), Show(Counted(VALUE, None))),
        (SEEN_VALUE, LookBehind(SEEN_VALUE.candidate(name="candidate"))),
        (SEEN_VALUE.replace(behind=BEHIND), Show(BEHIND)),
        # A name, and who answers for it.
        (VALUED, Ask("name", "Its name?", default="clients_count_total")),
        (VALUED.replace(name="x_count_total"), FindName("x_count_total")),
        (NAMED, Ask("owner", "Who owns the number?", instruction="a team")),
        (NAMED.replace(owner="x"), Ask("unit", "In which unit?", default="count", instruction="min, percent, EUR")),
        (NAMED.replace(owner="x", measure=None), Ask("unit", "In which unit?", instruction="min, percent, EUR")),
        (
            NAMED.replace(owner="x", unit="count"),
            Ask(
                "direction", "Which way is good?", default="neutral",
                options=(
                    Option("up_is_good", "up is good"), Option("down_is_good", "down is good"),
                    Option("neutral", "neither"),
                ),
            ),
        ),
        (OWNED.replace(label=None), Ask("label", "Its label on the cockpit?", default="Clients", prompted=False)),
        (
            OWNED.replace(label=None, question="how many clients are there?! "),
            Ask("label", "Its label on the cockpit?", default="How many clients are there", prompted=False),
        ),
        (
            OWNED.replace(description=None),
            Ask("description", "What is and is not counted?", default="", prompted=False),
        ),
        (OWNED, Write(OWNED.candidate(), False)),
        (OWNED.replace(overwrite=True), Write(OWNED.candidate(), True)),
        (PARKED, Ask("name", "Its name?", default="sepa_rejections_30d")),
    ],
)  # fmt: skip
def test_what_is_wanted_next(draft: Draft, effect: object) -> None:
    assert next_effect(draft) == effect


PARKED_NAMED = PARKED.replace(name="sepa_count_30d", name_free=True)


@pytest.mark.parametrize(
    ("known", "key", "default"),
    [({}, "owner", ""), ({"owner": ""}, "unit", ""), ({"owner": "", "unit": ""}, "direction", "")]
)  # fmt: skip
def test_a_parked_candidate_needs_no_words_yet(known: dict[str, str], key: str, default: str) -> None:
    ask = asked(PARKED_NAMED.replace(**known))
    assert (ask.key, ask.default, ask.prompted) == (key, default, False)


def test_why_a_fallback_is_asked_for() -> None:
    ask = asked(OTHER)
    assert (ask.key, ask.message, ask.many) == (
        "fallback-note", "bank is the right source. Why can it not answer?", True,
    )  # fmt: skip
    assert ask.refusal is not None
    assert ask.refusal.message == (
        "vss is not the right source: bank is the truth source: nothing else is truth for this subject"
    )
    assert (ask.refusal.where, ask.refusal.code) == ("vss.vss.applicant", "wrong_source")
    assert ask.refusal.hint == (
        'Use a table of bank; or, where it cannot answer, say why: --fallback-note "…".'
        " Where vss has the last word on it, name the subject under truth_for in db/sources/vss.yml."
    )
    both = asked(OTHER.replace(reads=(AT_BANK, AT_VSS), described=frozenset({AT_BANK, AT_VSS})))
    assert both.refusal is not None
    assert both.refusal.where == "vss.vss.applicant"
    caveated = OTHER.replace(question="Hold", caveats=(Note("caveat", "w", "bpm"),))
    refused = asked(caveated).refusal
    assert refused is not None
    assert refused.message == "vss is not the right source: bank is asked first"


def test_the_unit_of_a_duration_is_the_default() -> None:
    timed = NAMED.replace(owner="x", measure=parse_measure("p50 a..b in h"))
    assert asked(timed).default == "h"
    window = PAID.replace(measure=parse_measure("p50 created_at..settled_at in h"), where_text="", window="7d")
    assert asked(window).default == "settled_at"


REFUSED = HbError("no", code="bad_sql")


@pytest.mark.parametrize(
    ("draft", "reply", "known"),
    [
        (START, "  How \n many? ", {"question": "How many?"}),
        (START.replace(question="x"), ("bpm=w", " "), {"stop_gaps": (Note("caveat", "w", "bpm", stop_gap=True),)}),
        (
            START.replace(question="x", stop_gaps=(Note("caveat", "s", "mms", stop_gap=True),)), ("bpm=w", " "),
            {"caveats": (Note("caveat", "w", "bpm"), Note("caveat", "s", "mms", stop_gap=True))},
        ),
        (START.replace(question="x", caveats=()), LANDINGS, {"landings": LANDINGS}),
        (SEPA, "", {"parked_table": "", "unused": None}),
        (SEPA, "mms.mms.rejection", 
         {"parked_table": "mms.mms.rejection", "home": AT_REJECTION, "reads": (AT_REJECTION,)}),
        (SEPA, "bank.core.client", {"parked_table": "bank.core.client", "unused": "bank.core.client"}),
        (SEPA.replace(searched=UNREAD), "mms.mms.rejection",
         {"parked_table": "mms.mms.rejection", "needs": ("mms.mms.rejection",)}),
        (SEPA_TABLE.replace(described=frozenset()), REJECTIONS,
         {"described": frozenset({AT_REJECTION}), "table": REJECTIONS}),
        (SEPA_TABLE, "later", {"table": None}),
        (SEPA_TABLE, "count", {"measure": Measure("count")}),
        (SEPA_DRAFT, ("mms.mms.rejection.at",), {"compiled": True, "needs": ("mms.mms.rejection.at",)}),
        (SEPA.replace(parked_table=""), " SELECT count(*) FROM mms_mms.rejection; ",
         {"own_sql": True, "sql": "SELECT count(*) FROM mms_mms.rejection", "reads": (AT_REJECTION,)}),
        (SEPA.replace(parked_table=""), "SELECT count(*) FROM bank_core.client",
         {"own_sql": False, "unused": "bank.core.client"}),
        (SEPA.replace(parked_table="", own_sql=False), ("mms.x", "", "inst.y"), {"needs": ("mms.x", "inst.y")}),
        (PARKED.replace(window=None), " 7D ", {"window": "7d"}),
        (ASKED, " ; ", {"own_sql": False}),
        (ASKED.replace(own_sql=False), OTHER_TABLE, {"other_table": True}),
        (ASKED.replace(own_sql=False), OWN_SQL, {"own_sql": True}),
        (ASKED.replace(own_sql=False), "core.client", {"home": AT_BANK, "reads": (AT_BANK,)}),
        (ASKED, "SELECT count(*) FROM vss_vss.applicant ;",
         {"own_sql": True, "reads": (AT_VSS,), "sql": "SELECT count(*) FROM vss_vss.applicant"}),
        (CHOSEN.replace(described=frozenset(), table=None), CLIENTS,
         {"described": frozenset({AT_BANK}), "table": CLIENTS}),
        (CHOSEN.replace(reads=(AT_BANK, AT_VSS)), PAYMENTS, {"described": frozenset({AT_BANK, AT_VSS})}),
        (OTHER, "Refusals only there", {"fallback": ("Refusals only there",)}),
        (OTHER.replace(fallback=("w",)), ("bank.core.client", ""), {"tried": ("bank.core.client",)}),
        (OTHER.replace(fallback=("w",), tried=("a",)), "2026-06-01", {"review_by": date(2026, 6, 1)}),
        (CHOSEN, "count", {"measure": Measure("count")}),
        (PAID, "sum", {"measure": Measure("sum")}),
        (PAID.replace(measure=Measure("sum")), " amount ", {"measure": Measure("sum", column="amount")}),
        (PAID.replace(measure=Measure("avg")), "created_at .. settled_at",
         {"measure": Measure("avg", column="created_at", until="settled_at")}),
        (PAID.replace(measure=Measure("avg", column="created_at")), " settled_at ",
         {"measure": Measure("avg", column="created_at", until="settled_at")}),
        (PAID.replace(measure=Measure("avg", column="created_at", until="settled_at")), "hours",
         {"measure": Measure("avg", column="created_at", until="settled_at", time_unit="h")}),
        (PAID.replace(measure=Measure("share")), "amount > 1",
         {"measure": Measure("share", condition="amount > 1"), "share": Condition(("amount > 1",))}),
        (CHOSEN.replace(measure=Measure("count")), " kind = A ",
         {"where_text": "kind = A", "where": Condition(("kind = 'A'",), ("A",))}),
        (CHOSEN.replace(measure=Measure("count")), " ", {"where_text": ""}),
        (COUNTED.replace(window=None), " 24H ", {"window": "24h"}),
        (PAID.replace(measure=Measure("count"), where_text="", window="7d"), " day ", {"time": "day"}),
        (COUNTED, None, {"sql": SQL, "shown": COUNTED.shown | {"sql"}}),
        (COMPOSED, VALUE, {"value": VALUE}),
        (COMPOSED.replace(value=VALUE), None, {"shown": COMPOSED.shown | {"value"}}),
        (SEEN_VALUE, BEHIND, {"behind": BEHIND}),
        (SEEN_VALUE.replace(behind=BEHIND), None, {"shown": VALUED.shown}),
        (SEEN_VALUE.replace(question="Clients per week"), BEHIND, {"behind": replace(BEHIND, step="7d")}),
        (SEEN_VALUE.replace(question="Clients per week", window="7d"), BEHIND, {"behind": BEHIND}),
        (VALUED, " my_count_total ", {"name": "my_count_total"}),
        (VALUED.replace(name="my_count_total"), None, {"name_free": True}),
        (NAMED, " ops ", {"owner": "ops"}),
        (NAMED.replace(owner="x"), " count ", {"unit": "count"}),
        (NAMED.replace(owner="x", unit="count"), " up_is_good ", {"direction": "up_is_good"}),
        (OWNED.replace(label=None), " L ", {"label": "L"}),
        (OWNED.replace(description=None), " D ", {"description": "D"}),
        (OWNED, Path("db/candidates/x.yml"), {"file": Path("db/candidates/x.yml")}),
        (PARKED, "sepa_count_7d", {"name": "sepa_count_7d", "window": "7d"}),
        (PARKED_NAMED, "", {"owner": ""}),
        (PARKED_NAMED.replace(owner=""), "", {"unit": ""}),
        (PARKED_NAMED.replace(owner="", unit=""), "", {"direction": ""}),
    ],
)  # fmt: skip
def test_what_a_reply_makes_of_it(draft: Draft, reply: object, known: dict[str, object]) -> None:
    troubled = replace(draft, problem=UsageError("before"))
    assert advance(troubled, reply) == draft.replace(**known)


@pytest.mark.parametrize(
    ("draft", "reply", "message"),
    [
        (START, "1 2 ?", "a question needs words"),
        (SEPA.replace(parked_table="", own_sql=False), ("core.x",), "'core.x' names none of the sources waited for"),
        (PARKED.replace(window=None), "1y", "'1y' is no window"),
        (ASKED.replace(own_sql=True), ";", "the SQL is empty"),
        (ASKED, "SELECT count(*) FROM bpm_bpm.hold", "bpm is not landed, so nothing can be counted in it"),
        (ASKED.replace(own_sql=False), "bpm.bpm.hold", "bpm is not landed, so nothing can be counted in it"),
        (OTHER.replace(fallback=("w",)), (" ",), "a fallback names the tables that were tried first"),
        (PAID, "sum nope", "core.payment has no column 'nope'"),
        (COUNTED.replace(window=None), "1y", "'1y' is no window"),
        (COUNTED.replace(window=None, table=STATES), "24h", "dict.state has no column that says when"),
        (PAID.replace(measure=Measure("count"), where_text="", window="24h"), "day",
         "day is a date without a time of day: the last 24 hours cannot be cut from it"),
        (PAID.replace(measure=Measure("count"), where_text="", window="7d"), "amount",
         "core.payment has no date or time column 'amount'"),
        (VALUED, "my_count_7d", "'my_count_7d' ends in 7d, and the query's window is total"),
        (VALUED.replace(window="24h"), "my_count_total",
         "'my_count_total' ends in total, and the query's window is 24h"),
        (VALUED, "My_count_total", "'My_count_total' is not lower_snake_case"),
        (VALUED, "kyc_pass_count_total", 'as kyc_pass_count_total, it reads bank_core, but qac is truth for KYC passes'
         ' ("kyc pass"), and qac is not landed'),
        (NAMED, " ", "every number has an owner"),
        (NAMED.replace(owner="x"), " ", "every number has a unit"),
        (NAMED.replace(owner="x", name="client_h_total").replace(name="client_age_h_total"), "min",
         "'client_age_h_total' is in h, but its unit is min"),
        (NAMED.replace(owner="x", unit="count"), "", "'' is no direction"),
        (PARKED_NAMED.replace(owner="", unit=""), "up", "'up' is no direction"),
    ],
)  # fmt: skip
def test_a_reply_that_will_not_do(draft: Draft, reply: object, message: str) -> None:
    after = advance(draft, reply)
    assert after.problem is not None
    assert after.problem.message == message
    assert replace(after, problem=None) == draft
    assert asked(after).problem is after.problem


FORGOTTEN: dict[str, object] = {
    "home": None, "table": None, "sql": None, "compiled": False, "reads": (), "described": frozenset(),
    "fallback": None, "tried": None, "review_by": None,
}  # fmt: skip


def test_a_source_chosen_anew_needs_a_reason_of_its_own() -> None:
    """What was said of the source given up says nothing of the next one."""
    sql = "SELECT count(*) FROM vss_vss.applicant"
    said = OTHER.replace(
        own_sql=True, sql=sql, table=None, home=None, fallback=("Refusals only there",), tried=("bank.core.client",),
        review_by=date(2026, 6, 1), window="total", compared=sql, described=frozenset({AT_VSS, AT_BANK}),
    )  # fmt: skip
    told = said.mark_shown("sql")
    refused = advance(told, REFUSED)
    assert refused == replace(said.replace(**FORGOTTEN), problem=REFUSED)
    again = advance(refused, "SELECT count(*) FROM vss_vss.applicant, bank_core.client")
    assert (again.fallback, again.tried, again.review_by) == (None, None, None)
    gone = OTHER.replace(fallback=("w",), tried=("a",), review_by=date(2026, 6, 1), described=frozenset())
    missing = NotFoundError("vss has no table", code="unknown_table")
    assert advance(gone, missing) == replace(gone.replace(**FORGOTTEN), problem=missing)
    assert gone.forget_query() == gone.replace(**FORGOTTEN)


def test_a_condition_that_will_not_do_is_asked_again() -> None:
    unread = CHOSEN.replace(measure=parse_measure("share state = NWE"))
    there = DictionaryValues("bank_dict", STATE, "id", "code", ("NEW",))
    share = advance(unread, there)
    assert (share.measure, share.dictionaries) == (Measure("share"), (there,))
    assert share.problem is not None
    where = advance(CHOSEN.replace(measure=Measure("count"), where_text="state = NWE"), there)
    assert (where.where_text, where.where) == (None, None)
    assert where.problem is not None
    known = advance(CHOSEN.replace(measure=Measure("count"), where_text="state = new"), there)
    assert known.where == Condition(("state_id = (SELECT id FROM bank_dict.state WHERE code = 'NEW')",), ("NEW",)) or (
        known.where is not None and known.where.labels == ("new",)
    )
    both = CHOSEN.replace(measure=parse_measure("share kind = A and state = NEW"), where_text="id = 1")
    settled = advance(both, there)
    assert settled.share is not None
    assert settled.where == Condition(("id = 1",))


def test_a_condition_the_marts_refuse() -> None:
    told = COMPOSED.replace(where_text="id = 'x'", where=Condition(("id = 'x'",)))
    after = advance(told, REFUSED)
    assert (after.where_text, after.where, after.sql, after.problem) == (None, None, None, REFUSED)
    assert after.shown == told.shown - {"sql"}
    with pytest.raises(HbError, match="no"):
        advance(COMPOSED, REFUSED)


CANDIDATE, METRIC = Path("db/candidates/x_count_total.yml"), Path("db/metrics/x_count_total.yml")


def parked_before(*sources: str, file: Path = CANDIDATE) -> Metric:
    blocked = tuple(BlockedOn(s) for s in sources)
    return Metric("sepa_count_30d", "q", "mms", "parked", "30d", blocked_on=blocked, file=file)


@pytest.mark.parametrize(
    ("replaces", "reply", "kept"),
    [
        (False, parked_before("inst", "mms"), True),
        (False, parked_before("mms"), False),
        (False, parked_before(), False),
        (True, parked_before("inst", "mms"), False),
    ],
)
def test_a_question_parked_before(replaces: bool, reply: Metric, kept: bool) -> None:
    draft = PARKED.replace(name="sepa_count_30d", overwrite=replaces)
    after = advance(draft, reply)
    if kept:
        assert after == draft.replace(name_free=True, existing=reply, file=CANDIDATE)
        end = next_effect(after.replace(owner="", unit="", direction="", label="", description=""))
        assert isinstance(end, Done)
        assert (end.outcome.candidate, end.outcome.already_parked, end.outcome.file) == (reply, True, CANDIDATE)
    elif replaces:
        assert after == draft.replace(name_free=True)
    else:
        assert (after.name, after.problem and after.problem.code) == (None, "name_taken")
        assert after.problem is not None
        assert after.problem.hint == (
            "Go on with it: `hb discover --resume sepa_count_30d`."
            " Give another with --name, or take its place with --replace."
        )


def test_a_landed_question_is_never_kept_parked() -> None:
    after = advance(VALUED.replace(name="x_count_total"), parked_before())
    assert (after.name, after.existing) == (None, None)


@pytest.mark.parametrize(
    ("file", "replaces", "message", "hint"),
    [
        (CANDIDATE, False, "there is already a candidate called x",
         "Give another with --name, or take its place with --replace."),
        (CANDIDATE, True, None, None),
        (METRIC, False, "there is already a metric called x", "Give another with --name."),
        (METRIC, True, "there is already a metric called x", "Give another with --name."),
    ],
)  # fmt: skip
def test_a_name_that_is_taken(file: Path, replaces: bool, message: str | None, hint: str | None) -> None:
    problem = name_conflict("x", file, overwrite=replaces)
    found = (problem.message, problem.hint, problem.where, problem.code) if problem else None
    assert found == ((message, hint, str(file), "name_taken") if message else None)


@pytest.mark.parametrize(
    ("name", "window", "unit", "fits"),
    [
        ("a_count_24h", None, None, True),
        ("a_count_24h", "24h", "count", True),
        ("a_count_24h", "7d", None, False),
        ("a_count", None, None, False),
        ("a_count_h_total", None, "min", False),
        ("a_count_h_total", "total", "h", True),
    ],
)
def test_a_name_given_beforehand(name: str, window: str | None, unit: str | None, fits: bool) -> None:
    if fits:
        check_name(name, window, unit)
        return
    with pytest.raises(UsageError) as caught:
        check_name(name, window, unit)
    assert caught.value.code == "bad_name"


LONG = "Alpha beta gamma delta epsilon zeta"


@pytest.mark.parametrize(
    ("draft", "name"),
    [
        (VALUED, "clients_count_total"),
        (VALUED.replace(window=None), "clients_count_30d"),
        (VALUED.replace(where=Condition((), ("ACTIVE",)), question=LONG), "active_client_count_total"),
        (
            VALUED.replace(share=Condition((), ("NEW",)), question=LONG, measure=Measure("share")),
            "new_client_rate_total",
        ),
        (VALUED.replace(measure=None, table=None, question="Live clients"), "live_clients_total"),
        (VALUED.replace(measure=None, table=None, question="Clients"), "clients_count_total"),
        (VALUED.replace(measure=None, table=None, question=LONG), "client_count_total"),
        (VALUED.replace(measure=None, table=None, question=LONG, reads=()), "count_total"),
        (PARKED, "sepa_rejections_30d"),
        (PARKED.replace(window=None), "sepa_rejections_30d"),
    ],
)
def test_a_name_is_suggested(draft: Draft, name: str) -> None:
    assert suggested_name(draft) == name


WAITS_MMS = BlockedOn("mms", (), "mms is truth for SEPA, and it has not landed yet.")
WAITS_INST = BlockedOn("inst", (), "inst is truth for SEPA, and it has not landed yet.")
AT_NOTE, AT_HOLD = Home(BANK, NOTE), Home(BPM, HOLD)
NO_SLICE = Home(BANK, QName("core", "job"))


@pytest.mark.parametrize(
    ("draft", "waiting"),
    [
        (START.replace(question="SEPA"), ()),
        (START.replace(question="SEPA", caveats=()), ()),
        (START.replace(question="SEPA", landings=()), ()),
        (START.replace(question="SEPA", landings=(), caveats=()), (WAITS_MMS, WAITS_INST)),
        (SEPA.replace(caveats=(Note("caveat", "w", "mms"),)), (WAITS_INST,)),
        (SEPA.replace(caveats=(Note("caveat", "w", "mms"), Note("caveat", "w", "inst"))), ()),
        (SEPA.replace(landings=(landing("mms", (REJECTION,)),)), (WAITS_INST,)),
        (
            SEPA.replace(needs=("mms.mms.x", "mms.y", "inst.z", "mms.y", "mms.mms.x.c")),
            (replace(WAITS_MMS, needs=("mms.y", "mms.x.c")), replace(WAITS_INST, needs=("inst.z",))),
        ),
        (ASKED, ()),
        (CHOSEN, ()),
        (
            ASKED.replace(landings=(landing("vss", (APPLICANT,)),)),
            (BlockedOn("bank", (), "bank is the truth source, and nothing of it has landed yet."),),
        ),
        (ASKED.replace(reads=(AT_NOTE,)), (BlockedOn("bank", ("core.note",), "core.note of bank is not landed yet."),)),
        (
            ASKED.replace(reads=(AT_NOTE, AT_BANK, NO_SLICE, AT_HOLD)),
            (
                BlockedOn(
                    "bank", ("core.note", "core.job"), "core.note, core.job of bank are not in the slice we land."
                ),
                BlockedOn("bpm", ("bpm.hold",), "bpm.hold of bpm is not landed yet."),
            ),
        ),
        (
            ASKED.replace(reads=(NO_SLICE,)),
            (BlockedOn("bank", ("core.job",), "core.job of bank is not in the slice we land."),),
        ),
        (
            ASKED.replace(reads=(AT_NOTE, Home(BANK, QName("core", "memo"))),
                      landings=(replace(LANDINGS[0], missing=(NOTE, QName("core", "memo"))),)),
            (BlockedOn("bank", ("core.note", "core.memo"), "core.note, core.memo of bank are not landed yet."),),
        ),
    ],
)  # fmt: skip
def test_what_is_waited_for(draft: Draft, waiting: tuple[BlockedOn, ...]) -> None:
    assert draft.waiting == waiting


@pytest.mark.parametrize(
    ("draft", "usable", "fallbacks"),
    [
        (CHOSEN, ["bank"], []),
        (CHOSEN.replace(reads=(AT_VSS, AT_BANK, AT_VSS, AT_HOLD)), ["bank"], ["vss", "bpm"]),
        (CHOSEN.replace(question="SEPA", landings=(landing("mms", (REJECTION,)),)), ["mms"], ["bank"]),
        (CHOSEN.replace(question="SEPA"), ["bank"], []),
    ],
)
def test_what_may_be_used(draft: Draft, usable: list[str], fallbacks: list[str]) -> None:
    assert [s.name for s in draft.usable] == usable
    assert [s.name for s in draft.fallbacks] == fallbacks


CAVEAT = Note("caveat", "w", "bpm")


def test_a_candidate_as_far_as_it_is_known() -> None:
    assert OWNED.replace(caveats=(CAVEAT,)).candidate() == Metric(
        name="client_count_total", question="Clients", source="bank", status="candidate", window="total",
        label="Clients", owner="ops", unit="count", direction="neutral", sql=SQL, notes=(CAVEAT,),
    )  # fmt: skip
    assert START.candidate() == Metric("", "", "bank", "candidate", "total")
    assert OWNED.replace(description="d").candidate("other").description == "d"
    assert OWNED.candidate("other").name == "other"
    waiting = PARKED.replace(caveats=(Note("caveat", "w", "mms"),), sql="SELECT 1", owner="", unit="")
    assert waiting.candidate().sql is None
    assert waiting.replace(reads=(AT_REJECTION,)).candidate() == Metric(
        "", "SEPA rejections", "inst", "parked", "30d", sql="SELECT 1", blocked_on=(WAITS_INST,)
    )  # fmt: skip
    noted = OTHER.replace(fallback=("w",), tried=("a",), review_by=date(2026, 6, 1), caveats=(CAVEAT,)).candidate()
    assert (noted.source, noted.notes) == ("vss", (Note("fallback", "w", "vss", ("a",), date(2026, 6, 1)), CAVEAT))
    assert OTHER.replace(fallback=("w",)).candidate().notes == (Note("fallback", "w", "vss"),)
    assert OTHER.candidate().notes == ()


def test_what_came_of_it() -> None:
    done = next_effect(OWNED.replace(file=CANDIDATE, unused="x"))
    assert done == Done(
        Outcome(
            OWNED.candidate(), (TRUTH,), FOUND, LANDINGS, VALUE, CANDIDATE, "x", already_parked=False, behind=BEHIND
        )
    )
    dry = next_effect(OWNED.replace(dry_run=True))
    assert isinstance(dry, Done)
    assert (dry.outcome.file, dry.outcome.value) == (None, VALUE)
    parked = PARKED_NAMED.replace(owner="", unit="", direction="", label="", description="", file=CANDIDATE)
    parked = parked.replace(value=VALUE).mark_shown("value")
    end = next_effect(parked)
    assert isinstance(end, Done)
    assert (end.outcome.value, end.outcome.candidate.status, end.outcome.unused) == (None, "parked", None)


def test_what_was_looked_at() -> None:
    hits = tuple(table_hit(QName("core", f"t{n}"), 1.0, ()) for n in range(5))
    draft = ASKED.replace(searched=(Searched("vss", hits), Searched("bank", hits)))
    assert looked_at(draft) == ("bank.core.t0", "bank.core.t1", "bank.core.t2")
    assert looked_at(START) == ()
    ask = asked(ASKED.replace(own_sql=False, searched=(Searched("vss", hits * 2), Searched("bank", hits))))
    assert [o.value for o in ask.options][:6] == [*(f"bank.core.t{n}" for n in range(5)), "vss.core.t0"]
    assert len(ask.options) == 14


@pytest.mark.parametrize(
    ("text", "home"),
    [
        ("bank.core.client", AT_BANK),
        (" core.client ", AT_BANK),
        ("bank_core.client", AT_BANK),
        ("vss_vss.applicant", AT_VSS),
        ("vss.vss.applicant", AT_VSS),
        ("dict.state", Home(BANK, STATE)),
        ("qac.any.thing", Home(QAC, QName("any", "thing"))),
        ("a.b.c.d", "'a.b.c.d' is no table"),
        ("client", AT_BANK),
        ("nothing", "'nothing' is no table"),
        ("vss.applicant", "no source that may be used has a schema 'vss'"),
        ("bank.cor.client", "bank has no schema 'cor'"),
        ("nobody.core.client", "there is no source 'nobody' in the inventory"),
    ],
)
def test_a_table_as_people_write_it(text: str, home: Home | str) -> None:
    if isinstance(home, Home):
        assert find_table(text, ASKED) == home
        return
    with pytest.raises(HbError) as caught:
        find_table(text, ASKED)
    assert caught.value.message == home


@pytest.mark.parametrize(
    ("text", "hint"),
    [
        ("cor.client", "Name the source first: source.schema.table."),
        ("bank.cor.client", "Did you mean 'core'?"),
        ("bank.zzz.client", "It has: core, dict."),
        ("vss.applicant", "Did you mean 'vss.vss'?"),
    ],
)
def test_a_table_nobody_has(text: str, hint: str) -> None:
    with pytest.raises(NotFoundError) as caught:
        find_table(text, ASKED)
    assert (caught.value.hint, caught.value.code) == (hint, "unknown_table")


def test_the_homes_of_own_sql() -> None:
    assert homes_of("SELECT 1 FROM vss_vss.applicant, bank_core.client", INVENTORY) == (AT_BANK, AT_VSS)
    with pytest.raises(NotFoundError) as caught:
        homes_of("SELECT 1 FROM bank_cor.client", INVENTORY)
    assert (caught.value.hint, caught.value.code) == ("Did you mean 'bank_core'?", "unknown_dataset")
    with pytest.raises(NotFoundError) as nowhere:
        homes_of("SELECT 1 FROM qqqqqqq.client", INVENTORY)
    assert nowhere.value.hint == "SQL reads the marts: tables are dataset.table."


@pytest.mark.parametrize(
    ("need", "right", "mine", "written"),
    [
        ("bank.core.x", 2, True, "core.x"),
        ("core.x", 2, True, "core.x"),
        ("bank.other.x", 2, True, "bank.other.x"),
        ("other.x", 2, False, "other.x"),
        ("other.x", 1, True, "other.x"),
        ("bank", 2, True, "bank"),
    ],
)
def test_whose_need_it_is(need: str, right: int, mine: bool, written: str) -> None:
    assert (is_need_of(need, BANK, right), need_in(need, BANK)) == (mine, written)


def test_texts_of_a_reply() -> None:
    assert as_texts("a") == ("a",)
    assert as_texts(" ") == as_texts(()) == as_texts(["", " "]) == ()
    assert as_texts(["a", "", "b "]) == ("a", "b ")


def test_the_inventorys_name_for_a_question() -> None:
    qac = replace(QAC, blocks=(Blocked("x"), Blocked("y", metric="kyc_pass_rate_30d")))
    draft = PARKED.replace(inventory=Inventory((BANK, qac), "bank"), question="KYC pass rate", window="7d")
    assert suggested_name(draft) == "kyc_pass_rate_30d"


@pytest.mark.parametrize(
    ("direction", "hint"),
    [("neutrl", "Did you mean 'neutral'?"), ("zzzzzz", "One of: up_is_good, down_is_good, neutral.")],
)
def test_what_is_no_direction(direction: str, hint: str) -> None:
    problem = advance(NAMED.replace(owner="x", unit="count"), direction).problem
    assert problem is not None
    assert (problem.message, problem.hint) == (f"'{direction}' is no direction", hint)


def test_a_name_without_an_end_is_no_example() -> None:
    with pytest.raises(UsageError) as caught:
        check_name("0x" + "f" * 5000, "24h", "count")
    assert caught.value.hint == "Words in small letters, joined by _."
