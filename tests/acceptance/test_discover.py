"""`hb discover` by its flags, over real dumps, real marts and real files."""

import json
import shlex
import subprocess
import sys
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest
import yaml
from tests.conftest import Outcome, RunLine
from tests.discovery_estate import build_estate, candidates

from heartbeat_cli.estate import ProjectSettings
from heartbeat_cli.metrics import load_metric

ACTIVE = (
    'hb discover "Active clients" --table webbank.core.client_profile --measure count --where "state = ACTIVE"'
    " --window total --owner onboarding"
)

CLIENTS = "--table core.client_profile"


@pytest.fixture
def estate(tmp_path: Path) -> ProjectSettings:
    return build_estate(tmp_path / "estate")


@pytest.fixture
def hb(estate: ProjectSettings, run_line: RunLine) -> Callable[[str], Outcome]:
    return lambda line: run_line(line, cwd=estate.root)


def written(project: ProjectSettings, name: str) -> dict[str, object]:
    data: dict[str, object] = yaml.safe_load((project.candidates_folder / f"{name}.yml").read_text())
    return data


def test_from_a_question_to_a_candidate(hb: Callable[[str], Outcome], estate: ProjectSettings) -> None:
    done = hb(ACTIVE)
    assert done.code == 0, done.stderr
    assert done.stdout.splitlines()[0].split() == ["active_clients_count_total", "candidate"]
    assert done.stdout.splitlines()[1] == "7  as of 2026-05-08 09:00 UTC"
    assert "SELECT count(*)" in done.stderr and "webbank is the truth source" in done.stderr
    assert written(estate, "active_clients_count_total") == {
        "name": "active_clients_count_total",
        "label": "Active clients",
        "question": "Active clients",
        "owner": "onboarding",
        "unit": "count",
        "window": "total",
        "direction": "neutral",
        "source": "webbank",
        "status": "candidate",
        "sql": "SELECT count(*)\nFROM webbank_core.client_profile\n"
        "WHERE state_id = (SELECT id FROM webbank_dict.profile_state WHERE code = 'ACTIVE')\n",
    }


@pytest.mark.parametrize(
    ("flags", "value"),
    [
        ("--table core.client_profile --measure count --window 24h", "1"),
        ("--table core.client_profile --measure count --window 7d --as-of 2026-05-07T09:00Z", "9"),
        ('--table core.client_profile --measure "share state = ACTIVE" --window total', "70.0"),
        (f'{CLIENTS} --measure count --where "state in (ACTIVE, rejected) and kind = COMPANY" --window total', "3"),
        ('--table core.client_profile --measure "count distinct state_id" --window total', "2"),
        ("--table core.payment --measure sum --column amount --window 7d --time value_date --unit EUR", "45.00"),
        ('--table core.payment --measure "median authorized_at..settled_at in min" --window 24h', "45.0"),
        ("--table core.payment --measure p95 --column authorized_at..settled_at --in h --window 24h", "1.275"),
        ('--table core.payment --measure "avg amount" --where "id > 100" --window total --unit EUR', None),
        ('--table core.payment --measure count --where "purpose = \'\'" --window total', "7"),
        ('--sql "select count(*) from webbank_core.client_profile where id < 8" --unit clients --window total', "7"),
    ],
)  # fmt: skip
def test_numbers_come_from_the_marts(
    hb: Callable[[str], Outcome], estate: ProjectSettings, flags: str, value: str | None
) -> None:
    done = hb(f'hb discover "Money and people" --owner ops --dry-run --json {flags}')
    assert done.code == 0, done.stdout
    found = done.json["value"]
    assert (found is None) == (value is None)
    assert found is None or float(found) == pytest.approx(float(value or 0))
    assert done.json["file"] is None and candidates(estate) == []


def test_the_json_of_a_journey(hb: Callable[[str], Outcome]) -> None:
    done = hb(f"{ACTIVE} --json")
    assert (done.code, done.stderr) == (0, "")
    result = done.json
    assert result["status"] == "candidate" and result["value"] == "7"
    assert result["right_source"]["source"] == "webbank"
    assert result["file"] == "db/candidates/active_clients_count_total.yml"
    assert [s["source"] for s in result["searched"]][:2] == ["webbank", "vss"]
    tables = {t["table"]: t["landed"] for t in result["searched"][0]["tables"]}
    assert tables["core.client_profile"] is True and tables["core.client_note"] is False


