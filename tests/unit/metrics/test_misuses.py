"""What keeps a metric from standing on the right source: question, tables read, what is landed, notes -> messages."""

from dataclasses import replace
from datetime import UTC, date, datetime
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from heartbeat_cli.estate import Blocked, Inventory, Slice, Source, Subject
from heartbeat_cli.metrics import (
    Alignment,
    EvaluationReceipt,
    Metric,
    Misuse,
    Note,
    TableRead,
    fallback_gaps,
    misuses,
    right_sources_of,
)
from heartbeat_cli.pgschema import QName


def source(
    name: str, *schemas: str, terms: tuple[str, ...] = (), subject: str = "", blocks: tuple[Blocked, ...] = ()
) -> Source:
    return Source(
        name, name, "r", "postgres", "granted", Path(f"{name}.yml"), cluster="A", database=name, schemas=schemas,
        slices=tuple(Slice(s) for s in schemas), truth_for=(Subject(subject, terms),) if terms else (), blocks=blocks,
    )  # fmt: skip


INVENTORY = Inventory(
    (
        source("bank", "core", "dict"),
        source("vss", "vss"),
        source(
            "bpm", "bpm", terms=("hold",), subject="holds",
            blocks=(
                Blocked("x", metric="paying_time_24h", why="the hold is in it"),
                Blocked("own", metric="own_bpm_count_24h", shown="caveat"), Blocked("a concept"),
            ),
        ),
        source("qac", terms=("kyc pass",), subject="KYC passes", blocks=(Blocked("y", metric="paying_time_24h"),)),
        source("mms", "mms", terms=("sepa",), subject="SEPA rails"),
        source(
            "mms_inst", "inst", terms=("sepa",), subject="SEPA rails",
            blocks=(Blocked("own", metric="own_mms_inst_count_24h", shown="caveat"),),
        ),
    ),
    "bank",
)  # fmt: skip
EVERYWHERE = ("bank", "vss", "bpm", "mms", "mms_inst")

CLIENT, STATE = QName("bank_core", "client"), QName("bank_dict", "state")
APPLICANT, HOLD, TRANSFER, INSTANT = (
    QName("vss_vss", "applicant"), QName("bpm_bpm", "hold"), QName("mms_mms", "transfer"), QName("mms_inst_inst", "t"),
)  # fmt: skip
CLIENTS, HOLDS, PASSES, SEPA = "How many clients?", "How long is a hold?", "How many KYC passes?", "How many SEPA?"
BANKS_OWN = Note("caveat", "more is in it", "bpm")


def metric(question: str, reads: str, *notes: Note, name: str = "thing_count_24h", status: str = "candidate") -> Metric:
    return Metric(name, question, reads, status, "24h", sql="SELECT 1", notes=notes)


def fallback(source: str) -> Note:
    return Note("fallback", "Only applicants have it", source, ("bpm.bpm.hold",))


def told(metric: Metric, tables: tuple[QName, ...], landed: tuple[str, ...] | None) -> list[tuple[str, str]]:
    return [(m.severity, m.message) for m in misuses(metric, tables, INVENTORY, landed)]


BANK_IS_TRUTH = "bank is the truth source: nothing else is truth for this subject"
BPM_IS_TRUTH = 'bpm is truth for holds ("hold")'
QAC_IS_TRUTH = 'qac is truth for KYC passes ("kyc pass")'
SEPA_IS_TRUTH = 'mms, mms_inst are truth for SEPA rails ("sepa")'
CLEARED = ("warning", "bpm is landed now; the caveat that waits for it can be cleared")


def unexplained(dataset: str, because: str) -> tuple[str, str]:
    return "error", f"reads {dataset} without a note that says why; {because}"


def wrong(dataset: str, because: str, waits: str) -> tuple[str, str]:
    return "error", f"reads {dataset}, but {because}, and {waits} is not landed"


