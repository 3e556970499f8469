"""GRANT, REVOKE, owners: who may do what in the end.

Who granted a right is not kept: PostgreSQL itself shows it only to those who ask for it.
"""

from collections.abc import Iterator
from typing import TypeAlias

from .clauses import (
    NotUnderstoodError,
    SourceText,
    need,
    need_column,
    need_sequence,
    relation_parts,
)
from .draft import DraftDatabase
from .objects import Acl, DraftColumn, DraftSchema, DraftSequence, DraftTable
from .parse import Node
from .typenames import strings

_Granted: TypeAlias = DraftTable | DraftSequence | DraftSchema

_ON_TABLES = ("select", "insert", "update", "delete", "truncate", "references", "trigger")
_ON_COLUMNS = ("select", "insert", "update", "references")
_ON_SEQUENCES = ("usage", "select", "update")
_ON_SCHEMAS = ("usage", "create")
_OURS = ("OBJECT_TABLE", "OBJECT_SEQUENCE", "OBJECT_SCHEMA")
_ROLES = {
    "ROLESPEC_PUBLIC": "public",
    "ROLESPEC_CURRENT_USER": "current_user",
    "ROLESPEC_CURRENT_ROLE": "current_role",
    "ROLESPEC_SESSION_USER": "session_user",
}


def role_name(draft: DraftDatabase, role: Node) -> str:
    """The name of a RoleSpec; `public` for everybody, `current_user` and the like while no user is known."""
    word = role.get("rolename") or _ROLES.get(str(role.get("roletype")), "")
    return draft.user if draft.user and word in ("current_user", "current_role", "session_user") else word


def grant(draft: DraftDatabase, node: Node, _text: SourceText, _line: int) -> None:
    """GRANT and REVOKE on tables, columns, views, sequences and schemas; other objects' rights have no room."""
    draft.granted = True
    kind = node.get("objtype", "")
    if kind not in _OURS:
        draft.left_out.add(f"rights on {kind.removeprefix('OBJECT_').lower().replace('_', ' ')}s")
        return
    if "grantor" in node or draft.user is not None:
        draft.left_out.add("grantors")
    for target in _targets(draft, node):
        _apply(draft, target, node)


def _targets(draft: DraftDatabase, node: Node) -> Iterator[_Granted]:
    kind, objects = node["objtype"], node.get("objects", [])
    if node.get("targtype") == "ACL_TARGET_ALL_IN_SCHEMA":
        schemas = set(strings(objects))
        found: list[_Granted] = list(draft.relations.values() if kind == "OBJECT_TABLE" else draft.sequences.values())
        yield from (f for f in found if not isinstance(f, DraftSchema) and f.schema in schemas)
        return
    for item in objects:
        if kind == "OBJECT_SCHEMA":
            yield need_schema(draft, item["String"].get("sval", ""))
            continue
        schema, name = relation_parts(item["RangeVar"])
        sequence = draft.find_sequence(schema, name)
        if sequence is not None:
            yield sequence
        elif kind == "OBJECT_TABLE":
            yield need(draft, item["RangeVar"])
        else:
            need_sequence(draft, [schema, name] if schema else [name])


def need_schema(draft: DraftDatabase, name: str) -> DraftSchema:
    """The schema of that name; raises NotUnderstoodError where there is none."""
    if name not in draft.schemas:
        raise NotUnderstoodError(f"no schema {name}")
    return draft.schemas[name]


def _apply(draft: DraftDatabase, target: _Granted, node: Node) -> None:
    privileges = [p["AccessPriv"] for p in node.get("privileges", [])] or [{}]
    for privilege in privileges:
        columns: list[DraftColumn | None] = [None]
        if privilege.get("cols") and isinstance(target, DraftTable):
            columns = [need_column(target, c) for c in strings(privilege["cols"])]
        words = [privilege["priv_name"].lower()] if "priv_name" in privilege else None
        for role in (role_name(draft, g["RoleSpec"]) for g in node.get("grantees", [])):
            for column in columns:
                rights = words or _all(draft, target, column)
                if node.get("is_grant"):
                    _give(target.acl, role, column, rights, grantable=bool(node.get("grant_option")))
                else:
                    _take(target, role, column, rights, only_option=bool(node.get("grant_option")))


