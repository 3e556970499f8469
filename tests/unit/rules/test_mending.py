"""What `hb check --fix` does: what it mends and what it leaves, to the byte, and what is in its way."""

import json
import pickle
import shutil
from collections.abc import Callable
from dataclasses import asdict
from pathlib import Path

import pytest
from tests.metrics_estate import build_estate

from heartbeat_cli.estate import ProjectSettings, is_written, load_project
from heartbeat_cli.rules import (
    Evidence,
    Finding,
    Fix,
    Judgement,
    Mended,
    Move,
    Rewrite,
    Rule,
    all_rules,
    check_project,
    find_rule,
    fingerprint,
    mend_project,
)

PARKED = """\
# nobody asked yet
name: kyc_fail_rate_30d
question: How many fail KYC?
window: 30d   # as QAC has it
source: qac
status: parked
blocked_on: [{source: qac, why: It decides who passes.}]
"""
"""A candidate as a person lays it out."""


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return build_estate(tmp_path_factory.mktemp("estate") / "bank", marts=False).root


@pytest.fixture
def estate(built: Path, tmp_path: Path) -> ProjectSettings:
    """A project of one's own, of sources alone."""
    root = tmp_path / "bank"
    shutil.copytree(built, root)
    shutil.rmtree(root / "db" / "candidates")
    for folder in ("candidates", "metrics"):
        (root / "db" / folder).mkdir(exist_ok=True)
    (root / "docs").mkdir()
    (root / "docs" / "sources.md").write_text("Ours: " + ", ".join(f.stem for f in root.glob("db/sources/*.yml")))
    return load_project(root / "heartbeat.yml")


def put(estate: ProjectSettings, name: str, text: str = PARKED) -> Path:
    file = estate.root / name
    file.parent.mkdir(exist_ok=True)
    file.write_bytes(text.encode())
    return file


def files(estate: ProjectSettings) -> dict[str, str]:
    """The files of candidates and metrics, with what is in them."""
    found = (*estate.candidates_folder.rglob("*"), *estate.metrics_folder.rglob("*"))
    return {str(f.relative_to(estate.root / "db")): f.read_bytes().decode() for f in found if f.is_file()}


def contents(estate: ProjectSettings) -> dict[Path, bytes]:
    """Every file of the project and beside it, but for what is kept only to be quicker."""
    found = (file for file in estate.root.parent.rglob("*.*") if file.is_file())
    return {file: file.read_bytes() for file in found if "cached" not in file.parts}


def told(mended: tuple[Mended, ...]) -> list[str]:
    """`metrics/a.yaml → metrics/a.yml`, and what was in the way."""
    moves = ((m, m.fix) for m in mended if isinstance(m.fix, Move))
    return [
        f"{fix.file.parent.name}/{fix.file.name} → {fix.to.parent.name}/{fix.to.name}" + (f": {m.why}" if m.why else "")
        for m, fix in moves
    ]


@pytest.mark.parametrize(
    ("name", "steps"),
    [
        ("candidates/kyc_fail_rate_30d.yml", []),
        ("candidates/kyc_fail_rate_30d.yaml", ["candidates/kyc_fail_rate_30d.yaml → candidates/kyc_fail_rate_30d.yml"]),
        ("candidates/kyc.yml", ["candidates/kyc.yml → candidates/kyc_fail_rate_30d.yml"]),
        ("metrics/kyc_fail_rate_30d.yml", ["metrics/kyc_fail_rate_30d.yml → candidates/kyc_fail_rate_30d.yml"]),
        (
            "metrics/kyc.yaml",
            [
                "metrics/kyc.yaml → metrics/kyc.yml",
                "metrics/kyc.yml → metrics/kyc_fail_rate_30d.yml",
                "metrics/kyc_fail_rate_30d.yml → candidates/kyc_fail_rate_30d.yml",
            ],
        ),
    ],
)
@pytest.mark.parametrize("line_end", ["\n", "\r\n"])
def test_a_file_comes_where_it_belongs_as_it_is(
    name: str, steps: list[str], line_end: str, estate: ProjectSettings
) -> None:
    text = PARKED.replace("\n", line_end)
    file = put(estate, f"db/{name}", text)
    file.chmod(0o640)
    report = mend_project(estate, all_rules(), estate.root / "db")
    assert (told(report.mended), all(m.done for m in report.mended)) == (steps, True)
    assert files(estate) == {"candidates/kyc_fail_rate_30d.yml": text}
    assert (estate.candidates_folder / "kyc_fail_rate_30d.yml").stat().st_mode & 0o777 == 0o640
    assert [finding.rule for finding in report.findings] == []


