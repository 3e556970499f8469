"""Findings as SARIF 2.1.0, as code scanning of GitHub and many editors read them.

https://docs.oasis-open.org/sarif/sarif/v2.1.0/sarif-v2.1.0.html
"""

import json
import re
from collections import Counter
from collections.abc import Iterator
from hashlib import sha256
from os import fsencode
from pathlib import PurePosixPath
from typing import Any
from urllib.parse import quote

from heartbeat_cli.formats import ReportFormat, Written
from heartbeat_cli.formats.parts.plain_text import encodable, without_controls
from heartbeat_cli.rules import Finding, Rule
from heartbeat_cli.sheets import Checked, rule_text, told_of
from heartbeat_cli.version import __version__

_SCHEMA = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"
_NUMBER = re.compile(r"\d[\d,.]*")


def write(checked: Checked) -> Written:
    """One log with one run."""
    run = {
        "tool": {"driver": {"name": "hb", "version": __version__, "rules": [_rule(rule) for rule in checked.rules]}},
        "invocations": [_invocation(checked)],
        "columnKind": "unicodeCodePoints",
        "results": list(_results(checked)),
    }
    log = {"$schema": _SCHEMA, "version": "2.1.0", "runs": [run]}
    return Written(json.dumps(log, indent=2) + "\n")


def _rule(rule: Rule) -> dict[str, Any]:
    help_ = rule_text(rule) or rule.about
    return {
        "id": rule.id,
        "shortDescription": {"text": rule.about},
        "fullDescription": {"text": rule.about},
        "help": {"text": help_, "markdown": help_},
    }


def _invocation(checked: Checked) -> dict[str, Any]:
    """What could not be looked at. The run was a success whatever was found."""
    skipped = [
        {"level": "note", "message": _message(rule.why), "associatedRule": {"id": rule.rule}}
        for rule in checked.report.skipped
    ]
    return {"executionSuccessful": True, "toolExecutionNotifications": skipped}


def _results(checked: Checked) -> Iterator[dict[str, Any]]:
    seen: Counter[str] = Counter()
    for finding in checked.report.findings:
        uri = _uri(checked.path(finding.file))
        alike = f"{finding.rule}\n{uri}\n{_NUMBER.sub('#', encodable(finding.message))}"
        seen[alike] += 1
        yield {
            "ruleId": finding.rule,
            "level": finding.severity,
            "message": _message(told_of(finding)),
            "locations": [{"physicalLocation": {"artifactLocation": {"uri": uri}, "region": _region(finding)}}],
            "partialFingerprints": {"hbFinding/v1": _fingerprint(alike, seen[alike])},
        }


def _message(text: str) -> dict[str, str]:
    return {"text": encodable(without_controls(text))}


def _uri(path: str) -> str:
    """A path as a URI: from the repository's folder where it is in there."""
    whole = PurePosixPath(path).is_absolute()
    return ("file://" if whole else "") + quote(fsencode(path), safe="/")


def _region(finding: Finding) -> dict[str, int]:
    column = {"startColumn": finding.column} if finding.column is not None else {}
    return {"startLine": finding.line, **column}


def _fingerprint(alike: str, which: int) -> str:
    """The same wherever in its file a finding moves, and whatever numbers it tells of."""
    return sha256(f"{alike}\n{which}".encode()).hexdigest()[:32]


FORMAT = ReportFormat("GitHub code scanning and editors: SARIF 2.1.0", write)
