"""A hand count on record that was touched by hand is found, whatever was touched; what changes nothing is let be.

The project stands in a folder, its marts are made once, and its record is one that `align_metric` wrote: a mismatch
first, then a match. Each case edits files as somebody would, and asks for what `hb check` finds beyond what it found.
"""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from decimal import Decimal
from pathlib import Path

import duckdb
import pytest
from tests.forgeries import (
    FALLBACK,
    HARMLESS,
    HARMLESS_DEEDS,
    HARMLESS_NOTES,
    NAME,
    OF_FILES,
    OF_NOTES,
    OF_RECORDS,
    Deed,
    Edit,
    in_file,
)
from tests.metrics_estate import APPLICANTS, COUNT, build_estate, put
from tests.restored_folder import RestoredFolder

from heartbeat_cli import Project
from heartbeat_cli.errors import HbError, RefusedError
from heartbeat_cli.metrics import HandCount, Metric, align_metric, find_metric
from heartbeat_cli.metrics.records import record_digest
from heartbeat_cli.metrics.write import metric_text

NOW = datetime(2026, 5, 8, 9, tzinfo=UTC)
NOTE = """
notes:
  - kind: fallback
    source: vss
    why: Applicants are not in webbank.
    tried: [webbank.core.client_profile]
    review_by: 2026-08-01
"""
Found = Counter[tuple[str, str, str]]


@dataclass(frozen=True)
class Ground:
    """A project in its folder, and what is found in it as it was."""

    folder: RestoredFolder
    known: Found

    @property
    def root(self) -> Path:
        return self.folder.root

    @property
    def metric(self) -> Metric:
        return find_metric(Project.find(self.root).settings, NAME)


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Ground:
    project = build_estate(tmp_path_factory.mktemp("estate") / "bank")
    for file in project.candidates_folder.iterdir():
        file.unlink()
    put(project.root, COUNT.replace("source: webbank", "direction: up_is_good\nsource: webbank"))
    put(project.root, APPLICANTS.rstrip() + NOTE)
    first = HandCount(Decimal(20), "operations", "printed register", NOW, "5%", attested_by="OPS-12")
    with pytest.raises(RefusedError):
        align_metric(project, find_metric(project, NAME), first, record=True)
    second = replace(
        first, count=Decimal(23), tolerance="12%", reason="The register closes an hour late.", by="front office"
    )
    align_metric(project, find_metric(project, NAME), second)
    return Ground(RestoredFolder.of(project.root), look(project.root))


@pytest.fixture
def ground(built: Ground) -> Iterator[Ground]:
    yield built
    built.folder.restore()


def look(root: Path) -> Found:
    """What is found, by rule, file and severity; a project that cannot be read at all is found out as well."""
    try:
        findings = Project.find(root).check().findings
    except HbError as error:
        return Counter([(error.code, "", "error")])
    return Counter((f.rule, f.file.name, f.severity) for f in findings)


def found(ground: Ground, deed: Deed) -> list[str]:
    """What is found after a deed, beyond what there was."""
    deed(ground.root)
    return [f"{rule} {severity}" for rule, _, severity in (look(ground.root) - ground.known).elements()]


def in_metric(edit: Edit) -> Deed:
    return in_file(f"db/metrics/{NAME}.yml", edit)


def in_candidate(edit: Edit) -> Deed:
    return in_file(f"db/candidates/{FALLBACK}.yml", edit)


FORGERIES = {
    **{f"record: {what}": in_metric(edit) for what, edit in OF_RECORDS.items()},
    **{f"note: {what}": in_candidate(edit) for what, edit in OF_NOTES.items()},
    **{f"file: {what}": deed for what, deed in OF_FILES.items()},
}
NO_FORGERIES = {
    **{f"metric: {what}": in_metric(edit) for what, edit in HARMLESS.items()},
    **{f"note: {what}": in_candidate(edit) for what, edit in HARMLESS_NOTES.items()},
    **{f"file: {what}": deed for what, deed in HARMLESS_DEEDS.items()},
}


@pytest.mark.parametrize("forgery", FORGERIES)
def test_a_forgery_is_found(forgery: str, ground: Ground) -> None:
    assert found(ground, FORGERIES[forgery]) != []
    assert not unchanged(ground)


