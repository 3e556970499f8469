"""Lists of words beside the code, as YAML: they are read once, by whoever needs one first."""

from functools import cache
from importlib import resources
from pathlib import Path
from typing import Any

from heartbeat_cli.files import parse_document


@cache
def word_lists(name: str) -> Any:
    """What the file `name.yml` of this folder says."""
    text = resources.files(__package__).joinpath(f"{name}.yml").read_text(encoding="utf-8")
    return parse_document(text, Path(f"{name}.yml")).data
