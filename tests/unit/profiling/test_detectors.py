"""The door of detectors: files of the folder, and what docs/how-to/extend/detector.md says of other packages."""

import json
import os
from pathlib import Path

import pytest
from tests.conftest import copy_project
from tests.outside_package import ROOT, OutsidePackage, install, install_from

from heartbeat_cli import pgschema, profiling
from heartbeat_cli.pgschema import Database, QName, Table
from heartbeat_cli.profiling import DETECTORS, DatabaseFacts, profile_database
from heartbeat_cli.profiling.detectors.parts.detector import detect

BANK = ROOT / "tests" / "cases" / "dumps" / "bank.sql"
CASES = ROOT / "tests" / "cases" / "profiling"


@pytest.fixture
def package(tmp_path: Path) -> OutsidePackage:
    (tmp_path / "package").mkdir()
    return install_from("detector.md", tmp_path / "package")


def test_the_page_is_true(package: OutsidePackage) -> None:
    ((command, output),) = package.shown.items()
    done = package.hb(*command.split()[1:], cwd=BANK.parent)
    assert (done.returncode, done.stderr, done.stdout) == (0, "", output)


def test_what_another_package_finds_is_on_the_page_of_the_schema_and_in_json(package: OutsidePackage) -> None:
    page = package.hb("profile", "bank.sql", "core", cwd=BANK.parent).stdout
    assert page.endswith("\n\nWithout a time  1\n  setting (entity)\n")
    assert (
        "## Without a time" in package.hb("profile", "bank.sql", "core", "--format", "markdown", cwd=BANK.parent).stdout
    )
    finding = {"table": "core.setting", "role": "entity"}
    for target, found in {"core": [finding], "core.setting": [finding], "core.setting.key": []}.items():
        document = json.loads(package.hb("profile", "bank.sql", target, "--json", cwd=BANK.parent).stdout)
        assert document["detectors"] == {"undated": found}, target


def test_a_stored_page_is_none_where_a_detector_of_another_package_is_installed(
    package: OutsidePackage, tmp_path: Path
) -> None:
    root = copy_project(tmp_path / "project").root
    for file in root.rglob("*"):
        os.utime(file, (1_700_000_000, 1_700_000_000))
    seen = []
    for folder in (tmp_path, package.folder, tmp_path):
        done = OutsidePackage(folder).hb("profile", "vss.vss", cwd=root)
        assert (done.returncode, done.stderr) == (0, "")
        seen.append("Without a time" in done.stdout)
    assert seen == [False, True, False]


@pytest.mark.parametrize(
    ("leads_to", "why"),
    [
        ("hb_gone:DETECTOR", "No module named 'hb_gone'"),
        ("hb_undated:find", "hb_undated:find is no Detector"),
    ],
)
def test_a_detector_that_cannot_be_loaded_names_its_package(package: OutsidePackage, leads_to: str, why: str) -> None:
    install(package.folder, "hb-broken", "2.0", {"heartbeat.detectors": {"broken": leads_to}})
    done = package.hb("profile", "bank.sql", cwd=BANK.parent)
    assert (done.returncode, done.stderr) == (
        1,
        f"error: hb-broken: the detector 'broken' cannot be used: {why}\n"
        "  next: Install another version of hb-broken, or none.\n",
    )


def test_every_file_of_the_folder_is_a_detector_that_is_shown_somewhere() -> None:
    folder = ROOT / "src" / "heartbeat_cli" / "profiling" / "detectors"
    assert set(DETECTORS.own()) == {f.stem for f in folder.glob("*.py")} - {"__init__"}
    for name, detector in DETECTORS.members():
        assert detector.about.endswith("."), name
        assert detector.schema or detector.table or detector.column, name


def test_every_detector_finds_something_in_the_cases() -> None:
    found: set[str] = set()
    for case in sorted(CASES.glob("*.sql")):
        facts = DatabaseFacts(pgschema.read(case).database)
        found |= {name for s in facts.database.schemas for name, findings in detect(facts.of(s)).items() if findings}
    assert found == set(DETECTORS.own())


def test_roles_and_logs_are_asked_once_for_each_table(monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[QName] = []

    def counting(table: Table, *_: object) -> None:
        asked.append(table.qname)

    for question in ("as_log", "dictionary_reason"):
        monkeypatch.setattr(f"heartbeat_cli.profiling.facts.{question}", counting)
    database: Database = pgschema.read(BANK).database
    profile_database(database)
    assert sorted(asked) == sorted(2 * [t.qname for t in database.tables()])


def test_every_name_of_the_face_is_where_it_says() -> None:
    assert len(dir(profiling)) > 30
    assert [name for name in dir(profiling) if getattr(profiling, name).__class__ is type(None)] == []
    with pytest.raises(AttributeError, match="has no attribute 'nothing'"):
        profiling.nothing  # noqa: B018
