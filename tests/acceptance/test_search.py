"""`hb search` as a whole command line: stdout, stderr and exit code apart."""

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from tests.conftest import RunLine, copy_project

from heartbeat_cli.estate import ProjectSettings


@pytest.fixture(scope="module")
def estate(tmp_path_factory: pytest.TempPathFactory) -> ProjectSettings:
    """The demo's project, for tests that leave it as it is."""
    return copy_project(tmp_path_factory.mktemp("search"))


def test_the_truth_sources_table_comes_first(run_line: RunLine, estate: ProjectSettings) -> None:
    done = run_line("hb search payments", cwd=estate.root)
    assert done.code == 0
    heading, first, *_ = done.stdout.splitlines()
    assert heading.split() == ["Target", "Kind", "Found", "by", "Comment"]
    assert first.split()[:2] == ["webbank.core.payment", "table"]
    assert "more; --limit shows them." in done.stderr
    assert len(done.stdout.splitlines()) >= 11


def test_a_typing_mistake_is_forgiven_and_said(run_line: RunLine, estate: ProjectSettings) -> None:
    done = run_line("hb search clinet birth date", cwd=estate.root)
    assert done.stdout.splitlines()[1].startswith("webbank.core.client_person.birth_date")
    assert done.stderr == "no 'clinet'; showing 'client'\n"


def test_the_right_source_comes_before_the_truth_source(run_line: RunLine, estate: ProjectSettings) -> None:
    found = run_line("hb search sepa rejections --json", cwd=estate.root).json
    assert found["hits"][0]["target"] == "mms.mms.rejection"
    assert {right["source"] for right in found["right_sources"]} == {"mms", "mms_inst", "mss_kart"}


def test_a_right_source_without_a_mirror_is_named(run_line: RunLine, estate: ProjectSettings) -> None:
    assert "qac is truth for KYC pass and fail" in run_line("hb search kyc pass", cwd=estate.root).stderr


def test_every_target_can_be_profiled(run_line: RunLine, estate: ProjectSettings) -> None:
    words = ("lockName", "returned verdict", "waiting", "exchange rate")
    targets = [
        run_line(f"hb search {text} --json --limit 1", cwd=estate.root).json["hits"][0]["target"] for text in words
    ]
    assert "pdvs.core.scheduler_lock.lockName" in targets
    assert [t for t in targets if run_line(f"hb profile {t} --json", cwd=estate.root).code != 0] == []


def test_json_says_why(run_line: RunLine, estate: ProjectSettings) -> None:
    found = run_line("hb search customer --json --limit 2", cwd=estate.root).json
    assert set(found) == {
        "query", "hits", "total", "complete", "replaced", "unknown", "right_sources", "unread",
    }  # fmt: skip
    assert found["hits"][0]["matches"] == [
        {
            "word": "customer", "found": "client", "place": "name", "how": "synonym", "column": None,
            "dictionary": None,
        }
    ]  # fmt: skip
    assert (len(found["hits"]), found["total"] > 2) == (2, True)


def test_kinds_and_source_narrow_it(run_line: RunLine, estate: ProjectSettings) -> None:
    def found(line: str) -> list[dict[str, str]]:
        hits: list[dict[str, str]] = run_line(f"hb search {line} --json --limit 99", cwd=estate.root).json["hits"]
        return hits

    assert {hit["kind"] for hit in found("iban --columns")} == {"column"}
    assert {hit["kind"] for hit in found("payment --tables")} == {"table", "view"}
    assert {hit["source"] for hit in found("card --source card_management")} == {"card_management"}
    assert found("card --source card-management") == found("card --source card_management")


@pytest.mark.parametrize("width", ["80", "140"])
def test_nothing_is_cut_at_any_width(run_line: RunLine, estate: ProjectSettings, width: str) -> None:
    done = run_line("hb search kyc verification", cwd=estate.root, env={"COLUMNS": width})
    assert "webbank.core.kyc_verification_status_log" in done.stdout.replace("\n", " ")
    assert max(map(len, done.stdout.splitlines())) <= int(width)
    assert "…" not in done.stdout


