"""What `hb check` found, in each format that another program reads: whole texts, and what a file could smuggle in."""

import json
import subprocess
import sys
from dataclasses import replace
from pathlib import Path, PurePosixPath
from typing import Any
from xml.etree import ElementTree

import pytest
from jsonschema import Draft202012Validator

from heartbeat_cli.formats import REPORT_FORMATS, report_format_names
from heartbeat_cli.rules import ERROR, WARNING, Finding, Report, Rule, SkippedRule
from heartbeat_cli.sheets import Checked

ROOT = Path("/home/bank/repo/estate")
A, B = ROOT / "db" / "metrics" / "a.yml", ROOT / "db" / "metrics" / "b.yml"
RULES = tuple(
    Rule(id_, f"About {id_}.", lambda _: iter(()), why=f"Why there is {id_}: [a page](../page.md).")
    for id_ in ("broken", "landed", "sound")
)
FOUND = (
    Finding("broken", A, 3, "100% wrong: a, b", "Write {a: [b]}.", ERROR, 7),
    Finding("broken", A, 9, "wrong as well"),
    Finding("landed", A, 1, "not landed", severity=WARNING),
    Finding("landed", B, 1, "not landed", severity=WARNING),
)


def checked(*findings: Finding, skipped: tuple[SkippedRule, ...] = ()) -> Checked:
    report = Report(findings, skipped, (("metrics", 2),))
    return Checked(report, RULES, ROOT, ROOT.parent, PurePosixPath("estate"))


def written(name: str, what: Checked) -> str:
    body = REPORT_FORMATS.find(name).write(what).body
    assert isinstance(body, str)
    return body


def sarif(what: Checked) -> Any:
    (run,) = json.loads(written("sarif", what))["runs"]
    return run


def test_the_formats_are_named_without_being_imported() -> None:
    assert report_format_names() == ("table", "github", "json", "junit", "sarif")
    program = (
        "import sys\nfrom heartbeat_cli.formats import report_format_names\nreport_format_names()\n"
        "print(*(m for m in sys.modules if m.startswith('heartbeat_cli.formats.reports.') or m.startswith('xml')))"
    )
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    assert done.stdout == "\n"


# GitHub


def test_github_has_a_command_for_each_finding() -> None:
    assert written("github", checked(*FOUND)).splitlines() == [
        "::error file=estate/db/metrics/a.yml,line=3,col=7,title=broken::100%25 wrong: a, b%0ANext: Write {a: [b]}.",
        "::error file=estate/db/metrics/a.yml,line=9,title=broken::wrong as well",
        "::warning file=estate/db/metrics/a.yml,line=1,title=landed::not landed",
        "::warning file=estate/db/metrics/b.yml,line=1,title=landed::not landed",
    ]


def test_github_has_one_notice_of_what_was_skipped_and_nothing_else() -> None:
    skipped = (SkippedRule("broken", "x: no dump"), SkippedRule("landed", "no marts"))
    assert written("github", checked(skipped=skipped)) == (
        "::notice title=skipped::broken: x: no dump%0Alanded: no marts\n"
    )
    assert written("github", checked()) == ""


@pytest.mark.parametrize(
    ("name", "message", "line"),
    [
        ("a b.yml", "x\n::error::y", "::error file=estate/a b.yml,line=1,title=broken::x%0A::error::y"),
        ("a,b:c%.yml", "x\r\ny\x1b[31m", "::error file=estate/a%2Cb%3Ac%25.yml,line=1,title=broken::x%0D%0Ay[31m"),
        ("a\nb.yml", "%0A", "::error file=estate/a%0Ab.yml,line=1,title=broken::%250A"),
        ("é\udcff.yml", "ü", "::error file=estate/é?.yml,line=1,title=broken::ü"),
    ],
)
def test_no_text_is_a_command_of_its_own(name: str, message: str, line: str) -> None:
    assert written("github", checked(Finding("broken", ROOT / name, 1, message))) == f"{line}\n"


# SARIF


