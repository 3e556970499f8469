"""SQL as PostgreSQL's grammar reads it, without what does not change its meaning.

The tree has no comments, no layout and no parentheses that change nothing; names without quotes are in lower case,
strings are their values however they are written, and `!=` is `<>`. Left to do is to take out where things stand, how
aliases are called, and in which of several ways something is spelled. What is taken for the same has to be the same in
every database and for every row; where that cannot be seen in the text, two texts stay two.
"""

import json
from typing import Any, Final

from heartbeat_cli.metrics.aliases import rename_aliases
from heartbeat_cli.metrics.reading import Node, parse
from heartbeat_cli.metrics.spelling import one_spelling

_PLACES: Final = ("location", "stmt_len", "list_start", "list_end")


def canonical(sql: str) -> str:
    """One text for all SQL of one meaning, as far as its tree shows it. Raises InvalidFileError where it is no SQL."""
    return canonical_tree(parse(sql))


def canonical_tree(tree: list[Node]) -> str:
    """The same of statements that were read already; they stay as they are."""
    statements = [rename_aliases(statement) for statement in _without_places(tree)]
    return json.dumps(one_spelling(statements), ensure_ascii=False, sort_keys=True, separators=(",", ":"))


def _without_places(tree: Any) -> Any:
    if isinstance(tree, list):
        return [_without_places(item) for item in tree]
    if isinstance(tree, dict):
        return {key: _without_places(value) for key, value in tree.items() if not key.endswith(_PLACES)}
    return tree
