"""docs/how-to/check-in-ci.md and the hook for pre-commit: each command line there is run."""

import json
import re
import shlex
from pathlib import Path
from xml.etree import ElementTree

import pytest
import yaml
from tests.conftest import REPOSITORY, RunLine
from tests.metrics_estate import build_estate

PAGE = (REPOSITORY / "docs" / "how-to" / "check-in-ci.md").read_text(encoding="utf-8")
BLOCKS = re.findall(r"^```(\w+)\n(.*?)^```$", PAGE, re.MULTILINE | re.DOTALL)
LINES = sorted({line for _, body in BLOCKS for line in re.findall(r"\bhb check --[^'\n]*", body)})
(HOOK,) = yaml.safe_load((REPOSITORY / ".pre-commit-hooks.yaml").read_text())
FOUND = "estate/db/candidates/applicant_count_24h.yml"


@pytest.fixture(scope="module")
def estate(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A project in a folder of a checkout, with an error in a file and a warning in another; no test changes it."""
    repository = tmp_path_factory.mktemp("repository")
    (repository / ".git").mkdir()
    return build_estate(repository / "estate").root


def test_the_page_has_a_line_for_each_format() -> None:
    assert LINES == [
        "hb check --format github",
        "hb check --format junit > hb.xml",
        "hb check --format sarif > hb.sarif || test $? -eq 6",
        "hb check --json > hb.json",
    ]
    for language, body in BLOCKS:
        assert language != "yaml" or yaml.safe_load(body)


@pytest.mark.parametrize("line", LINES)
def test_each_line_of_the_page_writes_its_format(line: str, estate: Path, run_line: RunLine) -> None:
    done = run_line(line.partition(" >")[0], cwd=estate)
    assert (done.code, done.stderr) == (6, "")
    found = {
        "github": lambda: re.findall(r"^::error file=([^,]+),", done.stdout, re.MULTILINE),
        "junit": lambda: [c.get("file") for c in ElementTree.fromstring(done.stdout).iterfind(".//failure/..")],
        "sarif": lambda: [
            result["locations"][0]["physicalLocation"]["artifactLocation"]["uri"]
            for result in json.loads(done.stdout)["runs"][0]["results"]
            if result["level"] == "error"
        ],
        "json": lambda: [f"estate/{f['file']}" for f in done.json["findings"] if f["severity"] == "error"],
    }
    (name,) = (name for name in found if name in line)
    assert found[name]() == [FOUND]


def test_warnings_alone_end_with_zero_in_every_format(estate: Path, run_line: RunLine) -> None:
    for name in ("github", "sarif", "junit"):
        done = run_line(f"hb check db/candidates/sepa_payment_count_24h.yml --format {name}", cwd=estate)
        assert (done.code, done.stderr) == (0, "")
        assert "mms_mms.outgoing_payment is not landed in the marts" in done.stdout


def test_what_fails_writes_no_report(estate: Path, run_line: RunLine) -> None:
    done = run_line("hb check nowhere --format sarif", cwd=estate)
    assert (done.code, done.stdout) == (3, "")
    assert done.stderr.startswith("error: nowhere: there is no such file or folder to check\n")
    assert run_line("hb check nowhere --format json", cwd=estate).json["error"]["code"] == "not_found"


@pytest.mark.parametrize(
    ("line", "message"),
    [
        ("hb check --format sarf", "there is no format 'sarf'. Did you mean 'sarif'?"),
        ("hb check --json --format sarif", "--json and --format sarif exclude each other"),
        ("hb check --rules --format junit", "--format junit is for findings, not for rules"),
    ],
)
def test_a_format_that_makes_no_sense_is_refused(line: str, message: str, estate: Path, run_line: RunLine) -> None:
    done = run_line(line, cwd=estate)
    assert (done.code, message in done.stdout + done.stderr) == (2, True)


def test_the_hook_looks_at_an_estate_in_a_folder(estate: Path, run_line: RunLine) -> None:
    assert "`args: [--project, FOLDER]`" in PAGE
    done = run_line(f"{HOOK['entry']} --project estate", cwd=estate.parent)
    assert (done.code, "lineage-right-source" in done.stdout) == (6, True)


def test_a_hook_of_ones_own_may_hand_over_the_files_that_changed(tmp_path: Path, run_line: RunLine) -> None:
    root = build_estate(tmp_path / "bank").root
    (root / "db" / "synonyms.yml").write_text("synonyms:\n  - [client, customer]\n")
    (root / "db" / "metrics").mkdir(exist_ok=True)
    (root / "db" / "metrics" / "visitor_count_24h.yaml").write_text("name: visitor_count_24h\n")
    names = [str(f.relative_to(root)) for f in sorted(root.rglob("*")) if f.is_file()]
    handed = [name for name in names if re.search(HOOK["files"], name)]
    assert {"heartbeat.yml", "db/synonyms.yml", "db/metrics/visitor_count_24h.yaml", "db/sources/qac.yml"} < {*handed}
    done = run_line(f"{HOOK['entry']} {shlex.join(handed)} --json", cwd=root)
    assert done.code == 6
    assert [(f["rule"], f["file"]) for f in done.json["findings"]] == [
        ("lineage-right-source", "db/candidates/applicant_count_24h.yml"),
        ("tables-landed", "db/candidates/sepa_payment_count_24h.yml"),
        ("unread-file", "db/metrics/visitor_count_24h.yaml"),
    ]
