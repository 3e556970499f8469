"""The source of a dump that nobody named."""

from pathlib import Path

import pytest
from tests.metrics_estate import build_estate

from heartbeat_cli.app.ingest import with_source_of_dump
from heartbeat_cli.errors import NotFoundError, UsageError
from heartbeat_cli.ingest import IngestRequest


def test_a_file_that_is_not_there_is_told_before_its_source_is_asked_for(tmp_path: Path) -> None:
    project = build_estate(tmp_path / "project", marts=False)
    request = IngestRequest(dump=tmp_path / "nobody.sql")
    with pytest.raises(NotFoundError):
        with_source_of_dump(project, request)
    (tmp_path / "nobody.sql").write_text("SELECT 1;\n")
    with pytest.raises(UsageError):
        with_source_of_dump(project, request)
