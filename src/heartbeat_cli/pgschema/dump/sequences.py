"""Sequences: those made by hand, those of `serial` and identity columns, and their options."""

import re
from dataclasses import replace

from .clauses import NotUnderstoodError, SourceText, need_column, need_relation
from .draft import TEMPORARY, DraftDatabase
from .grants import apply_default_grants
from .naming import relation_name
from .objects import DraftColumn, DraftSequence, DraftTable
from .parse import Node
from .typenames import SERIALS, parts, spell_built_in, strings

_LARGEST = {"smallint": 2**15 - 1, "integer": 2**31 - 1, "bigint": 2**63 - 1}


def create_sequence(draft: DraftDatabase, node: Node, _text: SourceText, _line: int) -> None:
    """CREATE SEQUENCE."""
    relation = node["sequence"]
    temporary = relation.get("relpersistence") == "t"
    schema = TEMPORARY if temporary else draft.home(relation.get("schemaname"))
    sequence = DraftSequence(schema, relation["relname"], hidden=temporary)
    if draft.is_taken(sequence.qname):
        if node.get("if_not_exists"):
            return
        raise NotUnderstoodError(f"{sequence.qname} exists already")
    if relation.get("relpersistence") == "u":
        draft.left_out.add("unlogged sequences")
    _set_options(draft, sequence, node.get("options", []), fresh=True)
    _add(draft, sequence)


def _add(draft: DraftDatabase, sequence: DraftSequence) -> None:
    draft.add_sequence(sequence)
    apply_default_grants(draft, "OBJECT_SEQUENCE", sequence)


def alter_sequence(draft: DraftDatabase, node: Node, _text: SourceText, _line: int) -> None:
    """ALTER SEQUENCE with options, OWNED BY among them."""
    relation = node["sequence"]
    found = draft.find_sequence(relation.get("schemaname"), relation["relname"])
    if found is not None:
        _set_options(draft, found, node.get("options", []))
    elif not node.get("missing_ok"):
        raise NotUnderstoodError(f"no sequence {relation['relname']}")


def add_serial(draft: DraftDatabase, table: DraftTable, column: DraftColumn, word: str) -> None:
    """What `serial` stands for: a sequence that belongs to the column and gives its default."""
    kind = SERIALS[word]
    sequence = DraftSequence(table.schema, relation_name(draft, table, [column.name], "seq"), hidden=table.hidden)
    sequence.type, sequence.maximum = kind, _LARGEST[kind]
    _add(draft, sequence)
    own(sequence, table, column)
    column.nullable, column.sequence = False, sequence


def add_identity(
    draft: DraftDatabase, table: DraftTable, column: DraftColumn, when: str | None, options: list[Node]
) -> None:
    """Make `column` an identity column, with its sequence."""
    column.identity = "always" if when == "a" else "by default"
    column.nullable = False
    given = next((o["DefElem"] for o in options if o["DefElem"]["defname"] == "sequence_name"), None)
    names = strings(given["arg"]["List"]["items"]) if given else []
    schema = names[-2] if len(names) > 1 else table.schema
    name = names[-1] if names else relation_name(draft, table, [column.name], "seq")
    sequence = DraftSequence(schema, name, identity=True, hidden=table.hidden)
    kind = column.type if isinstance(column.type, str) and column.type in _LARGEST else "bigint"
    sequence.type, sequence.maximum = kind, _LARGEST[kind]
    _set_options(draft, sequence, options, fresh=True)
    _add(draft, sequence)
    own(sequence, table, column)


def copy_identity(draft: DraftDatabase, table: DraftTable, column: DraftColumn, original: DraftColumn) -> None:
    """LIKE … INCLUDING IDENTITY: the same options, a sequence of its own."""
    source = _identity_sequence(draft, original)
    name = relation_name(draft, table, [column.name], "seq")
    sequence = replace(source) if source else DraftSequence(table.schema, name, identity=True)
    sequence.schema, sequence.name, sequence.comment, sequence.acl = table.schema, name, None, {}
    sequence.owned_by, sequence.hidden = None, table.hidden
    _add(draft, sequence)
    own(sequence, table, column)


