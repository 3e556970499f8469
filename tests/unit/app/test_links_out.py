"""A link that leads out of the project is refused where a file of the project is read, and the others are read."""

from datetime import UTC, datetime
from pathlib import Path

import pytest
from tests.conftest import run_here
from tests.metrics_estate import build_estate

from heartbeat_cli.state import RunReport, RunState, append_report


@pytest.fixture
def outside(tmp_path: Path) -> Path:
    folder = tmp_path / "outside"
    folder.mkdir()
    return folder


@pytest.fixture
def root(tmp_path: Path) -> Path:
    build_estate(tmp_path / "estate", marts=False)
    return tmp_path / "estate"


def lead_out(file: Path, outside: Path, content: str | None = None) -> Path:
    """Puts a link in the place of a file, and its content (or another) where that leads."""
    file.parent.mkdir(parents=True, exist_ok=True)
    target = outside / file.name
    target.write_text(content if content is not None else file.read_text())
    file.unlink(missing_ok=True)
    file.symlink_to(target)
    return target


def test_a_yaml_file_is_one_finding(root: Path, outside: Path) -> None:
    target = lead_out(root / "db" / "candidates" / "payment_count_24h.yml", outside)
    listed = run_here("hb metrics list", root)
    message = f"db/candidates/payment_count_24h.yml:1: this is a link out of the project, to {target}"
    assert (listed.stderr, listed.code) == (f"warning: {message}\n", 0)
    assert "kyc_pass_rate_30d" in listed.stdout
    found = [f for f in run_here("hb check --json", root).json["findings"] if "link out" in f["message"]]
    assert [(f["file"], f["rule"]) for f in found] == [("db/candidates/payment_count_24h.yml", "metric-valid")]


@pytest.mark.parametrize(
    ("place", "line"), [("heartbeat.yml", "hb sources status"), ("db/sources/aml.yml", "hb sources status")]
)
def test_what_every_command_reads_is_an_error(place: str, line: str, root: Path, outside: Path) -> None:
    lead_out(root / place, outside)
    result = run_here(line, root)
    assert (result.stdout, result.code) == ("", 1)
    assert f"{place}:1: this is a link out of the project" in result.stderr


def test_a_folder_that_leads_out(root: Path, outside: Path) -> None:
    (root / "db" / "candidates").rename(outside / "candidates")
    (root / "db" / "candidates").symlink_to(outside / "candidates")
    listed = run_here("hb metrics list", root)
    assert "db/candidates/payment_count_24h.yml:1: this is a link out of the project" in listed.stderr
    assert "payment_count_24h" not in listed.stdout


def test_a_dump_of_the_mirror_and_one_that_is_named(root: Path, outside: Path) -> None:
    dump = next((root / "mirror").rglob("webbank.sql"))
    target = lead_out(dump, outside)
    refused = run_here("hb profile webbank", root)
    assert (refused.stdout, refused.code) == ("", 1)
    assert "this is a link out of the project" in refused.stderr
    assert run_here("hb search transfer", root).code == 6
    assert run_here(f"hb profile {target}", root).code == 0


def test_the_page_of_sources_is_not_shown(root: Path, outside: Path) -> None:
    lead_out(root / "docs" / "sources.md", outside, "hunter2 of somebody else\n")
    checked = run_here("hb check docs/sources.md", root)
    assert "this is a link out of the project" in checked.stdout
    assert "hunter2" not in checked.stdout + checked.stderr


def test_links_within_a_project_and_to_it_are_followed(root: Path) -> None:
    file = root / "db" / "candidates" / "payment_count_24h.yml"
    file.rename(root / "kept.yml")
    file.symlink_to(root / "kept.yml")
    link = root.parent / "linked"
    link.symlink_to(root)
    for folder in (root, link):
        listed = run_here("hb metrics list", folder)
        assert ("payment_count_24h" in listed.stdout, listed.stderr, listed.code) == (True, "", 0)


def test_nothing_is_appended_to_what_a_link_leads_to(root: Path, outside: Path) -> None:
    state = root / ".heartbeat"
    state.mkdir(exist_ok=True)
    (outside / "keys").write_text("a key\n")
    (state / "loads.jsonl").symlink_to(outside / "keys")
    report = RunReport("3f9a12c7", ("webbank",), datetime(2026, 5, 8, tzinfo=UTC), 1.0, RunState.DONE)
    assert append_report(state, report) is False
    assert (outside / "keys").read_text() == "a key\n"
