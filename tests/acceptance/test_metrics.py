"""`hb metrics`, by full command lines."""

import json
from pathlib import Path

import pytest
from tests.conftest import RunLine
from tests.metrics_estate import APPLICANTS, COUNT, TIME, build_estate, put

from heartbeat_cli.estate import load_project
from heartbeat_cli.marts import open_marts
from heartbeat_cli.metrics import load_metric
from heartbeat_cli.metrics.recording import receipts_of

WRITTEN = "--attested-by OPS-12"
TIME_NAME = "outgoing_sepa_credit_processing_time_p50_min_24h"


@pytest.fixture
def root(tmp_path: Path) -> Path:
    return build_estate(tmp_path / "bank").root


def done_receipt(root: Path, name: str) -> str:
    """The newest receipt of a metric in the marts."""
    with open_marts(load_project(root / "heartbeat.yml")) as reader:
        return receipts_of(reader, load_metric(root / "db" / "candidates" / f"{name}.yml"))[-1].id


def lines(text: str) -> list[str]:
    return [line.rstrip() for line in text.splitlines()]


def test_list_never_hides_a_status(root: Path, run_line: RunLine) -> None:
    put(root, COUNT.replace("candidate", "aligned").replace("_count_", "_number_"), "metrics")
    done = run_line("hb metrics list", cwd=root)
    assert (done.code, done.stderr) == (0, "")
    assert [" ".join(line.split()) for line in lines(done.stdout)] == [
        "Metric Status Source Age",
        "applicant_count_24h candidate vss migration target: vss is being replaced",
        "kyc_pass_rate_30d parked qac waits for qac",
        f"{TIME_NAME} candidate webbank until bpm, mms",
        "payment_count_24h candidate webbank",
        "payment_number_24h needs_realignment webbank fresh, 1 h no hand count is on record",
        "sepa_payment_count_24h candidate mms",
    ]


def test_list_with_values_computes_only_what_is_shown(root: Path, run_line: RunLine) -> None:
    put(root, TIME.replace("candidate", "caveated"), "metrics")
    (root / "db" / "candidates" / f"{TIME_NAME}.yml").unlink()
    done = run_line("hb metrics list --values --json", cwd=root)
    values = {m["name"]: m.get("value") for m in done.json["metrics"]}
    assert values == {
        "applicant_count_24h": None,
        "kyc_pass_rate_30d": None,
        TIME_NAME: "41.5",
        "payment_count_24h": None,
        "sepa_payment_count_24h": None,
    }


def test_broken_file_does_not_hide_the_others(root: Path, run_line: RunLine) -> None:
    (root / "db" / "candidates" / "x.yml").write_text("name: [")
    done = run_line("hb metrics list", cwd=root)
    assert done.code == 0
    assert "payment_count_24h" in done.stdout
    assert "not valid YAML" in done.stderr


def test_run_gives_number_unit_status_and_notes(root: Path, run_line: RunLine) -> None:
    done = run_line(f"hb metrics run {TIME_NAME}", cwd=root)
    assert done.code == 0
    assert lines(done.stdout) == [
        "41.5 min",
        "Outgoing SEPA credit, median processing time, 24h, as of 2026-05-08 09:00:00 UTC",
        "candidate  until bpm, mms",
        "fresh  data to 2026-05-08 08:00 UTC, 1 hour old",
        "caveat bpm: Compliance review time is still in it.",
        "caveat mms: SEPA rails are on the SEPA cluster.",
        f"receipt {done_receipt(root, TIME_NAME)}",
    ]
    assert done.stderr == ""


def test_number_that_check_calls_wrong_says_so(root: Path, run_line: RunLine) -> None:
    fan_out = "webbank_core.transfer AS t JOIN webbank_core.transfer_event AS e ON e.transfer_id = t.id"
    name = "transfer_sum_24h"
    file = put(
        root,
        COUNT.replace("payment_count_24h", name)
        .replace("count(*)", "sum(t.amount)")
        .replace("webbank_core.payment", fan_out)
        .replace("created_at", "t.created_at"),
    )
    (finding,) = [f for f in run_line(f"hb check {file} --json", cwd=root).json["findings"] if f["severity"] == "error"]
    wrong = "The number must not be used: hb check finds fan-out (line 11)."
    assert lines(run_line(f"hb metrics run {name}", cwd=root).stdout)[:2] == ["no value", wrong]
    assert f"wrong         {wrong}" in lines(run_line(f"hb metrics show {name}", cwd=root).stdout)
    for command, errors in ((f"run {name}", [finding]), (f"show {name}", [finding]), ("run payment_count_24h", [])):
        assert run_line(f"hb metrics {command} --json", cwd=root).json["errors"] == errors


