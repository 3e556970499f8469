"""What people say of a profile's guesses in db/profile.yml: everything goes by it; `--accept` and `--deny` write it."""

from pathlib import Path

import pytest

from heartbeat_cli.app import decide, find_answer, locate
from heartbeat_cli.app.draw import draw_place
from heartbeat_cli.errors import InvalidFileError, UsageError
from heartbeat_cli.estate import ColumnDecision, ProjectSettings, TableDecision, load_decisions, load_project
from heartbeat_cli.pgschema import Column, QName, Table
from heartbeat_cli.profiling import ColumnProfile, ColumnStatistics, SchemaProfile, Share, TableProfile
from heartbeat_cli.profiling.statistics.masking import tag_personal
from heartbeat_cli.search import search
from heartbeat_cli.search.build import build_index
from heartbeat_cli.state import STATE_FOLDER

DDL = """
CREATE TABLE core.client (id bigint PRIMARY KEY, first_name text, ref text);
CREATE TABLE core.ticket (id bigint PRIMARY KEY, client_id bigint, opened_for bigint, note text);
CREATE TABLE core.colour (code text PRIMARY KEY, name text, id bigint);
CREATE TABLE core.deal (id bigint PRIMARY KEY, colour text REFERENCES core.colour, at timestamptz NOT NULL);
COMMENT ON TABLE core.ticket IS 'A ticket.';
"""
SAID = """\
tables:
  shop.core.client:
    area: people
    columns:
      first_name: {personal: false}
      ref: {personal: bank account, comment: What the zebra says.}
  shop.core.ticket:
    comment: Somebody asked.
    columns:
      client_id: {refers_to: false}
      opened_for: {refers_to: core.client.id}
  shop.core.colour: {role: entity}
  shop.core.deal: {role: log, area: people}
  other.core.client: {role: log}
"""


@pytest.fixture
def shop(tmp_path: Path) -> ProjectSettings:
    for folder in ("db/sources", "mirror/prod"):
        (tmp_path / folder).mkdir(parents=True)
    (tmp_path / "heartbeat.yml").write_text(
        "truth_source: shop\nmirror: mirror\nclusters:\n  A: {mirror: prod, env: SOURCE_PG, title: test}\n"
    )
    (tmp_path / "db" / "sources" / "shop.yml").write_text(
        "source: shop\ntitle: Shop\nrole: test\narchetype: postgres\naccess: granted\ncluster: A\ndatabase: shop\n"
        "schemas:\n  core: {slice: all}\n"
    )
    (tmp_path / "mirror" / "prod" / "shop.sql").write_text(DDL)
    return load_project(tmp_path / "heartbeat.yml")


def say(shop: ProjectSettings, text: str) -> None:
    (shop.root / "db" / "profile.yml").write_text(text)


def profile_of(shop: ProjectSettings, target: str) -> object:
    return draw_place(locate(target, None, lambda: shop)).profile


def test_what_is_said_of_the_tables_of_a_source(shop: ProjectSettings) -> None:
    assert load_decisions(shop, "shop") == {}
    say(shop, SAID)
    assert load_decisions(shop, "other") == {QName("core", "client"): TableDecision("log")}
    ticket = load_decisions(shop, "shop")[QName("core", "ticket")]
    assert ticket == TableDecision(
        comment="Somebody asked.",
        columns={
            "client_id": ColumnDecision(refers_to=()),
            "opened_for": ColumnDecision(refers_to=(QName("core", "client"), "id")),
        },
    )


def test_a_profile_goes_by_it(shop: ProjectSettings) -> None:
    before, client = profile_of(shop, "shop.core"), profile_of(shop, "shop.core.client")
    assert isinstance(before, SchemaProfile) and isinstance(client, TableProfile)
    assert [(r.source.name, r.columns, r.target.name) for r in before.inferred] == [
        ("ticket", ("client_id",), "client")
    ]
    assert {t.table.name: t.role for t in before.tables}["colour"] == "dictionary"
    assert client.personal.keys() == {"first_name"}
    say(shop, SAID)
    after, client = profile_of(shop, "shop.core"), profile_of(shop, "shop.core.client")
    assert isinstance(after, SchemaProfile) and isinstance(client, TableProfile)
    said = "db/profile.yml says so"
    assert [(r.columns, r.target.name, r.score, r.evidence) for r in after.inferred] == [
        (("opened_for",), "client", 1.0, (said,))
    ]
    roles = {t.table.name: (t.role, t.role_reason) for t in after.tables}
    assert (roles["colour"], roles["deal"]) == (("entity", said), ("log", said))
    assert [log.table.name for log in after.logs] == ["deal"]
    assert {c: [t.category for t in tags] for c, tags in client.personal.items()} == {"ref": ["bank account"]}
    assert next(a for a in after.areas if a.name == "people").members[0].table.name in ("client", "deal")
    assert {t.table.name: t.table.comment for t in after.tables}["ticket"] == "Somebody asked."


def test_a_column_by_itself_and_the_slice_go_by_it(shop: ProjectSettings) -> None:
    say(shop, SAID)
    column = profile_of(shop, "shop.core.ticket.opened_for")
    assert isinstance(column, ColumnProfile)
    assert [r.target.name for r in column.inferred] == ["client"]
    deal = profile_of(shop, "shop.core.deal")
    assert isinstance(deal, TableProfile) and deal.choice is not None
    assert (deal.choice.role, deal.cursor.reason) == ("log", "bigint key: rows are only added")


