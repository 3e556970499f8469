"""Reading what proposals are made of: the landed tables of a source, the labels of their columns, their currencies."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace
from itertools import chain

from heartbeat_cli.discovery.home import Home
from heartbeat_cli.discovery.proposals.countries import spoken_countries
from heartbeat_cli.discovery.proposals.known import Grounds, KnownTable, Labels
from heartbeat_cli.discovery.proposals.mining import Mined
from heartbeat_cli.estate import Source
from heartbeat_cli.marts import MartsReader
from heartbeat_cli.pgschema import QName, Table, kind_of, quote
from heartbeat_cli.profiling import currency_columns
from heartbeat_cli.text import split_words

_LABELS_AT_MOST, _TEXTS_AT_MOST, _ROWS_LOOKED_AT = 400, 40, 1000
_AT_ONCE = 12
"""So many tables of codes are read by one query: a query each takes longer, and one for all takes memory for each."""
_LABEL_COLUMNS = ("code", "name", "label", "title", "description")
_SEXES = frozenset(["gender", "sex"])
_FREE_TEXT = ("note", "comment", "text", "description", "message", "url", "path", "hash", "uuid", "reference")


def known_tables(
    source: Source, tables: Mapping[QName, Table], mined: Mapping[QName, Mined]
) -> dict[QName, KnownTable]:
    """The landed tables of a source with what their schema tells, none of their rows read yet."""
    return {q: _known(Home(source, q), table, mined.get(q), tables) for q, table in tables.items()}


def _known(home: Home, table: Table, mined: Mined | None, tables: Mapping[QName, Table]) -> KnownTable:
    if mined is None:
        return KnownTable(home, table)
    present = {column.name for column in table.columns}
    labels = tuple(Labels(column, values) for column, values in mined.listed.items() if column in present)
    return KnownTable(
        home,
        table,
        mined.role,
        tuple(step for step in mined.steps if step.column in present and step.target in tables),
        tuple(machine for machine in mined.machines if machine.column in present),
        tuple(quantity for quantity in mined.quantities if quantity.column in present),
        mined.personal,
        mined.importance,
        labels,
    )


def with_labels(
    grounds: Grounds,
    candidates: Iterable[KnownTable],
    reader: MartsReader,
    *,
    money: bool,
    texts_of: Callable[[KnownTable], bool] = lambda _: True,
) -> Grounds:
    """The same grounds with the labels that columns of the candidates, and of what they lead to, may have.

    `money`: the currencies of the candidates' rows are read as well. Of candidates that are no `texts_of` only what
    dictionaries and types list is known. Raises HbError where the marts cannot be read.
    """
    chosen = tuple(candidates)
    around = {
        q: grounds.tables[q]
        for q in chain(
            (known.qname for known in chosen),
            (step.target for known in chosen for step in known.steps),
            (m.log.table for known in chosen for m in known.machines if m.log is not None),
        )
        if q in grounds.tables
    }
    dictionaries = _dictionaries(grounds, around.values())
    pairs = _label_pairs(dictionaries, reader)
    texts = {known.qname: _texts(known, reader) for known in chosen if texts_of(known)}
    tables = dict(grounds.tables)
    for q, known in around.items():
        if known.role != "dictionary" or known in chosen:
            tables[q] = replace(known, labels=_labels(known, dictionaries, pairs, texts.get(q, {})))
    for known in chosen if money else ():
        tables[known.qname] = replace(tables[known.qname], currencies=_currencies(known, reader))
    return replace(grounds, tables=tables)


def _dictionaries(grounds: Grounds, around: Iterable[KnownTable]) -> dict[QName, KnownTable]:
    """The tables that columns refer to and that name their rows."""
    targets = {step.target: grounds.tables[step.target] for known in around for step in known.steps}
    return {q: target for q, target in targets.items() if _label_columns(target)}


def _label_pairs(
    dictionaries: Mapping[QName, KnownTable], reader: MartsReader
) -> dict[QName, tuple[tuple[str, str], ...]]:
    """The labels of tables of codes, each with the other name it has; none where there are too many to be codes."""
    selects = [_labels_sql(place, target) for place, target in enumerate(dictionaries.values())]
    rows_of: list[list[tuple[str, str]]] = [[] for _ in selects]
    for first in range(0, len(selects), _AT_ONCE):
        for place, value, spoken in reader.query(" UNION ALL ".join(selects[first : first + _AT_ONCE])).rows:
            if value is not None:
                rows_of[int(str(place))].append((str(value), str(spoken or value)))
    return {
        q: tuple(dict.fromkeys(rows)) if len(rows) <= _LABELS_AT_MOST else ()
        for q, rows in zip(dictionaries, rows_of, strict=True)
    }


def _labels_sql(place: int, target: KnownTable) -> str:
    columns = _label_columns(target)
    value, spoken = (f"CAST({quote(name)} AS text)" for name in (columns[0], columns[-1]))
    return f"(SELECT {place}, {value}, {spoken} FROM {_relation(target)} LIMIT {_LABELS_AT_MOST + 1})"


def _label_columns(known: KnownTable) -> tuple[str, ...]:
    """The columns that name the rows of a table of codes; none of what names people."""
    texts = {c.name: c for c in known.table.columns if kind_of(c.type) == "text" and c.name not in known.personal}
    found = [name for name in _LABEL_COLUMNS if name in texts]
    if known.role == "dictionary":
        return tuple((found or list(texts))[:2])
    return tuple(found[:2])


def _texts(known: KnownTable, reader: MartsReader) -> dict[str, tuple[str, ...]]:
    """The values of text columns that nothing lists, where there are few."""
    # What sex people are tells none of them apart; how many there are of each is asked for.
    personal = {name for name in known.personal if _SEXES.isdisjoint(split_words(name))}
    listed = {labels.of for labels in known.labels} | {step.column for step in known.steps} | personal
    columns = [
        c.name
        for c in known.table.columns
        if kind_of(c.type) == "text" and c.name not in listed and not _is_free(c.name)
    ]
    if not columns:
        return {}
    names = ", ".join(map(quote, columns))
    rows = reader.query(f"SELECT {names} FROM {_relation(known)} LIMIT {_ROWS_LOOKED_AT}").rows
    values = (dict.fromkeys(str(value) for value in column if value is not None) for column in zip(*rows, strict=True))
    found = {name: tuple(found) for name, found in zip(columns, values, strict=False)}
    return {name: texts for name, texts in found.items() if 0 < len(texts) <= _TEXTS_AT_MOST}


def _relation(known: KnownTable) -> str:
    return f"{quote(known.home.dataset)}.{quote(known.qname.name)}"


def _is_free(column: str) -> bool:
    return any(column.endswith(word) for word in _FREE_TEXT)


def _labels(
    known: KnownTable,
    dictionaries: Mapping[QName, KnownTable],
    pairs: Mapping[QName, tuple[tuple[str, str], ...]],
    texts: Mapping[str, tuple[str, ...]],
) -> tuple[Labels, ...]:
    found = [*known.labels]
    found += [Labels(column, values, spoken_countries(values)) for column, values in texts.items()]
    for step in known.steps:
        if pairs.get(step.target):
            values, spoken = zip(*pairs[step.target], strict=True)
            target = dictionaries[step.target]
            found.append(
                Labels(step.column, values, spoken, target.home, step.target_column, _label_columns(target)[0])
            )
    return tuple(found)


def _currencies(known: KnownTable, reader: MartsReader) -> tuple[str, ...]:
    """The currencies of a table's rows, the commonest first."""
    columns = currency_columns(known.table)
    if not columns:
        return ()
    name = quote(columns[0])
    rows = reader.query(
        f"SELECT {name}, count(*) AS n FROM {_relation(known)} GROUP BY 1 ORDER BY 2 DESC, 1 LIMIT 50"
    ).rows
    return tuple(str(row[0]) for row in rows if row[0] is not None)
