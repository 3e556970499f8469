"""The demo's back office, entered and paged in every way it knows, and spoiled in many."""

from pathlib import Path
from typing import Any

import pytest
from tests.rest_source import entered, pulled

from heartbeat_cli.demo.services import (
    ApiKey,
    Basic,
    Bearer,
    Bo,
    ByCursor,
    ByLinkHeader,
    ByNextUrl,
    ByOffset,
    ByPageNumber,
)
from heartbeat_cli.errors import HbError

ROWS = [{"id": f"c{n:02}", "updated_at": f"2026-05-{n + 1:02}T09:00:00Z", "queue": "kyc"} for n in range(23)]
PAGINATIONS: dict[str, tuple[Any, dict[str, Any], dict[str, int]]] = {
    "page_number": (
        ByPageNumber(),
        {"base_page": 1, "total_path": "page.total_pages", "total_records_path": "page.total"},
        {"page_size": 5},
    ),
    "offset": (ByOffset(), {"limit": 5, "total_path": "total"}, {}),
    "cursor": (ByCursor(), {"cursor_path": "next_cursor"}, {"limit": 5}),
    "json_link": (ByNextUrl(), {"next_url_path": "links.next"}, {"limit": 5}),
    "header_link": (ByLinkHeader(), {}, {"limit": 5}),
}


def office(tmp_path: Path, url: str, kind: str, auth: Any = "bearer") -> Any:
    _, words, params = PAGINATIONS[kind]
    endpoint = {
        "path": "v1/cases",
        "params": params,
        "data_selector": "data.items",
        "paginator": {"type": kind, **words},
        "incremental": {"cursor_path": "updated_at", "start_param": "updated_since"},
    }
    return entered(tmp_path, url, {"auth": auth}, {"name": "cases", "primary_key": "id", "endpoint": endpoint})


@pytest.fixture(autouse=True)
def _variables(monkeypatch: pytest.MonkeyPatch) -> None:
    for part, value in (
        ("TOKEN", "the-token"),
        ("API_KEY", "the-key"),
        ("USER", "clerk"),
        ("PASSWORD", "the-password"),
    ):
        monkeypatch.setenv(f"BO_{part}", value)


@pytest.mark.parametrize("kind", PAGINATIONS)
def test_every_case_comes_once_and_what_is_new_alone(tmp_path: Path, kind: str) -> None:
    with Bo({"cases": ROWS}, auth=Bearer("the-token"), pagination=PAGINATIONS[kind][0]).serving() as service:
        api = office(tmp_path, service.url, kind)
        pages = pulled(api)
        assert [record for page in pages for record in page.records] == ROWS
        assert [record for page in pulled(api, resume=pages[1].resume) for record in page.records] == ROWS[10:]
        new = pulled(api, since="2026-05-21T09:00:00+00:00")
        assert [record for page in new for record in page.records] == ROWS[20:]


@pytest.mark.parametrize(
    ("auth", "words"),
    [
        (ApiKey("the-key"), {"type": "api_key", "name": "X-API-Key"}),
        (ApiKey("the-key", name="key", place="query"), {"type": "api_key", "name": "key", "location": "query"}),
        (Basic("clerk", "the-password"), {"type": "http_basic"}),
    ],
)
def test_every_way_in_is_known(tmp_path: Path, auth: Any, words: dict[str, str]) -> None:
    with Bo({"cases": ROWS}, auth=auth, pagination=ByNextUrl()).serving() as service:
        pages = pulled(office(tmp_path, service.url, "json_link", words))
    assert [record for page in pages for record in page.records] == ROWS
    assert "the-key" not in str([page.resume for page in pages])


@pytest.mark.parametrize("kind", PAGINATIONS)
@pytest.mark.parametrize(
    ("switch", "value"),
    [("unauthorized", None), ("status", 404), ("html", 200), ("truncated", None), ("body", {"data": {}}), ("body", [])],
)
def test_a_page_that_is_none_ends_the_pull(tmp_path: Path, kind: str, switch: str, value: Any) -> None:
    with Bo({"cases": ROWS}, auth=Bearer("the-token"), pagination=PAGINATIONS[kind][0]).serving() as service:
        service.switch(switch, path="/cases", after=1, times=None, value=value)
        with pytest.raises(HbError) as failed:
            pulled(office(tmp_path, service.url, kind))
    assert failed.value.where == "bo"
    assert "the-token" not in f"{failed.value} {failed.value.hint}"


@pytest.mark.parametrize("kind", PAGINATIONS)
@pytest.mark.parametrize(
    ("switch", "value"), [("status", 503), ("too_many_requests", 0), ("drop", None), ("cut", None)]
)
def test_what_passes_is_asked_for_again(tmp_path: Path, kind: str, switch: str, value: Any) -> None:
    with Bo({"cases": ROWS}, auth=Bearer("the-token"), pagination=PAGINATIONS[kind][0]).serving() as service:
        service.switch(switch, path="/cases", after=2, times=1, value=value)
        pages = pulled(office(tmp_path, service.url, kind))
    assert [record for page in pages for record in page.records] == ROWS


def test_a_cursor_that_is_forgotten_begins_the_pull_again(tmp_path: Path) -> None:
    with Bo({"cases": ROWS}, auth=Bearer("the-token"), pagination=ByCursor()).serving() as service:
        resume = pulled(office(tmp_path, service.url, "cursor"))[0].resume
        service.switch("cursor_expired", path="/cases", after=0, times=1)
        pages = pulled(office(tmp_path, service.url, "cursor"), resume=resume)
    assert [page.begin for page in pages] == [True] + [False] * (len(pages) - 1)
    assert [record for page in pages for record in page.records] == ROWS
