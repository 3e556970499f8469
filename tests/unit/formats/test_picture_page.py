"""The picture as a page: what is in the file, and what a real browser makes of it, by keyboard and by mouse."""

import base64
import json
import os
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from tests.browser import Tab, needs_browser, open_browser
from tests.conftest import REPOSITORY
from tests.formats_sample import NOTE, ODD, picture

from heartbeat_cli.app import locate
from heartbeat_cli.app.draw import draw_place
from heartbeat_cli.formats import FORMATS
from heartbeat_cli.formats.html import picture_page
from heartbeat_cli.sheets import Picture

MODULES = Path(os.environ.get("HB_NODE_MODULES") or REPOSITORY / "tests" / "node" / "node_modules")
AXE = MODULES / "axe-core" / "axe.min.js"
BANK = REPOSITORY / "seed" / "schemas" / "demo" / "prod" / "webbank.sql"


def _page(subject: Picture) -> str:
    return str(FORMATS.find("html").write(subject).body)


def _content(page: str) -> dict[str, Any]:
    found = re.search(r'id="content">(.*?)</script>', page, re.DOTALL)
    assert found
    content: dict[str, Any] = json.loads(found.group(1))
    return content


@pytest.fixture(scope="module")
def bank() -> Picture:
    return draw_place(locate(str(BANK), "core", lambda: None))  # type: ignore[arg-type,return-value]


@pytest.fixture(scope="module")
def file(bank: Picture, tmp_path_factory: pytest.TempPathFactory) -> Path:
    written = tmp_path_factory.mktemp("page") / "core.html"
    written.write_text(_page(bank), encoding="utf-8")
    return written


@pytest.fixture(scope="module")
def tab(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Tab]:
    with open_browser(tmp_path_factory.mktemp("browser")) as opened:
        yield opened


def test_the_same_target_gives_the_same_bytes(bank: Picture, file: Path) -> None:
    assert _page(bank) == file.read_text(encoding="utf-8")


def test_a_schema_of_193_tables_is_small_and_its_lines_hardly_cross(file: Path) -> None:
    content = _content(file.read_text(encoding="utf-8"))
    assert len(content["tables"]) == 193
    assert file.stat().st_size <= 200_000
    assert content["crossings"] <= 80
    # Names of 12 pixels at least 8 high where the whole fits a window of 1400 × 900.
    width, height = content["sizes"][0]
    assert 12 * min(1400 / width, 848 / height) >= 8


def test_nothing_but_the_page_is_asked_for_and_nothing_but_its_script_is_run() -> None:
    page = _page(picture())
    assert not re.findall(r'(?:src|href)="|@import|url\(', page)
    assert page.count("<script") == 2
    assert page.count("</script") == 2
    assert "default-src 'none'" in page


def test_defaults_and_conditions_stay_out_of_it() -> None:
    content = json.dumps(_content(_page(picture())))
    assert "'{}'::core" not in content


@needs_browser
def test_any_name_and_comment_is_shown_as_it_is(tab: Tab, tmp_path: Path) -> None:
    odd = tmp_path / "odd.html"
    odd.write_text(_page(picture()), encoding="utf-8")
    tab.complaints.clear()
    tab.open(odd)
    holds = f"g => g.textContent.includes({json.dumps(ODD)})"
    number = tab.ask(f"[...document.querySelectorAll('.table')].findIndex({holds})")
    tab.click(f".table:nth-child({number + 1})")
    panel = tab.ask("document.getElementById('panel').textContent")
    assert ODD in panel
    assert " ".join(NOTE.split()) in " ".join(panel.split())
    assert tab.complaints == []


