"""What a check looks at and cannot look at, and what each rule says: whole findings, of files and of projects."""

import shutil
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import duckdb
import pytest
from tests.metrics_estate import build_estate, put
from tests.records import counted, in_a_file, record_of

from heartbeat_cli.errors import NotFoundError, UsageError
from heartbeat_cli.estate import ProjectSettings, load_inventory, load_project, sources_page
from heartbeat_cli.files import Problem
from heartbeat_cli.ingest import ChangeKind, ColumnChange, write_broken
from heartbeat_cli.metrics import Metric, load_metric, read_metric_file, read_tables, run_metric
from heartbeat_cli.pgschema import QName
from heartbeat_cli.rules import (
    ERROR,
    WARNING,
    Evidence,
    Finding,
    Mended,
    Report,
    Rewrite,
    Rule,
    SkippedRule,
    all_rules,
    check_project,
    fingerprint,
    gather,
    mend_project,
)
from heartbeat_cli.rules import judge_all as judge

MARTS = "marts: {kind: duckdb, path: marts.duckdb}\n"


@pytest.fixture(scope="module")
def estate(tmp_path_factory: pytest.TempPathFactory) -> ProjectSettings:
    """Read by many tests: none may change it."""
    return build_estate(tmp_path_factory.mktemp("estate") / "bank")


@pytest.fixture(scope="module")
def evidence(estate: ProjectSettings) -> Evidence:
    return gather(estate)


@pytest.fixture
def own(estate: ProjectSettings, tmp_path: Path) -> ProjectSettings:
    shutil.copytree(estate.root, tmp_path / "bank")
    return load_project(tmp_path / "bank" / "heartbeat.yml")


def with_settings(project: ProjectSettings, before: str, after: str) -> ProjectSettings:
    file = project.root / "heartbeat.yml"
    text = file.read_text()
    assert before in text
    file.write_text(text.replace(before, after))
    return load_project(file)


def told(findings: tuple[Finding, ...]) -> list[tuple[str, str, int, str, str]]:
    return [(f.severity, f.file.name, f.line, f.rule, f.message) for f in findings]


APPLICANTS = (
    ERROR, "applicant_count_24h.yml", 9, "lineage-right-source",
    "reads vss_vss without a note that says why; webbank is the truth source: nothing else is truth for this subject",
)  # fmt: skip
NOT_LANDED = (
    WARNING, "sepa_payment_count_24h.yml", 9, "tables-landed", "mms_mms.outgoing_payment is not landed in the marts",
)  # fmt: skip


def test_evidence_of_a_project(evidence: Evidence) -> None:
    assert sorted(s.name for s in evidence.sources) == sorted(evidence.inventory.names())
    assert sorted(evidence.schemas) == ["mms_mms", "vss_vss", "webbank_core"]
    assert (evidence.no_mirror, evidence.no_marts, evidence.broken, evidence.refused) == ({}, None, {}, {})
    assert evidence.landed is not None
    assert evidence.landed.sources == {"vss", "webbank", "card_ledger"}
    assert QName("webbank_core", "payment") in evidence.landed.tables
    assert {f.stem for f in evidence.lineage} == {
        "payment_count_24h", "applicant_count_24h", "sepa_payment_count_24h",
        "outgoing_sepa_credit_processing_time_p50_min_24h",
    }  # fmt: skip
    findings, skipped = judge(evidence, all_rules())
    assert (told(findings), skipped) == ([APPLICANTS, NOT_LANDED], ())


def test_a_report_counts(estate: ProjectSettings) -> None:
    report = check_project(estate, all_rules())
    assert (report.errors, report.warnings) == (1, 1)
    assert report.checked == (("sources", 8), ("candidates", 5), ("metrics", 0))
    assert Report((), (), ()).errors == Report((), (), ()).warnings == 0


@pytest.fixture
def ingesting(own: ProjectSettings) -> Iterator[ProjectSettings]:
    """A project whose marts another process writes."""
    hold = (
        f"import duckdb, sys; c = duckdb.connect({str(own.marts.path)!r}); print('held', flush=True); sys.stdin.read()"
    )
    with subprocess.Popen([sys.executable, "-c", hold], stdin=subprocess.PIPE, stdout=subprocess.PIPE) as holder:
        assert holder.stdout is not None
        assert holder.stdin is not None
        assert holder.stdout.readline() == b"held\n"
        yield own
        holder.stdin.close()


def test_marts_that_an_ingest_holds_are_no_mistake(ingesting: ProjectSettings) -> None:
    report = check_project(ingesting, all_rules())
    # Without the marts nobody knows that webbank's applicants are elsewhere for want of it.
    assert [f.rule for f in report.findings] == ["lineage-right-source"]
    assert [skipped.rule for skipped in report.skipped] == ["tables-landed"]
    assert "marts" in report.skipped[0].why
    assert gather(ingesting).broken == {}


def test_a_view_under_the_name_of_a_table_is_told_as_one(own: ProjectSettings) -> None:
    with duckdb.connect(str(own.marts.path)) as marts:
        marts.execute("DROP TABLE webbank_core.payment")
        marts.execute(
            "CREATE VIEW webbank_core.payment AS SELECT id, logged_at AS created_at FROM vss_vss.applicant_log"
        )
    file = own.candidates_folder / "payment_count_24h.yml"
    (found,) = check_project(own, all_rules(), file).findings
    view = "webbank_core.payment is a view in the marts, not the table that lands there: it may read anything"
    then = "Drop the view; `hb ingest --source webbank` lands the table."
    assert found == Finding("tables-landed", file, 12, view, then, ERROR, 21)
    with pytest.raises(NotFoundError) as refused:
        run_metric(own, load_metric(file), own.now())
    assert refused.value.message == "not landed in the marts: webbank_core.payment (a view, no landed table)"


