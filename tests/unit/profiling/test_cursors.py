"""Which columns tell when a row was changed, whatever framework named them, and which only look alike."""

import pytest

from heartbeat_cli.pgschema import Column, Table, UniqueKey
from heartbeat_cli.profiling import choose_cursor
from heartbeat_cli.profiling.cursors import created_column, signs_of_change, updated_column


def table(*columns: str, name: str = "thing", type_: str = "timestamp with time zone") -> Table:
    return Table("core", name, tuple(Column(c, type_) for c in columns))


SET_ON_A_CHANGE = """
updated_at updatedAt UpdatedAt UPDATED_AT last_updated last_update LastUpdateTimestamp last_updated_at updated
updated_on update_time update_date date_updated updated_date update_ts updatetime upd_dt upd_time dt_update
row_updated_at rec_updated_at time_updated updated_timestamp LAST_UPDATE_DATE
LastUpdatedUtc UpdatedOnUtc lastupddttm sys_updated_on
modified_at modified modified_on ModifiedOn modifiedon_utc date_modified modifieddate lastModifiedDate lastmodifieddate
last_modified last_date_modified last_mod_date modification_time modificationDate gmt_modified record_modified_at
changed_at changed changed_on last_change_date lastChangeDateTime write_date LastWriteTime touched_at
mtime SystemModstamp AEDAT
"""
TELL_SOMETHING_ELSE = """
password_changed_at price_updated_at status_changed_at image_updated_at last_activity_at last_sync_at last_login
last_used_at created_at written_at validated_at last_edited_at last update change timestamp date candidate
"""


@pytest.mark.parametrize("name", SET_ON_A_CHANGE.split())
def test_a_column_set_on_every_change(name: str) -> None:
    assert updated_column(table("id", "born", name)) == Column(name, "timestamp with time zone")


@pytest.mark.parametrize("name", TELL_SOMETHING_ELSE.split())
def test_a_column_that_tells_something_else(name: str) -> None:
    assert updated_column(table(name)) is None


@pytest.mark.parametrize(
    ("name", "column", "is_one"),
    [
        ("page", "page_touched", True),
        ("wp_posts", "post_modified_gmt", True),
        ("node_revision", "revision_changed", True),
        ("price_list", "price_updated", False),
        ("posts", "page_touched", False),
    ],
)
def test_a_name_may_begin_with_its_tables(name: str, column: str, is_one: bool) -> None:
    assert (updated_column(table(column, name=name)) is not None) == is_one


def test_the_plainest_of_several_and_only_a_timestamp() -> None:
    found = updated_column(table("changed_at", "last_modified", "updated_at", "last_updated_at"))
    assert found is not None
    assert found.name == "updated_at"
    assert updated_column(table("changed", type_="integer")) is None
    assert updated_column(table("changed_at", name="door_log"), is_log=True) is None


@pytest.mark.parametrize("name", ["created_at", "createdAt", "create_date", "date_created", "CreatedOnUtc", "inserted"])
def test_when_a_row_came_to_be(name: str) -> None:
    found = created_column(table("updated_at", name))
    assert found is not None
    assert found.name == name


@pytest.mark.parametrize(
    ("columns", "signs"),
    [
        (("changed", "name"), ("changed",)),
        (("lock_version", "name"), ("lock_version",)),
        (("write_uid", "deleted_at"), ("write_uid", "deleted_at")),
        (("status", "state_id"), ("status", "state_id")),
        (("state", "city"), ()),
        (("from_state", "marital_status", "version"), ()),
    ],
)
def test_what_shows_that_rows_change(columns: tuple[str, ...], signs: tuple[str, ...]) -> None:
    assert signs_of_change(table(*columns, type_="integer")) == signs


def test_a_cursor_that_sees_new_rows_only_says_that_rows_change() -> None:
    numbered = Column("id", "integer", default="nextval('s')")
    found = choose_cursor(Table("core", "ticket", (numbered, Column("state", "text")), primary_key=UniqueKey(("id",))))
    assert (found.kind, found.unseen) == ("identity", "state")
    assert found.reason == "numbered by a sequence: sees new rows only, and rows change (state)"
