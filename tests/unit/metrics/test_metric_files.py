"""Metric files at their edges, the places refusals name, clocks in every spelling, and tables that SQL reads."""

from dataclasses import replace
from datetime import UTC, date, datetime
from decimal import Decimal
from pathlib import Path

import pytest

from heartbeat_cli.errors import HbError, InvalidFileError, NotFoundError, RefusedError
from heartbeat_cli.estate import ProjectSettings
from heartbeat_cli.files.sql_place import SqlPlace
from heartbeat_cli.metrics import (
    CANDIDATE_STATUSES,
    DIRECTIONS,
    METRIC_STATUSES,
    Alignment,
    BlockedOn,
    Metric,
    Note,
    bind_clock,
    check_sql,
    find_metric,
    load_all,
    load_metric,
    move_metric,
    parse_sql,
    read_folders,
    read_metric_file,
    read_tables,
    write_metric,
)
from heartbeat_cli.metrics.functions import CLOCK_FUNCTIONS, PURE_FUNCTIONS
from heartbeat_cli.metrics.load import parse_metric
from heartbeat_cli.metrics.write import metric_text, revise
from heartbeat_cli.pgschema import QName

FILE = Path("x.yml")
LEAST = "name: a_b_24h\nquestion: q\nsource: s\nstatus: candidate\nwindow: 24h\nowner: o\nunit: u\nsql: SELECT 1\n"
RECORD = "alignment:\n  - {count: 1, value: 2, as_of: 2026-05-08, by: x, method: y, verdict: match"


def test_words_of_the_field() -> None:
    assert CANDIDATE_STATUSES == ("candidate", "parked", "ready", "retired")
    assert METRIC_STATUSES == ("aligned", "caveated", "needs_realignment", "retired")
    assert DIRECTIONS == ("up_is_good", "down_is_good", "neutral")
    assert CLOCK_FUNCTIONS < PURE_FUNCTIONS


@pytest.mark.parametrize(
    ("text", "places"),
    [
        ("sql: SELECT f(x)\n", "9:6 9:13 9:17"),
        ("sql: |\n  SELECT f(x)\n", "10:3 10:10 10:14"),
        ("sql : >-  # folded\n  SELECT\n   f(x)\n", "10:3 11:4 11:8"),
        ("sql: |2\n    SELECT\n\n  f(x)\n", "10:5 12:3 12:7"),
        ("sql:\n\n  SELECT\n  f(x)\n", "11:3 12:3 12:7"),
        ("sql: &s !!str |\n  SELECT\tf(x)", "10:3 10:10 10:14"),
        ("sql: 'SELECT ''ü'',\n\n   f(x)'\n", "9:7 11:4 11:8"),
        ('sql: "SELECT\\n\\u20ac\\x20\\"\\\\ \\\n  \\tf(x)"\n', "9:7 10:5 10:9"),
        ("sql: |\r\n  SELECT\r\n  f(x)\r\n", "10:3 11:3 11:7"),
        ("\nsql: |\n  SELECT\n  f(x)\n\n\n", "11:3 12:3 12:7"),
    ],
)
def test_where_sql_stands_in_its_file(text: str, places: str) -> None:
    metric = parse_metric(LEAST.replace("sql: SELECT 1\n", f"label: l\n{text}"), FILE)
    sql = metric.sql or ""
    offsets = (sql.index("S"), len(sql[: sql.index("f(")].encode()), len(sql.encode()))
    found = [metric.sql_place.at(sql, offset) for offset in offsets]
    assert " ".join(str(place).removeprefix(f"{FILE}:") for place in found) == places
    assert metric.file == FILE


