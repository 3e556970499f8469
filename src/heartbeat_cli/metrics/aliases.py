"""Aliases by their place: what tables, derived columns and CTEs are called does not change a number.

Each alias gets a name that says where it stands, `t<depth>.<place>`, and each reference to it the same. PostgreSQL's
rules of what a name stands for are followed as far as the text alone decides it: which columns a table has is not
known here. A name that may stand for two things keeps its spelling, everywhere.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from heartbeat_cli.metrics.reading import Node, copied

# No name in SQL has it.
_MARK = "\0"


@dataclass(slots=True)
class _Column:
    """A column that a query gives, with a name that is known."""

    target: Node
    name: str
    place: str


@dataclass(slots=True)
class _Output:
    """The columns a query gives: `whole` where each of them has a name that is known."""

    columns: dict[str, _Column]
    whole: bool


@dataclass(slots=True)
class _Item:
    """What stands in FROM: `output` is None for what the text does not tell the columns of."""

    node: Node
    name: str | None
    schema: str | None
    place: str
    output: _Output | None = None

    def column(self, name: str) -> _Column | None:
        return self.output.columns.get(name) if self.output else None

    @property
    def open(self) -> bool:
        """Whether it may have columns of names that nobody knows here."""
        return self.output is None or not self.output.whole


@dataclass(slots=True)
class _Scope:
    parent: "_Scope | None"
    items: list[_Item] = field(default_factory=list)
    output: _Output = field(default_factory=lambda: _Output({}, whole=True))

    @property
    def depth(self) -> int:
        return 1 + self.parent.depth if self.parent else 0

    def chain(self) -> Iterator["_Scope"]:
        scope: _Scope | None = self
        while scope is not None:
            yield scope
            scope = scope.parent


@dataclass(frozen=True, slots=True)
class _Cte:
    place: str
    output: _Output | None


_Ctes = dict[str, _Cte]


class _UndecidedError(Exception):
    """The statement has something in it that changes what names stand for."""


def rename_aliases(statement: Node) -> Node:
    """The statement with its aliases called by their places; as it is where its names cannot be followed."""
    select: Node = copied(statement)
    names = _Names()
    try:
        names.follow(select["stmt"]["SelectStmt"])
    except (KeyError, _UndecidedError):
        return statement
    names.rename()
    return select


class _Names:
    """What each name in a statement stands for."""

    def __init__(self) -> None:
        self._items: list[_Item] = []
        self._columns: list[_Column] = []
        self._references: list[tuple[Node, _Item | None, _Column | None, str]] = []
        self._kept_aliases: set[str] = set()
        self._kept: set[str] = set()
        self._keeps_columns = False
        self._ctes = 0

    def follow(self, select: Node) -> None:
        """Read the whole statement; what its own columns are called counts only where it is sorted or grouped by."""
        self._select(select, None, {})
        if not any(clause in select for clause in ("sortClause", "groupClause", "distinctClause")):
            for target in select.get("targetList", ()):
                target["ResTarget"].pop("name", None)
            own = {id(target) for target in _targets(select)}
            self._columns = [column for column in self._columns if id(column.target) not in own]

    def rename(self) -> None:
        for item in self._items:
            item.node["alias"] = {**item.node.get("alias", {}), "aliasname": self._alias(item)}
        for column in self._columns:
            if not self._is_kept(column):
                column.target["name"] = column.place
        for node, owner, read, name in self._references:
            called = name if read is None or self._is_kept(read) else read.place
            node["fields"] = [_string(called)] if owner is None else [_string(self._alias(owner)), _string(called)]

    def _alias(self, item: _Item) -> str:
        return item.name if item.name in self._kept_aliases and item.name else item.place

    def _is_kept(self, column: _Column) -> bool:
        return self._keeps_columns or column.name in self._kept

    def _select(self, node: Node, parent: _Scope | None, ctes: _Ctes) -> _Output | None:
        ctes = self._with(node, parent, ctes)
        if node.get("op", "SETOP_NONE") != "SETOP_NONE":
            self._set_operation(node, parent, ctes)
            return None
        if "valuesLists" in node:
            self._visit(node["valuesLists"], _Scope(parent), ctes)
            return None
        scope = _Scope(parent)
        conditions = [found for part in node.get("fromClause", ()) for found in self._from(part, scope, ctes)]
        scope.output = self._output(node)
        self._visit(conditions, scope, ctes)
        for clause, child in node.items():
            if clause in ("sortClause", "groupClause", "distinctClause"):
                self._own_names(clause, child, scope, ctes)
            elif clause not in ("fromClause", "withClause"):
                self._visit(child, scope, ctes)
        return scope.output

    def _with(self, node: Node, parent: _Scope | None, ctes: _Ctes) -> _Ctes:
        clause = node.get("withClause", {})
        if clause.get("recursive"):
            raise _UndecidedError
        known = dict(ctes)
        for entry in clause.get("ctes", ()):
            cte = entry["CommonTableExpr"]
            output = self._select(cte["ctequery"]["SelectStmt"], parent, known)
            if "aliascolnames" in cte:
                raise _UndecidedError
            # Counted through the whole statement: those of an outer query are seen in the inner ones.
            self._ctes += 1
            known[cte["ctename"]] = _Cte(f"{_MARK}w{self._ctes}", output)
            cte["ctename"] = known[cte["ctename"]].place
        return known

    def _set_operation(self, node: Node, parent: _Scope | None, ctes: _Ctes) -> None:
        """The names of its first query are those of all of it, and those of the others are nobody's."""
        for arm in (node["larg"], node["rarg"]):
            output = self._select(arm, parent, ctes)
            self._kept.update(output.columns if output else ())
        for clause, child in node.items():
            if clause not in ("larg", "rarg", "withClause"):
                self._visit(child, _Scope(parent), ctes)

    def _from(self, part: Node, scope: _Scope, ctes: _Ctes) -> Iterator[Node]:
        """Enter what stands in FROM, and give the conditions of its joins: they see all of it."""
        ((kind, node),) = part.items()
        if kind == "JoinExpr":
            if node.get("isNatural") or node.keys() & {"alias", "usingClause", "join_using_alias"}:
                raise _UndecidedError
            yield from self._from(node["larg"], scope, ctes)
            yield from self._from(node["rarg"], scope, ctes)
            if "quals" in node:
                yield node["quals"]
            return
        item = self._item(kind, node, scope, ctes)
        if "colnames" in node.get("alias", {}):
            self._kept.update(name["String"]["sval"] for name in node["alias"]["colnames"])
            item.output = None
        scope.items.append(item)
        self._items.append(item)

    def _item(self, kind: str, node: Node, scope: _Scope, ctes: _Ctes) -> _Item:
        name = node.get("alias", {}).get("aliasname")
        place = f"{_MARK}t{scope.depth}.{len(scope.items)}"
        if kind == "RangeVar":
            cte = ctes.get(node["relname"]) if "schemaname" not in node else None
            item = _Item(node, name or node["relname"], None if name else node.get("schemaname"), place)
            if cte is not None:
                item.output, node["relname"] = cte.output, cte.place
            return item
        if kind == "RangeSubselect":
            outer = scope if node.get("lateral") else scope.parent
            return _Item(node, name, None, place, self._select(node["subquery"]["SelectStmt"], outer, ctes))
        if kind == "RangeFunction" and name is not None:
            self._visit(node["functions"], scope, ctes)
            return _Item(node, name, None, place)
        raise _UndecidedError

    def _output(self, node: Node) -> _Output:
        found: dict[str, _Column] = {}
        targets = _targets(node)
        for index, target in enumerate(targets):
            name = target.get("name") or _implied(target["val"])
            if name is None:
                continue
            if name in found:
                self._kept.add(name)
            found[name] = _Column(target, name, f"{_MARK}c{index}")
        self._columns.extend(found.values())
        return _Output(found, whole=len(found) == len(targets))

    def _own_names(self, clause: str, child: Any, scope: _Scope, ctes: _Ctes) -> None:
        """ORDER BY takes a name for that of a column it gives first, GROUP BY for one it reads, which is not known."""
        for entry in child:
            node = entry.get("SortBy", {}).get("node", {}) if clause == "sortClause" else entry
            name = _bare_name(node)
            column = scope.output.columns.get(name) if name is not None else None
            if column is None:
                self._visit(entry, scope, ctes, grouped=name is not None)
            elif clause == "sortClause":
                self._references.append((node["ColumnRef"], None, column, column.name))
            else:
                self._kept.add(column.name)

    def _visit(self, tree: Any, scope: _Scope, ctes: _Ctes, *, grouped: bool = False) -> None:
        if isinstance(tree, list):
            for item in tree:
                self._visit(item, scope, ctes, grouped=grouped)
        elif isinstance(tree, dict):
            for kind, child in tree.items():
                if kind == "SelectStmt":
                    self._select(child, scope, ctes)
                elif kind == "ColumnRef":
                    self._refer(child, scope, grouped=grouped)
                else:
                    self._visit(child, scope, ctes, grouped=grouped)

    def _refer(self, node: Node, scope: _Scope, *, grouped: bool) -> None:
        names = [part["String"]["sval"] if "String" in part else None for part in node["fields"]]
        match names:
            case [str(name)]:
                self._bare(node, name, scope, grouped=grouped)
            case [str(alias), str(name)]:
                self._qualified(node, alias, name, scope, None)
            case [str(schema), str(table), str(name)]:
                self._qualified(node, table, name, scope, schema)
            case [*aliases, None]:
                self._keeps_columns = True
                self._kept_aliases.update(alias for alias in aliases if alias)
            case _:
                raise _UndecidedError

    def _qualified(self, node: Node, alias: str, name: str, scope: _Scope, schema: str | None) -> None:
        for outer in scope.chain():
            for item in outer.items:
                if item.name == alias and (schema is None or item.schema == schema):
                    column = item.column(name)
                    if column is None and item.output is not None:
                        self._kept.add(name)
                    self._references.append((node, item, column, name))
                    return
        self._kept.add(name)

    def _bare(self, node: Node, name: str, scope: _Scope, *, grouped: bool) -> None:
        scopes = list(scope.chain())
        if any(item.name == name for outer in scopes for item in outer.items):
            # A whole row, or a function's only column.
            self._kept_aliases.add(name)
            self._keeps_columns = True
            return
        for outer in scopes:
            owners = [(item, column) for item in outer.items if (column := item.column(name)) is not None]
            if len(owners) == 1:
                self._references.append((node, *owners[0], name))
                return
            if owners or any(item.open for item in outer.items):
                break
        if len(scopes) == 1 and len(scope.items) == 1 and scope.items[0].output is None and not grouped:
            self._references.append((node, scope.items[0], None, name))
        else:
            self._kept.add(name)


def _targets(select: Node) -> list[Node]:
    return [target["ResTarget"] for target in select.get("targetList", ())]


def _implied(value: Node) -> str | None:
    """What PostgreSQL calls a column without a name, where that is plain."""
    if "ColumnRef" in value:
        last = value["ColumnRef"]["fields"][-1]
        return str(last["String"]["sval"]) if "String" in last else None
    if "FuncCall" in value:
        return str(value["FuncCall"]["funcname"][-1]["String"]["sval"])
    return _implied(value["TypeCast"]["arg"]) if "TypeCast" in value else None


def _bare_name(node: Node) -> str | None:
    fields = node.get("ColumnRef", {}).get("fields", ())
    name = fields[0].get("String", {}).get("sval") if len(fields) == 1 else None
    return None if name is None else str(name)


def _string(text: str) -> Node:
    return {"String": {"sval": text}}
