"""What analysts write is silent, what dresses up a number is told, whatever way it is written.

A line of tests/cases/statements/honest.txt is `WINDOW | QUESTION | SQL`, one of dressed.txt
`SEVERITY RULE | WINDOW | SQL` with the first thing that is found. The statements of tests/cases/guard/sound.sql are
held against the rules about numbers, too.
"""

import shutil
from collections.abc import Iterable, Mapping
from pathlib import Path

from heartbeat_cli.estate import load_project
from heartbeat_cli.rules import ERROR, Finding, all_rules, check_project

CASES = Path(__file__).parents[2] / "cases"
NUMBERS = ("constant-value", "window-bounds", "fan-out", "written-number", "days-have-a-zone")
Statement = tuple[str, str, str]


def found_in(
    statements: Iterable[Statement], root: Path, *, ddl: str | None = None, zone: str = "UTC"
) -> Mapping[str, list[Finding]]:
    """What is found in each statement (window, question, SQL) by rules about numbers, or because it is refused."""
    shutil.copytree(CASES / "rules" / "project", root)
    (root / "heartbeat.yml").write_text((root / "heartbeat.yml").read_text() + f"time_zone: {zone}\n")
    if ddl is not None:
        (root / "mirror" / "a" / "webbank.sql").write_text(ddl)
    (root / "db" / "candidates").mkdir()
    by_name: dict[str, str] = {}
    for number, (window, question, sql) in enumerate(statements):
        name = f"case{number:03d}_count_{window}"
        by_name[name] = sql
        (root / "db" / "candidates" / f"{name}.yml").write_text(
            f"name: {name}\nlabel: A number\nquestion: {question}\nowner: team\nunit: count\nwindow: {window}\n"
            f"source: webbank\nstatus: candidate\nsql: |\n  {sql}\n"
        )
    found: dict[str, list[Finding]] = {sql: [] for sql in by_name.values()}
    for finding in check_project(load_project(root / "heartbeat.yml"), all_rules()).findings:
        if finding.rule in (*NUMBERS, "metric-valid"):
            found[by_name[finding.file.stem]].append(finding)
    return found


def lines(file: Path) -> list[list[str]]:
    return [line.split(" | ", 2) for line in file.read_text().splitlines()]


def test_what_analysts_write_is_silent(tmp_path: Path) -> None:
    statements = [(window, question, sql) for window, question, sql in lines(CASES / "statements" / "honest.txt")]
    found = found_in(statements, tmp_path / "project")
    assert len(found) == len(statements)
    assert {sql: findings for sql, findings in found.items() if findings} == {}


def test_what_dresses_up_a_number_is_told(tmp_path: Path) -> None:
    expected = {sql: told for told, _, sql in lines(CASES / "statements" / "dressed.txt")}
    statements = [
        (window, "How many payments are there?", sql) for _, window, sql in lines(CASES / "statements" / "dressed.txt")
    ]
    found = found_in(statements, tmp_path / "project")
    assert {sql: first_of(findings) for sql, findings in found.items()} == expected


def first_of(findings: list[Finding]) -> str:
    """The severest finding, by the rule that comes first."""
    order = ("metric-valid", *NUMBERS)
    worst = sorted(findings, key=lambda f: (f.severity != ERROR, order.index(f.rule)))
    return f"{worst[0].severity} {worst[0].rule}" if worst else "silent"


def test_what_the_guard_lets_pass_is_silent(tmp_path: Path) -> None:
    rows = (CASES / "guard" / "rows.sql").read_text()
    tables = [line for line in rows.splitlines() if line.startswith("CREATE") and "currency_rate" not in line]
    ddl = "\n".join(tables).replace("webbank_core", "core").replace("webbank_dict", "dict") + "\nCREATE SCHEMA scb;\n"
    statements = [
        ("30d" if "interval '30 days' AND created_at < now()" in sql else "total", "How much is it?", sql)
        for sql in (CASES / "guard" / "sound.sql").read_text().splitlines()
    ]
    found = found_in(statements, tmp_path / "project", ddl=ddl)
    assert {sql: findings for sql, findings in found.items() if findings} == {}


def test_days_are_those_of_the_project(tmp_path: Path) -> None:
    expected = {
        "value_date >= current_date - 7": (
            "current_date is the day in UTC, and the project's days are those of Europe/Berlin"
        ),
        "created_at::date = value_date": (
            "days of created_at begin at midnight in UTC, and nothing says that they are meant to"
        ),
        "(created_at AT TIME ZONE 'Asia/Tokyo')::date = value_date": (
            "days of created_at begin at midnight in Asia/Tokyo, and the project's in Europe/Berlin"
        ),
        "(created_at AT TIME ZONE 'Europe/Berlin')::date = value_date": None,
        "value_date >= (now() AT TIME ZONE 'Europe/Berlin')::date - 7": None,
    }
    sql = {f"SELECT count(*) FROM webbank_core.transfer WHERE {where}": told for where, told in expected.items()}
    statements = [("7d" if "- 7" in each else "total", "How many transfers are there?", each) for each in sql]
    found = found_in(statements, tmp_path / "project", zone="Europe/Berlin")
    days = {each: [f.message for f in findings if f.rule == "days-have-a-zone"] for each, findings in found.items()}
    assert days == {each: [told] if told else [] for each, told in sql.items()}
