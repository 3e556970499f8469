"""Where a connection comes from, and that its password shows nowhere."""

import pytest
from psycopg.conninfo import conninfo_to_dict

from heartbeat_cli.errors import HbError
from heartbeat_cli.estate import ProjectSettings, cluster_connection

DEMO = "SOURCE_PG_HOST=127.0.0.1\nSOURCE_PG_PORT=5555\nSOURCE_PG_USER=demo\nSOURCE_PG_PASSWORD=demo-secret\n"


@pytest.fixture
def with_demo(project: ProjectSettings, monkeypatch: pytest.MonkeyPatch) -> ProjectSettings:
    for part in ("HOST", "PORT", "USER", "PASSWORD"):
        monkeypatch.delenv(f"SOURCE_PG_{part}", raising=False)
    project.state.mkdir()
    (project.state / "demo.env").write_text(DEMO)
    return project


def test_the_demo_serves_when_nothing_else_is_set(with_demo: ProjectSettings) -> None:
    found = cluster_connection(with_demo, "A", "webbank")
    assert (found.host, found.port, found.user, found.password) == ("127.0.0.1", 5555, "demo", "demo-secret")
    assert "demo-secret" not in repr(found)


def test_the_environment_comes_before_env_file_and_demo(
    with_demo: ProjectSettings, monkeypatch: pytest.MonkeyPatch
) -> None:
    (with_demo.root / ".env").write_text("SOURCE_PG_USER=from-file\nSOURCE_PG_PASSWORD=from-file\n")
    monkeypatch.setenv("SOURCE_PG_PASSWORD", "from-environment")
    found = cluster_connection(with_demo, "A", "webbank")
    assert (found.user, found.password) == ("from-file", "from-environment")


def test_the_demos_password_never_travels_to_another_host(
    with_demo: ProjectSettings, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SOURCE_PG_HOST", "database.example")
    with pytest.raises(HbError, match="SOURCE_PG_USER, SOURCE_PG_PASSWORD not set"):
        cluster_connection(with_demo, "A", "webbank")


def test_missing_variables_are_named(with_demo: ProjectSettings) -> None:
    with pytest.raises(HbError) as caught:
        cluster_connection(with_demo, "B", "mms")
    assert caught.value.code == "no_credentials"
    assert "SOURCE_PG_SEPA_HOST" in caught.value.message


def test_a_server_may_be_entered_without_a_password_and_in_its_own_way(
    with_demo: ProjectSettings, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SOURCE_PG_PASSWORD", "")
    monkeypatch.setenv("SOURCE_PG_PARAMETERS", "sslmode=verify-full sslrootcert='/etc/my ca.pem'")
    found = cluster_connection(with_demo, "A", "webbank")
    assert found.parameters == (("sslmode", "verify-full"), ("sslrootcert", "/etc/my ca.pem"))
    assert conninfo_to_dict(found.conninfo(connect_timeout=3)) == {
        "sslmode": "verify-full",
        "sslrootcert": "/etc/my ca.pem",
        "host": "127.0.0.1",
        "port": "5555",
        "user": "demo",
        "dbname": "webbank",
        "application_name": "hb",
        "connect_timeout": "3",
    }


def test_what_others_can_read_has_no_password(with_demo: ProjectSettings) -> None:
    found = cluster_connection(with_demo, "A", "webbank")
    assert ("demo-secret" in found.conninfo(), "demo-secret" in found.public_conninfo()) == (True, False)


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("sslmode", "is no list of parameters"),
        ("no_such=hunter2", "is no list of parameters"),
        ("password=hunter2", "password cannot stand in SOURCE_PG_PARAMETERS"),
        ("options=-cx", "options cannot stand in SOURCE_PG_PARAMETERS"),
    ],
)
def test_wrong_parameters_are_told_without_their_values(
    with_demo: ProjectSettings, monkeypatch: pytest.MonkeyPatch, text: str, message: str
) -> None:
    monkeypatch.setenv("SOURCE_PG_PARAMETERS", text)
    with pytest.raises(HbError, match=message) as caught:
        cluster_connection(with_demo, "A", "webbank")
    assert "hunter2" not in f"{caught.value} {caught.value.hint}"