@pytest.mark.parametrize(
    ("question", "reads", "landed", "notes", "expected"),
    [
        # The truth source is right for what nobody else is truth for.
        (CLIENTS, (CLIENT,), None, (), []),
        (CLIENTS, (CLIENT, STATE), (), (), []),
        (CLIENTS, (CLIENT,), EVERYWHERE, (), []),
        (CLIENTS, (APPLICANT,), None, (), [unexplained("vss_vss", BANK_IS_TRUTH)]),
        (CLIENTS, (APPLICANT,), EVERYWHERE, (), [unexplained("vss_vss", BANK_IS_TRUTH)]),
        (CLIENTS, (APPLICANT,), EVERYWHERE, (fallback("vss"),), []),
        (CLIENTS, (APPLICANT,), None, (fallback("vss"),), []),
        (CLIENTS, (APPLICANT,), ("vss",), (), [wrong("vss_vss", BANK_IS_TRUTH, "bank")]),
        (CLIENTS, (APPLICANT,), ("vss",), (fallback("vss"),), [wrong("vss_vss", BANK_IS_TRUTH, "bank")]),
        # A caveat, or a note about another source, is no reason to read another one.
        (CLIENTS, (APPLICANT,), EVERYWHERE, (Note("caveat", "w", "vss"),), [unexplained("vss_vss", BANK_IS_TRUTH)]),
        (CLIENTS, (APPLICANT,), EVERYWHERE, (fallback("bpm"),), [unexplained("vss_vss", BANK_IS_TRUTH)]),
        (CLIENTS, (APPLICANT,), EVERYWHERE, (Note("method", "w", "vss"),), [unexplained("vss_vss", BANK_IS_TRUTH)]),
        # Beside the right source as well.
        (CLIENTS, (CLIENT, APPLICANT), EVERYWHERE, (), [unexplained("vss_vss", BANK_IS_TRUTH)]),
        (CLIENTS, (CLIENT, APPLICANT), (), (), [unexplained("vss_vss", BANK_IS_TRUTH)]),
        (CLIENTS, (CLIENT, APPLICANT), EVERYWHERE, (fallback("vss"),), []),
        # A source that is truth for the subject.
        (HOLDS, (HOLD,), None, (), []),
        (HOLDS, (HOLD,), EVERYWHERE, (), []),
        (HOLDS, (CLIENT,), None, (), [unexplained("bank_core", BPM_IS_TRUTH)]),
        (HOLDS, (CLIENT,), ("bank",), (), [wrong("bank_core", BPM_IS_TRUTH, "bpm")]),
        (HOLDS, (CLIENT,), ("bank",), (fallback("bank"),), [wrong("bank_core", BPM_IS_TRUTH, "bpm")]),
        (HOLDS, (CLIENT,), EVERYWHERE, (fallback("bank"),), []),
        # The truth source's own number with a caveat for what is not in it.
        (HOLDS, (CLIENT,), None, (BANKS_OWN,), []),
        (HOLDS, (CLIENT, STATE), ("bank",), (BANKS_OWN,), []),
        (HOLDS, (CLIENT,), EVERYWHERE, (BANKS_OWN,), [CLEARED]),
        (HOLDS, (CLIENT,), ("bank",), (Note("caveat", "w", "vss"),), [wrong("bank_core", BPM_IS_TRUTH, "bpm")]),
        # It excuses the truth source only.
        (HOLDS, (APPLICANT,), ("bank", "vss"), (BANKS_OWN,), [wrong("vss_vss", BPM_IS_TRUTH, "bpm")]),
        (HOLDS, (CLIENT, APPLICANT), ("bank", "vss"), (BANKS_OWN,), [wrong("vss_vss", BPM_IS_TRUTH, "bpm")]),
        # And only for a source that is not read: what is read is in the number.
        (HOLDS, (CLIENT, HOLD), EVERYWHERE, (BANKS_OWN,), [unexplained("bank_core", BPM_IS_TRUTH)]),
        (HOLDS, (CLIENT, HOLD), EVERYWHERE, (fallback("bank"),), []),
        (HOLDS, (HOLD,), EVERYWHERE, (BANKS_OWN,), []),
        # A source without any slice never lands.
        (PASSES, (CLIENT,), None, (), [wrong("bank_core", QAC_IS_TRUTH, "qac")]),
        (PASSES, (CLIENT,), None, (fallback("bank"),), [wrong("bank_core", QAC_IS_TRUTH, "qac")]),
        (PASSES, (APPLICANT,), EVERYWHERE, (fallback("vss"),), [wrong("vss_vss", QAC_IS_TRUTH, "qac")]),
        # Several sources are truth for one subject: one of them is enough.
        (SEPA, (TRANSFER,), EVERYWHERE, (), []),
        (SEPA, (INSTANT,), EVERYWHERE, (), []),
        (SEPA, (TRANSFER, INSTANT), None, (), []),
        (SEPA, (CLIENT,), ("bank",), (), [wrong("bank_core", SEPA_IS_TRUTH, "mms or mms_inst")]),
        (SEPA, (CLIENT,), ("bank", "mms_inst"), (), [unexplained("bank_core", SEPA_IS_TRUTH)]),
        (SEPA, (CLIENT,), ("bank", "mms_inst"), (fallback("bank"),), []),
        (SEPA, (CLIENT, TRANSFER), ("bank", "mms"), (), [unexplained("bank_core", SEPA_IS_TRUTH)]),
        (SEPA, (CLIENT, TRANSFER), ("bank", "mms"), (Note("caveat", "w", "mms_inst"),), []),
        # Datasets of nobody are another rule's business.
        (CLIENTS, (QName("nowhere", "t"),), EVERYWHERE, (), []),
        (CLIENTS, (), EVERYWHERE, (), []),
    ],
)  # fmt: skip
def test_what_is_read_against_what_is_right(
    question: str,
    reads: tuple[QName, ...],
    landed: tuple[str, ...] | None,
    notes: tuple[Note, ...],
    expected: list[tuple[str, str]],
) -> None:
    owner = INVENTORY.of_dataset(reads[0].schema) if reads else None
    # The pending register lists this one as shown with its caveats.
    name = next((f"own_{note.source}_count_24h" for note in notes if note.kind == "caveat"), "thing_count_24h")
    judged = metric(question, owner[0].name if owner else "bank", *notes, name=name)
    assert told(judged, reads, landed) == expected


