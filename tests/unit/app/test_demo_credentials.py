"""What a demo's user is told who lands an API before its credentials were handed out."""

from pathlib import Path

import pytest
from tests.conftest import copy_project

from heartbeat_cli import Project
from heartbeat_cli.errors import NoCredentialsError
from heartbeat_cli.ingest import IngestRequest


@pytest.mark.parametrize(
    ("source", "hint"),
    [
        ("zoho_crm", "In the demo `hb demo grant zoho_crm` hands them out."),
        (
            "zendesk",
            "Set them in the environment or in .env; zendesk's variables begin with ZENDESK_. Needed first: ZENDESK_URL"
            " (https://NAME.zendesk.com), ZENDESK_USER (an agent's address and /token behind it) and ZENDESK_PASSWORD"
            " (an API token), with read access to tickets.",
        ),
    ],
)
def test_who_hands_them_out_is_named(source: str, hint: str, tmp_path: Path) -> None:
    project = Project.find(copy_project(tmp_path / "project").root)
    with pytest.raises(NoCredentialsError) as caught:
        project.plan(IngestRequest(sources=(source,)))
    assert (caught.value.code, caught.value.hint) == ("no_credentials", hint)
