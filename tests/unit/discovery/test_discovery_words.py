"""Words of measures, conditions, names and windows at their edges, and flags that are wrong on their face."""

from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from heartbeat_cli.discovery import GivenAnswer, check_answers
from heartbeat_cli.discovery.caveats import parse_caveats
from heartbeat_cli.discovery.columns import AMOUNTS, amounts, event_times, is_key, timestamps
from heartbeat_cli.discovery.condition import Condition, DictionaryValues, dictionaries_in, resolve_condition
from heartbeat_cli.discovery.fallback import REVIEW_AFTER, parse_fallbacks
from heartbeat_cli.discovery.measure import (
    SECONDS,
    Measure,
    complete_from,
    parse_measure,
    parse_time_unit,
    usable_columns,
)
from heartbeat_cli.discovery.naming import subject_of, suggest_name, suggest_parked_name
from heartbeat_cli.discovery.query import MeasureQuery, check_window, write_sql
from heartbeat_cli.discovery.suggested import suggested_window
from heartbeat_cli.discovery.understanding import understand
from heartbeat_cli.errors import HbError, NotFoundError, RefusedError, UsageError
from heartbeat_cli.estate import Blocked, Inventory, Source
from heartbeat_cli.metrics import check_sql
from heartbeat_cli.pgschema import Column, ForeignKey, QName, Table, UniqueKey, kind_of

STATE, COUNTRY = QName("dict", "state"), QName("dict", "country")
TABLE = Table(
    "core", "client",
    (
        Column("id", "bigint", nullable=False),
        Column("state_id", "smallint"),
        Column("country_code", "text"),
        Column("kind", "character varying(10)"),
        Column("amount", "numeric(18,2)"),
        Column("is_new", "boolean"),
        Column("born", "date"),
        Column("updated_at", "timestamp with time zone", nullable=False),
        Column("created_at", "timestamp with time zone", nullable=False),
        Column("closed_at", "timestamp without time zone"),
        Column("tags", "text[]"),
        Column("where_key", "integer"),
        Column("Camel", "text"),
        Column("äge", "integer"),
    ),
    primary_key=UniqueKey(("id",)),
    foreign_keys=(
        ForeignKey(("state_id",), STATE, ("id",)),
        ForeignKey(("country_code",), COUNTRY, ("code",)),
        ForeignKey(("where_key", "id"), QName("core", "pair"), ("a", "b")),
    ),
)  # fmt: skip


@pytest.mark.parametrize(
    ("summed", "types"),
    [
        (True, "smallint integer bigint numeric numeric(18,2) decimal real double#precision money INTEGER"),
        (False, "timestamp date boolean text uuid jsonb interval text[] numeric[] time core.money dates oid"),
    ],
)
def test_types_that_can_be_summed(summed: bool, types: str) -> None:
    names = types.split()
    assert {name: kind_of(name.replace("#", " ")) in AMOUNTS for name in names} == dict.fromkeys(names, summed)


def test_what_columns_are_good_for() -> None:
    assert [c.name for c in TABLE.columns if is_key(TABLE, c)] == ["id", "state_id", "country_code", "where_key"]
    assert [c.name for c in timestamps(TABLE)] == ["updated_at", "created_at", "closed_at"]
    assert [c.name for c in amounts(TABLE)] == ["amount", "äge"]
    assert [c.name for c in event_times(TABLE)] == ["created_at", "closed_at", "updated_at", "born"]
    bare = Table(
        "core", "bare", (Column("id", "integer"), Column("a", "timestamp"), Column("b", "timestamp", nullable=False))
    )
    assert [c.name for c in bare.columns if is_key(bare, c)] == []
    late = [
        Column(f"{word}_on", "date")
        for word in ("updated", "modified", "deleted", "valid", "expires", "synced", "loaded")
    ]
    times = event_times(Table("core", "t", (*late, Column("made_on", "date"))))
    assert times[0].name == "made_on"
    assert len(times) == 8