def _all(draft: DraftDatabase, target: _Granted, column: DraftColumn | None) -> tuple[str, ...]:
    """What ALL stands for."""
    if column is not None:
        return _ON_COLUMNS
    if isinstance(target, DraftTable):
        return (*_ON_TABLES, "maintain") if draft.since_17 else _ON_TABLES
    return _ON_SEQUENCES if isinstance(target, DraftSequence) else _ON_SCHEMAS


def _give(
    acl: Acl, role: str, column: DraftColumn | None, rights: list[str] | tuple[str, ...], grantable: bool
) -> None:
    held = acl.setdefault((role, column), {})
    for right in rights:
        held[right] = held.get(right, False) or grantable


def _take(
    target: _Granted, role: str, column: DraftColumn | None, rights: list[str] | tuple[str, ...], only_option: bool
) -> None:
    """A right taken from a whole table is taken from each of its columns, too."""
    for key in [k for k in target.acl if k[0] == role and (column is None or k[1] is column)]:
        held = target.acl[key]
        for right in rights:
            if only_option and right in held:
                held[right] = False
            elif not only_option:
                held.pop(right, None)
        if not held:
            del target.acl[key]


def default_privileges(draft: DraftDatabase, node: Node, _text: SourceText, _line: int) -> None:
    """ALTER DEFAULT PRIVILEGES: counts for what is made later, by the one who said it."""
    draft.left_out.add("default privileges")
    options = {o["DefElem"]["defname"]: o["DefElem"].get("arg", {}) for o in node.get("options", [])}
    roles = [role_name(draft, r["RoleSpec"]) for r in options.get("roles", {}).get("List", {}).get("items", [])]
    if roles and any(r not in (draft.user, "current_user") for r in roles):
        return
    schemas = strings(options.get("schemas", {}).get("List", {}).get("items"))
    draft.default_grants.append((schemas, node["action"]))


def apply_default_grants(draft: DraftDatabase, kind: str, target: _Granted) -> None:
    """Give a new object what ALTER DEFAULT PRIVILEGES promised."""
    for schemas, action in draft.default_grants:
        home = None if isinstance(target, DraftSchema) else target.schema
        if action.get("objtype") == kind and (not schemas or home in schemas):
            _apply(draft, target, action)


def change_owner(draft: DraftDatabase, target: _Granted, role: Node) -> None:
    """OWNER TO: the old owner's rights are the new one's; a table's sequences follow it."""
    owner = role_name(draft, role)
    draft.left_out.add("owners")
    if target.owner is not None:
        for key in [k for k in target.acl if k[0] == target.owner]:
            del target.acl[key]
    target.owner = owner
    if isinstance(target, DraftTable):
        for sequence in target.sequences:
            change_owner(draft, sequence, role)


def alter_owner(draft: DraftDatabase, node: Node, _text: SourceText, _line: int) -> None:
    """ALTER SCHEMA … OWNER TO; the owners of types and functions have no room."""
    draft.left_out.add("owners")
    if node.get("objectType") == "OBJECT_SCHEMA":
        change_owner(draft, need_schema(draft, node["object"]["String"].get("sval", "")), node["newowner"])


def reassign_owned(draft: DraftDatabase, node: Node, _text: SourceText, _line: int) -> None:
    """REASSIGN OWNED BY … TO …."""
    before = {role_name(draft, r["RoleSpec"]) for r in node.get("roles", [])}
    everything: list[_Granted] = [*draft.relations.values(), *draft.sequences.values(), *draft.schemas.values()]
    for target in everything:
        if target.owner in before:
            change_owner(draft, target, node["newrole"])
