"""A name that is no source leads to where it is in the estate."""

from pathlib import Path

import pytest
from tests.metrics_estate import build_estate

from heartbeat_cli.app import locate
from heartbeat_cli.errors import NotFoundError


@pytest.mark.parametrize(
    ("name", "hint"),
    [
        ("payment", "There is webbank.core.payment."),
        ("applicant_log", "There is vss.vss.applicant_log."),
        ("webbnk", "Did you mean 'webbank'?"),
    ],
)
def test_a_name_that_is_no_source(name: str, hint: str, tmp_path: Path) -> None:
    project = build_estate(tmp_path / "estate", marts=False)
    with pytest.raises(NotFoundError) as caught:
        locate(name, None, lambda: project)
    assert (caught.value.hint, caught.value.code) == (hint, "unknown_source")
