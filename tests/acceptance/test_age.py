"""A number says how old it is: on every page, for programs, and by the exit code."""

from datetime import datetime, timedelta
from pathlib import Path

import duckdb
import pytest
from tests.conftest import RunLine
from tests.metrics_estate import build_estate

NAME = "payment_count_24h"
COUNTED = f"hb metrics align {NAME} --count 24 --by operations --method register --attested-by OPS-12"
DATA = "data to 2026-03-29, 40 days old"


@pytest.fixture
def root(tmp_path: Path, run_line: RunLine) -> Path:
    """An aligned metric; its data was loaded an hour ago by the project's clock."""
    root = build_estate(tmp_path / "bank").root
    assert run_line(COUNTED, cwd=root).code == 0
    return root


def grow_older(root: Path, **span: float) -> None:
    """Let what has landed have done so earlier."""
    with duckdb.connect(str(root / "marts.duckdb")) as marts:
        for dataset in ("webbank_core", "webbank_dict", "vss_vss", "card_ledger_ledger"):
            older = f"UPDATE {dataset}._hb_receipt SET loaded_at = loaded_at - to_seconds(?)"
            marts.execute(older, [int(timedelta(**span).total_seconds())])


def squeezed(text: str) -> str:
    return " ".join(text.split())


def test_a_fresh_number_says_to_when_its_data_reaches(root: Path, run_line: RunLine) -> None:
    done = run_line(f"hb metrics run {NAME}", cwd=root)
    assert (done.code, done.stderr) == (0, "")
    assert done.stdout.splitlines()[2:4] == [
        "aligned  counted 2026-05-08 by operations",
        "fresh  data to 2026-05-08 08:00 UTC, 1 hour old",
    ]
    age = run_line(f"hb metrics run {NAME} --json", cwd=root).json["age"]
    assert (age["state"], age["until"], age["seconds"]) == ("fresh", "2026-05-08T08:00:00+00:00", 3600)
    assert [run_line(line, cwd=root).code for line in EVERY] == [0] * len(EVERY)


EVERY = (
    f"hb metrics run {NAME}",
    f"hb metrics show {NAME}",
    "hb metrics list",
    "hb metrics list --values",
    "hb sources status --offline",
    "hb sources status webbank --offline",
    "hb",
)


def test_a_stale_number_is_nowhere_plainly_aligned(root: Path, run_line: RunLine) -> None:
    grow_older(root, days=40, hours=-1)
    said = {line: run_line(line, cwd=root) for line in EVERY}
    assert {line: done.code for line, done in said.items()} == dict.fromkeys(EVERY, 6)
    assert said[EVERY[0]].stdout.splitlines()[2:4] == [
        f"aligned, stale: {DATA}",
        "`hb ingest --source webbank` brings it up to date",
    ]
    assert f"status aligned, stale counted 2026-05-08 by operations age stale {DATA}" in squeezed(said[EVERY[1]].stdout)
    assert f"{NAME} aligned, stale webbank stale, 40 d {DATA}" in squeezed(said[EVERY[2]].stdout)
    assert f"{NAME} aligned, stale webbank 24 stale, 40 d {DATA}" in squeezed(said[EVERY[3]].stdout)
    assert "stale, 40 d" in said[EVERY[4]].stdout
    assert f"age stale {DATA}; `hb ingest --source webbank`" in squeezed(said[EVERY[5]].stdout)
    assert "stale: webbank" in said[EVERY[6]].stdout
    assert "1 aligned and stale" in said[EVERY[6]].stdout


def test_programs_are_told_as_well(root: Path, run_line: RunLine) -> None:
    grow_older(root, days=40)
    found = [run_line(f"{line} --json", cwd=root) for line in EVERY]
    assert [done.code for done in found] == [6] * len(EVERY)
    run, show, listed, valued, every, one, alone = (done.json for done in found)
    for metric in (run, show, *(m for which in (listed, valued) for m in which["metrics"] if m["name"] == NAME)):
        assert (metric["status"], metric["age"]["state"], metric["age"]["source"]) == (
            "aligned, stale", "stale", "webbank",
        )  # fmt: skip
        assert metric["age"]["until"] == "2026-03-29T08:00:00+00:00"
        assert [(t["table"], t["state"]) for t in metric["age"]["tables"]] == [("webbank_core.payment", "stale")]
    assert [s["age"]["state"] for s in one["sources"]] == ["stale"]
    assert {s["source"]: s["age"] and s["age"]["state"] for s in every["sources"]}["webbank"] == "stale"
    assert "webbank" in alone["ages"]["stale"]
    assert alone["metrics"]["aligned, stale"] == 1


