"""Rules over inventory, candidates and metrics: one file per rule in this folder, what they share in `parts`."""

from typing import TYPE_CHECKING

from heartbeat_cli.doors import Door
from heartbeat_cli.errors import NotFoundError, did_you_mean
from heartbeat_cli.faces import face
from heartbeat_cli.rules.parts.finding import ERROR, WARNING, Finding, Judged, Mended, Report, SkippedRule
from heartbeat_cli.rules.parts.fix import Fix, Move, Rewrite, fingerprint
from heartbeat_cli.rules.parts.rule import Judgement, Rule, in_order

if TYPE_CHECKING:
    from heartbeat_cli.rules.parts.evidence import Evidence, gather
    from heartbeat_cli.rules.parts.kept import check_again, errors_in, errors_of, read_state
    from heartbeat_cli.rules.parts.mending import mend_project
    from heartbeat_cli.rules.parts.run import check_project, judge_all

__getattr__, __dir__ = face(
    __name__,
    {
        "parts.evidence": "Evidence gather",
        "parts.kept": "check_again errors_in errors_of read_state",
        "parts.mending": "mend_project",
        "parts.run": "check_project judge_all",
    },
)

RULES = Door("rule", "heartbeat_cli.rules", "heartbeat.rules", "RULE", Rule)
"""A module here whose RULE says what it asks for, or an entry point of `heartbeat.rules` that leads to a Rule."""


def all_rules() -> tuple[Rule, ...]:
    """Every rule there is, each behind those it needs. Raises HbError where another package's cannot be used."""
    return in_order(rule for _, rule in RULES.members())


def other_rules() -> tuple[Rule, ...]:
    """Those of other packages. Raises HbError where one cannot be used."""
    return tuple(RULES.find(name) for name in RULES.others())


def find_rule(id_: str) -> Rule:
    """The rule of an id; raises NotFoundError (`unknown_rule`) where there is none."""
    known = {rule.id: rule for rule in all_rules()}
    if id_ not in known:
        hint = did_you_mean(id_, known) or "`hb check --rules` lists them."
        raise NotFoundError(f"there is no rule '{id_}'", hint=hint, code="unknown_rule")
    return known[id_]


__all__ = [
    "ERROR",
    "RULES",
    "WARNING",
    "Evidence",
    "Finding",
    "Fix",
    "Judged",
    "Judgement",
    "Mended",
    "Move",
    "Report",
    "Rewrite",
    "Rule",
    "SkippedRule",
    "all_rules",
    "check_again",
    "check_project",
    "errors_in",
    "errors_of",
    "find_rule",
    "fingerprint",
    "gather",
    "judge_all",
    "mend_project",
    "other_rules",
    "read_state",
]
