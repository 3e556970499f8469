"""`hb site`: the folder it writes, what it refuses, and what its pages say of numbers that do not stand."""

import re
import signal
import socket
import subprocess
import sys
from pathlib import Path
from urllib.request import urlopen

import pytest
from tests.conftest import Outcome, RunLine, run_here
from tests.metrics_estate import COUNT, build_estate, put

from heartbeat_cli.estate import load_project
from heartbeat_cli.metrics import histories_of, history_of, load_all

MARK = ".hb-site"
LIKE = COUNT.replace("payment_count_24h", "payment_count_7d").replace("24 hours", "7 days").replace("24h", "7d")


def files_of(folder: Path) -> dict[str, bytes]:
    return {str(f.relative_to(folder)): f.read_bytes() for f in sorted(folder.rglob("*")) if f.is_file()}


@pytest.fixture(scope="module")
def root(tmp_path_factory: pytest.TempPathFactory) -> Path:
    root = build_estate(tmp_path_factory.mktemp("estate") / "bank").root
    put(root, LIKE)
    return root


@pytest.fixture(scope="module")
def written(root: Path) -> Outcome:
    return run_here("hb site --json --offline", root)


def names_in(folder: Path) -> list[str]:
    return sorted(file.name for file in folder.iterdir())


def page(root: Path, name: str) -> str:
    return (root / "site" / f"{name}.html").read_text(encoding="utf-8")


def test_it_says_what_it_wrote(root: Path, written: Outcome) -> None:
    told = written.json
    assert (written.code, written.stderr) == (0, "")
    assert told["first_page"] == str(root / "site" / "index.html")
    assert (told["pages"], told["as_of"]) == (len(list((root / "site").rglob("*.html"))), "2026-05-08T09:00:00+00:00")
    assert told["bytes"] == sum(len(body) for name, body in files_of(root / "site").items() if name != MARK)


def test_the_same_estate_gives_the_same_bytes(root: Path, written: Outcome, tmp_path: Path) -> None:
    assert written.code == 0
    again = run_here(f"hb site --offline {tmp_path / 'again'}", root)
    assert (again.code, files_of(tmp_path / "again")) == (0, files_of(root / "site"))


@pytest.mark.usefixtures("written")
@pytest.mark.parametrize(
    ("name", "doubt"),
    [
        ("payment_count_24h", "candidate: no hand count stands behind it"),
        ("applicant_count_24h", "without a note that says why"),
        ("kyc_pass_rate_30d", "parked: it waits for qac"),
        ("sepa_payment_count_24h", "mms"),
    ],
)
def test_a_number_that_does_not_stand_says_so_wherever_it_is(root: Path, name: str, doubt: str) -> None:
    own = page(root, f"metrics/{name}")
    (said,) = re.findall(r'<div class="headline doubted"><p class="figure">.*?</ul>', own, re.DOTALL)[:1]
    assert doubt in said
    row = next(row for row in page(root, "index").split("<tr>") if f">{name}<" in row or f" {name}<" in row)
    assert 'class="bold"' not in row


@pytest.mark.usefixtures("written")
def test_metrics_like_it_stand_beside_it_with_what_is_wrong_with_each(root: Path) -> None:
    own = page(root, "metrics/payment_count_24h")
    (cards,) = re.findall(r'<ul class="cards">.*?</ul></section>', own, re.DOTALL)
    assert cards.count("candidate: no hand count stands behind it") == 2
    assert "after 7 days before up to and with the moment it is asked for" in cards
    assert 'href="../metrics/payment_count_7d.html"' in cards


@pytest.mark.usefixtures("written")
def test_a_name_leads_to_its_page(root: Path) -> None:
    for file in (root / "site").rglob("*.html"):
        for way in re.findall(r'(?:href|src)="([^"#]+)', file.read_text(encoding="utf-8")):
            assert (file.parent / way).is_file(), (file, way)
    assert '<a href="metrics/kyc_pass_rate_30d.html"' in page(root, "index")
    assert '<a href="../sources/bpm.html"' in page(root, "sources/index")
    assert '<a href="../tables/webbank/core.payment.html">' in page(root, "metrics/payment_count_24h")
    assert '<a href="../../metrics/payment_count_24h.html">' in page(root, "tables/webbank/core.payment")
    assert '<a href="../../erd/webbank.core.html#table=core.payment&amp;steps=1">' in page(
        root, "tables/webbank/core.payment"
    )


