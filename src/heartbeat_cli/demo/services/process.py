"""The services' process, seen from outside: started, found, stopped."""

import os
import signal
import subprocess
import sys
import time
from dataclasses import dataclass
from pathlib import Path

from heartbeat_cli.demo.services.settings import BANK_FILE, FILE, KEY_FILE, Settings, load_settings
from heartbeat_cli.demo.services.story import Bank, save_bank
from heartbeat_cli.errors import HbError
from heartbeat_cli.state import make_private_folder

LONGEST = 60.0


@dataclass(frozen=True, slots=True)
class Services:
    """The three services of a demo, kept in one folder."""

    folder: Path

    @property
    def log(self) -> Path:
        """What the process wrote when it failed."""
        return self.folder / "services.log"

    @property
    def key_file(self) -> Path:
        """The key file of the service account that may read the web site's property."""
        return self.folder / KEY_FILE

    @property
    def knows_bank(self) -> bool:
        """Whether they were told of a bank; until then they make one up."""
        return (self.folder / BANK_FILE).exists()

    def tell(self, bank: Bank) -> None:
        """Of which bank the services tell from their next start on."""
        make_private_folder(self.folder)
        save_bank(bank, self.folder / BANK_FILE)

    def settings(self) -> Settings | None:
        """Ports and credentials, None before the first start."""
        return load_settings(self.folder)

    def pid(self) -> int | None:
        """The process, None where none runs."""
        settings = self.settings()
        if settings is None or settings.pid is None:
            return None
        try:
            os.kill(settings.pid, 0)
        except OSError:
            return None
        return settings.pid if self._is_ours(settings.pid) else None

    def _is_ours(self, pid: int) -> bool:
        """A pid may have been given to another program since a crash; /proc tells, where there is one."""
        try:
            return str(self.folder) in Path(f"/proc/{pid}/cmdline").read_bytes().decode("utf-8", "replace").split("\0")
        except OSError:
            return not Path("/proc/self").exists()

    def start(self) -> Settings:
        """Start the process and wait until all three listen. Raises HbError where it ends before."""
        make_private_folder(self.folder)
        if self.pid() is None:
            with self.log.open("wb") as log:
                process = subprocess.Popen(
                    [sys.executable, "-m", "heartbeat_cli.demo.services", str(self.folder)],
                    stdin=subprocess.DEVNULL,
                    stdout=log,
                    stderr=log,
                    start_new_session=True,
                )
            self._wait(process)
        settings = self.settings()
        if settings is None:
            raise HbError("the demo's services keep no settings", where=str(self.folder / FILE), code="services_failed")
        return settings

    def _wait(self, process: "subprocess.Popen[bytes]") -> None:
        deadline = time.monotonic() + LONGEST
        while self.pid() != process.pid:
            if process.poll() is not None or time.monotonic() > deadline:
                process.kill()
                raise HbError("the demo's services did not start", where=str(self.log), code="services_failed")
            time.sleep(0.05)

    def stop(self) -> None:
        """End the process, if it runs."""
        pid = self.pid()
        if pid is None:
            return
        os.kill(pid, signal.SIGTERM)
        deadline = time.monotonic() + LONGEST
        while self.pid() is not None and time.monotonic() < deadline:
            time.sleep(0.02)