GONE = "webbank_core.payment.created_at is not in the marts: it was there on 2026-05-08, when its number was computed"


@pytest.mark.parametrize(
    ("remembered", "since"),
    [
        ((), f"{GONE}; the load of 2026-05-08 08:00 UTC does not have it"),
        (("it went",), f"{GONE}; it went; the load of 2026-05-08 08:00 UTC does not have it"),
    ],
)
def test_a_column_that_went_since_the_number_was_computed(
    remembered: tuple[str, ...], since: str, own: ProjectSettings
) -> None:
    file = own.candidates_folder / "payment_count_24h.yml"
    run_metric(own, load_metric(file), own.now())
    with duckdb.connect(str(own.marts.path)) as marts:
        marts.execute("ALTER TABLE webbank_core.payment DROP COLUMN created_at")
    changes = [ColumnChange(ChangeKind.DROPPED, "created_at", None, None, sentence) for sentence in remembered]
    write_broken(own, {"webbank": [(QName("core", "payment"), change) for change in changes]})
    (found,) = check_project(own, all_rules(), file).findings
    then = "Read another column; `hb mirror diff` says what the source has."
    assert found == Finding("columns-landed", file, 13, since, then, WARNING, 9)


def test_a_column_of_another_type_than_when_the_number_was_computed(own: ProjectSettings) -> None:
    file = own.candidates_folder / "payment_count_24h.yml"
    run_metric(own, load_metric(file), own.now())
    with duckdb.connect(str(own.marts.path)) as marts:
        marts.execute("ALTER TABLE webbank_core.payment ALTER COLUMN created_at TYPE timestamp")
        marts.execute("ALTER TABLE webbank_core.payment ALTER COLUMN amount TYPE bigint")
    (found,) = check_project(own, all_rules(), file).findings
    message = (
        "webbank_core.payment.created_at was timestamp with time zone on 2026-05-08, when its number was computed; "
        "it is timestamp without time zone now"
    )
    then = "Make sure that it means the same, and run it again."
    assert found == Finding("columns-landed", file, 13, message, then, WARNING, 9)


def test_the_page_of_the_sources_is_what_the_inventory_says(own: ProjectSettings) -> None:
    page = own.root / "docs" / "sources.md"
    page.parent.mkdir()
    with pytest.raises(UsageError):
        check_project(own, all_rules(), page.parent)
    page.write_text("")
    (empty,) = check_project(own, all_rules(), page).findings
    first = "says nothing, they say '<!-- Written from db/sources by `hb check --fix`; edit thos…'"
    message = f"out of step with db/sources: {first}"
    text = sources_page(load_inventory(own), own.clusters)
    fix = Rewrite(page, text, fingerprint(""))
    assert empty == Finding("sources-page", page, 1, message, "Write it anew from db/sources.", WARNING, fix=fix)
    mended = mend_project(own, all_rules(), page.parent)
    assert (mended.findings, mended.mended, page.read_text()) == ((), (Mended(fix, done=True),), text)
    page.write_text(text + "\nBy hand.\n")
    (longer,) = check_project(own, all_rules(), page).findings
    assert longer.line == len(text.splitlines()) + 1
    assert longer.message == "out of step with db/sources: says an empty line, they say nothing"


def test_marts_without_a_table_are_no_mistake(own: ProjectSettings) -> None:
    own.marts.path.unlink()
    report = check_project(own, all_rules())
    assert told(report.findings) == [APPLICANTS]
    assert [s.rule for s in report.skipped] == ["tables-landed"]
    found = gather(own)
    assert (found.landed, found.broken) == (None, {})
    assert found.no_marts
    assert str(own.root) not in found.no_marts


@pytest.mark.parametrize(("settings", "line"), [(MARTS, 4), ("", 2)])
def test_marts_nobody_can_open_are(settings: str, line: int, own: ProjectSettings) -> None:
    own = with_settings(own, MARTS, settings)
    own.marts.path.parent.mkdir(exist_ok=True)
    own.marts.path.write_text("no database " * 1000)
    report = check_project(own, all_rules(), own.candidates_folder / "payment_count_24h.yml")
    (found,) = report.findings
    assert (found.rule, found.file.name, found.line, found.severity) == ("tables-landed", "heartbeat.yml", line, ERROR)
    assert found.message.startswith(str(own.marts.path.relative_to(own.root)))
    assert found.next == gather(own).broken["marts"].next
    assert found.next
    assert report.skipped == ()


def test_a_mirror_that_is_named_and_not_there(own: ProjectSettings) -> None:
    shutil.rmtree(own.mirror)
    (found,) = (f for f in check_project(own, all_rules()).findings if f.rule == "tables-exist")
    assert (found.file.name, found.line, found.message) == ("heartbeat.yml", 3, "mirror: there is no folder mirror")
    assert found.next == "Name the folder the dumps are in; without it no table or column can be checked."
    skipped = [s for s in check_project(own, all_rules()).skipped if s.rule == "tables-exist"]
    assert sorted(s.why.partition(":")[0] for s in skipped) == ["mms_mms", "vss_vss", "webbank_core"]
    usual = with_settings(own, "mirror: mirror\n", "")
    assert gather(usual).broken == {}


