"""What a person means by a side of a comparison, and which databases of two sides belong together."""

from pathlib import Path

import pytest

from heartbeat_cli.errors import HbError, InvalidFileError, NotFoundError, UsageError
from heartbeat_cli.estate import Inventory, ProjectSettings, load_inventory, load_project
from heartbeat_cli.mirror import (
    MirrorDumps,
    compare_databases,
    find_dump,
    list_mirror,
    mirror_side,
    pair_up,
    read_side,
    sourced,
)
from heartbeat_cli.mirror.extensions import needed_by
from heartbeat_cli.pgschema import QName
from heartbeat_cli.pgschema.dump import read_dump_text

ROWS = "CREATE TABLE core.{} (id integer);\n"


@pytest.fixture
def project(tmp_path: Path) -> ProjectSettings:
    (tmp_path / "heartbeat.yml").write_text(
        "truth_source: bank\nmirror: mirror\nclusters:\n  A: {mirror: prod, env: SOURCE_PG, title: first}\n"
        "  B: {mirror: prod-sepa, env: SEPA_PG, title: second}\n"
    )
    (tmp_path / "db" / "sources").mkdir(parents=True)
    for name, lines in {
        "bank": "archetype: postgres\naccess: granted\ncluster: A\ndatabase: webbank\nschemas:\n  core: {slice: all}\n",
        "sepa": "archetype: postgres\naccess: granted\ncluster: B\ndatabase: sepa\nschemas:\n  core: {slice: all}\n",
        "lost": "archetype: postgres\naccess: granted\ncluster: A\ndatabase: lost\nschemas:\n  core: {slice: all}\n",
        "ga": "archetype: aggregate_api\naccess: pending\n",
    }.items():
        text = f"source: {name}\ntitle: {name}\nrole: test\n{lines}"
        (tmp_path / "db" / "sources" / f"{name}.yml").write_text(text)
    for file, table in {
        "mirror/prod/webbank.sql": "payment", "mirror/prod/other.sql": "other", "mirror/prod-sepa/sepa.sql": "transfer",
        "old/webbank.sql": "payment_old", "old/gone.sql": "gone", "dump.sql": "single",
    }.items():  # fmt: skip
        (tmp_path / file).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / file).write_text("CREATE SCHEMA core;\n" + ROWS.format(table))
    (tmp_path / "mirror" / "prod" / "notes.txt").write_text("none")
    (tmp_path / "empty").mkdir()
    (tmp_path / "old" / "gone.sql").write_text("CREATE TABLE x (id integer);\nCREATE TABLE bad (,);\n")
    return load_project(tmp_path / "heartbeat.yml")


@pytest.fixture
def inventory(project: ProjectSettings) -> Inventory:
    return load_inventory(project)


def test_what_the_mirror_holds(project: ProjectSettings) -> None:
    found = list_mirror(project.mirror, project.clusters)
    assert sorted((d.database, d.file.name) for d in found) == [
        ("other", "other.sql"), ("sepa", "sepa.sql"), ("webbank", "webbank.sql"),
    ]  # fmt: skip
    inventory = load_inventory(project)
    assert find_dump(project, inventory.require("sepa")) == project.mirror / "prod-sepa" / "sepa.sql"
    with pytest.raises(NotFoundError) as failure:
        find_dump(project, inventory.require("lost"))
    assert failure.value.code == "no_dump"


@pytest.mark.parametrize(
    ("target", "label", "databases", "single"),
    [
        ("bank", "bank", ["webbank"], True),
        ("sepa", "sepa", ["sepa"], True),
        ("other", "other", ["other"], True),
        ("dump.sql", "dump.sql", ["dump"], True),
        ("./dump.sql", "./dump.sql", ["dump"], True),
        ("old", "old", ["gone", "webbank"], False),
        ("mirror", "mirror", ["other", "sepa", "webbank"], False),
        ("mirror/prod", "mirror/prod", ["other", "webbank"], False),
    ],
)
def test_a_side(
    target: str, label: str, databases: list[str], single: bool, project: ProjectSettings, inventory: Inventory,
    monkeypatch: pytest.MonkeyPatch,
) -> None:  # fmt: skip
    monkeypatch.chdir(project.root)
    side = read_side(target, project, inventory)
    assert (side.label, sorted(side.databases), side.single) == (label, databases, single)
    assert [s.line for s in side.lost] == ([2] if target == "old" else [])
    assert all(side.databases[name].name == name for name in databases)


@pytest.mark.parametrize(
    ("target", "kind", "code", "hint"),
    [
        ("lost", NotFoundError, "no_dump", ""),
        ("ga", HbError, "", ""),
        ("bnk", NotFoundError, "unknown_source", "Did you mean 'bank'?"),
        ("zzzzzzzz", NotFoundError, "unknown_source", "`hb mirror status` lists the sources with a dump."),
        ("nothing.sql", NotFoundError, "", ""),
        ("no/such", NotFoundError, "", ""),
        ("empty", HbError, "", ""),
        ("heartbeat.yml", InvalidFileError, "not_postgres", ""),
    ],
)
def test_what_is_no_side_says_what_would_be(
    target: str, kind: type[HbError], code: str, hint: str, project: ProjectSettings, inventory: Inventory,
    monkeypatch: pytest.MonkeyPatch,
) -> None:  # fmt: skip
    monkeypatch.chdir(project.root)
    with pytest.raises(kind) as failure:
        read_side(target, project, inventory)
    assert code in failure.value.code
    assert hint in (failure.value.hint or "")


