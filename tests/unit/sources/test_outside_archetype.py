"""An archetype of another package, as docs/how-to/extend/archetype.md has it."""

import json
from pathlib import Path

from tests.outside_package import install_from

PROJECT = "truth_source: cards\nclusters: {A: {mirror: prod, env: SOURCE_PG}}\n"
FIRST = "id,amount,booked_on\n1,12.50,2026-05-07\n2,-3.00,2026-05-07\n"
SECOND = "id,amount,booked_on\n2,-3.50,2026-05-07\n3,7.00,2026-05-08\n"


def test_the_page_is_true(tmp_path: Path) -> None:
    (tmp_path / "package").mkdir()
    package = install_from("archetype.md", tmp_path / "package")
    root = tmp_path / "project"
    for name, text in (*package.files.items(), ("heartbeat.yml", PROJECT)):
        (root / name).parent.mkdir(parents=True, exist_ok=True)
        (root / name).write_text(text)
    ((command, said),) = package.refused.items()
    refused = package.hb(*command.split()[1:], cwd=root)
    assert (refused.returncode, refused.stderr, refused.stdout) == (1, said, "")
    (root / "inbox").mkdir()
    (root / "inbox" / "turnover-0507.csv").write_text(FIRST)
    (root / "inbox" / "turnover-0508.csv").write_text(SECOND)
    landed = package.hb("ingest", "--source", "cards", "--json", cwd=root)
    assert landed.returncode == 0, landed.stderr
    ((command, output),) = package.shown.items()
    done = package.hb(*command.split()[1:], cwd=root)
    assert (done.returncode, done.stderr, done.stdout) == (0, "", output)
    again = package.hb("ingest", "--source", "cards", "--json", cwd=root)
    assert json.loads(again.stdout)["datasets"][0]["tables"][0]["total"] == 3
    source = root / "db" / "sources" / "cards.yml"
    source.write_text(source.read_text().replace("pattern: turnover-*.csv\n", ""))
    lacking = package.hb("sources", "status", "cards", cwd=root)
    assert lacking.stderr.startswith("error: db/sources/cards.yml:4:12: a dropbox source needs folder, pattern")