@pytest.mark.parametrize("more", ["", "--table webbank.core.kyc_verification --measure count --window 30d"])
def test_kyc_pass_rate_is_parked_on_qac(hb: Callable[[str], Outcome], estate: ProjectSettings, more: str) -> None:
    done = hb(f'hb discover "KYC pass rate" {more}')
    assert done.code == 0, done.stderr
    assert "core.kyc_verification" in done.stderr, "what the truth source has is shown all the same"
    assert "qac, not landed yet" in done.stdout and "Who runs it" in done.stdout
    assert written(estate, "kyc_pass_rate_30d")["status"] == "parked"
    assert "value" not in done.stdout and "sql" not in written(estate, "kyc_pass_rate_30d")
    parked = load_metric(estate.candidates_folder / "kyc_pass_rate_30d.yml")
    assert [b.source for b in parked.blocked_on] == ["qac"]


def test_sepa_waits_for_the_sepa_databases(hb: Callable[[str], Outcome], estate: ProjectSettings) -> None:
    done = hb('hb discover "SEPA rejection rate" --table mms.mms.sepa_rejection --json')
    assert (done.code, done.json["status"], done.json["value"]) == (0, "parked", None)
    blocked = written(estate, "sepa_rejection_rate_30d")["blocked_on"]
    assert [(b["source"], b.get("needs")) for b in blocked] == [("mms", ["mms.sepa_rejection"]), ("mms_inst", None)]  # type: ignore[attr-defined]


def test_a_caveat_is_written_with_the_number(hb: Callable[[str], Outcome], estate: ProjectSettings) -> None:
    done = hb(
        'hb discover "SEPA credit processing time" --caveat mms="Rails are not in it." --table core.payment'
        ' --measure "median authorized_at..settled_at in min" --window 24h --owner payments'
        " --name sepa_credit_processing_time_p50_min_24h"
    )
    assert done.code == 0, done.stderr
    data = written(estate, "sepa_credit_processing_time_p50_min_24h")
    assert (data["status"], data["source"]) == ("candidate", "webbank")
    assert data["notes"] == [{"kind": "caveat", "source": "mms", "why": "Rails are not in it."}]


@pytest.mark.parametrize(
    ("line", "message"),
    [
        (
            'hb discover "KYC pass rate" --caveat qac=coarser',
            "lists nothing as shown with a caveat until",
        ),
        (
            'hb discover "SEPA credit count" --caveat mms="Rails are not in it." --table core.payment'
            " --measure count --window 24h",
            "does not list sepa_credit_count_24h as shown with a caveat",
        ),
    ],
)
def test_a_caveat_is_no_way_round_the_right_source(
    hb: Callable[[str], Outcome], estate: ProjectSettings, line: str, message: str
) -> None:
    done = hb(f"{line} --owner payments")
    assert (done.code, done.stdout, candidates(estate)) == (5, "", [])
    assert message in " ".join(done.stderr.split())


def test_a_stop_gap_is_written_as_one(hb: Callable[[str], Outcome], estate: ProjectSettings) -> None:
    done = hb(
        'hb discover "SEPA credit count" --stop-gap mms="Rails are not in it." --table core.payment --measure count'
        " --window 24h --owner payments --review-by 2026-07-01"
    )
    assert done.code == 0, done.stderr
    assert written(estate, "sepa_credit_count_24h")["notes"] == [
        {
            "kind": "caveat", "source": "mms", "why": "Rails are not in it.", "review_by": date(2026, 7, 1),
            "stop_gap": True,
        },
    ]  # fmt: skip


