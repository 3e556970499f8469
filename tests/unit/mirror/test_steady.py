"""A dump is the same bytes while the database is the same; and nothing that changed is taken for the same."""

import pytest

from heartbeat_cli.mirror.steady import says_the_same, with_steady_key

DUMP = """--
-- PostgreSQL database dump
--

\\restrict {key}

-- Dumped from database version {server}
-- Dumped by pg_dump version {dumper}

CREATE TABLE core.a (id integer);
CREATE TABLE core.b (id {type});

\\unrestrict {key}

"""
PLAIN = {"key": "kJ2h9aQz", "server": "18.1", "dumper": "18.2 (Debian 18.2-1)", "type": "bigint"}


def dump(**changes: str) -> bytes:
    return DUMP.format(**PLAIN | changes).encode()


def test_the_key_is_made_of_the_rest() -> None:
    one, other = with_steady_key(dump()), with_steady_key(dump(key="other5K3y"))
    assert one == other == with_steady_key(one)
    key = one.split(b"\\restrict ")[1].split()[0]
    assert len(key) == 48
    assert key.isalnum()
    assert one.count(key) == 2
    assert b"kJ2h9aQz" not in one
    changed = with_steady_key(dump(type="integer"))
    assert key not in changed


def test_a_dump_without_a_key_stays_as_it_is() -> None:
    plain = b"CREATE TABLE t (note text DEFAULT E'\\\\restrict me');\n\\connect x\n"
    assert with_steady_key(plain) == plain


@pytest.mark.parametrize(
    ("other", "same"),
    [
        (dump(), True),
        (dump(key="another"), True),
        (dump(server="18.4", dumper="18.4"), True),
        (dump(server="17.4"), False),
        (dump(type="integer"), False),
        (dump().replace(b"CREATE TABLE core.a (id integer);\n", b""), False),
        (dump() + b"CREATE TABLE core.a (id integer);\n", False),
        (b"\n".join(reversed(dump().split(b"\n"))), True),
    ],
)
def test_what_says_the_same(other: bytes, same: bool) -> None:
    assert says_the_same(dump(), other) is same
    assert says_the_same(other, dump()) is same