@pytest.mark.parametrize(
    ("tail", "field", "value"),
    [
        ("", "label", "a b 24h"),
        ("label: L\n", "label", "L"),
        ("notes: [words]\n", "notes", (Note("method", "words"),)),
        ("notes: [{kind: caveat, source: s, why: ' w '}]\n", "notes", (Note("caveat", "w", "s"),)),
        (
            "notes: [{kind: fallback, source: s, why: w, tried: [a.b.c, d], review_by: 2026-08-01}]\n", "notes",
            (Note("fallback", "w", "s", ("a.b.c", "d"), date(2026, 8, 1)),),
        ),
        ("notes: [{kind: fallback, source: s}]\n", "notes", (Note("fallback", "", "s"),)),
        ("blocked_on: [{source: s}]\n", "blocked_on", (BlockedOn("s"),)),
        ("blocked_on: [{source: s, needs: [a, b], why: w}]\n", "blocked_on", (BlockedOn("s", ("a", "b"), "w"),)),
        (
            RECORD + "}\n", "alignment",
            (Alignment(Decimal(1), Decimal(2), datetime(2026, 5, 8, tzinfo=UTC), "x", "y"),),
        ),
        (
            RECORD.replace("2026-05-08", "'2026-05-08T12:00:00+03:00'") + ", tolerance: 5, fingerprint: f}\n",
            "alignment",
            (
                Alignment(
                    Decimal(1), Decimal(2), datetime(2026, 5, 8, 9, tzinfo=UTC), "x", "y", "5", "match"
                ),
            ),
        ),
        (
            RECORD.replace("2026-05-08", "2026-05-08T09:30:00") + "}\n", "alignment",
            (Alignment(Decimal(1), Decimal(2), datetime(2026, 5, 8, 9, 30, tzinfo=UTC), "x", "y"),),
        ),
    ],
)  # fmt: skip
def test_a_field_as_written(tail: str, field: str, value: object) -> None:
    assert getattr(parse_metric(LEAST + tail, FILE), field) == value


@pytest.mark.parametrize(
    ("tail", "at", "message", "more"),
    [
        (RECORD.replace("value: 2", "value: .inf") + "}\n", "10:23",
         "alignment.0.value: 'inf' is not a number", None),
        (RECORD.replace("2026-05-08", "later") + "}\n", "10:33",
         "alignment.0.as_of: 'later' is not a date and time", None),
        (
            "notes: [m, {kind: fallback, source: s, review_by: later}]\n", "9:51",
            "notes.1.review_by: 'later' is not a date", None,
        ),
        ("direction: up\ndescription: 3\n", "9:12", "direction",
         "1 more in this file; `hb check x.yml` lists them all."),
        ("direction: up\ndescription: 3\nlabel: 4\n", "9:12", "direction",
         "2 more in this file; `hb check x.yml` lists them all."),
    ],
)  # fmt: skip
def test_a_mistake(tail: str, at: str, message: str, more: str | None) -> None:
    with pytest.raises(InvalidFileError) as caught:
        parse_metric(LEAST + tail, FILE)
    assert message in caught.value.message
    assert (caught.value.where, caught.value.hint) == (f"x.yml:{at}", more)


def test_a_file_that_is_no_yaml_is_a_problem_with_its_line(tmp_path: Path) -> None:
    file = tmp_path / "a_b_24h.yml"
    file.write_text("name: a\nname: [\n")
    found, (problem,) = read_metric_file(file)
    assert (found, problem.file, problem.line) == (None, file, 3 if problem.line == 3 else 2)
    file.write_text(LEAST)
    metric_file, problems = read_metric_file(file)
    assert metric_file is not None
    assert (metric_file.file, metric_file.metric, problems) == (file, load_metric(file), ())
    with pytest.raises(NotFoundError):
        read_metric_file(tmp_path / "no.yml")


def test_every_file_of_a_project_by_name(project: ProjectSettings) -> None:
    for folder in (project.candidates_folder, project.metrics_folder):
        for file in folder.glob("*.yml"):
            file.unlink()
    assert load_all(project) == ((), ())
    for name, folder in (("b_b_24h", project.metrics_folder), ("c_c_24h", project.candidates_folder),
                         ("a_a_24h", project.candidates_folder)):  # fmt: skip
        (folder / f"{name}.yml").write_text(LEAST.replace("a_b_24h", name))
    (project.candidates_folder / "z.yml").write_text("name: [")
    (project.candidates_folder / "notes.txt").write_text("x")
    files, problems = read_folders(project)
    assert [f.metric.name for f in files] == ["a_a_24h", "b_b_24h", "c_c_24h"]
    assert [p.file.name for p in problems] == ["z.yml"]
    with pytest.raises(NotFoundError) as caught:
        find_metric(project, "qqqqqqqq")
    assert (caught.value.message, caught.value.hint, caught.value.code) == (
        "there is no metric or candidate 'qqqqqqqq'", "`hb metrics list` shows them all.", "unknown_metric",
    )  # fmt: skip


