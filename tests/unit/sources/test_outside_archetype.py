"""An archetype of another package, as docs/how-to/extend/archetype.md has it."""

from pathlib import Path

from tests.outside_package import install_from

PROJECT = "truth_source: cards\nclusters: {A: {mirror: prod, env: SOURCE_PG}}\n"


def test_the_page_is_true(tmp_path: Path) -> None:
    (tmp_path / "package").mkdir()
    package = install_from("archetype.md", tmp_path / "package")
    root = tmp_path / "project"
    for name, text in (*package.files.items(), ("heartbeat.yml", PROJECT), ("inbox/turnover-0508.csv", "")):
        (root / name).parent.mkdir(parents=True, exist_ok=True)
        (root / name).write_text(text)
    ((command, output),) = package.shown.items()
    done = package.hb(*command.split()[1:], cwd=root)
    assert (done.returncode, done.stderr, done.stdout) == (0, "", output)
    ((command, said),) = package.refused.items()
    refused = package.hb(*command.split()[1:], cwd=root)
    assert (refused.returncode, refused.stderr, refused.stdout) == (1, said, "")
    (root / "inbox" / "turnover-0508.csv").unlink()
    empty = package.hb("sources", "status", "cards", cwd=root)
    assert ("granted    no (none in inbox)" in empty.stdout, "a file turnover-*.csv every night" in empty.stdout) == (
        True,
        True,
    )
    source = root / "db" / "sources" / "cards.yml"
    source.write_text(source.read_text().replace("pattern: turnover-*.csv\n", ""))
    lacking = package.hb("sources", "status", "cards", cwd=root)
    assert lacking.stderr.startswith("error: db/sources/cards.yml:4: a dropbox source needs folder and pattern\n")
