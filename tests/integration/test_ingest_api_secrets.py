"""No secret of an API is left anywhere: not by an ingest that was killed, by none that failed, in no process of one."""

import json
import re
import signal
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
import yaml
from tests.conftest import Outcome, run_here
from tests.faults.runs import begin, wait_for
from tests.secret_hunt import hunt, in_files, in_marts, in_processes, in_words, key_of
from tests.three_apis import EVERY, SOURCES, TOKEN, ThreeApis, assert_equal, three_apis

from heartbeat_cli.demo.services import (
    ApiKey,
    Basic,
    Bo,
    ByLinkHeader,
    ByNextUrl,
    MutualTls,
    make_certificates,
)
from heartbeat_cli.demo.services.bo.auth import Auth
from heartbeat_cli.estate import ProjectSettings, load_project
from heartbeat_cli.marts import open_marts

KEY, PASSWORD = "k3y-of-the-back-office/+ 7", "passw0rd:of-the-back-office"


@pytest.fixture
def apis(tmp_path: Path) -> Iterator[ThreeApis]:
    with three_apis(tmp_path) as made:
        yield made


def files_of(project: ProjectSettings, *more: Path) -> Any:
    """All that is below the project and in folders beside, but the file of its variables."""
    return in_files(project.root, *more, but=[project.root / ".env"])


