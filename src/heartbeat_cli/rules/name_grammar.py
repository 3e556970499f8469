"""name-grammar: a metric's name says subject, measure and window, and agrees with its fields."""

from heartbeat_cli.metrics import name_problems
from heartbeat_cli.rules.parts.evidence import Evidence
from heartbeat_cli.rules.parts.finding import Finding
from heartbeat_cli.rules.parts.rule import Judgement, Rule

ID = "name-grammar"
WHY = """\
A number is read with its name: `payment_processing_time_p50_min_24h` is a median, in minutes, over a day. Names are
`<subject>_<measure>[_<aggregation>][_<unit>]_<window>`, and unit and window say what the fields of the file say.
"""
NEXT = "Names are <subject>_<measure>[_<aggregation>][_<unit>]_<window>, like payment_processing_time_p50_min_24h."


def judge(evidence: Evidence) -> Judgement:
    """A finding for each thing wrong with a metric's name."""
    for metric_file in evidence.files:
        for problem in name_problems(metric_file.metric):
            yield Finding.at(ID, metric_file.document.place_of(("name",)), problem, NEXT)


RULE = Rule(ID, "A metric's name says subject, measure and window, and agrees with its fields.", judge, why=WHY)