def test_values_are_masked_by_it() -> None:
    table = Table("core", "client", columns=(Column("birth_date", "date"), Column("ref", "text")))
    said = TableDecision(columns={"birth_date": ColumnDecision(""), "ref": ColumnDecision("bank account")})
    tagged = {
        name: tag_personal(table, ColumnStatistics(name, "text", "text", Share(0.0)), said).personal
        for name in ("birth_date", "ref")
    }
    assert tagged == {"birth_date": (), "ref": ("bank account",)}


def test_search_reads_its_comments(shop: ProjectSettings) -> None:
    assert search("zebra", build_index(shop)).hits == ()
    say(shop, SAID)
    assert search("zebra", build_index(shop)).hits[0].target == "shop.core.client.ref"


def test_an_answer_is_worked_out_anew_where_something_else_is_said(shop: ProjectSettings) -> None:
    place = locate("shop.core.colour", None, lambda: shop)
    first = str(find_answer(place, "markdown").written)
    say(shop, SAID)
    assert "db/profile.yml says so" not in first
    assert str(find_answer(place, "markdown").written) != first


@pytest.mark.parametrize(
    ("text", "message", "line"),
    [
        ("tables:\n  shop.client: {role: log}\n", "'shop.client' is no source.schema.table", 2),
        ("tables:\n  shop.core.client: {role: thing}\n", "role", 2),
        ("tables:\n  shop.core.client: {colour: red}\n", "colour", 2),
    ],
)  # fmt: skip
def test_what_cannot_be_is_named_with_its_line(shop: ProjectSettings, text: str, message: str, line: int) -> None:
    say(shop, text)
    with pytest.raises(InvalidFileError, match=message) as caught:
        profile_of(shop, "shop.core")
    assert caught.value.place is not None
    assert (caught.value.place.name, caught.value.place.line) == ("db/profile.yml", line)


GONE = """\
tables:
  shop.core.gone: {role: log}
  shop.core.client:
    columns:
      gone: {personal: false}
      ref: {refers_to: core.gone.id}
  shop.core.late: {comment: Those that wait.}
"""


def test_what_went_is_told_and_the_profile_goes_on(shop: ProjectSettings) -> None:
    dump = shop.root / "mirror" / "prod" / "shop.sql"
    dump.write_text(DDL + "CREATE VIEW core.late AS SELECT id FROM core.ticket;\n")
    say(shop, GONE)
    picture = draw_place(locate("shop.core", None, lambda: shop))
    assert isinstance(picture.profile, SchemaProfile) and picture.profile.counts.tables == 4
    assert [(str(u.place), u.message) for u in picture.unknown] == [
        ("db/profile.yml:2:3", "shop has no table core.gone"),
        ("db/profile.yml:5:7", "core.client has no column 'gone'"),
        ("db/profile.yml:6:7", "shop has no core.gone.id to refer to"),
    ]
    assert [view.comment for view in picture.profile.schema.views] == ["Those that wait."]
    assert find_answer(locate("shop.core", None, lambda: shop), "markdown").unknown == picture.unknown


def decided(shop: ProjectSettings, target: str, guess: str, *, accept: bool) -> str | bool:
    return decide(locate(target, None, lambda: shop), guess, accept=accept).value


def test_a_guess_is_accepted_or_denied(shop: ProjectSettings) -> None:
    say(shop, "# Ours.\ntables:\n  shop.core.deal:\n    area: people  # kept\n")
    assert decided(shop, "shop.core.client.first_name", "personal", accept=False) is False
    assert decided(shop, "shop.core.ticket.client_id", "reference", accept=True) == "core.client.id"
    assert decided(shop, "shop.core.colour", "role", accept=False) == "entity"
    assert decided(shop, "shop.core.deal", "role", accept=True) == "entity"
    text = (shop.root / "db" / "profile.yml").read_text()
    assert text.startswith("# Ours.\ntables:\n")
    assert "    role: entity\n    area: people  # kept\n" in text
    said = load_decisions(shop, "shop")
    assert said[QName("core", "client")].columns == {"first_name": ColumnDecision("")}
    assert said[QName("core", "ticket")].columns == {"client_id": ColumnDecision(None, (QName("core", "client"), "id"))}
    assert (said[QName("core", "deal")].role, said[QName("core", "deal")].area) == ("entity", "people")
    assert (shop.root / STATE_FOLDER / "schemas" / "profile.json").is_file()


def test_the_first_decision_makes_the_file(shop: ProjectSettings) -> None:
    decided(shop, "shop.core.client.first_name", "personal", accept=True)
    assert (shop.root / "db" / "profile.yml").read_text() == (
        "# yaml-language-server: $schema=../.heartbeat/schemas/profile.json\n"
        "tables:\n  shop.core.client:\n    columns:\n      first_name:\n        personal: name\n"
    )


@pytest.mark.parametrize(
    ("target", "guess", "message"),
    [
        ("shop.core.client.first_name", "colour", "there is no guess 'colour'"),
        ("shop.core.client", "personal", "personal is guessed of a column"),
        ("shop.core", "role", "role is guessed of a table"),
        ("shop.core.ticket.note", "personal", "no personal is guessed"),
        ("shop.core.ticket.note", "reference", "no reference is guessed"),
        ("shop.core.ticket", "role", "the role is not 'entity', but what?"),
    ],
)
def test_what_nobody_guessed_cannot_be_denied(shop: ProjectSettings, target: str, guess: str, message: str) -> None:
    with pytest.raises(UsageError, match=message.replace("?", r"\?")):
        decided(shop, target, guess, accept=False)
    assert not (shop.root / "db" / "profile.yml").exists()
