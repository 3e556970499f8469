"""ALTER TABLE, command by command; ALTER VIEW, INDEX, SEQUENCE and TYPE come in the same shape."""

from collections.abc import Callable

from . import lexer
from .alter_constraints import add_constraint, alter_constraint, drop_constraint, validate
from .alter_settings import (
    set_column_setting,
    set_place,
    set_replica_identity,
    set_table_foreign_options,
    set_table_options,
)
from .clauses import (
    NotUnderstoodError,
    SourceText,
    need,
    need_relation,
    need_type,
    read_collation,
    read_type,
    relation_parts,
    set_default,
)
from .command import Command
from .dependents import drop_column
from .draft import DraftDatabase
from .grants import change_owner
from .indexes import alter_index, rebuild, share_with_partition
from .inheritance import attach, detach, inherit, uninherit
from .kinds import IGNORED_COMMANDS
from .objects import DraftSequence, DraftTable
from .parse import Node
from .sequences import add_identity, drop_identity, retype_identity, set_identity
from .storage import inherited_settings, own_storage
from .tables import add_column, read_bound, take_type
from .triggers import TRIGGER_COMMANDS, set_enabled
from .typenames import strings
from .usertypes import alter_composite

_DROPS = frozenset(
    ("AT_DropConstraint", "AT_DropIdentity", "AT_DropInherit", "AT_DetachPartition", "AT_DisableRowSecurity")
)
_WHERE_NEEDED = frozenset(("AT_ColumnDefault", "AT_SetExpression"))


def alter_table(draft: DraftDatabase, node: Node, text: SourceText, _line: int) -> None:
    """Apply every command of the statement; the rest is applied, too, where one cannot be."""
    kind, commands = node.get("objtype"), [c["AlterTableCmd"] for c in node.get("cmds", [])]
    if kind == "OBJECT_TYPE":
        alter_composite(draft, node)
        return
    if kind == "OBJECT_INDEX":
        alter_index(draft, node, commands)
        return
    commands_here = [c for c in commands if c["subtype"] not in IGNORED_COMMANDS]
    if not commands_here:
        return
    schema, name = relation_parts(node["relation"])
    table = draft.find(schema, name)
    if table is not None:
        if len(commands) == 1 and commands[0]["subtype"] == "AT_ChangeOwner":
            change_owner(draft, table, commands[0]["newowner"])
        else:
            _apply_all(draft, table, node, commands, text)
        return
    sequence = draft.find_sequence(schema, name)
    if sequence is not None:
        _alter_sequence(draft, sequence, commands_here)
        return
    if draft.find_index(schema, name) is not None:
        alter_index(draft, node, commands_here)
        return
    # `pg_dump --clean` takes things down first that need not be there.
    only_drops = all(c["subtype"] in _DROPS or _drops_default(c) for c in commands_here)
    if not (only_drops or node.get("missing_ok")):
        need_relation(draft, schema, name)


def _drops_default(command: Node) -> bool:
    return command["subtype"] == "AT_ColumnDefault" and "def" not in command


def _alter_sequence(draft: DraftDatabase, sequence: DraftSequence, commands: list[Node]) -> None:
    for command in commands:
        if command["subtype"] == "AT_ChangeOwner":
            change_owner(draft, sequence, command["newowner"])


def _apply_all(draft: DraftDatabase, table: DraftTable, node: Node, commands: list[Node], text: SourceText) -> None:
    places = [(text.at(node["relation"]), len(text.source))]
    if len(commands) > 1 and any(c["subtype"] in _WHERE_NEEDED for c in commands):
        places = _places(text, node["relation"])
    reach = [table, *table.descendants()] if node["relation"].get("inh") else [table]
    trouble: NotUnderstoodError | None = None
    for number, command in enumerate(commands):
        if command["subtype"] in IGNORED_COMMANDS:
            draft.left_out.update(IGNORED_COMMANDS[command["subtype"]])
            continue
        place = places[number] if number < len(places) else (len(text.source), len(text.source))
        try:
            handler = COMMANDS.get(command["subtype"])
            if handler is None:
                raise NotUnderstoodError(f"an unknown change of a table ({command['subtype']})")
            handler(Command(draft, table, command, text, place, reach, len(commands) == 1))
        except NotUnderstoodError as error:
            trouble = trouble or error
    if trouble is not None:
        raise trouble


def _places(text: SourceText, relation: Node) -> list[tuple[int, int]]:
    """Where each command's text stands: the list behind the table's name."""
    position, joined = text.at(relation), True
    for token in lexer.tokens(text.source, position):
        if token.text == b"." or token.text == b"*":
            joined = token.text == b"."
        elif not joined:
            break
        else:
            joined = False
        position = token.end
    return lexer.items(text.source, position)


# Columns


def _add_column(command: Command) -> None:
    definition, draft = command.node["def"]["ColumnDef"], command.draft
    name = definition["colname"]
    if command.table.column(name) is not None:
        if command.node.get("missing_ok"):
            return
        raise NotUnderstoodError(f"{command.table.qname} has a column {name} already")
    column = add_column(draft, command.table, definition, command.text, alone=command.alone)
    for child in command.reach[1:]:
        if child.column(name) is None:
            copy = column.copy()
            copy.local, copy.comment, copy.not_null = False, None, None
            copy.settings = inherited_settings(copy.settings)
            copy.identity = column.identity if child.partition_of else None
            child.columns.append(copy)
    for child in command.table.children:
        if child.partition_of is command.table and command.reach[1:]:
            share_with_partition(draft, command.table, child, [])


