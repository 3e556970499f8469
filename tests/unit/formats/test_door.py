"""The door of formats: files of the folder, and what docs/how-to/extend/format.md says another package can bring."""

import os
import re
import subprocess
import sys
import tomllib
from dataclasses import dataclass
from pathlib import Path

import pytest

from heartbeat_cli.formats import KINDS, find_format, format_names, is_format

ROOT = Path(__file__).parents[3]
PAGE = ROOT / "docs" / "how-to" / "extend" / "format.md"
BANK = ROOT / "tests" / "cases" / "dumps" / "bank.sql"
BLOCK = re.compile(r"^```(\w+) ([^\n]+)\n(.*?)^```$", re.MULTILINE | re.DOTALL)


@dataclass(frozen=True)
class Package:
    """What the page says of its package, installed in `folder`."""

    folder: Path
    command: str
    output: str

    def hb(self, *words: str) -> subprocess.CompletedProcess[str]:
        """Run `hb` beside the package."""
        path = os.pathsep.join([str(ROOT / "src"), str(self.folder)])
        env = {**os.environ, "PYTHONPATH": path, "COLUMNS": "200", "NO_COLOR": "1"}
        line = [sys.executable, "-m", "heartbeat_cli", *words]
        return subprocess.run(line, cwd=BANK.parent, env=env, capture_output=True, text=True, check=False)


@pytest.fixture
def package(tmp_path: Path) -> Package:
    """The page's package as an installer would leave it."""
    blocks = {name: (language, body) for language, name, body in BLOCK.findall(PAGE.read_text(encoding="utf-8"))}
    (module,) = [name for name in blocks if name.endswith(".py")]
    (tmp_path / module).write_text(blocks[module][1])
    project = tomllib.loads(blocks["pyproject.toml"][1])["project"]
    install(tmp_path, project["name"], project["version"], project["entry-points"])
    (command,) = [name for name, (language, _) in blocks.items() if language == "text"]
    return Package(tmp_path, command, blocks[command][1])


def install(folder: Path, name: str, version: str, groups: dict[str, dict[str, str]]) -> None:
    """What an installer writes of a package's metadata."""
    info = folder / f"{name.replace('-', '_')}-{version}.dist-info"
    info.mkdir()
    (info / "METADATA").write_text(f"Metadata-Version: 2.1\nName: {name}\nVersion: {version}\n")
    lines = [f"[{group}]\n" + "".join(f"{k} = {v}\n" for k, v in names.items()) for group, names in groups.items()]
    (info / "entry_points.txt").write_text("\n".join(lines))


def test_the_page_is_true(package: Package) -> None:
    done = package.hb(*package.command.split()[1:])
    assert (done.returncode, done.stderr, done.stdout) == (0, "", package.output)


def test_a_format_of_another_package_is_listed_and_has_its_limits(package: Package) -> None:
    assert "mermaid|lines" in package.hb("profile", "--help").stdout
    done = package.hb("profile", "bank.sql", "core.payment.state_id", "--format", "lines")
    assert done.returncode == 2
    assert "lines cannot show a column\n  next: A column can be shown as table, json, markdown.\n" in done.stderr
    done = package.hb("profile", "bank.sql", "--format", "line")
    assert (done.returncode, "Did you mean 'lines'?" in done.stderr) == (2, True)


@pytest.mark.parametrize(
    ("leads_to", "why"),
    [
        ("hb_gone:FORMAT", "No module named 'hb_gone'"),
        ("hb_lines:NOTHING", "module 'hb_lines' has no attribute 'NOTHING'"),
        ("hb_lines:write", "hb_lines:write is no Format"),
    ],
)
def test_a_format_that_cannot_be_loaded_names_its_package(package: Package, leads_to: str, why: str) -> None:
    install(package.folder, "hb-broken", "2.0", {"heartbeat.formats": {"broken": leads_to}})
    done = package.hb("profile", "bank.sql", "--format", "broken")
    assert (done.returncode, done.stderr) == (
        1,
        f"error: hb-broken: the format 'broken' cannot be used: {why}\n"
        "  next: Install another version of hb-broken, or none.\n",
    )


def test_every_file_of_the_folder_is_a_format() -> None:
    files = {f.stem for f in (ROOT / "src" / "heartbeat_cli" / "formats").glob("*.py")} - {"__init__"}
    assert set(format_names()) == files
    assert format_names()[0] == "table"
    for name in format_names():
        found = find_format(name)
        assert (is_format(name), set(found.kinds) <= set(KINDS), bool(found.kinds and found.about)) == (True,) * 3


def test_the_page_of_formats_says_what_each_declares() -> None:
    page = (ROOT / "docs" / "how-to" / "formats.md").read_text(encoding="utf-8")
    for name in format_names():
        about = find_format(name).about
        assert f"| `{name}` | {about.partition(',')[0].partition(';')[0]}" in page, name


def test_listing_formats_imports_none() -> None:
    program = (
        "import sys\nfrom heartbeat_cli.formats import format_names\nformat_names()\n"
        "print(*sorted(m for m in sys.modules if m.startswith('heartbeat_cli') or m == 'rich'))"
    )
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    loaded = set(done.stdout.split())
    assert "heartbeat_cli.formats.parts.door" in loaded
    assert {f"heartbeat_cli.formats.{name}" for name in format_names()} & loaded == set()
    assert {"rich", "heartbeat_cli.pgschema", "heartbeat_cli.profiling"} & loaded == set()
