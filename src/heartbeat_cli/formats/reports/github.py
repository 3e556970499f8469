"""Findings as workflow commands of GitHub Actions: each becomes an annotation at its line of a pull request.

A command is a line `::error file=…,line=…,col=…,title=…::message`
(https://docs.github.com/actions/reference/workflow-commands-for-github-actions). `%` and the ends of lines are escaped
in a message, `:` and `,` in a property as well, so that no text from a file can be a command of its own.
"""

from heartbeat_cli.formats import ReportFormat, Written
from heartbeat_cli.formats.parts.plain_text import encodable, without_controls
from heartbeat_cli.rules import Finding, SkippedRule
from heartbeat_cli.sheets import Checked, told_of


def write(checked: Checked) -> Written:
    """A line for each finding, and one notice of what could not be looked at."""
    lines = [*(_annotation(finding, checked) for finding in checked.report.findings), *_notice(checked.report.skipped)]
    return Written("".join(f"{line}\n" for line in lines))


def _annotation(finding: Finding, checked: Checked) -> str:
    places = {"file": checked.path(finding.file), "line": finding.line, "col": finding.column, "title": finding.rule}
    known = ",".join(f"{key}={_property(str(value))}" for key, value in places.items() if value is not None)
    return f"::{finding.severity} {known}::{_message(told_of(finding))}"


def _notice(skipped: tuple[SkippedRule, ...]) -> list[str]:
    """GitHub shows ten notices of a step: all of them are one."""
    told = "\n".join(f"{rule.rule}: {rule.why}" for rule in skipped)
    return [f"::notice title=skipped::{_message(told)}"] if skipped else []


def _message(text: str) -> str:
    escaped = text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")
    return encodable(without_controls(escaped))


def _property(text: str) -> str:
    return _message(text).replace(":", "%3A").replace(",", "%2C")


FORMAT = ReportFormat("GitHub Actions: an annotation at each finding's line", write)
