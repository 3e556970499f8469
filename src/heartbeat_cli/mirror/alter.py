"""ALTER TABLE, command by command."""

from collections.abc import Callable
from dataclasses import dataclass

from heartbeat_cli.mirror import lexer
from heartbeat_cli.mirror.clauses import (
    NotUnderstoodError,
    Text,
    apply_column_constraints,
    apply_constraint,
    read_column,
    read_type,
    relation_parts,
    share_with_partition,
)
from heartbeat_cli.mirror.draft import Draft, DraftColumn, DraftTable, DraftType, drop_column, drop_key
from heartbeat_cli.mirror.parse import Node


@dataclass(frozen=True, slots=True)
class _Command:
    """One command of an ALTER TABLE: its node, where its text begins and ends, and every table it reaches."""

    draft: Draft
    table: DraftTable
    node: Node
    text: Text
    place: tuple[int, int]
    reach: list[DraftTable]

    def columns(self) -> list[DraftColumn]:
        """The named column in every table reached."""
        found = [c for t in self.reach if (c := t.column(self.node["name"])) is not None]
        if not found:
            raise NotUnderstoodError(f"{self.table.qname} has no column {self.node['name']}")
        return found


def alter_table(draft: Draft, node: Node, text: Text, _line: int) -> None:
    """Apply every command of the statement that shapes the table; owners, storage and the like are understood."""
    if node.get("objtype") not in ("OBJECT_TABLE", "OBJECT_FOREIGN_TABLE"):
        return
    commands = [c["AlterTableCmd"] for c in node.get("cmds", [])]
    if not any(c["subtype"] in _COMMANDS for c in commands):
        return
    schema, name = relation_parts(node["relation"])
    table = draft.find(schema, name)
    if table is None:
        if node.get("missing_ok"):
            return
        raise NotUnderstoodError(f"no table {schema + '.' if schema else ''}{name}")
    if table.is_view:
        return
    places = _places(text, node["relation"])
    reach = [table, *table.descendants()] if node["relation"].get("inh") else [table]
    trouble: NotUnderstoodError | None = None
    for number, command in enumerate(commands):
        handler = _COMMANDS.get(command["subtype"])
        if handler is None:
            continue
        place = places[number] if number < len(places) else (len(text.source), len(text.source))
        try:
            handler(_Command(draft, table, command, text, place, reach))
        except NotUnderstoodError as error:
            trouble = trouble or error
    if trouble is not None:
        raise trouble


def _places(text: Text, relation: Node) -> list[tuple[int, int]]:
    """Where each command's text stands: the list behind the table's name."""
    position, dotted = text.at(relation), True
    for token in lexer.tokens(text.source, position):
        if token.text == b"." or token.text == b"*":
            dotted = token.text == b"."
        elif not dotted:
            break
        else:
            dotted = False
        position = token.end
    return lexer.items(text.source, position)


def _add_column(command: _Command) -> None:
    definition = command.node["def"]["ColumnDef"]
    name = definition["colname"]
    if command.table.column(name) is not None:
        if command.node.get("missing_ok"):
            return
        raise NotUnderstoodError(f"{command.table.qname} has a column {name} already")
    column = read_column(command.draft, command.table, definition)
    command.table.columns.append(column)
    apply_column_constraints(command.draft, command.table, column, definition, command.text)
    for child in command.reach[1:]:
        if child.column(name) is None:
            child.columns.append(column.copy())


def _drop_column(command: _Command) -> None:
    if command.table.column(command.node["name"]) is None and not command.node.get("missing_ok"):
        raise NotUnderstoodError(f"{command.table.qname} has no column {command.node['name']}")
    for table in command.reach:
        drop_column(command.draft, table, command.node["name"])


def _alter_type(command: _Command) -> None:
    kind: tuple[str | DraftType, str] = read_type(command.draft, command.node["def"]["ColumnDef"]["typeName"])
    for column in command.columns():
        column.type, column.suffix = kind


def _set_default(command: _Command) -> None:
    value = None
    if "def" in command.node and not command.node["def"].get("A_Const", {}).get("isnull"):
        start = lexer.after_words(command.text.source, command.place[0], b"SET", b"DEFAULT") or command.place[0]
        value = command.text.cut(start, command.place[1])
    for column in command.columns():
        column.default = value


