"""standing-clock: the time of a real project is the time it is."""

from heartbeat_cli.rules.parts.evidence import Evidence
from heartbeat_cli.rules.parts.finding import Finding
from heartbeat_cli.rules.parts.rule import Judgement, Rule

ID = "standing-clock"
WHY = """\
`clock:` in heartbeat.yml is the fixed "now" of the demo's data. In a real project it makes data of last year a minute
old: no number is ever stale by it. So it is an error unless `demo: true` is there and every server that is named is on
this machine; nothing can be aligned by it.
"""


def judge(evidence: Evidence) -> Judgement:
    """A finding for a clock outside of the demo."""
    broken = evidence.broken.get("clock")
    if broken is not None:
        yield Finding.at(ID, broken.place, broken.message, broken.next)


RULE = Rule(ID, "The time of a real project is the time it is.", judge, why=WHY)
