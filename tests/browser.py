"""A real Chromium without a window, spoken to over a pipe by its DevTools protocol: no driver and no port.

It is looked for on PATH (`chromium-headless-shell` is a package of Debian's; any Chrome does); HB_CHROMIUM names
another.
"""

import base64
import json
import os
import shutil
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest

_NAMES = ("chromium-headless-shell", "chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
_MAC = "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome"
PROGRAM = next(
    (p for p in (os.environ.get("HB_CHROMIUM"), *map(shutil.which, _NAMES), shutil.which(_MAC)) if p),
    None,
)
needs_browser = pytest.mark.skipif(
    PROGRAM is None, reason="no Chromium: `apt-get install chromium-headless-shell`, or HB_CHROMIUM names one"
)
_SETTINGS = ("--headless", "--no-sandbox", "--disable-gpu", "--hide-scrollbars", "--remote-debugging-pipe")


class Tab:
    """One page, and what it said and asked for since it was opened."""

    def __init__(self, send: int, receive: int) -> None:
        self._send, self._receive, self._number, self._session = send, receive, 0, ""
        self._read = b""
        self.complaints: list[str] = []
        self.requests: list[str] = []
        target = self.call("Target.createTarget", url="about:blank")["targetId"]
        self._session = self.call("Target.attachToTarget", targetId=target, flatten=True)["sessionId"]
        for domain in ("Page", "Runtime", "Log", "Network"):
            self.call(f"{domain}.enable")

    def call(self, method: str, **params: Any) -> dict[str, Any]:
        """The answer to a call of the protocol."""
        self._number += 1
        message = {"id": self._number, "method": method, "params": params}
        if self._session:
            message["sessionId"] = self._session
        os.write(self._send, json.dumps(message).encode() + b"\0")
        while True:
            answer = self._next()
            if answer.get("id") == self._number:
                assert "error" not in answer, answer
                return dict(answer["result"])

    def open(self, file: Path, address: str = "", *, size: tuple[int, int] = (1400, 900), dark: bool = False) -> None:
        """Load a file at an address in it, and wait until its picture is drawn."""
        self.call(
            "Emulation.setDeviceMetricsOverride", width=size[0], height=size[1], deviceScaleFactor=1, mobile=False
        )
        scheme = {"name": "prefers-color-scheme", "value": "dark" if dark else "light"}
        self.call("Emulation.setEmulatedMedia", features=[scheme])
        self.call("Page.navigate", url="about:blank")
        self.call("Page.navigate", url=file.as_uri() + address)
        for _ in range(500):
            if self.ask("Boolean(document.documentElement && document.documentElement.dataset.drawn)"):
                return
        raise AssertionError(f"not drawn: {self.complaints}")

    def ask(self, script: str) -> Any:
        """What a script gives."""
        found = self.call("Runtime.evaluate", expression=script, returnByValue=True, awaitPromise=True)
        assert "exceptionDetails" not in found, found["exceptionDetails"]
        return found["result"].get("value")

    def press(self, *keys: str) -> None:
        """Keys one after another, by their names (`Enter`, `ArrowDown`) or letters."""
        codes = {"Enter": 13, "Escape": 27, "ArrowDown": 40, "ArrowUp": 38, "ArrowLeft": 37, "ArrowRight": 39}
        for key in keys:
            text = {"text": key} if len(key) == 1 else {"windowsVirtualKeyCode": codes[key]}
            self.call("Input.dispatchKeyEvent", type="keyDown", key=key, **text)
            self.call("Input.dispatchKeyEvent", type="keyUp", key=key)

    def click(self, selector: str, times: int = 1) -> None:
        """The mouse in the middle of an element."""
        x, y = self.ask(
            f"(() => {{ const b = document.querySelector({json.dumps(selector)}).getBoundingClientRect();"
            " return [b.x + b.width / 2, b.y + b.height / 2]; })()"
        )
        for number in range(1, times + 1):
            for kind in ("mousePressed", "mouseReleased"):
                self.call("Input.dispatchMouseEvent", type=kind, x=x, y=y, button="left", clickCount=number)

    def picture(self, file: Path) -> None:
        """A screenshot."""
        file.write_bytes(base64.b64decode(self.call("Page.captureScreenshot")["data"]))

    def _next(self) -> dict[str, Any]:
        while b"\0" not in self._read:
            part = os.read(self._receive, 1 << 20)
            assert part, "the browser is gone"
            self._read += part
        line, _, self._read = self._read.partition(b"\0")
        message: dict[str, Any] = json.loads(line)
        self._note(message.get("method", ""), message.get("params", {}))
        return message

    def _note(self, method: str, params: dict[str, Any]) -> None:
        if method == "Runtime.exceptionThrown":
            self.complaints.append(str(params["exceptionDetails"]))
        elif method == "Log.entryAdded" and params["entry"]["level"] in ("error", "warning"):
            self.complaints.append(params["entry"]["text"])
        elif method == "Network.requestWillBeSent":
            self.requests.append(params["request"]["url"][:200])


@contextmanager
def open_browser(folder: Path) -> Iterator[Tab]:
    """A browser with its profile in `folder`, and a page of it."""
    assert PROGRAM is not None
    to_read, send = os.pipe()
    receive, to_write = os.pipe()
    # It reads from file 3 and writes to file 4.
    script = f'exec 3<&{to_read} 4>&{to_write}; exec "$0" "$@"'
    process = subprocess.Popen(
        ["bash", "-c", script, PROGRAM, *_SETTINGS, f"--user-data-dir={folder}"],
        pass_fds=(to_read, to_write),
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    os.close(to_read)
    os.close(to_write)
    try:
        yield Tab(send, receive)
    finally:
        os.close(send)
        os.close(receive)
        process.terminate()
        process.wait(timeout=30)
