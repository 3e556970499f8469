"""Holding a project, or a part of it, against the rules."""

from collections.abc import Sequence
from pathlib import Path

from heartbeat_cli.checks.evidence import Evidence, gather
from heartbeat_cli.checks.finding import ERROR, Finding, Report, Skipped
from heartbeat_cli.checks.rule import Rule
from heartbeat_cli.errors import NotFoundError
from heartbeat_cli.estate import Project


def check_project(project: Project, rules: Sequence[Rule], path: Path | None = None) -> Report:
    """Hold a project against `rules`; with `path`, only what is found in that file or folder is reported.

    A YAML file outside the project's folders is judged as a candidate. Raises NotFoundError where `path` is not there.
    """
    if path is not None:
        path = path.resolve()
        if not path.exists():
            raise NotFoundError("there is nothing to check here", where=str(path))
    evidence = gather(project, _outsider(project, path))
    findings, skipped = judge_all(evidence, rules)
    if path is not None:
        findings = tuple(f for f in findings if f.file.resolve().is_relative_to(path))
    return Report(findings, skipped, _counts(evidence, path))


def judge_all(evidence: Evidence, rules: Sequence[Rule]) -> tuple[tuple[Finding, ...], tuple[Skipped, ...]]:
    """Every finding in the order of file and line, and every rule that had nothing sound to judge."""
    findings: list[Finding] = []
    skipped: list[Skipped] = []
    for rule in rules:
        told = {(f.rule, f.file) for f in findings if f.severity == ERROR}
        failed = {name for name, _ in told} & set(rule.needs)
        if failed:
            skipped.append(Skipped(rule.id, f"{', '.join(sorted(failed))} has findings"))
            continue
        for judged in rule.judge(evidence):
            if isinstance(judged, Skipped):
                skipped.append(judged)
            elif not any((name, judged.file) in told for name in rule.after):
                findings.append(judged)
    return tuple(sorted(findings, key=lambda f: (str(f.file), f.line, f.rule))), tuple(skipped)


def _outsider(project: Project, path: Path | None) -> Path | None:
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
