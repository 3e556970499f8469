"""How the relations of a query hang together: which are joined, and which have at most one row for a row of another.

A query in FROM whose rows all come out, once each, is opened: what it joins counts as joined here. Of what is left, an
*atom* has at most one row for given rows of others where its columns that have to be equal to theirs, or to one value,
have a key of it among them.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from heartbeat_cli.metrics.reading import Node, names_of
from heartbeat_cli.metrics.shape.columns import ColumnUse, QueryNames, bare, references
from heartbeat_cli.metrics.shape.expressions import conjuncts, function_name, same, unplaced
from heartbeat_cli.metrics.shape.select import Predicate, Relation, Select, Selected
from heartbeat_cli.pgschema import Table


@dataclass(frozen=True, slots=True)
class Link:
    """Two columns that have to be equal, or one and a value (`right` None)."""

    left: ColumnUse
    right: ColumnUse | None


@dataclass(frozen=True, slots=True)
class Joins:
    """The atoms of one select, in the order of FROM, and what has to be equal among them.

    `conditions` has every condition with the select it stands in.
    """

    names: QueryNames
    atoms: tuple[ColumnUse, ...]
    links: tuple[Link, ...]
    conditions: tuple[tuple[Select, Predicate], ...]

    def owner(self, use: ColumnUse) -> ColumnUse | None:
        """The atom a column is of, as the column there; None of a column of a query around."""
        return _grounded(use, self.names, {atom.relation for atom in self.atoms})

    def owners(self, value: Node, select: Select) -> set[Relation]:
        """The atoms whose columns an expression names."""
        found = (self.names.meaning(reference, select) for reference in references(value))
        grounded = (self.owner(use) for use in found if use is not None)
        return {use.relation for use in grounded if use is not None}

    def determined(self, known: Iterable[Relation], fixed: Iterable[Link] = ()) -> set[Relation]:
        """The atoms that have at most one row for given rows of `known`; `fixed` has to hold as well."""
        links = (*self.links, *fixed)
        found = set(known)
        while True:
            more = {a.relation for a in self.atoms if a.relation not in found and self._is_single(a, found, links)}
            if not more:
                return found
            found |= more

    def _is_single(self, atom: ColumnUse, known: set[Relation], links: Iterable[Link]) -> bool:
        if self._is_missing(atom.relation):
            return True
        bound = {
            mine.name
            for link in links
            for mine, other in ((link.left, link.right), (link.right, link.left))
            if mine is not None and mine.relation is atom.relation and (other is None or other.relation in known)
        }  # fmt: skip
        keys = unique_keys(atom.relation, self.names, self._restricted(atom.relation))
        return keys is None or any(set(key) <= bound for key in keys)

    def _is_missing(self, relation: Relation) -> bool:
        """Whether only what has no row of it is left: `LEFT JOIN log … WHERE log.id IS NULL`."""
        if relation.joined == "inner":
            return False
        compared = {
            use.name for link in self.links for use in (link.left, link.right) if use and use.relation is relation
        }
        keys = {name for key in unique_keys(relation, self.names) or () for name in key}
        asked = ((s, p.value["NullTest"]) for s, p in self.conditions if "NullTest" in p.value and not p.outer)
        uses = (self.names.meaning(t["arg"], s) for s, t in asked if t["nulltesttype"] == "IS_NULL")
        grounded = (self.owner(use) for use in uses if use is not None)
        return any(u is not None and u.relation is relation and u.name in compared | keys for u in grounded)

    def _restricted(self, relation: Relation) -> set[str]:
        """The columns of a relation that some condition is about."""
        found = (
            self.owner(use)
            for select, condition in self.conditions
            for reference in references(condition.value)
            if (use := self.names.meaning(reference, select)) is not None
        )
        return {use.name for use in found if use is not None and use.relation is relation}

    def narrowed(self, relation: Relation) -> bool:
        """Whether a condition on a relation says more than what it is joined by: of several rows it may leave one."""
        relations = {atom.relation for atom in self.atoms}
        return any(
            relation in self.owners(condition.value, select)
            and "NullTest" not in condition.value
            and not any(link.right for link in _links(condition.value, select, self.names, relations))
            for select, condition in self.conditions
        )


def joins_of(select: Select, names: QueryNames) -> Joins:
    """The joins of one select."""
    atoms: list[ColumnUse] = []
    conditions: list[tuple[Select, Predicate]] = []
    _open(select, names, atoms, conditions)
    relations = {atom.relation for atom in atoms}
    links = [
        link
        for scope, condition in conditions
        for link in _links(condition.value, scope, names, relations)
    ]  # fmt: skip
    return Joins(names, tuple(atoms), tuple(links), tuple(conditions))


def fixed_by(value: Node | None, select: Select, joins: Joins) -> tuple[Link, ...]:
    """What a condition of its own (FILTER) says has to be equal."""
    relations = {atom.relation for atom in joins.atoms}
    return tuple(link for part in conjuncts(value) for link in _links(part, select, joins.names, relations))


def _open(
    select: Select, names: QueryNames, atoms: list[ColumnUse], conditions: list[tuple[Select, Predicate]]
) -> None:
    for relation in select.relations:
        if relation.query is not None and relation.query.plain:
            _open(relation.query, names, atoms, conditions)
        else:
            atoms.append(ColumnUse(select, relation, ""))
    conditions += [(select, condition) for condition in select.conditions]


def _grounded(use: ColumnUse, names: QueryNames, atoms: set[Relation]) -> ColumnUse | None:
    while use.relation not in atoms:
        deeper = names.deeper(use)
        if deeper is None:
            return None
        use = deeper
    return use


def _links(value: Node, select: Select, names: QueryNames, atoms: set[Relation]) -> Iterator[Link]:
    """The equalities a condition stands for."""
    natural = value.get("NaturalJoin")
    if natural is not None:
        yield from _natural_links(natural, select, names)
        return
    comparison = value.get("A_Expr", {})
    operator = names_of(comparison.get("name", []))[-1:]
    if operator != ["="] or "lexpr" not in comparison or comparison.get("kind") not in ("AEXPR_OP", "AEXPR_IN"):
        return
    left, right = comparison["lexpr"], comparison["rexpr"]
    if comparison["kind"] == "AEXPR_IN":
        items = right.get("List", {}).get("items", [])
        if len(items) != 1:
            return
        right = items[0]
    mine, other = (_column_of_atom(side, select, names, atoms) for side in (left, right))
    if mine is not None and other is not None:
        yield Link(mine, other)
    elif mine is not None and _is_one_value(right, select, names, atoms):
        yield Link(mine, None)
    elif other is not None and _is_one_value(left, select, names, atoms):
        yield Link(other, None)


def _column_of_atom(value: Node, select: Select, names: QueryNames, atoms: set[Relation]) -> ColumnUse | None:
    use = names.meaning(value, select)
    return _grounded(use, names, atoms) if use is not None else None


def _is_one_value(value: Node, select: Select, names: QueryNames, atoms: set[Relation]) -> bool:
    """Whether an expression is the same for every row: it names no column of this query."""
    uses = [names.meaning(reference, select) for reference in references(value)]
    return all(use is not None and _grounded(use, names, atoms) is None for use in uses)


def _natural_links(natural: Node, select: Select, names: QueryNames) -> Iterator[Link]:
    left, right = (next((r for r in select.relations if r.alias == natural[side]), None) for side in ("left", "right"))
    if left is None or right is None or left.table is None or right.table is None:
        return
    one, other = names.tables.get(left.table), names.tables.get(right.table)
    if one is not None and other is not None:
        for column in one.columns:
            if other.column(column.name) is not None:
                yield Link(ColumnUse(select, left, column.name), ColumnUse(select, right, column.name))


def unique_keys(
    relation: Relation, names: QueryNames, restricted: Iterable[str] = ()
) -> tuple[tuple[str, ...], ...] | None:
    """The sets of columns no two rows of a relation share; None where nobody knows them.

    `restricted` are columns a condition is about: a key of only some rows (a partial unique index) holds where
    its own condition's columns are among them.
    """
    if relation.query is not None:
        return _keys_of_query(relation, names)
    if relation.table is not None:
        table = names.tables.get(relation.table)
        return table_keys(table, restricted) if table is not None else None
    called = {function_name(f["FuncCall"]) for f in relation.functions if "FuncCall" in f}
    if called == {"generate_series"}:
        return ((relation.columns[0] if relation.columns else relation.alias,),)
    return ()


def table_keys(table: Table, restricted: Iterable[str] = ()) -> tuple[tuple[str, ...], ...]:
    """The sets of columns that are unique in a table."""
    keys = [key.columns for key in (table.primary_key, *table.unique_keys) if key is not None]
    known = {column.name for column in table.columns}
    for index in table.indexes:
        named = {name for name in known if index.where is not None and name in index.where}
        if index.unique and set(index.keys) <= known and (index.where is None or named <= set(restricted)):
            keys.append(index.keys)
    return tuple(keys)


def _keys_of_query(relation: Relation, names: QueryNames) -> tuple[tuple[str, ...], ...] | None:
    query = relation.query
    assert query is not None, "asked of a query"
    if _gives_one_row(query):
        return ((),)
    outputs = _output_names(relation)
    if query.distinct:
        return (tuple(outputs),)
    if query.branches:
        # A recursion over no table counts up: `SELECT day + 1 FROM days`.
        return ((outputs[0],),) if _counts_up(query) else ()
    if query.rows:
        return tuple((name,) for index, name in enumerate(outputs) if _are_different(query.rows, index))
    keys: list[tuple[str, ...]] = []
    if query.group_by or query.distinct_on:
        keys += _key_of(query.group_by or query.distinct_on, relation)
    elif query.relations:
        keys += _keys_of_rows(relation, names)
    keys += _row_numbers(relation)
    return tuple(keys)


def _counts_up(query: Select) -> bool:
    relations = [relation for branch in query.branches for relation in branch.relations]
    return bool(relations) and all(relation.recursive for relation in relations)


def _are_different(rows: tuple[tuple[Node, ...], ...], index: int) -> bool:
    """Whether no two rows of a list have the same in one column."""
    written = [unplaced(bare(row[index])) for row in rows]
    plain = all(isinstance(value, dict) and "A_Const" in value for value in written)
    return plain and not any(value in written[:place] for place, value in enumerate(written))


def _gives_one_row(query: Select) -> bool:
    """One at most: an aggregate without groups, LIMIT 1, or a single row of VALUES."""
    limit = bare(query.limit or {}).get("A_Const", {}).get("ival", {}).get("ival", 0)
    whole = bool(query.aggregates) and not query.group_by and not query.branches
    nothing = not (query.relations or query.branches or query.rows)
    return limit == 1 or whole or nothing or len(query.rows) == 1


def _output_names(relation: Relation) -> list[str]:
    assert relation.query is not None, "asked of a query"
    named = [output.name for output in relation.query.outputs]
    return [*relation.columns, *named[len(relation.columns) :]]


def _key_of(expressions: Iterable[Node], relation: Relation) -> list[tuple[str, ...]]:
    """The outputs that are these expressions, where all of them come out."""
    query = relation.query
    assert query is not None, "asked of a query"
    outputs = _output_names(relation)
    key: list[str] = []
    for expression in expressions:
        number = expression.get("A_Const", {}).get("ival", {}).get("ival")
        found = (
            number - 1 if number
            else next((i for i, o in enumerate(query.outputs) if _is_same(o, expression)), None)
        )  # fmt: skip
        if found is None or found >= len(outputs):
            return []
        key.append(outputs[found])
    return [tuple(key)]


def _is_same(output: Selected, expression: Node) -> bool:
    """Whether an output is the expression, its name, or a column of the same name."""
    value = output.value or {}
    if "ColumnRef" not in expression or same(value, expression):
        return same(value, expression)
    last = names_of(expression["ColumnRef"]["fields"])[-1]
    return last == output.name or last == names_of(value.get("ColumnRef", {}).get("fields", [{}]))[-1]


def _keys_of_rows(relation: Relation, names: QueryNames) -> list[tuple[str, ...]]:
    """Keys of a query whose rows are those of one relation in it, the others being looked up."""
    query = relation.query
    assert query is not None, "asked of a query"
    joins = joins_of(query, names)
    found: list[tuple[str, ...]] = []
    for atom in joins.atoms:
        if len(joins.determined({atom.relation})) < len(joins.atoms):
            continue
        for key in unique_keys(atom.relation, names) or ():
            outputs = {}
            for output, name in zip(query.outputs, _output_names(relation), strict=False):
                use = names.meaning(output.value, query) if output.value is not None else None
                ground = joins.owner(use) if use is not None else None
                if ground is not None and ground.relation is atom.relation:
                    outputs[ground.name] = name
            stars = any(output.value is None for output in query.outputs)
            if set(key) <= set(outputs) or stars:
                found.append(tuple(outputs.get(column, column) for column in key))
    return found


def _row_numbers(relation: Relation) -> list[tuple[str, ...]]:
    """`row_number() OVER (PARTITION BY k)` and k together are a key."""
    query = relation.query
    assert query is not None, "asked of a query"
    found: list[tuple[str, ...]] = []
    for output, name in zip(query.outputs, _output_names(relation), strict=False):
        call = (output.value or {}).get("FuncCall", {})
        if call and function_name(call) == "row_number" and "over" in call:
            parts = call["over"].get("partitionClause", [])
            found += [(*key, name) for key in (_key_of(parts, relation) if parts else [()])]
    return found
