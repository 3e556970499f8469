"""Connection strings: what is read of one, and that nothing of a wrong one is told."""

import pytest

from heartbeat_cli.errors import UsageError
from heartbeat_cli.setup.address import ServerAddress, address_in, is_address, read_address

SECRET = "hunter2"


@pytest.mark.parametrize(
    ("text", "environment", "address"),
    [
        ("postgresql://a@h/d", {}, ServerAddress("h", 5432, "a", "d")),
        ("postgres://a:hunter2@h:6543/d", {}, ServerAddress("h", 6543, "a", "d", SECRET)),
        ("postgresql+psycopg2://a@h/d", {}, ServerAddress("h", 5432, "a", "d")),
        ("postgresql://a@h", {}, ServerAddress("h", 5432, "a")),
        ("postgresql:///d", {"PGUSER": "me"}, ServerAddress("localhost", 5432, "me", "d")),
        ("postgresql://a%40b:p%2Fw@h/d", {}, ServerAddress("h", 5432, "a@b", "d", "p/w")),
        ("host=h port=1 user=a dbname='my shop'", {}, ServerAddress("h", 1, "a", "my shop")),
        ("postgresql://a@h/d?sslmode=require", {}, ServerAddress("h", 5432, "a", "d", left_out=("sslmode",))),
        ("postgresql://a@[::1]:7/d", {}, ServerAddress("::1", 7, "a", "d")),
    ],
)
def test_a_connection_string(text: str, environment: dict[str, str], address: ServerAddress) -> None:
    assert is_address(text)
    assert read_address(text, environment) == address
    assert SECRET not in repr(read_address(text, environment))


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("postgresql://a:hunter2@h:x/d", "should name one host and one port"),
        ("postgresql://a:hunter2@h,i/d", "should name one host and one port"),
        ("postgresql://:hunter2@h/d", "says not as whom to enter"),
        ("postgresql://a:hunter2@h/d?no_such=1", "this is no connection string"),
        ("host=h user", "this is no connection string"),
    ],
)
def test_a_wrong_one_is_refused_and_nothing_of_it_is_told(text: str, message: str) -> None:
    with pytest.raises(UsageError, match=message) as caught:
        read_address(text, {})
    assert SECRET not in f"{caught.value} {caught.value.hint}"


@pytest.mark.parametrize("text", ["dumps", "./dumps", "/srv/dumps", "shop.sql", "C:\\dumps"])
def test_a_path_is_none(text: str) -> None:
    assert not is_address(text)


@pytest.mark.parametrize(
    ("environment", "address"),
    [
        ({}, None),
        ({"X_HOST": "h"}, None),
        ({"X_HOST": "h", "X_USER": "a", "X_PORT": "no"}, None),
        (
            {"X_HOST": "h", "X_USER": "a", "X_PASSWORD": "p", "X_DATABASE": "d"},
            ServerAddress("h", 5432, "a", "d", "p"),
        ),
    ],
)
def test_variables_name_a_server(environment: dict[str, str], address: ServerAddress | None) -> None:
    assert address_in(environment, "X") == address
