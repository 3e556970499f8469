"""The site in a real browser, from the disk: by keyboard and by mouse, wide and narrow, light and dark."""

import json
import os
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

import pytest
from tests.browser import Tab, needs_browser, open_browser
from tests.conftest import REPOSITORY, run_here
from tests.metrics_estate import COUNT, build_estate, put

pytestmark = needs_browser
MODULES = Path(os.environ.get("HB_NODE_MODULES") or REPOSITORY / "tests" / "node" / "node_modules")
AXE = MODULES / "axe-core" / "axe.min.js"
LIKE = COUNT.replace("payment_count_24h", "payment_count_7d").replace("24 hours", "7 days").replace("24h", "7d")
PAGES = (
    "index",
    "metrics/payment_count_24h",
    "metrics/kyc_pass_rate_30d",
    "sources/index",
    "sources/webbank",
    "schemas/webbank.core",
    "tables/webbank/core.payment",
    "loads/index",
    "findings",
)
WIDE, NARROW = (1400, 900), (390, 844)


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    root = build_estate(tmp_path_factory.mktemp("browsed") / "bank").root
    put(root, LIKE)
    assert run_here("hb site --offline", root).code == 0
    return root / "site"


@pytest.fixture(scope="module")
def tab(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Tab]:
    with open_browser(tmp_path_factory.mktemp("browser")) as opened:
        yield opened


def shown(tab: Tab) -> list[str]:
    """The first words of the rows that are shown."""
    found = tab.ask("[...document.querySelectorAll('.filter tbody tr')].filter(r => !r.hidden).map(r => r.innerText)")
    return [str(text).split("\n")[0].split("\t")[0] for text in found]


def put_in(tab: Tab, control: str, value: str) -> None:
    """What a person would type or choose."""
    tab.ask(
        f"(c => {{ c.value = {json.dumps(value)}; c.dispatchEvent(new Event('input')); }})"
        f"(document.querySelector({json.dumps(control)}))"
    )


def wait_for(tab: Tab, condition: str) -> None:
    for _ in range(500):
        # The page that is asked may be gone before it answers.
        with suppress(AssertionError):
            if tab.ask(condition):
                return
    raise AssertionError(f"never: {condition}")


@pytest.mark.parametrize(("size", "dark"), [(WIDE, False), (NARROW, True)])
def test_every_page_fits_complains_of_nothing_and_asks_for_its_own_files(
    tab: Tab, site: Path, size: tuple[int, int], dark: bool
) -> None:
    for page in PAGES:
        tab.complaints.clear()
        tab.requests.clear()
        tab.open(site / f"{page}.html", size=size, dark=dark)
        assert (page, tab.complaints) == (page, [])
        assert {r for r in tab.requests if not r.startswith((site.as_uri(), "about:"))} == set()
        assert (page, tab.ask("document.documentElement.scrollWidth")) == (page, size[0])
        ground = tab.ask("getComputedStyle(document.body).backgroundColor")
        assert ground == ("rgb(20, 24, 30)" if dark else "rgb(246, 247, 249)")


def test_the_search_by_keyboard(tab: Tab, site: Path) -> None:
    tab.open(site / "tables" / "webbank" / "core.payment.html")
    tab.press("/")
    wait_for(tab, "document.head.querySelectorAll('script').length === 2")
    tab.press(*"kyc pass")
    wait_for(tab, "document.querySelectorAll('#hits li').length > 0")
    assert tab.ask("document.querySelector('#hits [aria-selected=true]').innerText").startswith("KYC pass rate")
    tab.press("Escape")
    assert tab.ask("document.getElementById('hits').hidden && document.getElementById('search').value === ''")
    tab.press("/", *"payment")
    first = tab.ask("document.querySelector('#hits [aria-selected=true]').id")
    tab.press("ArrowDown")
    assert tab.ask("document.getElementById('search').getAttribute('aria-activedescendant')") != first
    tab.press("ArrowUp", "Escape", "/", *"kyc_pass_rate_30d", "Enter")
    wait_for(tab, "location.pathname.endsWith('/metrics/kyc_pass_rate_30d.html')")