def _set_not_null(command: _Command) -> None:
    for column in command.columns():
        column.nullable = False


def _drop_not_null(command: _Command) -> None:
    for column in command.columns():
        column.nullable = True


def _add_identity(command: _Command) -> None:
    for column in command.columns():
        column.identity = "always" if command.node["def"]["Constraint"].get("generated_when") == "a" else "by default"
        column.nullable = False


def _set_identity(command: _Command) -> None:
    for option in command.node["def"]["List"]["items"]:
        if option["DefElem"]["defname"] == "generated":
            when = chr(option["DefElem"]["arg"]["Integer"]["ival"])
            for column in command.columns():
                column.identity = "always" if when == "a" else "by default"


def _drop_identity(command: _Command) -> None:
    for column in command.columns():
        column.identity = None


def _drop_expression(command: _Command) -> None:
    for column in command.columns():
        column.generated = None


def _set_expression(command: _Command) -> None:
    expression = command.text.inside_parenthesis(command.place[0])
    for column in command.columns():
        column.generated = expression


def _add_constraint(command: _Command) -> None:
    apply_constraint(command.draft, command.table, command.node["def"]["Constraint"], command.text)
    for child in command.reach[1:]:
        if child.partition_of is command.table:
            share_with_partition(command.draft, command.table, child)


def _drop_constraint(command: _Command) -> None:
    name = command.node["name"]
    for table in command.reach:
        table.foreign_keys = [k for k in table.foreign_keys if k.name != name]
        table.checks = [c for c in table.checks if c.name != name]
        for key in [k for k in (table.primary_key, *table.unique_keys) if k is not None and k.name == name]:
            for child in table.children:
                for copy in [k for k in (child.primary_key, *child.unique_keys) if k and k.columns == key.columns]:
                    drop_key(command.draft, child, copy)
            drop_key(command.draft, table, key)


def _attach(command: _Command) -> None:
    child = _child(command, command.node["def"]["PartitionCmd"]["name"])
    _link(command.table, child)
    child.partition_of = command.table
    share_with_partition(command.draft, command.table, child)


def _detach(command: _Command) -> None:
    child = _child(command, command.node["def"]["PartitionCmd"]["name"])
    child.partition_of = None
    _unlink(command.table, child)


def _add_parent(command: _Command) -> None:
    parent = _child(command, command.node["def"]["RangeVar"])
    _link(parent, command.table)


def _drop_parent(command: _Command) -> None:
    _unlink(_child(command, command.node["def"]["RangeVar"]), command.table)


def _link(parent: DraftTable, child: DraftTable) -> None:
    if parent is child or parent in child.descendants():
        raise NotUnderstoodError(f"{child.qname} cannot be below itself")
    if child not in parent.children:
        parent.children.append(child)
        child.parents.append(parent)


def _unlink(parent: DraftTable, child: DraftTable) -> None:
    if child in parent.children:
        parent.children.remove(child)
    if parent in child.parents:
        child.parents.remove(parent)


def _child(command: _Command, relation: Node) -> DraftTable:
    schema, name = relation_parts(relation)
    found = command.draft.find(schema, name)
    if found is None:
        raise NotUnderstoodError(f"no table {schema + '.' if schema else ''}{name}")
    return found


_COMMANDS: dict[str, Callable[[_Command], None]] = {
    "AT_AddColumn": _add_column,
    "AT_DropColumn": _drop_column,
    "AT_AlterColumnType": _alter_type,
    "AT_ColumnDefault": _set_default,
    "AT_SetNotNull": _set_not_null,
    "AT_DropNotNull": _drop_not_null,
    "AT_AddIdentity": _add_identity,
    "AT_SetIdentity": _set_identity,
    "AT_DropIdentity": _drop_identity,
    "AT_DropExpression": _drop_expression,
    "AT_SetExpression": _set_expression,
    "AT_AddConstraint": _add_constraint,
    "AT_DropConstraint": _drop_constraint,
    "AT_AttachPartition": _attach,
    "AT_DetachPartition": _detach,
    "AT_AddInherit": _add_parent,
    "AT_DropInherit": _drop_parent,
}