@pytest.mark.parametrize(
    ("unit", "words"),
    [
        ("s", "s S sec secs second seconds"),
        ("min", "min m minute minutes Minutes mins"),
        ("h", "h hour hours"),
        ("d", "d day days"),
    ],
)
def test_every_way_to_write_a_unit(unit: str, words: str) -> None:
    assert [parse_time_unit(f" {word} ") for word in words.split()] == [unit] * len(words.split())


def test_units_are_as_long_as_they_are() -> None:
    assert SECONDS == {"s": 1, "min": 60, "h": 3600, "d": 86400}
    divisors = {"s": "", "min": " / 60", "h": " / 3600", "d": " / 86400"}
    for unit, divisor in divisors.items():
        sql = write_sql(MeasureQuery("b", TABLE, parse_measure(f"avg created_at..closed_at in {unit}"), "total"))
        assert sql == f"SELECT avg(extract(epoch FROM closed_at - created_at){divisor})\nFROM b.client"
    with pytest.raises(UsageError) as caught:
        parse_time_unit("week")
    assert (caught.value.message, caught.value.hint) == ("'week' is no unit of time", "One of: s, min, h, d.")


@pytest.mark.parametrize(
    ("text", "measure"),
    [
        ("p5 x", Measure("percentile", 5, "x")),
        ("P99 x", Measure("percentile", 99, "x")),
        ("mean x", Measure("avg", column="x")),
        ("average x", Measure("avg", column="x")),
        ("total x", Measure("sum", column="x")),
        ("rows *", Measure("count")),
        ("count ( * )", Measure("count")),
        ("COUNT DISTINCT(x)", Measure("count_distinct", column="x")),
        ('avg "a b".."c d" in days', Measure("avg", column="a b", until="c d", time_unit="d")),
        ("avg: x", Measure("avg", column="x")),
        ("share where x = 1", Measure("share", condition="x = 1")),
        ("share of x = 1", Measure("share", condition="x = 1")),
        ("share rows x = 1", Measure("share", condition="x = 1")),
        ("share of rows", Measure("share")),
    ],
)
def test_words_for_a_measure(text: str, measure: Measure) -> None:
    found = parse_measure(f" {text} ")
    assert found == measure or text == "share of rows"


@pytest.mark.parametrize(
    ("text", "hint"),
    [
        ("shaer x", "Did you mean 'share'? One of: count, "),
        ("zzzzzzz x", "One of: count, count distinct COL, "),
        ("", "One of: count, "),
        ("count x", "One of: count, "),
        ("sum a b", "One of: count, "),
        ("p100 x", ""),
        ("summit", ""),
    ],
)
def test_words_for_none(text: str, hint: str) -> None:
    with pytest.raises(UsageError) as caught:
        parse_measure(text)
    assert caught.value.message == f"'{text}' is no measure"
    assert str(caught.value.hint).startswith(hint)


@pytest.mark.parametrize(
    ("text", "missing"),
    [
        ("avg created_at..closed_at", "in"),
        ("avg created_at..closed_at in h", None),
        ("avg created_at", "until"),
        ("avg amount in h", None),
        ("count distinct tags", None),
        ("sum id", None),
        ("sum kind", "kind is character varying(10), not a number or a point in time"),
        ("sum is_new", "is_new is boolean, not a number or a point in time"),
        ("avg amount..closed_at", "amount is no point in time: nothing runs from it to closed_at"),
        ("avg created_at..amount", "amount is numeric(18,2), not a point in time"),
        ("avg created_at..born", "born is date, not a point in time"),
        ("avg created_at..nope", "core.client has no column 'nope'"),
        ("count distinct nope", "core.client has no column 'nope'"),
    ],
)
def test_a_measure_against_a_table(text: str, missing: str | None) -> None:
    try:
        assert complete_from(TABLE, parse_measure(text)) == missing
    except UsageError as error:
        assert error.message == missing


