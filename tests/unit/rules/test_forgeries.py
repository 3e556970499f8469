"""A hand count on record that was touched by hand is found, whatever was touched; what changes nothing is let be.

The record is one that `align_metric` wrote, over marts that hold its receipt: a mismatch first, then a match.
"""

import re
import shutil
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from decimal import Decimal
from pathlib import Path

import duckdb
import pytest
from tests.metrics_estate import COUNT, build_estate, put

from heartbeat_cli.errors import RefusedError
from heartbeat_cli.estate import load_project
from heartbeat_cli.metrics import HandCount, Metric, align_metric, find_metric, read_metric_file, read_tables
from heartbeat_cli.metrics.records import record_digest
from heartbeat_cli.metrics.write import metric_text
from heartbeat_cli.rules import Evidence, all_rules, check_project, gather, judge_all

NAME = "payment_count_24h"
NOW = datetime(2026, 5, 8, 9, tzinfo=UTC)
Edit = Callable[[str], str]


@dataclass(frozen=True)
class Ground:
    """The evidence of a project, and the text of its aligned metric."""

    evidence: Evidence
    text: str
    metric: Metric


@pytest.fixture(scope="module")
def ground(tmp_path_factory: pytest.TempPathFactory) -> Ground:
    project = build_estate(tmp_path_factory.mktemp("estate") / "bank")
    put(project.root, COUNT.replace("source: webbank", "direction: up_is_good\nsource: webbank"))
    first = HandCount(Decimal(20), "operations", "printed register", NOW, "5%", attested_by="OPS-12")
    with pytest.raises(RefusedError):
        align_metric(project, find_metric(project, NAME), first, record=True)
    second = replace(
        first, count=Decimal(23), tolerance="12%", reason="The register closes an hour late.", by="front office"
    )
    done = align_metric(project, find_metric(project, NAME), second)
    assert done.file is not None
    return Ground(gather(project), done.file.read_text(), find_metric(project, NAME))


def found(ground: Ground, text: str, folder: Path, name: str = NAME) -> list[str]:
    """The rules that find something in such a file, and whether it is an error."""
    file = folder / "db" / "metrics" / f"{name}.yml"
    file.parent.mkdir(parents=True)
    file.write_text(text)
    metric_file, problems = read_metric_file(file)
    evidence = replace(ground.evidence, project=replace(ground.evidence.project, root=folder), files=())
    if metric_file is None:
        return [f"{rule.rule} error" for rule in judge_all(replace(evidence, file_problems=problems), all_rules())[0]]
    lineage = {file: read_tables(metric_file.metric.sql or "")}
    judged = replace(evidence, files=(metric_file,), lineage=lineage, file_problems=problems)
    return [f"{finding.rule} {finding.severity}" for finding in judge_all(judged, all_rules())[0]]


def last(pattern: str, new: str) -> Edit:
    """The last place where a pattern stands reads otherwise."""

    def edit(text: str) -> str:
        *_, match = re.finditer(pattern, text, re.MULTILINE)
        return text[: match.start()] + match.expand(new) + text[match.end() :]

    return edit


def first(pattern: str, new: str) -> Edit:
    return lambda text: re.sub(pattern, new, text, count=1, flags=re.MULTILINE)


def records(text: str) -> tuple[str, list[str]]:
    """What stands before the records, and each of them."""
    head, _, tail = text.partition("alignment:\n")
    return f"{head}alignment:\n", [f"  - count:{part}" for part in tail.split("  - count:")[1:]]


def with_records(choose: Callable[[list[str]], list[str]]) -> Edit:
    def edit(text: str) -> str:
        head, entries = records(text)
        return head + "".join(choose(entries))

    return edit