def test_a_file_that_is_named_is_followed(estate: ProjectSettings) -> None:
    put(estate, "db/metrics/kyc.yaml", PARKED)
    put(estate, "db/candidates/other.yaml", PARKED)
    report = mend_project(estate, all_rules(), estate.metrics_folder / "kyc.yaml")
    assert [len(report.mended), *sorted(files(estate))] == [
        3,
        "candidates/kyc_fail_rate_30d.yml",
        "candidates/other.yaml",
    ]
    assert report.checked[1] == ("candidates", 1)


def test_a_dry_run_says_what_would_be_and_writes_nothing(estate: ProjectSettings) -> None:
    file = put(estate, "db/candidates/kyc.yaml")
    report = mend_project(estate, all_rules(), dry_run=True)
    assert report.mended == (Mended(Move(file, file.with_suffix(".yml")), done=False),)
    assert (report.findings, report.fixable) == (check_project(estate, all_rules()).findings, 1)
    assert list(files(estate)) == ["candidates/kyc.yaml"]


@pytest.mark.parametrize(
    "names",
    [
        ("candidates/kyc_fail_rate_30d.yml", "candidates/kyc_fail_rate_30d.yaml"),
        ("candidates/kyc_fail_rate_30d.yml", "candidates/kyc.yml"),
        ("candidates/one.yml", "candidates/two.yml"),
        ("metrics/kyc_fail_rate_30d.yml", "candidates/kyc_fail_rate_30d.yml"),
        ("candidates/old/kyc_fail_rate_30d.yml",),
        ("candidates/kyc_fail_rate_30d.txt",),
    ],
)
def test_nothing_is_chosen_in_a_persons_place(names: tuple[str, ...], estate: ProjectSettings) -> None:
    for name in names:
        put(estate, f"db/{name}")
    report = mend_project(estate, all_rules())
    assert (report.mended, sorted(files(estate))) == ((), sorted(names))
    assert report.findings
    assert report.fixable == 0


@pytest.mark.parametrize("name", ["../../../kyc", "Kyc", "a b", "/tmp/kyc"])
def test_a_name_that_is_no_files_moves_nothing(name: str, estate: ProjectSettings) -> None:
    put(estate, "db/candidates/kyc.yml", PARKED.replace("kyc_fail_rate_30d", f'"{name}"'))
    assert mend_project(estate, all_rules()).mended == ()


def test_wrong_content_stays_wrong_content(estate: ProjectSettings) -> None:
    """Another name makes a file be read; what is in it is for people."""
    put(estate, "db/metrics/broken.yaml", "name: [")
    report = mend_project(estate, all_rules())
    assert told(report.mended) == ["metrics/broken.yaml → metrics/broken.yml"]
    assert [(f.rule, f.file.name, f.fix) for f in report.findings] == [("metric-valid", "broken.yml", None)]


# What is in the way of a fix


def offering(*fixes: Callable[[Path], Fix]) -> Rule:
    """A rule, as another package has one, that finds the same as long as its page is not `right`."""

    def judge(evidence: Evidence) -> Judgement:
        root = evidence.project.root
        page = root / "page.md"
        if not page.exists() or "right" not in page.read_text():
            yield from (Finding("page", page, 1, "wrong", fix=fix(root)) for fix in fixes)

    return Rule("page", "The page is right.", judge)


def rewrite(root: Path) -> Fix:
    return Rewrite(root / "page.md", "right\nand long\n", fingerprint("wrong\nand long\n"))


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("wrong\nand long\n", "right\nand long\n"),
        ("wrong\r\nand long\r\n", "right\r\nand long\r\n"),
    ],
)
def test_a_page_is_written_anew_with_its_own_ends_of_lines(before: str, after: str, estate: ProjectSettings) -> None:
    page = put(estate, "page.md", before)
    page.chmod(0o600)
    report = mend_project(estate, [offering(rewrite)])
    assert (report.mended, report.findings) == ((Mended(rewrite(estate.root), done=True),), ())
    assert (page.read_bytes(), page.stat().st_mode & 0o777) == (after.encode(), 0o600)


