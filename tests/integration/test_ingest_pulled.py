"""What an API serves lands in marts of either kind, equal record for record, however often runs are broken off."""

import json
import sys
from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from tests import outside_package
from tests.conftest import TestServer
from tests.faults.disk import small_disk
from tests.ingest_estate import MARTS, make_database
from tests.paged_source import SOURCE, make_paged_project, serve

from heartbeat_cli import Project, doors
from heartbeat_cli.errors import HbError
from heartbeat_cli.estate import ProjectSettings, load_inventory, load_project
from heartbeat_cli.ingest import IngestRequest, IngestResult, TableResult, run_ingest, verify_all
from heartbeat_cli.marts import open_marts
from heartbeat_cli.sources import read_json

ID = ["id", "text"]
MODIFIED = ["Modified_Time", "timestamp with time zone"]
LEADS: dict[str, Any] = {"name": "Leads", "key": ["id"], "cursor": "Modified_Time", "fields": [ID, MODIFIED]}
ODD = "a,\"b\"\n\\N é 😀 'x' \t"


@pytest.fixture(autouse=True)
def paged(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """The archetype of the small service, installed beside hb."""
    folder = tmp_path / "package"
    folder.mkdir()
    outside_package.install(folder, "hb-paged", "1.0", {"heartbeat.sources": {"paged": "tests.paged_source:ARCHETYPE"}})
    monkeypatch.setattr(sys, "path", [str(folder), *sys.path])
    # What is installed is read once in a process.
    doors._entries.cache_clear()
    yield
    doors._entries.cache_clear()


@pytest.fixture(params=MARTS)
def project(
    request: pytest.FixtureRequest, postgres_server: TestServer, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> ProjectSettings:
    made = make_paged_project(tmp_path / "project")
    if request.param == "duckdb":
        return made
    make_database(postgres_server, "pulled_marts")
    connection = ("127.0.0.1", str(postgres_server.port), "postgres", postgres_server.password, "pulled_marts")
    for part, value in zip(("HOST", "PORT", "USER", "PASSWORD", "DATABASE"), connection, strict=True):
        monkeypatch.setenv(f"MARTS_PG_{part}", value)
    file = made.root / "heartbeat.yml"
    file.write_text(file.read_text().replace("duckdb", "postgres"))
    return load_project(file)


def lead(number: int, of_may: int, **more: Any) -> dict[str, Any]:
    return {"id": str(number), "Modified_Time": f"2026-05-{of_may:02}T10:00:00+02:00", **more}


def page(*records: dict[str, Any], **more: Any) -> dict[str, Any]:
    return {"records": list(records), **more}


def ingest(project: ProjectSettings, **request: Any) -> IngestResult:
    return run_ingest(project, load_inventory(project), ["crm"], IngestRequest(**request), isolated=False)[0]


def table(result: IngestResult) -> TableResult:
    (dataset,) = result.datasets
    assert not dataset.failures, dataset.failures
    return dataset.tables[0]


def failure(result: IngestResult) -> str:
    (dataset,) = result.datasets
    (found,) = dataset.failures
    return found.code


def landed(project: ProjectSettings, columns: str, name: str = "Leads") -> list[tuple[Any, ...]]:
    with open_marts(project) as reader:
        return sorted(reader.query(f'SELECT {columns} FROM crm_crm."{name}"').rows, key=str)


def verdicts(project: ProjectSettings) -> list[str]:
    inventory = load_inventory(project)
    found, refused = verify_all(project, [inventory.require("crm")])
    assert not refused
    return [str(one.verdict) for _, tables in found for one in tables]


def test_values_land_as_they_were_sent(project: ProjectSettings) -> None:
    first = lead(
        1, 1, amount=Decimal("0.10"), whole=7, yes=True, note="", day="2026-02-28", Owner={"id": 9, "name": "Ann"}
    )
    second = lead(
        2, 2, amount=Decimal("12345678901234567.89"), whole=None, yes=False, note=ODD, day=None, tags=["a", {"b": 1}]
    )
    serve(project.root, [LEADS], {"Leads": [page(first), page(second)]})
    done = table(ingest(project))
    assert (done.mode, done.rows, done.total) == ("backfill", 2, 2)
    columns = (
        'id, CAST(amount AS text), whole, yes, note, CAST(day AS text), "Owner__id", "Owner__name", CAST(tags AS text)'
    )
    assert landed(project, columns) == [
        ("1", "0.10", 7, True, "", "2026-02-28", 9, "Ann", None),
        ("2", "12345678901234567.89", None, False, ODD, None, None, None, '["a",{"b":1}]'),
    ]
    assert [read_json(raw) for (raw,) in landed(project, "CAST(_raw AS text)")] == [first, second]
    assert verdicts(project) == ["agrees"]


def test_what_changed_and_went_is_brought_over_what_stands(project: ProjectSettings) -> None:
    serve(project.root, [LEADS], {"Leads": [page(lead(1, 1, a="x"), lead(2, 1, a="x"), lead(3, 2, a="x"))]})
    ingest(project)
    serve(project.root, [LEADS], {"Leads": [page(lead(3, 3, a="y"), lead(4, 3, a="y"), gone=[["1"], ["99"]])]})
    done = table(ingest(project))
    assert (done.mode, done.rows, done.deleted, done.total) == ("refresh", 2, 1, 3)
    assert landed(project, "id, a") == [("2", "x"), ("3", "y"), ("4", "y")]
    assert (project.root / "service" / "Leads.asked").read_text().splitlines() == [
        "None None",
        "2026-05-02T07:45:00+00:00 None",
    ]
    serve(project.root, [LEADS], {"Leads": [page(lead(9, 1))]})
    assert table(ingest(project)).mode == "unchanged"
    assert verdicts(project) == ["changed at the source since"]


def test_a_pull_that_was_broken_off_goes_on_behind_the_last_page(project: ProjectSettings) -> None:
    pages = [page(lead(n, 1), lead(n + 10, 1)) for n in range(4)]
    serve(project.root, [LEADS], {"Leads": pages})
    fail = project.root / "service" / "Leads" / "fail"
    fail.write_text("2")
    assert failure(ingest(project)) == "api_failed"
    fail.unlink()
    assert table(ingest(project)).rows == 8
    assert (project.root / "service" / "Leads.asked").read_text().splitlines() == ["None None", "None 2"]
    assert not list((project.root / ".heartbeat" / "pulls" / "crm").iterdir())


def test_columns_that_come_later_bring_a_full_read(project: ProjectSettings) -> None:
    serve(project.root, [LEADS], {"Leads": [page(lead(1, 1, n=1), lead(2, 2, n=2))]})
    ingest(project)
    serve(project.root, [LEADS], {"Leads": [page(lead(1, 1, n=1), lead(2, 2, n=2), lead(3, 3, n=1.25, more="x"))]})
    done = table(ingest(project))
    assert (done.mode, done.reason, done.total) == ("reshape", "its columns changed", 3)
    assert [change.column for change in done.changes] == ["n", "more"]
    assert landed(project, "id, CAST(n AS text), more") == [
        ("1", "1.00", None),
        ("2", "2.00", None),
        ("3", "1.25", "x"),
    ]


def test_a_column_of_more_than_one_sort_is_text(project: ProjectSettings) -> None:
    told = [page(lead(1, 1, a=1, b="2026-01-01", c=True), lead(2, 1, a="x", b="2026-13-45", c="yes"))]
    serve(project.root, [LEADS], {"Leads": told})
    done = table(ingest(project))
    assert landed(project, "a, b, c") == [("1", "2026-01-01", "true"), ("x", "2026-13-45", "yes")]
    assert done.notes == ("b land as text: some values are none of their type",)


def test_days_are_replaced_as_a_whole(project: ProjectSettings) -> None:
    day = {"name": "days", "key": ["date", "channel"], "cursor": "date", "window": True, "lag_seconds": 86_400}
    fields = [["date", "date"], ["channel", "text"], ["sessions", "bigint"]]
    stream = {**day, "fields": fields, "closed": True, "raw": False}

    def row(date: int, channel: str, sessions: int) -> dict[str, Any]:
        return {"date": f"2026-05-{date:02}", "channel": channel, "sessions": sessions}

    first = [row(1, "a", 1), row(2, "a", 2), row(3, "a", 3), row(3, "b", 4)]
    serve(project.root, [stream], {"days": [page(*first, inexact=["sampled"])]})
    done = table(ingest(project))
    assert (done.rows, done.notes) == (4, ("inexact: sampled",))
    serve(project.root, [stream], {"days": [page(row(2, "a", 20), row(3, "a", 30), row(4, "a", 40))]})
    done = table(ingest(project))
    assert (done.mode, done.deleted, done.total, done.notes) == ("refresh", 1, 4, ("inexact: sampled",))
    assert landed(project, "CAST(date AS text), channel, sessions", "days") == [
        ("2026-05-01", "a", 1),
        ("2026-05-02", "a", 20),
        ("2026-05-03", "a", 30),
        ("2026-05-04", "a", 40),
    ]


@pytest.mark.parametrize(
    ("pages", "code"),
    [
        ([page(lead(1, 1)), page(lead(1, 1))], "incomplete_pull"),
        ([page(lead(1, 1), total=3), page(lead(2, 1), total=3)], "incomplete_pull"),
        ([page({"Modified_Time": "2026-05-01T10:00:00Z", "id": None})], "no_key"),
        ([page(lead(1, 1, a={"b": 1}, a__b=2))], "ambiguous_column"),
        ([page(*(lead(n, 1) for n in range(49)))], "shrank"),
    ],
)
def test_what_is_no_whole_pull_leaves_the_table_as_it_was(
    pages: list[dict[str, Any]], code: str, project: ProjectSettings
) -> None:
    serve(project.root, [LEADS], {"Leads": [page(*(lead(n, 1) for n in range(100)))]})
    ingest(project)
    serve(project.root, [LEADS], {"Leads": pages})
    assert failure(ingest(project, reconcile=True)) == code
    assert len(landed(project, "id")) == 100
    serve(project.root, [LEADS], {"Leads": [page(*(lead(n, 1) for n in range(101)))]})
    assert table(ingest(project, reconcile=True)).total == 101


def test_columns_that_are_withheld_never_reach_the_disk(project: ProjectSettings) -> None:
    (project.root / "db" / "sources" / "crm.yml").write_text(
        SOURCE + "tables: {crm.Leads: {columns: {exclude: [phone], hash: [Owner__mail]}}}\n"
    )
    told = lead(1, 1, phone="+420 1", Owner={"mail": "ann@example.org", "name": "Ann"})
    serve(project.root, [LEADS], {"Leads": [page(told)]})
    ingest(project)
    ((mail, name, raw),) = landed(project, '"Owner__mail", "Owner__name", CAST(_raw AS text)')
    assert (len(mail), name, json.loads(raw)) == (64, "Ann", lead(1, 1, Owner={"name": "Ann"}))


def test_rows_that_are_gone_may_be_kept_marked(project: ProjectSettings) -> None:
    (project.root / "db" / "sources" / "crm.yml").write_text(SOURCE + "tables: {crm.Leads: {deletes: mark}}\n")
    serve(project.root, [LEADS], {"Leads": [page(lead(1, 1), lead(2, 1))]})
    ingest(project)
    serve(project.root, [LEADS], {"Leads": [page(lead(3, 2), gone=[["1"]])]})
    done = table(ingest(project))
    assert (done.deleted, done.total) == (1, 3)
    assert landed(project, "id, _hb_deleted_at IS NULL") == [("1", False), ("2", True), ("3", True)]


def test_a_stream_without_a_key_is_compared_whole(project: ProjectSettings) -> None:
    serve(project.root, [{"name": "Stages"}], {"Stages": [page({"a": 1}, {"a": 1})]})
    assert table(ingest(project)).rows == 2
    assert (table(ingest(project)).mode, table(ingest(project)).rows) == ("compare", 0)
    serve(project.root, [{"name": "Stages"}], {"Stages": [page({"a": 2})]})
    assert table(ingest(project)).total == 1
    assert landed(project, "a", "Stages") == [(2,)]


def test_a_stream_with_nothing_in_it_lands_empty_and_grows(project: ProjectSettings) -> None:
    stream = {"name": "Leads", "key": ["id"]}
    serve(project.root, [stream], {"Leads": [page()]})
    assert table(ingest(project)).total == 0
    serve(project.root, [stream], {"Leads": [page({"id": 1, "n": 2})]})
    assert table(ingest(project)).total == 1
    assert landed(project, "id, n") == [(1, 2)]


METRIC = """\
name: leads_count_total
label: Leads
question: How many leads are there?
owner: sales
unit: count
window: total
source: crm
status: candidate
sql: |
  SELECT count(*) FROM crm_crm."Leads" WHERE "Modified_Time" <= now()
"""


def test_metrics_read_what_was_pulled(project: ProjectSettings) -> None:
    serve(project.root, [LEADS], {"Leads": [page(lead(1, 1), lead(2, 1), inexact=["sampled"])]})
    ingest(project)
    (project.root / "db" / "metrics").mkdir()
    (project.root / "db" / "metrics" / "leads_count_total.yml").write_text(METRIC)
    hb = Project.find(project.root)
    (pulled,) = hb.mirror.pull("crm").pulled
    assert pulled.file.read_text().splitlines()[4:] == [
        'CREATE TABLE crm."Leads" (',
        "    id text NOT NULL,",
        '    "Modified_Time" timestamp with time zone,',
        "    _raw json,",
        "    PRIMARY KEY (id)",
        ");",
    ]
    assert hb.mirror.pull("crm").pulled[0].unchanged
    metric = hb.metric("leads_count_total")
    run = metric.run()
    assert run.value.value == 2
    assert run.age is not None
    assert run.age.inexact == ("sampled",)
    with pytest.raises(HbError) as caught:
        metric.check_age(project.now())
    assert caught.value.code == "inexact"


def test_a_stream_is_in_one_schema(project: ProjectSettings) -> None:
    (project.root / "db" / "sources" / "crm.yml").write_text(SOURCE + "schemas: {a: {slice: all}, b: {slice: all}}\n")
    serve(project.root, [LEADS], {"Leads": [page(lead(1, 1))]})
    with pytest.raises(HbError) as caught:
        ingest(project)
    assert caught.value.code == "ambiguous_stream"


@pytest.mark.parametrize("size", ["4k", "24k", "160k", "600k"])
def test_a_full_disk_loses_nothing(size: str, project: ProjectSettings) -> None:
    pages = [page(*(lead(n * 100 + i, 1, note="x" * 200) for i in range(100))) for n in range(20)]
    serve(project.root, [LEADS], {"Leads": pages})
    with small_disk(project.state / "pulls", f"size={size}") as give_room:
        try:
            full = [failure(ingest(project))]
        except HbError as error:
            full = [error.code]
        assert full == ["disk_full"]
        give_room()
        assert table(ingest(project)).total == 2_000
    assert len(landed(project, "id")) == 2_000