FORGERIES: dict[str, Edit] = {
    # the numbers
    "another count": last("count: 23$", "count: 24"),
    "a count with another sign": last("count: 23$", "count: -23"),
    "a count that is off by nothing one sees": last("count: 23$", "count: 23.0000001"),
    "a count in words": last("count: 23$", "count: many"),
    "a count as large as a file allows": last("count: 23$", "count: 1e28"),
    "another value": last("value: 24$", "value: 23"),
    "a value that was never computed": last("value: 24$", "value: 999"),
    "both numbers": lambda text: last("value: 24$", "value: 999")(last("count: 23$", "count: 999")(text)),
    "the numbers of a mismatch": first("count: 20$", "count: 24"),
    # the tolerance
    "a wider tolerance": last("tolerance: 12%", "tolerance: 50%"),
    "a tolerance for anything": last("tolerance: 12%", "tolerance: 1000%"),
    "a tolerance for anything in numbers": last("tolerance: 12%", "tolerance: '1000000'"),
    "a tolerance below nothing": last("tolerance: 12%", "tolerance: -5%"),
    "a tolerance that is no number": last("tolerance: 12%", "tolerance: .nan"),
    "a tolerance without end": last("tolerance: 12%", "tolerance: '1e400'"),
    "no tolerance": last("    tolerance: 12%\n", ""),
    "a narrower tolerance": last("tolerance: 12%", "tolerance: 5%"),
    "a mismatch made to match by its tolerance": lambda text: first("verdict: mismatch", "verdict: match")(
        first("tolerance: 5%", "tolerance: 50%")(text)
    ),
    "no reason": last("    reason: .*\n", ""),
    "another reason": last("reason: .*$", "reason: It is so."),
    "a reason that says nothing": last("reason: .*$", 'reason: "\\\\u200b"'),
    "a reason for a mismatch": first("    verdict: mismatch", "    reason: Because.\n    verdict: mismatch"),
    # the verdict
    "a mismatch called a match": first("verdict: mismatch", "verdict: match"),
    "a match called a mismatch": last("verdict: match", "verdict: mismatch"),
    "a verdict there is not": last("verdict: match", "verdict: Match"),
    # the dates
    "a day before any data": last("as_of: '2026-05-08T09:00:00Z'", "as_of: 1999-05-08"),
    "a day far off": last("as_of: '2026-05-08T09:00:00Z'", "as_of: 2999-05-08"),
    "the next day": last("as_of: '2026-05-08T09:00:00Z'", "as_of: 2026-05-09"),
    "the day before": last("as_of: '2026-05-08T09:00:00Z'", "as_of: 2026-05-07"),
    "a second less": last("as_of: '2026-05-08T09:00:00Z'", "as_of: '2026-05-08T08:59:59Z'"),
    "another zone": last("as_of: '2026-05-08T09:00:00Z'", "as_of: '2026-05-08T09:00:00+03:00'"),
    "no date": last("as_of: '2026-05-08T09:00:00Z'", "as_of: soon"),
    "a receipt of a day far off": last("made_at: .*$", "made_at: '2999-01-01T00:00:00Z'"),
    "a receipt of the day before": last("made_at: .*$", "made_at: '2026-05-07T09:00:00Z'"),
    "a receipt of no day": last("made_at: .*$", "made_at: yesterday"),
    # who and how
    "somebody else counted": last("by: front office", "by: the board"),
    "nobody counted": last("by: front office", "by: ' '"),
    "nobody counted, in zero width": last("by: front office", 'by: "\\\\u200b\\\\u200d"'),
    "nobody counted, in blank letters": last("by: front office", 'by: "\\\\u3164"'),
    "a dot counted": last("by: front office", "by: '.'"),
    "counted otherwise": last("method: printed register", "method: by eye"),
    "counted by no method": last("method: printed register", 'method: "\\\\u2800\\\\u00ad"'),
    "written down elsewhere": last("attested_by: OPS-12", "attested_by: OPS-13"),
    "written down nowhere": last("    attested_by: OPS-12\n", ""),
    "written down in a dash": last("attested_by: OPS-12", "attested_by: '-'"),
    "seen, and called blind": last("given: sighted", "given: blind"),
    "called a rehearsal": last("given: sighted", "given: rehearsal"),
    "neither blind nor seen": last("    given: sighted\n", ""),
    "a way of giving there is not": last("given: sighted", "given: blindly"),
    # the receipt
    "no receipt": with_records(lambda found: [found[0], re.sub(r"    receipt:\n(      .*\n?|\n)*", "", found[1])]),
    "other rows": last("rows: 48", "rows: 49"),
    "another load": last("load: '1'", "load: '2'"),
    "another table": last("table: webbank_core.payment,", "table: webbank_core.refund,"),
    "another engine": last("engine: duckdb .*$", "engine: postgres 18.1"),
    "a revision": last("      engine:", "      revision: abcdef012345\n      engine:"),
    "another time it took": last("seconds: .*$", "seconds: '9'"),
    "other SQL in the receipt": last("created_at > now", "created_at >= now"),
    "another question in the receipt": last("question: How many payments were made.", "question: How many were lost?"),
    "another unit in the receipt": last("        unit: count", "        unit: EUR"),
    "another name in the receipt": last(f"        name: {NAME}", "        name: refund_count_24h"),
    "other types in the receipt": last("timestamp with time zone", "date"),
    # the chain
    "no digest": last("    digest: .*\n", ""),
    "a digest of something else": last("digest: 1-.*$", "digest: 1-" + "0" * 32),
    "a digest in capitals": lambda text: re.sub(r"digest: 1-(\w+)", lambda m: f"digest: 1-{m[1].upper()}", text),
    "a digest cut short": last("(digest: 1-.{16}).*$", r"\1"),
    "a digest of an older hb": last("    digest: .*$", "    fingerprint: a5951e3eaa1ddc6a"),
    "the mismatch taken out": with_records(lambda found: found[1:]),
    "the two in another order": with_records(lambda found: found[::-1]),
    "the match twice": with_records(lambda found: [*found, found[1]]),
    "the match before the mismatch and after it": with_records(lambda found: [found[1], *found]),
    "a record in front": with_records(
        lambda found: [
            "  - {count: 5, value: 5, as_of: 2026-05-01, by: ops, method: list, verdict: match}\n", *found
        ]
    ),
    "a record behind": with_records(
        lambda found: [*found, "\n  - {count: 5, value: 5, as_of: 2026-05-01, by: ops, method: list, verdict: match}\n"]
    ),
    "only the mismatch, and called aligned": with_records(lambda found: found[:1]),
    "no record, and called aligned": lambda text: text.partition("alignment:")[0],
    # the definition
    "SQL that means something else": first("created_at > now", "created_at >= now"),
    "SQL with another constant": first("'24 hours'", "'23 hours'"),
    "a comment that ends in code": first(
        r"sql: \|\n(  .*\n)(  .*\n)(  .*\n)",
        'sql: "SELECT count(*) FROM webbank_core.payment WHERE created_at > now() - interval \'24 hours\''
        ' AND created_at <= now() -- note\\\\r AND id > 3"\n',
    ),
    "another question": first("question: How many payments were made.", "question: How many payments failed?"),
    "another unit": first("unit: count", "unit: EUR"),
    "another window": first("window: 24h", "window: 7d"),
    "another direction": first("direction: up_is_good", "direction: down_is_good"),
    "no direction": first("direction: up_is_good\n", ""),
    "another source": first("source: webbank", "source: vss"),
    "another label": first("label: Payments made", "label: Payments refused"),
}  # fmt: skip


