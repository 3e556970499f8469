"""The statements of a dump, one by one, into an empty database.

They are split by the dump reader and run by the driver, not by psql: each error keeps the line its statement stands
on, what a server lacks can be stood in for on the way, and the commands of psql a dump may hold (`\\!`, `\\connect`)
are run by nobody. Rows are left out, and so is what concerns the whole server (roles, databases, settings of it).
"""

import re
from collections.abc import Callable, Collection
from contextlib import suppress
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Final

from heartbeat_cli.errors import ConnectionFailedError
from heartbeat_cli.mirror.extensions import STAND_INS, needed_by
from heartbeat_cli.pgschema import DumpStatement, DumpText, split_statements, tidy_sql

if TYPE_CHECKING:
    import psycopg

_SHOWN = 80
_FLAGS: Final = re.IGNORECASE | re.DOTALL
_NAME = r'(?:"((?:[^"]|"")+)"|([\w$-]+))'
_CREATE_EXTENSION = re.compile(rf"CREATE\s+EXTENSION\s+(?:IF\s+NOT\s+EXISTS\s+)?{_NAME}", _FLAGS)
_IN_SCHEMA = re.compile(rf"\bSCHEMA\s+{_NAME}", _FLAGS)
_ABOUT_EXTENSION = re.compile(rf"(?:COMMENT\s+ON|ALTER|DROP)\s+EXTENSION\s+(?:IF\s+EXISTS\s+)?{_NAME}", _FLAGS)
_WHOLE_SERVER = re.compile(
    r"(?:(?:CREATE|ALTER|DROP|COMMENT\s+ON)\s+(?:DATABASE|ROLE|USER(?!\s+MAPPING)|GROUP|TABLESPACE|SYSTEM|SUBSCRIPTION)"
    r"|(?:GRANT|REVOKE)\b(?:(?!.*\bON\b)|.*\bON\s+(?:DATABASE|TABLESPACE))"
    r"|SET\s+(?:SESSION\s+AUTHORIZATION|ROLE))\b",
    _FLAGS,
)
_NO_DDL = re.compile(
    r"(?:BEGIN|COMMIT|END|START|ROLLBACK|ABORT|SAVEPOINT|RELEASE|SELECT(?!\s+pg_catalog\.set_config)|COPY|INSERT|UPDATE"
    r"|DELETE|MERGE|TRUNCATE|CALL|EXECUTE|PREPARE|LOAD|LOCK|NOTIFY|LISTEN|REFRESH|REINDEX|CLUSTER|ANALYZE|VACUUM"
    r"|CHECKPOINT|DISCARD)\b",
    _FLAGS,
)
_SETTING = re.compile(r"(?:SET|RESET|SELECT\s+pg_catalog\.set_config)\b", _FLAGS)
_NO_ROLE = re.compile(r'role "(.+)" does not exist')
_NO_RELATION = re.compile(r'relation "(.+)" does not exist')
_CREATE_TABLE = re.compile(r"CREATE\s+(?:UNLOGGED\s+)?TABLE\s+(?:IF\s+NOT\s+EXISTS\s+)?([^\s(]+)", _FLAGS)
_CREATE_PUBLIC = re.compile(r"CREATE\s+SCHEMA\s+public\s*\Z", _FLAGS)


@dataclass(frozen=True, slots=True)
class Lost:
    """A statement the server refused: where it stands, how it begins, why, and the missing extension it needs."""

    file: str
    line: int
    statement: str
    reason: str
    extension: str | None = None


@dataclass
class Restored:
    """What became of a dump's statements, filled while they run.

    `without` are the tables that could not be made, each with the missing extension it needed.
    """

    statements: int = 0
    left_out: int = 0
    lost: list[Lost] = field(default_factory=list)
    roles: list[str] = field(default_factory=list)
    stood_in: list[str] = field(default_factory=list)
    missing: list[str] = field(default_factory=list)
    without: dict[str, str] = field(default_factory=dict)


