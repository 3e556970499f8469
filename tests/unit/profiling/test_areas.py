"""Which tables belong together."""

from pathlib import Path

import pytest
from tests.conftest import OPEN_SCHEMAS, REPOSITORY

from heartbeat_cli import pgschema
from heartbeat_cli.pgschema import Database
from heartbeat_cli.profiling import DatabaseFacts, SubjectArea
from heartbeat_cli.profiling.detectors.areas import DICTIONARIES, OTHER, subject_areas
from heartbeat_cli.profiling.detectors.parts.communities import communities

DEMO = REPOSITORY / "seed" / "schemas" / "demo" / "prod"
SHOP = """
CREATE TABLE public.operator (id bigint PRIMARY KEY, name text);
CREATE TABLE public.currency (code char(3) PRIMARY KEY, name text);
CREATE TABLE public.client (id bigint PRIMARY KEY, operator_id bigint REFERENCES public.operator);
CREATE TABLE public.client_address (id bigint PRIMARY KEY, client_id bigint REFERENCES public.client);
CREATE TABLE public.client_note (id bigint PRIMARY KEY, client_id bigint REFERENCES public.client);
CREATE TABLE public.order_head (
    id bigint, placed date, client_id bigint REFERENCES public.client, currency_code char(3) REFERENCES public.currency,
    PRIMARY KEY (id, placed)) PARTITION BY RANGE (placed);
CREATE TABLE public.order_head_2026 PARTITION OF public.order_head FOR VALUES FROM ('2026-01-01') TO ('2027-01-01');
CREATE TABLE public.order_line (id bigint PRIMARY KEY, order_id bigint, placed date,
    FOREIGN KEY (order_id, placed) REFERENCES public.order_head (id, placed));
CREATE TABLE public.order_return (id bigint PRIMARY KEY, line_id bigint REFERENCES public.order_line);
CREATE TABLE public.weather (measured_on date, degrees numeric);
"""


def of(database: Database, schema: str) -> tuple[SubjectArea, ...]:
    found = database.schema(schema)
    assert found is not None
    return subject_areas(DatabaseFacts(database).of(found))


def tables(areas: tuple[SubjectArea, ...]) -> dict[str, list[str]]:
    return {a.name: [m.table.name for m in a.members] for a in areas}


@pytest.fixture(scope="module")
def webbank() -> Database:
    return pgschema.read(DEMO / "webbank.sql").database


def test_names_and_references_make_areas_and_no_table_is_lost(tmp_path: Path) -> None:
    (tmp_path / "shop.sql").write_text(SHOP)
    areas = of(pgschema.read(tmp_path / "shop.sql").database, "public")
    assert tables(areas) == {
        "client": ["client", "client_address", "client_note", "operator"],
        "order": ["order_head", "currency", "order_line", "order_return"],
        OTHER: ["weather"],
    }
    by_name = {a.name: a for a in areas}
    client, order, other = by_name["client"], by_name["order"], by_name[OTHER]
    assert [(m.table.name, m.why) for m in client.members[:3]] == [
        ("client", "centre"),
        ("client_address", "named after client"),
        ("client_note", "named after client"),
    ]
    assert [(link.area, link.references) for link in order.links] == [("client", 1)]
    assert (client.cohesion, other.members[0].why) == (1.0, "no ties to an area")


def test_a_partition_stands_in_its_parent(webbank: Database) -> None:
    core = webbank.schema("core")
    assert core is not None
    listed = [m.table for a in of(webbank, "core") for m in a.members]
    assert sorted(listed) == sorted(t.qname for t in core.tables if t.partition_of is None)
    assert len(listed) == len(set(listed)) == 193


def test_a_banker_knows_the_areas_of_the_core(webbank: Database) -> None:
    areas = of(webbank, "core")
    named = tables(areas)
    assert 8 <= len([n for n in named if n not in (OTHER, DICTIONARIES)]) <= 20
    assert {"client", "payment", "account", "loan", "deposit", "onboarding", "tariff", "statement"} <= named.keys()
    assert {"payment_state_log", "payment_return", "payment_rejection", "swift_message"} <= set(named["payment"])
    assert {"client_profile", "client_document", "client_profile_state_log"} <= set(named["client"])
    assert all(t.startswith("loan") for t in named["loan"])
    assert areas[0].centre.name == "client_profile"
    # The operator is referred to by half the schema and may not draw it together.
    assert max(len(t) for t in named.values()) < 30
    assert len(named["operator"]) < 8
    assert len(named.get(OTHER, [])) < 5