def test_run_as_of_another_day(root: Path, run_line: RunLine) -> None:
    for moment, count in (("2026-05-07", "15"), ("2026-05-07T09:00Z", "24"), ("2026-05-07T12:00+03:00", "24")):
        done = run_line(f"hb metrics run payment_count_24h --json --as-of {moment}", cwd=root)
        assert done.json["value"] == count
    assert run_line("hb metrics run payment_count_24h --as-of soon", cwd=root).code == 2


def test_run_of_a_parked_candidate_shows_no_number(root: Path, run_line: RunLine) -> None:
    done = run_line("hb metrics run kyc_pass_rate_30d", cwd=root)
    assert (done.code, done.stdout) == (5, "")
    assert "parked" in done.stderr
    assert "waits for qac (outcome): Counted against QAC" in done.stderr
    failure = run_line("hb metrics run kyc_pass_rate_30d --json", cwd=root)
    assert (failure.code, failure.json["error"]["code"]) == (5, "parked")


def test_run_on_tables_that_are_not_landed_names_the_ingest(root: Path, run_line: RunLine) -> None:
    done = run_line("hb metrics run sepa_payment_count_24h", cwd=root)
    assert done.code == 3
    assert "not landed in the marts: mms_mms.outgoing_payment" in done.stderr
    assert "`hb ingest --source mms`" in done.stderr


def test_run_before_anything_is_landed(tmp_path: Path, run_line: RunLine) -> None:
    root = build_estate(tmp_path / "empty", marts=False).root
    done = run_line("hb metrics run payment_count_24h --json", cwd=root)
    assert (done.code, done.json["error"]["code"]) == (3, "no_marts")


KYC = APPLICANTS.replace("applicant_count", "kyc_pass_count").replace("applicants were there", "KYC pass")


@pytest.mark.parametrize(
    ("text", "code", "said", "then"),
    [
        (APPLICANTS, "wrong_source", "reads vss_vss without a note that says why", "add a note {kind: fallback"),
        (KYC, "wrong_source", "qac is not landed", "Set status: parked with blocked_on qac"),
        (
            APPLICANTS + "notes:\n  - {kind: fallback, source: vss, why: Only vss has applicants.}\n",
            "unexplained_fallback",
            "does not say what was tried first",
            "tried: [",
        ),
    ],
)
def test_wrong_source_shows_no_number(
    text: str, code: str, said: str, then: str, root: Path, run_line: RunLine
) -> None:
    name = put(root, text).stem
    done = run_line(f"hb metrics run {name}", cwd=root)
    assert (done.code, done.stdout) == (5, "")
    assert done.stderr.startswith(f"error: db/candidates/{name}.yml: {name} has no number to show: ")
    assert said in done.stderr
    assert then in done.stderr
    failure = run_line(f"hb metrics run {name} --json", cwd=root).json
    assert (failure["error"]["code"], "value" in failure) == (code, False)


def test_list_with_values_shows_no_number_of_the_wrong_source(root: Path, run_line: RunLine) -> None:
    put(root, TIME.replace("candidate", "caveated"), "metrics")
    note = "notes:\n  - {kind: caveat, source: webbank, why: Old.}\n"
    name = put(root, KYC.replace("candidate", "caveated") + note, "metrics").stem
    done = run_line("hb metrics list --values --json", cwd=root)
    (listed,) = (m for m in done.json["metrics"] if m["name"] == name)
    assert (listed["value"], listed["error"]["code"]) == (None, "wrong_source")
    shown = run_line("hb metrics list --values", cwd=root)
    assert f"{name}  " in shown.stdout
    assert "refused" in shown.stdout
    assert "41.5 min" in shown.stdout
    assert f"warning: {name}: db/metrics/{name}.yml: {name} has no number to show" in shown.stderr


def test_run_on_a_misspelt_table_names_the_closest(root: Path, run_line: RunLine) -> None:
    put(root, COUNT.replace("webbank_core.payment", "webbank_core.paymnt"))
    done = run_line("hb metrics run payment_count_24h", cwd=root)
    assert done.code == 3
    assert "webbank has no table core.paymnt" in done.stderr
    assert "Did you mean 'payment'?" in done.stderr
    assert "hb ingest" not in done.stderr