def test_another_landed_source_is_refused(hb: Callable[[str], Outcome], estate: ProjectSettings) -> None:
    line = 'hb discover "Applicants" --table vss.vss.applicant_log --measure count --window 24h --owner ops'
    done = hb(line)
    assert (done.code, done.stdout) == (5, "")
    assert "vss is not the right source" in done.stderr and "--fallback-note" in done.stderr
    assert candidates(estate) == []
    done = hb(f'{line} --fallback-note "webbank keeps no applicants" --tried webbank.core.client_profile')
    assert done.code == 0, done.stderr
    note = written(estate, "applicants_count_24h")["notes"][0]  # type: ignore[index]
    assert note["kind"] == "fallback" and note["source"] == "vss" and note["tried"] == ["webbank.core.client_profile"]
    assert str(note["review_by"]) == "2026-08-06"


@pytest.mark.parametrize(
    ("line", "code", "name", "hint"),
    [
        ("hb discover --json", 2, "missing_flag", 'question as an argument: `hb discover "…"`'),
        ('hb discover "Clients" --json', 2, "missing_flag", "Give --proposal 1 for “How many client profiles"),
        ('hb discover "Clients" --measure count --json', 2, "missing_flag", "webbank.core.client_profile"),
        ('hb discover "Clients" --table core.client_profile --json', 2, "missing_flag", "Give --measure"),
        ('hb discover "Clients" --table core.payment --measure sum --json', 2, "missing_flag", "--column"),
        ('hb discover "Clients" --table core.client_profile --measure count --json', 2, "missing_flag", "--window"),
        (f'hb discover "Clients" {CLIENTS} --measure count --window 24h --json', 2, "missing_flag", "--owner"),
        ('hb discover "Clients" --table core.clint_profile --json', 3, "unknown_table", "core.client_profile"),
        ('hb discover "Clients" --table webank.core.x --json', 3, "unknown_source", "webbank"),
        ('hb discover "Clients" --table bpm.bpm.hold --json', 5, "not_landed", "hb ingest --source bpm"),
        ('hb discover "Clients" --table a.b.c --sql "select 1" --json', 2, "usage", "names its tables itself"),
        ('hb discover "Clients" --sql "select count(*) from read_csv(1)" --json', 5, "sql_refused", ""),
        ('hb discover "Clients" --sql "select count(*) from webbank_core.nope" --json', 3, "unknown_table", ""),
        ('hb discover P --table core.payment --measure count --where "client=B" --json', 2, "no_labels", "client_id"),
        ('hb discover "Clients" --caveat nobody=why --json', 3, "unknown_source", ""),
        ('hb discover "Clients" --answers nowhere.yml --json', 3, "not_found", ""),
        ('hb discover "Clients" --as-of noon --json', 2, "usage", ""),
        ("hb discover --resume nothing_24h --json", 3, "unknown_metric", ""),
    ],
)  # fmt: skip
def test_what_goes_wrong_has_a_code_and_a_way_on(
    hb: Callable[[str], Outcome], estate: ProjectSettings, line: str, code: int, name: str, hint: str
) -> None:
    done = hb(line)
    assert (done.code, done.json["error"]["code"]) == (code, name), done.stdout
    assert hint in (done.json["error"]["hint"] or "")
    assert candidates(estate) == []


@pytest.mark.parametrize(
    ("flag", "name", "message"),
    [
        ("--name Nope", "bad_name", "--name: 'Nope' is not lower_snake_case"),
        ("--name client_count_24h", "bad_name", "ends in 24h, but its window is total"),
        ("--name taken_count_total", "name_taken", "there is already a candidate called taken_count_total"),
        ("--window 1y", "usage", "--window: '1y' is no window"),
        ("--direction up", "usage", "--direction: 'up' is no direction"),
        ("--measure cuont", "usage", "--measure: 'cuont' is no measure"),
        ("--review-by soon", "usage", "--review-by: 'soon' is no date"),
    ],
)
def test_a_flag_wrong_on_its_face_fails_before_anything_is_read(
    hb: Callable[[str], Outcome], estate: ProjectSettings, flag: str, name: str, message: str
) -> None:
    estate.candidates_folder.mkdir(parents=True)
    (estate.candidates_folder / "taken_count_total.yml").write_text("name: taken_count_total\n")
    done = hb(f"{ACTIVE} {flag}")
    assert done.code == (5 if name == "name_taken" else 2) and message in done.stderr, done.stderr
    assert "right source" not in done.stderr and "SELECT" not in done.stderr
    assert hb(f"{ACTIVE} {flag} --json").json["error"]["code"] == name


