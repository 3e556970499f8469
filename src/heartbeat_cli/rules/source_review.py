"""source-review: no metric is built on a source that nobody has looked at."""

from heartbeat_cli.rules.parts.evidence import Evidence
from heartbeat_cli.rules.parts.finding import Finding
from heartbeat_cli.rules.parts.rule import Judgement, Rule

ID = "source-review"
WHY = """\
A source whose file says `review: needed` is there, and nobody knows yet whether what is in it counts for anything. A
metric on it would be a number whose meaning was guessed from names. Look at it first (`hb profile SOURCE`), and write
the verdict: `review: done its cases are copies of those in bpm`.
"""


def judge(evidence: Evidence) -> Judgement:
    """A finding for each metric that is of, or reads, a source whose review is needed."""
    waiting = {source.name for source in evidence.inventory.sources if source.awaits_review}
    for metric_file in evidence.files if waiting else ():
        metric = metric_file.metric
        if metric.status == "retired":
            continue
        owners = (evidence.inventory.of_dataset(table.schema) for table in evidence.lineage.get(metric_file.file, ()))
        read = {owner[0].name for owner in owners if owner is not None}
        for name in sorted(waiting & {metric.source, *read}):
            place = metric_file.document.place_of(("source",))
            message = f"is built on {name}, which waits for a review: no metric before it"
            then = f"`hb profile {name}` shows it; then write `review: done …` in db/sources/{name}.yml."
            yield Finding.at(ID, place, message, then)


RULE = Rule(ID, "No metric is built on a source whose review is needed.", judge, needs=("inventory-valid",), why=WHY)
