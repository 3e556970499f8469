"""A dump file → the database it describes, and what of it could not be read.

The reader never stops at a bad statement: what it could not understand is listed with its line, and `lossy` says
whether structure was lost with it. Rejected: restoring the dump into a server (needs one, stops at missing roles and
extensions) and sqlglot (twenty times slower, loses partitions' and inherited columns silently).
"""

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from ..errors import NotADumpError
from ..model import Database
from ..reading import DumpReading, SkippedStatement
from .build import apply
from .clauses import NotUnderstoodError
from .draft import DraftDatabase
from .kinds import PASSING, ignored_as
from .lexer import DumpText, line_breaks, tidy_sql
from .parse import Node, Parsed, collector_off, parse_all
from .sniff import database_of, open_dump
from .split import DumpStatement, resume_at, split_statements
from .transactions import Transactions

_HINT = "What can be read is PostgreSQL's DDL as text: `pg_dump --schema-only --file X.sql DATABASE` writes it."
_SHOWN = 80
_OFTEN = 50
_MOST_RESTARTS = 2_000
_TAIL = 4096
_NOT_UNDERSTOOD = "statements that were not understood"
_CUT = "the file ends inside this statement"
_HEADER = re.compile(rb"^-- PostgreSQL database (cluster )?dump\r?$", re.MULTILINE)
_SERVER = re.compile(rb"^-- Dumped from database version (\d+)", re.MULTILINE)
_DUMPER = re.compile(rb"^-- Dumped by pg_dump version (\d+)", re.MULTILINE)
_RIGHTS = re.compile(rb"(?:GRANT|REVOKE)\b", re.IGNORECASE)
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


def read_dump(path: Path, *, name: str | None = None) -> DumpReading:
    """Read a SQL dump; `name` is the database's name (the file's stem by default).

    Raises FileMissingError or NotADumpError where the file is no SQL text, holds no SQL statement, or holds several
    databases.
    """
    return read_dump_text(open_dump(path), file=str(path), name=name or database_of(path))


def read_dump_text(source: DumpText, *, file: str, name: str, wanted: str | None = None) -> DumpReading:
    """`read_dump` for text already in memory (UTF-8); of several databases in it, the `wanted` one is read."""
    with collector_off():
        replay = _replay(source, file)
        _refuse_nothing(replay, file)
        drafts = {wanted: replay.drafts[wanted]} if wanted in replay.drafts else replay.drafts
        database = _one_database(drafts, name, file)
    skipped = (*replay.skipped, *_missing_end(source, replay.skipped, file))
    return DumpReading(database, file, replay.understood, skipped, dict(replay.ignored.most_common()))


@dataclass
class _Replay:
    """What the statements of a file have come to: a draft per database, and how it went."""

    drafts: dict[str, DraftDatabase] = field(default_factory=dict)
    understood: int = 0
    ignored: Counter[str] = field(default_factory=Counter)
    skipped: list[SkippedStatement] = field(default_factory=list)


def _replay(source: DumpText, file: str) -> _Replay:
    replay, cut = _Replay(), lost_its_end(source)
    server, dumper = _major_version(source, _SERVER), _major_version(source, _DUMPER)
    name, transactions = "", Transactions(source)
    draft = replay.drafts[name] = DraftDatabase(server=server, dumper=dumper)
    for parsed in _parsed(source):
        statement, reason = parsed.statement, parsed.error
        if statement.connect is not None:
            name, transactions = statement.connect, Transactions(source)
            draft = replay.drafts.setdefault(name, DraftDatabase(server=server, dumper=dumper))
        if reason is None:
            try:
                if parsed.node is not None and "TransactionStmt" in parsed.node:
                    draft = transactions.follow(draft, parsed.node["TransactionStmt"], statement)
                    replay.drafts[name] = draft
                apply(draft, parsed)
            except NotUnderstoodError as error:
                reason = str(error)
        if reason is None and not (statement.cut and (cut or parsed.node is None)):
            replay.understood += 1
            _count(replay, draft, parsed.node)
        else:
            replay.skipped.append(_skip(file, statement, reason, parsed.error, cut))
            draft.left_out.add(_NOT_UNDERSTOOD)
    return replay


def _count(replay: _Replay, draft: DraftDatabase, tree: Node | None) -> None:
    """Note what of a statement leaves no trace. Rows have no tree."""
    if tree is None:
        replay.ignored["data"] += 1
        return
    ((kind, node),) = tree.items()
    word = ignored_as(kind, node)
    if word is not None:
        replay.ignored[word] += 1
        if word not in PASSING and kind != "DropStmt":
            draft.left_out.add(word)


