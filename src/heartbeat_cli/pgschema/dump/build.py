"""Parsed statements, replayed one after the other, into a draft of the database.

Each kind of statement that shapes it has one function in `APPLY`; those that leave no trace stand in `kinds.IGNORED`.
`NotUnderstoodError` says that a statement could not be applied, or is of a kind nobody has thought of.
"""

from collections.abc import Callable

from ..model import Extension
from .alter import alter_table
from .blocks import run_block
from .clauses import NotUnderstoodError, SourceText, new_relation
from .comments import comment
from .draft import DraftDatabase
from .drops import drop
from .functions import alter_function, create_function
from .grants import (
    alter_owner,
    apply_default_grants,
    default_privileges,
    grant,
    reassign_owned,
    role_name,
)
from .indexes import create_index
from .kinds import IGNORED
from .parse import Node, Parsed
from .policies import alter_policy, create_policy
from .rename import change_schema, rename
from .sequences import alter_sequence, create_sequence
from .tables import create_foreign_table, create_table
from .triggers import create_trigger
from .typenames import strings
from .usertypes import (
    alter_domain,
    alter_enum,
    create_composite,
    create_domain,
    create_enum,
    create_range,
    define,
)
from .views import add_derived_table, create_table_as, create_view

_DEFAULTS_OF_TABLES = {"default_tablespace": "tablespace", "default_table_access_method": "access_method"}


def apply(draft: DraftDatabase, parsed: Parsed) -> None:
    """Replay one statement; raises NotUnderstoodError where that cannot be done."""
    if parsed.node is not None:
        apply_node(draft, parsed.node, SourceText(parsed.statement.text, parsed.offset), parsed.statement.line)


def apply_node(draft: DraftDatabase, tree: Node, text: SourceText, line: int) -> None:
    """Apply one tree to the draft; raises NotUnderstoodError where that cannot be done."""
    ((kind, node),) = tree.items()
    handler = APPLY.get(kind)
    if handler is not None:
        handler(draft, node, text, line)
    elif kind not in IGNORED:
        raise NotUnderstoodError(f"it is not known what this statement does ({kind})")


def _create_schema(draft: DraftDatabase, node: Node, text: SourceText, line: int) -> None:
    owner = role_name(draft, node["authrole"]) if "authrole" in node else None
    name = node.get("schemaname") or owner or "public"
    known = name in draft.schemas
    schema = draft.add_schema(name, owner)
    if not known:
        apply_default_grants(draft, "OBJECT_SCHEMA", schema)
    before = draft.search_path
    draft.search_path = [name, *before]
    try:
        for element in node.get("schemaElts", []):
            apply_node(draft, element, text, line)
    finally:
        draft.search_path = before


def _create_extension(draft: DraftDatabase, node: Node, _text: SourceText, _line: int) -> None:
    options = {o["DefElem"]["defname"]: o["DefElem"].get("arg", {}) for o in node.get("options", [])}
    schema = options["schema"]["String"].get("sval") if "schema" in options else None
    if "new_version" in options:
        draft.left_out.add("versions of extensions")
    draft.extensions.setdefault(node["extname"], Extension(node["extname"], schema))


def _select(draft: DraftDatabase, node: Node, _text: SourceText, line: int) -> None:
    """`SELECT … INTO table`, or `set_config('search_path', …)`."""
    first = node
    while "larg" in first:
        first = first["larg"]
    if "intoClause" in first:
        into = first["intoClause"]
        add_derived_table(draft, new_relation(draft, into["rel"], line), {"SelectStmt": node}, [])
        return
    for target in node.get("targetList", []):
        call = target["ResTarget"].get("val", {}).get("FuncCall")
        if call and strings(call["funcname"])[-1] == "set_config":
            values = [a.get("A_Const", {}).get("sval", {}).get("sval", "") for a in call.get("args", [])]
            if values and values[0] == "search_path":
                _set_path(draft, [v.strip().strip('"') for v in values[1].split(",")])