@pytest.mark.parametrize(
    ("moment", "code", "said"),
    [
        (
            "2026-05-08T09:01Z",
            0,
            "is later than the project's clock (2026-05-08 09:00 UTC): the marts may hold no data for that moment",
        ),
        (
            "2001-01-01",
            6,
            "there is no data for --as-of 2001-01-01 00:00 UTC: webbank_core.payment has no row up to then",
        ),
        ("2026-05-07", 0, None),
        ("2026-05-08T09:00Z", 0, None),
    ],
)
def test_moment_without_data_is_doubted(
    moment: str, code: int, said: str | None, root: Path, run_line: RunLine
) -> None:
    done = run_line(f"hb metrics run payment_count_24h --as-of {moment}", cwd=root)
    assert done.code == code
    if said is None:
        assert done.stderr == ""
    else:
        assert said in done.stderr


def test_tolerance_is_held_in_bounds(root: Path, run_line: RunLine) -> None:
    line = f"hb metrics align payment_count_24h --count 23 --by operations --method register {WRITTEN}"
    for given, code, said in (
        ("101%", 2, "would let any number match"),
        ("10%", 0, ""),
        ("25%", 2, "lets the SQL be 25% away from the count; beyond 10% the record has to say why"),
        ("23", 2, "lets the SQL be 100% away"),
        ("1e400", 2, "'1e400' is not a tolerance"),
        ("23 --reason 'two lists, a week apart'", 0, ""),
    ):
        done = run_line(f"{line} --dry-run --tolerance {given}", cwd=root)
        assert (done.code, said in done.stderr) == (code, True), done.stderr
    for given in ("1e28", "1,000", "nan"):
        done = run_line(line.replace("--count 23", f"--count {given}"), cwd=root)
        assert (done.code, f"error: --count: '{given}' is not a number somebody counted" in done.stderr) == (2, True)


@pytest.mark.parametrize("width", [40, 60, 80, 100, 120])
def test_names_are_never_cut(width: int, root: Path, run_line: RunLine) -> None:
    long = "outgoing_sepa_credit_bank_only_processing_time_p50_min_24h"
    put(root, TIME.replace(TIME_NAME, long))
    done = run_line("hb metrics list", cwd=root, env={"COLUMNS": str(width)})
    assert done.code == 0
    for name in (long, TIME_NAME, "applicant_count_24h"):
        assert any(name in line.split() for line in lines(done.stdout)), done.stdout
    assert "…" not in done.stdout
    assert "waits for qac" in done.stdout
    assert all(len(line) <= width for line in lines(done.stdout) if line not in (long, TIME_NAME))


def test_run_of_sql_that_writes_is_refused_with_its_line(root: Path, run_line: RunLine) -> None:
    put(root, COUNT.replace("SELECT count(*)", "SELECT pg_sleep(9)"))
    done = run_line("hb metrics run payment_count_24h", cwd=root)
    assert done.code == 5
    assert "error: db/candidates/payment_count_24h.yml:11:10: metric SQL cannot call pg_sleep()" in done.stderr


def test_show_tells_everything(root: Path, run_line: RunLine) -> None:
    done = run_line(f"hb metrics show {TIME_NAME} --json", cwd=root)
    shown = done.json
    assert shown["reads"] == ["webbank_core.payment"]
    assert shown["right_sources"] == [{"source": "mms", "because": 'mms is truth for SEPA rails ("sepa credit")'}]
    assert [note["source"] for note in shown["notes"]] == ["bpm", "mms"]
    text = run_line(f"hb metrics show {TIME_NAME}", cwd=root).stdout
    assert "reads         webbank_core.payment" in text
    assert "percentile_cont(0.5)" in text


def test_unknown_metric_gets_the_closest(root: Path, run_line: RunLine) -> None:
    done = run_line("hb metrics show payments_count_24h", cwd=root)
    assert done.code == 3
    assert "Did you mean 'payment_count_24h'?" in done.stderr


