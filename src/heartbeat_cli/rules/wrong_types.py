"""wrong-types: a column is held against something of its own type."""

import re
from typing import Final

from heartbeat_cli.metrics import ColumnComparison, compared_in
from heartbeat_cli.pgschema import family_of, kind_of
from heartbeat_cli.rules.parts.evidence import Evidence
from heartbeat_cli.rules.parts.finding import Finding
from heartbeat_cli.rules.parts.rule import Judgement, Rule

ID = "wrong-types"
WHY = """\
`created_at = 'banana'` is no moment and `state_id = 'ACTIVE'` no number: PostgreSQL refuses both, but only once the
metric runs. A column is compared with a value of its own type, and with a column of the same kind.

Write the value as the type wants it, look the label up in its dictionary, or cast one of two columns.
"""
_WORDS: Final = frozenset(("now", "today", "tomorrow", "yesterday", "epoch", "infinity", "-infinity", "allballs"))
_TRUTH: Final = frozenset(("t", "true", "f", "false", "y", "yes", "n", "no", "on", "off", "1", "0"))
_PATTERNS: Final = {
    "integer": re.compile(r"\s*[+-]?\d+\s*"),
    "numeric": re.compile(r"\s*([+-]?(\d+\.?\d*|\.\d+)([eE][+-]?\d+)?|NaN|[+-]?inf(inity)?)\s*", re.IGNORECASE),
    "uuid": re.compile(r"\s*\{?[0-9a-f]{4}(-?[0-9a-f]{4}){7}\}?\s*", re.IGNORECASE),
}
_NO_NUMBERS: Final = frozenset(
    ("text", "timestamp", "timestamptz", "date", "time", "boolean", "uuid", "json", "interval")
)


def judge(evidence: Evidence) -> Judgement:
    """A finding for each comparison that has no answer, at what the column is held against."""
    for metric_file, query in evidence.with_queries():
        metric = metric_file.metric
        for compared in dict.fromkeys(compared_in(query)):
            message = _mistake(compared)
            if message is not None:
                place = metric.sql_place.at(metric.sql or "", compared.at)
                yield Finding.at(ID, place, message, "Compare values of one type, or cast one of them.")


def _mistake(compared: ColumnComparison) -> str | None:
    kind, column = kind_of(compared.column.type), f"{compared.table.name}.{compared.column.name}"
    what = f"{column} is {compared.column.type}"
    if compared.text is not None and not _fits(compared.text, kind):
        return f"{what}, and '{compared.text}' is none"
    if compared.number is not None and kind in _NO_NUMBERS:
        return f"{what}, and {compared.number:g} is a number"
    other = compared.other
    if other is not None and "other" not in (kind, kind_of(other.type)):
        families = {family_of(compared.column.type), family_of(other.type)}
        if len(families) == 2 and not families <= {"date", "timestamp"}:
            return f"{what}, {other.name} is {other.type}: the two cannot be compared"
    return None


def _fits(text: str, kind: str) -> bool:
    if kind in ("timestamp", "timestamptz", "date"):
        return text.strip().lower() in _WORDS or any(character.isdigit() for character in text)
    if kind == "boolean":
        return text.strip().lower() in _TRUTH
    pattern = _PATTERNS.get("numeric" if kind == "float" else kind)
    return pattern is None or pattern.fullmatch(text) is not None


RULE = Rule(
    ID,
    "A column is held against something of its own type.",
    judge,
    needs=("inventory-valid",),
    after=("constant-value", "tables-exist"),
    why=WHY,
)