@pytest.mark.parametrize("forgery", FORGERIES)
def test_a_forgery_is_found(forgery: str, ground: Ground, tmp_path: Path) -> None:
    text = FORGERIES[forgery](ground.text)
    assert text != ground.text
    assert found(ground, text, tmp_path) != []


def test_there_are_many_of_them() -> None:
    assert len(FORGERIES) >= 80


@pytest.mark.parametrize("through_the_receipt", [False, True])
def test_a_record_copied_under_another_name_is_found(through_the_receipt: bool, ground: Ground, tmp_path: Path) -> None:
    count = 0 if through_the_receipt else 1
    text = re.sub(rf"name: {NAME}", "name: refund_count_24h", ground.text, count=count)
    assert "alignment-record error" in found(ground, text, tmp_path, "refund_count_24h")


@pytest.mark.parametrize(
    "change",
    [
        {"sql": "SELECT count(*) FROM webbank_core.payment"},
        {"question": "How many payments were lost?"},
        {"unit": "EUR"},
    ],
)
def test_a_record_sealed_anew_over_another_definition_is_not_in_the_marts(
    change: dict[str, str], ground: Ground, tmp_path: Path
) -> None:
    metric = replace(ground.metric, **change)  # type: ignore[arg-type]
    assert (
        found(ground, sealed_anew(metric, {"definition": metric.definition}), tmp_path)
        == ["alignment-receipt error"] * 2
    )


def test_numbers_sealed_anew_are_not_in_the_marts(ground: Ground, tmp_path: Path) -> None:
    raised = [replace(r, count=Decimal(99), value=Decimal(99), verdict="match") for r in ground.metric.alignment]
    metric = replace(ground.metric, alignment=tuple(raised))
    assert found(ground, sealed_anew(metric, {"value": Decimal(99)}), tmp_path) == ["alignment-receipt error"] * 2


@pytest.mark.parametrize(("sql", "found_there"), [("SELECT count(*)", []), ("SELECT 7 + count(*)", ["error"])])
def test_on_the_demo_estate_the_same_rows_have_to_give_the_same(
    sql: str, found_there: list[str], ground: Ground, tmp_path: Path
) -> None:
    """Its marts are made anew each time: what is there is computed again where no receipt can be."""
    shutil.copytree(ground.evidence.project.root, tmp_path / "demo")
    file = tmp_path / "demo" / "heartbeat.yml"
    file.write_text(f"demo: true\n{file.read_text()}")
    with duckdb.connect(str(tmp_path / "demo" / "marts.duckdb")) as marts:
        marts.execute("DROP SCHEMA _hb CASCADE; UPDATE webbank_core._hb_receipt SET load_id = '9'")
    metric = replace(ground.metric, sql=(ground.metric.sql or "").replace("SELECT count(*)", sql))
    target = tmp_path / "demo" / "db" / "metrics" / f"{NAME}.yml"
    target.write_text(sealed_anew(metric, {"definition": metric.definition}))
    findings = check_project(load_project(file), all_rules(), target).findings
    assert [f.severity for f in findings if f.rule == "alignment-receipt"] == found_there * 2
    assert [f.message.partition(" says ")[2] for f in findings if f.rule == "alignment-receipt"] == [
        "24, and the same rows give 31"
    ] * len(found_there) * 2


