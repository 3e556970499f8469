"""What a message shows of a value: its beginning, and nothing of what looks like a secret."""

import re
from typing import Final

_LONGEST: Final = 60
_HIDDEN: Final = "•••"
_QUOTED: Final = rf"(?<![^\s(\[=:,])'(?!\s)([^'\n]{{{_LONGEST + 1},}})'"
_QUOTED_BY_SERVERS: Final = rf'(?<=: )"([^"\n]{{{_LONGEST + 4},}})"'
_ENDLESS: Final = r"(?<!\S)'\S{300,}"
"""A value with quotes of its own, which the pattern above takes for several."""
_IN_A_URL: Final = r"(://)[^\s/@']*:[^\s@']*@"
_NAMES: Final = r"(?:password|passwd|pwd|secret|token|api_?key|access_?key|secret_?key|private_?key)"
_AFTER_ITS_NAME: Final = (
    rf"(?i)(?<![a-z])({_NAMES}\s*=\s*|{_NAMES}[\"']?\s*:\s*(?=[\"'])|\bbearer\s+(?=[\w.~+/-]*\d))"
    r"(?!\$)(?:'[^'\n]+'|\"[^\"\n]+\"|[^\s'\",;]+)"
)
_KNOWN: Final = (
    r"()\b(?:AKIA[0-9A-Z]{16}|AIza[\w-]{30,}|gh[pousr]_\w{16,}|github_pat_\w{16,}|glpat-[\w-]{16,}|xox[a-z]-[\w-]{10,}"
    r"|sk[-_][\w-]{16,}|eyJ[\w-]{10,}\.[\w.-]+|-----BEGIN [A-Z ]*PRIVATE KEY-----.*)"
)
_RANDOM: Final = r"(?<![\w+/=-])(?=[\w+/-]*[a-z])(?=[\w+/-]*[A-Z])(?=[\w+/-]*\d[\w+/-]*\d)[\w+/-]{20,}=*(?![\w+/=-])"


def shown(value: object) -> str:
    """A value out of a file as messages show it: at most 60 characters on one line."""
    text = str(value)[: _LONGEST * 10]
    safe = re.sub(_RANDOM, _HIDDEN, without_secrets(text))
    return safe if len(safe) <= _LONGEST else f"{safe[: _LONGEST - 1]}…"


def discreet(message: str) -> str:
    """A message in which no value in quotes is longer than that, and nothing looks like a secret."""
    cut = re.sub(_QUOTED, lambda found: f"'{found[1][: _LONGEST - 1]}…'", message)
    # A server's own names have up to 63 characters.
    cut = re.sub(_QUOTED_BY_SERVERS, lambda found: f'"{found[1][: _LONGEST - 1]}…"', cut)
    cut = re.sub(_ENDLESS, lambda found: f"{found[0][: _LONGEST - 1]}…", cut)
    return without_secrets(cut)


def without_secrets(text: str) -> str:
    """A text with what looks like a secret hidden."""
    for pattern, kept in ((_IN_A_URL, f"\\g<1>{_HIDDEN}@"), (_AFTER_ITS_NAME, f"\\g<1>{_HIDDEN}"), (_KNOWN, _HIDDEN)):
        text = re.sub(pattern, kept, text)
    return text