def test_the_search_by_mouse_and_what_it_does_not_find(tab: Tab, site: Path) -> None:
    tab.open(site / "index.html")
    tab.click("#search")
    wait_for(tab, "document.head.querySelectorAll('script').length === 2")
    tab.press(*"nowhere at all")
    wait_for(tab, "document.querySelectorAll('#hits li').length > 0")
    assert tab.ask("document.getElementById('hits').innerText") == "Nothing has all of these words."
    put_in(tab, "#search", "applicants")
    tab.click("#hits li")
    wait_for(tab, "location.pathname.endsWith('/metrics/applicant_count_24h.html')")


def test_rows_are_filtered_and_the_address_says_by_what(tab: Tab, site: Path) -> None:
    tab.open(site / "index.html")
    assert len(shown(tab)) == 6
    put_in(tab, "select", "parked")
    assert (shown(tab), tab.ask("location.hash")) == (["KYC pass rate"], "#status=parked")
    tab.open(site / "index.html", "#status=candidate&filter=payments+made")
    assert shown(tab) == ["Payments made", "Payments made"]
    assert tab.ask("document.querySelector('output').textContent") == "2 of 6"
    tab.open(site / "index.html", "#status=gone&&=%zz")
    assert len(shown(tab)) == 6


def test_rows_are_sorted_by_number_and_back(tab: Tab, site: Path) -> None:
    tab.open(site / "index.html")
    numbers = "[...document.querySelectorAll('td.number')].map(c => c.dataset.sort ?? '').join()"
    tab.click("th.number button")
    assert tab.ask(numbers).startswith("24,41.5,48,")
    assert tab.ask("document.querySelector('th.number').getAttribute('aria-sort')") == "ascending"
    tab.click("th.number button")
    assert tab.ask(numbers).split(",")[-1] == ""


def test_a_picture_and_the_pages_of_its_tables_lead_to_each_other(tab: Tab, site: Path) -> None:
    tab.open(site / "tables" / "webbank" / "core.payment.html")
    tab.ask("setTimeout(() => document.querySelector('a[href*=\"#table=core.payment\"]').click()) > 0")
    wait_for(tab, "location.pathname.endsWith('/erd/webbank.core.html') && Boolean(document.querySelector('#panel a'))")
    assert tab.ask("document.querySelector('#panel h2').textContent") == "core.payment"
    tab.click("#panel a")
    wait_for(tab, "location.pathname.endsWith('/tables/webbank/core.payment.html')")


def test_a_page_goes_without_its_script(tab: Tab, site: Path) -> None:
    tab.call("Emulation.setScriptExecutionDisabled", value=True)
    try:
        tab.call("Page.navigate", url=(site / "index.html").as_uri())
        wait_for(tab, "document.readyState === 'complete' && location.pathname.endsWith('index.html')")
        assert len(shown(tab)) == 6
        assert tab.ask("document.querySelector('.search').hidden")
    finally:
        tab.call("Emulation.setScriptExecutionDisabled", value=False)


@pytest.mark.skipif(not AXE.exists(), reason=f"no axe-core in {MODULES}: `npm ci --prefix tests/node` installs it")
@pytest.mark.parametrize("dark", [False, True])
@pytest.mark.parametrize("page", PAGES)
def test_who_cannot_see_a_page_can_use_it(tab: Tab, site: Path, page: str, dark: bool) -> None:
    """What axe-core finds: contrasts, names, roles, landmarks."""
    tab.open(site / f"{page}.html", dark=dark)
    tab.call("Runtime.evaluate", expression=AXE.read_text(encoding="utf-8"))
    found = tab.ask("axe.run().then(r => r.violations.map(v => [v.id, v.nodes.map(n => n.html.slice(0, 200))]))")
    assert found == []
