"""What one more source adds to files that are there: lines at their end or in a list, and nothing is changed."""

import re
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Final

from heartbeat_cli.estate import PROJECT_FILE
from heartbeat_cli.files import set_value
from heartbeat_cli.setup.env_text import env_lines
from heartbeat_cli.setup.planned import env_of
from heartbeat_cli.state import SHARED, write_atomically

_BY_NAME: Final = re.compile(r"^(\s*- )[A-Z][A-Z0-9_]*\s*$")
_VARIABLE: Final = re.compile(r"^\s*(?:export\s+)?([A-Za-z_][A-Za-z0-9_]*)\s*=")
_LARGEST: Final = 1 << 20


def add_cluster(root: Path, name: str) -> Path:
    """Enter a cluster in heartbeat.yml, whose other lines stay. Raises InvalidFileError where no line can be added."""
    file = root / PROJECT_FILE
    text = file.read_text(encoding="utf-8")
    for key, value in (("env", env_of(name)), ("mirror", name)):
        text = set_value(text, file, ("clusters", name, key), value)
    write_atomically(file, text.encode(), mode=SHARED)
    return file


def add_variables(root: Path, values: Mapping[str, str]) -> Iterator[Path]:
    """Add variables to `.env`, with their values, and without to `.env.example` and to compose files that pass some on.

    What names a variable already keeps its line. Gives the files that have new lines.
    """
    yield from _added(root / ".env", values, private=True)
    yield from _added(root / ".env.example", dict.fromkeys(values, ""), private=False)
    for file in sorted(root.glob("docker-compose.*.y*ml")):
        yield from _passed_on(file, values)


def _added(file: Path, values: Mapping[str, str], *, private: bool) -> Iterator[Path]:
    there = file.read_text(encoding="utf-8") if file.exists() else ""
    known = {found[1] for line in there.splitlines() if (found := _VARIABLE.match(line))}
    lines = env_lines({name: value for name, value in values.items() if name not in known})
    if not lines:
        return
    text = there + ("" if not there or there.endswith("\n") else "\n") + lines
    mode = 0o600 if private else SHARED
    write_atomically(file, text.encode(), mode=mode)
    yield file


def _passed_on(file: Path, names: Iterable[str]) -> Iterator[Path]:
    """The compose file hands variables on by name: the new ones are named below the last of them."""
    if not file.is_file() or file.stat().st_size > _LARGEST:
        return
    lines = file.read_text(encoding="utf-8").splitlines(keepends=True)
    named = [(place, found[1]) for place, line in enumerate(lines) if (found := _BY_NAME.match(line))]
    there = {line.strip().removeprefix("- ") for line in lines}
    new = [name for name in names if name not in there]
    if not named or not new:
        return
    place, dash = named[-1]
    written = "".join(f"{dash}{name}\n" for name in new)
    write_atomically(file, "".join((*lines[: place + 1], written, *lines[place + 1 :])).encode(), mode=SHARED)
    yield file
