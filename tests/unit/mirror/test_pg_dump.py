"""Which pg_dump is taken for a server: the first that runs and is no older."""

from pathlib import Path

import pytest

from heartbeat_cli.errors import HbError
from heartbeat_cli.mirror.binaries import fitting_pg_dump

SAYS = {
    "16": "echo 'pg_dump (PostgreSQL) 16.9 (Debian 16.9-1)'",
    "17": "echo 'pg_dump (PostgreSQL) 17.2'",
    "18": "echo 'pg_dump (PostgreSQL) 18.0'",
    "broken": "echo 'pg_dump (PostgreSQL) 18.0'; exit 1",
    "mute": "true",
}


@pytest.fixture
def programs(tmp_path: Path) -> dict[str, Path]:
    """One program of each kind, and `gone`, which is not there."""
    made = {name: tmp_path / name for name in (*SAYS, "gone")}
    for name, script in SAYS.items():
        made[name].write_text(f"#!/bin/sh\n{script}\n")
        made[name].chmod(0o755)
    return made


@pytest.mark.parametrize(
    ("server", "there", "taken"),
    [
        (16, "16 17", "16"), (17, "16 17 18", "17"), (16, "18 16", "18"), (18, "16 17 18", "18"),
        (17, "gone broken mute 17", "17"),
    ],
)  # fmt: skip
def test_the_first_that_is_no_older(server: int, there: str, taken: str, programs: dict[str, Path]) -> None:
    assert fitting_pg_dump(server, [programs[name] for name in there.split()]).name == taken


@pytest.mark.parametrize(
    ("server", "there", "code", "message"),
    [
        (17, "", "no_pg_dump", "there is no pg_dump here"),
        (17, "gone broken mute", "no_pg_dump", "there is no pg_dump here"),
        (18, "16 17 broken", "pg_dump_too_old", "the server is PostgreSQL 18, and the newest pg_dump here is 17"),
        (19, "18 16", "pg_dump_too_old", "the server is PostgreSQL 19, and the newest pg_dump here is 18"),
    ],
)
def test_none_that_fits(server: int, there: str, code: str, message: str, programs: dict[str, Path]) -> None:
    with pytest.raises(HbError) as raised:
        fitting_pg_dump(server, [programs[name] for name in there.split()])
    assert (raised.value.code, raised.value.message) == (code, message)
