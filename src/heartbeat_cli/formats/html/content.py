"""What the page knows: a picture as lists of names and numbers, which its script takes apart again (`model.js`).

Lists instead of objects, and every text that may come twice once in `texts`, keep a page of 800 tables small. No
default and no condition of a column is in it: they are SQL, and may hold anything.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any

from heartbeat_cli.formats.html.layout.columns import Size
from heartbeat_cli.formats.html.layout.grouping import Group, divided
from heartbeat_cli.formats.html.layout.placing import Placed, arranged, placed
from heartbeat_cli.formats.html.lettering import text_width
from heartbeat_cli.pgschema import Column, QName, Table
from heartbeat_cli.profiling import InferredReference, Reference, StateMachine, TableProfile
from heartbeat_cli.sheets import Picture, tables_by_name

Json = Any
PageOf = Callable[[QName], str]
"""Where the page of a table is, as seen from the picture's."""
NAME_SIZE, COLUMN_SIZE = 12, 11
"""Pixels of a table's and of a column's name, at a scale of 1."""
NAME_HEIGHT, HEAD_HEIGHT, ROW_HEIGHT = 18, 24, 15
_NOT_NULL, _PRIMARY, _UNIQUE, _REFERS = 1, 2, 4, 8


class TextPool:
    """TextPool by number, each once; 0 is the empty one."""

    def __init__(self) -> None:
        self._numbers: dict[str, int] = {"": 0}

    def number(self, text: str | None) -> int:
        """The number a text stands under, a new one where it was not there."""
        return self._numbers.setdefault(text or "", len(self._numbers))

    def every(self) -> list[str]:
        """The texts in the order of their numbers."""
        return list(self._numbers)


def content_of(picture: Picture, page_of: PageOf | None) -> Mapping[str, Json]:
    """All that the page shows of a picture, laid out. That of a table is its schema's, opened at the table."""
    opened = picture.profile.table.qname if isinstance(picture.profile, TableProfile) else None
    picture = picture.with_its_schema()
    profiles = picture.tables()
    number = {p.table.qname: i for i, p in enumerate(profiles)}
    texts = TextPool()
    groups = _groups(picture, number)
    tied: list[Reference | InferredReference] = [*_references(profiles), *_inferred(picture)]
    lines = [(number[r.source], number[r.target]) for r in tied if {r.source, r.target} <= number.keys()]
    ordered = arranged(
        [part for group in groups for part in divided(group, lines, [p.table.name for p in profiles])], lines
    )
    titles = [text_width(g.group.name, NAME_SIZE + 2) + 50 for g in ordered]
    by_names = placed(ordered, [_name_size(p) for p in profiles], titles)
    by_columns = placed(ordered, [_card_size(p.table) for p in profiles], titles)
    home = {table: i for i, g in enumerate(ordered) for table in g.group.tables}
    return {
        "target": picture.target,
        **({"opened": number[opened]} if opened in number else {}),
        **({"pages": [page_of(p.table.qname) for p in profiles]} if page_of is not None else {}),
        "crossings": sum(g.crossings for g in ordered),
        "sizes": [by_names.size, by_columns.size],
        "groups": [[g.group.name, *boxes] for g, *boxes in zip(ordered, by_names.boxes, by_columns.boxes, strict=True)],
        "tables": [
            _table(p, texts, home[i], (by_names.tables[i], by_columns.tables[i])) for i, p in enumerate(profiles)
        ],
        "references": _written_references(profiles, number, texts),
        "guesses": _written_guesses(picture, number, texts),
        "routes": _routes(by_names, by_columns),
        "machines": [_machine(m, texts) for s in picture.schemas() for m in s.machines],
        "findings": _findings(picture, number, texts),
        "partitions": _partitions(picture, number, texts),
        "texts": texts.every(),
    }


# Groups and sizes


def _groups(picture: Picture, number: Mapping[QName, int]) -> list[Group]:
    """The subject areas of every schema; with the schema's name where there are several."""
    schemas = [s for s in picture.schemas() if s.tables]
    found = []
    for schema in schemas:
        prefix = f"{schema.schema.name}: " if len(schemas) > 1 else ""
        for area in schema.areas:
            tables = tuple(number[m.table] for m in area.members if m.table in number)
            found.append(Group(prefix + area.name, tables))
    return found


def _name_size(profile: TableProfile) -> Size:
    marks = sum((bool(profile.personal), bool(profile.machines), bool(profile.findings)))
    return 16 + text_width(profile.table.name, NAME_SIZE) + 8 * marks, NAME_HEIGHT


def _card_size(table: Table) -> Size:
    widest = max((_row_width(c) for c in table.columns), default=0)
    return max(widest, 60 + text_width(table.name, NAME_SIZE)), HEAD_HEIGHT + ROW_HEIGHT * len(table.columns) + 4


