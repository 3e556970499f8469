"""note-reason: a note gives its reason."""

from heartbeat_cli.metrics import reason_gaps
from heartbeat_cli.rules.parts.evidence import Evidence
from heartbeat_cli.rules.parts.finding import Finding
from heartbeat_cli.rules.parts.rule import Judgement, Rule

ID = "note-reason"
WHY = """\
A note is read when somebody doubts the number, years later perhaps. `n/a`, `see above`, the name of the source or the
question once more tell them nothing. A note says in a few words of its own, in any language, why another source is
read, what else the number contains, or why a word means what it is taken for:

```yaml
notes:
  - kind: fallback
    source: vss
    why: The truth source has no record of refusals before 2025.
```

A reason that a program wrote down is a draft: `drafted_by` names the program, and is taken out by the person who stands
for the reason. `hb discover` writes it where it runs in the environment of a coding agent.

Addresses and numbers of tickets are fine beside a reason, and none by themselves. Method notes are not looked at.
"""


def judge(evidence: Evidence) -> Judgement:
    """A finding for each fallback, caveat, stop-gap and subject note that says nothing."""
    for metric_file in evidence.files:
        tables = evidence.lineage.get(metric_file.file, ())
        for gap in reason_gaps(metric_file.metric, evidence.inventory, tables):
            place = metric_file.document.place_of(("notes", gap.index, gap.key))
            yield Finding.at(ID, place, gap.message, gap.next)


RULE = Rule(ID, "A fallback, caveat, stop-gap or subject note gives its reason.", judge, why=WHY)