REGISTERED = Blocked("thing", metric="thing_count_24h", shown="caveat")
REMOVED = Blocked("old", metric="old_count_24h", shown="removed")
STOP_GAP = Note("caveat", "w", "qac", stop_gap=True, review_by=date(2026, 8, 1))
DAY = datetime(2026, 5, 8, tzinfo=UTC)
RECEIPT = EvaluationReceipt(
    metric(PASSES, "bank").definition, Decimal(1), DAY, DAY, (TableRead(str(CLIENT), "1", 1),), "duckdb 1", Decimal(0)
)
MATCH = Alignment(Decimal(1), Decimal(1), DAY, "a team", "a list", receipt=RECEIPT)
UNLISTED = (
    "error",
    f"the pending register does not list thing_count_24h as shown with a caveat, though {QAC_IS_TRUTH}",
)
BROUGHT_BACK = (
    "error",
    f"a caveat does not bring back what was removed: {QAC_IS_TRUTH}, and the pending register has old_count_24h as"
    " removed until qac is landed",
)


def lacking(what: str) -> tuple[str, str]:
    return "error", f"{UNLISTED[1]}; as a stop-gap it lacks {what}"


@pytest.mark.parametrize(
    ("blocks", "note", "given", "expected"),
    [
        ((), Note("caveat", "w", "qac"), {}, [UNLISTED]),
        ((REGISTERED,), Note("caveat", "w", "qac"), {}, []),
        ((REGISTERED,), Note("caveat", "w", "qac"), {"name": "other_count_24h"}, [
            ("error", UNLISTED[1].replace("thing", "other")),
        ]),
        ((Blocked("thing", metric="thing_count_24h", shown="removed"),), Note("caveat", "w", "qac"), {}, [
            ("error", BROUGHT_BACK[1].replace("old_", "thing_")),
        ]),
        # Another name for what was removed.
        ((REMOVED,), Note("caveat", "w", "qac"), {}, [BROUGHT_BACK]),
        ((REMOVED,), STOP_GAP, {"owner": "a team"}, [BROUGHT_BACK]),
        # A stop-gap owns up to being one.
        ((), STOP_GAP, {"owner": "a team"}, []),
        ((), STOP_GAP, {}, []),
        ((), STOP_GAP, {"status": "caveated"}, [lacking("an owner")]),
        ((), replace(STOP_GAP, review_by=None), {"owner": "a team"}, [lacking("review_by")]),
        ((), STOP_GAP, {"owner": "a team", "status": "caveated"}, [lacking("a hand count that matches")]),
        ((), STOP_GAP, {"owner": "a team", "status": "caveated", "alignment": (MATCH,)}, []),
        (
            (),
            STOP_GAP,
            {"owner": "a team", "status": "caveated", "alignment": (replace(MATCH, receipt=None),)},
            [lacking("a receipt for its hand count")],
        ),
        (
            (),
            STOP_GAP,
            {"owner": "a team", "status": "caveated", "alignment": (MATCH, replace(MATCH, verdict="mismatch"))},
            [lacking("a hand count that matches")],
        ),
    ],
)  # fmt: skip
def test_a_caveat_is_no_back_door(
    blocks: tuple[Blocked, ...], note: Note, given: dict[str, Any], expected: list[tuple[str, str]]
) -> None:
    bank, qac = INVENTORY.require("bank"), replace(INVENTORY.require("qac"), blocks=blocks)
    found = misuses(replace(metric(PASSES, "bank", note), **given), (CLIENT,), Inventory((bank, qac), "bank"))
    assert [(m.severity, m.message) for m in found] == expected


