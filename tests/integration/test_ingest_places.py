"""What an ingest stands on goes wrong: the disk is full, its working files are damaged or gone, the clock jumps.

Afterwards one more run of the same command has everything there once.
"""

import os
import shutil
import tempfile
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

import pytest
from tests.conftest import Outcome, TestServer, run_here
from tests.faults.clock import build_clock, jumping
from tests.faults.disk import bound_by_modes, files_no_larger_than, small_disk
from tests.faults.estate import RECONCILE, Estate, change_bank, make_bank, make_estate
from tests.faults.oracle import assert_never_partial, assert_settled
from tests.faults.proxy import proxied
from tests.faults.runs import again, begin, crash
from tests.ingest_estate import DUCKDB_OFTEN, MARTS, POSTGRES_OFTEN, admin

DAY = 24 * 60 * 60
soak = pytest.mark.soak


@pytest.fixture(params=MARTS)
def estate(request: pytest.FixtureRequest, postgres_server: TestServer, tmp_path: Path) -> Estate:
    make_bank(postgres_server)
    return make_estate(tmp_path, postgres_server, request.param, marts_database="marts_places")


def failed_for_want_of_room(ended: Outcome) -> None:
    assert ended.code == 1, ended
    assert ended.json["error"]["code"] == "disk_full", ended
    assert ended.json["error"]["retryable"] is True


def settles(estate: Estate, env: dict[str, str] | None = None) -> None:
    assert_never_partial(estate)
    ended = begin(estate, env=env).end()
    assert ended.code == 0, ended


@pytest.mark.parametrize("size", ["1m", *(pytest.param(size, marks=soak) for size in ("64k", "512k", "800k"))])
def test_the_disk_of_a_duckdb_file_is_full(postgres_server: TestServer, tmp_path: Path, size: str) -> None:
    make_bank(postgres_server)
    with small_disk(tmp_path / "disk", f"size={size}") as give_room:
        estate = make_estate(tmp_path / "p", postgres_server, "duckdb", marts_path=tmp_path / "disk" / "marts.duckdb")
        failed_for_want_of_room(begin(estate, "--json").end())
        give_room()
        settles(estate)
        assert_settled(estate)


@soak
def test_the_disk_fills_up_in_a_later_run(postgres_server: TestServer, tmp_path: Path) -> None:
    make_bank(postgres_server)
    disk = tmp_path / "disk"
    with small_disk(disk, "size=64m") as give_room:
        estate = make_estate(tmp_path / "p", postgres_server, "duckdb", marts_path=disk / "marts.duckdb")
        again(estate)
        change_bank(postgres_server, 1)
        _fill(disk, leave=64 * 1024)
        failed_for_want_of_room(begin(estate, "--json", *RECONCILE).end())
        (disk / "ballast").unlink()
        give_room()
        assert_never_partial(estate)
        again(estate, reconcile=True)
        assert_settled(estate)


def _fill(disk: Path, leave: int) -> None:
    room = os.statvfs(disk)
    with (disk / "ballast").open("wb") as file:
        file.write(b"\0" * (room.f_bavail * room.f_frsize - leave))


@pytest.mark.parametrize("size", [600_000, *(pytest.param(size, marks=soak) for size in (20_000, 270_000, 1_000_000))])
def test_a_duckdb_file_may_not_grow(postgres_server: TestServer, tmp_path: Path, size: int) -> None:
    """A quota, for whoever cannot mount a disk: the system refuses to make a file larger."""
    make_bank(postgres_server)
    estate = make_estate(tmp_path, postgres_server, "duckdb")
    ended = begin(estate, "--json", limit=files_no_larger_than(size)).end()
    assert ended.code == 1, ended
    assert "Traceback" not in ended.stderr
    settles(estate)
    assert_settled(estate)


@pytest.mark.parametrize(
    "options", ["size=48k", *(pytest.param(o, marks=soak) for o in ("size=8k", "size=256k,nr_inodes=20", "size=80k"))]
)
def test_the_disk_of_dlt_is_full(estate: Estate, tmp_path: Path, options: str) -> None:
    working = tmp_path / "working"
    env = {"DLT_PIPELINES_DIR": str(working)}
    with small_disk(working, options) as give_room:
        failed_for_want_of_room(begin(estate, "--json", env=env).end())
        give_room()
        settles(estate, env)
        assert_settled(estate)


