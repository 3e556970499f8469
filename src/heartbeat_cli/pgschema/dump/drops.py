"""DROP: which object is meant; what goes with it is `dependents`' concern. Dropping what isn't there loses nothing."""

from .clauses import NotUnderstoodError, SourceText, dotted, names_of
from .dependents import drop_relations, drop_schema, drop_sequence, drop_type
from .draft import DraftDatabase
from .functions import FUNCTIONS, drop_function
from .indexes import drop_index
from .kinds import IGNORED_OBJECTS
from .parse import Node
from .triggers import drop_trigger

RELATIONS = ("OBJECT_TABLE", "OBJECT_VIEW", "OBJECT_MATVIEW", "OBJECT_FOREIGN_TABLE")
TYPES = ("OBJECT_TYPE", "OBJECT_DOMAIN")


def drop(draft: DraftDatabase, node: Node, _text: SourceText, _line: int) -> None:
    """DROP of tables, views, sequences, types, functions, indexes, policies, triggers, extensions and schemas."""
    kind, cascade = node["removeType"], node.get("behavior") == "DROP_CASCADE"
    if kind in IGNORED_OBJECTS:
        return
    if kind in FUNCTIONS:
        for item in node.get("objects", []):
            drop_function(draft, item["ObjectWithArgs"], cascade=cascade)
        return
    objects = [names_of(item) for item in node.get("objects", [])]
    if kind in RELATIONS:
        found = [draft.find(*dotted(names)) for names in objects]
        drop_relations(draft, [r for r in found if r is not None], cascade=cascade)
        return
    for names in objects:
        _drop_one(draft, kind, names, cascade)


def _drop_one(draft: DraftDatabase, kind: str, names: list[str], cascade: bool) -> None:
    if kind in TYPES:
        found = draft.find_type(*dotted(names))
        if found is not None:
            drop_type(draft, found, cascade=cascade)
    elif kind == "OBJECT_SEQUENCE":
        sequence = draft.find_sequence(*dotted(names))
        if sequence is not None:
            drop_sequence(draft, sequence, cascade=cascade)
    elif kind == "OBJECT_INDEX":
        drop_index(draft, dotted(names))
    elif kind == "OBJECT_SCHEMA":
        if names[-1] in draft.schemas:
            drop_schema(draft, names[-1], cascade=cascade)
    elif kind == "OBJECT_POLICY":
        table = draft.find(*dotted(names[:-1]))
        if table is not None:
            table.policies = [p for p in table.policies if p.name != names[-1]]
    elif kind == "OBJECT_TRIGGER":
        drop_trigger(draft, names)
    elif kind == "OBJECT_EXTENSION":
        draft.extensions.pop(names[-1], None)
    else:
        raise NotUnderstoodError(f"an unknown kind of object ({kind})")
