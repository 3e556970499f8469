"""Holding a project, or a part of it, against the rules."""

from collections.abc import Sequence
from difflib import get_close_matches
from pathlib import Path

from heartbeat_cli.errors import NotFoundError
from heartbeat_cli.estate import ProjectSettings
from heartbeat_cli.rules.parts.evidence import Evidence, gather
from heartbeat_cli.rules.parts.finding import ERROR, Finding, Report, SkippedRule
from heartbeat_cli.rules.parts.rule import Rule


def check_project(project: ProjectSettings, rules: Sequence[Rule], path: Path | None = None) -> Report:
    """Hold a project against `rules`; with `path`, only what is found in that file or folder is reported.

    What heartbeat.yml names and nobody can read is reported in any case. A YAML file outside the project's folders is
    judged as a candidate. Raises NotFoundError where `path` is not there.
    """
    if path is not None:
        path = _existing(project, path)
    evidence = gather(project, _outsider(project, path))
    findings, skipped = judge_all(evidence, rules)
    if path is not None:
        broken = {(Path(b.place.name), b.message) for b in evidence.broken.values()}
        findings = tuple(f for f in findings if f.file.resolve().is_relative_to(path) or (f.file, f.message) in broken)
    return Report(findings, skipped, _counts(evidence, path))


def _existing(project: ProjectSettings, path: Path) -> Path:
    """A file or folder as written, from here or from the project's folder, as messages write it."""
    for found in (path.resolve(), (project.root / path).resolve()):
        if found.exists():
            return found
    folders = (project.sources_folder, project.candidates_folder, project.metrics_folder)
    files = {file.stem: file for folder in folders for file in folder.glob("*.yml")}
    close = get_close_matches(path.stem, files, n=1)
    then = (
        f"Did you mean '{files[close[0]].relative_to(project.root)}'?" if close else "`hb check` looks at everything."
    )
    raise NotFoundError("there is no such file or folder to check", where=str(path), hint=then)


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


def _outsider(project: ProjectSettings, path: Path | None) -> Path | None:
    inside = (project.sources_folder, project.candidates_folder, project.metrics_folder)
    if path is None or not path.is_file() or path.suffix not in (".yml", ".yaml"):
        return None
    if path == project.root / "heartbeat.yml" or path.parent in inside:
        return None
    return path


def _counts(evidence: Evidence, path: Path | None) -> tuple[tuple[str, int], ...]:
    def inside(file: Path) -> bool:
        return path is None or file.resolve().is_relative_to(path)

    broken = {problem.file for problem in evidence.file_problems}
    read = {f.file for f in evidence.files}
    metrics = {f for f in read | broken if f.parent == evidence.project.metrics_folder}
    sources = {s.file for s in evidence.sources} | {p.file for p in evidence.inventory_problems}
    return (
        ("sources", sum(map(inside, sources))),
        ("candidates", sum(map(inside, (read | broken) - metrics))),
        ("metrics", sum(map(inside, metrics))),
    )
