"""Connection strings: what is read of one, and that nothing of a wrong one is told."""

from dataclasses import replace
from getpass import getuser
from pathlib import Path

import pytest

from heartbeat_cli.errors import InvalidFileError, NotFoundError, UsageError
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
        (
            "postgresql://a@h/d?sslmode=require&options=-csearch_path%3Dx&connect_timeout=3",
            {},
            ServerAddress("h", 5432, "a", "d", None, (("sslmode", "require"),), ("connect_timeout", "options")),
        ),
        ("user=a dbname=d", {"PGHOST": "h", "PGPORT": "7"}, ServerAddress("h", 7, "a", "d")),
        ("postgresql:///d?host=/run/pg", {"PGUSER": "me"}, ServerAddress("/run/pg", 5432, "me", "d")),
        ("postgresql:///d?host=/run/pg", {}, ServerAddress("/run/pg", 5432, getuser(), "d")),
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
        ("host=h user=a sslpassword=hunter2", "is kept nowhere"),
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


SERVICES = "# ours\n[shop]\nhost=h\nport=6543\nuser=a\ndbname=d\npassword=hunter2\nsslmode=require\n[bare]\nhost=i\n"


@pytest.mark.parametrize(
    ("text", "environment", "address"),
    [
        ("service=shop", {}, ServerAddress("h", 6543, "a", "d", SECRET, (("sslmode", "require"),))),
        ("postgresql://b@/e?service=shop", {}, ServerAddress("h", 6543, "b", "e", SECRET, (("sslmode", "require"),))),
        ("user=b", {"PGSERVICE": "bare"}, ServerAddress("i", 5432, "b")),
    ],
)
def test_a_service_stands_for_its_settings(
    text: str, environment: dict[str, str], address: ServerAddress, tmp_path: Path
) -> None:
    (tmp_path / "services").write_text(SERVICES)
    assert read_address(text, {**environment, "PGSERVICEFILE": str(tmp_path / "services")}) == address


def test_a_service_that_is_not_there_and_a_file_that_is_none(tmp_path: Path) -> None:
    (tmp_path / "services").write_text(SERVICES)
    (tmp_path / "broken").write_text("host=h password=hunter2")
    with pytest.raises(NotFoundError, match="no connection service 'no'"):
        read_address("service=no", {"PGSERVICEFILE": str(tmp_path / "services")})
    with pytest.raises(InvalidFileError) as caught:
        read_address("service=shop", {"PGSERVICEFILE": str(tmp_path / "broken")})
    assert SECRET not in str(caught.value)


def test_a_certificate_is_found_from_any_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "ca.pem").write_text("")
    monkeypatch.chdir(tmp_path)
    address = read_address("postgresql://a@h/d?sslmode=verify-full&sslrootcert=ca.pem", {})
    assert address.variables("X") == {
        "X_HOST": "h",
        "X_PORT": "5432",
        "X_USER": "a",
        "X_PASSWORD": "",
        "X_PARAMETERS": f"sslmode=verify-full sslrootcert={tmp_path / 'ca.pem'}",
    }
    assert address_in(address.variables("X"), "X") == replace(address, database=None)