@pytest.mark.parametrize(
    ("text", "hint"),
    [
        ("sum kind", "These fit: amount, äge, updated_at, created_at, closed_at."),
        ("avg created_at..amount", "These fit: updated_at, created_at, closed_at."),
        ("sum amuont", "Did you mean 'amount'?"),
    ],
)
def test_what_would_fit(text: str, hint: str) -> None:
    with pytest.raises(UsageError) as caught:
        complete_from(TABLE, parse_measure(text))
    assert caught.value.hint == hint


def test_columns_a_measure_can_be_taken_of() -> None:
    assert usable_columns(TABLE, Measure("count_distinct")) == tuple(c.name for c in TABLE.columns)
    assert usable_columns(TABLE, Measure("avg")) == ("amount", "äge", "updated_at", "created_at", "closed_at")
    one = Table("core", "t", (Column("a", "timestamp"), Column("x", "text")))
    assert usable_columns(one, Measure("avg")) == ()
    with pytest.raises(UsageError) as caught:
        complete_from(one, parse_measure("sum x"))
    assert caught.value.hint == "These fit: none in this table."
    with pytest.raises(UsageError) as unknown:
        complete_from(one, parse_measure("sum qqqqqq"))
    assert (unknown.value.hint, unknown.value.code) == ("It has: a, x.", "unknown_column")


@pytest.mark.parametrize(
    ("measure", "word", "unit"),
    [
        ("count", "count", "count"),
        ("count distinct x", "count", "count"),
        ("share x", "rate", "percent"),
        ("sum x", "sum", None),
        ("avg a..b in d", "avg", "d"),
        ("median x", "p50", None),
    ],
)
def test_its_word_and_its_unit(measure: str, word: str, unit: str | None) -> None:
    assert (parse_measure(measure).word, parse_measure(measure).unit) == (word, unit)


@pytest.mark.parametrize(
    ("question", "window"),
    [
        ("24h", "24h"), ("24 h", "24h"), ("24 hours", "24h"), ("the last day", "24h"), ("daily", "24h"),
        ("7d", "7d"), ("7 days", "7d"), ("weekly", "7d"), ("30d", "30d"), ("30 DAYS", "30d"), ("Monthly", "30d"),
        ("14 days", "14d"), ("24", None), ("last week", "last_week"), ("x24h", None), ("7 dayslong", None),
        ("open tickets", "total"), ("", None),
    ],
)  # fmt: skip
def test_windows_in_questions(question: str, window: str | None) -> None:
    suggested = suggested_window(understand(question))
    assert (suggested.name if suggested is not None else None) == window


@pytest.mark.parametrize(
    ("question", "words"),
    [
        ("Alpha beta gamma delta epsilon", ["alpha", "beta", "gamma", "delta", "epsilon"]),
        ("Alpha beta gamma delta epsilon zeta", []),
        ("Number of the clients per branch", ["clients", "branch"]),
        ("How many clients?", ["clients"]),
        ("Clients in the last 7 days", ["clients", "last"]),
        ("24h payments", ["payments"]),
        ("", []),
    ],
)
def test_the_subject_of_a_question(question: str, words: list[str]) -> None:
    assert [word for word in subject_of(question) if word != "last"] == [word for word in words if word != "last"]


LONG = "Alpha beta gamma delta epsilon zeta"


