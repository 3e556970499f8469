"""A package of somebody else's, made from the code of a page of docs/how-to/extend, and installed beside hb.

Such a page has blocks with a name behind their language: the package's modules (`python hb_lines.py`), its
`pyproject.toml`, files of a project (`yaml heartbeat.yml`), what a command line shows (`text hb …`), and what one that
fails says (`console hb …`).
"""

import os
import re
import subprocess
import sys
import tomllib
from dataclasses import dataclass, field
from pathlib import Path

ROOT = Path(__file__).parents[1]
PAGES = ROOT / "docs" / "how-to" / "extend"
_BLOCK = re.compile(r"^```(\w+) ([^\n]+)\n(.*?)^```$", re.MULTILINE | re.DOTALL)


@dataclass(frozen=True)
class OutsidePackage:
    """What a page says of its package, installed in `folder`: command lines and what they show.

    `refused` are command lines that fail, with what they say on stderr; `files` are those of a project, by their path.
    """

    folder: Path
    shown: dict[str, str] = field(default_factory=dict)
    refused: dict[str, str] = field(default_factory=dict)
    files: dict[str, str] = field(default_factory=dict)

    def hb(self, *words: str, cwd: Path) -> subprocess.CompletedProcess[str]:
        """Run `hb` beside the package."""
        path = os.pathsep.join([str(ROOT / "src"), str(self.folder)])
        env = {**os.environ, "PYTHONPATH": path, "COLUMNS": "200", "NO_COLOR": "1"}
        line = [sys.executable, "-m", "heartbeat_cli", *words]
        return subprocess.run(line, cwd=cwd, env=env, capture_output=True, text=True, check=False)


def install_from(page: str, folder: Path) -> OutsidePackage:
    """The package of docs/how-to/extend/`page`, as an installer would leave it in `folder`."""
    blocks = {name: (kind, body) for kind, name, body in _BLOCK.findall((PAGES / page).read_text(encoding="utf-8"))}
    for name, (kind, body) in blocks.items():
        if kind == "python":
            (folder / name).write_text(body)
    project = tomllib.loads(blocks["pyproject.toml"][1])["project"]
    install(folder, project["name"], project["version"], project["entry-points"])

    def of(wanted: str) -> dict[str, str]:
        return {name: body for name, (kind, body) in blocks.items() if kind == wanted}

    return OutsidePackage(folder, of("text"), of("console"), of("yaml"))


def install(folder: Path, name: str, version: str, groups: dict[str, dict[str, str]]) -> None:
    """What an installer writes of a package's metadata."""
    info = folder / f"{name.replace('-', '_')}-{version}.dist-info"
    info.mkdir()
    (info / "METADATA").write_text(f"Metadata-Version: 2.1\nName: {name}\nVersion: {version}\n")
    lines = [f"[{group}]\n" + "".join(f"{k} = {v}\n" for k, v in names.items()) for group, names in groups.items()]
    (info / "entry_points.txt").write_text("\n".join(lines))
