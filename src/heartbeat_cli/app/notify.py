"""Telling somebody how an ingest ended: a webhook or a mail, to whoever does not read cron's output."""

import json
import os
import re
import socket
from dataclasses import dataclass
from datetime import UTC, datetime
from urllib.parse import urlsplit

from heartbeat_cli.errors import HbError, UnreachableError, UsageError
from heartbeat_cli.estate import ProjectSettings
from heartbeat_cli.sheets import ErrorDocument, RunDocument, error_document, plain, run_document
from heartbeat_cli.state import read_runs

_MAIL = re.compile(r"[^\s@]+@[^\s@]+")
_SECONDS = 10
_REFUSED = 400


@dataclass(frozen=True, slots=True)
class Notice:
    """What is sent. `event` is `failed`, `findings` or `ran`; `run` is what is known of the run, None where none began.

    `error` is why it failed, as `--json` says it.
    """

    event: str
    project: str
    host: str
    at: datetime
    error: ErrorDocument | None
    run: RunDocument | None


def check_target(target: str) -> None:
    """Raises UsageError for what is neither a URL nor a mail address; what stands there is not repeated."""
    url = urlsplit(target)
    if not (url.scheme in ("http", "https") and url.hostname) and _MAIL.fullmatch(target) is None:
        hint = "--notify https://HOST/PATH, or --notify ops@example.com"
        raise UsageError("--notify takes a URL or a mail address", hint=hint)


def notice_of(project: ProjectSettings, event: str, since: datetime, error: HbError | None) -> Notice:
    """How the ingest that began after `since` ended."""
    run = next((run for run in read_runs(project.state) if run.started >= since), None)
    return Notice(
        event=event,
        project=project.root.name,
        host=socket.gethostname(),
        at=datetime.now(UTC),
        error=error_document(error) if error is not None else None,
        run=run_document(run) if run is not None else None,
    )


def send_notice(target: str, notice: Notice) -> None:
    """Raises UnreachableError where it did not arrive; a URL's path may be a secret, and is not repeated."""
    url = urlsplit(target)
    try:
        if url.hostname is not None:
            _post(target, notice)
        else:
            _mail(target, notice)
    except (HbError, OSError) as error:
        where = url.hostname or target
        why = error.code if isinstance(error, HbError) else error
        raise UnreachableError(f"nobody was told how the run ended: {where} ({why})", retryable=True) from None


def _post(target: str, notice: Notice) -> None:
    from heartbeat_cli.sources import ALONE, HttpClient

    client = HttpClient("notify", ALONE)
    try:
        answer = client.post(target, json=plain(notice))
    finally:
        client.close()
    if answer.status >= _REFUSED:
        raise OSError(f"HTTP {answer.status}")


def _mail(target: str, notice: Notice) -> None:
    """By the SMTP server of HB_SMTP_HOST and HB_SMTP_PORT, this machine's by default."""
    from email.message import EmailMessage
    from smtplib import SMTP, SMTPException

    message = EmailMessage()
    message["Subject"] = f"hb ingest {notice.event}: {notice.project}"
    message["From"] = os.environ.get("HB_SMTP_FROM", f"hb@{notice.host}")
    message["To"] = target
    message.set_content(json.dumps(plain(notice), ensure_ascii=False, indent=2))
    try:
        host, port = os.environ.get("HB_SMTP_HOST", "localhost"), int(os.environ.get("HB_SMTP_PORT", "25"))
        with SMTP(host, port, timeout=_SECONDS) as server:
            server.send_message(message)
    except (SMTPException, ValueError) as error:
        raise OSError(type(error).__name__) from None