def test_match_moves_the_candidate(root: Path, run_line: RunLine) -> None:
    done = run_line(
        f"hb metrics align payment_count_24h --count 24 --by operations --method 'printed register' {WRITTEN}",
        cwd=root,
    )
    assert done.code == 0, done.stderr
    assert lines(done.stdout) == [
        "match  counted 24, SQL 24, difference 0, allowed 0, blind",
        "payment_count_24h aligned, now in db/metrics/payment_count_24h.yml",
    ]
    file = root / "db" / "metrics" / "payment_count_24h.yml"
    assert not (root / "db" / "candidates" / "payment_count_24h.yml").exists()
    assert file.read_text().startswith("# Asked for by operations.\n")
    record = load_metric(file).alignment[0]
    assert (str(record.count), str(record.value), record.by, record.verdict) == ("24", "24", "operations", "match")
    assert run_line("hb metrics run payment_count_24h --json", cwd=root).json["status"] == "aligned"


def test_match_of_a_number_with_a_caveat_stays_caveated(root: Path, run_line: RunLine) -> None:
    line = (
        f"hb metrics align {TIME_NAME} --count 41 --tolerance 5% --by operations --method stop-watch {WRITTEN} --json"
    )
    done = run_line(line, cwd=root).json
    assert (done["status"], done["written"]) == ("caveated", True)
    assert done["comparison"]["difference"] == "0.5"


def test_mismatch_moves_nothing(root: Path, run_line: RunLine) -> None:
    done = run_line(
        f"hb metrics align payment_count_24h --count 20 --by operations --method register {WRITTEN}", cwd=root
    )
    assert done.code == 5
    assert done.stdout.startswith("payment_count_24h  counted 20, SQL 24: 4 more\n")
    assert "counted 20, SQL gives 24: a difference of 4 (20.0%), allowed is 0" in done.stderr
    assert (root / "db" / "candidates" / "payment_count_24h.yml").read_text() == COUNT
    assert list((root / "db" / "metrics").iterdir()) == []


def test_mismatch_is_kept_only_when_asked(root: Path, run_line: RunLine) -> None:
    line = f"hb metrics align payment_count_24h --count 20 --by operations --method register {WRITTEN} --record --json"
    assert run_line(line, cwd=root).json["error"]["code"] == "mismatch"
    kept = load_metric(root / "db" / "candidates" / "payment_count_24h.yml")
    assert (kept.status, [r.verdict for r in kept.alignment]) == ("candidate", ["mismatch"])


def test_dry_run_writes_nothing(root: Path, run_line: RunLine) -> None:
    before = {file: file.read_bytes() for file in root.rglob("*.yml")}
    line = f"hb metrics align payment_count_24h --count 24 --by operations --method register {WRITTEN} --dry-run"
    assert "nothing written" in run_line(line, cwd=root).stdout
    run_line(line.replace("24 --by", "20 --by") + " --record", cwd=root)
    assert {file: file.read_bytes() for file in root.rglob("*.yml")} == before


@pytest.mark.parametrize("missing", ["--count", "--by", "--method", "--attested-by"])
def test_missing_answer_names_its_flag(missing: str, root: Path, run_line: RunLine) -> None:
    answers = {"--count": "24", "--by": "operations", "--method": "register", "--attested-by": "OPS-12"}
    del answers[missing]
    given = " ".join(f"{flag} {value}" for flag, value in answers.items())
    done = run_line(f"hb metrics align payment_count_24h {given} --json", cwd=root)
    assert done.code == 2
    assert done.json["error"]["code"] == "missing_flag"
    assert missing in done.json["error"]["hint"]


@pytest.mark.parametrize(("name", "code"), [("kyc_pass_rate_30d", "parked"), ("applicant_count_24h", "wrong_source")])
def test_what_cannot_be_aligned(name: str, code: str, root: Path, run_line: RunLine) -> None:
    done = run_line(f"hb metrics align {name} --count 9 --by operations --method register {WRITTEN} --json", cwd=root)
    assert (done.code, done.json["error"]["code"]) == (5, code)
    assert list((root / "db" / "metrics").iterdir()) == []


def test_unexplained_fallback_cannot_be_aligned(root: Path, run_line: RunLine) -> None:
    put(root, APPLICANTS + "notes:\n  - {kind: fallback, source: vss, why: Only vss has applicants.}\n")
    line = f"hb metrics align applicant_count_24h --count 9 --by operations --method register {WRITTEN} --json"
    assert run_line(line, cwd=root).json["error"]["code"] == "unexplained_fallback"
    note = (
        "notes:\n  - {kind: fallback, source: vss, why: Applicants are not in webbank.,"
        " tried: [webbank.core.client_profile]}\n"
    )
    put(root, APPLICANTS + note)
    assert run_line(line, cwd=root).json["status"] == "aligned"