DEALS = source("crm", "crm", terms=("sales funnel",), subject="the sales funnel")
DEALS = replace(DEALS, truth_for=(replace(DEALS.truth_for[0], words=("deal",)),))
DOUBT = ("warning", '"deal" may mean the sales funnel, for which crm is the right source')
DEAL, CRM_DEAL = QName("bank_core", "fx_deal"), QName("crm_crm", "deal")


@pytest.mark.parametrize(
    ("question", "tables", "notes", "expected"),
    [
        ("How many deals?", (CLIENT,), (), [DOUBT]),
        ("How many deals?", (CLIENT,), (Note("subject", "of the treasury", "bank"),), []),
        ("How many deals?", (CLIENT,), (Note("subject", "of the funnel", "crm"),), [
            wrong("bank_core", 'crm is truth for the sales funnel ("deal")', "crm"),
        ]),
        # A note about what nobody asked.
        ("How many deals?", (CLIENT,), (Note("subject", "of the risk team", "qac"),), [DOUBT]),
        # A table that is called so is what is meant; so is the source that is read.
        ("How many deals?", (DEAL,), (), []),
        ("How many deals?", (CRM_DEAL,), (), []),
        # A phrase decides, whatever a note says.
        ("The sales funnel's deals?", (DEAL,), (Note("subject", "ours", "bank"),), [
            wrong("bank_core", 'crm is truth for the sales funnel ("sales funnel")', "crm"),
        ]),
    ],
)  # fmt: skip
def test_an_everyday_word_only_asks(
    question: str, tables: tuple[QName, ...], notes: tuple[Note, ...], expected: list[tuple[str, str]]
) -> None:
    inventory = Inventory((INVENTORY.require("bank"), DEALS), "bank")
    reads = inventory.of_dataset(tables[0].schema)
    assert reads is not None
    found = misuses(metric(question, reads[0].name, *notes), tables, inventory, ("bank",))
    assert [(m.severity, m.message) for m in found] == expected


STATE_LOOKS_RIGHT = Subject("KYC passes", ("kyc pass",), looks_right=("bank.dict.state", "bank.core.client.kyc_*"))
OF_CLIENTS = "SELECT count(*) FROM bank_core.client"


