"""The door of formats: files of the folder, and what docs/how-to/extend/format.md says another package can bring."""

import subprocess
import sys
from pathlib import Path

import pytest
from tests.metrics_estate import build_estate
from tests.outside_package import ROOT, OutsidePackage, install, install_from

from heartbeat_cli.formats import FORMATS, KINDS, REPORT_FORMATS, format_names, report_format_names

BANK = ROOT / "tests" / "cases" / "dumps" / "bank.sql"


@pytest.fixture
def package(tmp_path: Path) -> OutsidePackage:
    return install_from("format.md", tmp_path)


def test_the_page_is_true(package: OutsidePackage) -> None:
    ((command, output),) = package.shown.items()
    done = package.hb(*command.split()[1:], cwd=BANK.parent)
    assert (done.returncode, done.stderr, done.stdout) == (0, "", output)


def test_a_format_of_another_package_is_listed_and_has_its_limits(package: OutsidePackage) -> None:
    assert "mermaid, lines" in package.hb("profile", "--help", cwd=BANK.parent).stdout
    done = package.hb("profile", "bank.sql", "core.payment.state_id", "--format", "lines", cwd=BANK.parent)
    assert done.returncode == 2
    assert "lines cannot show a column\n  next: A column can be shown as table, json, markdown.\n" in done.stderr
    done = package.hb("profile", "bank.sql", "--format", "line", cwd=BANK.parent)
    assert (done.returncode, "Did you mean 'lines'?" in done.stderr) == (2, True)


@pytest.mark.parametrize(
    ("leads_to", "why"),
    [
        ("hb_gone:FORMAT", "No module named 'hb_gone'"),
        ("hb_lines:NOTHING", "module 'hb_lines' has no attribute 'NOTHING'"),
        ("hb_lines:write", "hb_lines:write is no Format"),
    ],
)
def test_a_format_that_cannot_be_loaded_names_its_package(package: OutsidePackage, leads_to: str, why: str) -> None:
    install(package.folder, "hb-broken", "2.0", {"heartbeat.formats": {"broken": leads_to}})
    done = package.hb("profile", "bank.sql", "--format", "broken", cwd=BANK.parent)
    assert (done.returncode, done.stderr) == (
        1,
        f"error: hb-broken: the format 'broken' cannot be used: {why}\n"
        "  next: Install another version of hb-broken, or none.\n",
    )


def test_a_format_of_what_check_finds_is_an_entry_point_of_its_own(package: OutsidePackage, tmp_path: Path) -> None:
    (package.folder / "hb_rules.py").write_text(
        "from heartbeat_cli.formats import ReportFormat, Written\n"
        "def write(checked):\n"
        "    return Written(''.join(f'{f.rule} {checked.path(f.file)}\\n' for f in checked.report.findings))\n"
        "FORMAT = ReportFormat('a shell: a rule and a file per line', write)\n"
    )
    install(package.folder, "hb-rules", "1.0", {"heartbeat.report_formats": {"rules": "hb_rules:FORMAT"}})
    project = build_estate(tmp_path / "bank", marts=False)
    done = package.hb("check", "--format", "rules", cwd=project.root)
    assert (done.returncode, done.stderr, done.stdout) == (
        6,
        "",
        "lineage-right-source db/candidates/applicant_count_24h.yml\n",
    )


def test_every_file_of_the_folder_is_a_format() -> None:
    folder = ROOT / "src" / "heartbeat_cli" / "formats"
    files = {f.stem for f in folder.glob("*.py")} - {"__init__"}
    assert set(format_names()) == files | {"html"}
    assert format_names()[0] == "table"
    for name in format_names():
        found = FORMATS.find(name)
        assert (FORMATS.has(name), set(found.kinds) <= set(KINDS), bool(found.kinds and found.about)) == (True,) * 3


def test_the_page_of_formats_says_what_each_declares() -> None:
    page = (ROOT / "docs" / "how-to" / "formats.md").read_text(encoding="utf-8")
    for name in format_names():
        about = FORMATS.find(name).about
        assert f"| `{name}` | {about.partition(',')[0].partition(';')[0]}" in page, name
    page = (ROOT / "docs" / "how-to" / "check-in-ci.md").read_text(encoding="utf-8")
    for name in report_format_names():
        assert f"| `{name}` | {REPORT_FORMATS.find(name).about}" in page, name


def test_listing_formats_imports_none() -> None:
    program = (
        "import sys\nfrom heartbeat_cli.formats import format_names\nformat_names()\n"
        "print(*sorted(m for m in sys.modules if m.startswith('heartbeat_cli') or m == 'rich'))"
    )
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    loaded = set(done.stdout.split())
    assert "heartbeat_cli.formats.parts.door" in loaded
    assert {f"heartbeat_cli.formats.{name}" for name in format_names()} & loaded == set()
    assert {"rich", "heartbeat_cli.pgschema", "heartbeat_cli.profiling"} & loaded == set()
