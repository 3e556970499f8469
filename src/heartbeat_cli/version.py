"""The version of this program, as `pyproject.toml` has it; a test holds the two together."""

from typing import Final

__version__: Final = "0.1.0"