@pytest.mark.usefixtures("written")
def test_every_page_says_of_when_it_is_and_asks_for_nothing_but_its_own_files(root: Path) -> None:
    for file in (root / "site").rglob("*.html"):
        text = file.read_text(encoding="utf-8")
        if file.parent.name == "erd":
            continue
        assert "as of 2026-05-08 09:00 UTC" in text
        assert "default-src 'none'" in text
        assert not re.findall(r"https?://|@import|url\(|style=|<script>|\son\w+=", text)


# The folder


def test_a_site_is_replaced_whole(root: Path, tmp_path: Path) -> None:
    folder = tmp_path / "site"
    run_here(f"hb site --offline {folder}", root)
    (folder / "left_over.html").write_text("old")
    (tmp_path / f".site.{2**22 + 1}.new").mkdir()
    assert run_here(f"hb site --offline {folder}", root).code == 0
    assert names_in(tmp_path) == ["site"]
    assert not (folder / "left_over.html").exists()


def test_a_site_that_a_killed_run_had_put_aside_comes_back(root: Path, tmp_path: Path) -> None:
    aside = tmp_path / f".site.{2**22 + 1}.old"
    aside.mkdir()
    (aside / MARK).touch()
    assert run_here(f"hb site --offline {tmp_path / 'site'}", root).code == 0
    assert names_in(tmp_path) == ["site"]


def test_a_folder_of_anything_else_is_left_alone(root: Path, tmp_path: Path, run_line: RunLine) -> None:
    (tmp_path / "thesis.html").write_text("years of work")
    done = run_line(f"hb site {tmp_path}", cwd=root)
    assert (done.code, done.stdout) == (5, "")
    assert done.stderr == (
        f"error: {tmp_path} is a folder with other files in it, and no site of hb's\n"
        "  next: Name a folder that is empty or not there yet.\n"
    )
    assert names_in(tmp_path) == ["thesis.html"]
    done = run_line(f"hb site {tmp_path / 'thesis.html'}", cwd=root)
    assert (done.code, "is no folder" in done.stderr) == (5, True)


def test_a_file_that_is_no_metric_has_no_page_and_is_told(tmp_path: Path, run_line: RunLine) -> None:
    root = build_estate(tmp_path / "bank").root
    (root / "db" / "candidates" / "broken.yml").write_text("name: [\n")
    done = run_line("hb site --offline", cwd=root)
    assert (done.code, "db/candidates/broken.yml" in done.stderr) == (6, True)
    assert "db/candidates/broken.yml" in page(root, "index")


def test_a_dump_that_cannot_be_read_is_told_and_the_others_are_shown(tmp_path: Path, run_line: RunLine) -> None:
    root = build_estate(tmp_path / "bank").root
    dump, *others = sorted((root / load_project(root / "heartbeat.yml").mirror).rglob("*.sql"))
    dump.write_bytes(dump.read_bytes() + b"\0")
    done = run_line("hb site --offline", cwd=root)
    assert (done.code, "it has a NUL byte" in done.stderr, dump.name in done.stderr) == (6, True, True)
    assert others and any((root / "site" / "erd").iterdir())


def test_without_marts_there_are_pages_without_numbers(tmp_path: Path, run_line: RunLine) -> None:
    root = build_estate(tmp_path / "bank", marts=False).root
    done = run_line("hb site --offline", cwd=root)
    assert done.code == 6
    assert "without a number now: nothing has landed in the marts yet" in done.stderr
    assert '<p class="figure">failed</p>' in page(root, "metrics/payment_count_24h")


# One page, and Markdown


def test_one_page_is_one_file(root: Path, run_line: RunLine) -> None:
    done = run_line("hb metrics show payment_count_24h --format html", cwd=root)
    assert (done.code, done.stderr) == (0, "")
    assert "candidate: no hand count stands behind it" in done.stdout
    assert not re.findall(r"<script|<link|href=|src=|https?://|url\(", done.stdout)


