"""Holding a project, or a part of it, against the rules."""

from collections.abc import Collection, Sequence
from difflib import get_close_matches
from pathlib import Path

from heartbeat_cli.errors import NotFoundError, UsageError
from heartbeat_cli.estate import PROJECT_FILE, ProjectSettings, sources_page_file
from heartbeat_cli.rules.parts.evidence import Evidence, gather
from heartbeat_cli.rules.parts.finding import ERROR, Finding, Report, SkippedRule
from heartbeat_cli.rules.parts.rule import Rule
from heartbeat_cli.state import followed


def check_project(project: ProjectSettings, rules: Sequence[Rule], *paths: Path) -> Report:
    """Hold a project against `rules`; with `paths`, only what is found in those files and folders is reported.

    What heartbeat.yml names and nobody can read is reported in any case. A YAML file outside the project's folders is
    judged as a candidate. Raises NotFoundError where one of `paths` is not there, UsageError where it holds nothing
    that rules are about.
    """
    chosen = tuple(existing(project, path) for path in paths)
    evidence = gather(project, *(path for path in chosen if _is_outsider(project, path)))
    findings, skipped = judge_all(evidence, rules)
    if chosen:
        broken = {(Path(b.place.name), b.message) for b in evidence.broken.values()}
        findings = tuple(f for f in findings if _inside(f.file, chosen) or (f.file, f.message) in broken)
    return Report(findings, skipped, _counts(evidence, chosen))


def _inside(file: Path, chosen: Collection[Path]) -> bool:
    """Whether a file is among the chosen ones; without any, every file is."""
    return not chosen or any(followed(file).is_relative_to(path) for path in chosen)


def existing(project: ProjectSettings, path: Path) -> Path:
    """A file or folder as written, from here or from the project's folder, as messages write it.

    Raises NotFoundError where it is not there, UsageError where it holds nothing that rules are about.
    """
    for found in (followed(path), followed(project.root / path)):
        if found.exists():
            return _held(project, found, path)
    folders = (project.sources_folder, project.candidates_folder, project.metrics_folder)
    files = {file.stem: file for folder in folders for file in folder.glob("*.yml")}
    close = get_close_matches(path.stem, files, n=1)
    then = (
        f"Did you mean '{files[close[0]].relative_to(project.root)}'?" if close else "`hb check` looks at everything."
    )
    raise NotFoundError("there is no such file or folder to check", where=str(path), hint=then)


def _held(project: ProjectSettings, found: Path, path: Path) -> Path:
    """A path with something in it that rules are about."""
    folders = (project.sources_folder, project.candidates_folder, project.metrics_folder)
    files = (*(followed(f) for folder in folders for f in folder.glob("*.yml")), project.root / PROJECT_FILE)
    page = followed(sources_page_file(project))
    held = (*(followed(folder) for folder in folders), *files, *([page] if page.is_file() else ()))
    is_ours = found.suffix in (".yml", ".yaml") or found == page
    if is_ours if found.is_file() else any(h.is_relative_to(found) for h in held):
        return found
    raise UsageError(
        "holds nothing that hb checks",
        where=str(path),
        hint="Rules are about heartbeat.yml and the .yml files of db/sources, db/candidates and db/metrics.",
    )


def judge_all(evidence: Evidence, rules: Sequence[Rule]) -> tuple[tuple[Finding, ...], tuple[SkippedRule, ...]]:
    """Every finding in the order of file, line and column, and every rule that had nothing sound to judge."""
    findings: list[Finding] = []
    skipped: list[SkippedRule] = []
    for rule in rules:
        told = {(f.rule, f.file) for f in findings if f.severity == ERROR}
        failed = {name for name, _ in told} & set(rule.needs)
        if failed:
            skipped.append(SkippedRule(rule.id, f"{', '.join(sorted(failed))} has findings"))
            continue
        for judged in rule.judge(evidence):
            if isinstance(judged, SkippedRule):
                skipped.append(judged)
            elif not any((name, judged.file) in told for name in rule.after):
                findings.append(judged)
    return tuple(sorted(findings, key=lambda f: (str(f.file), f.line, f.column or 0, f.rule))), tuple(skipped)


def _is_outsider(project: ProjectSettings, path: Path) -> bool:
    """Whether a file is of nobody's project: below `db/` what is no metric and no source is none here either."""
    root = followed(project.root)
    inside = (project.sources_folder, project.candidates_folder, project.metrics_folder)
    own = (root / PROJECT_FILE, followed(sources_page_file(project)))
    ours = path in own or path.is_relative_to(root / "db") or path.parent in inside
    return path.is_file() and not ours


def _counts(evidence: Evidence, chosen: Collection[Path]) -> tuple[tuple[str, int], ...]:
    def inside(file: Path) -> bool:
        return _inside(file, chosen)

    broken = {problem.file for problem in evidence.file_problems}
    read = {f.file for f in evidence.files}
    metrics = {f for f in read | broken if f.parent == evidence.project.metrics_folder}
    sources = {s.file for s in evidence.sources} | {p.file for p in evidence.inventory_problems}
    return (
        ("sources", sum(map(inside, sources))),
        ("candidates", sum(map(inside, (read | broken) - metrics))),
        ("metrics", sum(map(inside, metrics))),
    )
