"""Which dumps of the mirror are taken for a load."""

from pathlib import Path

import pytest
from tests import metrics_estate

from heartbeat_cli.errors import InvalidFileError
from heartbeat_cli.estate import load_inventory
from heartbeat_cli.mirror import pick_dumps


def test_a_dump_that_is_a_link_out_of_the_project_is_not_loaded(tmp_path: Path) -> None:
    project = metrics_estate.build_estate(tmp_path / "bank", marts=False)
    inventory = load_inventory(project)
    picked = pick_dumps(project, inventory, ["webbank"])
    assert [dump.database for dump in picked] == ["webbank"]
    outside = picked[0].file.rename(tmp_path / "elsewhere.sql")
    picked[0].file.symlink_to(outside)
    for wanted in (["webbank"], []):
        with pytest.raises(InvalidFileError) as caught:
            pick_dumps(project, inventory, wanted)
        assert (caught.value.message, caught.value.where) == ("this is a link out of the project", str(picked[0].file))
