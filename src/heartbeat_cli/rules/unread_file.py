"""unread-file: every file in the folders of the inventory and the metrics is read."""

from pathlib import Path

from heartbeat_cli.errors import Place, did_you_mean
from heartbeat_cli.rules.parts.evidence import Evidence
from heartbeat_cli.rules.parts.finding import WARNING, Finding
from heartbeat_cli.rules.parts.fix import Move
from heartbeat_cli.rules.parts.rule import Judgement, Rule

ID = "unread-file"
WHY = """\
hb reads the `.yml` files that lie directly in `db/sources`, `db/candidates` and `db/metrics`, `db/synonyms.yml` and
`db/profile.yml`. A metric in `db/metrics/old/`, in a file that ends in `.yaml`, or in a folder whose name is misspelt
is no metric: nothing judges it and nothing shows it. Move it, or rename it; `hb check --fix` calls a `.yaml` file
`.yml`. Files that are no YAML are a warning; `README.md` and the files of git are fine.
"""
_FOLDERS = ("candidates", "metrics", "sources")


def judge(evidence: Evidence) -> Judgement:
    """A finding for each file below db/ that nothing reads."""
    for file in evidence.unread:
        folder = file.relative_to(evidence.project.root / "db")
        if file.suffix not in (".yml", ".yaml"):
            yield Finding.at(
                ID, Place(str(file)), "nothing reads this file", "Remove it, or keep it elsewhere.", WARNING
            )
        elif len(folder.parts) == 2 and folder.parts[0] in _FOLDERS:
            yield _ends_in_yaml(file, evidence)
        else:
            yield Finding.at(ID, Place(str(file)), "nothing reads a file there", _where_to(folder))


def _ends_in_yaml(file: Path, evidence: Evidence) -> Finding:
    to = file.with_suffix(".yml")
    fix = Move(file, to) if to not in evidence.read else None
    then = f"Call it {to.name}." if fix is not None else f"{to.name} is there as well: keep one of the two."
    return Finding.at(ID, Place(str(file)), "nothing reads it: it ends in .yaml", then, fix=fix)


def _where_to(file: Path) -> str:
    known = next((part for part in file.parts if part in _FOLDERS), None)
    close = did_you_mean(f"db/{file.parts[0]}", [f"db/{name}" for name in (*_FOLDERS, "synonyms.yml", "profile.yml")])
    if known is not None:
        return f"Move it to db/{known}/{file.stem}.yml."
    return close or "Metrics are in db/metrics and db/candidates, sources in db/sources."


RULE = Rule(ID, "Every file in the folders of the inventory and the metrics is read.", judge, why=WHY)