@pytest.mark.parametrize(
    ("question", "labels", "measure", "name"),
    [
        (LONG, ("NEW", "OLD", "MID"), "count", "new_old_client_profile_count_7d"),
        (LONG, (), "count", "client_profile_count_7d"),
        ("Payment count", (), "count", "payment_count_7d"),
        ("Payment volume", (), "count", "payment_volume_7d"),
        ("Number", (), "count", "client_profile_count_7d"),
        ("Payments", (), "count distinct client_id", "payments_client_count_7d"),
        ("Clients", (), "count distinct clients_id", "clients_count_7d"),
        ("Pass ratio", (), "share x", "pass_ratio_7d"),
        ("Pass percentage", (), "share x", "pass_percentage_7d"),
        ("Pass share", (), "share x", "pass_share_7d"),
        ("Passes", (), "share x", "passes_rate_7d"),
        ("Payments", (), "avg created_at..settled_at in h", "payments_created_to_settled_time_avg_h_7d"),
        ("Payments", (), "avg paid_on..done_ts", "payments_paid_to_done_time_avg_7d"),
        ("Payment time", (), "p95 a..b in min", "payment_time_p95_min_7d"),
        ("Payments", (), "sum amount", "payments_amount_sum_7d"),
        ("Payment amount", (), "sum amount", "payment_amount_sum_7d"),
        ("Avg amount", (), "avg amount", "avg_amount_7d"),
        ("Payments", (), "avg amount", "payments_amount_avg_7d"),
        ("Sum of payments", (), "sum amount", "sum_payments_amount_sum_7d"),
        ("Payments", (), "avg bookedAmount", "payments_booked_amount_avg_7d"),
    ],
)
def test_suggested_names(question: str, labels: tuple[str, ...], measure: str, name: str) -> None:
    assert suggest_name(question, "client_profile", labels, parse_measure(measure), "7d") == name


OWNER = Source(
    "qac", "QAC", "KYC.", "unknown", "unknown", Path("qac.yml"),
    blocks=(
        Blocked("A concept"), Blocked("b", metric="kyc_pass_time_p50_min_30d"), Blocked("c", metric="queue_count_24h"),
    ),
)  # fmt: skip


@pytest.mark.parametrize(
    ("question", "name"),
    [
        ("KYC pass", "kyc_pass_time_p50_min_30d"),
        ("KYC passes", "kyc_pass_time_p50_min_30d"),
        ("KYC pass time of clients", "kyc_pass_time_clients_7d"),
        ("How long is the queue?", "queue_count_24h"),
        ("How long is a check?", "check_time_7d"),
        (" how long is a check?", "check_time_7d"),
        ("Checks", "checks_count_7d"),
        (LONG, "alpha_beta_gamma_delta_epsilon_7d"),
        ("?", "question_count_7d"),
    ],
)
def test_names_of_parked_questions(question: str, name: str) -> None:
    assert suggest_parked_name(question, (OWNER,), "7d") == name


DICTIONARIES = {
    STATE: DictionaryValues("b_dict", STATE, "id", "code", ("NEW", "Old")),
    COUNTRY: DictionaryValues("b_dict", COUNTRY, "code", "code", ("LV", "EE")),
}


def resolved(text: str) -> Condition:
    return resolve_condition(text, TABLE, DICTIONARIES)


@pytest.mark.parametrize(
    ("text", "parts", "labels"),
    [
        ("state = old", ("state_id = (SELECT id FROM b_dict.state WHERE code = 'Old')",), ("old",)),
        ("state_id = NEW", ("state_id = (SELECT id FROM b_dict.state WHERE code = 'NEW')",), ("NEW",)),
        ("country in (lv, ee)", ("country_code IN ('LV', 'EE')",), ("lv", "ee")),
        ("country <> lv", ("country_code <> 'LV'",), ("lv",)),
        ("country_code = 'XX'", ("country_code = 'XX'",), ()),
        ("country_code = XX", ("country_code = 'XX'",), ("XX",)),
        ("kind in (A, 'B')", ("kind IN ('A', 'B')",), ("A", "B")),
        ("kind in ('A', 'B')", ("kind IN ('A', 'B')",), ()),
        ("is_new = true", ("is_new = TRUE",), ()),
        ("amount = 5", ("amount = 5",), ()),
        ("state_id = 4", ("state_id = 4",), ()),
        ("kind = Camel", ('kind = "Camel"',), ()),
        ("client.kind = 'x'", ("client.kind = 'x'",), ()),
        ("äge > 1 and Camel is null", ('"äge" > 1', '"Camel" IS NULL'), ()),
        ("not (is_new and amount > 1)", ("NOT (is_new AND amount > 1)",), ()),
        ("is_new or amount > 1", ("(is_new OR amount > 1)",), ()),
        ("created_at > now() - interval '1 day'", None, ()),
    ],
)
def test_conditions(text: str, parts: tuple[str, ...] | None, labels: tuple[str, ...]) -> None:
    found = resolved(text)
    assert found.labels == labels
    if parts is not None:
        assert found.parts == parts
    assert found.sql == " AND ".join(found.parts)


