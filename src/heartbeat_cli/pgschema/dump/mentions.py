"""Where a query names a relation or a column: for a query whose text has to follow a new name.

Names are looked up as PostgreSQL does it; so this has to run before the draft knows the new name.
"""

from typing import NamedTuple

from ..names import QName
from ..quoting import quote_if_needed
from .draft import DraftDatabase
from .lexer import tokens
from .objects import DraftColumn, DraftTable
from .parse import Node, parse_all
from .queries import FromItem, QueryReader, QueryScope
from .results import Output
from .split import DumpStatement
from .typenames import strings


class _Edit(NamedTuple):
    """What to write instead of the first `length` parts of a dotted name."""

    length: int
    text: str


def rename_in_query(
    draft: DraftDatabase, text: str, relation: DraftTable, column: DraftColumn | None, new: QName
) -> str:
    """The query `text` where `relation` (or a `column` of it) is called `new`; what it gives out keeps its names.

    The text as it is where a name cannot be followed: a column that USING names.
    """
    source = text.encode()
    parsed = next(parse_all([DumpStatement(source, 0, len(source), 1)]))
    if parsed.node is None:
        return text
    try:
        mentions = _Mentions(draft, parsed.node, relation, column, new)
    except RecursionError:
        return text
    return text if mentions.in_using else _edited(source, mentions.edits)


class _Mentions(QueryReader):
    """A query, analysed to find the places that name `relation`, or `column` of it."""

    def __init__(
        self, draft: DraftDatabase, tree: Node, relation: DraftTable, column: DraftColumn | None, new: QName
    ) -> None:
        self._relation, self._column, self._new = relation, column, new
        self._unaliased: list[FromItem] = []
        self._outputs: list[Output] = []
        self.edits: dict[int, _Edit] = {}
        self.in_using = False
        super().__init__(draft, tree)

    def _range(self, node: Node, scope: QueryScope) -> list[Output] | None:
        columns = super()._range(node, scope)
        item, alias = scope.items[-1], node.get("alias", {})
        if item.relation is not self._relation:
            return columns
        if self._column is not None:
            unnamed = (item.columns or [])[len(alias.get("colnames", [])) :]
            self._outputs += [output for output in unnamed if output.origin is self._column]
            return columns
        self.edits[node["location"]] = _Edit(2 if "schemaname" in node else 1, self._qualified())
        if not alias:
            self._unaliased.append(item)
        return columns

    def _merge(
        self, left: list[Output], right: list[Output], names: list[str], how: str, scope: QueryScope
    ) -> list[Output]:
        self.in_using = self.in_using or any(self._is_it(output) for output in (*left, *right) if output.name in names)
        return super()._merge(left, right, names, how, scope)

    def _targets(self, targets: list[Node], scope: QueryScope) -> list[Output] | None:
        outputs = super()._targets(targets, scope)
        for target in (t["ResTarget"] for t in targets):
            place = target.get("val", {}).get("ColumnRef", {}).get("location")
            if self._column is not None and place in self.edits and "name" not in target:
                length, text = self.edits[place]
                self.edits[place] = _Edit(length, f"{text} AS {quote_if_needed(self._column.name)}")
        return outputs

    def _lookup(self, reference: Node, scope: QueryScope) -> Output | None:
        found = super()._lookup(reference, scope)
        fields, place = reference.get("fields", []), reference["location"]
        names = strings([f for f in fields if "String" in f])
        if self._column is not None:
            if found is not None and self._is_it(found):
                self.edits.setdefault(place, _Edit(len(names), self._as_column(names, found, scope)))
            return found
        qualifier = names if len(names) < len(fields) else names[:-1]
        item = scope.item(qualifier[-1], qualifier[-2] if len(qualifier) > 1 else None) if qualifier else None
        if item is not None and item in self._unaliased:
            written = self._qualified() if len(qualifier) > 1 else quote_if_needed(self._new.name)
            self.edits[place] = _Edit(len(qualifier), written)
        return found

    def _is_it(self, output: Output) -> bool:
        return any(output is one for one in self._outputs)

    def _as_column(self, names: list[str], found: Output, scope: QueryScope) -> str:
        """With a qualifier, for the new name alone could be another's, too."""
        qualifier = names[:-1]
        here: QueryScope | None = scope
        while not qualifier and here is not None:
            owners = [i.name for i in here.items if i.name and any(c is found for c in i.columns or ())]
            qualifier, here = owners[:1], here.outer
        return ".".join(quote_if_needed(name) for name in (*qualifier, self._new.name))

    def _qualified(self) -> str:
        return f"{quote_if_needed(self._new.schema)}.{quote_if_needed(self._new.name)}"


def _edited(source: bytes, edits: dict[int, _Edit]) -> str:
    found = list(tokens(source))
    numbers = {token.start: number for number, token in enumerate(found)}
    pieces, position = [], 0
    for place, edit in sorted(edits.items()):
        last = found[numbers[place] + 2 * (edit.length - 1)]
        pieces += [source[position:place], edit.text.encode()]
        position = last.end
    return b"".join([*pieces, source[position:]]).decode()