def test_piped_output_has_no_padding_and_the_number_once(hb: Callable[[str], Outcome]) -> None:
    done = hb(f"{ACTIVE} --unit clients")
    lines = [*done.stdout.splitlines(), *done.stderr.splitlines()]
    assert [line for line in lines if line != line.rstrip()] == []
    assert [line for line in lines if line.split()[:1] == ["7"]] == ["7 clients  as of 2026-05-08 09:00 UTC"]
    assert "  SELECT count(*)\n  FROM webbank_core.client_profile\n" in done.stderr


def test_the_page_of_its_owner_stands_at_the_end(hb: Callable[[str], Outcome]) -> None:
    done = hb(f"{ACTIVE} --dry-run --brief")
    assert done.code == 0
    assert "What it counts" in done.stdout and "nobody has counted it by hand" in done.stdout
    assert json.loads(hb(f"{ACTIVE} --dry-run --brief --json").stdout)["brief"]["open"] == [
        "nobody has counted it by hand"
    ]


def test_parked_on_two_sources_both_are_named(hb: Callable[[str], Outcome]) -> None:
    done = hb('hb discover "SEPA rejection rate"')
    assert "once mms and mms_inst have landed: hb discover --resume sepa_rejection_rate_30d" in done.stdout


def test_without_a_terminal_the_missing_flag_is_named(hb: Callable[[str], Outcome]) -> None:
    done = hb('hb discover "Clients" --no-input')
    assert (done.code, done.stdout) == (2, "")
    assert "--table" in done.stderr and "looked at" in done.stderr


def test_an_existing_candidate_is_never_overwritten(hb: Callable[[str], Outcome], estate: ProjectSettings) -> None:
    assert hb(ACTIVE).code == 0
    before = (estate.candidates_folder / "active_clients_count_total.yml").read_bytes()
    done = hb(f"{ACTIVE} --description changed")
    assert done.code == 5
    assert "--replace" in done.stderr and "--name" in done.stderr
    assert (estate.candidates_folder / "active_clients_count_total.yml").read_bytes() == before
    assert hb(f"{ACTIVE} --description changed --replace").code == 0
    assert written(estate, "active_clients_count_total")["description"] == "changed"


def test_a_metrics_name_is_taken_even_with_replace(hb: Callable[[str], Outcome], estate: ProjectSettings) -> None:
    estate.metrics_folder.mkdir(parents=True)
    (estate.metrics_folder / "active_clients_count_total.yml").write_text("name: x\n")
    done = hb(f"{ACTIVE} --replace --json")
    assert (done.code, done.json["error"]["code"]) == (5, "name_taken")
    assert candidates(estate) == []


def test_answers_from_a_file_and_flags_over_them(hb: Callable[[str], Outcome], estate: ProjectSettings) -> None:
    (estate.root / "answers.yml").write_text(
        "question: Active clients\ntable: webbank.core.client_profile\nmeasure: count\n"
        "where: state = ACTIVE\nwindow: total\nowner: onboarding\ndirection: up_is_good\n"
    )
    done = hb("hb discover --answers answers.yml --where 'state = REJECTED' --name rejected_client_count_total")
    assert done.code == 0, done.stderr
    data = written(estate, "rejected_client_count_total")
    assert data["direction"] == "up_is_good" and "REJECTED" in str(data["sql"])


def test_a_mistake_in_the_answers_has_its_line(hb: Callable[[str], Outcome], estate: ProjectSettings) -> None:
    (estate.root / "answers.yml").write_text("question: Active clients\ntabel: x\n")
    done = hb("hb discover --answers answers.yml")
    assert done.code == 1
    assert "answers.yml:2:1: unknown key 'tabel'. Did you mean 'table'?" in done.stderr
    (estate.root / "answers.yml").write_text("question: Active clients\n\ntable: core.nope\n")
    done = hb("hb discover --answers answers.yml")
    assert done.code == 3 and "answers.yml:3:1: webbank has no table core.nope" in done.stderr


