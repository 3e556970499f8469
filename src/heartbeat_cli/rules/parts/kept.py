"""What a check found, kept until something it was found in changes: then everything is judged anew.

It is kept for the whole project, whichever part of it somebody asks for. Nothing here imports what judges.
"""

import os
import sys
from collections.abc import Callable, Iterator, Sequence
from datetime import UTC
from pathlib import Path

from heartbeat_cli.doors import installed_packages
from heartbeat_cli.estate import PROJECT_FILE, ProjectSettings, clock_problem, is_rehearsal, sources_page_file
from heartbeat_cli.marts import marts_kind_of
from heartbeat_cli.metrics import history_state
from heartbeat_cli.rules.parts.chosen import existing, is_inside, is_outsider
from heartbeat_cli.rules.parts.finding import ERROR, Finding, Judged, Report
from heartbeat_cli.rules.parts.rule import Rule
from heartbeat_cli.state import cached


def check_again(
    project: ProjectSettings, rules: Callable[[], Sequence[Rule]], others: Sequence[Rule], *paths: Path
) -> Report:
    """The same as `check_project` says of `rules`; those of `others` are of other packages.

    Raises as it does.
    """
    chosen = tuple(existing(project, path) for path in paths)
    outsiders = [path for path in chosen if is_outsider(project, path)]

    def judge() -> Judged:
        from heartbeat_cli.rules.parts.run import judge_project

        return judge_project(project, rules(), *outsiders)

    state = None if outsiders else read_state(project, others)
    if state is None:
        judged = judge()
    else:
        files, beside = state
        judged = cached(
            project.state, f"check of {project.root}", files, judge, beside=beside, lasts=lambda found: found.lasts
        )
    return judged.within(lambda file: is_inside(file, chosen))


def errors_in(
    project: ProjectSettings,
    rules: Callable[[], Sequence[Rule]],
    others: Sequence[Rule],
    file: Path,
    landed: str | None,
) -> tuple[Finding, ...]:
    """The errors that `rules` find in the file of a metric; what they say of receipts in the marts is left out.

    `landed` says what its tables hold, None where nobody can say. That is what they depend on, and not on the marts as
    a whole: every number that is shown leaves a receipt there, and finds this as it was.
    """

    def judge() -> Judged:
        from heartbeat_cli.rules.parts.run import judge_project

        return judge_project(project, [rule for rule in rules() if not rule.of_receipts], only=file)

    state = _outside_marts(project, others) if landed is not None else None
    if state is None:
        return judge().findings
    files, beside = state
    beside = f"{beside}\0{landed}"
    found = cached(project.state, f"errors in {file}", files, judge, beside=beside, lasts=lambda found: found.lasts)
    return found.findings


def errors_of(
    project: ProjectSettings, rules: Callable[[], Sequence[Rule]], others: Sequence[Rule], landed: str | None
) -> dict[Path, tuple[Finding, ...]]:
    """The same of every file of the project that has any, judged at once; `landed` is of all their tables."""

    def judge() -> Judged:
        from heartbeat_cli.rules.parts.run import judge_project

        return judge_project(project, [rule for rule in rules() if not rule.of_receipts])

    state = _outside_marts(project, others) if landed is not None else None
    if state is None:
        judged = judge()
    else:
        files, beside = state
        beside = f"{beside}\0{landed}"
        judged = cached(
            project.state, f"errors of {project.root}", files, judge, beside=beside, lasts=lambda found: found.lasts
        )
    found: dict[Path, tuple[Finding, ...]] = {}
    for finding in judged.findings:
        if finding.severity == ERROR:
            found[finding.file] = (*found.get(finding.file, ()), finding)
    return found


def read_state(project: ProjectSettings, others: Sequence[Rule]) -> tuple[list[Path], str] | None:
    """The files that a check reads, and a text of all else that it depends on.

    None where nobody can say: for marts on a server, a part of git's history, and as `_outside_marts`.
    """
    outside = _outside_marts(project, others)
    if outside is None:
        return None
    files, beside = outside
    marts = marts_kind_of(project).version(project)
    history = history_state(project.root)
    if marts is None or history is None:
        return None
    if project.marts.path.exists():
        files = sorted([*files, project.marts.path])
    return files, repr((beside, marts, history))


def _outside_marts(project: ProjectSettings, others: Sequence[Rule]) -> tuple[list[Path], str] | None:
    """The same but for the marts and who wrote what; None for folders behind links, and for rules of `others` that may
    look at anything."""
    if not all(rule.by_evidence for rule in others):
        return None
    files = [project.root / PROJECT_FILE, *_modules(others)]
    for folder in (project.root / "db", project.mirror):
        below = _below(folder)
        if below is None:
            return None
        files += below
    files += [file for file in (sources_page_file(project),) if file.exists()]
    clock = project.clock or project.now().astimezone(UTC).date()
    demo = (is_rehearsal(project), clock_problem(project))
    return sorted(files), repr((project, clock, project.mirror.is_dir(), demo, installed_packages()))


def _modules(rules: Sequence[Rule]) -> Iterator[Path]:
    """The files that rules are written in."""
    for rule in rules:
        file = sys.modules[rule.judge.__module__].__file__
        if file is not None:
            yield Path(file)


def _below(folder: Path) -> list[Path] | None:
    """Every file below a folder; None where one of its folders is a link, which may lead anywhere."""
    found: list[Path] = []
    for place, folders, names in os.walk(folder):
        if any(Path(place, name).is_symlink() for name in folders):
            return None
        found += (Path(place, name) for name in names)
    return None if folder.is_symlink() else found
