"""Row-level security policies."""

from .clauses import NotUnderstoodError, SourceText, columns_in, need
from .draft import DraftDatabase
from .grants import role_name
from .objects import DraftPolicy, DraftTable
from .parse import Node


def create_policy(draft: DraftDatabase, node: Node, text: SourceText, _line: int) -> None:
    """CREATE POLICY."""
    table, name = need(draft, node["table"]), node["policy_name"]
    if any(p.name == name for p in table.policies):
        raise NotUnderstoodError(f"{table.qname} has a policy {name} already")
    restrictive = text.after(0, b"AS", b"RESTRICTIVE") is not None and not node.get("permissive")
    policy = DraftPolicy(
        name,
        node.get("cmd_name", "all"),
        _roles(draft, node) or ("public",),
        None,
        None,
        not restrictive,
        set(),
    )
    _read_conditions(table, policy, node, text)
    table.policies.append(policy)


def alter_policy(draft: DraftDatabase, node: Node, text: SourceText, _line: int) -> None:
    """ALTER POLICY: what it does not name stays."""
    table = need(draft, node["table"])
    policy = need_policy(table, node["policy_name"])
    policy.roles = _roles(draft, node) or policy.roles
    _read_conditions(table, policy, node, text)


def need_policy(table: DraftTable, name: str) -> DraftPolicy:
    """The policy of that name; raises NotUnderstoodError where the table has none."""
    found = next((p for p in table.policies if p.name == name), None)
    if found is None:
        raise NotUnderstoodError(f"{table.qname} has no policy {name}")
    return found


def _roles(draft: DraftDatabase, node: Node) -> tuple[str, ...]:
    return tuple(sorted(role_name(draft, r["RoleSpec"]) for r in node.get("roles", [])))


def _read_conditions(table: DraftTable, policy: DraftPolicy, node: Node, text: SourceText) -> None:
    if "qual" in node:
        policy.using = text.inside_parenthesis(text.after(0, b"USING") or 0)
    if "with_check" in node:
        policy.check = text.inside_parenthesis(text.after(0, b"WITH", b"CHECK") or 0)
    policy.uses |= set(columns_in([node.get("qual"), node.get("with_check")], table))
