"""What an ingest found at its sources: changed columns, tables that went, metrics that break."""

from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path

import pytest
from tests.landed_table import BANK, CLIENT, FRESH, PAYMENT, source_work

from heartbeat_cli.errors import NotFoundError
from heartbeat_cli.estate import Inventory, ProjectSettings, Slice, load_project
from heartbeat_cli.ingest import (
    ChangeKind,
    ColumnChange,
    SourceFindings,
    find_changes,
    landed_before,
    read_broken,
    receipts_or_none,
    write_broken,
)
from heartbeat_cli.ingest.report.landed_before import LeftBehind, left_behind
from heartbeat_cli.ingest.report.told import untold
from heartbeat_cli.ingest.result import TableFailure
from heartbeat_cli.marts import Receipt
from heartbeat_cli.pgschema import QName

NOON = datetime(2026, 5, 8, 12, tzinfo=UTC)


@pytest.fixture
def project(tmp_path: Path) -> ProjectSettings:
    (tmp_path / "heartbeat.yml").write_text("truth_source: bank\nclusters: {A: {mirror: prod, env: SOURCE_PG}}\n")
    return load_project(tmp_path / "heartbeat.yml")


@dataclass(frozen=True)
class Metric:
    name: str = "m_24h"


@dataclass(frozen=True)
class Hit:
    breaks: bool
    sentence: str
    metric: Metric = Metric()
    table: QName = PAYMENT
    column: str | None = "state"


GONE = ColumnChange(ChangeKind.DROPPED, "state", "text", None, "'state' is gone")
BREAKS, CHANGES = Hit(True, "m_24h breaks"), Hit(False, "m_24h may change")
MISSING = "the slice of bank names core.client, and the source has no such table"
LEFT = "core.client has landed and is gone at bank; its rows stay, and it can be left out of the slice"


@pytest.mark.parametrize(
    ("found", "broken", "alarms", "sentences"),
    [
        (SourceFindings("bank"), (), (), ()),
        (SourceFindings("bank", ((PAYMENT, GONE),)), (), (), ("core.payment: 'state' is gone",)),
        (SourceFindings("bank", effects=(BREAKS,)), ("m_24h breaks",), ("m_24h breaks",), ("m_24h breaks",)),
        (SourceFindings("bank", effects=(CHANGES,)), (), (), ("m_24h may change",)),
        (SourceFindings("bank", missing=(CLIENT,)), (), (MISSING,), (MISSING,)),
        (SourceFindings("bank", left=LeftBehind(gone=(CLIENT,))), (), (LEFT,), (LEFT,)),
        (SourceFindings("bank", left=LeftBehind(unwanted=(CLIENT,))), (), (), ()),
        (
            SourceFindings("bank", ((PAYMENT, GONE),), (CHANGES, BREAKS), (CLIENT,)),
            ("m_24h breaks",),
            ("m_24h breaks", MISSING),
            ("core.payment: 'state' is gone", "m_24h breaks", MISSING, "m_24h may change"),
        ),
    ],
)
def test_what_somebody_should_know(
    found: SourceFindings, broken: tuple[str, ...], alarms: tuple[str, ...], sentences: tuple[str, ...]
) -> None:
    assert (found.broken, found.alarms, found.sentences) == (broken, alarms, sentences)


def receipt(name: str, dataset: str = "bank_core") -> Receipt:
    return Receipt(dataset, name, 1, "1", NOON, 1.0)


@pytest.mark.parametrize(
    ("slice_", "receipts", "left"),
    [
        (Slice("core"), [receipt("payment")], LeftBehind()),
        (Slice("core"), [receipt("payment"), receipt("client")], LeftBehind(gone=(CLIENT,))),
        (Slice("core", but=("client",)), [receipt("client")], LeftBehind(unwanted=(CLIENT,))),
        (Slice("core", only=("payment",)), [receipt("client")], LeftBehind(unwanted=(CLIENT,))),
        (Slice("core"), [receipt("client", "aml_core")], LeftBehind()),
        (Slice("dict"), [receipt("client")], LeftBehind()),
    ],
)
def test_landed_tables_nobody_asks_for(slice_: Slice, receipts: list[Receipt], left: LeftBehind) -> None:
    work = source_work(FRESH, source=replace(BANK, slices=(slice_,)))
    assert left_behind([work], receipts) == {"bank": left}


def test_a_table_that_is_gone_is_told_once() -> None:
    work = source_work(FRESH, missing=(CLIENT, QName("core", "never")))
    found = find_changes({"bank": work}, {"bank": [(PAYMENT, GONE)]}, [receipt("client")])["bank"]
    assert (found.missing, found.left.gone, found.changes) == ((QName("core", "never"),), (CLIENT,), ((PAYMENT, GONE),))
    assert find_changes({"bank": work}, {}, [])["bank"] == SourceFindings(
        "bank", missing=(CLIENT, QName("core", "never"))
    )


def failing(*names: str, lasting: bool = True) -> SourceFindings:
    failed = (
        TableFailure(QName("core", n), "bank_core", "no_columns", "has none", "Leave it.", lasting) for n in names
    )
    work = source_work(FRESH)
    dataset = replace(work.datasets[0], failures=tuple(failed))
    return find_changes({"bank": replace(work, datasets=(dataset,))}, {}, [])["bank"]


def test_a_table_that_cannot_land_is_a_finding_with_what_to_do() -> None:
    assert failing("a").alarms == ("core.a cannot land: has none. Leave it.",)
    assert failing("a", lasting=False).alarms == ()


def test_a_table_that_cannot_land_is_told_once_and_again_when_it_could_meanwhile(project: ProjectSettings) -> None:
    def told(*names: str) -> list[str]:
        return [one.qname.name for one in untold(project, {"bank": failing(*names)})["bank"].unlandable]

    project.state.mkdir()
    assert [told("a"), told("a"), told("a", "b"), told("a", "b"), told("b"), told("a", "b")] == [
        *(["a"], [], ["b"], [], [], ["a"]),
    ]
    (project.state / "told.json").write_text("[")
    assert told("a") == ["a"]


def test_before_anything_landed(project: ProjectSettings) -> None:
    assert receipts_or_none(project) == ()
    with pytest.raises(NotFoundError) as nothing:
        landed_before(project, Inventory((BANK,), "bank"))
    assert nothing.value.code == "nothing_landed"
    project.state.mkdir()
    project.marts.path.write_bytes(b"no database" * 100)
    assert receipts_or_none(project) is None


def test_columns_that_went_are_remembered(project: ProjectSettings) -> None:
    renamed = ColumnChange(ChangeKind.RENAMED, "a", "a", "ä", "'a' is called 'ä'")
    project.state.mkdir()
    write_broken(project, {"bank": [(PAYMENT, GONE), (CLIENT, renamed)], "aml": []})
    assert read_broken(project) == {"bank": ((PAYMENT, GONE), (CLIENT, renamed))}
    write_broken(project, {"bank": []})
    assert read_broken(project) == {}
    assert [path.name for path in project.state.iterdir()] == [".gitignore"]
    write_broken(project, {})
