"""Queries over a small estate → every hit in its order, why it was found, and what was made of the words.

The estate are the schemas of `cases/profiling`, the answers stand in `cases/search/answers.txt`.
"""

from pathlib import Path

from tests.told import held_against

from heartbeat_cli import pgschema
from heartbeat_cli.search import IndexedSource, search
from heartbeat_cli.search.indexing import index_estate

CASES = Path(__file__).parents[2] / "cases"
SOURCES = ("roles", "inferred", "personal", "states", "quantities")
TRUTH = "inferred"
SUBJECTS = (
    ("personal", "people", "person"), ("personal", "people", "person record"), ("states", "tickets", "ticket"),
    ("quantities", "tickets", "help ticket"), ("far", "weather", "rain"),
)  # fmt: skip
SYNONYMS = (
    ("client", "customer", "account holder"),
    ("payment", "transfer"),
    ("charge", "fee", "levy"),
    ("e mail", "email"),
)
QUERIES = (
    "client", "clients", "customer", "account holder", "customer accounts", "payment", "transfers", "levy",
    "fee amount",
    "e-mail", "email", "mail", "emial", "paymnet", "clinet acount", "birthdate", "birth date", "lastname",
    "debit account",
    "account debit", "ticket", "help tickets", "person", "person record", "rain", "rain payment", "the of", "the", "a",
    "zzzzzz", "zzzzzz client", "qqqqq zzzzz", "open", "high", "it's", "status of the job", "state log", "deal state",
    "inferred", "inferred client", "personal", "quantities payment amount", "bank.payment", "passport number",
    "iban of the payer",
    "products of the depots", "how many lines have payments by product", "teh border's paymentid",
    "payment line product", "weather in the bank", "no_such_thing_at_all", "", "currency code",
)  # fmt: skip


def test_every_answer() -> None:
    read = [
        (
            IndexedSource(name, name, truth=name == TRUTH, mirrored=True),
            pgschema.read(CASES / "profiling" / f"{name}.sql").database,
        )
        for name in SOURCES
    ]
    estate = index_estate([*read, (IndexedSource("far", None, truth=False, mirrored=False), None)], SUBJECTS, SYNONYMS)
    lines: list[str] = []
    for query in QUERIES:
        found = search(query, estate, limit=6)
        lines += ["", f"{query!r}: {found.total}, {'complete' if found.complete else 'partly'}"]
        lines += [f"  instead of {typed!r}: {meant!r}" for typed, meant in found.replaced]
        lines += [f"  unknown: {', '.join(found.unknown)}"] if found.unknown else []
        lines += [f"  near: {', '.join(found.nearest)}"] if found.nearest else []
        lines += [
            f"  right: {r.source} for {r.subject} by {r.term}, mirrored {r.mirrored}" for r in found.right_sources
        ]
        for hit in found.hits:
            why = "; ".join(
                f"{m.word}={m.found} in {m.place}{f' {m.column}' if m.column else ''} ({m.how})" for m in hit.matches
            )
            joins = f" joins {', '.join(hit.joins)}" if hit.joins else ""
            lines.append(f"  {hit.target} ({hit.kind}): {why}{joins}")
    for source, kinds in (
        ("states", ("table", "view", "column")),
        (None, ("column",)),
        ("roles", ("view",)),
        (None, ("table",)),
    ):
        found = search("deal state", estate, limit=3, source=source, kinds=kinds)
        lines += [
            "",
            f"'deal state' in {source} as {', '.join(kinds)}: {found.total}",
            *(f"  {h.target}" for h in found.hits),
        ]
    held_against("\n".join([*lines[1:], ""]), CASES / "search" / "answers.txt")
