"""Where a connection comes from, and that its password shows nowhere."""

import pytest

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
