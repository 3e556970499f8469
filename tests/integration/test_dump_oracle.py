"""The dump reader against PostgreSQL itself, object by object.

Every script is restored into a database of its own. What that database's live catalogue says must be what the reader
makes of the script, and of what pg_dump writes about the database with several sets of options.
"""

from pathlib import Path

import pytest
from tests.conftest import TestServer
from tests.dump_oracle import (
    CASES,
    DEMO,
    OPEN,
    OPEN_FOLDER,
    OPTIONS,
    check,
    check_dumps,
    check_file,
    differing,
    name_of,
    restore,
)
from tests.oracle_erp import erp_script

needs_schemas = pytest.mark.skipif(
    not OPEN, reason=f"the open schemas are not at {OPEN_FOLDER}; set HB_OPEN_SCHEMAS to run this"
)


@pytest.mark.parametrize("file", CASES, ids=name_of)
def test_a_case_of_our_own(postgres_server: TestServer, file: Path, tmp_path: Path) -> None:
    check_file(postgres_server, file, list(OPTIONS), tmp_path)


@pytest.mark.parametrize(
    ("written", "instead", "sentence"),
    [
        ("price DECIMAL(10,2)", "price DECIMAL(10,3)", "public.plans.price: type numeric(10,3) -> numeric(10,2)"),
        ("DEFAULT 'EUR'", "DEFAULT 'eur'", "public.plans.currency: default 'eur' -> 'EUR'::bpchar"),
        ("BETWEEN 0 AND 1e6", "BETWEEN 0 AND 1e5", "public.payments: check payments_amount_check: expression changed"),
        ("i.state <> 'paid'", "i.state <> 'void'", "public.open_invoices: query changed"),
        ("(LOWER(what)", "(UPPER(what)", "public.lines: index lines_what: keys UPPER(what) -> lower(what)"),
        ("started DATE NOT NULL", "started DATE", "public.subscriptions.started: nullable yes -> no"),
        ("LOWER(what) DESC", "LOWER(what)", "public.lines: index lines_what: options none -> DESC"),
        ("ON DELETE RESTRICT", "", "public.lines: foreign key lines_invoice_id_fkey: on delete no action -> restrict"),
        ("COMMENT ON TABLE clients IS 'Clients'", "SELECT 1", "public.clients: comment none -> Clients"),
    ],
)  # fmt: skip
def test_one_word_of_difference_is_told(
    postgres_server: TestServer, tmp_path: Path, written: str, instead: str, sentence: str
) -> None:
    (file,) = (case for case in CASES if case.stem == "billing")
    changed = tmp_path / "changed.sql"
    changed.write_text(file.read_text("utf-8").replace(written, instead), "utf-8")
    with restore(postgres_server, "changed", file) as restored:
        assert differing(changed, restored, restored.live) == [sentence]


@pytest.mark.parametrize("file", DEMO, ids=name_of)
def test_a_database_of_the_demo(postgres_server: TestServer, file: Path, tmp_path: Path) -> None:
    option = list(OPTIONS)[DEMO.index(file) % len(OPTIONS)]
    check_file(postgres_server, file, [option], tmp_path)


@needs_schemas
@pytest.mark.parametrize("file", OPEN or [None], ids=lambda f: name_of(f) if f else "absent")
def test_a_schema_nobody_here_wrote(postgres_server: TestServer, file: Path, tmp_path: Path) -> None:
    check_file(postgres_server, file, ["default"], tmp_path)


@pytest.mark.parametrize(
    ("tables", "seed"),
    [(500, 1), *(pytest.param(1000, seed, marks=pytest.mark.soak) for seed in range(2, 7))],
)
def test_an_enterprise_with_every_name_quoted(
    postgres_server: TestServer, tables: int, seed: int, tmp_path: Path
) -> None:
    file = tmp_path / "erp.sql"
    file.write_text(erp_script(tables, seed), "utf-8")
    with restore(postgres_server, f"erp {tables} {seed}", file) as restored:
        assert restored.refused == ()
        assert len(restored.live.tables()) >= tables
        check(file, "as written", restored)
        check_dumps(restored, ["quoted"], tmp_path)


@pytest.mark.soak
@pytest.mark.parametrize("option", OPTIONS)
@pytest.mark.parametrize("file", [*DEMO, *OPEN], ids=name_of)
def test_every_file_with_every_option(postgres_server: TestServer, file: Path, option: str, tmp_path: Path) -> None:
    check_file(postgres_server, file, [option], tmp_path)
