"""What people say beside the metrics: `db/profile.yml` of tables and columns, `db/synonyms.yml` of words."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path

from heartbeat_cli.errors import did_you_mean
from heartbeat_cli.estate import Decisions, Inventory, ProjectSettings, TableDecision, read_decisions
from heartbeat_cli.files import Problem
from heartbeat_cli.mirror import MirrorDumps, list_mirror
from heartbeat_cli.pgschema import QName
from heartbeat_cli.profiling import UnknownName, unknown_names
from heartbeat_cli.search import synonym_problems


@dataclass(frozen=True, slots=True)
class Said:
    """What is said of tables, named as in the marts; `unknown` has the names that nothing is called.

    `profile_problems` and `synonym_problems` are why a file cannot be read.
    """

    decisions: Mapping[QName, TableDecision] = field(default_factory=dict)
    unknown: tuple[UnknownName, ...] = ()
    profile_problems: tuple[Problem, ...] = ()
    synonym_problems: tuple[Problem, ...] = ()


def read_said(project: ProjectSettings, inventory: Inventory, mirror: MirrorDumps) -> Said:
    """Read both files and look the names up in the mirror; of a source that has none nobody can tell."""
    found, problems = read_decisions(project)
    landed = {
        QName(source.dataset(name.schema), name.name): decision
        for source in inventory.sources
        for name, decision in found.get(source.name, {}).items()
    }
    unknown = tuple(
        replace(name, place=replace(name.place, name=str(project.root / name.place.name)))
        for name in _unknown(found, project, inventory, mirror)
    )
    return Said(landed, unknown, _at_home(problems, project), _at_home(synonym_problems(project), project))


def _unknown(
    found: Mapping[str, Decisions], project: ProjectSettings, inventory: Inventory, mirror: MirrorDumps
) -> Iterator[UnknownName]:
    mirrored = {dump.database for dump in list_mirror(project.mirror, project.clusters)} if found else set()
    names = {*(source.name for source in inventory.sources), *mirrored}
    for name, decisions in found.items():
        source = inventory.get(name)
        database = mirror.database(source) if source is not None else None
        if database is not None:
            yield from unknown_names(decisions, database, name)
        elif name not in names:
            for decision in decisions.values():
                hint = did_you_mean(name, names) or "Name a source of the inventory."
                yield UnknownName(decision.place, f"there is no source '{name}'", hint)


def _at_home(problems: tuple[Problem, ...], project: ProjectSettings) -> tuple[Problem, ...]:
    return tuple(replace(problem, file=Path(project.root / problem.file)) for problem in problems)
