"""synonyms-valid: db/synonyms.yml can be read."""

from heartbeat_cli.rules.parts.evidence import Evidence
from heartbeat_cli.rules.parts.finding import Finding
from heartbeat_cli.rules.parts.rule import Judgement, Rule

ID = "synonyms-valid"
WHY = """\
`db/synonyms.yml` adds to the words `hb search` and `hb discover` take for the same. While it cannot be read, neither
finds anything. `hb schema synonyms` prints what it may hold.
"""


def judge(evidence: Evidence) -> Judgement:
    """A finding for each problem of the file."""
    for problem in evidence.said.synonym_problems:
        yield Finding.at(ID, problem.place, problem.message)


RULE = Rule(ID, "db/synonyms.yml can be read.", judge, why=WHY)
