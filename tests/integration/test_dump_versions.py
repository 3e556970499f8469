"""The dump reader and the catalogue reader against older servers and what their own pg_dump writes.

They are those of Debian's packages; HB_POSTGRES_BINARIES names other `bin` folders, separated by `:`. A folder with
`postgres` is a server to test; every folder with `pg_dump` dumps the servers that are no newer than itself. The folders
must be readable for `nobody` where the tests run as root.
"""

import os
import re
import shutil
import subprocess
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import pytest
from tests.dump_oracle import CASES, DEMO, OPTIONS, check, check_dumps, name_of, restore

from heartbeat_cli.demo.postgres import data_home, free_port, new_password, packaged_binaries, server_owner

_PACKAGED = sorted(map(str, Path("/usr/lib/postgresql").glob("1[0-7]/bin")))
_FOLDERS = [Path(folder) for folder in os.environ.get("HB_POSTGRES_BINARIES", ":".join(_PACKAGED)).split(":") if folder]
_SERVERS = [folder for folder in _FOLDERS if (folder / "postgres").exists()]
_REPLAY = CASES[0].parents[1] / "dumps" / "replay.sql"
_OLD_FORMS = _REPLAY.with_name("pg_dump_10.sql")
_SHORT = ("default", "rows", "bare")

_NEWER_WORDS = (
    (18, r"\bVIRTUAL\b", "STORED"),
    (18, r", (?:PRIMARY KEY|FOREIGN KEY) \(room.*(?=\);)", ""),
    (18, r" NOT ENFORCED", ""),
    (18, r",\s+CONSTRAINT named NOT NULL price", ""),
    (18, r",\s+CONSTRAINT no_overlap UNIQUE \(room, during WITHOUT OVERLAPS\)", ""),
    (15, r" NULLS NOT DISTINCT", ""),
    (15, r", ai numeric\(3,-2\)", ""),
    (16, r"STORAGE EXTERNAL COMPRESSION pglz", ""),
    (14, r", multirange_type_name = kinds.price_ranges", ""),
    (14, r"\bprices kinds.price_ranges,", ""),
    (14, r"\brr nummultirange, ", ""),
    (13, r"gen_random_uuid\(\)", "md5(random()::text)::uuid"),
    (12, r" GENERATED ALWAYS AS \([^;\n]*?\) STORED", ""),
    (12, r", aj jsonpath", ""),
    (12, r" INCLUDING GENERATED", ""),
    (11, r" INCLUDE \([^)]*\)", ""),
)
"""What a script says that only servers from some version on know, and what an older one is told instead."""

_NO_SERVERS = [
    pytest.param(
        None, marks=pytest.mark.skip(reason="no PostgreSQL of 10 to 17 in /usr/lib/postgresql or HB_POSTGRES_BINARIES")
    )
]


@dataclass(frozen=True)
class OlderServer:
    """A running server of some other version."""

    binaries: Path
    major: int
    port: int
    password: str


@cache
def _version(program: Path) -> str:
    said = subprocess.run([program, "--version"], capture_output=True, text=True, check=True).stdout
    return re.findall(r"\) ([\d.]+)", said)[0]


def _major(program: Path) -> int:
    return int(_version(program).partition(".")[0])


@pytest.fixture(
    scope="module",
    params=_SERVERS or _NO_SERVERS,
    ids=lambda f: f"{_version(f / 'postgres')}" if f else "absent",
)
def older_server(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[OlderServer]:
    """A server of the folder's version on loopback; only its port and its administrator's password are its own."""
    binaries: Path = request.param
    root = tmp_path_factory.mktemp("older")
    home, owner, port, password = data_home(root, root), server_owner(), free_port(), new_password()
    home.mkdir(parents=True)
    secret = home / "password"
    secret.write_text(password)
    if owner.uid is not None:
        for path in (home, secret):
            os.chown(path, owner.uid, owner.gid or -1)
    authentication = "scram-sha-256" if _major(binaries / "postgres") >= 11 else "md5"

    def run(program: str, *arguments: str) -> None:
        command = [str(binaries / program), f"--pgdata={home / 'data'}", *arguments]
        with (home / f"{program}.log").open("w") as log:
            options = {"stdin": subprocess.DEVNULL, "stdout": log, "stderr": log, "check": True, **owner.run_options()}
            subprocess.run(command, **options, env={"PATH": os.environ["PATH"], "LC_ALL": "C"})  # type: ignore[call-overload]

    run("initdb", "--username=postgres", f"--pwfile={secret}", f"--auth={authentication}", "-E", "UTF8", "--locale=C")
    settings = f"-p {port} -c listen_addresses=127.0.0.1 -c unix_socket_directories= -c fsync=off"
    run("pg_ctl", "start", "--wait", f"--log={home / 'server.log'}", f"--options={settings}")
    try:
        yield OlderServer(binaries, _major(binaries / "postgres"), port, password)
    finally:
        run("pg_ctl", "stop", "--wait", "--mode=immediate")
        shutil.rmtree(home, ignore_errors=True)


def _pg_dumps(server: OlderServer) -> dict[str, Path]:
    """Every pg_dump at hand that can dump the server, by its version."""
    programs = [folder / "pg_dump" for folder in (*_FOLDERS, packaged_binaries())]
    return {_version(p): p for p in programs if p.exists() and _major(p) >= server.major}


def _in_older_words(script: str, major: int) -> str:
    for since, newer, older in _NEWER_WORDS:
        if major < since:
            script = re.sub(newer, older, script)
    return script


@pytest.mark.parametrize("file", [*CASES, _REPLAY, *DEMO], ids=name_of)
def test_every_dump_reads_as_the_catalogue(older_server: OlderServer, file: Path, tmp_path: Path) -> None:
    script = tmp_path / "script.sql"
    script.write_text(_in_older_words(file.read_text("utf-8"), older_server.major), "utf-8")
    with restore(older_server, name_of(file), script) as restored:
        for words in restored.refused:
            print(f"refused: {words}")
        for version, program in _pg_dumps(older_server).items():
            print(f"pg_dump {version}")
            own = _major(program) == older_server.major
            check_dumps(restored, OPTIONS if own else _SHORT, tmp_path, program)


def test_what_pg_dump_10_wrote(older_server: OlderServer, tmp_path: Path) -> None:
    if older_server.major >= 12:
        pytest.skip("WITH OIDS and abstime went with PostgreSQL 12")
    with restore(older_server, name_of(_OLD_FORMS), _OLD_FORMS) as restored:
        assert restored.refused == ()
        check(_OLD_FORMS, "as written", restored)
        for program in _pg_dumps(older_server).values():
            check_dumps(restored, OPTIONS, tmp_path, program)
