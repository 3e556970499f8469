"""A name → its words: `counterpartyIban`, `counterparty_iban` and `counterpartyiban` are all (counterparty, iban).

Rules about names compare whole words, so that `academic` holds no `ac` and `expanded` no `pan`. A name written without
any separator is taken apart only where words known here cover it entirely; otherwise it stays one word.
"""

import re
from functools import lru_cache

_SEPARATOR = re.compile(r"[\W_]+")
_SEAM = re.compile(r"(?<=[a-z\d])(?=[A-Z])|(?<=[A-Z])(?=[A-Z][a-z])|(?<=[^\W\d_])(?=\d)|(?<=\d)(?=[^\W\d_])")
_SHORTEST = 6


def word_set(text: str) -> frozenset[str]:
    """The words of a text, as a set: how rules list theirs."""
    return frozenset(text.split())


# Words of names written without separators. Not a dictionary: what rules about names need to see.
_KNOWN = word_set(
    """
    absent account action activity actual additional address agency aid alternate amount annual apartment
    applicant application appointment assessment association attempt average balance bank base begin behavior
    beneficiary billing birth blood building business calendar candidate card cash certification charge city
    client code comment community company contact contract cost count country course create created credential
    credit customer date day days death debit demographic department description descriptor detail diagnosis
    directory disability discipline discount district document driver due duration education effective
    electronic email employee employer employment end enrollment entry ethnicity evaluation event exam exemption
    expiry external facility family fee file first full gender given grade group guardian health hire holder
    home hourly hours house iban identification identifier identity iep immunization import incident income
    individual institution interest international internet intervention issue language last latitude leave
    length level license limit line local location login longitude maiden mail max medical member merchant
    middle min minor mobile modified month name national nationality network nick note notes number of offender
    office officer order organization owner parent part passport password patient payment percent percentage
    period person personal phone physical picture place plan position postal preferred price primary product
    profile program province quantity race rate reason record reference region relationship religion reporter
    required response result role room salary school score section service sex shipping size social source
    special staff start state status street student suite surname survey system table tax teacher telephone text
    thumbnail ticket time title total transaction type unique unit user value visa wage weight worker year zip
    citizenship
    """
)
_KNOWN_TAILS = _KNOWN | {"id", "no", "number", "usi", "uid"}
_LONGEST = max(map(len, _KNOWN_TAILS))


@lru_cache(maxsize=65536)
def words_of(name: str) -> tuple[str, ...]:
    """The words of a name in lower case; digits stand apart (`line1` → line, 1)."""
    if name.islower() and name.isalpha():
        return _taken_apart(name)
    spaced = name.lower() if name.isupper() else name
    pieces = _SEAM.sub("_", spaced).lower()
    return tuple(word for piece in _SEPARATOR.split(pieces) if piece for word in _taken_apart(piece))


@lru_cache(maxsize=65536)
def singular(word: str) -> str:
    """The singular of a regular English plural; a word that is none stays as it is."""
    if len(word) > 3 and word.endswith("ies"):
        return word[:-3] + "y"
    if word.endswith(("sses", "xes", "ches", "shes")):
        return word[:-2]
    if len(word) > 3 and word.endswith("s") and not word.endswith(("ss", "us", "is")):
        return word[:-1]
    return word


@lru_cache(maxsize=65536)
def singular_words(name: str) -> tuple[str, ...]:
    """The words of a name, each in the singular: how names are compared."""
    return tuple(singular(w) for w in words_of(name))


def _taken_apart(piece: str) -> tuple[str, ...]:
    if len(piece) < _SHORTEST or piece in _KNOWN or singular(piece) in _KNOWN:
        return (piece,)
    return _cover(piece, first=True) or (piece,)


def _cover(rest: str, *, first: bool = False) -> tuple[str, ...]:
    """Known words that together are `rest`, the longest first; empty where there are none."""
    known = _KNOWN if first else _KNOWN_TAILS
    for length in range(min(len(rest), _LONGEST), 1, -1):
        if rest[:length] not in known:
            continue
        if length == len(rest):
            return (rest,)
        tail = _cover(rest[length:])
        if tail:
            return (rest[:length], *tail)
    return ()