def _major_version(source: DumpText, wanted: re.Pattern[bytes]) -> int | None:
    """A version that pg_dump wrote at the top, None where the file doesn't say."""
    found = wanted.search(source[:_TAIL])
    return int(found.group(1)) if found else None


def _refuse_nothing(replay: _Replay, file: str) -> None:
    if replay.understood:
        return
    if not replay.skipped:
        raise NotADumpError("there is no SQL statement in it", file=file, hint=_HINT)
    first = replay.skipped[0]
    message = f"no statement in it could be read as PostgreSQL ({first.reason})"
    raise NotADumpError(message, file=file, line=first.line, hint=_HINT, code="not_postgres")


def _missing_end(source: DumpText, skipped: list[SkippedStatement], file: str) -> Iterator[SkippedStatement]:
    """The place where a dump of pg_dump's was cut between two statements."""
    if lost_its_end(source) and not any(s.lossy and s.reason == _CUT for s in skipped):
        rest = source[-_TAIL:].rstrip()
        last = line_breaks(source, 0, max(0, len(source) - _TAIL)) + rest.count(b"\n") + 1
        words = _first_words(rest.rpartition(b"\n")[2])
        yield SkippedStatement(file, last, words, "the file ends before the dump is complete", lossy=True)


def _parsed(source: DumpText) -> Iterator[Parsed]:
    """Every statement, parsed; after a broken one, splitting starts again at the next line that opens a statement.

    Behind a broken statement splitting is eager until one is understood again, and for good in a file that breaks
    often. Each new start looks at the rest of the file, so their number is limited.
    """
    statements, eager, restarts = parse_all(split_statements(source)), False, 0
    while True:
        parsed = next(statements, None)
        if parsed is None:
            return
        whole = parsed.statement
        again = resume_at(whole) if parsed.error is not None else None
        if again is not None and restarts == _MOST_RESTARTS:
            yield parsed._replace(error=f"{_MOST_RESTARTS:,} broken statements before it, so reading ends here")
            return
        if again is not None:
            text = source[whole.start : again].rstrip()
            head = DumpStatement(text, whole.start, again, whole.line, connect=whole.connect)
            first = next(parse_all([head]))
            parsed = first if first.error is None else Parsed(head, error=parsed.error)
        yield parsed
        if again is not None or (eager and parsed.error is None and restarts < _OFTEN):
            restarts += again is not None
            eager, place = again is not None, again or whole.end
            line = whole.line + line_breaks(source, whole.start, place)
            statements = parse_all(split_statements(source, place, line, eager=eager))


def lost_its_end(source: DumpText) -> bool:
    """Whether pg_dump began this file and its last line is missing."""
    header = _HEADER.search(source[:_TAIL])
    return header is not None and header.group().rstrip() + b" complete" not in source[-_TAIL:]


def _skip(
    file: str, statement: DumpStatement, reason: str | None, error: str | None, cut_dump: bool
) -> SkippedStatement:
    open_quote = error is not None and error.startswith("unterminated")
    not_applied = error is None and not _RIGHTS.match(statement.text)
    lossy = statement.cut or open_quote or not_applied or _is_structure(statement.text)
    if statement.cut and (cut_dump or error is None or open_quote or "at end of input" in error):
        reason = _CUT
    return SkippedStatement(file, statement.line, _first_words(statement.text), _one_line(reason or ""), lossy)


def _is_structure(text: bytes) -> bool:
    return _STRUCTURE.search(text) is not None or _HARMLESS.match(text) is None


def _first_words(text: bytes) -> str:
    return _one_line(tidy_sql(text[: _SHOWN * 4]) or text[: _SHOWN * 4].decode("utf-8", "replace"))


def _one_line(words: str) -> str:
    words = " ".join(words.split())
    return words if len(words) <= _SHOWN else words[: _SHOWN - 1] + "…"


def _one_database(drafts: dict[str, DraftDatabase], name: str, file: str) -> Database:
    databases = {key: draft.freeze(name) for key, draft in drafts.items()}
    filled = {key: database for key, database in databases.items() if database.schemas}
    if len(filled) > 1:
        names = ", ".join(key or "(before the first \\connect)" for key in filled)
        raise NotADumpError(
            f"the file holds several databases: {names}",
            file=file,
            hint="Dump each by itself: `pg_dump --schema-only --file X.sql DATABASE`.",
            code="several_databases",
        )
    return next(iter(filled.values()), Database(name))
