"""metric-valid: every metric file can be read, agrees with its status, and holds SQL that may run."""

import re
from collections import defaultdict
from typing import Final

from heartbeat_cli.files import from_root
from heartbeat_cli.metrics import CANDIDATE_STATUSES, METRIC_STATUSES, MetricFile
from heartbeat_cli.rules.parts.evidence import Evidence
from heartbeat_cli.rules.parts.finding import Finding
from heartbeat_cli.rules.parts.fix import Move, fingerprint
from heartbeat_cli.rules.parts.rule import Judgement, Rule

ID = "metric-valid"
WHY = """\
A metric file that cannot be read is no metric, and SQL that may not run gives no number. Metric SQL is one SELECT of
one column, written for PostgreSQL, that only reads landed tables and only computes. Every value in it has to depend
on rows of those tables, and nothing in it may take memory or time without an end.

The file is called as its metric and lies where its status belongs: candidates in `db/candidates/`, what the cockpit
shows in `db/metrics/`; `hb check --fix` calls a file as its metric. A caveated metric has a caveat note that names the
source which would clear it.
"""
_NAME: Final = re.compile(r"[a-z][a-z0-9_]*")


def judge(evidence: Evidence) -> Judgement:
    """A finding for each file that cannot be read, lies in the wrong folder, or holds SQL that may not run."""
    for problem in evidence.file_problems:
        yield Finding.at(ID, problem.place, problem.message)
    for metric_file in evidence.files:
        yield from _misplaced(metric_file, evidence)
        yield from _caveated(metric_file)
    yield from _twice(evidence)
    for metric_file in evidence.files:
        error = evidence.refused.get(metric_file.file)
        if error is not None:
            place = error.place or metric_file.document.place_of(("sql",))
            yield Finding.at(ID, place, error.message, error.hint)


def _misplaced(metric_file: MetricFile, evidence: Evidence) -> Judgement:
    metric, file, document = metric_file.metric, metric_file.file, metric_file.document
    if file.stem != metric.name:
        then = f"Call the file {metric.name}.yml."
        message = f"the file of '{metric.name}' is {metric.name}.yml"
        yield Finding.at(ID, document.place_of(("name",)), message, then, fix=_called_as(metric_file, evidence))
    project = evidence.project
    folders = {project.candidates_folder: CANDIDATE_STATUSES, project.metrics_folder: METRIC_STATUSES}
    allowed = folders.get(file.parent, (metric.status,))
    # A parked candidate among the metrics is told by the rule about parked candidates.
    if metric.status not in allowed and metric.status != "parked":
        then = "`hb metrics align` brings a candidate to db/metrics; what is neither aligned nor caveated stays one."
        message = f"status {metric.status} does not belong in db/{file.parent.name}"
        yield Finding.at(ID, document.place_of(("status",)), message, then)


def _called_as(metric_file: MetricFile, evidence: Evidence) -> Move | None:
    """The file called as its metric; not where another file or metric has that name: one of the two is wrong."""
    name, project = metric_file.metric.name, evidence.project
    folders = (project.candidates_folder, project.metrics_folder)
    alone = not any(f is not metric_file and f.metric.name == name for f in evidence.files)
    free = not any(folder / f"{name}.yml" in evidence.read for folder in folders)
    if metric_file.file.parent not in folders or _NAME.fullmatch(name) is None or not (alone and free):
        return None
    to = metric_file.file.with_name(f"{name}.yml")
    return Move(metric_file.file, to, fingerprint(metric_file.document.text))


def _caveated(metric_file: MetricFile) -> Judgement:
    metric = metric_file.metric
    if metric.status == "caveated" and not any(note.source for note in metric.notes_of("caveat")):
        then = (
            "Add a note {kind: caveat, source: …, why: …} that says what the number also contains and which source "
            f"would clear it; without one, count and `hb metrics align {metric.name} --count … --by … --method …`."
        )
        message = "caveated, but no caveat note says what the number also contains"
        yield Finding.at(ID, metric_file.document.place_of(("status",)), message, then)


def _twice(evidence: Evidence) -> Judgement:
    by_name = defaultdict(list)
    for metric_file in evidence.files:
        by_name[metric_file.metric.name].append(metric_file)
    for name, files in by_name.items():
        for metric_file in files[1:]:
            other = from_root(str(files[0].file), evidence.project.root)
            place = metric_file.document.place_of(("name",))
            yield Finding.at(ID, place, f"'{name}' is already in {other}", "Keep one of the two files.")


RULE = Rule(ID, "Every metric file can be read, agrees with its status, and holds SQL that may run.", judge, why=WHY)
