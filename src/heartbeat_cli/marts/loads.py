"""What the ledger says of single tables, and whether they stand in the marts as it says.

Asked for every number that is shown, so nothing is read that takes long: rows are counted again only where the marts
do it in no time (`MartsReader.most_counted`). `hb check` counts them all.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from heartbeat_cli.marts.names import landed_relation
from heartbeat_cli.marts.ranges import RANGES_TABLE
from heartbeat_cli.marts.reader import MartsReader
from heartbeat_cli.marts.receipt import LANDED, RECEIPTS_TABLE, ledgered_datasets
from heartbeat_cli.pgschema import QName, literal, quote


@dataclass(frozen=True, slots=True)
class Load:
    """One table: its last load and its rows by the ledger, and those that stand in the marts.

    `id` and `state` are None where the ledger does not know the table, `standing` where too many to count again.
    """

    id: str | None
    rows: int
    state: str | None
    standing: int | None

    @property
    def whole(self) -> bool:
        """Whether all of it has landed and nothing says that its rows are others than those."""
        return self.state in (LANDED, None) and self.standing in (self.rows, None)


def read_loads(reader: MartsReader, tables: Iterable[QName]) -> dict[QName, Load]:
    """The loads of these tables; the rows of one the ledger does not know are those that stand there."""
    wanted = sorted(set(tables))
    known = _ledgered(reader, wanted)
    standing = _standing(reader, wanted, {table: rows for table, (_, rows, _) in known.items()})
    found: dict[QName, Load] = {}
    for table in wanted:
        load, rows, state = known.get(table, (None, standing[table] or 0, None))
        found[table] = Load(load, rows, state, standing[table])
    return found


def _ledgered(reader: MartsReader, tables: Sequence[QName]) -> dict[QName, tuple[str, int, str]]:
    datasets = sorted(set(ledgered_datasets(reader)) & {table.schema for table in tables})
    selects = [_select(dataset, [t.name for t in tables if t.schema == dataset]) for dataset in datasets]
    rows = reader.query(" UNION ALL ".join(selects)).rows if selects else ()
    return {QName(str(d), str(name)): (str(load), int(str(n)), str(state)) for d, name, load, state, n in rows}


def _select(dataset: str, tables: Sequence[str]) -> str:
    names = ", ".join(literal(name) for name in tables)
    return (
        f"SELECT {literal(dataset)} AS dataset, r.table_name, r.load_id, r.state, coalesce(sum(s.rows), 0) AS n"
        f" FROM {quote(dataset)}.{quote(RECEIPTS_TABLE)} AS r"
        f" LEFT JOIN {quote(dataset)}.{quote(RANGES_TABLE)} AS s ON s.table_name = r.table_name"
        f" WHERE r.table_name IN ({names}) GROUP BY r.table_name, r.load_id, r.state"
    )


def _standing(reader: MartsReader, tables: Sequence[QName], ledgered: Mapping[QName, int]) -> dict[QName, int | None]:
    most = reader.most_counted
    counted = [t for t in tables if t not in ledgered or most is None or ledgered[t] <= most]
    selects = [
        f"SELECT {i} AS i, count(*) AS n FROM {_rows(table, None if most is None else ledgered.get(table))}"
        for i, table in enumerate(counted)
    ]
    rows = reader.query(" UNION ALL ".join(selects)).rows if selects else ()
    found: dict[QName, int | None] = dict.fromkeys(tables)
    return found | {counted[int(str(i))]: int(str(n)) for i, n in rows}


def _rows(table: QName, expected: int | None) -> str:
    """No more of a table's rows than tell whether they are as many as expected."""
    relation = landed_relation(table.schema, table.name)
    return relation if expected is None else f"(SELECT 1 FROM {relation} LIMIT {expected + 1}) AS counted"