@pytest.mark.parametrize(
    ("line", "code", "name", "hint"),
    [
        ("hb search zeppelinx", 3, "no_hit", "db/synonyms.yml"),
        ("hb search paymenntze --source vmi", 3, "no_hit", ""),
        ("hb search iban --source wbbank", 3, "unknown_source", "'webbank'"),
        ("hb search leads --source collateral", 3, "no_dump", "hb sources status collateral"),
        ("hb search traffic", 3, "no_hit", "db/synonyms.yml"),
        ("hb search '?'", 2, "usage", ""),
        ("hb search", 2, "usage", ""),
        ("hb search iban --limit 0", 2, "usage", ""),
    ],
)
def test_failures_say_what_to_do(
    run_line: RunLine, estate: ProjectSettings, line: str, code: int, name: str, hint: str
) -> None:
    done = run_line(line, cwd=estate.root)
    assert (done.code, done.stdout) == (code, "")
    assert done.stderr.startswith("error: ") and hint in done.stderr
    done = run_line(f"{line} --json", cwd=estate.root)
    assert (done.code, done.json["error"]["code"], done.stderr) == (code, name, "")


def test_without_a_project_or_a_mirror(run_line: RunLine, project: ProjectSettings, tmp_path: Path) -> None:
    empty = tmp_path / "empty"
    empty.mkdir()
    assert run_line("hb search payment --json", cwd=empty).json["error"]["code"] == "no_project"
    shutil.rmtree(project.mirror)
    done = run_line("hb search payment", cwd=project.root)
    assert (done.code, done.stdout) == (3, "")
    assert "the mirror is empty" in done.stderr and "pg_dump" in done.stderr


def test_a_dump_that_cannot_be_read_ends_as_a_finding(run_line: RunLine, project: ProjectSettings) -> None:
    (project.mirror / "prod" / "vmi.sql").write_bytes(b"PGDMP\x00\x01\x0e")
    for _ in range(2):
        done = run_line("hb search payment", cwd=project.root)
        assert done.code == 6
        assert "webbank.core.payment" in done.stdout
        assert "warning: vmi could not be searched" in done.stderr
    assert run_line("hb search payment --json", cwd=project.root).json["unread"][0]["source"] == "vmi"


def test_a_change_is_seen_by_the_next_search(run_line: RunLine, project: ProjectSettings) -> None:
    assert run_line("hb search zeppelins", cwd=project.root).code == 3
    with (project.mirror / "prod" / "vmi.sql").open("a", encoding="utf-8") as dump:
        dump.write("CREATE TABLE vmi.zeppelin (id bigint NOT NULL);\n")
    assert "vmi.vmi.zeppelin" in run_line("hb search zeppelins", cwd=project.root).stdout


def test_a_folder_that_cannot_be_written_is_searched_all_the_same(run_line: RunLine, project: ProjectSettings) -> None:
    project.state.mkdir()
    (project.state / "search").write_text("in the way", encoding="utf-8")
    assert run_line("hb search payment", cwd=project.root).code == 0


def test_the_second_search_imports_nothing_that_takes_long(estate: ProjectSettings) -> None:
    program = (
        "import sys\nfrom heartbeat_cli.cli.main import run\n"
        "code = run(['search', 'payment', '--json'])\n"
        "print(code, *sorted(m for m in sys.modules if '.' not in m), file=sys.stderr)\n"
    )
    for _ in range(2):
        done = subprocess.run(
            [sys.executable, "-c", program], cwd=estate.root, env=os.environ, capture_output=True, text=True, check=True
        )
    code, *loaded = done.stderr.split()
    assert (code, json.loads(done.stdout)["hits"][0]["target"]) == ("0", "webbank.core.payment")
    assert set(loaded) & {"yaml", "jsonschema", "postgast", "duckdb", "sqlglot", "psycopg"} == set()