def test_editing_the_sql_drops_the_alignment_everywhere(root: Path, run_line: RunLine) -> None:
    run_line(f"hb metrics align payment_count_24h --count 24 --by operations --method register {WRITTEN}", cwd=root)
    file = root / "db" / "metrics" / "payment_count_24h.yml"
    assert run_line(f"hb check {file}", cwd=root).code == 0
    file.write_text(file.read_text().replace("created_at <= now()", "created_at <= now() AND id > 0", 1))
    assert run_line("hb metrics run payment_count_24h --json", cwd=root).json["status"] == "needs_realignment"
    assert run_line("hb metrics show payment_count_24h --json", cwd=root).json["status"] == "needs_realignment"
    assert "needs_realignment" in run_line("hb metrics list", cwd=root).stdout
    done = run_line(f"hb check {file} --json", cwd=root)
    assert (done.code, [f["rule"] for f in done.json["findings"]]) == (6, ["realignment"])
    run_line(f"hb metrics align payment_count_24h --count 23 --by operations --method register {WRITTEN}", cwd=root)
    assert run_line(f"hb check {file}", cwd=root).code == 0


def test_empty_project_says_how_to_begin(root: Path, run_line: RunLine) -> None:
    for file in (root / "db" / "candidates").iterdir():
        file.unlink()
    done = run_line("hb metrics list", cwd=root)
    assert (done.code, done.stdout) == (0, "")
    assert "hb discover" in done.stderr
    assert json.loads(run_line("hb metrics list --json", cwd=root).stdout) == {"metrics": [], "unreadable": []}


def test_several_are_a_table_and_what_failed_stands_below(root: Path, run_line: RunLine) -> None:
    done = run_line("hb metrics run 'payment_*' sepa_payment_count_24h kyc_pass_rate_30d --sort value", cwd=root)
    assert done.code == 6
    assert [" ".join(line.split()) for line in lines(done.stdout)] == [
        "Metric Value Age Status",
        "payment_count_24h 24 fresh, 1 h candidate",
        "sepa_payment_count_24h failed candidate",
        "kyc_pass_rate_30d refused parked waits for qac",
        "as of 2026-05-08 09:00 UTC",
    ]
    told = lines(done.stderr)
    assert [line.partition(":")[2].partition(":")[0] for line in told[::2]] == [
        " sepa_payment_count_24h",
        " kyc_pass_rate_30d",
    ]
    assert told[1] == "  next: Land it: `hb ingest --source mms`."


def test_several_for_programs_and_as_rows(root: Path, run_line: RunLine) -> None:
    named = "payment_count_24h sepa_payment_count_24h"
    said = run_line(f"hb metrics run {named} --change --json", cwd=root)
    (count, sepa) = said.json["metrics"]
    assert (said.code, said.json["as_of"], said.json["numberless"]) == (6, "2026-05-08T09:00:00+00:00", [])
    assert (count["value"], count["error"], count["change"]["value"], count["change"]["difference"]) == (
        "24", None, "24", None,
    )  # fmt: skip
    assert count["receipt"]["id"] == done_receipt(root, "payment_count_24h")
    assert (sepa["value"], sepa["receipt"], sepa["change"], sepa["error"]["code"]) == (None, None, None, "not_landed")
    rows = lines(run_line(f"hb metrics run {named} --format csv", cwd=root).stdout)
    assert rows == [
        "metric,value,unit,as_of,window,before,before_as_of,change,change_percent,better,status,age,data_until,error"
        ",wrong",
        "payment_count_24h,24,count,2026-05-08T09:00:00+00:00,24h,,,,,,candidate,fresh,2026-05-08T08:00:00+00:00,,",
        "sepa_payment_count_24h,,count,2026-05-08T09:00:00+00:00,24h,,,,,,candidate,,,"
        "not landed in the marts: mms_mms.outgoing_payment,",
    ]


