"""A Mermaid entity-relationship diagram, as GitHub and GitLab draw it (https://mermaid.js.org).

Mermaid's grammar takes letters, digits and `_` for types and names of columns. A name that has to be changed for it
stands unchanged in the comment beside it; the length and precision of types are left out.

Mermaid refuses a text of more than 50,000 characters or 500 references. What is larger is cut down to its most
connected tables, and the diagram and stderr both say so.
"""

import re
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from itertools import count as numbers

from heartbeat_cli.formats import Format, Written
from heartbeat_cli.formats.parts.plain_text import without_controls
from heartbeat_cli.formats.parts.scope import DiagramScope, scope_of
from heartbeat_cli.pgschema import Column, QName, Table
from heartbeat_cli.profiling import Reference
from heartbeat_cli.sheets import Picture, is_optional, is_unique, tables_by_name
from heartbeat_cli.wording import count

MAX_TEXT = 50_000
MAX_REFERENCES = 499
_COMMENT_WIDTH = 60
_SHORT = {
    "character varying": "varchar",
    "character": "char",
    "timestamp with time zone": "timestamptz",
    "timestamp without time zone": "timestamp",
    "time with time zone": "timetz",
    "time without time zone": "time",
    "bit varying": "varbit",
}
_MODIFIER = re.compile(r"\([^)]*\)")
_KEY_WORD = re.compile(r"(?i)(?:pk|fk|uk)(?![A-Za-z0-9_])")


def write(picture: Picture) -> Written:
    """All tables where Mermaid takes them, else the most connected."""
    scope = scope_of(picture)
    names, tables = _entity_names(scope), tables_by_name(picture.database)

    def draw(part: DiagramScope, remark: str = "") -> str:
        return _diagram(part, names, tables, [picture.target, *([remark] if remark else [])])

    whole = draw(scope)
    if _fits(whole, scope):
        return Written(whole)
    part = _cut(scope, lambda part: _fits(draw(part, _limit(part, scope)), part))
    limit = _limit(part, scope)
    most = f"Mermaid takes {count(MAX_REFERENCES)} references and {count(MAX_TEXT)} characters at most"
    note = f"{picture.target}: {limit}; {most}. A smaller target or --format dbml shows the rest."
    return Written(draw(part, limit), (note,))


# What fits


def _fits(diagram: str, scope: DiagramScope) -> bool:
    """Mermaid counts as JavaScript does, in units of UTF-16."""
    return len(scope.references) <= MAX_REFERENCES and len(diagram.encode("utf-16-le")) // 2 <= MAX_TEXT


def _cut(scope: DiagramScope, fits: Callable[[DiagramScope], bool]) -> DiagramScope:
    """The most connected tables that fit; of a single table that does not, as many references as fit."""
    degrees = Counter(name for r in scope.references for name in (r.source, r.target))
    ranked = sorted(scope.tables, key=lambda t: (-degrees[t.qname], t.qname))
    number = _most(len(ranked), lambda n: fits(_keep(scope, ranked[:n])))
    if number:
        return _keep(scope, ranked[:number])
    single = _keep(scope, ranked[:1])
    shown = _most(len(single.references), lambda n: fits(replace(single, references=single.references[:n])))
    return replace(single, references=single.references[:shown])


def _most(limit: int, fits: Callable[[int], bool]) -> int:
    """The largest number below `limit` that fits, 0 where none does; what fits with more fits with fewer."""
    few, many = 0, limit
    while many - few > 1:
        middle = (few + many) // 2
        few, many = (middle, many) if fits(middle) else (few, middle)
    return few


def _keep(scope: DiagramScope, tables: Sequence[Table]) -> DiagramScope:
    """These tables, and the references that stay among them or lead outside of the target."""
    ends = {t.qname for t in tables} | scope.outside.keys()
    kept = tuple(r for r in scope.references if r.source in ends and r.target in ends)
    return DiagramScope(tuple(tables), scope.outside, kept)


def _limit(part: DiagramScope, whole: DiagramScope) -> str:
    if len(whole.tables) > 1:
        return f"the {count(len(part.tables))} most connected of {count(len(whole.tables))} tables are drawn"
    return f"{count(len(part.references))} of {count(len(whole.references))} references are drawn"


