"""A marts kind of another package, as docs/how-to/extend/marts-kind.md has it."""

from pathlib import Path

import duckdb
import pytest
from tests.outside_package import OutsidePackage, install, install_from

BANK = """
source: bank
title: The bank
role: Core
archetype: postgres
access: granted
cluster: A
database: bank
schemas: {core: {slice: all}}
"""
CLIENTS = """
CREATE SCHEMA bank_core;
CREATE TABLE bank_core.client (id BIGINT, name VARCHAR);
INSERT INTO bank_core.client VALUES (1, 'a'), (2, 'b'), (3, NULL);
"""


@pytest.fixture
def package(tmp_path: Path) -> OutsidePackage:
    (tmp_path / "package").mkdir()
    return install_from("marts-kind.md", tmp_path / "package")


@pytest.fixture
def root(tmp_path: Path, package: OutsidePackage) -> Path:
    root = tmp_path / "project"
    (root / "db" / "sources").mkdir(parents=True)
    (root / "heartbeat.yml").write_text(package.files["heartbeat.yml"])
    (root / "db" / "sources" / "bank.yml").write_text(BANK)
    return root


def test_the_page_is_true(package: OutsidePackage, root: Path) -> None:
    ((command, said),) = package.refused.items()
    refused = package.hb(*command.split()[1:], cwd=root)
    assert (refused.returncode, refused.stderr, refused.stdout) == (1, said, "")
    (root / "archive").mkdir()
    with duckdb.connect(str(root / "archive" / "2025.duckdb")) as marts:
        marts.execute(CLIENTS)
    ((command, output),) = package.shown.items()
    done = package.hb(*command.split()[1:], cwd=root)
    assert (done.returncode, done.stderr, done.stdout) == (0, "", output)


@pytest.mark.parametrize(
    ("before", "after", "said"),
    [
        ("year:", "yaer:", "unknown key 'yaer'. Did you mean 'year'?"),
        ("year: 2025", "year: 1999", "1999 is less than the minimum of 2000"),
        ("kind: shelf", "kind: shel", "'shel' is not one of: duckdb, postgres, shelf. Did you mean 'shelf'?"),
        ("kind: shelf, ", "", "unknown key 'folder'."),
    ],
)
def test_its_options_are_checked(package: OutsidePackage, root: Path, before: str, after: str, said: str) -> None:
    file = root / "heartbeat.yml"
    file.write_text(file.read_text().replace(before, after))
    done = package.hb("sources", "status", "--offline", cwd=root)
    assert (done.returncode, said in done.stderr) == (1, True), done.stderr


def test_a_kind_that_does_not_say_all_names_its_package(package: OutsidePackage, root: Path) -> None:
    (package.folder / "hb_half.py").write_text(
        "from heartbeat_cli.marts import MartsKind\n\n\nclass Half(MartsKind):\n    title = 'Half'\n\n\nKIND = Half()\n"
    )
    install(package.folder, "hb-half", "1.0", {"heartbeat.marts": {"half": "hb_half:KIND"}})
    file = root / "heartbeat.yml"
    file.write_text(file.read_text().replace("kind: shelf, folder: archive, year: 2025", "kind: half"))
    done = package.hb("sources", "status", "--offline", cwd=root)
    assert done.returncode == 1
    assert done.stderr.startswith(
        "error: hb-half: the marts kind 'half' cannot be used: Can't instantiate abstract class"
    )
