"""CREATE TYPE and CREATE DOMAIN in all their forms, and what ALTER does to them."""

from ..names import QName
from . import lexer
from .clauses import (
    NotUnderstoodError,
    SourceText,
    dotted,
    need_type,
    note_name,
    read_collation,
    read_type,
    relation_parts,
    set_default,
)
from .dependents import drop_column
from .draft import DraftDatabase
from .naming import domain_check_name
from .objects import DraftCheck, DraftColumn, DraftType
from .parse import Node
from .rewording import reword_label
from .typenames import strings


def _add_type(draft: DraftDatabase, names: list[str], kind: str) -> DraftType:
    schema = draft.home(dotted(names)[0])
    if QName(schema, names[-1]) in draft.types:
        raise NotUnderstoodError(f"type {schema}.{names[-1]} exists already")
    draft.add_schema(schema)
    made = DraftType(schema, names[-1], kind)
    draft.types[made.qname] = made
    return made


def create_enum(draft: DraftDatabase, node: Node, _text: SourceText, _line: int) -> None:
    """CREATE TYPE … AS ENUM."""
    _add_type(draft, strings(node["typeName"]), "enum").labels = strings(node.get("vals"))


def alter_enum(draft: DraftDatabase, node: Node, _text: SourceText, _line: int) -> None:
    """ALTER TYPE … ADD VALUE, RENAME VALUE."""
    kind = need_type(draft, strings(node["typeName"]))
    if "oldVal" in node:
        if node["oldVal"] not in kind.labels:
            raise NotUnderstoodError(f"{kind.qname} has no value {node['oldVal']}")
        kind.labels = [node["newVal"] if label == node["oldVal"] else label for label in kind.labels]
        _reword_label(draft, kind, _literal(node["oldVal"]), _literal(node["newVal"]))
        return
    if node["newVal"] in kind.labels:
        return
    neighbour = node.get("newValNeighbor")
    place = len(kind.labels)
    if neighbour in kind.labels:
        place = kind.labels.index(neighbour) + (1 if node.get("newValIsAfter") else 0)
    elif neighbour is not None:
        raise NotUnderstoodError(f"{kind.qname} has no value {neighbour}")
    kind.labels.insert(place, node["newVal"])


def _literal(label: str) -> str:
    return "'" + label.replace("'", "''") + "'"


def _reword_label(draft: DraftDatabase, kind: DraftType, old: str, new: str) -> None:
    """A renamed label, where an expression, a default or a partition's bound names it."""
    reword_label(draft, kind, old, new)
    for relation in draft.relations.values():
        names = [c.name for c in relation.columns if c.type is kind]
        for column in relation.columns:
            if column.type is kind and column.default is not None and column.default.partition("::")[0] == old:
                column.default = new + column.default[len(old) :]
        parent = relation.partition_of
        if relation.bound and parent is not None and any(n in (parent.partitioned_by or "") for n in names):
            relation.bound = relation.bound.replace(old, new)


def create_range(draft: DraftDatabase, node: Node, _text: SourceText, _line: int) -> None:
    """CREATE TYPE … AS RANGE, and the multirange made with it (which a dump before PostgreSQL 14 does not name)."""
    params = {p["DefElem"]["defname"]: p["DefElem"].get("arg", {}) for p in node.get("params", [])}
    made = _add_type(draft, strings(node["typeName"]), "range")
    made.value = DraftColumn("", *read_type(draft, params["subtype"]["TypeName"]))
    if params.keys() - {"subtype", "multirange_type_name"}:
        draft.left_out.add("options of range types")
    given = params.get("multirange_type_name", {}).get("TypeName")
    if given is None and draft.dumped:
        return
    names = strings(given["names"]) if given else [made.schema, _multirange_name(made.name)]
    made.multirange = _add_type(draft, names if len(names) > 1 else [made.schema, *names], "multirange")


def _multirange_name(name: str) -> str:
    return name.replace("range", "multirange", 1) if "range" in name else f"{name}_multirange"


def create_composite(draft: DraftDatabase, node: Node, _text: SourceText, _line: int) -> None:
    """CREATE TYPE … AS (…)."""
    schema, name = relation_parts(node["typevar"])
    made = _add_type(draft, [schema, name] if schema else [name], "composite")
    made.columns = [_attribute(draft, e["ColumnDef"]) for e in node.get("coldeflist", [])]


def _attribute(draft: DraftDatabase, node: Node) -> DraftColumn:
    return DraftColumn(node["colname"], *read_type(draft, node["typeName"]), collation=read_collation(node))


def define(draft: DraftDatabase, node: Node, _text: SourceText, _line: int) -> None:
    """CREATE TYPE of a base type or shell; aggregates, operators and the like are none of ours."""
    if node.get("kind") == "OBJECT_TYPE":
        draft.left_out.add("base types")
        names = strings(node["defnames"])
        if draft.find_type(*dotted(names)) is None:
            _add_type(draft, names, "base")


