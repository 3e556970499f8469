"""Texts as YAML takes them back, whatever is in them."""

import json
import re
from typing import Final

_PLAIN: Final = re.compile(r"[A-Za-z_][\w.-]*")
_SENTENCE: Final = re.compile(r"[A-Za-z][\w .,;()/-]*")
_SPECIAL: Final = frozenset({"true", "false", "null", "yes", "no", "on", "off", "y", "n"})


def plain(text: str) -> str:
    """A key or value on a line of its own."""
    fits = _SENTENCE.fullmatch(text) and text.isascii() and text == text.strip() and text.lower() not in _SPECIAL
    return text if fits else _quoted(text)


def flow(text: str) -> str:
    """A value between braces or brackets."""
    return text if _PLAIN.fullmatch(text) and text.isascii() and text.lower() not in _SPECIAL else _quoted(text)


def _quoted(text: str) -> str:
    return json.dumps(text, ensure_ascii=False)
