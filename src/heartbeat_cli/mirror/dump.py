"""A dump file → the database it describes, and what of it could not be read.

The reader never stops at a bad statement: what it could not understand is listed with its line, and `lossy` says
whether structure was lost with it. Rejected: restoring the dump into a server (needs one, stops at missing roles and
extensions) and sqlglot (twenty times slower, loses partitions' and inherited columns silently).
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from heartbeat_cli.catalog import Database
from heartbeat_cli.errors import InvalidFileError
from heartbeat_cli.mirror.build import apply
from heartbeat_cli.mirror.clauses import NotUnderstoodError
from heartbeat_cli.mirror.draft import Draft
from heartbeat_cli.mirror.lexer import tidy
from heartbeat_cli.mirror.parse import Parsed, collector_off, parse_all
from heartbeat_cli.mirror.sniff import read_text
from heartbeat_cli.mirror.split import Statement, resume_at, split

_SHOWN = 80
_CUT = "the file ends inside this statement"
_HEADER = b"-- PostgreSQL database dump\n"
_FOOTER = b"-- PostgreSQL database dump complete"
_HARMLESS = re.compile(
    rb"(?:GRANT|REVOKE|SET|RESET|SHOW|SELECT|INSERT|UPDATE|DELETE|COPY|DO|BEGIN|COMMIT|END|START|ANALYZE|VACUUM|LOCK"
    rb"|REINDEX|CLUSTER|REFRESH|SECURITY|NOTIFY|CALL|TRUNCATE"
    rb"|(?:CREATE|ALTER|DROP)\s+(?:OR\s+REPLACE\s+)?(?:FUNCTION|PROCEDURE|ROUTINE|TRIGGER|EVENT|CONSTRAINT\s+TRIGGER"
    rb"|EXTENSION|SEQUENCE|RULE|POLICY|ROLE|USER|GROUP|DATABASE|AGGREGATE|OPERATOR|CAST|COLLATION|CONVERSION|LANGUAGE"
    rb"|PUBLICATION|SUBSCRIPTION|STATISTICS|SERVER|FOREIGN\s+DATA|TEXT\s+SEARCH|TRANSFORM|ACCESS|TABLESPACE|SYSTEM"
    rb"|DEFAULT\s+PRIVILEGES|LARGE))\b",
    re.IGNORECASE,
)
_STRUCTURE = re.compile(
    rb"\b(?:CREATE|ALTER|DROP)\s+(?:OR\s+REPLACE\s+|UNLOGGED\s+|UNIQUE\s+|MATERIALIZED\s+)*(?:TABLE|VIEW|INDEX|TYPE|DOMAIN|SCHEMA)\b"
    rb"|\bCOMMENT\s+ON\b",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Skipped:
    """A statement that was not understood: where, how it begins, why; `lossy` if structure was lost with it."""

    file: str
    line: int
    statement: str
    reason: str = ""
    lossy: bool = False


@dataclass(frozen=True, slots=True)
class Reading:
    """What a dump holds: the database, how many statements were understood, and those that were not."""

    database: Database
    file: str
    statements: int
    skipped: tuple[Skipped, ...] = ()

    @property
    def lossy(self) -> bool:
        """Whether any table, column, key, index, view, type or comment is missing from `database`."""
        return any(s.lossy for s in self.skipped)


def read_dump(path: Path, *, name: str | None = None) -> Reading:
    """Read a SQL dump; `name` is the database's name (the file's stem by default).

    Raises NotFoundError or InvalidFileError where the file is no SQL text, holds no SQL statement, or holds several
    databases.
    """
    return read_dump_text(read_text(path), file=str(path), name=name or path.stem)


def read_dump_text(source: bytes, *, file: str, name: str) -> Reading:
    """`read_dump` for text already in memory (UTF-8)."""
    drafts: dict[str, Draft] = {"": Draft()}
    draft, understood, skipped = drafts[""], 0, []
    with collector_off():
        for parsed in _parsed(source):
            statement = parsed.statement
            if statement.connect is not None:
                draft = drafts.setdefault(statement.connect, Draft())
            reason = parsed.error
            if reason is None:
                try:
                    apply(draft, parsed)
                except NotUnderstoodError as error:
                    reason = str(error)
            if reason is None and not _is_cut_short(source, parsed):
                understood += 1
                continue
            skipped.append(_skip(file, statement, reason, parsed.error, _lost_its_end(source)))
    if not understood and not skipped:
        raise InvalidFileError("there is no SQL statement in it", where=file)
    if not understood:
        raise InvalidFileError(
            f"no statement in it could be read as PostgreSQL ({skipped[0].reason})",
            where=f"{file}:{skipped[0].line}",
            code="not_postgres",
        )
    if _lost_its_end(source) and not any(s.lossy and s.reason == _CUT for s in skipped):
        last = source.rstrip().count(b"\n") + 1
        words = _first_words(source.rstrip().rpartition(b"\n")[2])
        skipped.append(Skipped(file, last, words, "the file ends before the dump is complete", lossy=True))
    return Reading(_one_database(drafts, name, file), file, understood, tuple(skipped))


def _parsed(source: bytes) -> Iterator[Parsed]:
    """Every statement, parsed; after a broken one, splitting starts again at the next line that opens a statement.

    Behind a broken statement splitting is eager until one is understood again.
    """
    statements, eager = parse_all(split(source)), False
    while True:
        parsed = next(statements, None)
        if parsed is None:
            return
        whole = parsed.statement
        again = resume_at(whole) if parsed.error is not None else None
        if again is not None:
            head = Statement(
                source[whole.start : again].rstrip(), whole.start, again, whole.line, connect=whole.connect
            )
            first = next(parse_all([head]))
            parsed = first if first.error is None else Parsed(head, error=parsed.error)
        yield parsed
        if again is not None or (eager and parsed.error is None):
            eager, place = again is not None, again or whole.end
            line = whole.line + source.count(b"\n", whole.start, place)
            statements = parse_all(split(source, place, line, eager=eager))


def _is_cut_short(source: bytes, parsed: Parsed) -> bool:
    """A last statement without its semicolon: fine in a hand-written file, a cut in pg_dump's."""
    return parsed.statement.cut and (_lost_its_end(source) or parsed.node is None)