# What is drawn


def _diagram(
    scope: DiagramScope, names: Mapping[QName, str], tables: Mapping[QName, Table], remarks: Sequence[str]
) -> str:
    """Tables with their columns, then references; a table outside is drawn by the references that lead to it."""
    used: dict[QName, set[str]] = {}
    for reference in scope.references:
        used.setdefault(reference.source, set()).update(reference.columns)
    lines = ["erDiagram", *(f"    %% {' '.join(r.split())}" for r in remarks)]
    for table in scope.tables:
        lines.append(f'    "{names[table.qname]}" {{')
        lines += (f"        {_attribute(c, table, used.get(table.qname, set()))}" for c in table.columns)
        lines.append("    }")
    lines += (f"    {_relation(r, names, tables)}" for r in scope.references)
    return "\n".join(lines) + "\n"


def _entity_names(scope: DiagramScope) -> dict[QName, str]:
    """What each table is called: without its schema where the target has only one, and no two alike."""
    homes = {t.schema for t in scope.tables}
    names: dict[QName, str] = {}
    taken: set[str] = set()
    for table in (*(t.qname for t in scope.tables), *scope.outside):
        plain = table.name if homes == {table.schema} else str(table)
        base = re.sub(r'[\s"%\\<>\x00-\x1f]+', "_", without_controls(plain))
        tries = (base if number == 1 else f"{base}_{number}" for number in numbers(1))
        names[table] = next(name for name in tries if name not in taken)
        taken.add(names[table])
    return names


def _attribute(column: Column, table: Table, references: set[str]) -> str:
    keys = ["PK"] if table.primary_key and column.name in table.primary_key.columns else []
    keys += ["FK"] if column.name in references else []
    keys += ["UK"] if any(k.columns == (column.name,) for k in table.unique_keys) else []
    name = _word(column.name)
    said = [column.name] if name != column.name else []
    said += [column.comment] if column.comment else []
    words = [_type(column.type), name, ",".join(keys), f'"{_comment(": ".join(said))}"' if said else ""]
    return " ".join(word for word in words if word)


def _type(type_: str) -> str:
    """A type in one word: PostgreSQL's short names, no length or precision, no schema."""
    array = "[]" if type_.endswith("[]") else ""
    bare = " ".join(_MODIFIER.sub(" ", type_.removesuffix("[]").replace('"', "")).split())
    return _word(_SHORT.get(bare, bare).rpartition(".")[2]) + array


def _word(name: str) -> str:
    """A name as the grammar has it: it may not begin with a digit or a dash, nor be one of its key words."""
    word = re.sub(r"[^A-Za-z0-9_\u00c0-\ud7ff]", "_", name)
    return f"_{word}" if not word or word[0].isdigit() or _KEY_WORD.match(word) else word


def _comment(words: str) -> str:
    """A comment short enough for a diagram. `%%` would begin a comment of Mermaid's, `#…;` is one of its entities."""
    line = " ".join(words.split())
    line = line if len(line) <= _COMMENT_WIDTH else line[: _COMMENT_WIDTH - 1].rstrip() + "…"
    line = re.sub(r"#(?=\w+;)", "#35;", line.replace('"', "'").replace("\\", "/"))
    return line.replace("%%", "#37;#37;").replace("<", "#lt;").replace(">", "#gt;")


def _relation(reference: Reference, names: Mapping[QName, str], tables: Mapping[QName, Table]) -> str:
    """`}o` many or none, `|o` one or none, `||` exactly one; a reference may be empty where its columns may be null."""
    source = tables.get(reference.source)
    many = "|o" if source is not None and is_unique(reference.columns, source) else "}o"
    one = "o|" if source is None or is_optional(reference, source) else "||"
    label = ", ".join(map(_word, reference.columns)) + (f", {_comment(reference.partly)}" if reference.partly else "")
    return f'"{names[reference.source]}" {many}--{one} "{names[reference.target]}" : "{label}"'


FORMAT = Format(
    ("database", "file", "schema", "table"),
    "a diagram in Markdown on GitHub or GitLab, or in any Mermaid viewer",
    write,
)
