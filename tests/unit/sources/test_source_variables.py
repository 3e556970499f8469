"""What the variables of an API are called."""

from pathlib import Path

import pytest

from heartbeat_cli.estate import Source
from heartbeat_cli.sources.credentials import prefix_of, usual_prefix
from heartbeat_cli.sources.rest.draft.write import SourceDraft


@pytest.mark.parametrize(
    ("name", "env", "prefix"),
    [("bo_api", None, "BO_API"), ("bo-api", None, "BO_API"), ("bo-api", "OPS", "OPS")],
)
def test_they_begin_with_what_a_shell_takes(name: str, env: str | None, prefix: str) -> None:
    options = (("env", env),) if env else ()
    assert prefix_of(Source(name, "", "", "rest", "granted", Path("x.yml"), options=options)) == prefix


def test_a_draft_names_the_same() -> None:
    draft = SourceDraft("Back office", {"auth": {"type": "bearer"}}, ())
    assert draft.variables("bo-api") == ("BO_API_URL", "BO_API_TOKEN")
    assert usual_prefix("bo-api") == "BO_API"
