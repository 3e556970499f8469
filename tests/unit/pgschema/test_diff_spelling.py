"""DDL as a person writes it against the same as PostgreSQL spells it → no difference; what only looks alike → one."""

import pytest

from heartbeat_cli import pgschema
from heartbeat_cli.pgschema import Database, diff


def read(sql: str) -> Database:
    reading = pgschema.read_text(sql, name="one")
    assert reading.skipped == ()
    return reading.database


SAME = [
    (
        (
            "CREATE TABLE t (id serial PRIMARY KEY, n int, s varchar(10) DEFAULT 'x', a decimal(5), b bool "
            "DEFAULT 't', c char, d timestamptz DEFAULT now(), e float, f int[] DEFAULT '{}');"
        ),
        (
            "CREATE TABLE public.t (id integer NOT NULL, n integer, s character varying(10) DEFAULT "
            "'x'::character varying, a numeric(5,0), b boolean DEFAULT true, c character(1), d timestamp with "
            "time zone DEFAULT now(), e double precision, f integer[] DEFAULT '{}'::integer[]); "
            "CREATE SEQUENCE public.t_id_seq AS integer START WITH 1 INCREMENT BY 1 NO MINVALUE NO MAXVALUE "
            "CACHE 1; "
            "ALTER SEQUENCE public.t_id_seq OWNED BY public.t.id; "
            "ALTER TABLE ONLY public.t ALTER COLUMN id SET DEFAULT nextval('public.t_id_seq'::regclass); "
            "ALTER TABLE ONLY public.t ADD CONSTRAINT t_pkey PRIMARY KEY (id);"
        ),
    ),
    (
        ("CREATE TABLE t (d timestamptz DEFAULT now());"),
        ("CREATE TABLE t (d timestamptz DEFAULT CURRENT_TIMESTAMP);"),
    ),
    (
        ("CREATE TABLE t (s varchar(5) CHECK (s IN ('a','b')));"),
        (
            "CREATE TABLE t (s character varying(5), CONSTRAINT t_s_check CHECK (((s)::text = ANY "
            "((ARRAY['a'::character varying, 'b'::character varying])::text[]))));"
        ),
    ),
    (
        ("CREATE TABLE t (s text CHECK (s IN ('a','b')));"),
        ("CREATE TABLE t (s text, CONSTRAINT t_s_check CHECK ((s = ANY (ARRAY['a'::text, 'b'::text]))));"),
    ),
    (
        ("CREATE TABLE t (s text CHECK (s = 'a'));"),
        ("CREATE TABLE t (s text, CONSTRAINT t_s_check CHECK ((s = 'a'::text)));"),
    ),
    (
        ("CREATE TABLE t (n numeric CHECK (n > 0 AND n BETWEEN 1 AND 9));"),
        (
            "CREATE TABLE t (n numeric, CONSTRAINT t_n_check CHECK (((n > (0)::numeric) AND ((n >= (1)::numeric) "
            "AND (n <= (9)::numeric)))));"
        ),
    ),
    (
        (
            "CREATE TABLE t (j jsonb DEFAULT '{}', e date DEFAULT '2020-01-01', k bigint DEFAULT 0, u uuid "
            "DEFAULT '00000000-0000-0000-0000-000000000000');"
        ),
        (
            "CREATE TABLE t (j jsonb DEFAULT '{}'::jsonb, e date DEFAULT '2020-01-01'::date, k bigint DEFAULT "
            "'0'::bigint, u uuid DEFAULT '00000000-0000-0000-0000-000000000000'::uuid);"
        ),
    ),
    (
        ("CREATE TYPE mood AS ENUM ('a'); CREATE TABLE t (m mood DEFAULT 'a');"),
        ("CREATE TYPE public.mood AS ENUM ('a'); CREATE TABLE public.t (m public.mood DEFAULT 'a'::public.mood);"),
    ),
    (
        ("CREATE TABLE t (d timestamp DEFAULT (now() AT TIME ZONE 'utc'));"),
        ("CREATE TABLE t (d timestamp without time zone DEFAULT (now() AT TIME ZONE 'utc'::text));"),
    ),
    (
        ("CREATE TABLE t (d timestamp DEFAULT (now() AT TIME ZONE 'utc'));"),
        ("CREATE TABLE t (d timestamp without time zone DEFAULT timezone('utc'::text, now()));"),
    ),
    (
        ("CREATE TABLE t (d uuid DEFAULT uuid_generate_v4());"),
        ("CREATE TABLE t (d uuid DEFAULT public.uuid_generate_v4());"),
    ),
    (
        ("CREATE TABLE t (n int DEFAULT -1, m int DEFAULT (-1), k numeric DEFAULT 0.0);"),
        ("CREATE TABLE t (n int DEFAULT '-1'::integer, m integer DEFAULT '-1'::integer, k numeric DEFAULT 0.0);"),
    ),
    (
        ("CREATE TABLE t (a int, s varchar(9)); CREATE INDEX i ON t (lower(s)) WHERE s <> '';"),
        (
            "CREATE TABLE t (a int, s varchar(9)); "
            "CREATE INDEX i ON t USING btree (lower((s)::text)) WHERE ((s)::text <> ''::text);"
        ),
    ),
    (
        ("CREATE TABLE c (id int PRIMARY KEY, name text); CREATE VIEW v AS SELECT id, name FROM c WHERE id > 1;"),
        (
            "CREATE TABLE c (id int PRIMARY KEY, name text); "
            "CREATE VIEW public.v AS SELECT c.id, c.name FROM public.c WHERE (c.id > 1);"
        ),
    ),
    (
        ("CREATE TABLE c (id int PRIMARY KEY, name text); CREATE VIEW v AS SELECT x.id AS id, x.name n FROM c AS x;"),
        (
            "CREATE TABLE c (id int PRIMARY KEY, name text); "
            "CREATE VIEW public.v AS SELECT id, name AS n FROM public.c x;"
        ),
    ),
    (
        (
            "CREATE TABLE c (id int, at timestamp) PARTITION BY RANGE (at); "
            "CREATE TABLE c1 PARTITION OF c FOR VALUES FROM ('2024-01-01') TO ('2025-01-01');"
        ),
        (
            "CREATE TABLE c (id int, at timestamp) PARTITION BY RANGE (at); "
            "CREATE TABLE c1 PARTITION OF c FOR VALUES FROM ('2024-01-01 00:00:00') TO ('2025-01-01 00:00:00');"
        ),
    ),
    (
        ("CREATE TABLE t (n smallint CHECK (n >= 0), r real CHECK (r > 0.5), x double precision CHECK (x < 1));"),
        (
            "CREATE TABLE t (n smallint, r real, x double precision, CONSTRAINT t_n_check CHECK ((n >= 0)), "
            "CONSTRAINT t_r_check CHECK ((r > (0.5)::double precision)), CONSTRAINT t_x_check CHECK ((x < "
            "(1)::double precision)));"
        ),
    ),
    (
        (
            "CREATE TABLE t (a text, b text CHECK (char_length(b) > 2 AND b ~* '^x' AND b NOT LIKE 'a%' AND a IS "
            "DISTINCT FROM b));"
        ),
        (
            "CREATE TABLE t (a text, b text, CONSTRAINT t_check CHECK (((char_length(b) > 2) AND (b ~* "
            "'^x'::text) AND (b !~~ 'a%'::text) AND (a IS DISTINCT FROM b))));"
        ),
    ),
    (
        ("CREATE TABLE t (n int CHECK (n IN (1,2,3)), c char(2) CHECK (c IN ('a','b')), CHECK (n <> 5 OR c = 'x'));"),
        (
            "CREATE TABLE t (n int, c character(2), CONSTRAINT t_n_check CHECK ((n = ANY (ARRAY[1, 2, 3]))), "
            "CONSTRAINT t_c_check CHECK ((c = ANY (ARRAY['a'::bpchar, 'b'::bpchar]))), CONSTRAINT t_check CHECK "
            "(((n <> 5) OR (c = 'x'::bpchar))));"
        ),
    ),
    (
        (
            "CREATE TABLE t (d date CHECK (d > '2020-01-01'), j jsonb CHECK (j ? 'a'), i interval DEFAULT "
            "interval '1 day');"
        ),
        (
            "CREATE TABLE t (d date, j jsonb, i interval DEFAULT '1 day'::interval, CONSTRAINT t_d_check CHECK "
            "((d > '2020-01-01'::date)), CONSTRAINT t_j_check CHECK ((j ? 'a'::text)));"
        ),
    ),
    (
        (
            "CREATE TABLE p (id int PRIMARY KEY); "
            "CREATE TABLE t (p_id int REFERENCES p ON DELETE CASCADE, UNIQUE (p_id));"
        ),
        (
            "CREATE TABLE public.p (id integer NOT NULL); "
            "CREATE TABLE public.t (p_id integer); "
            "ALTER TABLE ONLY public.p ADD CONSTRAINT p_pkey PRIMARY KEY (id); "
            "ALTER TABLE ONLY public.t ADD CONSTRAINT t_p_id_key UNIQUE (p_id); "
            "ALTER TABLE ONLY public.t ADD CONSTRAINT t_p_id_fkey FOREIGN KEY (p_id) REFERENCES public.p(id) ON "
            "DELETE CASCADE;"
        ),
    ),
    (
        ("CREATE TABLE t (a int, s varchar(5), g text GENERATED ALWAYS AS (s || 'x') STORED);"),
        ("CREATE TABLE t (a int, s varchar(5), g text GENERATED ALWAYS AS (((s)::text || 'x'::text)) STORED);"),
    ),
    (
        (
            "CREATE TABLE t (a int); "
            "ALTER TABLE t ENABLE ROW LEVEL SECURITY; "
            "CREATE POLICY p ON t USING (a = current_setting('x')::int);"
        ),
        (
            "CREATE TABLE t (a int); "
            "ALTER TABLE t ENABLE ROW LEVEL SECURITY; "
            "CREATE POLICY p ON public.t USING ((a = (current_setting('x'::text))::integer));"
        ),
    ),
    (
        ("CREATE FUNCTION f(a int, b varchar(10) default 'x') RETURNS int LANGUAGE sql AS 'select 1';"),
        (
            "CREATE FUNCTION public.f(a integer, b character varying DEFAULT 'x'::character varying) RETURNS "
            "integer LANGUAGE sql AS $$select 1$$;"
        ),
    ),
    (
        (
            "CREATE TABLE t (b boolean DEFAULT false NOT NULL, x text DEFAULT NULL, y text DEFAULT current_user, "
            "z date DEFAULT current_date);"
        ),
        (
            "CREATE TABLE t (b boolean DEFAULT false NOT NULL, x text, y text DEFAULT CURRENT_USER, z date "
            "DEFAULT CURRENT_DATE);"
        ),
    ),
    (
        ("CREATE TABLE t (b boolean DEFAULT 'f', n int DEFAULT '5', m numeric(5,2) DEFAULT '1.5', s text DEFAULT '');"),
        (
            "CREATE TABLE t (b boolean DEFAULT false, n integer DEFAULT 5, m numeric(5,2) DEFAULT 1.5, s text "
            "DEFAULT ''::text);"
        ),
    ),
]

