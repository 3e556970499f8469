"""A number on a legacy source beside the truth source's: every kind of difference planted, on both kinds of marts."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from decimal import Decimal
from pathlib import Path

import duckdb
import pytest
from tests.conftest import TestServer, copy_project
from tests.ingest_estate import admin
from tests.receipts import receipt_statements

from heartbeat_cli.errors import HbError, NotFoundError, RefusedError, UsageError
from heartbeat_cli.estate import ProjectSettings, load_project
from heartbeat_cli.metrics import (
    Beside,
    HandCount,
    MigrationStanding,
    align_metric,
    compare_migration,
    explain_gap,
    find_metric,
    flip,
    history_of,
    know_difference,
    run_several,
)

CLUSTER = "SOURCE_PG_HOST=127.0.0.1\n"
NOW = "TIMESTAMPTZ '2026-05-08 09:00:00+00'"
LEGACY, TRUTH = "clients_onboarded_vss_count_30d", "clients_onboarded_count_30d"
# Both count keys 1 to 29 in the window, a day apart each.
ROWS = f"""
CREATE SCHEMA webbank_core; CREATE SCHEMA webbank_dict; CREATE SCHEMA vss_vss; CREATE SCHEMA vss_dict;
CREATE TABLE webbank_dict.profile_state AS SELECT 1 AS id, 'NEW' AS code UNION ALL SELECT 2, 'ACTIVE';
CREATE TABLE vss_dict.applicant_status AS SELECT 1 AS id, 'INIT' AS code UNION ALL SELECT 2, 'COMPLETED_GREEN';
CREATE TABLE webbank_core.client_profile_state_log AS
  SELECT g AS client_profile_id, 2 AS to_state_id, {NOW} - g % 29 * INTERVAL '1 day' - INTERVAL '1 hour' AS changed_at
  FROM generate_series(1, 40) AS t(g)
  UNION ALL SELECT g, 1, {NOW} - INTERVAL '3 day' FROM generate_series(1, 200) AS t(g)
  UNION ALL SELECT g, 2, {NOW} - INTERVAL '40 day' FROM generate_series(41, 42) AS t(g);
CREATE TABLE vss_vss.applicant_log AS
  SELECT g AS client_profile_id, 2 AS status_id, 'webhook' AS logged_by,
    {NOW} - g % 29 * INTERVAL '1 day' - INTERVAL '1 hour' AS logged_at
  FROM generate_series(1, 29) AS t(g)
  UNION ALL SELECT g, 2, 'webhook', {NOW} - INTERVAL '40 day' FROM generate_series(30, 30) AS t(g)
  UNION ALL SELECT g, 2, 'webhook', {NOW} - INTERVAL '2 day' FROM generate_series(1, 3) AS t(g)
  UNION ALL SELECT NULL, 2, 'regression-test', {NOW} - INTERVAL '2 day' FROM generate_series(1, 4) AS t(g)
  UNION ALL SELECT g, 2, 'webhook', {NOW} - INTERVAL '5 day' FROM generate_series(41, 42) AS t(g)
  UNION ALL SELECT 300, 2, 'import', {NOW} - INTERVAL '5 day'
  UNION ALL SELECT 301, 2, 'import', {NOW} - INTERVAL '6 day';
