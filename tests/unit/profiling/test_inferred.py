"""References nobody declared, and how often the guess is right."""

import random
from dataclasses import replace
from pathlib import Path

import pytest
from tests.conftest import OPEN_SCHEMAS, REPOSITORY

from heartbeat_cli import pgschema
from heartbeat_cli.pgschema import Database, QName, Table
from heartbeat_cli.profiling import DatabaseFacts, InferredReference
from heartbeat_cli.profiling.detectors.inferred import THRESHOLD, inferred_references
from heartbeat_cli.profiling.references import root_of

DEMO = REPOSITORY / "seed" / "schemas" / "demo" / "prod"

Pair = tuple[QName, frozenset[tuple[str, str]], QName]


def guesses(database: Database) -> list[InferredReference]:
    facts = DatabaseFacts(database)
    return [r for s in database.schemas for r in inferred_references(facts.of(s))]


def drawn(tmp_path: Path, sql: str) -> dict[str, str]:
    """`table.column` → `table.column` for what is suggested in a small database."""
    (tmp_path / "small.sql").write_text(sql)
    found = guesses(pgschema.read(tmp_path / "small.sql").database)
    return {f"{r.source.name}.{','.join(r.columns)}": f"{r.target.name}.{','.join(r.target_columns)}" for r in found}


BANK = """
CREATE TABLE core.client_profile (id bigint PRIMARY KEY, country_code char(2));
CREATE TABLE core.client_address (id bigint PRIMARY KEY, client_id bigint);
CREATE TABLE core.account (id bigint PRIMARY KEY, parent_id bigint);
CREATE TABLE core.payment (id bigint PRIMARY KEY, debit_account_id bigint, client_id text);
CREATE TABLE dict.payment_rail (id smallint PRIMARY KEY, code text);
CREATE TABLE core.payment_rule (id bigint PRIMARY KEY, rail_id smallint);
CREATE TABLE dict.country (code char(2) PRIMARY KEY, name text);
"""


def test_names_types_and_roles(tmp_path: Path) -> None:
    assert drawn(tmp_path, BANK) == {
        "client_profile.country_code": "country.code",
        "client_address.client_id": "client_profile.id",
        "account.parent_id": "account.id",
        "payment.debit_account_id": "account.id",
        "payment_rule.rail_id": "payment_rail.id",
    }


def test_evidence_and_score_say_why(tmp_path: Path) -> None:
    (tmp_path / "bank.sql").write_text(BANK)
    found = next(
        r for r in guesses(pgschema.read(tmp_path / "bank.sql").database) if r.columns == ("debit_account_id",)
    )
    assert found.evidence == ("named as account, in the role debit", "same type bigint", "its primary key")
    assert THRESHOLD <= found.score <= 1.0


def test_what_other_tables_declare_weighs_most(tmp_path: Path) -> None:
    found = drawn(
        tmp_path,
        """
CREATE TABLE s.person (id bigint PRIMARY KEY);
CREATE TABLE s.a (id bigint PRIMARY KEY, assignee_id bigint REFERENCES s.person);
CREATE TABLE s.b (id bigint PRIMARY KEY, assignee_id bigint REFERENCES s.person);
CREATE TABLE s.c (id bigint PRIMARY KEY, assignee_id bigint);
""",
    )
    assert found == {"c.assignee_id": "person.id"}


@pytest.mark.parametrize(
    "column",
    ["entity_id bigint", "object_id bigint", "external_id bigint", "request_id bigint", "correlation_id bigint",
     "id bigint", "connector_account_id bigint", "note text", "account_id uuid",
     "owner_id bigint, owner_type text"],
)  # fmt: skip
def test_no_suggestion_for(column: str, tmp_path: Path) -> None:
    tables = "".join(f"CREATE TABLE s.{t} (id bigint PRIMARY KEY);" for t in ("account", "request", "entity", "object"))
    tables += "CREATE TABLE s.house_owner (id bigint PRIMARY KEY);"
    assert drawn(tmp_path, f"{tables} CREATE TABLE s.thing ({column});") == {}


def test_a_key_of_another_database_is_left_to_it(tmp_path: Path) -> None:
    sql = (
        "CREATE TABLE core.payment (id bigint PRIMARY KEY);"
        "CREATE TABLE core.check_run (id bigint PRIMARY KEY, payment_id bigint);"
    )
    assert drawn(tmp_path, sql) == {"check_run.payment_id": "payment.id"}
    comment = "COMMENT ON COLUMN core.check_run.payment_id IS 'webbank.core.payment.id once created; no foreign key.';"
    assert drawn(tmp_path, sql + comment) == {}