FULL = Metric(
    name="a_b_24h", question="q?", source="s", status="candidate", window="24h", label="L", owner="o", unit="u",
    direction="neutral", sql="SELECT 1", notes=(Note("method", "m"),),
)  # fmt: skip


@pytest.mark.parametrize(
    "change",
    [
        {"notes": (Note("method", "m", source="s"),)},
        {"notes": (Note("method", "m", review_by=date(2026, 8, 1)),)},
        {"notes": (Note("caveat", "m", "s"), Note("fallback", "w", "s", ("a.b.c",)))},
        {"description": "one\ntwo\n\nthree"},
        {"sql": "SELECT 1\n\n  -- two\nFROM a.b"},
        {"label": "yes"},
        {"label": "2026-05-08"},
        {"label": "x" * 300 + " y"},
        {"alignment": (Alignment(Decimal("0.1"), Decimal(1000), datetime(2026, 5, 8, tzinfo=UTC), "x", "y"),)},
        {
            "alignment": (
                Alignment(Decimal("1.23456789012345"), Decimal("-0.5"), datetime(2026, 5, 8, 9, tzinfo=UTC), "x", "y"),
            )
        },
        {"alignment": (Alignment(Decimal("1.234567890123456"), Decimal(1234567890123456789),
                                 datetime(2026, 5, 8, 9, 0, 0, 5, tzinfo=UTC), "x", "y", "5%", "mismatch", "12e4"),)},
        {"blocked_on": (BlockedOn("s", ("a",), "w"), BlockedOn("t")), "status": "parked", "sql": None},
    ],
)  # fmt: skip
def test_what_is_written_is_read(change: dict[str, object]) -> None:
    metric = replace(FULL, **change)  # type: ignore[arg-type]
    text = metric_text(metric)
    assert parse_metric(text, FILE) == metric
    assert metric_text(parse_metric(text, FILE)) == text


def test_the_text_of_a_metric() -> None:
    record = Alignment(
        Decimal("41.50"), Decimal("1E+3"), datetime(2026, 5, 8, tzinfo=UTC), "ops", "list", "5%", "match", digest="1-ab"
    )
    metric = replace(
        FULL, label="Größe – €", sql="\n SELECT 1 \n\tFROM a.b\n\n", alignment=(record,),
        notes=(Note("method", "m"), Note("method", "n", "s"), Note("fallback", "w", "s", ("a",), date(2026, 8, 1))),
    )  # fmt: skip
    assert metric_text(metric) == (
        "# yaml-language-server: $schema=../../.heartbeat/schemas/metric.json\n"
        "name: a_b_24h\nlabel: Größe – €\nquestion: q?\nowner: o\nunit: u\nwindow: 24h\ndirection: neutral\nsource: s\n"
        "status: candidate\nsql: |2\n   SELECT 1\n      FROM a.b\nnotes:\n  - m\n  - kind: method\n    source: s\n"
        "    why: n\n  - kind: fallback\n    source: s\n    why: w\n    tried:\n      - a\n    review_by: 2026-08-01\n"
        "alignment:\n  - {count: 41.50, value: 1000, as_of: 2026-05-08, by: ops, method: list, tolerance: 5%,"
        " verdict: match, digest: 1-ab}\n"
    )