@pytest.mark.parametrize("estate", DUCKDB_OFTEN, indirect=True)
@pytest.mark.parametrize("size", ["32k", *(pytest.param(size, marks=soak) for size in ("4k", "128k", "1m"))])
def test_the_disk_of_everything_is_full(estate: Estate, size: str) -> None:
    """Lock, status, dlt's files and (with DuckDB) the marts on one disk without room."""
    with small_disk(estate.project.state, f"size={size}") as give_room:
        ended = begin(estate, "--json").end()
        assert ended.code == 1 or (ended.code == 0 and size == "1m"), ended
        give_room()
        settles(estate)
        assert_settled(estate)


@pytest.fixture
def open_folder() -> Iterator[Path]:
    """A folder the servers' user can reach."""
    folder = Path(tempfile.mkdtemp(prefix="hb-test-", dir="/var/tmp"))
    folder.chmod(0o755)
    yield folder
    shutil.rmtree(folder, ignore_errors=True)


def test_the_disk_of_postgres_marts_is_full(postgres_server: TestServer, tmp_path: Path, open_folder: Path) -> None:
    make_bank(postgres_server)
    estate = make_estate(tmp_path, postgres_server, "postgres", marts_database="marts_full")
    with small_disk(open_folder / "disk", "size=1m") as give_room:
        place = open_folder / "disk" / "space"
        place.mkdir()
        shutil.chown(place, "nobody")
        place.chmod(0o700)
        with admin(postgres_server) as session:
            session.execute(f"CREATE TABLESPACE small LOCATION '{place}'".encode())
            session.execute("ALTER DATABASE marts_full SET default_tablespace = small")
        try:
            failed_for_want_of_room(begin(estate, "--json").end())
            give_room()
            settles(estate)
            assert_settled(estate)
        finally:
            with admin(postgres_server) as session:
                session.execute("DROP DATABASE marts_full WITH (FORCE)")
                session.execute("DROP TABLESPACE small")


@pytest.fixture
def unwritable(postgres_server: TestServer, tmp_path: Path) -> Iterator[Estate]:
    """DuckDB marts with one table in them, in a folder nothing may be made in."""
    make_bank(postgres_server)
    estate = make_estate(tmp_path, postgres_server, "duckdb")
    again(estate, "core.small_0")
    estate.project.state.chmod(0o500)
    yield estate
    estate.project.state.chmod(0o700)


@pytest.mark.parametrize(
    "table",
    ["core.small_1", "Side.Order Line"],
    ids=["a dataset that is there", "a new dataset"],
)
def test_the_folder_of_the_marts_may_not_be_written(unwritable: Estate, table: str) -> None:
    """Not a GRANT that is missing at the source, and no defect of ours."""
    ended = begin(unwritable, "--json", "--table", table, limit=bound_by_modes).end()
    assert ended.code == 1, ended
    error = ended.json["error"]
    assert error["code"] == "marts_unavailable", ended
    assert "marts.duckdb.wal: the marts cannot be written" in error["message"]
    assert "Permission denied" in error["message"]
    assert "GRANT" not in error["hint"]
    unwritable.project.state.chmod(0o700)
    again(unwritable)
    assert_settled(unwritable)


def garbage(file: Path) -> None:
    file.write_bytes(b"\x00\xff\xfegarbage")


def half(file: Path) -> None:
    file.write_text('{"pid": 12, "source": "ba')


def another_shape(file: Path) -> None:
    file.write_text('[{"pid": "none"}, 3]')


def a_folder(file: Path) -> None:
    (file / "inside").mkdir(parents=True)


def a_broken_link(file: Path) -> None:
    file.symlink_to("nowhere/at/all")


def unreadable(file: Path) -> None:
    file.write_text("{}")
    file.chmod(0)


@pytest.mark.parametrize("estate", DUCKDB_OFTEN, indirect=True)
@pytest.mark.parametrize(
    "damages",
    [(garbage, a_folder), pytest.param((half, another_shape, a_broken_link, unreadable), marks=soak)],
    ids=["often", "seldom"],
)
def test_a_damaged_status_file(estate: Estate, damages: Sequence[Callable[[Path], None]]) -> None:
    """It only tells others how far a run is: nothing may depend on it."""
    again(estate)
    file = estate.project.state / "ingest.status.json"
    for number, damage in enumerate(damages, start=1):
        if file.is_dir() and not file.is_symlink():
            shutil.rmtree(file)
        file.unlink(missing_ok=True)
        damage(file)
        looked = run_here("hb sources status --json", estate.project.root)
        assert looked.code == 0, (damage, looked)
        change_bank(estate.source, number)
        again(estate, reconcile=True)
        assert_settled(estate)


