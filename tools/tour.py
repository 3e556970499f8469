"""The main job of `hb`, start to finish, on the demo estate: `make demo`.

Every step is a command a newcomer could type; the tour types it, shows what it prints, and stops where the outcome is
not the one it announced. It starts from the first day each time: servers and marts are built anew.
"""

import json
import os
import shlex
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).parents[1]
HB = [sys.executable, "-m", "heartbeat_cli"]

# What the tour itself files; taken away before it starts, so that it can be taken twice.
MADE_HERE = (
    "db/candidates/clients_closed_count_30d.yml",
    "db/metrics/clients_closed_count_30d.yml",
    "db/candidates/clients_verified_count_30d.yml",
    "db/candidates/sepa_rejection_rate_7d.yml",
)

CLOSED = (
    'hb discover "How many clients left us in the last 30 days?" --table webbank.core.client_profile_state_log '
    '--measure "count distinct client_profile_id" --where "to_state = CLOSED" --window 30d '
    "--name clients_closed_count_30d --owner onboarding --unit clients --direction down_is_good --no-input"
)
VERIFIED = (
    'hb discover "How many clients were verified in the last 30 days?" --table vss.vss.applicant_log '
    '--measure count --where "status = COMPLETED_GREEN" --window 30d '
    "--name clients_verified_count_30d --owner onboarding --unit clients --direction up_is_good --no-input"
)
SEPA = (
    'hb discover "What share of SEPA payments was rejected in the last 7 days?" '
    "--name sepa_rejection_rate_7d --owner payments --unit share --window 7d --direction down_is_good --no-input"
)
# The newest receipt of the metric that is run again.
RECEIPT = "<newest>"


@dataclass(frozen=True)
class Step:
    """A command, what to know before it, and the exit code it is meant to end with."""

    say: str
    line: str
    code: int = 0


@dataclass(frozen=True)
class Chapter:
    """Steps under one heading."""

    title: str
    steps: tuple[Step, ...]


CHAPTERS = (
    Chapter(
        "1. A bank",
        (
            Step(
                "Twelve databases on two PostgreSQL servers, with real passwords and real grants.\n"
                "The dashboard's user may read one of them.",
                "hb demo reset --yes",
            ),
        ),
    ),
    Chapter(
        "2. Know",
        (
            Step("What is in 193 tables? Read from the DDL alone; no server is asked.", "hb profile webbank.core"),
            Step("Where would one look for rejected SEPA payments?", "hb search sepa rejection --limit 5"),
            Step("Is the DDL we read still what the live database has?", "hb mirror diff webbank --live"),
            Step("And where do we stand with every system the bank runs on?", "hb sources status"),
        ),
    ),
    Chapter(
        "3. Land",
        (
            Step(
                "First the truth source, webbank: the slice we want of it, through dlt into DuckDB.",
                "hb ingest --source webbank",
            ),
            Step(
                "Another database is refused; the message is what to send to the administrator.",
                "hb ingest --source aml",
                1,
            ),
            Step("Playing the administrator:", "hb demo grant aml"),
            Step("", "hb demo grant pdvs"),
            Step("", "hb demo grant vss"),
            Step("", "hb demo grant card_management"),
            Step("", "hb demo grant currency_rate"),
            Step(
                "Five more sources; nine datasets in all.",
                "hb ingest --source aml --source pdvs --source vss --source card_management --source currency_rate",
            ),
            Step("An hour later cron runs this; nothing is new, and nothing is done:", "hb ingest --all"),
            Step("What ran, and does the whole ledger still agree with the sources?", "hb loads"),
            Step("", "hb loads --verify --source webbank"),
            Step("", "hb sources status webbank"),
            Step(
                "What the landed rows look like; personal data stays masked:",
                "hb profile webbank.core.beneficiary --data",
            ),
            Step(
                "Leads and deals are in Zoho CRM, behind OAuth. A local service speaks as it does; its administrator\n"
                "hands over the credentials:",
                "hb demo grant zoho_crm",
            ),
            Step(
                "Its modules land as tables, and candidates that waited for them are ready:",
                "hb ingest --source zoho_crm",
            ),
            Step("", "hb metrics run leads_deal_conversion_share_30d"),
        ),
    ),
    Chapter(
        "4. Discover",
        (
            Step("A question: the right source is matched first, then searched, then counted.", CLOSED),
            Step("The legacy system has a table that would answer too. Without a reason in writing, no:", VERIFIED, 5),
            Step("SEPA lives on a cluster we cannot read yet. The question is parked, and shows no number:", SEPA),
        ),
    ),
    Chapter(
        "5. Trust",
        (
            Step(
                "The branch counted 59 closures by hand. Held against that, the candidate becomes a metric.\n"
                "Elsewhere only a person aligns, at a terminal and before the number is shown. Here the tour plays\n"
                "the branch, and the record says that it is a rehearsal:",
                'hb metrics align clients_closed_count_30d --count 59 --by "branch team" '
                '--method "closure forms of the month, counted twice"',
            ),
            Step(
                "The same onboarding question on two sources. The team's own count is 432:",
                "hb metrics run clients_onboarded_count_30d",
            ),
            Step("", "hb metrics run clients_onboarded_vss_count_30d"),
            Step(
                "The legacy number is a migration target. A count that matches it does not make it right:",
                'hb metrics align clients_onboarded_vss_count_30d --count 345 --by "branch team" --method "old report"',
                5,
            ),
            Step(
                "Held against each other row by row, under the key that both carry. Three kinds of differences have a\n"
                "reason already, one has none:",
                "hb metrics migrate clients_onboarded_vss_count_30d --to webbank",
                6,
            ),
            Step(
                "The onboarding team looked at those nine. With a reason for every difference, and the number on\n"
                "webbank held against a hand count, the legacy one is retired:",
                'hb metrics migrate clients_onboarded_vss_count_30d --know legacy_moved --by "onboarding team" '
                '--why "Their first approval was in the window before, the second with a renewed document."',
            ),
            Step("", "hb metrics migrate clients_onboarded_vss_count_30d --flip"),
            Step("Each number that was shown has left a receipt:", "hb metrics show clients_closed_count_30d"),
            Step(
                "Any of them can be run again, and gives the same number or says why not:",
                f"hb metrics run clients_closed_count_30d --receipt {RECEIPT}",
            ),
            Step("Every metric, and what each waits for:", "hb metrics list"),
            Step("And does everything obey the rules?", "hb check"),
        ),
    ),
    Chapter(
        "6. Show",
        (Step("All of it for who has no terminal: the product manager, the auditor, the owner.", "hb site"),),
    ),
)


