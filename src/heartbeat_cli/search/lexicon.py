"""English as everybody writes it: which words are no typing mistakes, and what a name run together is made of."""

from functools import cache, lru_cache
from pathlib import Path

from heartbeat_cli.text import stem

_FILE = Path(__file__).with_name("common_words.txt")
# Shorter words are found everywhere inside others: these are the ones names are made of.
_SHORT_WORDS = (
    "act age bus car day dog end fax fee gas job key law log map max min net new old pay pet pin row run sex sum tax "
    "tip url zip"
)
_SHORT = frozenset(_SHORT_WORDS.split())
_BEHIND = frozenset(("at", "by", "id", "in", "is", "no", "nr", "of", "on", "to"))
_LONG_ENOUGH = 6
# PostgreSQL's names end at 63 characters, and no language of ours makes longer words; what is pasted may be endless.
LONGEST_NAME = 128
# `sb` of `sbtransaction`: letters in front that are no word.
_PREFIX = 3


def is_common(word: str) -> bool:
    """Whether a folded, lower-case word is one of the commonest of English, in any of its forms."""
    return stem(word) in _common()


@lru_cache(maxsize=1 << 16)
def words_within(word: str) -> tuple[str, ...]:
    """The words that a name without separators is made of: `sbtransaction` of (transaction), the fewest there can be.

    Empty for a word that is none of several, is itself common, or is not made of common ones but for three letters in
    front.
    """
    if not _LONG_ENOUGH <= len(word) <= LONGEST_NAME or not word.isascii() or is_common(word):
        return ()
    whole = _cut(word)
    if len(whole) > 1:
        return whole
    for start in range(1, min(_PREFIX, len(word) - _LONG_ENOUGH) + 1):
        rest = _cut(word[start:])
        if rest and len(rest[0]) > 3:
            return rest
    return ()


def _cut(word: str) -> tuple[str, ...]:
    """`word` cut into the fewest common words, the longest first; empty where it cannot be."""
    # From the end: the best of each tail is found once.
    best: dict[int, tuple[str, ...]] = {len(word): ()}
    for start in range(len(word) - 2, -1, -1):
        ends = (end for end in range(len(word), start + 1, -1) if end in best and _is_piece(word[start:end], start))
        found = min((((word[start:end], *best[end])) for end in ends), key=len, default=None)
        if found is not None:
            best[start] = found
    return best.get(0, ())


def _is_piece(piece: str, start: int) -> bool:
    return piece in _SHORT or (piece in _BEHIND and start > 0) or (len(piece) > 3 and is_common(piece))


@cache
def _common() -> frozenset[str]:
    lines = _FILE.read_text(encoding="ascii").splitlines()
    return frozenset(word for line in lines if not line.startswith("#") for word in line.split())