def test_a_page_that_is_not_there_is_written(estate: ProjectSettings) -> None:
    fix = Rewrite(estate.root / "page.md", "right\n", None)
    assert mend_project(estate, [offering(lambda _: fix)]).mended == (Mended(fix, done=True),)
    assert (estate.root / "page.md").read_text() == "right\n"


@pytest.mark.parametrize(
    ("text", "fix", "why"),
    [
        ("wrong\nand longer\n", rewrite, "was changed in the meantime"),
        (None, rewrite, "was changed in the meantime"),
        ("x", lambda root: Rewrite(root / "page.md", "right", None), "there is such a file already"),
        ("x", lambda root: Move(root / "page.md", root / "heartbeat.yml"), "there is such a file already"),
        ("x", lambda root: Move(root / "page.md", root / "right.md", fingerprint("y")), "was changed in the meantime"),
        ("x", lambda root: Move(root / "gone.md", root / "right.md"), "cannot be written: No such file or directory"),
        ("x", lambda root: Move(root / "page.md", root.parent / "page.md"), "is no file of the project's own"),
        ("x", lambda root: Rewrite(root / "../other.md", "right", None), "is no file of the project's own"),
        ("x", lambda root: Rewrite(root / "link.md", "right", fingerprint("x")), "is no file of the project's own"),
    ],
)
def test_what_is_in_the_way_is_told_and_nothing_is_touched(
    text: str | None, fix: Callable[[Path], Fix], why: str, estate: ProjectSettings
) -> None:
    if text is not None:
        put(estate, "page.md", text)
    (estate.root / "link.md").symlink_to("page.md")
    before = contents(estate)
    report = mend_project(estate, [offering(fix)])
    assert report.mended == (Mended(fix(estate.root), done=False, why=why),)
    assert [finding.message for finding in report.findings] == ["wrong"]
    assert contents(estate) == before


def test_two_fixes_of_one_file_are_two_rounds_and_one_that_never_ends_ends(estate: ProjectSettings) -> None:
    put(estate, "page.md", "0")

    def again(root: Path) -> Fix:
        text = (root / "page.md").read_text()
        return Rewrite(root / "page.md", text + "0", fingerprint(text))

    report = mend_project(estate, [offering(again, rewrite)])
    assert [m.done for m in report.mended] == [True] * 5
    assert (estate.root / "page.md").read_text() == "0" * 6
    assert report.findings


def test_a_finding_with_its_fix_is_a_plain_value(estate: ProjectSettings) -> None:
    put(estate, "db/metrics/kyc.yaml")
    found = (
        *check_project(estate, [find_rule("unread-file")]).findings,
        *check_project(estate, [offering(rewrite)]).findings,
    )
    assert pickle.loads(pickle.dumps(found)) == found
    assert [json.loads(json.dumps(asdict(f), default=str))["fix"].keys() for f in found] == [
        {"file": "", "to": "", "seen": ""}.keys(),
        {"file": "", "text": "", "seen": ""}.keys(),
    ]


def test_the_page_of_the_sources_is_made_where_there_is_none(estate: ProjectSettings) -> None:
    """Of the whole project, and where the inventory can be read."""
    shutil.rmtree(estate.root / "docs")
    file, rules = estate.root / "docs" / "sources.md", [find_rule("inventory-valid"), find_rule("sources-page")]
    assert mend_project(estate, rules, estate.root / "db" / "metrics").mended == ()
    made = mend_project(estate, rules)
    assert [(one.fix.file, one.done) for one in made.mended] == [(file, True)]
    assert (is_written(file.read_text()), made.findings) == (True, ())
    assert mend_project(estate, rules).mended == ()
    file.unlink()
    (estate.root / "db" / "sources" / "broken.yml").write_text("source: [")
    assert (mend_project(estate, rules).mended, file.exists()) == ((), False)