@pytest.mark.parametrize(
    ("tables", "where", "expected"),
    [
        ((CLIENT, STATE), "", "bank.dict.state only looks right"),
        ((CLIENT,), "", None),
        ((CLIENT,), "kyc_outcome = 3", "bank.core.client.kyc_outcome only looks right"),
        ((CLIENT,), "reason = 'KYC_PASS'", '"kyc pass"'),
        ((CLIENT,), "reason IN ('A', 'KYC pass')", '"kyc pass"'),
        ((CLIENT,), "reason LIKE 'KYC_PASS%'", '"kyc pass"'),
        ((CLIENT,), "starts_with(reason, 'KYC_PASS')", '"kyc pass"'),
        ((CLIENT,), "client::text LIKE '%,3,%'", "bank.core.client.kyc_* only looks right"),
        (
            (CLIENT,),
            "id IN (SELECT q.c FROM (TABLE bank_core.client) AS q(a, b, c))",
            "bank.core.client.kyc_* only looks right",
        ),
        ((CLIENT,), "reason <> 'KYC_PASS'", None),
        ((CLIENT,), "NOT reason IN ('KYC_PASS')", None),
        ((CLIENT,), "reason NOT LIKE 'KYC_PASS%'", None),
    ],
)
def test_what_is_read_decides_the_subject_however_it_is_worded(
    tables: tuple[QName, ...], where: str, expected: str | None
) -> None:
    qac = replace(INVENTORY.require("qac"), truth_for=(STATE_LOOKS_RIGHT,))
    inventory = Inventory((INVENTORY.require("bank"), qac), "bank")
    sql = f"{OF_CLIENTS} WHERE {where}" if where else OF_CLIENTS
    right = right_sources_of(replace(metric(CLIENTS, "bank"), sql=sql), inventory, tables)
    assert [r.sign for r in right if r.subject] == ([expected] if expected else [])


def test_every_dataset_read_is_told_in_order() -> None:
    found = misuses(metric(CLIENTS, "vss"), (APPLICANT, HOLD, APPLICANT), INVENTORY, EVERYWHERE)
    assert [m.dataset for m in found] == ["bpm_bpm", "vss_vss"]


@pytest.mark.parametrize(
    ("question", "reads", "landed", "next_"),
    [
        (
            PASSES, CLIENT, (),
            "Set status: parked with blocked_on qac. If the number is bank's own and only contains something more, add"
            " a caveat note with source: qac.",
        ),
        (PASSES, APPLICANT, (), "Set status: parked with blocked_on qac; a fallback note does not help here."),
        (
            HOLDS, CLIENT, None,
            "Read bpm, or add a caveat note with source: bpm that says what the number also contains.",
        ),
        (
            HOLDS, APPLICANT, None,
            "Read bpm, or add a note {kind: fallback, source: vss, why: …, tried: [bpm.…]}.",
        ),
    ],
)  # fmt: skip
def test_what_to_do_about_it(question: str, reads: QName, landed: tuple[str, ...] | None, next_: str) -> None:
    name = reads.schema.partition("_")[0]
    (found,) = misuses(metric(question, name), (reads,), INVENTORY, landed)
    assert (found.next, found.dataset, found.severity) == (next_, reads.schema, "error")


@pytest.mark.parametrize("beside", [CLIENT, APPLICANT])
def test_what_to_do_about_a_source_beside_the_right_one(beside: QName) -> None:
    (found,) = misuses(metric(HOLDS, "bpm"), (HOLD, beside), INVENTORY, EVERYWHERE)
    name = beside.schema.partition("_")[0]
    assert found.next == (
        f"Add a note {{kind: fallback, source: {name}, why: …, tried: [bpm.…]}}: why bpm is not enough."
    )


def test_a_caveat_to_clear_says_how() -> None:
    assert misuses(metric(HOLDS, "bank", BANKS_OWN), (CLIENT,), INVENTORY, EVERYWHERE) == (
        Misuse(CLEARED[1], "Derive the number from bpm, then remove the caveat.", severity="warning"),
    )


@pytest.mark.parametrize("status", ["parked", "retired", "candidate", "ready", "aligned", "caveated"])
def test_what_shows_no_number_is_not_judged(status: str) -> None:
    found = misuses(metric(PASSES, "bank", status=status), (CLIENT,), INVENTORY)
    assert bool(found) is (status not in ("parked", "retired"))


@pytest.mark.parametrize(
    ("claims", "reads", "message", "next_"),
    [
        ("vss", (CLIENT,), "the file says source: vss, its SQL reads bank_core", "Write source: bank."),
        (
            "bpm", (CLIENT, STATE, APPLICANT), "the file says source: bpm, its SQL reads bank_core, bank_dict, vss_vss",
            "Write the main one of bank, vss.",
        ),
    ],
)  # fmt: skip
def test_a_file_that_claims_another_source(claims: str, reads: tuple[QName, ...], message: str, next_: str) -> None:
    found = misuses(metric(CLIENTS, claims, fallback("vss")), reads, INVENTORY, EVERYWHERE)
    assert found == (Misuse(message, next_),)