def test_a_count_nobody_made_over_a_receipt_that_is_there(ground: Ground, tmp_path: Path) -> None:
    """The number was run, the record is made up and well sealed."""
    made_up = [replace(r, count=Decimal(24), verdict="match", by="somebody else") for r in ground.metric.alignment]
    text = sealed_anew(replace(ground.metric, alignment=tuple(made_up)), {})
    assert found(ground, text, tmp_path) == ["alignment-receipt error"] * 2


def test_a_count_that_did_not_match_cannot_be_taken_out(tmp_path: Path) -> None:
    project = build_estate(tmp_path / "bank")
    put(project.root, COUNT.replace("source: webbank", "direction: up_is_good\nsource: webbank"))
    good = HandCount(Decimal(24), "operations", "printed register", NOW, attested_by="OPS-12")
    done = align_metric(project, find_metric(project, NAME), good)
    assert done.file is not None
    before = done.file.read_text()
    with pytest.raises(RefusedError):
        align_metric(project, find_metric(project, NAME), replace(good, count=Decimal(20)), record=True)
    assert [f.rule for f in check_project(project, all_rules(), done.file).findings] == ["realignment"]
    done.file.write_text(before)
    assert [f.rule for f in check_project(project, all_rules(), done.file).findings] == ["alignment-receipt"]


def sealed_anew(metric: Metric, change: dict[str, object]) -> str:
    """What a forger writes who knows this program: receipts changed, and the whole chain worked out again."""
    chain: list[str | None] = [None]
    forged = []
    for record in metric.alignment:
        assert record.receipt is not None
        touched = replace(record, receipt=replace(record.receipt, **change))  # type: ignore[arg-type]
        digest = record_digest(metric.name, chain[-1], touched)
        chain.append(digest)
        forged.append(replace(touched, digest=digest))
    return metric_text(replace(metric, alignment=tuple(forged)))


SQL = r"sql: \|\n(  .*\n)(  .*\n)(  .*\n)"
NOTES = """
notes:
  - Gezählt wird nach Eingang.
  - 按创建时间统计。
  - يُحسب حسب وقت الإنشاء
  - Считаем по времени создания.
"""
HARMLESS: dict[str, Edit] = {
    "as it is": lambda text: text,
    "another layout": first(
        SQL,
        "sql: >-\n  select COUNT( * )  from webbank_core.payment\n    where created_at > NOW() - INTERVAL '24 hours'"
        "\n    and (created_at <= now());\n",
    ),
    "comments": first(SQL, r"sql: |\n  -- Zahlungen des Tages\n\1\2  /* 支付 */\n\3"),
    "names in quotes": first(SQL, r"""sql: |
  SELECT count(*) FROM "webbank_core"."payment"
  WHERE "created_at" > now() - interval '24 hours' AND created_at <= now()
"""),
    "a string written otherwise": first(SQL, r"""sql: |
  SELECT count(*) FROM webbank_core.payment
  WHERE created_at > now() - interval E'24 \\x68ours' AND created_at <= now()
"""),
    "the question over two lines": first("question: How many payments", "question: How many\n  payments"),
    "another owner": first("owner: payments", "owner: treasury"),
    "a description": first("unit: count", "description: Alle Zahlungen des Tages.\nunit: count"),
    "notes in any language": lambda text: text + NOTES,
    "comments of the file": lambda text: "# Geprüft.\n" + text.replace("alignment:\n", "# Zählungen\nalignment:\n"),
    "other quotes": last("'2026-05-08T09:00:00Z'", '"2026-05-08T09:00:00Z"'),
    "a date as YAML has it": last("as_of: '2026-05-08T09:00:00Z'", "as_of: 2026-05-08T12:00:00+03:00"),
    "numbers written otherwise": last("count: 23$", "count: 23.0"),
    "other ends of lines": lambda text: text.replace("\n", "\r\n"),
}  # fmt: skip


@pytest.mark.parametrize("change", HARMLESS)
def test_what_changes_nothing_is_let_be(change: str, ground: Ground, tmp_path: Path) -> None:
    text = HARMLESS[change](ground.text)
    assert (text != ground.text) is (change != "as it is")
    assert found(ground, text, tmp_path) == []
