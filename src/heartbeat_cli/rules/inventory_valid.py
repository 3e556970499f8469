"""inventory-valid: every file of db/sources can be read and agrees with heartbeat.yml."""

from heartbeat_cli.rules.parts.evidence import Evidence
from heartbeat_cli.rules.parts.finding import Finding
from heartbeat_cli.rules.parts.rule import Judgement, Rule

ID = "inventory-valid"
WHY = """\
Which source is right for a metric, and what of it is landed, is told by `db/sources/`. While one of its files cannot be
read, or names a cluster that heartbeat.yml does not, the rules that ask the inventory are skipped. `hb schema source`
prints what such a file may hold.
"""


def judge(evidence: Evidence) -> Judgement:
    """A finding for each problem reading the inventory came across."""
    for problem in evidence.inventory_problems:
        yield Finding.at(ID, problem.place, problem.message)


RULE = Rule(ID, "Every file of the inventory can be read and agrees with heartbeat.yml.", judge, why=WHY)
