"""Things that may lie where hb looks for a file, the places where it looks, and command lines that look there."""

import os
import resource
import signal
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from types import FrameType

BOMB = "\n".join(
    ["a0: &a0 [x, x, x, x, x, x, x, x, x, x]"]
    + [f"a{n}: &a{n} [{', '.join([f'*a{n - 1}'] * 10)}]" for n in range(1, 10)]
)
MERGE_BOMB = "\n".join(
    ["a0: &a0 {x: 1}"] + [f"a{n}: &a{n} {{<<: [{', '.join([f'*a{n - 1}'] * 10)}]}}" for n in range(1, 10)]
)
TEXTS: dict[str, bytes] = {
    "empty": b"",
    "blank": b" \n\t\n",
    "impossible date": b"name: 2026-13-45\nwindow: 2026-02-30\nas_of: 2026-13-45\n",
    "impossible time": b"name: 2026-01-01T99:99:99Z\nclock: 2026-01-01 24:61:61+99:99\n",
    "year zero": b"clock: 0000-01-01T00:00:00Z\nname: 0000-00-00\n",
    "long number": b"name: " + b"9" * 5_000,
    "long sexagesimal": b"name: " + b"1:" * 3_000 + b"1",
    "long hexadecimal": b"name: 0x" + b"f" * 5_000,
    "long float": b"name: " + b"9" * 5_000 + b".5e999999999",
    "infinite": b"name: .inf\nwindow: .nan\nconnections: .inf\npriority: .nan\n",
    "itself": b"a: &a [*a]",
    "itself in a mapping": b"&a a: &b {b: *b}",
    "itself as its key": b"&a {*a : 1}",
    "alias bomb": BOMB.encode(),
    "merge bomb": MERGE_BOMB.encode(),
    "merge of itself": b"a: &a {<<: *a}",
    "deep": b"[" * 20_000,
    "deep mapping": b"{a: " * 5_000,
    "list keys": b"? [a, b]\n: 1\n? {c: d}\n: 2\n",
    "tags": b"a: !!python/object/apply:os.system [x]\nb: !!binary '==='\nc: !!set {x}\nd: !!omap [a: 1]\ne: !x y\n",
    "binary": b"name: !!binary aGVsbG8=\nquestion: !!binary /w==\n",
    "two documents": b"a: 1\n---\nb: 2\n",
    "anchors": b"name: &x 1\nname: *y\n",
    "NUL": b"name: a\x00b\nsource: x\n",
    "controls": b"name: \"\\e[2J\\u202e\\u0007\"\nsource: '\xe2\x80\xae'\n",
    "not UTF-8": b"name: caf\xe9\n\xff\xfe\x00",
    "half a character": b'name: "\\ud800"\nquestion: "\\udcff"\nsource: "\\ud800"\n',
    "UTF-16": "name: x\n".encode("utf-16"),
    "lone CR": b"name: a\rsource: b\r",
    "separators": "name: a\u2028b\u2029c\x85d\n".encode(),
    "a list": b"- 1\n- 2\n",
    "a scalar": b"just text",
    "a number": b"42",
    "null": b"null",
    "JSON": b'{"version": 1e400, "tables": [[1,2]], "as_of": "2026-13-45", "receipts": [[]]}',
    "deep JSON": b"[" * 50_000,
    "long JSON number": b'{"pid": ' + b"9" * 5_000 + b', "run_id": ' + b"9" * 5_000 + b"}",
    "wrong JSON": b'{"run_id": [], "sources": {}, "started": 1, "tables": {"a": []}}\n' * 50,
    "JSON halves": b'{"run_id": "\\ud800", "sources": ["\\udc00"], "started": "9999-12-31T23:59:59-23:59"}',
    "long line": b"name: " + b"a" * 1_000_000,
    "many lines": b"a\n" * 400_000,
    "variables": b"SOURCE_PG_HOST=${SOURCE_PG_HOST}\n=x\nexport \nA='unfinished\nB=\"\\u\nC=${C:-${C}}\n",
    "SQL": b"CREATE TABLE a.b (c int;\n'unfinished $$ /* ",
}
"""Contents by what is wrong with them."""


