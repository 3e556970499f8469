"""inventory-valid: every file of db/sources can be read and agrees with heartbeat.yml."""

from heartbeat_cli.rules.parts.evidence import Evidence
from heartbeat_cli.rules.parts.finding import Finding
from heartbeat_cli.rules.parts.rule import Judgement, Rule

ID = "inventory-valid"


def judge(evidence: Evidence) -> Judgement:
    """A finding for each problem reading the inventory came across."""
    for problem in evidence.inventory_problems:
        yield Finding.at(ID, problem.place, problem.message)


RULE = Rule(ID, "Every file of the inventory can be read and agrees with heartbeat.yml.", judge)
