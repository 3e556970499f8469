"""How far something is, told to whoever looks on."""

from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager

Steps = Callable[[str, int], AbstractContextManager[Callable[[str], None]]]
"""A title and a number of steps → what is to be told the name of each step that is done."""


@contextmanager
def unseen(_title: str, _total: int) -> Iterator[Callable[[str], None]]:
    """Steps that nobody looks at."""
    yield lambda _name: None
