"""alignment-two-people: who counted is not who wrote the SQL, as far as git knows."""

from heartbeat_cli.metrics import Metric
from heartbeat_cli.rules.parts.evidence import Evidence
from heartbeat_cli.rules.parts.finding import WARNING, Finding
from heartbeat_cli.rules.parts.rule import Judgement, Rule

ID = "alignment-two-people"
WHY = """\
Who wrote the SQL knows what it will find, and counts what it counts. So in a git checkout, where one and the same
address wrote every line of the SQL and committed the record of the count, that is a warning: have somebody else
count, and commit the file with the record themselves. Of a shallow clone (`git clone --depth`) the oldest commits hold
all that was written before them; whose that is nobody knows there, and nothing is said of it.
"""


def judge(evidence: Evidence) -> Judgement:
    """A warning for each metric whose last record was committed by the one who wrote all of its SQL."""
    for metric_file in evidence.files:
        metric = metric_file.metric
        record = metric.last_alignment
        if record is None or record.digest is None or metric.rehearsal:
            continue
        lines = (line.strip() for line in (metric.sql or "").splitlines())
        writers = {_author(metric, line, evidence) for line in lines if line}
        counter = _author(metric, record.digest, evidence)
        if counter is not None and writers == {counter}:
            place = metric_file.document.place_of(("alignment", len(metric.alignment) - 1))
            message = f"{counter} wrote the SQL and committed the count: a mistake in both would match"
            yield Finding.at(ID, place, message, "Have somebody else count, and commit it.", WARNING)


def _author(metric: Metric, text: str, evidence: Evidence) -> str | None:
    """Who first wrote a line with this text, however YAML has it there."""
    lines = ((line, who) for (name, line), who in evidence.authors.items() if name == metric.name)
    return next((who for line, who in lines if text in line), None)


RULE = Rule(
    ID, "Who counted is not who wrote the SQL, as far as git knows.", judge, after=("alignment-record",), why=WHY
)
