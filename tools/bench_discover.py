"""Questions against an estate as it has landed: right table, shape, window, and value.

    python tools/bench_discover.py PROJECT [CASES …]

PROJECT is a demo project whose webbank has landed (`hb demo up`, `hb ingest --source webbank`), asked what its CASES
say: `bank` and `bank_others` by default. Cases of another estate (`freight`, `billing`, `insurance`) bring their own.
"""

import sys
from pathlib import Path
from tempfile import TemporaryDirectory

from figures import ROOT, Figure

sys.path.insert(0, str(ROOT))

from tests.asked_estate import CASES, answer_all, build_asked

from heartbeat_cli.estate import load_project

_ASKED = {"first": 48, "among_three": 56, "shape": 54, "window": 60, "value": 54}
_SAID = {
    "first": "right table first",
    "among_three": "right table among three",
    "shape": "shape of the answer",
    "window": "window",
    "value": "value as by hand",
}


def figures(project: Path, name: str = "bank") -> list[Figure]:
    """How many of the questions, in each form, come out right, and how many numbers are wrong and do not say so."""
    with TemporaryDirectory() as folder:
        own = (CASES / f"{name}.sql").exists()
        asked = build_asked(Path(folder) / name, name) if own else load_project(project / "heartbeat.yml")
        answered = list(answer_all(asked, name))
    of = f"of {len(answered)}"
    wrong = sum(a.is_wrong for a in answered)
    return [
        *(
            Figure(
                _SAID[what], sum(getattr(a, what) for a in answered), ask * len(answered) / 60, of, unit="", least=True
            )
            for what, ask in _ASKED.items()
        ),
        Figure("wrong as if right", wrong, 0, of, unit=""),
    ]


if __name__ == "__main__":
    for cases in sys.argv[2:] or ("bank", "bank_others"):
        print(cases)
        for figure in figures(Path(sys.argv[1]), cases):
            print(figure.line(24))
