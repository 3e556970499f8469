"""Metric files: read, written, moved; what they lose and what they keep."""

from dataclasses import replace
from datetime import UTC, date, datetime
from decimal import Decimal
from pathlib import Path

import pytest
from tests.records import counted, record_of

from heartbeat_cli.errors import HbError, InvalidFileError, NotFoundError, RefusedError, UsageError
from heartbeat_cli.estate import ProjectSettings
from heartbeat_cli.metrics import (
    Alignment,
    BlockedOn,
    Metric,
    Note,
    effective_status,
    find_metric,
    load_all,
    load_metric,
    move_metric,
    why_realign,
    write_metric,
)
from heartbeat_cli.metrics.write import metric_text

PAGE = """\
# The page's own example.
name: outgoing_sepa_credit_processing_time_p50_min_24h
label: Outgoing SEPA credit, median processing time
question: How long does an outgoing SEPA credit take from authorisation to settlement?
description: Bank and compliance time together; the hold is not subtracted.   # PM asked
owner: payments
unit: min
window: 24h
direction: down_is_good
source: webbank
status: candidate   # soon more
sql: |
  SELECT percentile_cont(0.5) WITHIN GROUP (ORDER BY extract(epoch FROM settled_at - authorized_at) / 60)
  FROM webbank_core.payment  -- all rails
  WHERE settled_at >= now() - interval '24 hours'
notes:
  - kind: caveat
    source: bpm
    why: Compliance review time is only visible in BPM and is still contained in this number.
  - Counted on working days.
alignment:
  - {count: 41, value: 41.5, as_of: 2026-05-06, by: operations, method: stop-watch, tolerance: 5%, verdict: match}
"""

RECORD = Alignment(
    count=Decimal(41),
    value=Decimal("41.5"),
    as_of=datetime(2026, 5, 6, tzinfo=UTC),
    by="operations",
    method="stop-watch",
    tolerance="5%",
)

FULL = Metric(
    name="payment_amount_sum_7d",
    question="How much: was paid?",
    source="webbank",
    status="candidate",
    window="7d",
    label="Paid, 'all' of it — ü",
    description="Line one.\n\nLine two: with a colon.",
    owner="payments",
    unit="EUR",
    direction="up_is_good",
    sql="\nSELECT sum(amount)\n  FROM webbank_core.payment  \n\tWHERE note <> 'x: # y'",
    notes=(
        Note("fallback", "Because: it is.", "vss", ("webbank.core.payment", "webbank.dict.x"), date(2026, 8, 1)),
        Note("caveat", "More.", "bpm"),
        Note("method", "no: really"),
        Note("method", "yes"),
    ),
    blocked_on=(BlockedOn("bpm", ("bpm.case_review.closed_at",), "Hold."), BlockedOn("mms")),
    alignment=(
        RECORD,
        Alignment(
            Decimal("1234567890123456789.12"),
            Decimal("0.1"),
            datetime(2026, 5, 8, 9, 0, 0, 1, tzinfo=UTC),
            "a, b: {c}",
            "it's\ttabbed",
            "0.5",
            "mismatch",
            "the list is a day old",
        ),
    ),
)


def put(folder: Path, text: str, name: str = "outgoing_sepa_credit_processing_time_p50_min_24h") -> Path:
    folder.mkdir(parents=True, exist_ok=True)
    file = folder / f"{name}.yml"
    file.write_text(text)
    return file


def test_every_field_is_read(tmp_path: Path) -> None:
    metric = load_metric(put(tmp_path, PAGE))
    assert metric == Metric(
        name="outgoing_sepa_credit_processing_time_p50_min_24h",
        label="Outgoing SEPA credit, median processing time",
        question="How long does an outgoing SEPA credit take from authorisation to settlement?",
        description="Bank and compliance time together; the hold is not subtracted.",
        owner="payments",
        unit="min",
        window="24h",
        direction="down_is_good",
        source="webbank",
        status="candidate",
        sql=(
            "SELECT percentile_cont(0.5) WITHIN GROUP (ORDER BY extract(epoch FROM settled_at - authorized_at) / 60)\n"
            "FROM webbank_core.payment  -- all rails\nWHERE settled_at >= now() - interval '24 hours'"
        ),
        notes=(
            Note(
                "caveat", "Compliance review time is only visible in BPM and is still contained in this number.", "bpm"
            ),
            Note("method", "Counted on working days."),
        ),
        alignment=(RECORD,),
    )
    assert str(metric.sql_place.at(metric.sql or "", 7)) == f"{metric.file}:13:10"