BOUND = Alignment(Decimal(1), Decimal(2), datetime(2026, 5, 8, tzinfo=UTC), "x", "y", "0", "match", digest="f")
ENTRY = "{count: 1, value: 2, as_of: 2026-05-08, by: x, method: y, tolerance: '0', verdict: match, digest: f}"


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("sql: SELECT 1\n", f"sql: SELECT 1\nalignment:\n  - {ENTRY}\n"),
        ("alignment:\n- {e}\nsql: SELECT 1\n", f"alignment:\n- {{e}}\n- {ENTRY}\nsql: SELECT 1\n"),
        ("alignment:\n    - {e}\n\n\nsql: SELECT 1\n", f"alignment:\n    - {{e}}\n    - {ENTRY}\n\n\nsql: SELECT 1\n"),
        ("sql: SELECT 1\nalignment:\n  - {e}\n\n", f"sql: SELECT 1\nalignment:\n  - {{e}}\n  - {ENTRY}\n\n"),
        (
            "notes: [m]\nalignment:\n  - {e}\nsql: SELECT 1\n",
            f"notes: [m]\nalignment:\n  - {{e}}\n  - {ENTRY}\nsql: SELECT 1\n",
        ),
    ],
)  # fmt: skip
def test_a_record_is_added_where_records_are(before: str, after: str) -> None:
    old = ENTRY.replace("count: 1", "count: 7")
    head = LEAST.replace("sql: SELECT 1\n", "label: L\n").replace("status: candidate", "status: 'candidate'  # soon")
    text = head + before.replace("{e}", old)
    was = parse_metric(text, FILE)
    now = replace(was, status="aligned", alignment=(*was.alignment, BOUND))
    assert revise(text, now, FILE) == head.replace("status: 'candidate'", "status: aligned") + after.replace("{e}", old)


def test_a_change_that_lines_cannot_say_is_written_anew() -> None:
    was = parse_metric(LEAST, FILE)
    now = replace(was, unit="v")
    assert revise(LEAST, now, FILE) == metric_text(now)
    flow = LEAST + f"alignment: [{ENTRY}]\n"
    again = parse_metric(flow, FILE)
    more = replace(again, alignment=(*again.alignment, BOUND))
    assert parse_metric(revise(flow, more, FILE), FILE) == more


def test_a_metric_without_a_file_is_written(tmp_path: Path) -> None:
    file = move_metric(FULL, FULL, tmp_path)
    assert load_metric(file) == FULL
    assert move_metric(load_metric(file), replace(FULL, status="ready"), tmp_path) == file
    assert load_metric(file).status == "ready"
    gone = load_metric(file)
    file.unlink()
    with pytest.raises(HbError) as caught:
        move_metric(gone, gone, tmp_path)
    assert (caught.value.code, caught.value.where) == ("cannot_write", str(file))


def test_a_file_that_is_there_is_not_written_over(tmp_path: Path) -> None:
    file = write_metric(FULL, tmp_path / "new" / "folder")
    with pytest.raises(RefusedError) as caught:
        write_metric(FULL, tmp_path / "new" / "folder")
    assert (caught.value.code, caught.value.where) == ("exists", str(file))
    assert [f.name for f in file.parent.iterdir()] == [file.name]


LINES = "SELECT {one},\n  {two}\nFROM a.b\nWHERE x IN (SELECT 1\n  FROM {three})"