def _drop_column(command: Command) -> None:
    name = command.node["name"]
    if command.table.column(name) is None:
        if command.node.get("missing_ok"):
            return
        raise NotUnderstoodError(f"{command.table.qname} has no column {name}")
    drop_column(command.draft, command.table, name, cascade=command.cascade)
    for child in command.reach[1:]:
        column = child.column(name)
        if column is not None and not column.local and all(p.column(name) is None for p in child.parents):
            drop_column(command.draft, child, name, cascade=command.cascade)
    for child in command.table.children:
        kept = child.column(name)
        if len(command.reach) == 1 and kept is not None:
            kept.local = True


def _alter_type(command: Command) -> None:
    definition = command.node["def"]["ColumnDef"]
    kind, collation = read_type(command.draft, definition["typeName"]), read_collation(definition)
    for column in command.columns():
        column.type, column.suffix = kind
        column.collation = collation
        own_storage(column)
        retype_identity(command.draft, column)
    if command.reach[1:]:
        rebuild(command.draft, command.table, command.node["name"])


def _set_default(command: Command) -> None:
    start = command.text.after(command.place[0], b"SET", b"DEFAULT") or command.place[0]
    written = command.text.cut(start, command.place[1]) if "def" in command.node else ""
    if command.table.is_view:
        command.draft.left_out.add("defaults of views")
    for column in command.columns():
        set_default(command.draft, column, command.node.get("def"), written)


def _set_not_null(command: Command) -> None:
    for column in command.columns():
        column.nullable = False


def _drop_not_null(command: Command) -> None:
    for column in command.columns():
        column.nullable, column.not_null = True, None


def _add_identity(command: Command) -> None:
    first, *others = command.columns()
    constraint = command.node["def"]["Constraint"]
    options = constraint.get("options", [])
    add_identity(command.draft, command.table, first, constraint.get("generated_when"), options)
    if command.draft.since_17 and command.table.partitioned_by is not None:
        for column in others:
            column.nullable, column.identity = False, first.identity


def _set_identity(command: Command) -> None:
    for column in command.columns():
        if column.identity is not None:
            set_identity(command.draft, column, command.node["def"]["List"]["items"])


def _drop_identity(command: Command) -> None:
    for column in command.columns():
        if column.identity is not None:
            drop_identity(command.draft, column)


def _drop_expression(command: Command) -> None:
    for column in command.columns():
        column.generated, column.virtual = None, False


def _set_expression(command: Command) -> None:
    expression = command.text.inside_parenthesis(command.place[0])
    for column in command.columns():
        column.generated = expression


# Partitions, parents, types


def _attach(command: Command) -> None:
    node = command.node["def"]["PartitionCmd"]
    attach(command.draft, command.table, need(command.draft, node["name"]), read_bound(node["bound"], command.text))


def _detach(command: Command) -> None:
    detach(command.draft, command.table, need(command.draft, command.node["def"]["PartitionCmd"]["name"]))


def _add_parent(command: Command) -> None:
    inherit(need(command.draft, command.node["def"]["RangeVar"]), command.table)


def _drop_parent(command: Command) -> None:
    uninherit(need(command.draft, command.node["def"]["RangeVar"]), command.table)


def _add_of(command: Command) -> None:
    take_type(command.table, need_type(command.draft, strings(command.node["def"]["TypeName"]["names"])))


def _drop_of(command: Command) -> None:
    command.table.of_type = None


# The table itself


def _change_owner(command: Command) -> None:
    change_owner(command.draft, command.table, command.node["newowner"])


def _set(field: str, value: bool) -> Callable[[Command], None]:
    return lambda command: setattr(command.table, field, value)


COMMANDS: dict[str, Callable[[Command], None]] = {
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
    "AT_AddConstraint": add_constraint,
    "AT_DropConstraint": drop_constraint,
    "AT_AlterConstraint": alter_constraint,
    "AT_ValidateConstraint": validate,
    "AT_AttachPartition": _attach,
    "AT_DetachPartition": _detach,
    "AT_AddInherit": _add_parent,
    "AT_DropInherit": _drop_parent,
    "AT_AddOf": _add_of,
    "AT_DropOf": _drop_of,
    "AT_ChangeOwner": _change_owner,
    **dict.fromkeys(("AT_SetStatistics", "AT_SetStorage", "AT_SetCompression"), set_column_setting),
    **dict.fromkeys(("AT_SetOptions", "AT_ResetOptions", "AT_AlterColumnGenericOptions"), set_column_setting),
    **dict.fromkeys(("AT_SetRelOptions", "AT_ResetRelOptions", "AT_ReplaceRelOptions"), set_table_options),
    "AT_GenericOptions": set_table_foreign_options,
    "AT_SetTableSpace": set_place("tablespace"),
    "AT_SetAccessMethod": set_place("access method"),
    **dict.fromkeys(("AT_ClusterOn", "AT_DropCluster"), set_place("clustered on")),
    "AT_ReplicaIdentity": set_replica_identity,
    **dict.fromkeys(TRIGGER_COMMANDS, set_enabled),
    "AT_SetLogged": _set("unlogged", False),
    "AT_SetUnLogged": _set("unlogged", True),
    "AT_EnableRowSecurity": _set("row_security", True),
    "AT_DisableRowSecurity": _set("row_security", False),
    "AT_ForceRowSecurity": _set("force_row_security", True),
    "AT_NoForceRowSecurity": _set("force_row_security", False),
}
