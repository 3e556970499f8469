"""The pictures in the documentation: the demo's site as a headless Chromium draws it.

They are taken by hand, after `make demo`: a browser of another version draws other pixels. Of another site:
`.venv/bin/python tools/pictures.py SITE`.
"""

import base64
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).parents[1]
FOLDER = ROOT / "docs" / "pictures"
WIDTH, QUALITY = 1200, 70
PICTURES = {
    "site-metrics": ("index.html", 620, False),
    "site-metric": ("metrics/clients_onboarded_count_30d.html", 900, False),
    "site-doubted": ("metrics/clients_onboarded_vss_count_30d.html", 620, False),
    "site-table": ("tables/webbank/core.payment.html", 620, True),
    "erd": ("erd/webbank.core.html", 760, False),
}
"""By name: a page of the site, how much of its height, and whether it is drawn dark."""


def main(site: Path) -> int:
    """Take every picture; 1 where there is no site or no browser to take them with."""
    sys.path.insert(0, str(ROOT))
    from tests.browser import PROGRAM, open_browser

    if PROGRAM is None or not (site / "index.html").is_file():
        print(f"no Chromium to draw with, or no site in {site}: `make demo` leaves one", file=sys.stderr)
        return 1
    FOLDER.mkdir(exist_ok=True)
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as profile, open_browser(Path(profile)) as tab:
        for name, (page, height, dark) in PICTURES.items():
            tab.open(site / page, size=(WIDTH, height), dark=dark)
            taken = tab.call("Page.captureScreenshot", format="webp", quality=QUALITY)
            file = FOLDER / f"{name}.webp"
            file.write_bytes(base64.b64decode(taken["data"]))
            print(f"{file.relative_to(ROOT)}  {file.stat().st_size:,} bytes")
    return 0


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1]) if len(sys.argv) > 1 else ROOT / "site"))