@pytest.mark.parametrize(
    ("text", "code", "message"),
    [
        ("amount = A", "unknown_column", "core.client has no column 'A'"),
        ("is_new = maybe", "unknown_column", "core.client has no column 'maybe'"),
        ("state = NWE", "unknown_label", "dict.state has no 'NWE'"),
        ("state in (NEW, NWE)", "unknown_label", "dict.state has no 'NWE'"),
        ("where = X", None, ""),
        ("other.kind = 'A'", None, "'other.kind' is not of core.client"),
        ("kinb = 'A'", "unknown_column", "core.client has no column 'kinb'"),
        ("null", None, "'null' is no condition"),
        ("'x'", None, "''x'' is no condition"),
        ("sum(amount) > 1", None, "'sum(amount) > 1' is more than a condition over one row"),
        ("row_number() over () = 1", None, "'row_number() over () = 1' is more than a condition over one row"),
        ("id = 1 group by id", None, "'id = 1 group by id' is no condition"),
        ("id = 1; select 1", None, "'id = 1; select 1' is no condition"),
    ],
)
def test_what_is_no_condition(text: str, code: str | None, message: str) -> None:
    with pytest.raises(UsageError) as caught:
        resolved(text)
    if code is not None:
        assert caught.value.code == code
    assert message in caught.value.message


def test_labels_that_cannot_be_looked_up() -> None:
    with pytest.raises(UsageError) as caught:
        resolve_condition("state = NEW", TABLE, {})
    assert (caught.value.message, caught.value.hint, caught.value.code) == (
        "'NEW' cannot be looked up: dict.state is no landed dictionary",
        "Give the key instead: state_id = ….",
        "no_labels",
    )
    many = DictionaryValues("b_dict", STATE, "id", "code", tuple(f"L{n}" for n in range(25)))
    with pytest.raises(UsageError) as unknown:
        resolve_condition("state = zzzzzz", TABLE, {STATE: many})
    assert unknown.value.hint == f"It has: {', '.join(f'L{n}' for n in range(20))}."
    odd = DictionaryValues("b_Dict", QName("dict", "State"), "Id", "Code", ("NEW",))
    assert resolve_condition("state = NEW", TABLE, {STATE: odd}).sql == (
        'state_id = (SELECT "Id" FROM "b_Dict"."State" WHERE "Code" = \'NEW\')'
    )


def test_the_dictionaries_a_condition_needs() -> None:
    assert dictionaries_in("country = LV or state in (A, B)", TABLE) == (COUNTRY, STATE)
    assert dictionaries_in("kind = A and state_id = 4 and country_code = 'LV'", TABLE) == ()


def test_hints_of_unknown_columns() -> None:
    with pytest.raises(UsageError) as close:
        resolved("amuont > 1")
    assert close.value.hint == "Did you mean 'amount'?"
    with pytest.raises(UsageError) as far:
        resolved("qqqqqqqq > 1")
    assert str(far.value.hint).startswith("It has: id, state_id, ")