def test_a_stale_number_cannot_be_aligned(root: Path, run_line: RunLine) -> None:
    grow_older(root, days=40)
    before = {file: file.read_bytes() for file in root.rglob("*.yml")}
    for more in ("", " --dry-run", " --record"):
        done = run_line(f"{COUNTED}{more} --json", cwd=root)
        assert (done.code, done.json["error"]["code"]) == (5, "stale")
        assert "webbank_core.payment reaches to 2026-03-29 08:00 UTC" in done.json["error"]["message"]
        assert "hb ingest --source webbank" in done.json["error"]["hint"]
    assert {file: file.read_bytes() for file in root.rglob("*.yml")} == before
    # For a moment the data does reach to there is a number.
    assert run_line(f"{COUNTED} --as-of 2026-03-28 --json", cwd=root).json["error"]["code"] == "mismatch"


def test_each_source_has_limits_of_its_own(root: Path, run_line: RunLine) -> None:
    grow_older(root, days=40)
    file = root / "db" / "sources" / "webbank.yml"
    file.write_text(file.read_text() + "freshness: {warn_after: 30 days, error_after: 60 days}\n")
    done = run_line(f"hb metrics run {NAME}", cwd=root)
    assert done.code == 0
    assert f"late  {DATA}; `hb ingest --source webbank` brings it up to date" in done.stdout
    assert run_line(f"{COUNTED} --dry-run", cwd=root).code == 0
    overview = run_line("hb", cwd=root).stdout
    assert "late: webbank" in overview


def test_a_moment_beyond_the_data_is_told(root: Path, run_line: RunLine) -> None:
    grow_older(root, hours=12)
    done = run_line(f"hb metrics run {NAME} --as-of 2026-05-08T06:00Z", cwd=root)
    assert done.code == 0
    assert "--as-of 2026-05-08 06:00 UTC is beyond the data, which reaches to 2026-05-07 20:00 UTC" in done.stderr
    assert run_line(f"hb metrics run {NAME} --as-of 2026-05-07", cwd=root).stderr == ""
    # The clock of the project is as far as its data goes, whenever that was loaded.
    grow_older(root, days=-300)
    assert run_line(f"hb metrics run {NAME}", cwd=root).code == 0
    later = run_line(f"hb metrics run {NAME} --as-of 2026-06-30", cwd=root)
    assert later.code == 6
    assert "--as-of 2026-06-30 00:00 UTC is later than the project's clock" in later.stderr
    assert "aligned, stale: data to 2026-05-08, 52 days old" in later.stdout


def test_a_table_nobody_vouches_for_is_stale(root: Path, run_line: RunLine) -> None:
    with duckdb.connect(str(root / "marts.duckdb")) as marts:
        marts.execute("DELETE FROM webbank_core._hb_receipt WHERE table_name = 'payment'")
    done = run_line(f"hb metrics run {NAME} --json", cwd=root)
    assert (done.code, done.json["status"], done.json["age"]["until"]) == (6, "aligned, stale", None)
    assert "aligned, stale: webbank_core.payment has not landed in full" in run_line(EVERY[0], cwd=root).stdout


def test_what_was_found_unchanged_is_as_young_as_that(root: Path, run_line: RunLine) -> None:
    grow_older(root, days=40)
    with duckdb.connect(str(root / "marts.duckdb")) as marts:
        marts.execute("CREATE TABLE webbank_core._hb_check (table_name text, checked_at timestamptz)")
        marts.execute(
            "INSERT INTO webbank_core._hb_check VALUES ('payment', ?)", [datetime.fromisoformat("2026-05-08T08:30Z")]
        )
    done = run_line(f"hb metrics run {NAME} --json", cwd=root)
    assert (done.code, done.json["status"], done.json["age"]["seconds"]) == (0, "aligned", 1800)


def test_numbers_whose_age_nobody_knows_are_listed_with_a_word(root: Path, run_line: RunLine) -> None:
    (root / "marts.duckdb").write_text("no database at all")
    done = run_line("hb metrics list", cwd=root)
    assert "nobody knows how old the numbers are" in done.stderr
    (root / "marts.duckdb").unlink()
    assert run_line("hb metrics list", cwd=root).stderr == ""
