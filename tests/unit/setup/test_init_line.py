"""`hb init` without a server: from dumps, from nothing, from what was there before."""

from pathlib import Path

from tests.conftest import RunLine

DUMP = "CREATE TABLE public.film (film_id integer PRIMARY KEY, title text);\n"


def test_from_nothing_to_a_green_check(run_line: RunLine, tmp_path: Path) -> None:
    done = run_line("hb init --no-input --truth-source erp --json")
    assert (done.code, done.json["errors"], done.json["warnings"]) == (0, 0, 0)
    assert done.json["written"] == [
        "db/sources/erp.yml",
        "seed/schemas/README.md",
        ".gitignore",
        ".env.example",
        ".env",
        "heartbeat.yml",
    ]
    assert done.json["next"]["command"] == "hb mirror pull"
    assert run_line("hb check").code == 0
    assert (tmp_path / ".env").stat().st_mode & 0o777 == 0o600


def test_a_second_time_nothing_changes(run_line: RunLine, tmp_path: Path) -> None:
    run_line("hb init --no-input")
    before = {file: file.read_bytes() for file in tmp_path.rglob("*") if file.is_file()}
    done = run_line("hb init --no-input")
    assert (done.code, "there is a heartbeat.yml here already; nothing was changed" in done.stderr) == (5, True)
    assert {file: file.read_bytes() for file in tmp_path.rglob("*") if file.is_file()} == before


def test_from_dumps_to_a_profile(run_line: RunLine, tmp_path: Path) -> None:
    (tmp_path / "dumps" / "branch").mkdir(parents=True)
    (tmp_path / "dumps" / "shop.sql").write_text(DUMP)
    (tmp_path / "dumps" / "branch" / "shop.sql").write_text(DUMP)
    done = run_line("hb init --dumps dumps --json --no-input")
    assert (done.code, done.json["errors"]) == (0, 0), done.stderr
    assert {s["name"]: (s["cluster"], s["granted"]) for s in done.json["sources"]} == {
        "branch_shop": ("branch", None),
        "shop": ("main", None),
    }
    assert (tmp_path / "seed/schemas/branch/shop.sql").read_text() == DUMP
    assert run_line(done.json["next"]["command"]).code == 0


def test_an_env_file_that_says_something_else_is_not_changed(run_line: RunLine, tmp_path: Path) -> None:
    (tmp_path / ".env").write_text("SOURCE_PG_HOST=elsewhere\n")
    (tmp_path / "answers.yml").write_text("truth-source: erp\n")
    done = run_line("hb init --answers answers.yml --no-input --json")
    assert (done.code, done.json["left"]) == (0, [".env"])
    assert (tmp_path / ".env").read_text() == "SOURCE_PG_HOST=elsewhere\n"


def test_a_list_of_sources_in_python(run_line: RunLine, tmp_path: Path) -> None:
    (tmp_path / "ingest_lib.py").write_text("SOURCES = [Spec(db='shop', schemas=['public'])]\n")
    done = run_line("hb init --import ingest_lib.py --no-input --json")
    assert (done.code, done.json["sources"][0]["schemas"]) == (0, ["public"]), done.stderr
    assert run_line("hb sources status --offline").code == 0


def test_a_password_is_no_answer(run_line: RunLine, tmp_path: Path) -> None:
    (tmp_path / "answers.yml").write_text("password: hunter2\n")
    done = run_line("hb init --answers answers.yml --no-input")
    assert done.code != 0
    assert "hunter2" not in done.stderr
    assert not (tmp_path / "heartbeat.yml").exists()