PAYING = "paying_time_24h"
OF_BPM = Misuse(
    "the pending register says it waits for bpm: the hold is in it",
    "Set status: parked with blocked_on bpm, or add a caveat note with source: bpm.",
)
OF_QAC = Misuse(
    "the pending register says it waits for qac",
    "Set status: parked with blocked_on qac, or add a caveat note with source: qac.",
)


@pytest.mark.parametrize(
    ("name", "reads", "landed", "notes", "expected"),
    [
        (PAYING, (CLIENT,), None, (), (OF_BPM, OF_QAC)),
        (PAYING, (CLIENT,), (), (), (OF_BPM, OF_QAC)),
        (PAYING, (CLIENT,), ("bank",), (BANKS_OWN,), (OF_QAC,)),
        (PAYING, (CLIENT,), ("bank",), (Note("method", "w", "bpm"),), (OF_BPM, OF_QAC)),
        (PAYING, (CLIENT,), ("bank", "bpm"), (), (OF_QAC,)),
        (PAYING, (CLIENT, HOLD), None, (fallback("bpm"),), (OF_QAC,)),
        ("paying_time_7d", (CLIENT,), None, (), ()),
    ],
)
def test_what_the_pending_register_says(
    name: str, reads: tuple[QName, ...], landed: tuple[str, ...] | None, notes: tuple[Note, ...],
    expected: tuple[Misuse, ...],
) -> None:  # fmt: skip
    assert misuses(metric("How long?", "bank", *notes, name=name), reads, INVENTORY, landed) == expected


def test_words_of_the_name_count_as_words_of_the_question() -> None:
    asked = metric("How many?", "bank", name="kyc_pass_count_24h")
    assert [right.source.name for right in right_sources_of(asked, INVENTORY)] == ["qac"]
    assert [right.source.name for right in right_sources_of(replace(asked, name="x_y_24h"), INVENTORY)] == ["bank"]


def test_words_of_the_label_count_as_well() -> None:
    shown = replace(metric("How many went well?", "bank", name="x_y_24h"), label="KYC passes")
    assert [right.source.name for right in right_sources_of(shown, INVENTORY)] == ["qac"]


TWO_SUBJECTS = "How long is the hold of a SEPA credit?"


@pytest.mark.parametrize(
    ("reads", "landed", "notes", "expected"),
    [
        ((TRANSFER,), ("bank", "mms"), (), [
            ("error", f"does not read bpm, but {BPM_IS_TRUTH}, and bpm is not landed"),
        ]),
        ((TRANSFER,), EVERYWHERE, (), [("warning", f"does not read bpm, but {BPM_IS_TRUTH}")]),
        ((TRANSFER,), None, (), [("warning", f"does not read bpm, but {BPM_IS_TRUTH}")]),
        ((TRANSFER, HOLD), EVERYWHERE, (), []),
        ((HOLD,), EVERYWHERE, (), [("warning", f"does not read mms or mms_inst, but {SEPA_IS_TRUTH}")]),
        ((HOLD,), EVERYWHERE, (Note("caveat", "w", "mms_inst"),), [
            ("warning", "mms_inst is landed now; the caveat that waits for it can be cleared"),
        ]),
    ],
)  # fmt: skip
def test_a_question_about_two_subjects_needs_both(
    reads: tuple[QName, ...], landed: tuple[str, ...] | None, notes: tuple[Note, ...], expected: list[tuple[str, str]]
) -> None:
    source_read = reads[0].schema.partition("_")[0]
    assert told(metric(TWO_SUBJECTS, source_read, *notes), reads, landed) == expected


def test_gaps_of_fallback_notes() -> None:
    no_why, no_tried = Note("fallback", "", "vss", ("a.b.c",)), Note("fallback", "Refusals are kept there", "bpm")
    notes = (Note("caveat", "", "qac"), no_why, fallback("mms"), no_tried, Note("fallback", "", "x"))
    assert fallback_gaps(metric(CLIENTS, "bank", *notes)) == (
        (1, "the fallback note on vss does not say why"),
        (3, "the fallback note on bpm does not say what was tried first"),
        (4, "the fallback note on x does not say why"),
        (4, "the fallback note on x does not say what was tried first"),
    )