def test_the_same_schema_gives_the_same_areas(webbank: Database) -> None:
    assert of(webbank, "core") == of(webbank, "core")


def test_names_carry_where_no_references_are_declared(tmp_path: Path) -> None:
    (tmp_path / "bare.sql").write_text(
        "CREATE TABLE a.payout (payout_id bigint PRIMARY KEY);"
        "CREATE TABLE a.payout_attempt (id bigint PRIMARY KEY, payout_id bigint);"
        "CREATE TABLE a.refund (refund_id bigint PRIMARY KEY);"
        "CREATE TABLE a.reversal (id bigint PRIMARY KEY, refund_id bigint);"
    )
    assert tables(of(pgschema.read(tmp_path / "bare.sql").database, "a")) == {
        "payout": ["payout", "payout_attempt"],
        "refund": ["refund", "reversal"],
    }


@pytest.mark.parametrize(
    ("name", "schema", "fewest", "most", "expected"),
    [
        ("edfi61", "edfi", 20, 40, {"student": "student", "staff": "staff", "survey": "survey", "section": "section"}),
        ("aact", "ctgov", 4, 12, {"study": "studies", "outcome": "outcomes", "facility": "facility_contacts"}),
        ("hyperswitch", "public", 4, 12, {"payment": "payment_attempt", "payout": "payouts", "user": "user_roles"}),
        ("pagila_pg17", "public", 2, 5, {"film": "film_actor", "store": "inventory"}),
    ],
)
def test_areas_of_open_schemas(name: str, schema: str, fewest: int, most: int, expected: dict[str, str]) -> None:
    file = OPEN_SCHEMAS / f"{name}.sql"
    if not file.is_file():
        pytest.skip(f"{name} is not at {OPEN_SCHEMAS}; set HB_OPEN_SCHEMAS to run this")
    named = tables(of(pgschema.read(file).database, schema))
    assert fewest <= len(named) <= most
    assert {area: table for area, table in expected.items() if table in named.get(area, ())} == expected
    # Nothing is glued together, and little is left over.
    assert max(len(t) for t in named.values()) <= max(30, sum(map(len, named.values())) // 5)
    assert len(named.get(OTHER, ())) <= sum(map(len, named.values())) // 4


def test_an_empty_schema_has_no_areas(tmp_path: Path) -> None:
    (tmp_path / "none.sql").write_text("CREATE SCHEMA empty; CREATE TABLE other.t (id int);")
    assert of(pgschema.read(tmp_path / "none.sql").database, "empty") == ()


def test_two_cliques_with_one_bridge_are_two_communities() -> None:
    def clique(names: str) -> dict[str, dict[str, float]]:
        return {a: {b: 1.0 for b in names if b != a} for a in names}

    graph = {**clique("abcd"), **clique("wxyz"), "lonely": {}}
    graph["a"]["w"] = graph["w"]["a"] = 0.5
    assert communities(graph) == [["a", "b", "c", "d"], ["w", "x", "y", "z"], ["lonely"]]


def test_an_area_is_called_by_a_word_and_not_by_a_letter(tmp_path: Path) -> None:
    linked = {"sale": [], "sale_line": ["sale"], "sale_day": ["sale"], "x_door": [], "x_key": ["x_door"]}
    linked |= {"x_gate": ["x_door"], "x_lock": ["x_door", "x_key"]}
    ddl = "".join(
        f"CREATE TABLE s.{name} (id bigint PRIMARY KEY{''.join(f', {t}_id bigint REFERENCES s.{t}' for t in to)});\n"
        for name, to in linked.items()
    )
    (tmp_path / "s.sql").write_text(ddl)
    found = tables(of(pgschema.read(tmp_path / "s.sql").database, "s"))
    assert {name: members[0] for name, members in found.items()} == {"sale": "sale", "x door": "x_door"}
