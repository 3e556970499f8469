"""Functions and triggers as frozen values: their signatures, what the planner and the server are told, their bodies."""

from dataclasses import dataclass, field
from typing import ClassVar

from .fields import ARGUMENTS, BODY, NOT_COMPARED, SQL, compared_as, listed, sql


@dataclass(frozen=True, slots=True)
class Function:
    """A function or procedure. `kind` of routine: `function`, `window function` or `procedure`.

    `takes` are the types by which it is told from others of its name, `arguments` the whole list as PostgreSQL spells
    it, with modes, names and defaults; `returns` is None for a procedure. `cost` and `rows` are what the planner
    expects, None for the language's own; `support` is a planner support function. `config` are settings in force while
    it runs, as `name=value`. `body` is its text as written, or the SQL of a body that PostgreSQL parses.
    """

    kind: ClassVar[str] = "function"
    json_keys: ClassVar = (
        "name takes arguments returns routine language volatility strict security_definer leakproof parallel cost rows "
        "support config transforms body comment"
    )

    schema: str = field(metadata=NOT_COMPARED)
    name: str
    takes: tuple[str, ...] = field(default=(), metadata=NOT_COMPARED)
    arguments: str = field(default="", metadata=sql(ARGUMENTS))
    returns: str | None = None
    routine: str = "function"
    language: str = "sql"
    volatility: str = "volatile"
    strict: bool = False
    security_definer: bool = False
    leakproof: bool = False
    parallel: str = "unsafe"
    cost: float | None = field(default=None, metadata=compared_as(cost=lambda function: _number(function.cost)))
    rows: float | None = field(default=None, metadata=compared_as(rows=lambda function: _number(function.rows)))
    support: str | None = None
    config: tuple[str, ...] = ()
    transforms: tuple[str, ...] = ()
    body: str = field(default="", metadata=sql(BODY))
    comment: str | None = None

    @property
    def signature(self) -> str:
        """Its name with the types it takes: `due(bigint, date)`."""
        return f"{self.name}({', '.join(self.takes)})"

    @property
    def definition(self) -> str | None:
        """What it is, in short."""
        return f"{self.routine} in {self.language}"


def _number(value: float | None) -> str | None:
    return None if value is None else f"{value:g}"


@dataclass(frozen=True, slots=True)
class Trigger:
    """A trigger of a table or view. `timing` is `before`, `after` or `instead of`; `level` `row` or `statement`.

    `events` are `insert`, `update`, `delete` and `truncate`, `update_of` the columns whose update it is about.
    `function` is what it calls, with its arguments. `old_table` and `new_table` are the names of its transition tables.
    A `constraint` trigger may be deferrable and be about another table (`referenced`). `enabled` is `origin` (the
    usual), `replica`, `always` or `no`.
    """

    kind: ClassVar[str] = "trigger"

    name: str
    timing: str = "after"
    events: tuple[str, ...] = ()
    update_of: tuple[str, ...] = ()
    level: str = "statement"
    function: str = ""
    when: str | None = field(default=None, metadata=SQL)
    old_table: str | None = None
    new_table: str | None = None
    constraint: bool = False
    deferrable: bool = False
    initially_deferred: bool = False
    referenced: str | None = None
    enabled: str = "origin"
    comment: str | None = None

    @property
    def definition(self) -> str | None:
        """What it is, in short."""
        return f"{self.timing} {listed(self.events)}: {self.function}"
