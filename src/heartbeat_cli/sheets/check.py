"""Findings: grouped by file, each with its line, its rule and the next step; the count at the end."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import groupby
from pathlib import Path, PurePath

from heartbeat_cli.blocks import GAP, Block, Sheet, Styled, TextBlock, line, sheet, table, words
from heartbeat_cli.errors import Place
from heartbeat_cli.rules import Finding, Mended, Move, Report, Rule, SkippedRule
from heartbeat_cli.sheets.document import document_of
from heartbeat_cli.wording import count, path

_FENCED = re.compile(r"```(?P<language>\w+)\n(?P<code>.*)\n```", re.DOTALL)
_LINK = re.compile(r"\[([^]]+)\]\([^)]+\)")
_STYLES = {"error": "bad", "warning": "careful"}


@dataclass(frozen=True, slots=True)
class Checked:
    """A report with what other programs want to know of it: the rules that were asked, and where its files are.

    The rules are gone through once, by the formats that name them. `root` is the project's folder, `repository` the
    folder of the checkout it is in, else the same, and `within` the way from that one to the project.
    """

    report: Report
    rules: Iterable[Rule]
    root: Path
    repository: Path
    within: PurePath

    def path(self, file: Path) -> str:
        """A file as the repository has it, with `/`; one outside of it by its whole path."""
        if file.is_relative_to(self.root):
            return (self.within / file.relative_to(self.root)).as_posix()
        return file.relative_to(self.repository).as_posix() if file.is_relative_to(self.repository) else str(file)


def told_of(finding: Finding) -> str:
    """What is wrong and, on a line of its own, what to do next."""
    return f"{finding.message}\nNext: {finding.next}" if finding.next else finding.message


def report_sheet(report: Report, root: Path) -> Sheet:
    """A report for people."""
    return sheet(
        *mended_lines(report, root),
        *(block for file, found in groupby(report.findings, lambda f: f.file) for block in _file(file, found, root)),
        *(
            line(Styled("skipped  ", "warning"), Styled(s.rule, "private"), f"  {s.why}", whole=True)
            for s in report.skipped
        ),
        line(report_summary(report), whole=True),
    )


def mended_lines(report: Report, root: Path) -> tuple[Block, ...]:
    """What became of each fix, and of the ones there would be."""
    lines = [line(_outcome(mended), "  ", _fixed(mended, root), whole=True) for mended in report.mended]
    return (*lines, GAP) if lines else ()


def _outcome(mended: Mended) -> Styled:
    if mended.done:
        return Styled("mended", "good")
    return Styled("not mended", "bad") if mended.why else Styled("would mend", "next")


def _fixed(mended: Mended, root: Path) -> str:
    fix = mended.fix
    what = (
        f"becomes {path(fix.to, root)}"
        if isinstance(fix, Move)
        else "is written"
        if fix.seen is None
        else "is written anew"
    )
    why = f": {mended.why}" if mended.why else ""
    return f"{path(fix.file, root)} {what}{why}"


def _file(file: Path, findings: Iterable[Finding], root: Path) -> Iterator[Block]:
    name = path(file, root)
    yield line(name, style="bold")
    for finding in findings:
        place = Styled(str(Place(name, finding.line, finding.column)), "next")
        severity = Styled(finding.severity, _STYLES[finding.severity])
        yield line(place, "  ", severity, "  ", Styled(finding.rule, "private"), indent=2, whole=True)
        yield line(finding.message, indent=4, whole=True)
        if finding.next:
            yield line(Styled("next: ", "next"), finding.next, indent=4, whole=True)
    yield GAP


def report_summary(report: Report) -> str:
    """`2 errors, 1 warning in 27 sources, 3 candidates, 2 metrics`."""
    looked_at = ", ".join(count(number, what.removesuffix("s")) for what, number in report.checked)
    if not report.findings:
        return f"no findings in {looked_at}" + (f"; {len(report.skipped)} skipped" if report.skipped else "")
    counts = [(report.errors, "error"), (report.warnings, "warning")]
    mends = f"; `hb check --fix` mends {report.fixable}" if report.fixable and not report.mended else ""
    return f"{', '.join(count(n, word) for n, word in counts if n)} in {looked_at}{mends}"


def rules_sheet(rules: Iterable[Rule]) -> Sheet:
    """The rules and what each asks for."""
    return sheet(table("Rule", words("Asks that"), rows=((rule.id, rule.about) for rule in rules)))


def rule_text(rule: Rule) -> str:
    """Why there is a rule, in Markdown without links: they lead from page to page."""
    return _LINK.sub(r"\1", rule.why.strip())


def rule_sheet(rule: Rule) -> Sheet:
    """Why there is a rule, what it finds and what to write instead."""
    parts = rule_text(rule).split("\n\n") if rule.why else []
    blocks = (block for part in parts for block in (GAP, _paragraph(part)))
    return sheet(line(rule.id, style="bold"), line(rule.about), *blocks)


def _paragraph(text: str) -> Block:
    code = _FENCED.fullmatch(text)
    if code is not None:
        return TextBlock(code["code"], code["language"], indent=4)
    return line(" ".join(text.split()))


# For programs


@dataclass(frozen=True, slots=True)
class FindingDocument:
    """One finding: the rule, `error` or `warning`, the file from the project's folder, what is wrong, what is next.

    `column` is null where only a line is known. `hb check --fix` mends what is `fixable`.
    """

    rule: str
    severity: str
    file: str
    line: int
    column: int | None
    message: str
    next: str | None
    fixable: bool


@dataclass(frozen=True, slots=True)
class MendedDocument:
    """A file that `--fix` mended, or not: `why` not. It was moved to `to`, or where that is null written anew."""

    file: str
    to: str | None
    done: bool
    why: str | None


@dataclass(frozen=True, slots=True)
class ReportDocument:
    """`hb check --json`; `checked` counts what was looked at, `findings` are what is left after `--fix`."""

    findings: tuple[FindingDocument, ...]
    skipped: tuple[SkippedRule, ...]
    checked: dict[str, int]
    errors: int
    warnings: int
    mended: tuple[MendedDocument, ...]


@dataclass(frozen=True, slots=True)
class RulesDocument:
    """`hb check --rules --json`; with `--explain` only that rule."""

    rules: tuple[Rule, ...]


def report_document(report: Report, root: Path) -> ReportDocument:
    """A report for programs."""
    findings = finding_documents(report.findings, root)
    mended = tuple(_mended_document(each, root) for each in report.mended)
    return document_of(ReportDocument, report, findings=findings, checked=dict(report.checked), mended=mended)


def finding_documents(findings: Iterable[Finding], root: Path) -> tuple[FindingDocument, ...]:
    """Findings for programs."""
    return tuple(document_of(FindingDocument, f, file=path(f.file, root)) for f in findings)


def _mended_document(mended: Mended, root: Path) -> MendedDocument:
    fix = mended.fix
    to = path(fix.to, root) if isinstance(fix, Move) else None
    return document_of(MendedDocument, mended, file=path(fix.file, root), to=to)


def rules_document(rules: Iterable[Rule]) -> RulesDocument:
    """The rules for programs."""
    return RulesDocument(tuple(rules))
