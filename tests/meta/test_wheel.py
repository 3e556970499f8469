"""The wheel installs in an empty folder elsewhere and runs the demo there."""

import subprocess
import sys
import venv
import zipfile
from pathlib import Path

import pytest

REPOSITORY = Path(__file__).parents[2]


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    target = tmp_path_factory.mktemp("dist")
    subprocess.run(
        [sys.executable, "-m", "build", "--wheel", "--outdir", str(target), str(REPOSITORY)],
        check=True,
        capture_output=True,
    )
    return next(target.glob("*.whl"))


def test_wheel_carries_the_demos_files_once(wheel: Path) -> None:
    names = zipfile.ZipFile(wheel).namelist()
    assert len([n for n in names if n.endswith("prod/webbank.sql")]) == 1
    sources = {Path(n).stem for n in names if "/project/db/sources/" in n}
    assert sources == {f.stem for f in (REPOSITORY / "db/sources").glob("*.yml")}


def test_installed_wheel_runs_outside_the_checkout(wheel: Path, tmp_path: Path) -> None:
    environment = tmp_path / "venv"
    venv.create(environment, with_pip=False, system_site_packages=False)
    site = next(environment.glob("lib/python*/site-packages"))
    subprocess.run(
        [sys.executable, "-m", "pip", "install", "--quiet", "--no-deps", "--target", str(site), str(wheel)], check=True
    )
    # The libraries come from this environment; only heartbeat_cli itself must come from the wheel.
    libraries = [p for p in sys.path if p.endswith("site-packages")]
    (site / "libraries.pth").write_text("\n".join(libraries) + "\n")
    folder = tmp_path / "elsewhere"
    folder.mkdir()

    def hb(*args: str) -> subprocess.CompletedProcess[str]:
        python = environment / "bin" / "python"
        return subprocess.run(
            [python, "-m", "heartbeat_cli", *args], cwd=folder, capture_output=True, text=True, check=False
        )

    where = subprocess.run(
        [environment / "bin" / "python", "-c", "import heartbeat_cli; print(heartbeat_cli.__file__)"],
        capture_output=True,
        text=True,
        check=True,
        cwd=folder,
    )
    assert where.stdout.startswith(str(site))
    try:
        up = hb("demo", "up", "--scale", "0.02")
        assert up.returncode == 0, up.stderr
        assert (folder / "heartbeat-demo" / "heartbeat.yml").is_file()
        profiled = hb("profile", "webbank.core")
        assert profiled.returncode == 0, profiled.stderr
        assert "193 tables" in profiled.stdout
    finally:
        hb("demo", "down")