@needs_browser
@pytest.mark.parametrize(
    "text",
    [
        "</script><script>window.broken = 1</script>",
        "<!--style--> <!--script--> <!--",
        "<img src=x onerror='window.broken = 1'>",
        '\'" onload=window.broken=1 x="',
        "\u202eright to left\u202c \u05e9\u05dc\u05d5\u05dd \u0645\u0631\u062d\u0628\u0627",
        "`${window.broken = 1}` \\u003c \\",
        "ten thousand " * 800,
    ],
    ids=["script", "template", "element", "quotes", "right-to-left", "script text", "10 kB"],
)
def test_no_name_and_no_comment_breaks_out(tab: Tab, tmp_path: Path, text: str) -> None:
    name, dump = text[:60].strip(), tmp_path / "odd.sql"
    quoted, comment = name.replace('"', '""'), text.replace("'", "''")
    dump.write_text(
        f'CREATE TABLE public."{quoted}" (id int PRIMARY KEY, "{quoted}" text);\n'
        f"COMMENT ON TABLE public.\"{quoted}\" IS '{comment}';\n"
        f"COMMENT ON COLUMN public.\"{quoted}\".id IS '{comment}';\n",
        encoding="utf-8",
    )
    written = tmp_path / "odd.html"
    written.write_text(_page(draw_place(locate(str(dump), None, lambda: None))), encoding="utf-8")  # type: ignore[arg-type,return-value]
    for size in ((1400, 900), (390, 844)):
        tab.complaints.clear()
        tab.open(written, "#columns=1", size=size)
        tab.ask("document.querySelector('.table').dispatchEvent(new MouseEvent('click', {bubbles: true}))")
        said = " ".join(tab.ask("document.getElementById('panel').textContent").split())
        assert f"public.{' '.join(name.split())}" in said
        assert said.count(" ".join(text.split())) >= 2
        assert (tab.ask("typeof window.broken"), tab.ask("document.images.length"), tab.complaints) == (
            "undefined",
            0,
            [],
        )
        assert tab.ask("document.documentElement.scrollWidth") <= size[0]


@needs_browser
@pytest.mark.parametrize(("size", "dark"), [((1400, 900), False), ((390, 844), True)])
def test_it_is_drawn_without_a_complaint_or_a_request(tab: Tab, file: Path, size: tuple[int, int], dark: bool) -> None:
    tab.complaints.clear()
    tab.requests.clear()
    tab.open(file, size=size, dark=dark)
    assert tab.ask("document.querySelectorAll('.table').length") == 193
    assert (tab.complaints, {r for r in tab.requests if not r.startswith(("file:", "about:"))}) == ([], set())
    ground = tab.ask("getComputedStyle(document.body).backgroundColor")
    assert ground == ("rgb(20, 24, 30)" if dark else "rgb(246, 247, 249)")


@needs_browser
def test_by_keyboard(tab: Tab, file: Path) -> None:
    tab.open(file)
    tab.press("/", *"payment_state")
    assert tab.ask("document.getElementById('hits').children[0].textContent").startswith("core.payment_state_log")
    tab.press("Enter")
    assert tab.ask("location.hash") == "#table=core.payment_state_log&steps=0"
    tab.press("Enter")
    assert tab.ask("location.hash") == "#table=core.payment_state_log&steps=1"
    around = tab.ask("[...document.querySelectorAll('.table .head')].map(t => t.textContent).sort().join()")
    assert around == "operator,payment,payment_state_log"
    tab.press("Escape")
    assert tab.ask("document.querySelectorAll('.table').length") == 193
    tab.press("ArrowUp")
    assert tab.ask("location.hash") != "#table=core.payment_state_log&steps=0"
    tab.press("Escape")
    assert tab.ask("location.hash + document.getElementById('panel').hidden") == "true"
    tab.press("3")
    assert tab.ask("document.querySelectorAll('.row').length") > 50
    tab.press("1")
    assert tab.ask("document.getElementById('picture').classList.contains('far')")


@needs_browser
def test_a_path_and_areas_by_keyboard(tab: Tab, file: Path) -> None:
    tab.open(file, "#table=core.payment_hold")
    tab.press("p", *"fx_deal", "Enter")
    assert tab.ask("location.hash") == "#path=core.payment_hold,core.fx_deal"
    way = tab.ask("[...document.querySelectorAll('.table .head')].map(t => t.textContent)")
    assert (len(way), way[0], way[-1]) == (3, "payment_hold", "fx_deal")
    tab.press("]")
    first = tab.ask("location.hash")
    assert (first[:6], tab.ask("document.querySelectorAll('.bundle').length > 0")) == ("#area=", True)
    tab.press("]", "[")
    assert tab.ask("location.hash") == first
    tab.press("Escape")
    assert tab.ask("location.hash") == ""