def test_written_file_reads_back_as_the_same_metric(tmp_path: Path) -> None:
    back = load_metric(write_metric(FULL, tmp_path / "new"))
    sql = "SELECT sum(amount)\n  FROM webbank_core.payment\n    WHERE note <> 'x: # y'"
    assert back == replace(FULL, sql=sql)
    assert back.definition.fingerprint == FULL.definition.fingerprint
    assert metric_text(back) == (tmp_path / "new" / "payment_amount_sum_7d.yml").read_text()
    assert "sql: |\n" in metric_text(back)


def test_existing_file_is_not_overwritten(tmp_path: Path) -> None:
    file = write_metric(FULL, tmp_path)
    with pytest.raises(RefusedError, match="exists already"):
        write_metric(replace(FULL, unit="USD"), tmp_path)
    assert load_metric(file).unit == "EUR"
    write_metric(replace(FULL, unit="USD"), tmp_path, overwrite=True)
    assert load_metric(file).unit == "USD"
    assert [f.name for f in tmp_path.iterdir()] == [file.name]


@pytest.mark.parametrize("name", ["../x_count_24h", "a/b", ".hidden", "", "A_count_24h"])
def test_name_that_is_no_file_name_is_refused(name: str, tmp_path: Path) -> None:
    with pytest.raises(UsageError):
        write_metric(replace(FULL, name=name), tmp_path / "db")
    assert list(tmp_path.rglob("*.yml")) == []


def test_folder_that_cannot_be_written_is_said_plainly(tmp_path: Path) -> None:
    (tmp_path / "db").write_text("a file")
    with pytest.raises(HbError, match="cannot write") as caught:
        write_metric(FULL, tmp_path / "db")
    assert caught.value.code == "cannot_write"


def test_move_keeps_comments_and_changes_only_what_changed(tmp_path: Path) -> None:
    old = put(tmp_path / "candidates", PAGE)
    was = load_metric(old)
    new_record = replace(RECORD, as_of=datetime(2026, 5, 8, 9, 0, tzinfo=UTC), given="blind", digest="1-abc")
    now = replace(was, status="caveated", alignment=(*was.alignment, new_record))
    file = move_metric(was, now, tmp_path / "metrics")
    before, after = PAGE.splitlines(), file.read_text().splitlines()
    assert [line for line in after if line not in before] == [
        "status: caveated   # soon more",
        "  - {count: 41, value: 41.5, as_of: '2026-05-08T09:00:00Z', by: operations, method: stop-watch, "
        "tolerance: 5%, verdict: match, given: blind, digest: 1-abc}",
    ]
    assert load_metric(file) == now
    assert not old.exists()


@pytest.mark.parametrize(
    "tail",
    [
        "",
        "alignment: []\n",
        "alignment:\n- {count: 1, value: 1, as_of: 2026-05-01, by: x, method: y, verdict: match}\n",
        "alignment:\n    - count: 1\n      value: 1\n      as_of: 2026-05-01\n      by: x\n      method: y\n"
        "      verdict: match\n\n\ndescription: after it\n",
        "alignment: [{count: 1, value: 1, as_of: 2026-05-01, by: x, method: y, verdict: match}]\n",
    ],
)
def test_move_understands_every_way_to_write_records(tail: str, tmp_path: Path) -> None:
    head = (
        "name: a_b_24h\nlabel: l\nquestion: q\nowner: o\nunit: count\nwindow: 24h\nsource: s\n'status': \"candidate\"\n"
    )
    was = load_metric(put(tmp_path, head + "sql: select count(*) from a.b\n" + tail, "a_b_24h"))
    now = replace(was, status="aligned", alignment=(*was.alignment, RECORD))
    assert load_metric(move_metric(was, now, tmp_path)) == now


def test_file_changed_meanwhile_is_left_alone(tmp_path: Path) -> None:
    file = put(tmp_path / "candidates", PAGE)
    was = load_metric(file)
    file.write_text(PAGE.replace("24 hours", "23 hours"))
    with pytest.raises(RefusedError, match="changed in the meantime"):
        move_metric(was, replace(was, status="caveated"), tmp_path / "metrics")
    assert "23 hours" in file.read_text()
    assert not (tmp_path / "metrics").exists()


def test_move_does_not_replace_another_metric(tmp_path: Path) -> None:
    was = load_metric(put(tmp_path / "candidates", PAGE))
    other = put(tmp_path / "metrics", PAGE.replace("payments", "somebody"))
    with pytest.raises(RefusedError, match="exists already"):
        move_metric(was, replace(was, status="caveated"), tmp_path / "metrics")
    assert "somebody" in other.read_text()
    assert was.file is not None
    assert was.file.exists()