def test_two_fitting_targets_are_no_suggestion(tmp_path: Path) -> None:
    tables = "".join(f"CREATE TABLE s.{t} (id bigint PRIMARY KEY);" for t in ("loan_template", "letter_template"))
    assert drawn(tmp_path, tables + "CREATE TABLE s.x (id bigint PRIMARY KEY, template_id bigint);") == {}


def test_a_shared_primary_key_refers_to_the_wider_table_only(tmp_path: Path) -> None:
    found = drawn(
        tmp_path,
        "CREATE TABLE s.applicant (id bigint PRIMARY KEY);"
        "CREATE TABLE s.company_applicant (applicant_id bigint PRIMARY KEY, legal_address text);",
    )
    assert found == {"company_applicant.applicant_id": "applicant.id"}


def test_a_key_of_several_columns(tmp_path: Path) -> None:
    found = drawn(
        tmp_path,
        """
CREATE TABLE s.school (schoolid bigint PRIMARY KEY);
CREATE TABLE s.student (studentusi bigint PRIMARY KEY);
CREATE TABLE s.session (schoolid bigint REFERENCES s.school, sessionname text, PRIMARY KEY (schoolid, sessionname));
CREATE TABLE s.link (schoolid bigint REFERENCES s.school, studentusi bigint REFERENCES s.student,
    PRIMARY KEY (schoolid, studentusi));
CREATE TABLE s.visit (id bigint PRIMARY KEY, schoolid bigint, sessionname text);
CREATE TABLE s.award (id bigint PRIMARY KEY, schoolid bigint, studentusi bigint);
""",
    )
    assert found == {
        "visit.schoolid,sessionname": "session.schoolid,sessionname",
        "award.schoolid": "school.schoolid",
        "award.studentusi": "student.studentusi",
    }


def hide(database: Database, share: float, seed: int) -> tuple[Database, set[Pair]]:
    """The database without a share of its foreign keys, and those."""
    rng, tables = random.Random(seed), {t.qname: t for t in database.tables()}
    hidden: set[Pair] = set()

    def without(table: Table) -> Table:
        kept = []
        for key in table.foreign_keys:
            if rng.random() < share:
                columns = frozenset(zip(key.columns, key.target_columns, strict=True))
                target = root_of(tables[key.target], tables) if key.target in tables else key.target
                hidden.add((root_of(table, tables), columns, target))
            else:
                kept.append(key)
        return replace(table, foreign_keys=tuple(kept))

    schemas = tuple(replace(s, tables=tuple(without(t) for t in s.tables)) for s in database.schemas)
    return replace(database, schemas=schemas), hidden


def precision_and_recall(database: Database, share: float) -> tuple[float, float]:
    bare, hidden = hide(database, share, seed=1)
    found = {(r.source, frozenset(zip(r.columns, r.target_columns, strict=True)), r.target) for r in guesses(bare)}
    return len(found & hidden) / len(found), len(found & hidden) / len(hidden)


@pytest.mark.parametrize(("share", "precision", "recall"), [(1.0, 0.96, 0.86), (0.3, 0.95, 0.88)])
def test_hidden_references_of_the_bank_are_found_again(share: float, precision: float, recall: float) -> None:
    right, complete = precision_and_recall(pgschema.read(DEMO / "webbank.sql").database, share)
    assert right >= precision
    assert complete >= recall


@pytest.mark.parametrize(
    ("name", "share", "precision", "recall"),
    [("edfi61", 1.0, 0.86, 0.85), ("edfi61", 0.3, 0.82, 0.85), ("pagila_pg17", 1.0, 0.9, 1.0)],
)
def test_hidden_references_of_open_schemas(name: str, share: float, precision: float, recall: float) -> None:
    file = OPEN_SCHEMAS / f"{name}.sql"
    if not file.is_file():
        pytest.skip(f"{name} is not at {OPEN_SCHEMAS}; set HB_OPEN_SCHEMAS to run this")
    right, complete = precision_and_recall(pgschema.read(file).database, share)
    assert right >= precision
    assert complete >= recall


def test_a_fully_declared_schema_gets_few_suggestions() -> None:
    assert len(guesses(pgschema.read(DEMO / "webbank.sql").database)) <= 4
