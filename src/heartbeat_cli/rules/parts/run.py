"""Holding a project, or a part of it, against the rules."""

from collections.abc import Sequence
from pathlib import Path

from heartbeat_cli.estate import ProjectSettings
from heartbeat_cli.rules.parts.chosen import existing, is_inside, is_outsider
from heartbeat_cli.rules.parts.evidence import Evidence, gather
from heartbeat_cli.rules.parts.finding import ERROR, Finding, Judged, Report, SkippedRule
from heartbeat_cli.rules.parts.rule import Rule


def check_project(project: ProjectSettings, rules: Sequence[Rule], *paths: Path) -> Report:
    """Hold a project against `rules`; with `paths`, only what is found in those files and folders is reported.

    What heartbeat.yml names and nobody can read is reported in any case. A YAML file outside the project's folders is
    judged as a candidate. Raises NotFoundError where one of `paths` is not there, UsageError where it holds nothing
    that rules are about.
    """
    chosen = tuple(existing(project, path) for path in paths)
    outsiders = (path for path in chosen if is_outsider(project, path))
    return judge_project(project, rules, *outsiders).within(lambda file: is_inside(file, chosen))


def judge_project(project: ProjectSettings, rules: Sequence[Rule], *extra: Path, only: Path | None = None) -> Judged:
    """Everything `rules` find in a project and in metric files outside of it; with `only`, the errors in that file."""
    evidence = gather(project, *extra, only=only)
    findings, skipped = judge_all(evidence, rules)
    if only is not None:
        findings = tuple(f for f in findings if f.severity == ERROR and f.file == only)
    read = {f.file for f in evidence.files} | {problem.file for problem in evidence.file_problems}
    metrics = {file for file in read if file.parent == project.metrics_folder}
    sources = {s.file for s in evidence.sources} | {p.file for p in evidence.inventory_problems}
    return Judged(
        findings,
        skipped,
        (("sources", tuple(sources)), ("candidates", tuple(read - metrics)), ("metrics", tuple(metrics))),
        frozenset((Path(b.place.name), b.message) for b in evidence.broken.values()),
        evidence.lasts,
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
