"""Triggers: made, enabled, renamed and dropped."""

from dataclasses import replace

from ..quoting import literal, quote_if_needed
from ..routine import Trigger
from .clauses import SourceText, dotted, relation_parts
from .command import Command
from .draft import DraftDatabase
from .functions import called_function
from .parse import Node
from .typenames import strings

_EVENTS = ((4, "insert"), (16, "update"), (8, "delete"), (32, "truncate"))
_TIMINGS = {2: "before", 64: "instead of"}
_ENABLED = {
    "AT_EnableTrig": "origin",
    "AT_EnableTrigAll": "origin",
    "AT_EnableTrigUser": "origin",
    "AT_EnableAlwaysTrig": "always",
    "AT_EnableReplicaTrig": "replica",
    "AT_DisableTrig": "no",
    "AT_DisableTrigAll": "no",
    "AT_DisableTrigUser": "no",
}
TRIGGER_COMMANDS = tuple(_ENABLED)


def create_trigger(draft: DraftDatabase, node: Node, text: SourceText, _line: int) -> None:
    """CREATE TRIGGER; of a table that is not there nothing more is lost than the table."""
    table = draft.find(*relation_parts(node["relation"]))
    if table is None:
        return
    events = int(node.get("events", 0))
    arguments = ", ".join(literal(a) for a in strings(node.get("args")))
    tables = {bool(t.get("isNew")): t["name"] for t in _transition_tables(node)}
    other = node.get("constrrel")
    trigger = Trigger(
        node["trigname"],
        _TIMINGS.get(int(node.get("timing", 0)), "after"),
        tuple(word for bit, word in _EVENTS if events & bit),
        tuple(strings(node.get("columns"))),
        "row" if node.get("row") else "statement",
        f"{called_function(draft, strings(node['funcname']))}({arguments})",
        _condition(node, text),
        tables.get(False),
        tables.get(True),
        bool(node.get("isconstraint")),
        bool(node.get("deferrable")),
        bool(node.get("initdeferred")),
        _qualified(draft, other) if other is not None else None,
    )
    table.triggers = [t for t in table.triggers if t.name != trigger.name] + [trigger]


def _transition_tables(node: Node) -> list[Node]:
    return [t["TriggerTransition"] for t in node.get("transitionRels", [])]


def _condition(node: Node, text: SourceText) -> str | None:
    if "whenClause" not in node:
        return None
    return text.inside_parenthesis(text.after(text.at(node["relation"]), b"WHEN") or 0)


def _qualified(draft: DraftDatabase, relation: Node) -> str:
    schema, name = relation_parts(relation)
    found = draft.find(schema, name)
    home = found.schema if found is not None else draft.home(schema)
    return f"{quote_if_needed(home)}.{quote_if_needed(name)}"


def set_enabled(command: Command) -> None:
    """ENABLE and DISABLE TRIGGER; without a name all of them."""
    name, state = command.node.get("name"), _ENABLED[command.node["subtype"]]
    table = command.table
    table.triggers = [replace(t, enabled=state) if name in (None, t.name) else t for t in table.triggers]


def change_trigger(draft: DraftDatabase, names: list[str], **changes: str | None) -> None:
    """Another name or comment for a trigger, named by its table and itself."""
    table = draft.find(*dotted(names[:-1]))
    if table is not None:
        table.triggers = [replace(t, **changes) if t.name == names[-1] else t for t in table.triggers]  # type: ignore[arg-type]


def drop_trigger(draft: DraftDatabase, names: list[str]) -> None:
    """DROP TRIGGER."""
    table = draft.find(*dotted(names[:-1]))
    if table is not None:
        table.triggers = [t for t in table.triggers if t.name != names[-1]]