def set_identity(draft: DraftDatabase, column: DraftColumn, options: list[Node]) -> None:
    """ALTER COLUMN … SET GENERATED, SET START and the like."""
    for option in options:
        if option["DefElem"]["defname"] == "generated":
            column.identity = "always" if chr(option["DefElem"]["arg"]["Integer"]["ival"]) == "a" else "by default"
    sequence = _identity_sequence(draft, column)
    if sequence is not None:
        _set_options(draft, sequence, [o for o in options if o["DefElem"]["defname"] != "generated"])


def drop_identity(draft: DraftDatabase, column: DraftColumn) -> None:
    """DROP IDENTITY: the sequence goes with it."""
    column.identity = None
    sequence = _identity_sequence(draft, column)
    if sequence is not None:
        forget(draft, sequence)


def retype_identity(draft: DraftDatabase, column: DraftColumn) -> None:
    """An identity column's sequence has the column's type."""
    sequence = _identity_sequence(draft, column) if column.identity else None
    if sequence is not None and isinstance(column.type, str) and column.type in _LARGEST:
        _retype(sequence, column.type)


def forget(draft: DraftDatabase, sequence: DraftSequence) -> None:
    """Take a sequence out; whoever drew defaults from it is the caller's concern."""
    disown(sequence)
    draft.sequences.pop(sequence.qname, None)


def own(sequence: DraftSequence, table: DraftTable, column: DraftColumn) -> None:
    """Make a sequence the one that goes with a column."""
    disown(sequence)
    sequence.owned_by = (table, column)
    table.sequences.append(sequence)


def disown(sequence: DraftSequence) -> None:
    """Make a sequence stand for itself."""
    if sequence.owned_by is not None:
        sequence.owned_by[0].sequences.remove(sequence)
        sequence.owned_by = None


def _identity_sequence(draft: DraftDatabase, column: DraftColumn) -> DraftSequence | None:
    return next(
        (s for s in draft.sequences.values() if s.identity and s.owned_by is not None and s.owned_by[1] is column), None
    )


def _set_options(draft: DraftDatabase, sequence: DraftSequence, options: list[Node], *, fresh: bool = False) -> None:
    given = {o["DefElem"]["defname"]: o["DefElem"].get("arg") for o in options}
    if given.get("as") is not None:
        _retype(sequence, spell_built_in(parts(given["as"]["TypeName"])[1], []))
    if given.get("increment") is not None:
        sequence.increment = _number(given["increment"])
    largest, down = _LARGEST[sequence.type], sequence.increment < 0
    if "minvalue" in given or fresh:
        sequence.minimum = _number(given.get("minvalue")) if given.get("minvalue") else (-largest - 1 if down else 1)
    if "maxvalue" in given or fresh:
        sequence.maximum = _number(given.get("maxvalue")) if given.get("maxvalue") else (-1 if down else largest)
    if given.get("start") is not None:
        sequence.start = _number(given["start"])
    elif fresh:
        sequence.start = sequence.maximum if down else sequence.minimum
    if given.get("cache") is not None:
        sequence.cache = _number(given["cache"])
    if given.get("cycle") is not None:
        sequence.cycle = bool(given["cycle"]["Boolean"].get("boolval"))
    if given.get("owned_by") is not None:
        _set_owner(draft, sequence, strings(given["owned_by"]["List"]["items"]))


def _retype(sequence: DraftSequence, kind: str) -> None:
    """Another type: bounds that were the old type's become the new one's."""
    if kind not in _LARGEST:
        raise NotUnderstoodError(f"a sequence cannot be of type {kind}")
    before, after = _LARGEST[sequence.type], _LARGEST[kind]
    if sequence.maximum == before:
        sequence.maximum = after
    if sequence.minimum == -before - 1:
        sequence.minimum = -after - 1
    sequence.type = kind


def _set_owner(draft: DraftDatabase, sequence: DraftSequence, names: list[str]) -> None:
    if len(names) == 1:
        disown(sequence)
        return
    table = need_relation(draft, names[-3] if len(names) > 2 else None, names[-2])
    own(sequence, table, need_column(table, names[-1]))


def _number(node: Node | None) -> int:
    value = node or {}
    if "Float" in value:
        written = str(value["Float"]["fval"])
        # A bigint has 19 digits at most; Python reads no number without an end, and no part of one.
        if not re.fullmatch(r"[+-]?\d{1,19}", written):
            raise NotUnderstoodError("a sequence counts in whole numbers of up to 19 digits")
        return int(written)
    return int(value.get("Integer", {}).get("ival", 0))
