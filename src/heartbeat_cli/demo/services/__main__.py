"""The demo's services as a process: `python -m heartbeat_cli.demo.services FOLDER`.

FOLDER keeps `services.json` (ports, credentials, switch key) and the key file of the service account; `bank.json` in it
is the bank the story is told of, without which one is made up. It runs until it is told to end.
"""

import argparse
import json
import os
import signal
import threading
from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

from heartbeat_cli.demo.services.bo import Bearer
from heartbeat_cli.demo.services.service import Service
from heartbeat_cli.demo.services.settings import (
    BANK_FILE,
    KEY_FILE,
    NAMES,
    Settings,
    load_settings,
    new_settings,
    save_settings,
)
from heartbeat_cli.demo.services.story import Bank, load_bank, made_up_bank, tell_bo, tell_ga4, tell_zoho
from heartbeat_cli.state import write_atomically

CLOCK = datetime(2026, 5, 8, 9, tzinfo=UTC)


def main(arguments: Sequence[str] | None = None) -> None:
    """Serve until SIGTERM or SIGINT."""
    parser = argparse.ArgumentParser(prog="python -m heartbeat_cli.demo.services")
    parser.add_argument("folder", type=Path)
    folder: Path = parser.parse_args(arguments).folder
    done = threading.Event()
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, lambda *_: done.set())
    settings = load_settings(folder) or new_settings()
    services = _services(settings, _bank(folder))
    for name in NAMES:
        _start(services[name], settings.ports.get(name, 0))
    ports = {name: service.port for name, service in services.items()}
    key_file = json.dumps(tell_key(services["ga4"], settings), indent=1)
    write_atomically(folder / KEY_FILE, key_file.encode())
    save_settings(folder, replace(settings, ports=ports, pid=os.getpid()))
    done.wait()
    for service in services.values():
        service.stop()
    save_settings(folder, replace(settings, ports=ports, pid=None))


def tell_key(ga4: Service, settings: Settings) -> dict[str, str]:
    """The key file of the service account, for a service that listens."""
    return settings.account().file(f"{ga4.url}{ga4.token_path}")


def _bank(folder: Path) -> Bank:
    try:
        return load_bank(folder / BANK_FILE)
    except FileNotFoundError:
        return made_up_bank(CLOCK)


def _services(settings: Settings, bank: Bank) -> dict[str, Service]:
    key = settings.switch_key
    return {
        "zoho": tell_zoho(
            bank,
            client_id=settings.zoho_client_id,
            client_secret=settings.zoho_client_secret,
            refresh_token=settings.zoho_refresh_token,
            switch_key=key,
        ),
        "ga4": tell_ga4(bank, property_id=settings.ga4_property, account=settings.account(), switch_key=key),
        "bo": tell_bo(bank, auth=Bearer(settings.bo_token), switch_key=key),
    }


def _start(service: Service, port: int) -> None:
    """On its port, or on another where somebody took its own meanwhile."""
    try:
        service.start(port)
    except OSError:
        service.start()


if __name__ == "__main__":
    main()
