"""Receipts: the record of one evaluation, which can be run again.

A receipt says what was computed (the whole definition), for which moment, of which rows (tables, their last load and
their rows), by what, and what came out. Its id is worked out from all of that: a receipt with one word changed is
another one. It is written beside the ledger in the marts, and into the record of an alignment that rests on it.
"""

import hashlib
import json
import re
from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from decimal import Decimal
from typing import Any, ClassVar

from heartbeat_cli.metrics.definition import Definition
from heartbeat_cli.pgschema import QName

_ID_DIGITS = 16
_VERSION = re.compile(r"\d+(\.\d+)*")


@dataclass(frozen=True, slots=True)
class TableRead:
    """A table an evaluation read: its last load by the ledger, None where that does not know it, and its rows."""

    table: str
    load: str | None
    rows: int


@dataclass(frozen=True, slots=True)
class EvaluationReceipt:
    """One evaluation of a metric.

    `columns` are those it read with their types in the marts, `declared` with their types in the mirror, each as
    `dataset.table.column`. `engine` is the database and its version, `revision` the project's commit where it is in
    git, `seconds` what the query took, `made_at` when that was.
    """

    json_keys: ClassVar = (
        "id metric=definition.name fingerprint=definition.fingerprint value as_of made_at tables engine revision "
        + "seconds"
    )

    definition: Definition
    value: Decimal | None
    as_of: datetime
    made_at: datetime
    tables: tuple[TableRead, ...]
    engine: str
    seconds: Decimal
    revision: str | None = None
    columns: tuple[tuple[str, str], ...] = ()
    declared: tuple[tuple[str, str], ...] = ()

    @property
    def id(self) -> str:
        """16 hexadecimal digits that stand for all of it."""
        return digest_of([moment_text(self.as_of), number_text(self.value), receipt_fields(self)])[:_ID_DIGITS]

    def types_in(self, database: str) -> tuple[tuple[str, str], ...]:
        """The types of its columns as a kind of database spells them: none where another one computed it."""
        return self.columns if self.engine.partition(" ")[0] == database else ()

    def changed_types(self, database: str, now: Mapping[str, str]) -> tuple[str, ...]:
        """What is said of its columns that are gone, or of another type, where `now` has the types in `database`."""
        return changed_columns(self.types_in(database), now, "in the marts")


def changed_columns(then: Iterable[tuple[str, str]], now: Mapping[str, str], where: str) -> tuple[str, ...]:
    """What is said of columns that are gone, or of another type."""
    found = []
    for column, type_ in then:
        if column not in now:
            found.append(f"{column} is gone {where}")
        elif now[column] != type_:
            found.append(f"{column} was {type_}, is {now[column]} {where}")
    return tuple(found)


def digest_of(content: object) -> str:
    """64 hexadecimal digits of any JSON."""
    text = json.dumps(content, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()


def moment_text(moment: datetime) -> str:
    """A moment in UTC, as it stands in files."""
    return moment.astimezone(UTC).isoformat().replace("+00:00", "Z")


def number_text(number: Decimal | None) -> str | None:
    """A number by its value, without an exponent."""
    if number is None:
        return None
    text = format(number, "f")
    text = text.rstrip("0").rstrip(".") if "." in text else text
    return "0" if text == "-0" else text


def receipt_fields(receipt: EvaluationReceipt) -> dict[str, Any]:
    """What stands in a file under `receipt`; value and moment stand in the record itself."""
    fields = {
        "made_at": moment_text(receipt.made_at),
        "engine": receipt.engine,
        "revision": receipt.revision,
        "seconds": number_text(receipt.seconds),
        "tables": [_present(asdict(table)) for table in receipt.tables],
        "columns": dict(receipt.columns),
        "declared": dict(receipt.declared),
        "definition": _present(asdict(receipt.definition)),
    }
    return _present(fields)


def read_receipt(fields: Mapping[str, Any], value: Decimal | None, as_of: datetime) -> EvaluationReceipt:
    """A receipt from such fields. Raises KeyError, TypeError, ValueError where they are none."""
    definition = fields["definition"]
    return EvaluationReceipt(
        definition=Definition(
            **{part: definition.get(part) for part in ("unit", "direction")},
            **{part: str(definition.get(part, "")) for part in ("name", "label", "question", "window", "source")},
            sql=str(definition["sql"]).rstrip(),
        ),
        value=value,
        as_of=as_of,
        made_at=datetime.fromisoformat(str(fields["made_at"])),
        tables=tuple(TableRead(t["table"], t.get("load"), int(t["rows"])) for t in fields["tables"]),
        engine=fields["engine"],
        seconds=Decimal(str(fields["seconds"])),
        revision=fields.get("revision"),
        columns=tuple(fields.get("columns", {}).items()),
        declared=tuple(fields.get("declared", {}).items()),
    )


def engine_text(dialect: str, version: str) -> str:
    """`duckdb 1.4.2`, from what the database says of itself."""
    found = _VERSION.search(version)
    return f"{dialect} {found[0]}" if found else dialect


def table_names(receipt: EvaluationReceipt) -> tuple[QName, ...]:
    """The tables it read."""
    return tuple(QName(*read.table.split(".", 1)) for read in receipt.tables)


def _present(fields: Mapping[str, Any]) -> dict[str, Any]:
    return {key: value for key, value in fields.items() if value not in (None, "", [], {})}