def test_the_mirror_as_the_other_side(
    project: ProjectSettings, inventory: Inventory, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.chdir(project.root)
    whole = mirror_side(read_side("old", project, inventory), "old", project, inventory)
    assert (whole.label, sorted(whole.databases), whole.single) == ("the mirror", ["other", "sepa", "webbank"], False)
    one = mirror_side(read_side("old/webbank.sql", project, inventory), "old/webbank.sql", project, inventory)
    assert (one.label, list(one.databases), one.single) == ("the mirror's webbank", ["webbank"], True)
    for target in ("bank", "mirror", "mirror/prod/webbank.sql"):
        with pytest.raises(UsageError) as refused:
            mirror_side(one, target, project, inventory)
        assert refused.value.code == "nothing_to_compare"
    for name, hint in (("webbnk", "Did you mean 'webbank'?"), ("dump", "Name what to compare it with")):
        (tmp_path / f"{name}.sql").write_text(ROWS.format("x").replace("core.", ""))
        side = read_side(f"./{name}.sql", project, inventory)
        with pytest.raises(NotFoundError) as failure:
            mirror_side(side, f"./{name}.sql", project, inventory)
        assert failure.value.code == "no_dump"
        assert hint in (failure.value.hint or "")


def test_databases_of_one_name_belong_together(
    project: ProjectSettings, inventory: Inventory, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(project.root)

    def pairs(before: str, after: str) -> list[tuple[str, str | None, str | None, str | None]]:
        found = pair_up(read_side(before, project, inventory), read_side(after, project, inventory), inventory)
        return [
            (p.database, p.source and p.source.name, p.before and p.before.name, p.after and p.after.name)
            for p in found
        ]  # type: ignore[misc]

    assert pairs("dump.sql", "other") == [("other", None, "dump", "other")]
    assert pairs("dump.sql", "sepa") == [("sepa", "sepa", "dump", "sepa")]
    assert pairs("sepa", "dump.sql") == [("sepa", "sepa", "sepa", "dump")]
    assert sorted(pairs("old", "mirror/prod")) == [
        ("gone", None, "gone", None), ("other", None, None, "other"), ("webbank", "bank", "webbank", "webbank"),
    ]  # fmt: skip
    assert pairs("old/webbank.sql", "mirror/prod") == [("webbank", "bank", "webbank", "webbank")]
    assert pairs("mirror/prod", "old/webbank.sql") == [("webbank", "bank", "webbank", "webbank")]
    with pytest.raises(NotFoundError, match="no dump of 'dump' in mirror/prod"):
        pairs("dump.sql", "mirror/prod")
    with pytest.raises(NotFoundError, match="no dump of 'dump' in mirror/prod"):
        pairs("mirror/prod", "dump.sql")


def test_which_databases_are_sources(
    project: ProjectSettings, inventory: Inventory, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(project.root)
    found = sourced(read_side("mirror", project, inventory), inventory)
    assert [(s.name, d.name) for s, d in sorted(found, key=lambda f: f[0].name)] == [
        ("bank", "webbank"),
        ("sepa", "sepa"),
    ]
    with pytest.raises(NotFoundError, match="no source has a database called other"):
        sourced(read_side("other", project, inventory), inventory)


def test_the_mirror_is_read_once_and_says_why_not(project: ProjectSettings, inventory: Inventory) -> None:
    dumps = MirrorDumps(project)
    bank = dumps.database(inventory.require("bank"))
    assert bank is not None
    assert [t.qname for t in bank.tables()] == [QName("core", "payment")]
    assert dumps.database(inventory.require("bank")) is bank
    assert dumps.reading(inventory.require("ga")) == (
        None,
        f"{project.mirror}/api/ga.sql: the mirror has no dump of 'ga'",
    )
    database, why = dumps.reading(inventory.require("lost"))
    assert database is None
    assert "lost.sql" in why


@pytest.mark.parametrize(
    ("grants", "told"),
    [
        (("", ""), 0), (("GRANT SELECT ON a.t TO r;", ""), 0), (("", "GRANT SELECT ON a.t TO r;"), 0),
        (("GRANT SELECT ON a.t TO r;", "GRANT SELECT ON a.t TO q;"), 2),
        (("GRANT SELECT ON a.v TO r;", "GRANT USAGE ON SCHEMA a TO r;"), 2),
        (("GRANT USAGE ON SEQUENCE a.s TO r;", "GRANT SELECT ON a.t TO r;"), 2),
    ],
)  # fmt: skip
def test_a_side_without_a_grant_says_nothing_about_grants(grants: tuple[str, str], told: int) -> None:
    made = "CREATE SCHEMA a; CREATE TABLE a.t (x integer); CREATE VIEW a.v AS SELECT 1; CREATE SEQUENCE a.s; "
    before, after = (read_dump_text((made + g).encode(), file="x", name="x").database for g in grants)
    assert len(compare_databases(before, after)) == told


@pytest.mark.parametrize(
    ("statement", "missing", "extension"),
    [
        ("CREATE TABLE t (g public.GEOMETRY)", ("postgis",), "postgis"),
        ("SELECT st_area(x)", ("hstore", "postgis"), "postgis"),
        ("CREATE INDEX ON t USING gin (x gin_trgm_ops)", ("btree_gin", "pg_trgm"), "btree_gin"),
        ("CREATE INDEX ON t USING gin (x gin_trgm_ops)", ("pg_trgm", "btree_gin"), "pg_trgm"),
        ("CREATE TABLE t (c public.Odd_Type)", ("odd_type",), "odd_type"),
        ("CREATE TABLE t (c text)", ("odd_type", "postgis"), None),
        ("CREATE TABLE t (g geometry)", (), None),
    ],
)
def test_which_missing_extension_a_statement_failed_for(
    statement: str, missing: tuple[str, ...], extension: str | None
) -> None:
    assert needed_by(statement, missing) == extension
