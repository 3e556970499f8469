"""What the demo's services keep between runs: their ports, and the credentials they let in."""

import json
import secrets
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from pathlib import Path

from heartbeat_cli.demo.services.ga4 import ServiceAccount
from heartbeat_cli.state import make_private_folder, write_atomically

FILE, KEY_FILE, BANK_FILE = "services.json", "ga4-service-account.json", "bank.json"
NAMES = ("zoho", "ga4", "bo")


@dataclass(frozen=True, slots=True)
class Settings:
    """Ports by name of the service, and secrets made once: they last as long as the demo. `pid` is of the process."""

    ports: Mapping[str, int]
    zoho_client_id: str
    zoho_client_secret: str
    zoho_refresh_token: str
    ga4_property: str
    ga4_key_id: str
    ga4_pem: str
    bo_token: str
    switch_key: str
    pid: int | None = None

    def account(self) -> ServiceAccount:
        """The service account that may read the property."""
        return ServiceAccount(key_id=self.ga4_key_id, pem=self.ga4_pem)


def new_settings() -> Settings:
    """Secrets of their own for a new demo, and no ports yet. Needs `cryptography`."""
    account = ServiceAccount()
    return Settings(
        ports={},
        zoho_client_id=f"1000.{secrets.token_hex(15).upper()}",
        zoho_client_secret=secrets.token_hex(21),
        zoho_refresh_token=f"1000.{secrets.token_hex(16)}.{secrets.token_hex(16)}",
        ga4_property="412345678",
        ga4_key_id=account.key_id,
        ga4_pem=account.file("")["private_key"],
        bo_token=secrets.token_urlsafe(32),
        switch_key=secrets.token_urlsafe(24),
    )


def load_settings(folder: Path) -> Settings | None:
    """What is kept in a folder, None where nothing is or the file is damaged."""
    try:
        return Settings(**json.loads((folder / FILE).read_text()))
    except (OSError, ValueError, TypeError):
        return None


def save_settings(folder: Path, settings: Settings) -> None:
    """Keep settings in a folder, readable by its owner alone."""
    make_private_folder(folder)
    write_atomically(folder / FILE, json.dumps(asdict(settings), indent=1).encode())
