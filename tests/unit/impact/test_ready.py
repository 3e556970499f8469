from datetime import UTC, datetime
from pathlib import Path

import pytest

from heartbeat_cli.estate import Inventory, Slice, Source
from heartbeat_cli.impact import ready_metrics
from heartbeat_cli.marts import LandedTable, SourceLanding
from heartbeat_cli.marts.landing import LandedPart
from heartbeat_cli.metrics import BlockedOn, Metric
from heartbeat_cli.pgschema import Column, QName

AT = datetime(2026, 5, 8, 9, tzinfo=UTC)


def source(name: str, *schemas: str) -> Source:
    slices = tuple(Slice(schema) for schema in schemas)
    file = Path(f"{name}.yml")
    return Source(name, name, "test", "postgres", "granted", file, "A", name, tuple(schemas), slices)


INVENTORY = Inventory((source("bpm", "bpm", "log"), source("qac", "public"), source("crm", "crm")), "bpm")
REVIEW = (Column("payment_id", "bigint"), Column("Kind", "text"))
TABLES = (
    LandedTable(INVENTORY.require("bpm").dataset("bpm"), "case_review", REVIEW, 3),
    LandedTable(INVENTORY.require("qac").dataset("public"), "outcome", (Column("passed", "boolean"),), 0),
)
LANDED = {name: SourceLanding(name, (LandedPart(QName("s", "t"), "d", 1, None, AT),)) for name in ("bpm", "qac")}


def parked(*blocked: BlockedOn, status: str = "parked") -> Metric:
    return Metric("x_count_24h", "How many?", "bpm", status, "24h", blocked_on=blocked)


def is_ready(metric: Metric, landings: dict[str, SourceLanding] | None = None) -> bool:
    return ready_metrics([metric], INVENTORY, LANDED if landings is None else landings, TABLES) == (metric,)


@pytest.mark.parametrize(
    "need",
    [
        "bpm.case_review",
        "bpm.case_review.payment_id",
        "bpm.case_review.Kind",
        "bpm.bpm.case_review",
        "bpm.bpm.case_review.payment_id",
    ],
)
def test_needs_that_have_landed(need: str) -> None:
    assert is_ready(parked(BlockedOn("bpm", (need,))))
    assert is_ready(parked(BlockedOn("bpm", (need,)), BlockedOn("qac", ("public.outcome.passed",))))


@pytest.mark.parametrize(
    "need",
    [
        "bpm.case_review.closed_at",
        "bpm.case_review.kind",
        "bpm.case",
        "log.case_review",
        "bpm.log.case_review",
        "bpm.bpm.case_review.closed_at",
        "bpm.bpm.case_review.payment_id.more",
        "case_review",
        "public.outcome",
        "qac.public.outcome",
        "",
    ],
)
def test_needs_that_have_not(need: str) -> None:
    assert not is_ready(parked(BlockedOn("bpm", (need,))))
    assert not is_ready(parked(BlockedOn("bpm", ("bpm.case_review", need))))
    assert not is_ready(parked(BlockedOn("qac"), BlockedOn("bpm", (need,))))


def test_a_source_must_have_landed_in_full() -> None:
    assert is_ready(parked(BlockedOn("qac")))
    partly = SourceLanding("qac", LANDED["qac"].parts, (QName("public", "other"),))
    assert not is_ready(parked(BlockedOn("qac")), {"qac": partly})
    assert not is_ready(parked(BlockedOn("qac")), {"qac": SourceLanding("qac")})
    assert not is_ready(parked(BlockedOn("crm")))
    assert not is_ready(parked(BlockedOn("nobody")))
    assert not is_ready(parked(BlockedOn("qac"), BlockedOn("crm")))


def test_who_does_not_say_what_it_waits_for_stays_parked() -> None:
    assert not is_ready(parked())


@pytest.mark.parametrize("status", ["candidate", "ready", "caveated", "retired"])
def test_only_parked_ones_become_ready(status: str) -> None:
    assert not is_ready(parked(BlockedOn("qac"), status=status))