def test_markdown_says_the_same_under_the_same_addresses(root: Path, written: Outcome, tmp_path: Path) -> None:
    assert written.code == 0
    assert run_here(f"hb site --offline --markdown {tmp_path / 'wiki'}", root).code == 0
    drawn = {name.removesuffix(".html") for name in files_of(root / "site") if not name.startswith("erd")}
    told = {name.removesuffix(".md") for name in files_of(tmp_path / "wiki")}
    assert drawn - {"site.css", "site.js", "search.js"} == told
    for file in (tmp_path / "wiki").rglob("*.md"):
        for way in re.findall(r"\]\(([^)#]+)", file.read_text(encoding="utf-8")):
            assert (file.parent / way.replace("%7E", "~")).is_file(), (file, way)
    alone = run_here("hb metrics show payment_count_24h --format markdown", root).stdout
    assert "> - **candidate: no hand count stands behind it**" in alone
    assert "](" not in alone


def test_markdown_has_no_browser(root: Path, run_line: RunLine) -> None:
    assert run_line("hb site --markdown --serve", cwd=root).code == 2


# Served


def test_it_is_served_to_this_machine_until_it_is_interrupted(root: Path) -> None:
    line = [sys.executable, "-m", "heartbeat_cli", "site", "--offline", "--serve"]
    with subprocess.Popen(line, cwd=root, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True) as served:
        assert served.stderr is not None
        said = served.stderr.readline()
        address = re.search(r"http://127\.0\.0\.1:\d+/", said)
        assert address, said
        with urlopen(f"{address[0]}metrics/payment_count_24h.html", timeout=30) as answer:
            assert "candidate: no hand count stands behind it" in answer.read().decode()
        served.send_signal(signal.SIGINT)
        assert served.wait(timeout=30) == 130


def test_a_port_that_is_taken_is_told(root: Path, tmp_path: Path) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        done = run_here(f"hb site --offline --serve --port {port} {tmp_path / 'site'}", root)
    assert (done.code, done.stderr.splitlines()[0]) == (
        1,
        f"error: port {port} of 127.0.0.1 cannot be had: Address already in use",
    )


# Many metrics


def test_among_many_metrics_a_series_is_told_of_what_the_cockpit_shows(tmp_path: Path) -> None:
    root = build_estate(tmp_path / "bank").root
    for days in range(1, 103):
        put(root, COUNT.replace("24h", f"{days}d").replace("'24 hours'", f"'{days} days'"))
    shown = COUNT.replace("payment_count", "payments_shown_count").replace("status: candidate", "status: caveated")
    put(root, shown, "metrics")
    assert run_here("hb site --offline", root).code in (0, 6)
    assert "`hb metrics run" not in page(root, "metrics/payments_shown_count_24h")
    assert '<figure class="chart">' in page(root, "metrics/payments_shown_count_24h")
    assert "Left out among so many metrics. <code>hb metrics run payment_count_7d --since 30d</code>" in page(
        root, "metrics/payment_count_7d"
    )


def test_a_number_of_old_data_says_so(root: Path, tmp_path: Path) -> None:
    assert run_here(f"hb site --offline --as-of 2026-07-01 {tmp_path / 'later'}", root).code == 0
    own = (tmp_path / "later" / "metrics" / "payment_count_24h.html").read_text(encoding="utf-8")
    (said,) = re.findall(r'<div class="headline doubted"><p class="figure">.*?</ul>', own, re.DOTALL)[:1]
    assert "stale: " in said
    assert "as of 2026-07-01 00:00 UTC" in own


@pytest.mark.usefixtures("written")
def test_the_history_of_several_is_that_of_each(root: Path) -> None:
    project = load_project(root / "heartbeat.yml")
    metrics, _ = load_all(project)
    found = histories_of(project, metrics)
    assert found == {metric.name: history_of(project, metric) for metric in metrics}
    assert len(found["payment_count_24h"]) > 0
