"""Findings as JUnit XML, as GitLab, Jenkins and others read the outcome of tests.

There is no standard of it; what is written is what they agree on. A test case is a rule over a file in which it found
something, and one over the whole project where it found nothing. Only errors are failures, so that the report fails
where the exit code does; warnings are the output of a test that passed. The file is ASCII, whatever stdout's encoding.
"""

import re
from collections.abc import Iterable, Iterator
from itertools import groupby
from pathlib import Path
from typing import Final
from xml.etree import ElementTree

from heartbeat_cli.errors import Place
from heartbeat_cli.formats import ReportFormat, Written
from heartbeat_cli.formats.parts.plain_text import without_controls
from heartbeat_cli.rules import ERROR, Finding, Report
from heartbeat_cli.sheets import Checked, told_of

_NO_XML: Final = re.compile("[^\t\n\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_WHOLE: Final = "hb check"


def write(checked: Checked) -> Written:
    """One suite of tests, never an empty one: readers take that for a run that broke off."""
    cases = list(_cases(checked))
    counts = {"name": _WHOLE, **_counts(cases)}
    suite = ElementTree.Element("testsuite", counts)
    suite.extend(cases)
    root = ElementTree.Element("testsuites", counts)
    root.append(suite)
    ElementTree.indent(root)
    return Written('<?xml version="1.0" encoding="US-ASCII"?>\n' + ElementTree.tostring(root).decode("ascii") + "\n")


def _counts(cases: list[ElementTree.Element]) -> dict[str, str]:
    def having(tag: str) -> str:
        return str(sum(case.find(tag) is not None for case in cases))

    return {"tests": str(len(cases)), "failures": having("failure"), "errors": "0", "skipped": having("skipped")}


def _cases(checked: Checked) -> Iterator[ElementTree.Element]:
    for finding, found in groupby(sorted(checked.report.findings, key=_rule_and_file), _rule_and_file):
        yield _found(finding, list(found), checked)
    yield from _passed(checked.report, (rule.id for rule in checked.rules))


def _rule_and_file(finding: Finding) -> tuple[str, Path]:
    return finding.rule, finding.file


def _found(of: tuple[str, Path], findings: list[Finding], checked: Checked) -> ElementTree.Element:
    name = checked.path(of[1])
    case = ElementTree.Element("testcase", classname=_text(name), name=of[0], file=_text(name))
    errors = [finding for finding in findings if finding.severity == ERROR]
    if errors:
        failure = ElementTree.SubElement(case, "failure", type=ERROR, message=_text(errors[0].message))
        failure.text = _lines(errors, name)
    warnings = [finding for finding in findings if finding.severity != ERROR]
    if warnings:
        ElementTree.SubElement(case, "system-out").text = _lines(warnings, name)
    return case


def _lines(findings: Iterable[Finding], name: str) -> str:
    told = (f"{Place(name, f.line, f.column)}: {f.severity}: {told_of(f)}" for f in findings)
    return _text("\n\n".join(told))


def _passed(report: Report, rules: Iterable[str]) -> Iterator[ElementTree.Element]:
    """A rule that found nothing, or had nothing to look at."""
    skipped: dict[str, list[str]] = {}
    for rule in report.skipped:
        skipped.setdefault(rule.rule, []).append(rule.why)
    found = {finding.rule for finding in report.findings}
    for id_ in rules:
        if id_ in found and id_ not in skipped:
            continue
        case = ElementTree.Element("testcase", classname=_WHOLE, name=id_)
        if id_ in skipped:
            ElementTree.SubElement(case, "skipped", message=_text("\n".join(skipped[id_])))
        yield case


def _text(text: str) -> str:
    """XML has no way to write most control characters, nor half a character."""
    return _NO_XML.sub("\ufffd", without_controls(text))


FORMAT = ReportFormat("GitLab, Jenkins and whatever else shows test reports: JUnit XML", write)