@pytest.mark.parametrize(
    ("sql", "at", "message"),
    [
        ("SELECT 1\nFROM a.b;\nSELECT 2", "6:1", "metric SQL is exactly one SELECT, found 2 statements"),
        ("SELECT 1, 2\nFROM a.b", "4:11", "a metric is one number: the SELECT has 2 columns"),
        ("SELECT 1,\n  2,\n 3 FROM a.b", "5:3", "a metric is one number: the SELECT has 3 columns"),
        ("SELECT 1 FROM a.b UNION\nSELECT 1, 2 FROM a.b", "", None),
        ("SELECT 1, 2 FROM a.b UNION\nSELECT 1, 2 FROM a.b", "4:11",
         "a metric is one number: the SELECT has 2 columns"),
        (
            "SELECT count(*)\nFROM a.b UNION ALL SELECT 1 FROM a.b UNION ALL\nSELECT 2 FROM a.b", None, None,
        ),
        ("SELECT 1,\n2 FROM a.b UNION ALL SELECT 1, 2 FROM a.b UNION ALL SELECT 1, 2 FROM a.b", "5:1",
         "a metric is one number: the SELECT has 2 columns"),
        ("SELECT count(*)\nFROM b", "5:6", "'b' does not say which dataset it is in"),
        ("SELECT count(*)\n\nFROM x.a.b", "6:10", "x.a.b has three parts; the marts have datasets and tables"),
        ("SELECT count(*)\nFROM pg_toast.x", "5:15", "pg_toast.x is not landed data but the database's own catalogue"),
        ("SELECT count(*)\nFROM pg_temp.x", "5:14", "pg_temp.x is not landed data but the database's own catalogue"),
        ("SELECT count(*)\nFROM a.b FOR\nSHARE", "4:1", "metric SQL only reads: FOR UPDATE and FOR SHARE lock rows"),
        ("SELECT 1\nINTO x\nFROM a.b", "5:6", "metric SQL only reads: SELECT INTO writes a table"),
        ("SELECT count(*)\nFROM a.b\nWHERE x = $1", "6:11",
         "metric SQL only reads: a parameter ($1) has no value here"),
        ("SELECT count(*) FROM\na.b TABLESAMPLE system (1)", "5:17",
         "metric SQL only reads: TABLESAMPLE gives another number each time"),
        ("SELECT max(\n  session_user) FROM a.b", "5:3", "metric SQL cannot ask for session_user"),
        ("SELECT max(\n\n  current_catalog) FROM a.b", "6:3", "metric SQL cannot ask for current_catalog"),
        ("SELECT a\n OPERATOR(pg_catalog.+) b FROM a.b", "5:2", "an operator is written without its schema"),
        ("SELECT x.lower(a) FROM a.b", "4:8",
         "metric SQL cannot call x.lower(): it is not one of the functions known to only compute"),
        ("WITH x AS (\nDELETE FROM a.b RETURNING 1) SELECT count(*) FROM x", "5:13",
         "metric SQL only reads; DELETE inside WITH does not"),
        ("SELECT 1 FROM 'x'", "4:15", 'not valid SQL: syntax error at or near "\'x\'"'),
        ("SELECT 1\nFROM a.b WHERE (", "5:17", "not valid SQL: syntax error at end of input"),
    ],
)  # fmt: skip
def test_what_is_refused_and_where(sql: str, at: str | None, message: str | None) -> None:
    place = SqlPlace(FILE, 4)
    if message is None:
        if at is None:
            assert check_sql(sql, place) == (QName("a", "b"),)
        return
    with pytest.raises(HbError) as caught:
        check_sql(sql, place)
    assert caught.value.message == message
    assert caught.value.where == f"x.yml:{at}"


def test_how_long_sql_may_be() -> None:
    head = "SELECT count(*) FROM a.b WHERE x = '"
    assert check_sql(head + "x" * (50_000 - len(head) - 1) + "'")
    with pytest.raises(InvalidFileError, match="longer than 50,000 characters"):
        check_sql(head + "x" * (50_000 - len(head)) + "'")


def test_what_only_computes_passes() -> None:
    """Called by their names; those that are words of the grammar are in quotes."""
    calls = " AND ".join(f'pg_catalog."{function}"(x) IS NULL' for function in sorted(PURE_FUNCTIONS))
    assert check_sql(f"SELECT count(*) FROM a.b WHERE {calls}") == (QName("a", "b"),)


AS_OF = datetime(2026, 5, 8, 9, 30, 15, 449_999, tzinfo=UTC)
MOMENT = "CAST('2026-05-08 09:30:15.449999+00:00' AS TIMESTAMPTZ)"