"""
TABLES = {
    ("webbank_core", "client_profile_state_log"): 242,
    ("webbank_dict", "profile_state"): 2,
    ("vss_vss", "applicant_log"): 41,
    ("vss_dict", "applicant_status"): 2,
}
ROWS += ";\n".join(s for (dataset, table), rows in TABLES.items() for s in receipt_statements(dataset, table, rows))
PLANTED = {
    "keyless: logged_by = 'regression-test'": 4,
    "doubled": 3,
    "legacy_only: logged_by = 'import'": 2,
    "legacy_moved": 2,
    "truth_only": -10,
    "truth_moved": -1,
}


@pytest.fixture(scope="module")
def database(postgres_server: TestServer) -> Iterator[None]:
    with admin(postgres_server, "postgres") as session:
        session.execute("CREATE DATABASE migration")
    with admin(postgres_server, "migration") as session:
        session.execute(ROWS.encode())
    yield
    with admin(postgres_server, "postgres") as session:
        session.execute("DROP DATABASE migration WITH (FORCE)")


@pytest.fixture(params=["duckdb", "postgres"])
def project(request: pytest.FixtureRequest, tmp_path: Path) -> ProjectSettings:
    project = copy_project(tmp_path / "project")
    file = project.root / "heartbeat.yml"
    (project.root / ".env").write_text(CLUSTER)
    if request.param == "postgres":
        request.getfixturevalue("database")
        server = request.getfixturevalue("postgres_server")
        file.write_text(file.read_text().replace("kind: duckdb ", "kind: postgres "))
        (project.root / ".env").write_text(
            f"{CLUSTER}MARTS_PG_HOST=127.0.0.1\nMARTS_PG_PORT={server.port}\nMARTS_PG_DATABASE=migration\n"
            f"MARTS_PG_USER=postgres\nMARTS_PG_PASSWORD={server.password}\n"
        )
    else:
        project.marts.path.parent.mkdir(parents=True, exist_ok=True)
        with duckdb.connect(str(project.marts.path)) as marts:
            marts.execute(ROWS)
    legacy = project.candidates_folder / f"{LEGACY}.yml"
    legacy.write_text(legacy.read_text().split("migration:")[0])
    return load_project(file)


def compared(project: ProjectSettings, **how: str | bool) -> MigrationStanding:
    return compare_migration(project, find_metric(project, LEGACY), "webbank", project.now(), **how)  # type: ignore[arg-type]


def test_every_kind_of_difference_is_found_and_adds_up(project: ProjectSettings) -> None:
    standing = compared(project)
    assert standing.truth is not None and standing.truth.name == TRUTH
    assert standing.truth_value is not None
    assert (standing.legacy_value.value, standing.truth_value.value) == (40, 40)
    assert standing.rows is not None
    assert {d.signature: d.effect for d in standing.rows.differences} == PLANTED
    assert standing.rows.same == 29
    assert sum(d.effect for d in standing.rows.differences) == standing.rows.legacy - standing.rows.truth
    keys = {d.kind: d.keys for d in standing.rows.differences}
    assert (keys["legacy_moved"], keys["truth_moved"], keys["doubled"]) == (("41", "42"), ("30",), ("1", "2", "3"))
    days = {day.day: (day.legacy, day.truth) for day in standing.rows.days}
    assert days["2026-05-06"] == (8, 2)
    assert (sum(left for left, _ in days.values()), sum(right for _, right in days.values())) == (40, 40)


def landed_in_full(project: ProjectSettings) -> None:
    """Want no more of webbank than what stands in the marts: only then a legacy number is shown at all."""
    entry = project.sources_folder / "webbank.yml"
    wanted = "".join(
        f"  {schema}: {{slice: {{only: [{table}]}}}}\n"
        for schema, table in (("core", "client_profile_state_log"), ("dict", "profile_state"))
    )
    entry.write_text(f"{entry.read_text().split('schemas:')[0]}schemas:\n{wanted}")


def test_a_count_of_those_the_truth_source_has_too_is_a_reason_for_a_gap(project: ProjectSettings) -> None:
    landed_in_full(project)
    gap = explain_gap(project, find_metric(project, LEGACY), Decimal(32), project.now())
    told = {reason.words: reason for reason in gap.reasons}
    counted = told[f"only those that {TRUTH} counts, too"]
    assert (gap.value, counted.number, counted.closes) == (40, 32, True)


def test_the_truth_source_is_searched_where_nobody_wrote_a_metric(project: ProjectSettings) -> None:
    for folder in (project.metrics_folder, project.candidates_folder):
        (folder / f"{TRUTH}.yml").unlink(missing_ok=True)
    standing = compared(project)
    best = standing.proposals[0]
    assert (best.table, best.state, best.both, best.legacy, best.truth) == (
        "core.client_profile_state_log", "ACTIVE", 29, 33, 40,
    )  # fmt: skip
    assert standing.truth_value is not None and standing.truth_value.value == 40
    assert standing.file is not None
    for name in ("clients_onboarded_count_24h", "../clients_onboarded_count_30d", "Onboarded"):
        with pytest.raises(UsageError, match="a draft cannot be called so"):
            standing.file.unlink(missing_ok=True)
            compared(project, name=name)
    compared(project)
    drafted = find_metric(project, TRUTH)
    assert (drafted.status, drafted.source, drafted.sql) == ("candidate", "webbank", best.sql)
    with pytest.raises(RefusedError, match="it matches no hand count"):
        flip(project, compared(project))


def test_it_flips_with_a_reason_for_each_difference_and_a_hand_count(project: ProjectSettings) -> None:
    standing = compared(project)
    with pytest.raises(RefusedError) as caught:
        flip(project, standing)
    assert caught.value.code in ("not_aligned", "unexplained_difference")
    hand = HandCount(standing.truth_value.value, "onboarding", "register", project.now())  # type: ignore[union-attr, arg-type]
    align_metric(project, find_metric(project, TRUTH), hand)
    standing = compared(project)
    for signature in PLANTED:
        standing = know_difference(
            project, standing, signature, "The register of the team has them elsewhere.", "onboarding", at_terminal=True
        )
    with_reasons = compared(project)
    assert with_reasons.unexplained == ()
    assert flip(project, with_reasons, dry_run=True).legacy.status == "retired"
    assert find_metric(project, LEGACY).status == "candidate"
    flip(project, with_reasons)
    retired = find_metric(project, LEGACY)
    assert retired.migration is not None
    assert (retired.status, retired.migration.to, len(retired.migration.known)) == ("retired", TRUTH, len(PLANTED))
    with pytest.raises(RefusedError, match="has taken the place"):
        flip(project, compared(project))


def test_a_reason_covers_no_more_than_twice_its_rows(project: ProjectSettings) -> None:
    metric = find_metric(project, LEGACY)
    known = know_difference(
        project, compared(project), "doubled", "Approved again with a renewed document.", "me", at_terminal=True
    ).legacy.migration
    assert known is not None
    shrunk = replace(known, known=tuple(replace(one, rows=1) for one in known.known))
    standing = compare_migration(project, replace(metric, migration=shrunk), "webbank", project.now())
    assert "doubled" in standing.unexplained
    standing = compare_migration(project, replace(metric, migration=known), "webbank", project.now())
    assert "doubled" not in standing.unexplained


def test_what_is_personal_is_neither_a_key_that_is_shown_nor_what_sets_rows_apart(project: ProjectSettings) -> None:
    said = "{personal: national identifier}"
    columns = f"columns: {{client_profile_id: {said}, logged_by: {said}}}"
    (project.root / "db" / "profile.yml").write_text(f"tables:\n  vss.vss.applicant_log: {{{columns}}}\n")
    standing = compared(project)
    assert standing.rows is not None and standing.key is not None
    assert {(d.signature, d.keys) for d in standing.rows.differences} == {
        (signature.partition(":")[0], ()) for signature in PLANTED
    }
    assert standing.key.evidence[-1] == "personal data, so no key is shown"


def test_numbers_that_were_shown_are_kept_as_shown(project: ProjectSettings) -> None:
    standing = compared(project)
    assert standing.unrecorded is None
    for name in (LEGACY, TRUTH):
        assert [receipt.as_of for receipt in history_of(project, find_metric(project, name))][-1] == project.now()


def test_a_number_has_the_same_parts_on_both_marts(project: ProjectSettings) -> None:
    sql = "SELECT count(*) FROM webbank_core.client_profile_state_log AS l WHERE l.changed_at < now()"
    metric = replace(find_metric(project, TRUTH), sql=sql, status="candidate", alignment=())
    (tried,) = run_several(project, [metric], project.now(), Beside(by="to_state_id"))
    assert tried.breakdown is not None, tried.error
    told = [(one.segment, one.value, one.label) for one in tried.breakdown.segments]
    assert (told, tried.breakdown.adds_up) == ([("1", 200, "NEW"), ("2", 42, "ACTIVE")], True)
    (tried,) = run_several(project, [metric], project.now(), Beside(by="l.changed_at", top=1))
    assert tried.breakdown is not None, tried.error
    assert [(one.segment, one.value) for one in tried.breakdown.segments] == [("2026-05-05T09:00:00+00:00", 200)]


@pytest.mark.parametrize(
    ("how", "error", "code"),
    [
        ({"key": "client_profile_id"}, UsageError, "bad_key"),
        ({"key": "client_profil_id=client_profile_id"}, NotFoundError, "unknown_column"),
        ({"onto": "clients_onbaorded_count_30d"}, NotFoundError, "unknown_metric"),
        ({"onto": LEGACY}, UsageError, "usage"),
    ],
)
def test_what_cannot_be_is_told(how: dict[str, str], error: type[HbError], code: str, project: ProjectSettings) -> None:
    with pytest.raises(error) as caught:
        compared(project, **how)
    assert caught.value.code == code


def test_a_key_may_be_named_and_a_metric_of_no_legacy_source_is_none(project: ProjectSettings) -> None:
    standing = compared(project, key="l.client_profile_id=client_profile_id")
    assert standing.key is not None and standing.key.evidence == ("named by --key",)
    with pytest.raises(RefusedError, match="reads no source that is being replaced"):
        compare_migration(project, find_metric(project, TRUTH), "webbank", project.now() - timedelta(days=1))