def working_folder(estate: Estate) -> Path:
    return estate.project.state / "dlt"


@pytest.mark.parametrize("estate", DUCKDB_OFTEN, indirect=True)
def test_dlts_folder_is_deleted_between_runs(estate: Estate) -> None:
    again(estate)
    shutil.rmtree(working_folder(estate))
    change_bank(estate.source, 1)
    again(estate, reconcile=True)
    assert_settled(estate)


@pytest.mark.parametrize("estate", DUCKDB_OFTEN, indirect=True)
@pytest.mark.parametrize("first", [False, pytest.param(True, marks=soak)])
@pytest.mark.parametrize(
    "point", ["committed:3", *(pytest.param(p, marks=soak) for p in ("extracted", "before-loads"))]
)
def test_dlts_folder_is_deleted_while_a_package_is_pending(estate: Estate, point: str, first: bool) -> None:
    if not first:
        again(estate)
        change_bank(estate.source, 1)
    crash(estate, point, *RECONCILE)
    shutil.rmtree(working_folder(estate))
    again(estate, reconcile=True)
    assert_settled(estate)


@pytest.mark.parametrize("estate", POSTGRES_OFTEN, indirect=True)
@pytest.mark.parametrize("reconcile", [False, pytest.param(True, marks=soak)])
def test_nothing_is_taken_for_done_that_was_not(estate: Estate, reconcile: bool) -> None:
    """Ranges landed anew because dlt's folder went say nothing about the rest of their table."""
    again(estate)
    change_bank(estate.source, 1, deletes=reconcile)
    crash(estate, "committed:3", *(RECONCILE if reconcile else ()))
    shutil.rmtree(working_folder(estate))
    change_bank(estate.source, 2, deletes=reconcile)
    # What changed since the crash may take the run after the one that mends it.
    again(estate, reconcile=reconcile)
    again(estate, reconcile=reconcile)
    assert_settled(estate)


@pytest.mark.parametrize("marts", ["duckdb", pytest.param("postgres", marks=soak)])
def test_dlts_folder_is_deleted_under_a_run(postgres_server: TestServer, tmp_path: Path, marts: str) -> None:
    make_bank(postgres_server)
    with proxied(postgres_server.port) as proxy:
        estate = make_estate(tmp_path, postgres_server, marts, marts_database="marts_places", source_port=proxy.port)
        trap = proxy.set_trap("entry", 50_000)
        run = begin(estate)
        assert trap.sprung.wait(30)
        shutil.rmtree(working_folder(estate))
        trap.release.set()
        ended = run.end()
    assert ended.code in (0, 1), ended
    estate = make_estate_again(estate, tmp_path)
    settles(estate)
    assert_settled(estate)


def make_estate_again(estate: Estate, root: Path) -> Estate:
    """The same project, straight at its source."""
    env = root / ".env"
    lines = [line for line in env.read_text().splitlines() if not line.startswith("SOURCE_PG_PORT=")]
    env.write_text("\n".join([*lines, f"SOURCE_PG_PORT={estate.source.port}", ""]))
    return estate


@pytest.mark.parametrize(
    ("jump", "after"), [(-DAY, 1.5), *(pytest.param(*j, marks=soak) for j in ((DAY, 1.5), (-400 * DAY, 0), (DAY, 0)))]
)
@pytest.mark.parametrize("estate", POSTGRES_OFTEN, indirect=True)
def test_a_clock_that_jumps(estate: Estate, tmp_path: Path, jump: int, after: float) -> None:
    library = build_clock(tmp_path)
    ended = begin(estate, env=jumping(library, jump, after)).end()
    assert ended.code == 0, ended
    assert_settled(estate)
    for number, (seconds, moment) in enumerate([(0, 0.0), (-jump, 0.0), (jump, after)], start=1):
        change_bank(estate.source, number)
        ended = begin(estate, *RECONCILE, env=jumping(library, seconds, moment)).end()
        assert ended.code == 0, ended
        assert_settled(estate)