@pytest.mark.parametrize(
    ("measure", "window", "time", "where", "expected"),
    [
        ("count", "24h", "created_at", None,
         "WHERE created_at >= now() - interval '24 hours'\n  AND created_at < now()"),
        ("count", "7d", "born", None,
         "WHERE born >= current_date - interval '7 days'\n  AND born < current_date"),
        ("count", "yesterday", "created_at", None,
         "WHERE created_at >= (date_trunc('day', now() AT TIME ZONE 'UTC') - interval '1 day') AT TIME ZONE 'UTC'\n"
         "  AND created_at < date_trunc('day', now() AT TIME ZONE 'UTC') AT TIME ZONE 'UTC'"),
        ("count", "since_2026_01_01", "born", None,
         "WHERE born >= DATE '2026-01-01'\n  AND born < (now() AT TIME ZONE 'UTC')::date + 1"),
        ("count", "30d", "created_at", Condition(("a = 1", "b = 2")),
         "WHERE a = 1\n  AND b = 2\n  AND created_at >= now() - interval '30 days'\n  AND created_at < now()"),
        ("count", "total", "created_at", Condition(("a = 1",)), "WHERE a = 1"),
        ("count", "24h", None, None, ""),
    ],
)  # fmt: skip
def test_windows_in_sql(measure: str, window: str, time: str | None, where: Condition | None, expected: str) -> None:
    sql = write_sql(MeasureQuery("b_core", TABLE, parse_measure(measure), window, time, where))
    assert sql == "SELECT count(*)\nFROM b_core.client" + (f"\n{expected}" if expected else "")
    check_sql(sql)


@pytest.mark.parametrize(
    ("measure", "selected"),
    [
        ("count distinct kind", "count(DISTINCT kind)"),
        ('count distinct "Camel"', 'count(DISTINCT "Camel")'),
        ("sum amount", "sum(amount)"),
        ("avg amount", "avg(amount)"),
        ("median amount", "percentile_cont(0.5) WITHIN GROUP (\n  ORDER BY amount\n)"),
        ("p5 amount", "percentile_cont(0.05) WITHIN GROUP (\n  ORDER BY amount\n)"),
        ("avg created_at..closed_at", "avg(extract(epoch FROM closed_at - created_at))"),
        ("share", "100.0 * count(*) FILTER (WHERE TRUE)\n  / nullif(count(*), 0)"),
    ],
)
def test_measures_in_sql(measure: str, selected: str) -> None:
    assert write_sql(MeasureQuery("b", TABLE, parse_measure(measure), "total")) == f"SELECT {selected}\nFROM b.client"


def test_which_windows_a_column_can_be_cut_into() -> None:
    for time, window in (("born", "7d"), ("born", "30d"), ("created_at", "24h"), ("nope", "24h")):
        check_window(TABLE, time, window)
    with pytest.raises(UsageError, match="born is a date without a time of day"):
        check_window(TABLE, "born", "24h")


BANK, CARDS = (
    Source(name, name, name, "postgres", "granted", Path("x.yml"), database=database)
    for name, database in (("bank", "bank"), ("cards", "card-mgmt"))
)
INVENTORY = Inventory((BANK, CARDS), "bank")


def no_file(_: str) -> Path | None:
    return None


def metric_file(_: str) -> Path | None:
    return Path("db/metrics/x.yml")


def candidate_file(_: str) -> Path | None:
    return Path("db/candidates/x.yml")


@pytest.mark.parametrize(
    ("key", "text", "error", "message"),
    [
        ("caveat", ("bank=w",), None, ""),
        ("caveat", "words", UsageError, "'words' is no caveat"),
        ("caveat", ("bank=w", "nobody=w"), NotFoundError, "there is no source 'nobody'"),
        ("measure", "count", None, ""),
        ("measure", "cuont", UsageError, "'cuont' is no measure"),
        ("in", "hours", None, ""),
        ("in", "weeks", UsageError, "'weeks' is no unit of time"),
        ("window", " 7D ", None, ""),
        ("window", "1y", UsageError, "'1y' is no window"),
        ("direction", " neutral ", None, ""),
        ("direction", "up", UsageError, "'up' is no direction"),
        ("review-by", "2026-08-01", None, ""),
        ("review-by", "soon", UsageError, "'soon' is no date"),
        ("name", " a_b_7d ", None, ""),
        ("name", "A", UsageError, "'A' is not lower_snake_case"),
        ("question", "", None, ""),
        ("table", "nonsense", None, ""),
    ],
)
def test_flags_that_are_wrong_on_their_face(
    key: str, text: str | tuple[str, ...], error: type[HbError] | None, message: str
) -> None:
    given = {key: GivenAnswer(text, f"--{key}")}
    if error is None:
        check_answers(given, INVENTORY, no_file, overwrite=False)
        return
    with pytest.raises(error) as caught:
        check_answers(given, INVENTORY, no_file, overwrite=False)
    assert message in caught.value.message
    assert caught.value.where == f"--{key}"


