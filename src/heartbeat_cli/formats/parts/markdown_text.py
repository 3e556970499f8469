"""Text that GitHub's Markdown shows as it is: escaped prose, code spans, tables, lists."""

import re
from collections.abc import Iterable, Sequence

_SPECIAL = re.compile(r"[\\`*\[\]<>|~$&]|(?<![^\W_])_|_(?![^\W_])")
_OPENING = re.compile(r"^(?:[#+=:-]|\d+(?=[.)]))")
_RUNS = re.compile(r"`+")


def prose(text: str | None) -> str:
    """Words on one line, with everything escaped that Markdown would take for markup."""
    line = _SPECIAL.sub(r"\\\g<0>", " ".join((text or "").split()))
    opening = _OPENING.match(line)
    if opening is None:
        return line
    head = opening[0]
    return f"{head}\\{line[len(head) :]}" if head.isdigit() else f"\\{line}"


def code(text: str | None) -> str:
    """A code span; empty for nothing. A pipe is escaped, which GitHub undoes inside tables and only there."""
    line = " ".join((text or "").split())
    if not line:
        return ""
    fence = "`" * (max((len(run) for run in _RUNS.findall(line)), default=0) + 1)
    pad = " " if line.startswith("`") or line.endswith("`") else ""
    return f"{fence}{pad}{line}{pad}{fence}"


def codes(names: Sequence[str]) -> str:
    """Code spans with commas between them."""
    return ", ".join(map(code, names))


def fenced(text: str, language: str) -> str:
    """A block of code, behind a fence longer than any run of backticks in it."""
    fence = "`" * max(3, max((len(run) for run in _RUNS.findall(text)), default=0) + 1)
    return f"{fence}{language}\n{text}\n{fence}"


def heading(level: int, text: str) -> str:
    """A heading; 1 is the page's title."""
    return f"{'#' * level} {text}"


def grid(headings: Sequence[str], rows: Sequence[Sequence[str]], numbers: Iterable[int] = ()) -> list[str]:
    """A table, `numbers` the places of right-aligned columns; nothing for no rows."""
    if not rows:
        return []
    right = set(numbers)
    rule = ["---:" if place in right else "---" for place in range(len(headings))]
    return ["\n".join(f"| {' | '.join(row)} |" for row in (headings, rule, *(map(_cell, row) for row in rows)))]


def _cell(text: str) -> str:
    """What is left of pipes are those in code spans: prose has escaped its own."""
    return re.sub(r"(?<!\\)\|", r"\\|", text)


def listing(title: str, lines: Sequence[str]) -> list[str]:
    """A heading of the second level and a list; nothing for nothing."""
    return [heading(2, title), "\n".join(f"- {line}" for line in lines)] if lines else []


def named(facts: Sequence[tuple[str, str]], comment: str | None) -> list[str]:
    """A comment as a paragraph, and facts as a list."""
    return [*([prose(comment)] if comment else []), "\n".join(f"- {name}: {value}" for name, value in facts)]