def test_an_answer_nobody_asked_for_is_named(hb: Callable[[str], Outcome]) -> None:
    done = hb(f"{ACTIVE} --until created_at --dry-run")
    assert done.code == 0 and "no part of this candidate: --until" in done.stderr


def test_before_anything_has_landed_the_truth_source_is_waited_for(tmp_path: Path, run_line: RunLine) -> None:
    project = build_estate(tmp_path / "new", landed=False)
    done = run_line(ACTIVE, cwd=project.root)
    assert done.code == 0 and "hb ingest --source webbank" in done.stdout
    assert candidates(project) == ["active_clients_total.yml"]


def test_a_parked_candidate_goes_on_when_its_source_has_landed(tmp_path: Path, run_line: RunLine) -> None:
    early, late = build_estate(tmp_path / "early", landed=False), build_estate(tmp_path / "late")
    assert run_line('hb discover "Active clients" --name active_clients_count_24h', cwd=early.root).code == 0
    (early.root / "marts.duckdb").write_bytes((late.root / "marts.duckdb").read_bytes())
    done = run_line(
        "hb discover --resume active_clients_count_24h --table core.client_profile --measure count --owner ops",
        cwd=early.root,
    )
    assert (done.code, "warning" in done.stderr) == (0, False), done.stderr
    candidate = load_metric(early.candidates_folder / "active_clients_count_24h.yml")
    assert (candidate.status, candidate.window, candidate.blocked_on) == ("candidate", "24h", ())
    assert candidates(early) == ["active_clients_count_24h.yml"]


def test_while_an_ingest_holds_the_marts_it_says_so(hb: Callable[[str], Outcome], estate: ProjectSettings) -> None:
    opened = f"import duckdb, sys; marts = duckdb.connect({str(estate.marts.path)!r})"
    holder = f"{opened}; print('held', flush=True); sys.stdin.read()"
    process = subprocess.Popen([sys.executable, "-c", holder], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
    try:
        assert process.stdout is not None and process.stdout.readline() == "held\n"
        done = hb(f"{ACTIVE} --json")
    finally:
        process.communicate("")
    assert (done.code, done.json["error"]["retryable"]) == (4, True)
    assert candidates(estate) == []


def test_a_candidate_it_writes_passes_the_check(hb: Callable[[str], Outcome]) -> None:
    assert hb(ACTIVE).code == 0
    assert hb('hb discover "KYC pass rate"').code == 0
    done = hb("hb check --json")
    found = [f for f in done.json["findings"] if "candidates" in f["file"]]
    assert found == [], json.dumps(found, indent=2)


def test_the_help_is_the_commands_entry(run_line: RunLine) -> None:
    from heartbeat_cli.cli.commands import COMMANDS

    done = run_line("hb discover --help")
    assert done.code == 0 and COMMANDS["discover"][1] in done.stdout
    flags = {word for word in shlex.split(done.stdout.replace("'", "").replace('"', "")) if word.startswith("--")}
    assert {"--table", "--sql", "--in", "--share-where", "--fallback-note", "--caveat", "--answers"} <= flags


def test_a_question_parked_before_stays_parked(project: ProjectSettings, run_line: RunLine) -> None:
    before = {file.name: file.read_bytes() for file in project.candidates_folder.iterdir()}
    done = run_line('hb discover "KYC pass rate" --json', cwd=project.root)
    assert (done.code, done.json["status"], done.json["file"]) == (0, "parked", "db/candidates/kyc_pass_rate_30d.yml")
    assert [blocked["source"] for blocked in done.json["candidate"]["blocked_on"]] == ["qac"]
    assert {file.name: file.read_bytes() for file in project.candidates_folder.iterdir()} == before


def test_suggestions_say_first_what_hinders_and_answer_no_question(
    estate: ProjectSettings, hb: Callable[[str], Outcome]
) -> None:
    refused = hb("hb discover --suggest webbank --owner ops --step")
    assert (refused.code, refused.stdout) == (2, "")
    assert "--owner, --step: no question is asked while suggestions are listed" in refused.stderr
    estate.marts.path.unlink()
    nothing = hb("hb discover --suggest")
    assert (nothing.code, nothing.stdout) == (0, "nothing is suggested\n")
    assert "`hb ingest --source webbank`" in nothing.stderr