def _set(draft: DraftDatabase, node: Node, _text: SourceText, _line: int) -> None:
    """SET: the search path, who is acting, and the settings that tell pg_dump's version."""
    name, given = node.get("name"), node.get("kind") == "VAR_SET_VALUE"
    values = [a.get("A_Const", {}).get("sval", {}).get("sval", "") for a in node.get("args", [])]
    if name == "search_path":
        _set_path(draft, values if given else ["public"])
    elif name in ("session_authorization", "role"):
        draft.user = values[0] if given and values and values[0] not in ("default", "none") else None
    elif name in _DEFAULTS_OF_TABLES:
        setattr(draft, _DEFAULTS_OF_TABLES[name], values[0] or None if given and values else None)
    elif name == "statement_timeout" and not draft.relations:
        draft.dumped = True
        draft.since_17 = draft.server is not None and draft.server >= 17
    elif name == "transaction_timeout":
        draft.since_17 = draft.server is None or draft.server >= 17
    elif node.get("kind") == "VAR_RESET_ALL":
        draft.search_path, draft.user = ["public"], None


def _set_path(draft: DraftDatabase, names: list[str]) -> None:
    draft.search_path = [n for n in names if n and n not in ("$user", "pg_catalog")]


def _create_rule(_draft: DraftDatabase, node: Node, _text: SourceText, _line: int) -> None:
    """Rules leave no trace, but one ON SELECT makes a view of a table (pg_dump before 10 wrote some views that way)."""
    if node.get("event") == "CMD_SELECT":
        raise NotUnderstoodError("a view made by a rule")


def _nothing(_draft: DraftDatabase, _node: Node, _text: SourceText, _line: int) -> None:
    """BEGIN, COMMIT and the like are followed by the reader of the whole file."""


def _refuse(why: str) -> Callable[[DraftDatabase, Node, SourceText, int], None]:
    def refuse(_draft: DraftDatabase, _node: Node, _text: SourceText, _line: int) -> None:
        raise NotUnderstoodError(why)

    return refuse


def _run_block(draft: DraftDatabase, node: Node, _text: SourceText, line: int) -> None:
    run_block(draft, node, line, apply)


APPLY: dict[str, Callable[[DraftDatabase, Node, SourceText, int], None]] = {
    "CreateStmt": create_table,
    "CreateForeignTableStmt": create_foreign_table,
    "CreateTableAsStmt": create_table_as,
    "SelectStmt": _select,
    "ViewStmt": create_view,
    "IndexStmt": create_index,
    "CreateSchemaStmt": _create_schema,
    "CreateExtensionStmt": _create_extension,
    "CreateEnumStmt": create_enum,
    "CreateDomainStmt": create_domain,
    "CreateRangeStmt": create_range,
    "CompositeTypeStmt": create_composite,
    "DefineStmt": define,
    "CreateSeqStmt": create_sequence,
    "CreatePolicyStmt": create_policy,
    "CreateFunctionStmt": create_function,
    "CreateTrigStmt": create_trigger,
    "AlterTableStmt": alter_table,
    "AlterSeqStmt": alter_sequence,
    "AlterEnumStmt": alter_enum,
    "AlterDomainStmt": alter_domain,
    "AlterPolicyStmt": alter_policy,
    "AlterFunctionStmt": alter_function,
    "AlterOwnerStmt": alter_owner,
    "AlterObjectSchemaStmt": change_schema,
    "AlterDefaultPrivilegesStmt": default_privileges,
    "RenameStmt": rename,
    "DropStmt": drop,
    "CommentStmt": comment,
    "GrantStmt": grant,
    "RuleStmt": _create_rule,
    "ReassignOwnedStmt": reassign_owned,
    "VariableSetStmt": _set,
    "TransactionStmt": _nothing,
    "DoStmt": _run_block,
    "DropOwnedStmt": _refuse("which objects those are only the database knows"),
    "ImportForeignSchemaStmt": _refuse("which tables those are only the other server knows"),
}