def main() -> int:
    """Walk the chapters; the exit code is 0 when every step ended as announced."""
    started = time.monotonic()
    for name in MADE_HERE:
        (ROOT / name).unlink(missing_ok=True)
    with candidates_kept():
        for chapter in CHAPTERS:
            print(f"\n{bold(chapter.title)}", flush=True)
            for step in chapter.steps:
                if not take(step):
                    return 1
    print(farewell(time.monotonic() - started))
    return 0


@contextmanager
def candidates_kept() -> Iterator[None]:
    """An ingest writes into the files of candidates that they are ready: the checkout's own wait again afterwards."""
    files = {file: file.read_text(encoding="utf-8") for file in (ROOT / "db/candidates").glob("*.yml")}
    try:
        yield
    finally:
        for file, text in files.items():
            if file.exists():
                file.write_text(text.replace("\nstatus: ready\n", "\nstatus: parked\n"), encoding="utf-8")


def take(step: Step) -> bool:
    """Run one step as a newcomer would see it."""
    if step.say:
        print(f"\n{step.say}")
    words = shlex.split(step.line)[1:]
    line = step.line
    if RECEIPT in words:
        receipt = newest_receipt(words[2])
        words[words.index(RECEIPT)] = receipt
        line = line.replace(RECEIPT, receipt)
    print(f"\n{bold('$ ' + line)}", flush=True)
    code = subprocess.run([*HB, *words], cwd=ROOT, check=False).returncode
    if code != step.code:
        print(f"\nThis should have ended with exit code {step.code} and ended with {code}. The tour stops here.")
        return False
    if code:
        print(f"(exit code {code}, as it should be)", flush=True)
    return True


def newest_receipt(metric: str) -> str:
    """The id of the last receipt of a metric, empty where it has none."""
    shown = subprocess.run([*HB, "metrics", "show", metric, "--json"], cwd=ROOT, check=False, capture_output=True)
    receipts = json.loads(shown.stdout).get("receipts") or [{"id": ""}]
    return str(receipts[-1]["id"])


def farewell(seconds: float) -> str:
    """How to go on."""
    hb = Path(sys.executable).parent / "hb"
    shown = hb.relative_to(ROOT) if hb.is_relative_to(ROOT) else hb
    return (
        f"\n{bold(f'Done in {seconds:.0f} seconds.')} The servers keep running; "
        f"the marts are in .heartbeat/marts.duckdb.\n\n"
        f"How to go on:\n"
        f"  {ROOT / 'site/index.html'}\n"
        f"                              the estate in a browser\n"
        f"  {shown}                        where we stand, and the next useful step\n"
        f"  {shown} discover               the wizard, asking one thing at a time\n"
        f"  {shown} sources status --pending\n"
        f"  {shown} demo grant all         and then land bpm: parked questions wait for it\n"
        f"  {shown} demo down              when you are done\n"
        f"  docs/tutorial.md            the same road, explained"
    )


def bold(text: str) -> str:
    """Bold at a terminal that wants colour."""
    return f"\033[1m{text}\033[0m" if sys.stdout.isatty() and "NO_COLOR" not in os.environ else text


if __name__ == "__main__":
    sys.exit(main())