def _row_width(column: Column) -> int:
    return 44 + text_width(column.name, COLUMN_SIZE) + text_width(_short(column.type), COLUMN_SIZE - 1)


def _short(type_: str) -> str:
    return (
        type_.replace("character varying", "varchar")
        .replace("timestamp with time zone", "timestamptz")
        .replace("timestamp without time zone", "timestamp")
    )


# Tables


def _table(profile: TableProfile, texts: TextPool, group: int, at: Sequence[Sequence[int]]) -> Json:
    table = profile.table
    return [
        table.schema,
        table.name,
        group,
        profile.role,
        texts.number(profile.role_reason),
        texts.number(table.comment),
        *at,
        [_column(c, profile, texts) for c in table.columns],
    ]


def _column(column: Column, profile: TableProfile, texts: TextPool) -> Json:
    table = profile.table
    key = table.primary_key
    refers = {name for r in profile.references_out for name in r.columns}
    flags = (
        _NOT_NULL * (not column.nullable)
        + _PRIMARY * (key is not None and column.name in key.columns)
        + _UNIQUE * any(k.columns == (column.name,) for k in table.unique_keys)
        + _REFERS * (column.name in refers)
    )
    quantity = profile.quantity(column.name)
    what = " ".join(w for w in (quantity.kind, quantity.unit, quantity.currency_column) if w) if quantity else ""
    personal = ", ".join(dict.fromkeys(tag.category for tag in profile.personal.get(column.name, ())))
    said = map(texts.number, (column.comment, personal, what))
    row = [texts.number(column.name), texts.number(_short(column.type)), flags, *said]
    return _cut(row)


# References


def _references(profiles: Iterable[TableProfile]) -> list[Reference]:
    return [r for p in profiles for r in p.references_out]


def _inferred(picture: Picture) -> list[InferredReference]:
    return [r for s in picture.schemas() for r in s.inferred]


def _written_references(profiles: Sequence[TableProfile], number: Mapping[QName, int], texts: TextPool) -> list[Json]:
    """Every reference once, those of tables outside of the target to its own included."""
    into = [r for p in profiles for r in p.references_in if r.source not in number]
    return [
        _cut([*_ends(r, profiles, number, texts), int(not r.indexed), texts.number(r.partly)])
        for r in (*_references(profiles), *into)
    ]


def _written_guesses(picture: Picture, number: Mapping[QName, int], texts: TextPool) -> list[Json]:
    return [
        [*_ends(r, picture.tables(), number, texts), round(r.score, 2), [texts.number(e) for e in r.evidence]]
        for r in _inferred(picture)
    ]


def _ends(
    reference: Reference | InferredReference,
    profiles: Sequence[TableProfile],
    number: Mapping[QName, int],
    texts: TextPool,
) -> list[Json]:
    """Both ends: a table's number with those of its columns; outside of the target the numbers of texts, below 0."""
    written: list[Json] = []
    for name, columns in ((reference.source, reference.columns), (reference.target, reference.target_columns)):
        if name in number:
            own = [c.name for c in profiles[number[name]].table.columns]
            written += [number[name], [own.index(c) if c in own else -texts.number(c) for c in columns]]
        else:
            written += [-texts.number(str(name)), [-texts.number(c) for c in columns]]
    return written


def _cut(row: list[Json]) -> list[Json]:
    """Without the zeros it ends with."""
    while row and row[-1] == 0:
        row.pop()
    return row


def _routes(by_names: Placed, by_columns: Placed) -> list[Json]:
    """What each line passes between its ends, which stand where their tables do."""

    def bends(points: Sequence[Sequence[int]]) -> list[int]:
        return [n for point in points[1:-1] for n in point]

    return [[*line, bends(points), bends(by_columns.routes[line])] for line, points in by_names.routes.items()]


# What was found


def _machine(machine: StateMachine, texts: TextPool) -> Json:
    log = machine.log
    return [
        str(machine.table),
        machine.column,
        machine.values,
        machine.states,
        str(machine.dictionary) if machine.dictionary else "",
        [str(log.table), log.from_column or "", log.to_column or ""] if log else [],
        [texts.number(e) for e in machine.evidence],
    ]


def _findings(picture: Picture, number: Mapping[QName, int], texts: TextPool) -> list[Json]:
    """Contradictions with what to do next; what is missing the page sees by itself."""
    return [
        [number[f.table], *map(texts.number, (f.column, f.severity, f.message, f.next_step))]
        for schema in picture.schemas()
        for f in schema.findings
        if f.table is not None and f.table in number
    ]


def _partitions(picture: Picture, number: Mapping[QName, int], texts: TextPool) -> list[Json]:
    """Each partition's parent, name and bounds."""
    return [
        [number[t.partition_of], texts.number(t.name), texts.number(t.bound)]
        for t in tables_by_name(picture.database).values()
        if t.partition_of is not None and t.partition_of in number
    ]