def strict(required: dict[str, Any], **optional: Any) -> dict[str, Any]:
    """An object with these properties and no others."""
    properties = {**required, **optional}
    return {"type": "object", "required": [*required], "properties": properties, "additionalProperties": False}


def listed(items: dict[str, Any]) -> dict[str, Any]:
    return {"type": "array", "items": items}


NUMBER = {"type": "integer", "minimum": 1}
MESSAGE = strict({"text": {"type": "string", "minLength": 1}}, markdown={"type": "string", "minLength": 1})
LEVEL = {"enum": ["none", "note", "warning", "error"]}
ID = {"type": "string", "pattern": "^[a-z-]+$"}
URI = {"type": "string", "pattern": r"^(file:///)?([A-Za-z0-9._~/-]|%[0-9A-F]{2})+$"}
LOCATION = strict(
    {
        "physicalLocation": strict(
            {"artifactLocation": strict({"uri": URI}), "region": strict({"startLine": NUMBER}, startColumn=NUMBER)}
        )
    }
)
NOTIFICATION = strict({"level": LEVEL, "message": MESSAGE, "associatedRule": strict({"id": ID})})
RULE = strict({"id": ID, "shortDescription": MESSAGE, "fullDescription": MESSAGE, "help": MESSAGE})
RESULT = strict(
    {
        "ruleId": ID,
        "level": LEVEL,
        "message": MESSAGE,
        "locations": {**listed(LOCATION), "minItems": 1},
        "partialFingerprints": {"type": "object", "additionalProperties": {"type": "string", "pattern": "^[0-9a-f]+$"}},
    }
)
DRIVER = strict(
    {"name": {"const": "hb"}, "version": {"type": "string"}, "rules": {**listed(RULE), "uniqueItems": True}}
)
RUN = strict(
    {
        "tool": strict({"driver": DRIVER}),
        "invocations": listed(
            strict({"executionSuccessful": {"const": True}, "toolExecutionNotifications": listed(NOTIFICATION)})
        ),
        "columnKind": {"enum": ["utf16CodeUnits", "unicodeCodePoints"]},
        "results": listed(RESULT),
    }
)
LOG = Draft202012Validator(
    strict({"$schema": {"type": "string", "pattern": "^https://"}, "version": {"const": "2.1.0"}, "runs": listed(RUN)})
)
"""What of SARIF 2.1.0 is written, as strictly as its own schema has it: of each object the properties it allows."""


@pytest.mark.parametrize("what", [checked(), checked(*FOUND), checked(*FOUND, skipped=(SkippedRule("sound", "why"),))])
def test_sarif_is_what_its_schema_asks_for(what: Checked) -> None:
    assert list(LOG.iter_errors(json.loads(written("sarif", what)))) == []


def test_sarif_has_the_rules_and_what_they_found() -> None:
    run = sarif(checked(*FOUND, skipped=(SkippedRule("sound", "no marts"),)))
    why = "Why there is broken: a page."
    assert run["tool"]["driver"]["rules"][0] == {
        "id": "broken",
        "shortDescription": {"text": "About broken."},
        "fullDescription": {"text": "About broken."},
        "help": {"text": why, "markdown": why},
    }
    assert run["invocations"] == [
        {
            "executionSuccessful": True,
            "toolExecutionNotifications": [
                {"level": "note", "message": {"text": "no marts"}, "associatedRule": {"id": "sound"}}
            ],
        }
    ]
    first, second, *_ = run["results"]
    del first["partialFingerprints"]
    assert first == {
        "ruleId": "broken",
        "level": "error",
        "message": {"text": "100% wrong: a, b\nNext: Write {a: [b]}."},
        "locations": [
            {
                "physicalLocation": {
                    "artifactLocation": {"uri": "estate/db/metrics/a.yml"},
                    "region": {"startLine": 3, "startColumn": 7},
                }
            }
        ],
    }
    assert second["locations"][0]["physicalLocation"]["region"] == {"startLine": 9}
    assert [result["level"] for result in run["results"]] == ["error", "error", "warning", "warning"]