def create_domain(draft: DraftDatabase, node: Node, text: SourceText, _line: int) -> None:
    """CREATE DOMAIN."""
    made = _add_type(draft, strings(node["domainname"]), "domain")
    value = made.value = DraftColumn("", *read_type(draft, node["typeName"]), collation=read_collation(node))
    if isinstance(value.type, DraftType) and value.type.value is not None and not value.suffix:
        value.default, value.sequence = value.type.value.default, value.type.value.sequence
    constraints = [c["Constraint"] for c in node.get("constraints", [])]
    places = sorted(text.at(c) for c in [*constraints, *([node["collClause"]] if "collClause" in node else [])])
    for constraint in constraints:
        kind, here = constraint["contype"], text.at(constraint)
        if kind == "CONSTR_NOTNULL":
            value.nullable, value.not_null = False, constraint.get("conname")
            note_name(draft, constraint)
        elif kind == "CONSTR_DEFAULT":
            start = text.after(here, b"DEFAULT") or here
            end = min([lexer.end_of_item(text.source, start), *(p for p in places if p > start)])
            set_default(draft, value, constraint.get("raw_expr"), text.cut(start, end))
        elif kind == "CONSTR_CHECK":
            _add_check(made, constraint, text)


def _add_check(domain: DraftType, node: Node, text: SourceText) -> None:
    name = node.get("conname") or domain_check_name(domain)
    valid = not node.get("skip_validation")
    domain.checks.append(DraftCheck(text.inside_parenthesis(text.at(node)), name, valid=valid))


def alter_domain(draft: DraftDatabase, node: Node, text: SourceText, _line: int) -> None:
    """ALTER DOMAIN: default, NOT NULL, constraints."""
    domain = need_type(draft, strings(node["typeName"]))
    value, what = domain.value, node["subtype"]
    if value is None:
        raise NotUnderstoodError(f"{domain.qname} is no domain")
    if what == "T":
        start = text.after(0, b"SET", b"DEFAULT") or len(text.source)
        set_default(draft, value, node.get("def"), text.cut(start))
    elif what in ("N", "O"):
        value.nullable = what == "N"
    elif what == "C":
        constraint = node["def"]["Constraint"]
        if constraint["contype"] == "CONSTR_NOTNULL":
            value.nullable, value.not_null = False, constraint.get("conname")
            note_name(draft, constraint)
        else:
            _add_check(domain, constraint, text)
    elif what == "V":
        for check in domain.checks:
            check.valid = check.valid or check.name == node["name"]
    elif what == "X":
        _drop_check(domain, value, node)


def _drop_check(domain: DraftType, value: DraftColumn, node: Node) -> None:
    kept = [c for c in domain.checks if c.name != node["name"]]
    if len(kept) == len(domain.checks):
        if node["name"] in (value.not_null, f"{domain.name}_not_null"):
            value.nullable = True
        elif not node.get("missing_ok"):
            raise NotUnderstoodError(f"{domain.qname} has no constraint {node['name']}")
    domain.checks = kept


def alter_composite(draft: DraftDatabase, node: Node) -> None:
    """ALTER TYPE … ADD, DROP and ALTER ATTRIBUTE; typed tables have what their type has."""
    schema, name = relation_parts(node["relation"])
    kind = need_type(draft, [schema, name] if schema else [name])
    typed = [r for r in draft.relations.values() if r.of_type is kind]
    for command in (c["AlterTableCmd"] for c in node.get("cmds", [])):
        what = command["subtype"]
        if what == "AT_AddColumn":
            attribute = _attribute(draft, command["def"]["ColumnDef"])
            kind.columns.append(attribute)
            for table in typed:
                table.columns.append(attribute.copy())
        elif what == "AT_DropColumn":
            _need_attribute(kind, command)
            kind.columns = [c for c in kind.columns if c.name != command["name"]]
            for table in typed:
                drop_column(draft, table, command["name"], cascade=True)
        elif what == "AT_AlterColumnType":
            found = _need_attribute(kind, command)
            definition = command["def"]["ColumnDef"]
            columns = [found, *(c for t in typed for c in t.columns if c.name == command["name"])]
            for column in columns:
                column.type, column.suffix = read_type(draft, definition["typeName"])
                column.collation = read_collation(definition)
        elif what != "AT_ChangeOwner":
            raise NotUnderstoodError(f"an unknown change of a type ({what})")


def _need_attribute(kind: DraftType, command: Node) -> DraftColumn:
    found = next((c for c in kind.columns if c.name == command["name"]), None)
    if found is None and not command.get("missing_ok"):
        raise NotUnderstoodError(f"{kind.qname} has no attribute {command['name']}")
    return found or DraftColumn(command["name"], "unknown")


def rename_attribute(draft: DraftDatabase, kind: DraftType, old: str, new: str) -> None:
    """ALTER TYPE … RENAME ATTRIBUTE."""
    tables = [t.columns for t in draft.relations.values() if t.of_type is kind]
    found = [c for columns in (kind.columns, *tables) for c in columns if c.name == old]
    if not found:
        raise NotUnderstoodError(f"{kind.qname} has no attribute {old}")
    for column in found:
        column.name = new
