"""The pictures of the README, taken of the demo's pages in a real Chromium: `make pictures`, after `make demo`.

They are taken anew only by hand: a browser of another version draws other pixels.
"""

import base64
import subprocess
import sys
import tempfile
from pathlib import Path

from figures import HB, ROOT

sys.path.insert(0, str(ROOT))

from tests.browser import PROGRAM, Tab, open_browser

PICTURES = ROOT / "docs" / "pictures"
_WIDTH = 1200
# What each shows: the page, its address in it, and how many pixels of its height.
SHOTS = (
    ("site-metrics.webp", "index.html", "", 620),
    ("site-metric.webp", "metrics/clients_onboarded_count_30d.html", "", 900),
    ("erd.webp", "core.html", "", 760),
)


def main(project: Path) -> int:
    """Write the pages aside, and a picture of each; 1 where something is missing."""
    if PROGRAM is None or not (project / ".heartbeat" / "marts.duckdb").exists():
        print("pictures need a Chromium on PATH (or HB_CHROMIUM) and what `make demo` lands", file=sys.stderr)
        return 1
    PICTURES.mkdir(exist_ok=True)
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as text:
        pages = Path(text) / "site"
        subprocess.run([*HB, "site", str(pages)], cwd=project, check=True)
        with (pages / "core.html").open("wb") as page:
            subprocess.run([*HB, "profile", "webbank.core", "--format", "html"], cwd=project, check=True, stdout=page)
        with open_browser(Path(text) / "browser") as tab:
            for name, page_name, address, height in SHOTS:
                take(tab, pages / page_name, address, height, PICTURES / name)
                print(f"{(PICTURES / name).relative_to(ROOT)}  {(PICTURES / name).stat().st_size // 1000} kB")
    return 0


def take(tab: Tab, page: Path, address: str, height: int, picture: Path) -> None:
    """A picture of the top of a page, sharp enough for a dense screen."""
    tab.open(page, address, size=(_WIDTH, height))
    tab.call("Emulation.setDeviceMetricsOverride", width=_WIDTH, height=height, deviceScaleFactor=1.25, mobile=False)
    picture.write_bytes(base64.b64decode(tab.call("Page.captureScreenshot", format="webp", quality=75)["data"]))


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1]).resolve() if len(sys.argv) > 1 else ROOT))