@pytest.mark.parametrize(
    ("file", "uri"),
    [
        (ROOT / "a b#?é%.yml", "estate/a%20b%23%3F%C3%A9%25.yml"),
        (ROOT / "c:d.yml", "estate/c%3Ad.yml"),
        (ROOT / "\udcff.yml", "estate/%FF.yml"),
        (ROOT.parent / "beside.yml", "beside.yml"),
        (Path("/else where/x.yml"), "file:///else%20where/x.yml"),
    ],
)
def test_sarif_writes_paths_as_uris(file: Path, uri: str) -> None:
    (result,) = sarif(checked(Finding("broken", file, 1, "\udcff x")))["results"]
    assert result["locations"][0]["physicalLocation"]["artifactLocation"] == {"uri": uri}
    assert result["message"] == {"text": "? x"}


def fingerprints(*findings: Finding) -> list[str]:
    return [result["partialFingerprints"]["hbFinding/v1"] for result in sarif(checked(*findings))["results"]]


def test_a_fingerprint_stays_where_lines_and_numbers_change_and_no_two_are_the_same() -> None:
    known = Finding("broken", A, 3, "up to 1,204 of 'x' in what has landed")
    (before,) = fingerprints(known)
    assert fingerprints(replace(known, line=80, column=2, message=known.message.replace("1,204", "9"))) == [before]
    others = (
        replace(known, file=B), replace(known, rule="landed"), replace(known, message="other"), replace(known, line=4),
    )  # fmt: skip
    assert len({before, *fingerprints(known, *others)}) == 5


# JUnit


def junit(what: Checked) -> list[tuple[str, str, dict[str, str]]]:
    """Class, name, and what was said of each test case."""
    root = ElementTree.fromstring(written("junit", what))
    (suite,) = root
    assert (root.tag, suite.tag) == ("testsuites", "testsuite")
    cases = list(suite)
    counts = {"tests": len(cases)}
    counts |= {
        key: len(suite.findall(f"testcase/{tag}")) for key, tag in (("failures", "failure"), ("skipped", "skipped"))
    }
    assert {key: int(suite.attrib[key]) for key in counts} == counts == {key: int(root.attrib[key]) for key in counts}
    assert {(c.tag, c.get("file", c.attrib["classname"])) for c in cases} == {
        ("testcase", c.attrib["classname"]) for c in cases
    }
    return [
        (c.attrib["classname"], c.attrib["name"], {part.tag: part.text or part.attrib["message"] for part in c})
        for c in cases
    ]  # fmt: skip


def test_junit_has_a_case_for_each_rule_and_file() -> None:
    a, b = "estate/db/metrics/a.yml", "estate/db/metrics/b.yml"
    failed = (
        f"{a}:3:7: error: 100% wrong: a, b\nNext: Write {{a: [b]}}.\n\n"
        f"{a}:9: error: wrong as well"
    )  # fmt: skip
    assert junit(checked(*FOUND, skipped=(SkippedRule("landed", "x"), SkippedRule("landed", "y")))) == [
        (a, "broken", {"failure": failed}),
        (a, "landed", {"system-out": f"{a}:1: warning: not landed"}),
        (b, "landed", {"system-out": f"{b}:1: warning: not landed"}),
        ("hb check", "landed", {"skipped": "x\ny"}),
        ("hb check", "sound", {}),
    ]


def test_junit_without_findings_is_a_suite_that_passed() -> None:
    assert junit(checked()) == [("hb check", rule.id, {}) for rule in RULES]


def test_any_character_can_be_written_in_junit() -> None:
    text = "".join(map(chr, (*range(0x300), *range(0xD7F0, 0xE010), 0xFFFD, 0xFFFE, 0xFFFF, 0x1F600))) + "]]>&<\"'"
    what = checked(Finding("broken", ROOT / f"a{chr(1)}\udcff<.yml", 1, text))
    ((name, _, told), *_) = junit(what)
    assert name == "estate/a\ufffd<.yml"
    assert told["failure"].endswith("\ufffd\ufffd\ufffd\U0001f600]]>&<\"'")
    written("junit", what).encode("ascii")
