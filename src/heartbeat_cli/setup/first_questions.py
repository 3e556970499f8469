"""What a database could be asked first, by its profile: what happened lately, for the tables that things happen in."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from heartbeat_cli.pgschema import Database
from heartbeat_cli.profiling import TableProfile, profile_database
from heartbeat_cli.setup.planned import ChosenSource

_MOST: Final = 3
_NOT_ASKED: Final = ("dictionary", "log", "state log")


@dataclass(frozen=True, slots=True)
class FirstQuestion:
    """A question, and the `hb discover` that would answer it."""

    question: str
    command: str


def questions_for(source: ChosenSource, database: Database) -> tuple[FirstQuestion, ...]:
    """Up to three, about the tables that others refer to most."""
    landed = {schema.name for schema in source.landed}
    tables = [t for s in profile_database(database).schemas if s.schema.name in landed for t in s.tables]
    asked = [t for t in tables if t.event_time and t.role not in _NOT_ASKED]
    asked.sort(key=lambda t: (-len(t.references_in) - len(t.references_out), t.table.qname))
    return tuple(_questions(source.name, asked[:_MOST]))


def _questions(source: str, tables: list[TableProfile]) -> Iterator[FirstQuestion]:
    for profile in tables:
        question = f"How many rows of {profile.table.name} came in the last 30 days?"
        where = f"--table {source}.{profile.table.schema}.{profile.table.name} --measure count"
        yield FirstQuestion(question, f'hb discover "{question}" {where} --window 30d --time {profile.event_time}')
