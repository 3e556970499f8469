"""Questions of a bank against the demo estate as it has landed: right table, shape, window, and value.

    python tools/bench_discover.py PROJECT

PROJECT is a demo project whose webbank has landed (`hb demo up`, `hb ingest --source webbank`).
"""

import sys
from pathlib import Path

from figures import ROOT, Figure

sys.path.insert(0, str(ROOT))

from tests.asked_estate import answer_all

from heartbeat_cli.estate import load_project

_ASKED = {"first": 48, "among_three": 56, "shape": 54, "window": 60, "value": 54}
_SAID = {
    "first": "right table first",
    "among_three": "right table among three",
    "shape": "shape of the answer",
    "window": "window",
    "value": "value as by hand",
}


def figures(project: Path) -> list[Figure]:
    """How many of the questions, in each form, come out right."""
    answered = list(answer_all(load_project(project / "heartbeat.yml"), "bank"))
    return [
        Figure(_SAID[what], sum(getattr(a, what) for a in answered), ask, f"of {len(answered)}", unit="", least=True)
        for what, ask in _ASKED.items()
    ]


if __name__ == "__main__":
    for figure in figures(Path(sys.argv[1])):
        print(figure.line(24))