@pytest.mark.parametrize("change", NO_FORGERIES)
def test_what_changes_nothing_is_let_be(change: str, ground: Ground) -> None:
    assert found(ground, NO_FORGERIES[change]) == []
    assert not unchanged(ground) or "time of the files" in change


def unchanged(ground: Ground) -> bool:
    now = {
        file: file.read_bytes() for file in ground.root.rglob("*") if file.is_file() and ".heartbeat" not in file.parts
    }
    return now == ground.folder.before


def test_there_are_many_of_both() -> None:
    assert (len(FORGERIES) >= 120, len(NO_FORGERIES) >= 45) == (True, True)


def test_a_record_copied_through_the_receipt_is_found(ground: Ground) -> None:
    def copy(root: Path) -> None:
        text = (root / "db" / "metrics" / f"{NAME}.yml").read_text()
        text = text.replace(f"name: {NAME}", "name: refund_count_24h")
        (root / "db" / "metrics" / "refund_count_24h.yml").write_text(text)

    assert "alignment-record error" in found(ground, copy)


SEALED_ANEW: dict[str, dict[str, object]] = {
    "over other SQL": {"sql": "SELECT count(*) FROM webbank_core.payment"},
    "over another question": {"question": "How many payments were lost?"},
    "over another direction": {"direction": "down_is_good"},
}  # fmt: skip


@pytest.mark.parametrize("change", SEALED_ANEW)
def test_a_record_sealed_anew_over_another_definition_is_not_in_the_marts(change: str, ground: Ground) -> None:
    metric = replace(ground.metric, **SEALED_ANEW[change])  # type: ignore[arg-type]
    text = sealed_anew(metric, {"definition": metric.definition})
    assert found(ground, in_metric(lambda _: text)).count("alignment-receipt error") == 2


def test_numbers_sealed_anew_are_not_in_the_marts(ground: Ground) -> None:
    raised = [replace(r, count=Decimal(99), value=Decimal(99), verdict="match") for r in ground.metric.alignment]
    text = sealed_anew(replace(ground.metric, alignment=tuple(raised)), {"value": Decimal(99)})
    assert found(ground, in_metric(lambda _: text)) == ["alignment-receipt error"] * 2


@pytest.mark.parametrize(
    ("sql", "found_there"), [("SELECT count(*)", []), ("SELECT 7 + count(*)", ["24, and the same rows give 31"] * 2)]
)
def test_on_the_demo_estate_the_same_rows_have_to_give_the_same(
    sql: str, found_there: list[str], ground: Ground
) -> None:
    """Its marts are made anew each time: what is there is computed again where no receipt can be."""
    (ground.root / ".env").write_text("SOURCE_PG_HOST=127.0.0.1\n")
    with duckdb.connect(str(ground.root / "marts.duckdb")) as marts:
        marts.execute("DROP SCHEMA _hb CASCADE; UPDATE webbank_core._hb_receipt SET load_id = '9'")
    metric = replace(ground.metric, sql=(ground.metric.sql or "").replace("SELECT count(*)", sql))
    text = sealed_anew(metric, {"definition": metric.definition})
    in_metric(lambda _: text)(ground.root)
    findings = Project.find(ground.root).check().findings
    told = [f.message.partition(" says ")[2] for f in findings if f.rule == "alignment-receipt"]
    assert told == found_there


def test_a_count_nobody_made_over_a_receipt_that_is_there(ground: Ground) -> None:
    """The number was run, the record is made up and well sealed."""
    made_up = [replace(r, count=Decimal(24), verdict="match", by="somebody else") for r in ground.metric.alignment]
    text = sealed_anew(replace(ground.metric, alignment=tuple(made_up)), {})
    assert found(ground, in_metric(lambda _: text)) == ["alignment-receipt error"] * 2


def test_a_count_that_did_not_match_cannot_be_taken_out(ground: Ground) -> None:
    settings, file = Project.find(ground.root).settings, ground.root / "db" / "metrics" / f"{NAME}.yml"
    wrong = HandCount(Decimal(20), "operations", "printed register", NOW, attested_by="OPS-12")
    with pytest.raises(RefusedError):
        align_metric(settings, ground.metric, wrong, record=True)
    assert found(ground, lambda _: None) == ["realignment error"]
    assert found(ground, lambda _: file.write_bytes(ground.folder.before[file])) == ["alignment-receipt error"]


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