def _lost_its_end(source: bytes) -> bool:
    """Whether pg_dump began this file and its last line is missing."""
    return _HEADER in source[:4096].replace(b"\r", b"") and _FOOTER not in source[-4096:]


def _skip(file: str, statement: Statement, reason: str | None, error: str | None, cut_dump: bool) -> Skipped:
    open_quote = error is not None and error.startswith("unterminated")
    lossy = statement.cut or error is None or open_quote or _is_structure(statement.text)
    if statement.cut and (cut_dump or error is None or open_quote or "at end of input" in error):
        reason = _CUT
    return Skipped(file, statement.line, _first_words(statement.text), _one_line(reason or ""), lossy)


def _is_structure(text: bytes) -> bool:
    return _STRUCTURE.search(text) is not None or _HARMLESS.match(text) is None


def _first_words(text: bytes) -> str:
    return _one_line(tidy(text[: _SHOWN * 4]) or text[: _SHOWN * 4].decode("utf-8", "replace"))


def _one_line(words: str) -> str:
    words = " ".join(words.split())
    return words if len(words) <= _SHOWN else words[: _SHOWN - 1] + "…"


def _one_database(drafts: dict[str, Draft], name: str, file: str) -> Database:
    databases = {key: draft.freeze(name) for key, draft in drafts.items()}
    filled = {key: database for key, database in databases.items() if database.schemas}
    if len(filled) > 1:
        names = ", ".join(key or "(before the first \\connect)" for key in filled)
        raise InvalidFileError(
            f"the file holds several databases: {names}",
            where=file,
            hint="Dump each by itself: `pg_dump --schema-only --file X.sql DATABASE`.",
            code="several_databases",
        )
    return next(iter(filled.values()), Database(name))