def test_an_answer_that_may_be_left_empty() -> None:
    check_answers({"window": GivenAnswer("", "x.yml:3", spare=True)}, INVENTORY, no_file, overwrite=False)
    for answer in (GivenAnswer("", "x.yml:3"), GivenAnswer("1y", "x.yml:3", spare=True)):
        with pytest.raises(UsageError):
            check_answers({"window": answer}, INVENTORY, no_file, overwrite=False)


@pytest.mark.parametrize(
    ("given", "fits"),
    [
        ({"name": "a_count_24h"}, True),
        ({"name": "a_count_24h", "window": " 24H "}, True),
        ({"name": "a_count_24h", "window": "7d"}, False),
        ({"name": "a_time_h_24h", "unit": " h "}, True),
        ({"name": "a_time_h_24h", "unit": "min"}, False),
    ],
)
def test_a_name_against_the_other_flags(given: dict[str, str], fits: bool) -> None:
    answers = {key: GivenAnswer(text, f"--{key}") for key, text in given.items()}
    if fits:
        check_answers(answers, INVENTORY, no_file, overwrite=False)
        return
    with pytest.raises(UsageError) as caught:
        check_answers(answers, INVENTORY, no_file, overwrite=False)
    assert caught.value.where == "--name"


def test_a_name_that_is_taken_is_told_at_once() -> None:
    given = {"name": GivenAnswer("a_count_24h", "--name")}
    check_answers(given, INVENTORY, candidate_file, overwrite=True)
    for file_of, replaces in ((candidate_file, False), (metric_file, False), (metric_file, True)):
        with pytest.raises(RefusedError) as caught:
            check_answers(given, INVENTORY, file_of, overwrite=replaces)
        assert (caught.value.code, caught.value.where) == ("name_taken", str(file_of("")))


@pytest.mark.parametrize(
    ("texts", "sources", "expected"),
    [
        (("w",), (BANK,), ("w",)),
        ((" w ",), (BANK,), ("w",)),
        (("bank = w",), (BANK,), ("w",)),
        (("cards=w",), (BANK,), ("cards=w",)),
        (("bank=w", "x"), (BANK,), ("w",)),
        (("card-mgmt=w", "bank=v"), (BANK, CARDS), ("v", "w")),
        (("first", "second"), (BANK,), ("first",)),
        (("w",), (BANK, CARDS), "bank has no reason of its own for being used"),
        (("bank=", "cards=w"), (BANK, CARDS), "bank has no reason of its own for being used"),
        (("bank=w",), (BANK, CARDS), "cards has no reason of its own for being used"),
        ((), (BANK,), "bank has no reason of its own for being used"),
    ],
)
def test_reasons_for_sources(
    texts: tuple[str, ...], sources: tuple[Source, ...], expected: tuple[str, ...] | str
) -> None:
    try:
        assert parse_fallbacks(texts, sources) == expected
    except UsageError as error:
        assert (error.message, error.code) == (expected, "missing_flag")


def test_reasons_that_are_missing_are_all_named() -> None:
    with pytest.raises(UsageError) as caught:
        parse_fallbacks((), (BANK, CARDS))
    assert caught.value.hint == "--fallback-note bank='…' --fallback-note cards='…'"
    assert parse_caveats((), INVENTORY) == ()
    assert datetime(2026, 5, 8, tzinfo=UTC).date() + REVIEW_AFTER == date(2026, 8, 6)
