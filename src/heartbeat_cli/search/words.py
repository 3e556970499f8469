"""Which words count in a search, and when a stem is near enough to another."""

# Words of grammar: they name nothing, wherever they stand.
_GRAMMAR = (
    "a an and any are as at be been by can did do does each every for from had has have how in into is it its not of "
    "on or our so than that the their them then there these they this those to was we were what when where which who "
    "whose why will with within"
)
GRAMMAR = frozenset(_GRAMMAR.split())
# Shorter stems begin too many words of another meaning.
MEANINGFUL = 5


def meet(one: str, other: str) -> bool:
    """True for equal stems, and for `activ` and `activat`, of which one goes on where the other ends."""
    if one == other:
        return True
    shorter, longer = sorted((one, other), key=len)
    return len(shorter) >= MEANINGFUL and longer.startswith(shorter)
