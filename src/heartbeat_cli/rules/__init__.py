"""Rules over inventory, candidates and metrics: one file per rule, and this list of them."""

from heartbeat_cli.rules import (
    fallback_note,
    inventory_valid,
    lineage_right_source,
    metric_valid,
    name_grammar,
    parked_has_no_number,
    realignment,
    sources_exist,
    tables_exist,
    tables_landed,
)
from heartbeat_cli.rules.evidence import Evidence, gather
from heartbeat_cli.rules.finding import ERROR, WARNING, Finding, Report, SkippedRule
from heartbeat_cli.rules.rule import Rule
from heartbeat_cli.rules.run import check_project, judge_all

# In this order: a rule stands below those it needs.
RULES: tuple[Rule, ...] = (
    inventory_valid.RULE,
    metric_valid.RULE,
    name_grammar.RULE,
    sources_exist.RULE,
    lineage_right_source.RULE,
    fallback_note.RULE,
    parked_has_no_number.RULE,
    tables_exist.RULE,
    tables_landed.RULE,
    realignment.RULE,
)

__all__ = [
    "ERROR",
    "RULES",
    "WARNING",
    "Evidence",
    "Finding",
    "Report",
    "Rule",
    "SkippedRule",
    "check_project",
    "gather",
    "judge_all",
]