@pytest.mark.parametrize(
    ("written", "bound"),
    [
        ("NOW()", MOMENT),
        ("Transaction_Timestamp()", MOMENT),
        ('"clock_timestamp"()', MOMENT),
        ("pg_catalog.statement_timestamp()", MOMENT),
        ("current_timestamp(6)", MOMENT),
        ("current_timestamp(9)", MOMENT),
        ("current_timestamp(1)", "CAST('2026-05-08 09:30:15.400000+00:00' AS TIMESTAMPTZ)"),
        ("current_timestamp(0)", "CAST('2026-05-08 09:30:15+00:00' AS TIMESTAMPTZ)"),
        ("current_timestamp(4)", "CAST('2026-05-08 09:30:15.450000+00:00' AS TIMESTAMPTZ)"),
        ("localtimestamp(2)", "CAST('2026-05-08 09:30:15.450000' AS TIMESTAMP)"),
        ("current_time", "CAST('09:30:15.449999+00:00' AS TIMETZ)"),
        ("localtime(0)", "CAST('09:30:15' AS TIME)"),
        ("date 'TODAY'", "date '2026-05-08'"),
        ("'now'::time", "'09:30:15.449999'::time"),
        ("'now'::timetz", "'09:30:15.449999+00:00'::timetz"),
        ("'today'::timestamp", "'2026-05-08 00:00:00'::timestamp"),
        ("'today'::varchar", "'today'::varchar"),
        ("'2026-05-01'::date", "'2026-05-01'::date"),
        ("'x now'", "'x now'"),
        ("'today is the day'", "'today is the day'"),
        ("''", "''"),
        ("AGE(x)", "AGE(CAST('2026-05-08' AS TIMESTAMP), x)"),
        ("age(current_date)", "age(CAST('2026-05-08' AS TIMESTAMP), CAST('2026-05-08' AS DATE))"),
        ("lower('x')", "lower('x')"),
    ],
)  # fmt: skip
def test_every_clock(written: str, bound: str) -> None:
    assert bind_clock(f"SELECT {written} FROM a.b", AS_OF) == f"SELECT {bound} FROM a.b"


@pytest.mark.parametrize(
    ("written", "refused"),
    [
        ("'now'", True), ("' Today '", True), ("'tomorrow'", True), ("'yesterday'", True),
        ("x = 'yesterday'", True), ("'now'::text::date", True), ("'today 10:00'::timestamptz", True),
        ("'today 10:00'::text", False), ("'today 10:00'", False), ("'now'::text", False), ("'now'::text || 'x'", False),
        ("'nowhere'", False), ("'now'::interval", True),
    ],
)  # fmt: skip
def test_words_that_may_be_a_clock(written: str, refused: bool) -> None:
    sql = f"SELECT {written} FROM a.b"
    if not refused:
        assert bind_clock(sql, AS_OF) == sql
        return
    with pytest.raises(RefusedError) as caught:
        bind_clock(sql, AS_OF, SqlPlace(FILE, 4))
    where = f"x.yml:4:{sql.index(chr(39)) + 1}"
    assert (caught.value.code, caught.value.where) == ("sql_refused", where)


@pytest.mark.parametrize(
    ("sql", "tables"),
    [
        ("SELECT 1 FROM A.B, a.b, \"A\".b", ["A.b", "a.b"]),
        ("SELECT 1 FROM b", [".b"]),
        ("WITH B AS (SELECT 1 FROM a.c) SELECT 1 FROM b", ["a.c"]),
        ("WITH \"B\" AS (SELECT 1 FROM a.c) SELECT 1 FROM b", [".b", "a.c"]),
        ("WITH x AS (SELECT 1 FROM a.c), y AS (SELECT 1 FROM x) SELECT 1 FROM y", ["a.c"]),
        ("WITH x AS (SELECT 1 FROM y), y AS (SELECT 1 FROM a.c) SELECT 1 FROM x, y", [".y", "a.c"]),
        ("WITH RECURSIVE x AS (SELECT 1 FROM x, y), y AS (SELECT 1 FROM a.c) SELECT 1 FROM x", ["a.c"]),
        ("SELECT 1 FROM w.a.b", ["w.a.b"]),
        ("SELECT 1 FROM unnest(ARRAY[1]) AS u, a.b", ["a.b"]),
    ],
)  # fmt: skip
def test_tables_that_are_read(sql: str, tables: list[str]) -> None:
    assert [f"{t.schema}.{t.name}" for t in read_tables(sql)] == tables


def test_sql_that_cannot_be_followed_names_its_line() -> None:
    with pytest.raises(InvalidFileError) as caught:
        read_tables("SELECT 1\nFROM a.b\nWHERE (", SqlPlace(FILE, 4))
    assert caught.value.code == "bad_sql"
    assert caught.value.where == "x.yml:6:7"
    assert caught.value.message.startswith("not SQL that can be followed: ")
    with pytest.raises(InvalidFileError, match="nested too deeply"):
        parse_sql(f"SELECT {'(' * 3000}1{')' * 3000}")
