"""What lets one number take the place of another, and what does not: without marts, of standings made here."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from decimal import Decimal

import pytest
from tests.exports_sample import ALIGNED, age
from tests.metrics_estate import build_estate

from heartbeat_cli.errors import HbError
from heartbeat_cli.estate import ProjectSettings
from heartbeat_cli.metrics import Metric, MigrationStanding, RowComparison, RowDifference, flip, know_difference
from heartbeat_cli.metrics.evaluation import Value
from heartbeat_cli.metrics.metric import KnownDifference, Migration

NOW = datetime(2026, 5, 8, 9, tzinfo=UTC)
WHY = "The register of the team has them under another number."
LEGACY = Metric("client_vss_count_30d", "How many clients?", "vss", "candidate", "30d", sql="SELECT 1")
COUNTED = ALIGNED.metric
TRUTH = replace(COUNTED, status="candidate", alignment=())


@pytest.fixture(scope="module")
def project(tmp_path_factory: pytest.TempPathFactory) -> ProjectSettings:
    return build_estate(tmp_path_factory.mktemp("estate") / "project", marts=False)


def value(number: int | None, state: str = "fresh") -> Value:
    return Value(None if number is None else Decimal(number), NOW, 0.1, "SELECT 1", age=age(state))


def standing(legacy: int | None, truth: int | None, *known: KnownDifference, to: str = TRUTH.name) -> MigrationStanding:
    """Two numbers whose rows cannot be held together."""
    kept = replace(LEGACY, migration=Migration(to, known=known) if known else None)
    return MigrationStanding(kept, TRUTH, "vss", "webbank", NOW, value(legacy), value(truth), no_rows="it is a sum")


def reason(signature: str, rows: int, why: str = WHY) -> KnownDifference:
    return KnownDifference(signature, why, "onboarding", rows)


@pytest.mark.parametrize(
    ("found", "unexplained"),
    [
        (standing(5, 5), ()),
        (standing(None, None), ()),
        (standing(5, 8), ("total",)),
        (standing(None, 8), ("total",)),
        (standing(5, 8, reason("total", 3)), ()),
        (standing(5, 8, reason("total", 1)), ("total",)),
        (standing(5, 8, reason("doubled", 3)), ("total",)),
        (standing(5, 8, reason("total", 3, "x")), ("total",)),
        (standing(5, 8, reason("total", 3, "client vss count 30d")), ("total",)),
        (standing(5, 8, reason("total", 3), to="client_other_count_30d"), ("total",)),
    ],
)
def test_numbers_that_differ_want_a_reason_that_holds(found: MigrationStanding, unexplained: tuple[str, ...]) -> None:
    assert found.with_total().with_known().unexplained == unexplained


def test_what_differs_row_by_row_is_asked_for_instead_of_the_total() -> None:
    rows = RowComparison(5, 8, 5, (), (RowDifference("truth_only", 3),))
    found = replace(standing(5, 8, reason("truth_only", 3)), rows=rows)
    assert found.with_total().with_known().unexplained == ()
    assert replace(found, legacy=LEGACY).with_total().with_known().unexplained == ("truth_only",)


@pytest.mark.parametrize(
    ("change", "code", "message"),
    [
        ({"truth": TRUTH}, "not_aligned", "payments_made_count_24h is candidate: it matches no hand count"),
        ({"truth_value": value(5, "stale")}, "not_aligned", "payments_made_count_24h is aligned, stale"),
        ({"truth_value": value(0, "no data")}, "not_aligned", "payments_made_count_24h is no data"),
        (
            {"truth": replace(COUNTED, evidence_elsewhere=True)},
            "not_aligned",
            "payments_made_count_24h is aligned, evidence elsewhere",
        ),
        ({"as_of": NOW - timedelta(days=40)}, "not_now", "the numbers are as of 2026-03-29 09:00 UTC"),
        ({"as_of": NOW + timedelta(days=40)}, "not_now", "the numbers are as of 2026-06-17 09:00 UTC"),
        ({"drafted": True}, "not_aligned", "client_vss_count_30d has nothing on webbank to take its place"),
        (
            {"truth_value": value(8)},
            "unexplained_difference",
            "client_vss_count_30d and payments_made_count_24h differ",
        ),
        (
            {"legacy": replace(LEGACY, migration=Migration("client_other_count_30d", known=(reason("total", 1),)))},
            "other_target",
            "the reasons kept in client_vss_count_30d are about client_other_count_30d",
        ),
        (
            {"legacy": replace(LEGACY, migration=Migration(TRUTH.name, flipped=NOW.date()))},
            "flipped",
            "payments_made_count_24h has taken the place",
        ),
    ],
)
def test_nothing_flips_on_a_number_that_does_not_stand(
    change: dict[str, object], code: str, message: str, project: ProjectSettings
) -> None:
    same = replace(standing(5, 5), truth=COUNTED)
    assert flip(project, same, dry_run=True).legacy.status == "retired"
    found = replace(same, **change).with_total().with_known()  # type: ignore[arg-type]
    with pytest.raises(HbError) as caught:
        flip(project, found, dry_run=True)
    assert (caught.value.code, caught.value.message[: len(message)]) == (code, message)


def test_an_alignment_that_no_longer_holds_flips_nothing(project: ProjectSettings) -> None:
    with pytest.raises(HbError, match="payments_made_count_24h is needs_realignment"):
        flip(project, replace(standing(5, 5), truth=replace(COUNTED, sql="SELECT 2")), dry_run=True)


def test_a_reason_is_given_for_the_total_and_not_in_the_place_of_anothers(project: ProjectSettings) -> None:
    found = standing(5, 8).with_total()
    known = know_difference(project, found, "total", WHY, "onboarding", at_terminal=True, dry_run=True)
    assert known.unexplained == ()
    assert known.legacy.migration == Migration(TRUTH.name, known=(reason("total", 3),))
    others = standing(5, 8, reason("doubled", 3), to="client_other_count_30d").with_total()
    with pytest.raises(HbError, match="are about client_other_count_30d"):
        know_difference(project, others, "total", WHY, "onboarding", at_terminal=True, dry_run=True)


def test_a_stale_number_is_told() -> None:
    assert [standing(5, 5).says_nothing, replace(standing(5, 5), legacy_value=value(5, "stale")).says_nothing] == [
        False,
        True,
    ]
