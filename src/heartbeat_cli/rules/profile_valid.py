"""profile-valid: db/profile.yml can be read, and speaks of tables and columns that are there."""

from heartbeat_cli.rules.parts.evidence import Evidence
from heartbeat_cli.rules.parts.finding import Finding
from heartbeat_cli.rules.parts.rule import Judgement, Rule

ID = "profile-valid"
WHY = """\
What `db/profile.yml` says of a table or column wins over what its name and type let guess: what is personal is masked,
what is a dictionary may be shown. Said of a name that is misspelt, or of a column that went, it says nothing, and
nobody notices. Tables and views are looked up in the mirror of their source; what has no mirror is left alone.
"""


def judge(evidence: Evidence) -> Judgement:
    """A finding for each problem of the file, and for each name in it that is not there."""
    for problem in evidence.said.profile_problems:
        yield Finding.at(ID, problem.place, problem.message)
    for unknown in evidence.said.unknown:
        yield Finding.at(ID, unknown.place, unknown.message, unknown.hint)


RULE = Rule(
    ID,
    "db/profile.yml can be read and speaks of tables and columns that are there.",
    judge,
    needs=("inventory-valid",),
    why=WHY,
)