@needs_browser
def test_a_path_and_the_switches_by_mouse(tab: Tab, file: Path) -> None:
    tab.open(file, "#table=core.payment_hold")
    tab.click("[data-do='path']")
    tab.press(*"fx_deal")
    tab.click("#hits li")
    assert tab.ask("location.hash") == "#path=core.payment_hold,core.fx_deal"
    tab.open(file)
    tab.click(".menu summary")
    for each in ("hubs", "guesses", "partitions"):
        tab.click(f"#{each}")
    assert tab.ask("location.hash") == "#hubs=1&guesses=0&partitions=1"
    assert tab.ask("document.querySelectorAll('.guess').length") == 0
    for button, pressed in (("columns", "3"), ("areas", "1"), ("names", "2")):
        tab.click(f"#level-{button}")
        assert tab.ask("document.querySelector('[aria-label=Level] [aria-pressed=true]').title") == pressed


@needs_browser
def test_by_finger_on_a_phone(tab: Tab, file: Path) -> None:
    tab.open(file, size=(390, 844))
    scale = "Number(document.getElementById('world').getAttribute('transform').match(/scale\\((.*)\\)/)[1])"
    before = tab.ask(scale)
    for kind, apart in (("touchStart", 20), ("touchMove", 60), ("touchMove", 120), ("touchEnd", 0)):
        points = [{"x": 195 - apart, "y": 500, "id": 0}, {"x": 195 + apart, "y": 500, "id": 1}] if apart else []
        tab.call("Input.dispatchTouchEvent", type=kind, touchPoints=points)
    assert tab.ask(scale) / before == pytest.approx(6, rel=0.2)
    tab.open(file, "#table=core.payment&steps=0", size=(390, 844))
    x, y = tab.ask(
        "(() => { const b = [...document.querySelectorAll('.table')].find(t => t.textContent.startsWith('fx_deal'))"
        ".getBoundingClientRect(); return [b.x + b.width / 2, b.y + b.height / 2]; })()"
    )
    tab.call("Input.dispatchTouchEvent", type="touchStart", touchPoints=[{"x": x, "y": y}])
    tab.call("Input.dispatchTouchEvent", type="touchEnd", touchPoints=[])
    assert tab.ask("document.querySelector('#panel h2').textContent") == "core.fx_deal"
    assert tab.ask("document.documentElement.scrollWidth") == 390


@needs_browser
@pytest.mark.parametrize("address", ["", "#columns=1", "#table=core.payment&steps=1"])
def test_it_is_printed_on_one_page_whole_and_goes_on(tab: Tab, file: Path, address: str) -> None:
    tab.open(file, address, dark=True)
    drawn = tab.ask("document.querySelectorAll('.table').length") if "table" in address else 193
    tab.ask("addEventListener('beforeprint', () => { window.printed = document.querySelectorAll('.table').length; })")
    before = tab.ask("document.getElementById('world').getAttribute('transform')")
    pdf = base64.b64decode(tab.call("Page.printToPDF", landscape=True)["data"])
    assert len(re.findall(rb"/Type\s*/Page\b", pdf)) == 1
    assert tab.ask("printed") == drawn
    assert tab.ask("document.getElementById('world').getAttribute('transform')") == before


@needs_browser
def test_by_mouse(tab: Tab, file: Path) -> None:
    tab.open(file, "#table=core.payment&steps=0")
    panel = tab.ask("document.getElementById('panel').innerText")
    for said in ("Refers to (17)", "Referred to by", "core.payment_state_log", "from_state_id → to_state_id", "money"):
        assert said in panel
    tab.click("[data-steps='1']")
    assert tab.ask("location.hash") == "#table=core.payment&steps=1"
    tab.open(file)
    tab.ask("document.getElementById('dictionaries').click()")
    tab.ask("document.getElementById('logs').click()")
    assert tab.ask("document.querySelectorAll('.table.log, .table.dictionary').length") == 0
    assert tab.ask("location.hash") == "#dictionaries=0&logs=0"