DIFFERENT = [
    ("CREATE TABLE t (n integer CHECK (n::text = '5'));", "CREATE TABLE t (n integer CHECK (n = '5'));"),
    ("CREATE TABLE t (s text DEFAULT '5');", "CREATE TABLE t (s text DEFAULT 5);"),
    ("CREATE TABLE t (s text DEFAULT '1.0');", "CREATE TABLE t (s text DEFAULT '1');"),
    ("CREATE TABLE t (n numeric DEFAULT 1.0);", "CREATE TABLE t (n numeric DEFAULT 1);"),
    ("CREATE TABLE t (b boolean DEFAULT 't');", "CREATE TABLE t (b boolean DEFAULT false);"),
    ("CREATE TABLE t (d timestamp DEFAULT now());", "CREATE TABLE t (d timestamp DEFAULT LOCALTIMESTAMP);"),
    ("CREATE TABLE t (d timestamptz DEFAULT now());", "CREATE TABLE t (d timestamptz DEFAULT clock_timestamp());"),
    ("CREATE TABLE t (d text DEFAULT lower('A'));", "CREATE TABLE t (d text DEFAULT public.lower('A'));"),
    ("CREATE TABLE t (d text DEFAULT core.f());", "CREATE TABLE t (d text DEFAULT public.f());"),
    ("CREATE TABLE t (n numeric CHECK (n > 0));", "CREATE TABLE t (n numeric CHECK (n > '0.5'));"),
    ("CREATE TABLE t (s varchar CHECK (s::bpchar = 'a'));", "CREATE TABLE t (s varchar CHECK (s = 'a'));"),
    ("CREATE TABLE t (s text CHECK (s IN ('a', 'b')));", "CREATE TABLE t (s text CHECK (s IN ('b', 'c')));"),
    (
        "CREATE TABLE a (id int, x int); CREATE TABLE b (id int); CREATE VIEW v AS SELECT a.id FROM a, b;",
        "CREATE TABLE a (id int, x int); CREATE TABLE b (id int); CREATE VIEW v AS SELECT b.id FROM a, b;",
    ),
    (
        "CREATE TABLE a (id int, x int); CREATE VIEW v (n) AS SELECT id AS x FROM a;",
        "CREATE TABLE a (id int, x int); CREATE VIEW v (n) AS SELECT id AS y FROM a;",
    ),
    (
        "CREATE TABLE a (id int, x int); CREATE VIEW v AS SELECT id FROM a;",
        "CREATE TABLE a (id int, x int); CREATE VIEW v AS SELECT x AS id FROM a;",
    ),
    (
        "CREATE TABLE a (id int); CREATE TABLE b (id int); CREATE VIEW v AS SELECT id FROM a;",
        "CREATE TABLE a (id int); CREATE TABLE b (id int); CREATE VIEW v AS SELECT id FROM b;",
    ),
]


@pytest.mark.parametrize(("by_hand", "dumped"), SAME)
def test_the_same_in_other_words_is_no_difference(by_hand: str, dumped: str) -> None:
    one, other = read(by_hand), read(dumped)
    assert [c.sentence for c in diff(one, other)] == []
    assert [c.sentence for c in diff(other, one)] == []


@pytest.mark.parametrize(("one", "other"), DIFFERENT)
def test_what_only_looks_alike_is_a_difference(one: str, other: str) -> None:
    assert len(diff(read(one), read(other))) >= 1
