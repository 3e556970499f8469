"""What `?` says at each question of the wizard."""

from typing import Final

from heartbeat_cli.discovery.asking import Ask

_HELP: Final = {
    "question": (
        "Ask in your own words, as you would ask a colleague: what is counted, which of them, over which time."
        "\nFor example: KYC pass rate · Clients that left in the last 30 days · Median time to settle a payment."
    ),
    "about": "The word is an everyday one, and another source has the last word on a subject that is called so, too.",
    "proposal": (
        "Each line is a way to answer the question, in words; beside it stands the SQL. None of them fits? Go on step"
        " by step, or write the SQL yourself."
    ),
    "table": (
        "The table whose rows are counted. Those that fit the question come first; typing finds every other one, also"
        " by its full name: source.schema.table. What is marked “not landed” has no number yet."
    ),
    "sql": (
        "One SELECT that gives one number, in PostgreSQL's SQL; a table is called dataset.table, as in"
        " sales_core.order_line. Where it will not do, the reason is said, and ↑ brings back what you wrote."
    ),
    "needs": "The tables of the pending source that would answer it: whoever asks for access sees which ones matter.",
    "fallback-note": (
        "Another source has the last word on this. Say in a sentence why it cannot answer: the reason stands in the"
        " file, and is looked at again in 90 days."
    ),
    "tried": "The tables of the right source you have looked at first, as source.schema.table.",
    "measure": (
        "What becomes of the rows: how many, a share of them, or a column's sum, mean or percentile. It can be typed in"
        " one go: median authorized_at..settled_at in min."
    ),
    "column": "The column it is taken of. Times are columns too: a duration runs from the one chosen here to another.",
    "until": "The moment a duration ends at.",
    "in": "The unit the duration is told in.",
    "share-where": (
        "Which rows count for the share, of all there are: state = REJECTED. A dictionary's labels stand for its keys;"
        " tab completes columns and labels."
    ),
    "where": (
        "Which rows are counted: state = ACTIVE and amount > 100. A dictionary's labels stand for its keys; and, or,"
        " not, in (…), is null are understood; tab completes columns and labels. Nothing takes all rows."
    ),
    "window": "How far the number looks back from the moment it is for; total takes everything there is.",
    "time": "The column by which it is decided whether a row falls into the window.",
    "name": (
        "Subject, measure, unit, window, in lower_snake_case: clients_active_count_total. The suggestion can be taken"
        " as it is; Ctrl-U clears it."
    ),
    "owner": "The team that answers for the number, and says when it is wrong.",
    "unit": "What the number is told in: count, clients, min, percent, EUR.",
    "direction": "Whether more of it is good news: the cockpit colours a change by it.",
}


def help_of(ask: Ask) -> str:
    """What helps with a question; nothing where its words say it all."""
    return _HELP.get(ask.key, "")