@pytest.mark.parametrize(
    ("asked", "code", "message"),
    [
        ("", 2, "which metrics?"),
        ("payment_count_24h --all", 2, "--all means every metric"),
        ("'pay*' --receipt 3f", 2, "a receipt is of one metric"),
        ("'pay*' --sort size", 2, "--sort: 'size' is nothing to sort by"),
        ("payment_count_24h --every 1d", 2, "--every is the step of a series"),
        ("payment_count_24h --top 3", 2, "--top is how many values of a column are listed"),
        ("payment_count_24h --since 3d --by rail", 2, "--since and --by exclude each other"),
        ("payment_count_24h --since soon", 2, "--since: 'soon' is no span and no date"),
        ("payment_count_24h --by clinet_id", 3, "Did you mean 'client_id'?"),
        ("kyc_pass_rate_30d --since 3d", 5, "kyc_pass_rate_30d is parked"),
        ("'pay*' --format xml", 2, "there is no format 'xml'"),
        ("'pay*' --status parked", 3, "there is no metric with a number called pay* or that is parked"),
        ("sepa_payment_count_24h kyc_pass_rate_30d", 1, "sepa_payment_count_24h: not landed"),
    ],
)
def test_what_cannot_be_run_together(asked: str, code: int, message: str, root: Path, run_line: RunLine) -> None:
    done = run_line(f"hb metrics run {asked}", cwd=root)
    assert done.code == code
    assert message in done.stderr


def test_a_series_is_a_line_of_blocks_and_rows(root: Path, run_line: RunLine) -> None:
    done = run_line("hb metrics run payment_count_24h --since 60h --every 12h", cwd=root)
    assert done.code == 0
    assert lines(done.stdout)[4:] == [
        f"receipt {done_receipt(root, 'payment_count_24h')}",
        "change: the window before begins before the first row of webbank_core.payment",
        "·▁███",
        "5 moments, every 12h in UTC, 2026-05-06 09:00 UTC to 2026-05-08 09:00 UTC, between 12 and 24",
        "not whole: 1 before the first row, 2 of windows that begin before the first row;"
        " rows from 2026-05-06 10:00 UTC",
    ]
    rows = lines(run_line("hb metrics run payment_count_24h --since 36h --every 12h --format csv", cwd=root).stdout)
    assert rows == [
        "metric,as_of,value,unit,state,why,status,wrong",
        "payment_count_24h,2026-05-07T09:00:00+00:00,24,count,partial,its window begins before the first row"
        ",candidate,",
        "payment_count_24h,2026-05-07T21:00:00+00:00,24,count,whole,,candidate,",
        "payment_count_24h,2026-05-08T09:00:00+00:00,24,count,whole,,candidate,",
    ]
    (said,) = run_line("hb metrics run payment_count_24h --since 60h --every 12h --json", cwd=root).json["metrics"]
    assert [point["value"] for point in said["series"]["points"]] == [None, "12", "24", "24", "24"]
    assert (said["series"]["one_scan"], said["series"]["as_now"], said["change"]["value"]) == (True, [], "24")


def test_several_of_another_moment_say_what_they_may_lack(root: Path, run_line: RunLine) -> None:
    done = run_line("hb metrics run 'payment_*' --change --as-of 2026-05-10", cwd=root)
    assert (done.code, lines(done.stderr)) == (
        0,
        [
            "warning: --as-of 2026-05-10 00:00 UTC is later than the project's clock (2026-05-08 09:00 UTC): the marts"
            " may hold no data for that moment"
        ],
    )
    assert "its moment is yet to come" in done.stdout


def test_a_number_by_a_column_adds_up_or_says_that_it_does_not(root: Path, run_line: RunLine) -> None:
    done = run_line("hb metrics run payment_count_24h --by client_id --top 2", cwd=root)
    assert done.code == 0
    assert [" ".join(line.split()) for line in lines(done.stdout)[6:]] == [
        "payment.client_id Value Share",
        "0 4 16.7%",
        "1 4 16.7%",
        "(rest) 16 66.7%",
        "the segments add up to the number; 5 more segments",
    ]
    (said,) = run_line("hb metrics run payment_count_24h --by rail --json", cwd=root).json["metrics"]
    assert said["breakdown"] == {
        "column": "payment.rail",
        "adds_up": True,
        "segments": [{"segment": "SEPA", "label": None, "value": "24"}],
        "more": 0,
        "rest": None,
    }
    rows = run_line("hb metrics run payment_count_24h sepa_payment_count_24h --by rail --format csv", cwd=root)
    assert lines(rows.stdout) == [
        "metric,as_of,column,segment,label,value,unit,adds_up,status,wrong",
        "payment_count_24h,2026-05-08T09:00:00+00:00,payment.rail,SEPA,,24,count,yes,candidate,",
    ]
    assert lines(rows.stderr) == ["warning: sepa_payment_count_24h: not landed in the marts: mms_mms.outgoing_payment"]
    several = run_line(f"hb metrics run payment_count_24h {TIME_NAME} --by rail", cwd=root)
    assert "  these values do not add up to the number" in lines(several.stdout)
