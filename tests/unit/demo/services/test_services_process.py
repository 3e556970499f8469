"""The services as a process: started, found, stopped, with the same ports and credentials the next time."""

import json
from pathlib import Path

import pytest
from tests.asking import Reply, ask

from heartbeat_cli.demo.services import Services, Settings
from heartbeat_cli.errors import HbError

pytest.importorskip("cryptography", reason="no cryptography to make keys with")


class _At:
    """A service by its port alone."""

    def __init__(self, port: int) -> None:
        self.port = port


def get(settings: Settings, name: str, path: str, **headers: str) -> Reply:
    return ask(_At(settings.ports[name]), path, headers)  # type: ignore[arg-type]


def test_the_process_keeps_its_ports_and_its_secrets(tmp_path: Path) -> None:
    services = Services(tmp_path / "services")
    assert (services.pid(), services.settings()) == (None, None)
    try:
        settings = services.start()
        assert services.start() == settings
        assert get(settings, "bo", "/api/v1/cases", Authorization=f"Bearer {settings.bo_token}").status == 200
        assert get(settings, "zoho", "/_switch", **{"X-Switch-Key": settings.switch_key}).status == 200
        key = json.loads((services.folder / "ga4-service-account.json").read_text())
        assert key["token_uri"] == f"http://127.0.0.1:{settings.ports['ga4']}/token"
        assert {oct(f.stat().st_mode)[-3:] for f in services.folder.glob("*.json")} == {"600"}
    finally:
        services.stop()
    left = services.settings()
    assert left is not None
    assert (services.pid(), left.pid, left.ports, left.bo_token) == (None, None, settings.ports, settings.bo_token)


def test_a_process_that_cannot_start_is_told(tmp_path: Path) -> None:
    services = Services(tmp_path)
    (tmp_path / "bank.json").write_text("{}")
    with pytest.raises(HbError, match="the demo's services did not start") as failed:
        services.start()
    assert failed.value.code == "services_failed"
    assert "KeyError" in services.log.read_text()