def restore(
    session: "psycopg.Connection[Any]",
    dump: DumpText,
    file: str,
    available: Collection[str],
    create_role: Callable[[str], bool],
) -> Restored:
    """Run a dump's DDL in `session`, an autocommit one at an empty database.

    `available` are the server's extensions; `create_role` makes a role that may not log in, and says
    whether it could. Raises ConnectionFailedError where the server goes away.
    """
    restored = Restored()
    for statement in split_statements(dump):
        text = tidy_sql(statement.text) or statement.text.decode("utf-8", "replace")
        if statement.data or _NO_DDL.match(text) or _WHOLE_SERVER.match(text):
            restored.left_out += 1
        elif not _concerns_missing(session, text, available, restored):
            _run(session, statement, text, file, create_role, restored)
    return restored


def _concerns_missing(
    session: "psycopg.Connection[Any]", text: str, available: Collection[str], restored: Restored
) -> bool:
    """Whether a statement is about an extension the server lacks; its stand-in is made here."""
    created = _CREATE_EXTENSION.match(text)
    about = created or _ABOUT_EXTENSION.match(text)
    if about is None or _plain(about) in available:
        return False
    name = _plain(about)
    stand_in = STAND_INS.get(name)
    if created is not None:
        made = stand_in is not None and _make(session, stand_in.statements, text)
        (restored.stood_in if made else restored.missing).append(name)
    return True


def _make(session: "psycopg.Connection[Any]", statements: Collection[str], text: str) -> bool:
    """Make a stand-in where the extension was to live; False where the server refuses."""
    import psycopg
    from psycopg import sql

    found = _IN_SCHEMA.search(text)
    schema = sql.Identifier(_plain(found) if found else "public")
    try:
        for statement in statements:
            # The dump may have made one of that name itself.
            with suppress(psycopg.errors.DuplicateFunction, psycopg.errors.DuplicateObject):
                session.execute(sql.SQL(statement).format(schema=schema))
    except psycopg.Error:
        return False
    return True


def _run(
    session: "psycopg.Connection[Any]",
    statement: DumpStatement,
    text: str,
    file: str,
    create_role: Callable[[str], bool],
    restored: Restored,
) -> None:
    error = _refusal(session, statement)
    if error is not None and (role := _missing_role(error)) and role not in restored.roles and create_role(role):
        restored.roles.append(role)
        _run(session, statement, text, file, create_role, restored)
    elif error is None or _is_harmless(text):
        restored.statements += 1
    else:
        reason = _one_line(error.diag.message_primary or str(error))
        gone = _NO_RELATION.search(reason)
        needs = restored.without.get(gone[1]) if gone else needed_by(f"{text} {reason}", tuple(restored.missing))
        created = _CREATE_TABLE.match(text)
        if needs is not None and created is not None:
            restored.without[created[1]] = needs
        restored.lost.append(Lost(file, statement.line, _one_line(text), reason, needs))


def _refusal(session: "psycopg.Connection[Any]", statement: DumpStatement) -> "psycopg.Error | None":
    import psycopg

    try:
        session.execute(statement.text)
    except psycopg.Error as error:
        if session.closed:
            raise ConnectionFailedError(
                f"the connection was lost: {_one_line(str(error))}",
                hint="Run the same command again when the server is back; what was loaded stays.",
                code="connection_lost",
                retryable=True,
            ) from None
        return error
    return None


def _missing_role(error: "psycopg.Error") -> str | None:
    found = _NO_ROLE.fullmatch(error.diag.message_primary or "")
    return found[1] if found else None


def _is_harmless(text: str) -> bool:
    """Settings of another version of PostgreSQL, and the schema every database has."""
    return _SETTING.match(text) is not None or _CREATE_PUBLIC.match(text) is not None


def _plain(found: "re.Match[str]") -> str:
    """The name a match of _NAME stands for."""
    return found[1].replace('""', '"') if found[1] is not None else found[2].lower()


def _one_line(words: str) -> str:
    words = " ".join(words.split())
    return words if len(words) <= _SHOWN else words[: _SHOWN - 1] + "…"
