"""What looks renamed, with why; and what does not."""

import pytest

from heartbeat_cli import pgschema
from heartbeat_cli.pgschema import find_renames

CLIENT = "(id bigint PRIMARY KEY, name text, born date, country_id integer)"
OTHERS = "CREATE TABLE country (id integer PRIMARY KEY);"
RENAMED = [
    (
        f"CREATE TABLE client {CLIENT};",
        f"CREATE TABLE customer {CLIENT};",
        ["public.client looks renamed to public.customer: the same 4 columns"],
    ),
    (
        f"CREATE TABLE client {CLIENT};",
        "CREATE TABLE customer (id bigint PRIMARY KEY, name text, born date, country_id integer, vip boolean);",
        ["public.client looks renamed to public.customer: 4 of 5 columns are the same"],
    ),
    (
        f"CREATE TABLE client {CLIENT}; COMMENT ON TABLE client IS 'Who banks here';",
        f"CREATE SCHEMA crm; CREATE TABLE crm.client {CLIENT}; COMMENT ON TABLE crm.client IS 'Who banks here';",
        [
            "public.client looks renamed to crm.client: the same 4 columns, the same name in another schema,"
            " the same comment"
        ],
    ),
    (
        "CREATE TABLE state (id integer, code text); COMMENT ON TABLE state IS 'States';",
        "CREATE TABLE status (id integer, code text); COMMENT ON TABLE status IS 'States';",
        ["public.state looks renamed to public.status: the same 2 columns, the same comment"],
    ),
    ("CREATE TABLE state (id integer, code text);", "CREATE TABLE mood (id integer, code text);", []),
    (
        f"CREATE TABLE client {CLIENT};",
        f"CREATE TABLE customer {CLIENT}; CREATE TABLE partner {CLIENT};",
        [],
    ),
    (f"CREATE TABLE client {CLIENT};", "CREATE TABLE customer (id integer, name text, born date, town text);", []),
    (
        f"CREATE TABLE client {CLIENT};",
        "CREATE TABLE client (id bigint PRIMARY KEY, full_name text, born date, country_id integer);",
        ["public.client.name looks renamed to full_name: the same type text, the same place"],
    ),
    (
        f"{OTHERS} CREATE TABLE client (id bigint, country_id integer REFERENCES country, town text, z text);",
        f"{OTHERS} CREATE TABLE client (id bigint, town text, z text, home_id integer REFERENCES country);",
        [
            "public.client.country_id looks renamed to home_id: the same type integer,"
            " it refers to public.country as before"
        ],
    ),
    (
        "CREATE TABLE t (id bigint, a text, b text); COMMENT ON COLUMN t.a IS '1st'; COMMENT ON COLUMN t.b IS '2nd';",
        "CREATE TABLE t (id bigint, x text, y text); COMMENT ON COLUMN t.y IS '1st'; COMMENT ON COLUMN t.x IS '2nd';",
        [
            "public.t.a looks renamed to y: the same type text, the same place, the same comment",
            "public.t.b looks renamed to x: the same type text, the same place, the same comment",
        ],
    ),
    ("CREATE TABLE t (id bigint, a text, b text);", "CREATE TABLE t (id bigint, x text, y text);", []),
    ("CREATE TABLE t (id bigint, a text);", "CREATE TABLE t (id bigint, a2 varchar);", []),
    ("CREATE TABLE t (id bigint, a text, b date);", "CREATE TABLE t (id bigint, b date, x text);", []),
    (
        "CREATE TABLE old (id bigint, a text, b date, c date, d date, e date);",
        "CREATE TABLE new (id bigint, a2 text, b date, c date, d date, e date);",
        [],
    ),
    (
        "CREATE TABLE old (id bigint, a text, b date, c date, d date, e date, f date, g date, h date, i date);",
        "CREATE TABLE new (id bigint, a2 text, b date, c date, d date, e date, f date, g date, h date, i date);",
        [
            "public.old looks renamed to public.new: 9 of 11 columns are the same",
            "public.new.a looks renamed to a2: the same type text, the same place",
        ],
    ),
]


@pytest.mark.parametrize(("before", "after", "said"), RENAMED)
def test_what_looks_renamed(before: str, after: str, said: list[str]) -> None:
    old, new = (pgschema.read_text(sql).database for sql in (before, after))
    assert [rename.sentence for rename in find_renames(old, new)] == said
    assert find_renames(old, old) == ()


def test_many_tables_alike_are_compared_in_no_time() -> None:
    columns = "(id bigint, code text, name text, valid boolean)"
    old, new = (
        pgschema.read_text("".join(f"CREATE TABLE {name}_{n} {columns};" for n in range(400))).database
        for name in ("before", "after")
    )
    assert find_renames(old, new) == ()
