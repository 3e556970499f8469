"""blocked-on-landed: what is said to be waited for has not landed."""

from heartbeat_cli.estate import Blocked
from heartbeat_cli.metrics import MetricFile, is_provided, needs_lacking
from heartbeat_cli.rules.parts.evidence import Evidence
from heartbeat_cli.rules.parts.finding import WARNING, Finding
from heartbeat_cli.rules.parts.landed import Landed
from heartbeat_cli.rules.parts.rule import Judgement, Rule

ID = "blocked-on-landed"
WHY = """\
An ingest that lands what a parked candidate waits for makes it ready by itself. Where somebody wrote the file
afterwards, or another machine landed it, it goes on saying that it waits, and nobody looks again: told here are every
`blocked_on` whose source has landed, and every entry under `blocks` in the file of a source that has. Where a source
has landed in full and still lacks a table or column that is needed, no ingest will bring it.
"""


def judge(evidence: Evidence) -> Judgement:
    """A warning for each wait that is over, in the files of metrics and in those of sources."""
    if evidence.landed is None:
        return
    for metric_file in evidence.files:
        # One that is ready says what it waited for.
        if metric_file.metric.status not in ("ready", "retired"):
            yield from _of_metric(metric_file, evidence, evidence.landed)
    names = {metric_file.metric.name for metric_file in evidence.files}
    for source in evidence.inventory.sources:
        document = evidence.register.get(source.name)
        for index, entry in enumerate(source.blocks if document is not None else ()):
            assert document is not None
            message = f"{source.name} has landed; {entry.metric or entry.title} does not wait for it any more"
            then = f"{_make(entry, names)}, then take the entry out."
            yield Finding.at(ID, document.place_of(("blocks", index)), message, then, WARNING)


def _of_metric(metric_file: MetricFile, evidence: Evidence, landed: Landed) -> Judgement:
    metric, inventory = metric_file.metric, evidence.inventory
    waits = [b.source for b in metric.blocked_on if not is_provided(b, inventory, landed.sources, landed.columns)]
    for index, blocked in enumerate(metric.blocked_on):
        if blocked.source not in landed.sources:
            continue
        place = metric_file.document.place_of(("blocked_on", index))
        lacking = needs_lacking(blocked, inventory, landed.columns)
        if lacking:
            message = f"{blocked.source} has landed in full, without {', '.join(lacking)}: that will never come"
            then = f"Correct what it needs, or the slice in db/sources/{blocked.source}.yml."
        else:
            message = f"{blocked.source} has landed, with what it needs there"
            then = f"Take the entry out; it waits for {', '.join(waits)} still." if waits else _go_on(metric_file)
        yield Finding.at(ID, place, message, then, WARNING)


def _go_on(metric_file: MetricFile) -> str:
    if metric_file.metric.status != "parked":
        return "Take the entry out."
    return f"`hb discover --resume {metric_file.metric.name}` goes on with it."


def _make(entry: Blocked, names: set[str]) -> str:
    if entry.metric is None or entry.metric not in names:
        return f'`hb discover "{entry.title}"` makes it'
    return f"Derive {entry.metric} from it"


RULE = Rule(
    ID,
    "What a candidate, or the file of a source, says is waited for has not landed.",
    judge,
    needs=("inventory-valid",),
    after=("metric-valid", "sources-exist"),
    why=WHY,
)
