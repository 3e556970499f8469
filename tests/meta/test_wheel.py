"""The wheel holds what git knows, installs in an empty folder elsewhere, does the core's work with the core's libraries
alone, and runs the demo with all of them.
"""

import json
import os
import re
import shutil
import subprocess
import sys
import tarfile
import venv
import zipfile
from collections.abc import Iterable
from dataclasses import dataclass
from importlib.metadata import distribution
from pathlib import Path

import pytest
from packaging.requirements import Requirement

REPOSITORY = Path(__file__).parents[2]
UNTRACKED = ("db/metrics/of_a_colleague.yml", "src/heartbeat_cli/half_done.py", "seed/schemas/demo/prod/of_a_bank.sql")
PLACES = {
    "src/heartbeat_cli/": "heartbeat_cli/",
    "db/": "heartbeat_cli/demo/project/db/",
    "seed/schemas/demo/": "heartbeat_cli/demo/project/seed/schemas/demo/",
    "heartbeat.yml": "heartbeat_cli/demo/project/heartbeat.yml",
}


@dataclass(frozen=True)
class Built:
    """A checkout with files git does not know, what was built from it, and a wheel from its unpacked sdist."""

    known: frozenset[str]
    sdist: Path
    wheel: Path
    wheel_of_sdist: Path


def _build(folder: Path, target: Path, *kinds: str) -> None:
    command = [sys.executable, "-m", "build", "--no-isolation", *kinds, "--outdir", str(target), str(folder)]
    subprocess.run(command, check=True, capture_output=True)


def _git(folder: Path, *words: str) -> str:
    return subprocess.run(["git", "-C", str(folder), *words], check=True, capture_output=True, text=True).stdout


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Built:
    home = tmp_path_factory.mktemp("wheel")
    checkout, target = home / "checkout", home / "dist"
    known = frozenset(n for n in _git(REPOSITORY, "ls-files", "-z").split("\0") if n and (REPOSITORY / n).is_file())
    for name in known:
        (checkout / name).parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(REPOSITORY / name, checkout / name)
    _git(checkout, "init", "--quiet")
    _git(checkout, "add", "--force", "--all")
    for name in UNTRACKED:
        (checkout / name).write_text("not for everybody\n")
    _build(checkout, target, "--sdist", "--wheel")
    sdist, wheel = next(target.glob("*.tar.gz")), next(target.glob("*.whl"))
    with tarfile.open(sdist) as archive:
        # Python before 3.11.4 has no filters; the archive is our own.
        archive.extractall(home, **({"filter": "data"} if hasattr(tarfile, "data_filter") else {}))
    _build(home / sdist.name.removesuffix(".tar.gz"), home / "again", "--wheel")
    return Built(known, sdist, wheel, next((home / "again").glob("*.whl")))


def _files(wheel: Path) -> set[str]:
    return {name for name in zipfile.ZipFile(wheel).namelist() if ".dist-info/" not in name}


def test_wheel_holds_the_files_git_knows(built: Built) -> None:
    expected = {
        target + name.removeprefix(source)
        for name in built.known
        for source, target in PLACES.items()
        if name.startswith(source)
    }
    assert {"heartbeat_cli/__main__.py", "heartbeat_cli/demo/project/heartbeat.yml"} < expected
    assert _files(built.wheel) == expected


def test_sdist_holds_the_files_git_knows(built: Built) -> None:
    with tarfile.open(built.sdist) as archive:
        names = {member.name.partition("/")[2] for member in archive.getmembers() if member.isfile()}
    assert names == built.known | {"PKG-INFO"}


def test_an_unpacked_sdist_makes_the_same_wheel(built: Built) -> None:
    assert _files(built.wheel_of_sdist) == _files(built.wheel)


class Environment:
    """A virtual environment with the wheel in it, and the libraries of this one that its metadata asks for."""

    def __init__(self, folder: Path, wheel: Path) -> None:
        venv.create(folder, with_pip=False, system_site_packages=False)
        self.python = folder / "bin" / "python"
        self.site = next(folder.glob("lib/python*/site-packages"))
        zipfile.ZipFile(wheel).extractall(self.site)
        metadata = next(self.site.glob("heartbeat_cli-*.dist-info")) / "METADATA"
        self._needs = re.findall(r"^Requires-Dist: (.+)$", metadata.read_text(), re.MULTILINE)

    def bring(self, extra: str) -> None:
        """Link what the wheel requires for `extra`, `""` being the core, and what that requires in turn."""
        self._link(self._needs, {extra}, set())

    def _link(self, needs: Iterable[str], extras: set[str], done: set[tuple[str, frozenset[str]]]) -> None:
        for need in map(Requirement, needs):
            key = (need.name, frozenset(need.extras))
            if key in done or not (need.marker is None or any(need.marker.evaluate({"extra": e}) for e in extras)):
                continue
            done.add(key)
            library = distribution(need.name)
            for top in {file.parts[0] for file in library.files or ()} - {"..", "__pycache__"}:
                if not (self.site / top).exists():
                    (self.site / top).symlink_to(str(library.locate_file(top)))
            self._link(library.requires or (), {"", *need.extras}, done)

    def hb(self, folder: Path, *args: str) -> subprocess.CompletedProcess[str]:
        command = [self.python, "-P", "-m", "heartbeat_cli", *args]
        env = {name: value for name, value in os.environ.items() if name != "PYTHONPATH"}
        return subprocess.run(command, cwd=folder, capture_output=True, text=True, check=False, env=env)


def test_core_alone_does_the_cores_work_and_all_of_it_runs_the_demo(built: Built, tmp_path: Path) -> None:
    environment = Environment(tmp_path / "venv", built.wheel)
    environment.bring("")
    assert not (environment.site / "duckdb").exists()
    estate = environment.site / "heartbeat_cli/demo/project"

    def hb(*args: str) -> str:
        done = environment.hb(estate, *args)
        assert done.returncode == 0, done.stderr
        return done.stdout

    assert hb("--version").startswith("hb ")
    assert "193 tables" in hb("profile", "webbank.core")
    assert "webbank.core.payment" in hb("search", "payment")
    (target,) = json.loads(hb("check", "--json"))["findings"]
    assert (target["rule"], target["severity"]) == ("migration-target", "warning")
    ingest = environment.hb(estate, "ingest", "--source", "webbank", "--json")
    assert ingest.returncode == 1
    assert json.loads(ingest.stdout)["error"]["hint"] == "pip install 'heartbeat-cli[ingest]'"

    environment.bring("all")
    folder = tmp_path / "elsewhere"
    folder.mkdir()
    try:
        up = environment.hb(folder, "demo", "up", "--scale", "0.02")
        assert up.returncode == 0, up.stderr
        assert (folder / "heartbeat-demo" / "heartbeat.yml").is_file()
        profiled = environment.hb(folder, "profile", "webbank.core")
        assert profiled.returncode == 0, profiled.stderr
        assert "193 tables" in profiled.stdout
    finally:
        environment.hb(folder, "demo", "down")