@needs_browser
def test_an_address_opens_what_it_says(tab: Tab, file: Path) -> None:
    tab.open(file, "#path=core.loan_repayment,core.payment_hold")
    way = tab.ask("[...document.querySelectorAll('.table .head')].map(t => t.textContent).join()")
    assert (way.split(",")[0], way.split(",")[-1]) == ("loan_repayment", "payment_hold")
    tab.open(file, "#area=payment")
    assert tab.ask("document.querySelectorAll('.bundle').length") > 3
    tab.open(file, "#lines=1")
    every = tab.ask("document.querySelectorAll('.line').length")
    tab.open(file)
    assert every > tab.ask("document.querySelectorAll('.line').length")


@needs_browser
def test_that_of_a_table_is_its_schema_opened_at_the_table(tab: Tab, bank: Picture, tmp_path: Path) -> None:
    written = tmp_path / "payment.html"
    written.write_text(_page(draw_place(locate(str(BANK), "core.payment", lambda: None))), encoding="utf-8")  # type: ignore[arg-type,return-value]
    tab.open(written)
    assert tab.ask("document.querySelector('#panel h2').textContent") == "core.payment"
    assert 10 < tab.ask("document.querySelectorAll('.table').length") < len(bank.tables())
    tab.open(written, "#table=core.account")
    assert tab.ask("document.querySelector('#panel h2').textContent") == "core.account"


@needs_browser
@pytest.mark.parametrize(
    "address", ["#table=%zz&steps=2", "#table=gone&steps=x", "#path=core.payment", "#&&=", "#steps=1"]
)
def test_an_address_that_says_nothing_shows_the_whole(tab: Tab, file: Path, address: str) -> None:
    tab.complaints.clear()
    tab.open(file, address)
    assert (tab.ask("document.querySelectorAll('.table').length"), tab.complaints) == (193, [])


@needs_browser
@pytest.mark.skipif(not AXE.exists(), reason=f"no axe-core in {MODULES}: `npm ci --prefix tests/node` installs it")
@pytest.mark.parametrize("dark", [False, True])
@pytest.mark.parametrize("address", ["", "#table=core.payment&steps=1", "#columns=1"])
def test_who_cannot_see_it_can_use_it(tab: Tab, file: Path, address: str, dark: bool) -> None:
    """What axe-core finds: contrasts, names, roles, landmarks."""
    tab.open(file, address, dark=dark)
    tab.call("Runtime.evaluate", expression=AXE.read_text(encoding="utf-8"))
    found = tab.ask("axe.run().then(r => r.violations.map(v => [v.id, v.nodes.map(n => n.html.slice(0, 200))]))")
    assert found == []


@needs_browser
def test_what_is_seen_is_taken_elsewhere(tab: Tab, file: Path) -> None:
    tab.open(file, "#path=core.payment_hold,core.payment")
    tab.ask(
        "window.taken = []; URL.createObjectURL = blob => { blob.text().then(text => taken.push(text)); return '#'; };"
        " HTMLAnchorElement.prototype.click = () => {};"
    )
    for kind in ("svg", "mermaid", "dbml", "png"):
        tab.ask(f"document.getElementById('as-{kind}').click()")
    all_four = (
        "new Promise(done => { const wait = () => taken.length > 3 ? done(taken) : setTimeout(wait, 10); wait(); })"
    )
    drawn, mermaid, dbml, png = tab.ask(all_four)
    assert png[1:4] == "PNG"
    assert drawn.startswith("<svg") and "payment_hold" in drawn
    assert '"payment_hold" }o--|| "payment" : "payment_id"' in mermaid
    assert 'Ref: "core"."payment_hold".("payment_id") > "core"."payment".("id")' in dbml


@needs_browser
def test_among_other_pages_it_leads_to_them(tab: Tab, tmp_path: Path) -> None:
    among = tmp_path / "among.html"
    page = picture_page(picture(), lambda table: f"../tables/{table.name}.html", home="../index.html")
    among.write_text(page, encoding="utf-8")
    tab.open(among, "#table=dict.state")
    addresses = "[...document.querySelectorAll('a')].map(a => a.getAttribute('href'))"
    assert tab.ask(addresses) == ["../index.html", "../tables/state.html"]