NASTY: tuple[bytes, ...] = (
    *(b"2026-13-45", b"0000-00-00", b"9999-12-31T23:59:59-23:59", b"2026-02-30T25:00:00Z", b"1:99:99", b"12:"),
    *(b"9" * 5_000, b"-1", b"0", b"1e400", b".inf", b".nan", b"0x" + b"f" * 3_000, b"1_0", b"1e28", b"0o9", b"-0.0"),
    *(b"&a [*a]", b"*a", b"<<: *a", b"[" * 300, b"{" * 300, b"- - - -", b"? ", b"!!python/name:os.system x", b"!x"),
    *(
        b'"\\0"',
        b'"\\ud800"',
        b'"\\e[2J\\u202e"',
        b"\x00",
        b"\xff",
        b"caf\xe9",
        b"\r",
        b"\xe2\x80\xa8",
        b"\xef\xbb\xbf",
    ),
    *(b"../../../etc/passwd", b"/dev/zero", b"~nobody/x", b"a/b", b".", b"/", b'"a\\nb"', b"x" * 100_000, b"${HOME}"),
    *(
        b"null",
        b"true",
        b"~",
        b"''",
        b"{}",
        b"[]",
        b"[1, [2], {a: 3}]",
        b"{a: {b: c}}",
        b"%s%n{}",
        b"'",
        b'"',
        b"|",
        b">",
    ),
)
"""Values that are none, or hardly any."""


def _fifo(file: Path) -> None:
    os.mkfifo(file)


def _linked(target: str) -> Callable[[Path], None]:
    return lambda file: file.symlink_to(target)


def _large(file: Path) -> None:
    with file.open("wb") as stream:
        stream.write(b"a: 1\n")
        stream.truncate(100_000_000)


def _large_text(file: Path) -> None:
    with file.open("wb") as stream:
        for _ in range(100):
            stream.write(b"# xxxxxxxxxxxxxx\n" * 60_000)


def _unreadable(file: Path) -> None:
    file.write_bytes(b"a: 1\n")
    file.chmod(0)


THINGS: dict[str, Callable[[Path], None]] = {
    "a FIFO": _fifo,
    "a folder": lambda file: file.mkdir(),
    "a link to nothing": _linked("nowhere"),
    "a link to itself": lambda file: file.symlink_to(file.name),
    "a link to endless zeroes": _linked("/dev/zero"),
    "a link to nothing at all": _linked("/dev/null"),
    "a link to another's file": _linked("/etc/passwd"),
    "100 MB of zeroes": _large,
    "100 MB of lines": _large_text,
    "a file nobody may read": _unreadable,
}
"""What is no file of bounded length."""

EVERY = ("hb sources status", "hb metrics list", "hb check")
PLACES: dict[str, tuple[str, ...]] = {
    "heartbeat.yml": ("hb", "hb search payment", "hb loads", *EVERY),
    ".env": ("hb", "hb sources status"),
    "db/sources/aml.yml": ("hb", "hb search payment", "hb profile webbank", *EVERY),
    "db/candidates/payment_count_24h.yml": ("hb", "hb metrics show payment_count_24h", *EVERY),
    "db/metrics/one_24h.yml": ("hb metrics run one_24h", *EVERY),
    "db/synonyms.yml": ("hb search payment", "hb check"),
    "db/profile.yml": ("hb profile webbank.core", "hb check"),
    "answers.yml": ("hb discover --answers answers.yml --no-input --dry-run",),
    "mirror/a/webbank.sql": (
        "hb profile webbank",
        "hb search payment",
        "hb mirror status",
        "hb profile mirror/a/webbank.sql",
        "hb check",
    ),
    "docs/sources.md": ("hb check", "hb check docs/sources.md", "hb check --fix --dry-run"),
    "marts.duckdb": ("hb sources status", "hb metrics run payment_count_24h", "hb loads --verify", "hb check"),
    ".heartbeat/marts.json": ("hb sources status", "hb"),
    ".heartbeat/loads.jsonl": ("hb loads", "hb loads 3f9a12c7", "hb"),
    ".heartbeat/ingest.status.json": ("hb loads", "hb loads --watch"),
    ".heartbeat/ingest.lock": ("hb loads", "hb sources status"),
    ".heartbeat/moment.lock": ("hb metrics run payment_count_24h",),
    ".heartbeat/broken.json": ("hb check",),
    ".heartbeat/demo.env": ("hb sources status",),
    ".heartbeat/search/index": ("hb search payment",),
    ".heartbeat/schemas": ("hb metrics list",),
    ".heartbeat/cached": ("hb profile webbank",),
    ".heartbeat": ("hb profile webbank", "hb search payment", *EVERY),
    "db/sources": EVERY,
    "db/candidates": EVERY,
    "mirror/a": ("hb profile webbank", "hb mirror status"),
}
"""Where hb reads, and who does."""


class HangsError(BaseException):
    """A command that does not end."""


@contextmanager
def soon(seconds: float) -> Iterator[None]:
    """The body ends within so many seconds, or HangsError."""

    def late(_signal: int, _frame: FrameType | None) -> None:
        raise HangsError

    before = signal.signal(signal.SIGALRM, late)
    signal.setitimer(signal.ITIMER_REAL, seconds)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)
        signal.signal(signal.SIGALRM, before)


def peak_megabytes() -> float:
    """The most memory this process has held so far."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
