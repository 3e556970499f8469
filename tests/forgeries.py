"""What somebody might do to the files of a project, for `unit/rules/test_forgeries.py`: forgeries, and what is none.

Edits of the text of the aligned metric, of that of a candidate with a fallback note, and of the project's folder.
"""

import re
import shutil
from collections.abc import Callable
from pathlib import Path

import duckdb

NAME = "payment_count_24h"
FALLBACK = "applicant_count_24h"
Edit = Callable[[str], str]
Deed = Callable[[Path], object]


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


OF_RECORDS: dict[str, Edit] = {
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

OF_NOTES: dict[str, Edit] = {
    "no note": lambda text: text.partition("notes:")[0],
    "no reason": first("    why: .*\n", ""),
    "a reason that says nothing": first("why: .*$", "why: n/a"),
    "a reason nobody sees": first("why: .*$", 'why: "\\\\u200b\\\\u2060"'),
    "a reason that refers": first("why: .*$", "why: Siehe oben."),
    "a reason that asks": first("why: .*$", "why: How many applicants were there?"),
    "the source as the reason": first("why: .*$", "why: VSS."),
    "a reason in signs": first("why: .*$", "why: 不适用"),
    "a reason to come": first("why: .*$", "why: TBD by Anna"),
    "nothing tried": first("    tried: .*\n", ""),
    "a table tried that there is not": first("client_profile", "client_profiles"),
    "its own table tried": first("tried: .*$", "tried: [vss.vss.applicant_log]"),
    "a schema tried": first("tried: .*$", "tried: [webbank.core]"),
    "never to be reviewed": first("    review_by: .*\n", ""),
    "to be reviewed in ten years": first("review_by: .*$", "review_by: 2036-08-01"),
    "to have been reviewed": first("review_by: .*$", "review_by: 2026-01-01"),
    "to be reviewed some day": first("review_by: .*$", "review_by: soon"),
    "a caveat": first("kind: fallback", "kind: caveat"),
    "a method": first("kind: fallback", "kind: method"),
    "a kind there is not": first("kind: fallback", "kind: excuse"),
    "a note on another source": first("    source: vss", "    source: webbank"),
    "a note on a source there is not": first("    source: vss", "    source: vsss"),
    "another source named": first("source: vss", "source: webbank"),
    "another table read, and the note left": first("vss_vss.applicant_log WHERE", "card_ledger_ledger.turnover WHERE"),
    "aligned by a word": first("status: candidate", "status: aligned"),
    "ready by a word": first("vss_vss.applicant_log WHERE logged_at", "mms_mms.outgoing_payment WHERE sent_at"),
}


def marts(statement: str) -> Deed:
    """Done in the marts, behind everybody's back."""

    def do(root: Path) -> None:
        with duckdb.connect(str(root / "marts.duckdb")) as connection:
            connection.execute(statement)

    return do


def metric(root: Path) -> Path:
    return root / "db" / "metrics" / f"{NAME}.yml"


def in_file(name: str, edit: Edit) -> Deed:
    return lambda root: (root / name).write_text(edit((root / name).read_text()))


def copied(name: str, *, called: bool) -> Deed:
    """The aligned file under another name, which the text in it has, too, where it is `called` so."""

    def do(root: Path) -> None:
        text = metric(root).read_text()
        (root / "db" / "metrics" / f"{name}.yml").write_text(text.replace(NAME, name) if called else text)

    return do


def with_its_record(root: Path) -> None:
    """The record of the one below the SQL of the other."""
    record = metric(root).read_text().partition("alignment:")[2]
    file = root / "db" / "candidates" / f"{FALLBACK}.yml"
    text = file.read_text().replace("status: candidate", "status: aligned")
    (root / "db" / "metrics" / f"{FALLBACK}.yml").write_text(f"{text}alignment:{record}")
    file.unlink()


EVALUATIONS = "_hb._hb_evaluation"
OF_FILES: dict[str, Deed] = {
    "copied under another name": copied("refund_count_24h", called=True),
    "copied, and only the file called so": copied("refund_count_24h", called=False),
    "copied with the record of another": with_its_record,
    "moved to the candidates": lambda root: shutil.move(metric(root), root / "db" / "candidates" / f"{NAME}.yml"),
    "in a folder below": lambda root: shutil.move(metric(root), _made(root / "db" / "metrics" / "old") / "m.yml"),
    "with another ending": lambda root: metric(root).rename(metric(root).with_suffix(".yaml")),
    "half a file": in_file(f"db/metrics/{NAME}.yml", lambda text: text[: text.index("receipt:") + 4]),
    "a file of nothing": in_file(f"db/metrics/{NAME}.yml", lambda _text: ""),
    "the record taken out of the marts": marts(f"DELETE FROM {EVALUATIONS} WHERE sql_fingerprint = 'record'"),
    "its receipt taken out of the marts": marts(f"DELETE FROM {EVALUATIONS} WHERE sql_fingerprint <> 'record'"),
    "another value in its receipt in the marts": marts(
        f'UPDATE {EVALUATIONS} SET value = \'23\', body = replace(body, \'"value": "24"\', \'"value": "23"\')'
    ),
    "rows taken out": marts("DELETE FROM webbank_core.payment WHERE id > 40"),
    "rows put in": marts("INSERT INTO webbank_core.payment SELECT * FROM webbank_core.payment LIMIT 3"),
    "other rows in the ledger": marts("UPDATE webbank_core._hb_range SET rows = 9 WHERE table_name = 'payment'"),
    "half landed": marts("UPDATE webbank_core._hb_receipt SET state = 'landing' WHERE table_name = 'payment'"),
    "a table gone": marts("DROP TABLE webbank_core.payment"),
    "a view in its place": marts(
        "CREATE TABLE webbank_core.old AS FROM webbank_core.payment; DROP TABLE webbank_core.payment;"
        " CREATE VIEW webbank_core.payment AS FROM webbank_core.old"
    ),
    "a column of another type": marts("ALTER TABLE webbank_core.payment ALTER created_at TYPE date"),
    "a column gone": marts("ALTER TABLE webbank_core.payment DROP created_at"),
    "a column of another type in the mirror": in_file(
        "mirror/a/webbank.sql",
        lambda text: re.sub(r"(core\.payment \(.*created_at) timestamptz", r"\1 date", text),
    ),
    "no demo, and its clock left": in_file("heartbeat.yml", first("demo: true\n", "")),
    "servers elsewhere, and the clock of the demo": lambda root: (root / ".env").write_text(
        "SOURCE_PG_HOST=db.example"
    ),
    "another truth source": in_file("heartbeat.yml", first("truth_source: webbank", "truth_source: vss")),
    "a right source that is another": in_file(
        "db/sources/qac.yml", lambda text: text.replace("kyc pass, kyc fail", "payments made")
    ),
    "a source taken out": lambda root: (root / "db" / "sources" / "webbank.yml").unlink(),
}


def _made(folder: Path) -> Path:
    folder.mkdir()
    return folder


SQL = r"sql: \|\n(  .*\n)(  .*\n)(  .*\n)"
NOTES = """
notes:
  - Gezählt wird nach Eingang.
  - 按创建时间统计。
  - يُحسب حسب وقت الإنشاء
  - Считаем по времени создания.
"""
HARMLESS: dict[str, Edit] = {
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
    "another name for the table": first(SQL, r"""sql: |
  SELECT count(*) FROM webbank_core.payment AS p
  WHERE p.created_at > now() - interval '24 hours' AND p.created_at <= now()
"""),
    "a name for the column": first("count\\(\\*\\)", "count(*) AS payments"),
    "one for each row": first("count\\(\\*\\)", "count(1)"),
    "the other clock": first("now\\(\\)", "current_timestamp"),
    "hours in minutes": first("'24 hours'", "'1440 minutes'"),
    "hours by the clock": first("'24 hours'", "'24:00:00'"),
    "terms in another order": first(SQL, r"""sql: |
  SELECT count(*) FROM webbank_core.payment
  WHERE created_at <= now() AND now() - interval '24 hours' < created_at
"""),
    "SQL in capitals": first("now\\(\\) - interval", "NOW() - INTERVAL"),
    "SQL in quotes": first(SQL, "sql: \"SELECT count(*) FROM webbank_core.payment WHERE created_at > now() -"
        " interval '24 hours' AND created_at <= now()\"\n"),
    "a semicolon": first(SQL, r"sql: |\n\1\2\3  ;\n"),
    "keys in another order": first("^unit: (.*)\n(window: .*)\n", r"\2\nunit: \1\n"),
    "a question with blanks": first("question: How many payments", "question: How  many   payments"),
    "blank lines": lambda text: text.replace("\nowner:", "\n\n\nowner:"),
    "a beginning of a document": lambda text: f"---\n{text}",
    "a method note": lambda text: f"{text}notes:\n  - kind: method\n    why: Counted when they are made.\n",
    "a description in Greek": first("unit: count", "description: Όλες οι πληρωμές της ημέρας.\nunit: count"),
    "a description in Thai": first("unit: count", "description: การชำระเงินทั้งหมด\nunit: count"),
    "the count with a point": last("count: 23$", "count: 23.00"),
}  # fmt: skip
HARMLESS_NOTES: dict[str, Edit] = {
    **{
        f"a reason {where}": first("why: .*$", f"why: {reason}")
        for where, reason in {
            "in German": "Die Antragsteller stehen noch im Altsystem.",
            "in French": "Le système central ne garde pas les demandes.",
            "in Russian": "В webbank нет заявителей до 2025 года",
            "in Chinese": "核心系统没有保存申请人记录",
            "in Arabic": "النظام المركزي لا يحفظ المتقدمين",
            "in Korean": "원천 시스템에 신청자 기록이 없습니다",
            "in few words": "webbank keeps no applicants",
        }.items()
    },
    "another day to review it": first("review_by: .*$", "review_by: 2026-12-01"),
    "another name for the table": first("applicant_log WHERE logged_at", "applicant_log AS a WHERE a.logged_at"),
    "one more note": lambda text: f"{text}  - Gezählt wird nach Eingang.\n",
    "another owner": first("owner: onboarding", "owner: front office"),
    "comments": lambda text: text.replace("notes:", "# 注\nnotes:"),
}
HARMLESS_DEEDS: dict[str, Deed] = {
    "a file of somebody else's": lambda root: (root / "NOTES.md").write_text("Wir zählen am Montag."),
    "another time of the files": lambda root: metric(root).touch(),
    "a comment in heartbeat.yml": in_file("heartbeat.yml", lambda text: f"{text}# Stand: Mai\n"),
    "the role of a source in other words": in_file("db/sources/aml.yml", first("role: .*$", "role: Sanktionen.")),
    "a receipt more": marts(
        f"INSERT INTO {EVALUATIONS} SELECT 'f' || id, 'b_count_24h', as_of, made_at, value, 'x', '{{}}', recorded_at"
        f" FROM {EVALUATIONS}"
    ),
    "a column more": marts("ALTER TABLE webbank_core.payment ADD COLUMN memo varchar"),
}
