"""Telling somebody how an ingest ended, over real services on loopback."""

import json
import socketserver
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from datetime import UTC, datetime
from pathlib import Path

import pytest
import typer
from tests.http_service import Reply, serving

from heartbeat_cli.app import Project, check_target, notice_of, send_notice
from heartbeat_cli.cli.ingest.notify import notifying
from heartbeat_cli.errors import HbError, UnreachableError, UsageError
from heartbeat_cli.state import RunFailure, RunReport, RunState, append_report


@pytest.fixture
def project(tmp_path: Path) -> Project:
    (tmp_path / "heartbeat.yml").write_text("truth_source: bank\nclusters: {A: {mirror: a, env: NOTIFY}}\n")
    return Project.find(tmp_path)


def landed(project: Project, outcome: RunState) -> None:
    why = (RunFailure("core.a", "x", "it went away"),) if outcome is RunState.FAILED else ()
    append_report(project.settings.state, RunReport("r1", ("bank",), datetime.now(UTC), 1.0, outcome, failures=why))


def end(code: int | None, project: Project) -> None:
    landed(project, RunState.FAILED if code == 1 else RunState.DONE)
    if code is not None:
        raise typer.Exit(code)


@pytest.mark.parametrize(
    ("code", "heartbeat", "events"),
    [
        (None, False, []),
        (None, True, ["ran"]),
        (0, False, []),
        (1, False, ["failed"]),
        (6, True, ["findings"]),
    ],
)
def test_who_is_told_of_which_end(code: int | None, heartbeat: bool, events: list[str], project: Project) -> None:
    with serving(lambda _: Reply()) as service:
        with suppress(typer.Exit), notifying(project, f"{service.url}/hook", heartbeat=heartbeat):
            end(code, project)
        told = [(asked.method, asked.path, asked.json()) for asked in service.asked]
    assert [(method, path, body["event"], body["run"]["run_id"]) for method, path, body in told] == [
        ("POST", "/hook", event, "r1") for event in events
    ]


def test_a_failure_is_told_and_goes_on(project: Project) -> None:
    failed = HbError("the lock is lost", hint="Again.", code="lost")
    with serving(lambda _: Reply()) as service:
        with pytest.raises(HbError), notifying(project, service.url, heartbeat=False):
            raise failed
        (body,) = [asked.json() for asked in service.asked]
    assert (body["event"], body["run"], body["project"]) == ("failed", None, project.root.name)
    assert body["error"] == {"code": "lost", "message": "the lock is lost", "hint": "Again.", "retryable": False}


def test_a_secret_in_the_url_is_in_no_message(project: Project) -> None:
    notice = notice_of(project.settings, "ran", datetime.now(UTC), None)
    with serving(lambda _: Reply(403)) as service, pytest.raises(UnreachableError) as caught:
        send_notice(f"{service.url}/s3cr3t?token=s3cr3t", notice)
    assert "s3cr3t" not in f"{caught.value.message}{caught.value.hint}"
    assert "nobody was told how the run ended: 127.0.0.1" in caught.value.message


class _Smtp(socketserver.StreamRequestHandler):
    def handle(self) -> None:
        self.wfile.write(b"220 here\r\n")
        for line in iter(self.rfile.readline, b""):
            if line.upper().startswith(b"DATA"):
                self.wfile.write(b"354 go on\r\n")
                received: list[bytes] = list(iter(self.rfile.readline, b".\r\n"))
                self.server.mails.append(b"".join(received).decode())  # type: ignore[attr-defined]
            self.wfile.write(b"221 bye\r\n" if line.upper().startswith(b"QUIT") else b"250 ok\r\n")
            if line.upper().startswith(b"QUIT"):
                return


@contextmanager
def mailing() -> Iterator[tuple[int, list[str]]]:
    with socketserver.TCPServer(("127.0.0.1", 0), _Smtp) as server:
        mails: list[str] = []
        server.mails = mails  # type: ignore[attr-defined]
        thread = threading.Thread(target=server.serve_forever, args=(0.01,), daemon=True)
        thread.start()
        yield server.server_address[1], mails
        server.shutdown()
        thread.join()


def test_a_mail_has_the_same(project: Project, monkeypatch: pytest.MonkeyPatch) -> None:
    landed(project, RunState.FAILED)
    notice = notice_of(project.settings, "failed", datetime(2020, 1, 1, tzinfo=UTC), None)
    with mailing() as (port, mails):
        monkeypatch.setenv("HB_SMTP_HOST", "127.0.0.1")
        monkeypatch.setenv("HB_SMTP_PORT", str(port))
        send_notice("ops@example.com", notice)
    head, _, body = mails[0].replace("\r\n", "\n").partition("\n\n")
    assert f"Subject: hb ingest failed: {project.root.name}" in head
    assert json.loads(body)["run"]["failures"][0]["message"] == "it went away"


@pytest.mark.parametrize("target", ["", "ops", "ftp://host/x", "https://", "a b@c"])
def test_what_nobody_can_be_told_by(target: str) -> None:
    with pytest.raises(UsageError):
        check_target(target)