def test_a_schema_the_mirror_does_not_have(own: ProjectSettings) -> None:
    dump = own.mirror / "b" / "mms.sql"
    dump.write_text(dump.read_text().replace("mms.", "other.").replace("SCHEMA mms", "SCHEMA other"))
    assert gather(own).no_mirror == {"mms_mms": "the mirror of mms has no schema 'mms'"}


@pytest.mark.parametrize(
    ("path", "rules", "checked"),
    [
        ("db/candidates/payment_count_24h.yml", [], (0, 1, 0)),
        ("db/candidates/applicant_count_24h.yml", ["lineage-right-source"], (0, 1, 0)),
        ("db/candidates", ["lineage-right-source", "tables-landed"], (0, 5, 0)),
        ("db/sources", [], (8, 0, 0)),
        ("db/sources/qac.yml", [], (1, 0, 0)),
        ("db/metrics", [], (0, 0, 0)),
        ("db", ["lineage-right-source", "tables-landed"], (8, 5, 0)),
        ("heartbeat.yml", [], (0, 0, 0)),
    ],
)
def test_a_part_of_a_project(
    path: str, rules: list[str], checked: tuple[int, int, int], estate: ProjectSettings, tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:  # fmt: skip
    monkeypatch.chdir(tmp_path)
    report = check_project(estate, all_rules(), Path(path))
    assert [f.rule for f in report.findings] == rules
    assert tuple(n for _, n in report.checked) == checked


@pytest.mark.parametrize(
    ("path", "hint"),
    [
        ("payment_count_24", "Did you mean 'db/candidates/payment_count_24h.yml'?"),
        ("db/sources/webbnk.yml", "Did you mean 'db/sources/webbank.yml'?"),
        ("db/nowhere", "`hb check` looks at everything."),
    ],
)
def test_a_part_that_is_not_there(path: str, hint: str, estate: ProjectSettings) -> None:
    with pytest.raises(NotFoundError) as caught:
        check_project(estate, all_rules(), Path(path))
    assert (caught.value.where, caught.value.hint) == (path, hint)


def test_a_metric_that_is_not_there_yet_has_its_guess(own: ProjectSettings) -> None:
    shutil.move(own.candidates_folder / "payment_count_24h.yml", own.metrics_folder / "payment_count_24h.yml")
    with pytest.raises(NotFoundError) as caught:
        check_project(own, all_rules(), Path("payment_count_24"))
    assert caught.value.hint == "Did you mean 'db/metrics/payment_count_24h.yml'?"


def test_a_file_from_elsewhere_is_judged_as_a_candidate(estate: ProjectSettings, tmp_path: Path) -> None:
    text = (estate.candidates_folder / "applicant_count_24h.yml").read_text()
    for name in ("applicants_count_24h.yml", "applicants_count_24h.yaml"):
        file = tmp_path / name
        file.write_text(text.replace("applicant_count", "applicants_count"))
        report = check_project(estate, all_rules(), file)
        assert [(f.rule, f.file) for f in report.findings] == [("lineage-right-source", file)]
        assert report.checked == (("sources", 0), ("candidates", 1), ("metrics", 0))
    broken = tmp_path / "broken_count_24h.yml"
    broken.write_text("name: [")
    assert [f.rule for f in check_project(estate, all_rules(), broken).findings] == ["metric-valid"]
    other = tmp_path / "notes.txt"
    other.write_text("name: [")
    both = check_project(estate, all_rules(), file, broken)
    assert ({f.file for f in both.findings}, both.checked[1]) == ({file, broken}, ("candidates", 2))
    for nothing in (other, tmp_path, Path("/etc/passwd")):
        with pytest.raises(UsageError, match="holds nothing that hb checks"):
            check_project(estate, all_rules(), estate.candidates_folder, nothing)


def test_files_that_hold_nothing_are_counted_too(own: ProjectSettings) -> None:
    (own.metrics_folder / "a_count_24h.yml").write_text("name: [")
    (own.candidates_folder / "b_count_24h.yml").write_text("name: [")
    (own.sources_folder / "qac.yml").write_text("source: [")
    report = check_project(own, all_rules())
    assert report.checked == (("sources", 8), ("candidates", 6), ("metrics", 1))
    assert [f.file.name for f in report.findings] == ["b_count_24h.yml", "a_count_24h.yml", "qac.yml"]
    needing = [rule.id for rule in all_rules() if rule.needs]
    assert report.skipped == tuple(SkippedRule(name, "inventory-valid has findings") for name in needing)


def rule(
    name: str, *files: str, severity: str = ERROR, needs: tuple[str, ...] = (), after: tuple[str, ...] = ()
) -> Rule:
    found = [Finding(name, Path(file), 3, name, severity=severity) for file in files]
    return Rule(name, name, lambda _: iter(found), needs=needs, after=after)


@pytest.mark.parametrize(
    ("rules", "found", "skipped"),
    [
        ((rule("b", "y", "x"), rule("a", "x")), ["xa", "xb", "yb"], []),
        ((rule("a", "x"), rule("b", "x", needs=("a",))), ["xa"], ["b: a has findings"]),
        ((rule("a", "x"), rule("b", "x", needs=("c",))), ["xa", "xb"], []),
        ((rule("a", "x", severity=WARNING), rule("b", "x", needs=("a",))), ["xa", "xb"], []),
        (
            (rule("b", "x"), rule("a", "x"), rule("c", "x", needs=("a", "b", "z"))),
            ["xa", "xb"], ["c: a, b has findings"],
        ),
        ((rule("a", "x"), rule("b", "x", "y", after=("a",))), ["xa", "yb"], []),
        ((rule("a", "x", severity=WARNING), rule("b", "x", after=("a",))), ["xa", "xb"], []),
        ((rule("a", "x"), rule("c", "x"), rule("b", "x", "y", after=("z", "c"))), ["xa", "xc", "yb"], []),
    ],
)  # fmt: skip
def test_rules_that_stand_below_others(
    rules: tuple[Rule, ...], found: list[str], skipped: list[str], evidence: Evidence
) -> None:
    findings, left = judge(evidence, rules)
    assert [f"{f.file}{f.rule}" for f in findings] == found
    assert [f"{s.rule}: {s.why}" for s in left] == skipped


def test_findings_of_a_file_are_in_the_order_of_lines(evidence: Evidence) -> None:
    lines = Rule("a", "a", lambda _: iter([Finding("a", Path("x"), n, "") for n in (10, 9, 2)]))
    assert [f.line for f in judge(evidence, (lines,))[0]] == [2, 9, 10]


HEAD = (
    "name: {name}\nlabel: l\nquestion: {question}\nowner: ops\nunit: count\nwindow: 24h\nsource: {source}\n"
    "status: {status}\n"
)


def judged(
    evidence: Evidence, tmp_path: Path, tail: str = "", *, sql: str = "SELECT count(*)\n  FROM webbank_core.payment",
    status: str = "candidate", folder: str = "db/candidates", question: str = "How many?", source: str = "webbank",
    stem: str = "thing_count_24h", **change: object,
) -> list[tuple[int, str, str, str | None, str]]:  # fmt: skip
    """What the rules say of one file: (line, rule, message, next, severity)."""
    project = replace(evidence.project, root=tmp_path)
    file = tmp_path / folder / f"{stem}.yml"
    file.parent.mkdir(parents=True, exist_ok=True)
    text = HEAD.format(name="thing_count_24h", question=question, source=source, status=status)
    file.write_text(text + (f"sql: |\n  {sql}\n" if sql else "") + tail)
    metric_file, problems = read_metric_file(file)
    assert metric_file is not None, problems
    lineage = {file: read_tables(sql)} if sql else {}
    alone = replace(evidence, project=project, files=(metric_file,), lineage=lineage, **change)  # type: ignore[arg-type]
    return [(f.line, f.rule, f.message, f.next, f.severity) for f in judge(alone, all_rules())[0]]


def test_a_sound_file(evidence: Evidence, tmp_path: Path) -> None:
    assert judged(evidence, tmp_path) == []


@pytest.mark.parametrize(
    ("sql", "line", "message", "then"),
    [
        (
            "SELECT count(*)\n  FROM webbank_cor.payment", 11,
            "no source lands as webbank_cor", "Did you mean 'webbank_core'?",
        ),
        ("SELECT count(*)\n  FROM qqqqq.payment", 11, "no source lands as qqqqq", None),
        (
            "SELECT count(*)\n\n  FROM webbank_core.paymnt", 12,
            "webbank has no table core.paymnt", "Did you mean 'payment'?",
        ),
        ("SELECT count(*) FROM webbank_core.zzz", 10, "webbank has no table core.zzz", "`hb profile webbank.core`"),
        (
            "SELECT count(*) FROM webbank_core.internal_job", 10,
            "core.internal_job is not in the slice of webbank that is landed",
            "Add it to the slice in db/sources/webbank.yml.",
        ),
        (
            "SELECT count(p.xyzzy)\n  FROM webbank_core.payment AS p", 10,
            "webbank_core.payment has no column 'xyzzy'", None,
        ),
        ("SELECT count(rial)\n  FROM webbank_core.payment AS p", 10,
         "no table it reads has a column 'rial'", "Did you mean 'rail'?"),
        ("SELECT count(p.amuont)\n  FROM webbank_core.payment AS p, webbank_core.client_profile AS c", 10,
         "webbank_core.payment has no column 'amuont'", "Did you mean 'amount'?"),
        ("SELECT count(*)\n  FROM webbank_core.payment, webbank_core.client_profile\n  WHERE kyc_status = 1", 12,
         "no table it reads has a column 'kyc_status'", "Did you mean 'kyc_status_id'?"),
    ],
)  # fmt: skip
def test_tables_and_columns_that_are_not_there(
    sql: str, line: int, message: str, then: str | None, evidence: Evidence, tmp_path: Path
) -> None:
    assert judged(evidence, tmp_path, sql=sql) == [(line, "tables-exist", message, then, ERROR)]


def test_without_ddl_the_marts_say_which_columns_there_are(evidence: Evidence, tmp_path: Path) -> None:
    sql = "SELECT count(p.nope)\n  FROM webbank_core.payment AS p, webbank_dict.profile_state"
    assert "webbank_dict" not in evidence.schemas
    message = "webbank_core.payment.nope is not in the marts: the load of 2026-05-08 08:00 UTC does not have it"
    then = "Read another column; `hb mirror diff` says what the source has."
    assert judged(evidence, tmp_path, sql=sql) == [(10, "columns-landed", message, then, WARNING)]
    assert judged(evidence, tmp_path, schemas={}) == []


@pytest.mark.parametrize(
    ("status", "severity"),
    [("candidate", WARNING), ("ready", WARNING), ("needs_realignment", ERROR), ("retired", None)],
)
@pytest.mark.parametrize(
    ("is_there", "message"),
    [
        (False, "webbank_core.payment is not landed in the marts"),
        (True, "webbank_core.payment has not just the rows in the marts that its receipt says"),
    ],
)
def test_a_table_that_is_not_landed(
    is_there: bool, message: str, status: str, severity: str | None, evidence: Evidence, tmp_path: Path
) -> None:
    assert evidence.landed is not None
    payment = {QName("webbank_core", "payment")}
    tables = evidence.landed.tables - (frozenset() if is_there else payment)
    landed = replace(evidence.landed, tables=tables, unlike=frozenset(payment if is_there else ()))
    folder = "db/metrics" if status == "needs_realignment" else "db/candidates"
    found = [
        f for f in judged(evidence, tmp_path, status=status, folder=folder, landed=landed) if f[1] != "realignment"
    ]
    then = "`hb ingest --source webbank`, or status: parked until it is landed."
    assert found == ([(11, "tables-landed", message, then, severity)] if severity else [])


def test_without_marts_nothing_is_said_of_landing(evidence: Evidence) -> None:
    nobody = replace(evidence, landed=None, no_marts=None)
    assert judge(nobody, all_rules())[1] == (SkippedRule("tables-landed", "the marts cannot be opened"),)
    assert judge(replace(nobody, no_marts="why"), all_rules())[1] == (SkippedRule("tables-landed", "why"),)
    assert judge(replace(nobody, lineage={}), all_rules())[1] == ()


TRANSFERRED = """\
name: transfer_amount_sum_eur_total
label: l
question: How much was transferred?
owner: ops
unit: EUR
window: total
source: webbank
status: candidate
sql: |
  SELECT sum(t.amount)
  FROM webbank_core.transfer AS t
  JOIN webbank_core.transfer_event AS e ON e.transfer_id = t.id
  WHERE t.currency_code = 'EUR'
"""
BY_KEYS = (
    "sum() is over rows of t, which the join to e makes several of: "
    "webbank_core.transfer_event may have several rows for one transfer_id"
)


@pytest.mark.parametrize(
    ("events", "severity", "landed"),
    [
        ([], ERROR, ""),
        ([1, 2, 3], WARNING, " (none in what has landed has two yet)"),
        ([1, 2, 2, 2], ERROR, " (up to 3 in what has landed)"),
    ],
)
def test_landed_rows_tell_whether_a_join_fans_out(
    events: list[int], severity: str, landed: str, own: ProjectSettings
) -> None:
    file = put(own.root, TRANSFERRED)
    with duckdb.connect(str(own.marts.path)) as connection:
        for transfer in events:
            connection.execute("INSERT INTO webbank_core.transfer_event (transfer_id) VALUES (?)", [transfer])
    found = [f for f in check_project(own, all_rules(), file).findings if f.rule == "fan-out"]
    assert told(tuple(found)) == [(severity, file.name, 10, "fan-out", BY_KEYS + landed)]


@pytest.mark.parametrize(
    ("codes", "then"),
    [([], None), (["ACTIVE", "CLOSED"], "Did you mean 'ACTIVE'?"), (["X", "Y"], "There are: X, Y."), (["ACTVE"], None)],
)
def test_landed_dictionaries_tell_which_labels_there_are(
    codes: list[str], then: str | None, own: ProjectSettings
) -> None:
    sql = TRANSFERRED.partition("sql: |\n")[0] + (
        "sql: |\n  SELECT sum(t.amount)\n  FROM webbank_core.transfer AS t\n"
        "  JOIN webbank_dict.profile_state AS s ON s.id = t.state_id\n"
        "  WHERE t.currency_code = 'EUR' AND s.code = 'ACTVE'\n"
    )
    file = put(own.root, sql)
    with duckdb.connect(str(own.marts.path)) as connection:
        for code in codes:
            connection.execute("INSERT INTO webbank_dict.profile_state (code) VALUES (?)", [code])
    found = [f for f in check_project(own, all_rules(), file).findings if f.rule == "labels-exist"]
    never = (WARNING, "webbank_dict.profile_state.code is never 'ACTVE'", then)
    assert [(f.severity, f.message, f.next) for f in found] == ([never] if then else [])


FALLBACK = (
    "notes:\n  - counted on working days\n"
    "  - {{kind: fallback, source: {source}, why: Only applicants have it., tried: [{tried}]{more}}}\n"
)
TWO_SOURCES = "SELECT count(*)\n  FROM webbank_core.payment JOIN vss_vss.applicant_log USING (id)"
PROFILE, THEN = "webbank.core.client_profile", "Write tried: [webbank.<schema>.<table>], what was looked at first."


@pytest.mark.parametrize(
    ("source", "tried", "message", "then", "severity"),
    [
        ("mms", PROFILE, "note is about mms, which the SQL does not read", "Remove the note.", WARNING),
        ("vss", "", " note on vss: it does not say what was tried first", THEN, ERROR),
        ("vss", "a.b.c", " note on vss: tried: 'a.b.c' is of no source", THEN, ERROR),
        ("vss", "webbnk.core.payment", " note on vss: tried: 'webbnk.core.payment' is of no source",
         "Did you mean 'webbank'?", ERROR),
        ("vss", "vss.vss.applicant_log", " note on vss: tried: 'vss.vss.applicant_log' is of vss itself", THEN, ERROR),
        ("vss", "webbank", " note on vss: tried: 'webbank' names no table", THEN, ERROR),
        ("vss", "webbank.core", " note on vss: tried: 'webbank.core' names no table", THEN, ERROR),
        ("vss", "webbank.core.client_profil", " note on vss: tried: webbank has no table core.client_profil",
         "Did you mean 'client_profile'?", ERROR),
        ("vss", "webbank.cor.client_profile", " note on vss: tried: webbank has no schema 'cor'",
         "Did you mean 'core'?", ERROR),
        ("vss", "card_ledger.ledger.turnover", " note on vss: nothing tried is of webbank, the right source", THEN,
         ERROR),
    ],
)  # fmt: skip
def test_fallback_notes(source: str, tried: str, message: str, then: str, severity: str, own: ProjectSettings) -> None:
    file = put(own.root, HEAD.format(name="thing_count_24h", question="How many?", source="webbank", status="candidate")
               + f"sql: |\n  {TWO_SOURCES}\n" + FALLBACK.format(source=source, tried=tried, more=""))  # fmt: skip
    found = [f for f in check_project(own, all_rules(), file).findings if f.rule == "fallback-note"]
    assert [(f.line, f.message.removeprefix("the fallback"), f.next, f.severity) for f in found] == [
        (14, message if message.startswith(" note") else f" {message}", then, severity)
    ]


@pytest.mark.parametrize(
    "tried", [PROFILE, f"card_ledger.ledger.turnover, {PROFILE}.state_id", "webbank_core.client_profile"]
)
def test_what_may_have_been_tried(tried: str, own: ProjectSettings) -> None:
    note = FALLBACK.format(source="vss", tried=tried, more=", review_by: 2026-08-01")
    file = put(own.root, HEAD.format(name="thing_count_24h", question="How many?", source="webbank", status="candidate")
               + f"sql: |\n  {TWO_SOURCES}\n{note}")  # fmt: skip
    assert [f for f in check_project(own, all_rules(), file).findings if f.rule == "fallback-note"] == []


DUE = "the fallback on vss was to be reviewed by 2026-05-07"
FAR = "the fallback note on vss is not looked at again before 2027-05-10: more than a year away"


@pytest.mark.parametrize(
    ("more", "found"),
    [
        (", review_by: 2026-05-08", []),
        (", review_by: 2027-05-09", []),
        (", review_by: 2026-05-07", [(DUE, "Review it, then move review_by.", WARNING)]),
        (", review_by: 2027-05-10", [(FAR, "Write review_by: a day until 2027-05-09.", ERROR)]),
        ("", [("the fallback note on vss does not say until when (review_by)",
               "Write review_by: a day until 2027-05-09.", ERROR)]),
    ],
)  # fmt: skip
def test_the_day_a_note_is_reviewed(
    more: str, found: list[tuple[str, str, str]], evidence: Evidence, tmp_path: Path
) -> None:
    notes = FALLBACK.format(source="vss", tried=PROFILE, more=more)
    all_ = judged(evidence, tmp_path, notes, sql=TWO_SOURCES)
    assert [f[2:] for f in all_ if f[1] == "note-review"] == found


@pytest.mark.parametrize(
    ("status", "folder", "tail", "found"),
    [
        ("candidate", "db/candidates", "", []),
        ("ready", "db/candidates", "", []),
        ("retired", "db/candidates", "", []),
        ("retired", "db/metrics", "", []),
        ("candidate", "elsewhere", "", []),
        ("candidate", "db/metrics", "", [(8, "metric-valid", "status candidate does not belong in db/metrics")]),
        (
            "needs_realignment", "db/candidates", "",
            [(8, "metric-valid", "status needs_realignment does not belong in db/candidates"),
             (8, "realignment", "needs realignment")],
        ),
        (
            "parked", "db/candidates", "",
            [(8, "parked-has-no-number", "parked without saying what it waits for")],
        ),
        ("parked", "db/candidates", "blocked_on: [{source: bpm}]\n", []),
        (
            "parked", "db/metrics", "blocked_on: [{source: bpm}]\n",
            [(8, "parked-has-no-number", "parked, yet among the metrics the cockpit shows")],
        ),
        (
            "parked", "db/candidates",
            "blocked_on: [{source: bpm}]\n"
            "alignment: [{count: 1, value: 1, as_of: 2026-05-01, by: x, method: y, verdict: match}]\n",
            [(13, "parked-has-no-number",
              "parked, yet it records an alignment: a number from the wrong source was held to be right")],
        ),
        ("parked", "db/candidates", "blocked_on: [{source: bmp}]\n",
         [(12, "sources-exist", "there is no source 'bmp' in the inventory")]),
        ("candidate", "db/candidates", "notes: [{kind: caveat, source: bmp, why: Held payments are in it.}]\n",
         [(12, "sources-exist", "there is no source 'bmp' in the inventory")]),
        ("caveated", "db/metrics", "",
         [(8, "metric-valid", "caveated, but no caveat note says what the number also contains")]),
        ("caveated", "db/metrics", "notes: [{kind: caveat, source: bpm, why: Held payments are in it.}]\n", []),
        ("aligned", "db/metrics", "",
         [(8, "realignment", "aligned, but no hand count is on record: it needs realignment")]),
    ],
)  # fmt: skip
def test_a_status_and_where_it_stands(
    status: str, folder: str, tail: str, found: list[tuple[int, str, str]], evidence: Evidence, tmp_path: Path
) -> None:
    assert [f[:3] for f in judged(evidence, tmp_path, tail, status=status, folder=folder)] == found


def test_a_file_called_otherwise_and_a_name_given_twice(evidence: Evidence, tmp_path: Path) -> None:
    assert judged(evidence, tmp_path, stem="other_count_24h") == [
        (
            1, "metric-valid", "the file of 'thing_count_24h' is thing_count_24h.yml",
            "Call the file thing_count_24h.yml.", ERROR,
        )
    ]  # fmt: skip
    one, two = evidence.files[0], evidence.files[0]
    other = Problem(tmp_path / "x.yml", 4, "unreadable")
    findings, _ = judge(replace(evidence, files=(one, two), file_problems=(other,)), METRIC_VALID)
    name = one.metric.name
    assert told(findings) == [
        (ERROR, one.file.name, 2 if "Asked" in one.file.read_text() else 1, "metric-valid",
         f"'{name}' is already in db/candidates/{name}.yml"),
        (ERROR, "x.yml", 4, "metric-valid", "unreadable"),
    ]  # fmt: skip


METRIC_VALID = tuple(rule for rule in all_rules() if rule.id == "metric-valid")
CAVEAT = "notes: [{kind: caveat, source: bpm, why: Held payments are in it.}]\n"
BARE = "alignment: [{count: 1, value: 1, as_of: 2026-05-01, by: x, method: y, verdict: match}]\n"
UNBOUND = "the record rests on no receipt: it was written by hand, or by an older hb"
AGAIN = "Count again, then `hb metrics align thing_count_24h`."
WRITTEN = "Records are written by `hb metrics align thing_count_24h`: count again, and remove this one."


def thing(evidence: Evidence, tmp_path: Path) -> Metric:
    """The metric of `judged`, as it is read."""
    judged(evidence, tmp_path, CAVEAT, folder="db/metrics")
    return load_metric(tmp_path / "db/metrics/thing_count_24h.yml")


def with_receipts(evidence: Evidence, metric: Metric) -> Evidence:
    """Evidence of marts that hold the receipts of a metric's records, and know of the records."""
    assert evidence.landed is not None
    held = {r.receipt.id: r.receipt for r in metric.alignment if r.receipt is not None}
    recorded = {metric.name: tuple((r.digest or "", r.verdict) for r in metric.alignment)}
    return replace(evidence, landed=replace(evidence.landed, receipts=held, recorded=recorded))


@pytest.mark.parametrize(
    ("status", "record", "found"),
    [
        ("aligned", ("1", "1"), []),
        ("aligned", ("1", "2"),
         [(8, "realignment", "aligned, but the last hand count (2026-05-08) did not match: it needs realignment",
           AGAIN, ERROR)]),
        ("aligned", None, [(13, "alignment-record", UNBOUND, WRITTEN, ERROR)]),
        ("caveated", ("1", "1"), []),
        ("caveated", None, [(13, "alignment-record", UNBOUND, WRITTEN, WARNING)]),
        ("retired", ("1", "2"), []),
        ("candidate", ("1", "2"), []),
    ],
)  # fmt: skip
def test_alignments_that_hold_and_that_do_not(
    status: str, record: tuple[str, str] | None, found: list[object], evidence: Evidence, tmp_path: Path
) -> None:
    metric = thing(evidence, tmp_path)
    metric = counted(metric, *record) if record else metric
    folder = "db/candidates" if status == "candidate" else "db/metrics"
    tail = in_a_file(metric) if record else BARE
    assert judged(with_receipts(evidence, metric), tmp_path, CAVEAT + tail, status=status, folder=folder) == found


def test_a_receipt_that_marts_with_its_loads_do_not_hold(evidence: Evidence, tmp_path: Path) -> None:
    metric = thing(evidence, tmp_path)
    here = counted(metric)
    assert here.alignment[0].receipt is not None
    elsewhere = replace(here.alignment[0].receipt, tables=(replace(here.alignment[0].receipt.tables[0], load="2"),))
    there = replace(metric, alignment=(record_of(metric, receipt=elsewhere),))
    found = {
        id_: judged(evidence, tmp_path, CAVEAT + in_a_file(found), status="aligned", folder="db/metrics")
        for id_, found in (("here", here), ("there", there))
    }
    ids = here.alignment[0].receipt.id, elsewhere.id
    assert found == {
        "here": [
            (23, "alignment-receipt", f"its receipt {ids[0]} is not in the marts, which hold the loads it says it was "
             "made from", AGAIN, ERROR)
        ],
        "there": [
            (23, "alignment-receipt", f"these marts were landed after its receipt {ids[1]}, or elsewhere, and do not "
             "have it", f"See `hb metrics run thing_count_24h --receipt {ids[1]}`.", WARNING)
        ],
    }  # fmt: skip


@pytest.mark.parametrize(
    ("columns", "declared", "why"),
    [
        ({"amount": "numeric(18,2)"}, {"amount": "numeric(18,2)"}, None),
        ({"amount": "numeric"}, {}, "webbank_core.payment.amount was numeric, is numeric(18,2) in the marts"),
        ({"fee": "numeric"}, {}, "webbank_core.payment.fee is gone in the marts"),
        ({}, {"amount": "money"}, "webbank_core.payment.amount was money, is numeric(18,2) in the mirror"),
        ({}, {"fee": "money"}, "webbank_core.payment.fee is gone in the mirror"),
    ],
)
def test_a_column_that_is_not_what_was_counted(
    columns: dict[str, str], declared: dict[str, str], why: str | None, estate: ProjectSettings, tmp_path: Path
) -> None:
    own = tmp_path / "bank"
    shutil.copytree(estate.root, own)
    metric = load_metric(own / "db" / "candidates" / "payment_count_24h.yml")
    receipt = record_of(metric).receipt
    assert receipt is not None
    read = {
        part: tuple((f"webbank_core.payment.{name}", type_) for name, type_ in given.items())
        for part, given in (("columns", columns), ("declared", declared))
    }
    receipt = replace(receipt, tables=(replace(receipt.tables[0], load="0"),), **read)
    text = (own / "db" / "candidates" / "payment_count_24h.yml").read_text().replace("candidate", "aligned")
    text += in_a_file(replace(metric, alignment=(record_of(metric, receipt=receipt),)))
    (own / "db" / "metrics" / "payment_count_24h.yml").write_text(text)
    (own / "db" / "candidates" / "payment_count_24h.yml").unlink()
    findings = check_project(load_project(own / "heartbeat.yml"), all_rules(), own / "db" / "metrics").findings
    told = [f.message for f in findings if f.rule == "realignment"]
    message = f"aligned, but what it reads changed after the hand count of 2026-05-08: {why}: it needs realignment"
    assert told == ([message] if why else [])


def test_another_label_is_told_and_revokes_nothing(evidence: Evidence, tmp_path: Path) -> None:
    metric = thing(evidence, tmp_path)
    then = counted(replace(metric, label="before"))
    found = judged(
        with_receipts(evidence, then), tmp_path, CAVEAT + in_a_file(then), status="aligned", folder="db/metrics"
    )
    assert found == [
        (2, "realignment", "since the hand count, its label was 'before', is 'l'",
         "Make sure that it is still what was counted.", WARNING)
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("sql_by", "count_by", "found"),
    [("ann", "ann", 1), ("ann", "ben", 0), ("ben", "ann", 0), (None, "ann", 0), ("ann", None, 0)],
)
@pytest.mark.parametrize("written", [("{}", "digest: {}"), ('sql: "{}"', '- {{count: 1, digest: "{}"}}')])
def test_who_counted_and_who_wrote_the_sql(
    written: tuple[str, str],
    sql_by: str | None,
    count_by: str | None,
    found: int,
    evidence: Evidence,
    tmp_path: Path,
) -> None:
    metric = counted(thing(evidence, tmp_path))
    in_sql, in_record = written
    authors = {(metric.name, in_sql.format(line.strip())): sql_by for line in (metric.sql or "").splitlines()}
    authors[metric.name, in_record.format(metric.alignment[0].digest)] = count_by
    known = {line: author for line, author in authors.items() if author is not None}
    told = judged(
        replace(with_receipts(evidence, metric), authors=known), tmp_path, CAVEAT + in_a_file(metric),
        status="aligned", folder="db/metrics",
    )  # fmt: skip
    message = "ann wrote the SQL and committed the count: a mistake in both would match"
    finding = (14, "alignment-two-people", message, "Have somebody else count, and commit it.", WARNING)
    assert told == [finding] * found


@pytest.mark.parametrize(
    ("source", "question", "sql", "line"),
    [
        ("webbank", "How many?", "SELECT count(*)\n  FROM vss_vss.applicant_log", 7),
        ("vss", "How many?", "SELECT count(*)\n  FROM vss_vss.applicant_log", 11),
        ("vss", "How many?", "SELECT count(*) FROM\n  webbank_core.payment,\n  vss_vss.applicant_log", 12),
    ],
)
def test_a_wrong_source_is_told_where_it_is_read(
    source: str, question: str, sql: str, line: int, evidence: Evidence, tmp_path: Path
) -> None:
    found = judged(evidence, tmp_path, sql=sql, source=source, question=question)
    assert line in [f[0] for f in found if f[1] == "lineage-right-source"]


def test_sql_that_is_refused_is_told_at_its_line(own: ProjectSettings) -> None:
    file = own.candidates_folder / "payment_count_24h.yml"
    file.write_text(file.read_text().replace("created_at <= now()", "created_at <= 'now'"))
    clock = gather(own)
    assert list(clock.refused) == [file]
    assert file not in clock.lineage
    file.write_text(file.read_text().replace("FROM webbank_core.payment", "FROM pg_ls_dir('/')"))
    (found,) = check_project(own, all_rules(), file).findings
    assert (found.rule, found.line) == ("metric-valid", 12)
    assert found.message.startswith("metric SQL cannot call pg_ls_dir()")