def test_nothing_of_a_secret_is_in_running_processes_or_left_by_killed_ones(
    apis: ThreeApis, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Two sources have landed and the third is being pulled; what is missing lands afterwards."""
    temporary = tmp_path / "temporary"
    temporary.mkdir()
    monkeypatch.setenv("TMPDIR", str(temporary))
    apis.bo.switch("hang", path="/api/v1/", after=2, times=None, value=600)
    order = ("--source", "zoho_crm", "--source", "bo_api")
    run = begin(apis.project, *order, "--debug", source="google_analytics")
    wait_for(lambda: list(apis.project.state.glob("pulls/bo_api/*/pages.jsonl")), "no page", seconds=60)
    pids = run.alive()
    assert len(pids) == 2
    assert hunt(apis.secrets(), in_processes(pids)) == []
    run.kill()
    ended = run.end()
    assert ended.code == -signal.SIGKILL
    with open_marts(apis.project) as reader:
        places = (files_of(apis.project, temporary), in_marts(reader), in_words(ended))
        assert hunt(apis.secrets(), *places) == []
    apis.bo.switches.off()
    done = apis.hb(f"ingest {EVERY}")
    assert done.code == 0, done.stderr
    assert "going on behind record" in done.stderr
    assert_equal(apis.landed(), apis.served())


def _refused(apis: ThreeApis) -> None:
    for source in SOURCES:
        apis.service(source).switch("unauthorized", times=None)


def _shown_again(apis: ThreeApis) -> None:
    """Services that repeat what they were sent."""
    said = {"error": f"token {TOKEN} of {apis.zoho.accounts.client_secret} {apis.zoho.accounts.refresh_token}"}
    for source in SOURCES:
        apis.service(source).switch("body", times=None, value=said)


def _no_tokens(apis: ThreeApis) -> None:
    apis.zoho.switch("token_error", path="/oauth", times=None, value=apis.zoho.accounts.refresh_token)
    apis.ga4.switch("token_error", path="/token", times=None, value="invalid_grant")
    apis.bo.switch("redirect", times=None, value=f"http://elsewhere.example/{TOKEN}")


def _a_page_of_html(apis: ThreeApis) -> None:
    for source in SOURCES:
        apis.service(source).switch("html", times=None)


@pytest.mark.parametrize(
    "fails",
    [_refused, *(pytest.param(one, marks=pytest.mark.soak) for one in (_shown_again, _no_tokens, _a_page_of_html))],
)
def test_nothing_of_a_secret_is_in_what_failures_say(apis: ThreeApis, fails: Callable[[ThreeApis], None]) -> None:
    """With tracebacks, and as JSON; and in the files that are left."""
    fails(apis)
    said: list[Outcome] = []
    for source in SOURCES:
        lines = (f"ingest --source {source}", f"sources verify {source}", f"doctor {source}")
        said += [apis.hb(f"{line} {flags}") for line in lines for flags in ("--debug", "--json")]
    failed = [done for done in said if done.code]
    assert len(failed) >= 2 * len(SOURCES), said
    assert any("Traceback" in done.stderr for done in failed)
    assert hunt(apis.secrets(), in_words(*said), files_of(apis.project)) == []


def _ways_in(folder: Path) -> dict[str, tuple[Auth, Any, dict[str, str], dict[str, str]]]:
    """By word: the service's side, the source file's, the variables, the secrets."""
    files = make_certificates(folder)
    own = {"BO_API_CERT": str(files.client), "BO_API_KEY": str(files.client_key), "BO_API_CA": str(files.authority)}
    in_query = {"type": "api_key", "name": "key", "location": "query"}
    in_header = {"type": "api_key", "name": "X-API-Key"}
    password = {"BO_API_USER": "clerk", "BO_API_PASSWORD": PASSWORD}
    return {
        "query": (ApiKey(KEY, "key", "query"), in_query, {"BO_API_API_KEY": KEY}, {"the key": KEY}),
        "header": (ApiKey(KEY), in_header, {"BO_API_API_KEY": KEY}, {"the key": KEY}),
        "basic": (Basic("clerk", PASSWORD), "http_basic", password, {"the password": PASSWORD}),
        "mtls": (MutualTls(files), "mtls", own, {"the key": key_of(files.client_key.read_text())}),
    }


@pytest.mark.parametrize(
    "way", ["query", *(pytest.param(one, marks=pytest.mark.soak) for one in ("header", "basic", "mtls"))]
)
@pytest.mark.parametrize("paginator", [{"type": "json_link", "next_url_path": "links.next"}, {"type": "header_link"}])
def test_nothing_of_what_a_rest_api_is_entered_with_is_kept(
    tmp_path: Path, way: str, paginator: dict[str, str]
) -> None:
    """Not in the pages of a pull that was broken off, nor in what is left when it has landed."""
    auth, words, variables, secrets = _ways_in(tmp_path / "certificates")[way]
    rows = [{"id": n, "updated_at": "2026-05-08T09:00:00Z"} for n in range(50)]
    pagination = ByNextUrl() if paginator["type"] == "json_link" else ByLinkHeader()
    with Bo({"cases": rows}, auth=auth, pagination=pagination).serving() as service:
        project = _project(tmp_path / "project", words, paginator, {**variables, "BO_API_URL": f"{service.url}/api/v1"})
        service.switch("status", after=2, value=403)
        failed = run_here("hb ingest --source bo_api --debug", project.root)
        assert (failed.code, "answered 403" in failed.stdout + failed.stderr) == (1, True), failed
        pages = project.state / "pulls" / "bo_api" / "cases" / "pages.jsonl"
        assert len(re.findall('"resume":{', pages.read_text())) == 2
        assert hunt(secrets, in_words(failed), files_of(project)) == []
        done = run_here("hb ingest --source bo_api --json", project.root)
    assert done.code == 0, done
    with open_marts(project) as reader:
        assert reader.query("SELECT count(*) FROM bo_api_api.cases").rows == ((50,),)
        assert hunt(secrets, in_words(done), files_of(project), in_marts(reader)) == []


def _project(root: Path, auth: Any, paginator: dict[str, str], variables: dict[str, str]) -> ProjectSettings:
    (root / "db" / "sources").mkdir(parents=True)
    (root / "heartbeat.yml").write_text(
        "truth_source: bo_api\nmarts: {kind: duckdb}\nclusters: {A: {mirror: prod, env: PG}}\n"
    )
    endpoint = {"params": {"limit": 20}, "data_selector": "data.items"}
    file = {
        "source": "bo_api",
        "title": "BO",
        "role": "r",
        "archetype": "rest",
        "access": "granted",
        "client": {"auth": auth, "paginator": paginator},
        "resources": [{"name": "cases", "primary_key": "id", "endpoint": endpoint}],
    }
    (root / "db" / "sources" / "bo_api.yml").write_text(yaml.safe_dump(file))
    (root / ".env").write_text("".join(f"{name}={json.dumps(value)}\n" for name, value in variables.items()))
    return load_project(root / "heartbeat.yml")