@pytest.mark.parametrize(
    ("change", "at", "message"),
    [
        (("status: candidate", "status: candidat"), "11:9", "Did you mean 'candidate'"),
        (("window: 24h", "window: last day"), "8:9", "'last day' is not a window: 24h, 7d, 4w and their like"),
        (("owner: payments", "owners: payments"), "6:1", "unknown key 'owners'"),
        (("  - kind: caveat\n    source: bpm", "  - kind: caveat"), "17:5", "'source' is missing"),
        (("as_of: 2026-05-06", "as_of: soon"), "22:37", "not a date and time"),
        (("count: 41,", "count: .nan,"), "22:13", "not a number"),
        (("sql: |", "sql: |\nsql: |"), "13:1", "written twice"),
        (("owner: payments", "owner: [payments"), "7:5", "not valid YAML"),
        (("owner: payments", "owner: 3"), "6:8", "should be text"),
    ],
)
def test_mistake_is_told_with_its_place(change: tuple[str, str], at: str, message: str, tmp_path: Path) -> None:
    file = put(tmp_path, PAGE.replace(*change))
    with pytest.raises(InvalidFileError, match=message) as caught:
        load_metric(file)
    assert caught.value.where == f"{file}:{at}"


def test_metric_that_is_shown_needs_owner_and_sql(tmp_path: Path) -> None:
    file = put(tmp_path, PAGE.replace("owner: payments\n", "").replace("candidate ", "aligned "))
    with pytest.raises(InvalidFileError, match="'owner' is missing"):
        load_metric(file)
    assert load_metric(put(tmp_path, PAGE.replace("owner: payments\n", ""))).owner is None


def test_parked_needs_no_sql(tmp_path: Path) -> None:
    text = "name: kyc_pass_rate_30d\nquestion: q\nwindow: 30d\nsource: qac\nstatus: parked\n"
    metric = load_metric(put(tmp_path, text, "kyc_pass_rate_30d"))
    assert (metric.sql, metric.unit, metric.label) == (None, None, "kyc pass rate 30d")


def test_all_metrics_are_read_and_broken_ones_told(project: ProjectSettings) -> None:
    put(project.candidates_folder, "name: [", "broken_count_24h")
    metrics, problems = load_all(project)
    assert "kyc_pass_rate_30d" in {m.name for m in metrics}
    assert [p.file.name for p in problems] == ["broken_count_24h.yml"]


def test_unknown_name_gets_the_closest(project: ProjectSettings) -> None:
    with pytest.raises(NotFoundError) as caught:
        find_metric(project, "kyc_pass_rate_3d")
    assert caught.value.hint == "Did you mean 'kyc_pass_rate_30d'?"
    with pytest.raises(NotFoundError):
        find_metric(project, "../sources/webbank")


def test_a_record_with_its_receipt_reads_back(tmp_path: Path) -> None:
    once = counted(replace(FULL, alignment=(), sql="SELECT 1\n\n  FROM a.b -- x"), "12.5", "12.5", reason="so it is")
    metric = counted(once, "7", "8", attested_by="OPS-12: page 3")
    file = write_metric(metric, tmp_path)
    assert load_metric(file) == metric
    now = counted(metric, "8", "8")
    assert load_metric(move_metric(load_metric(file), now, tmp_path)) == now


@pytest.mark.parametrize(
    ("status", "record", "now"),
    [
        ("aligned", "match", "aligned"),
        ("aligned", "other", "needs_realignment"),
        ("aligned", "mismatch", "needs_realignment"),
        ("aligned", "unbound", "needs_realignment"),
        ("aligned", None, "needs_realignment"),
        ("caveated", None, "caveated"),
        ("caveated", "unbound", "caveated"),
        ("caveated", "other", "needs_realignment"),
        ("candidate", None, "candidate"),
        ("parked", None, "parked"),
        ("retired", "other", "retired"),
    ],
)
def test_status_that_holds_now(status: str, record: str | None, now: str) -> None:
    bare = replace(FULL, alignment=())
    records = {
        "match": record_of(bare),
        "other": record_of(replace(bare, unit="USD")),
        "mismatch": record_of(bare, "1", "2"),
        "unbound": RECORD,
    }
    metric = replace(bare, status=status, alignment=(records[record],) if record else ())
    assert effective_status(metric) == now
    assert (why_realign(metric) is not None) == (now == "needs_realignment") or status in (
        "candidate",
        "parked",
        "retired",
    )
