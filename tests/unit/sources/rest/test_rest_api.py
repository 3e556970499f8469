"""A REST API is read over loopback as its file says: every page, and no pull that is short is a success."""

from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager
from pathlib import Path
from typing import Any

import pytest
from tests.http_service import Asked, HttpService, Reply
from tests.http_service import serving as serving_replies
from tests.rest_source import described, entered, pulled

from heartbeat_cli.errors import HbError
from heartbeat_cli.estate import load_inventory
from heartbeat_cli.sources import (
    ApiFailedError,
    ApiRefusedError,
    IncompletePullError,
    Page,
    Portion,
    Stream,
    archetype_of,
)

ROWS = [{"id": n, "updated_at": f"2026-05-0{1 + n // 3}T09:00:00Z", "amount": 0.1} for n in range(7)]


def serving(answer: Callable[[Asked], Any]) -> AbstractContextManager[HttpService]:
    """A service whose answers are replies, or bodies of them."""

    def reply(asked: Asked) -> Reply:
        found = answer(asked)
        return found if isinstance(found, Reply) else Reply(body=found)

    return serving_replies(reply)


def ids(pages: list[Page]) -> list[list[int]]:
    return [[record["id"] for record in page.records] for page in pages]


CASES = {"name": "cases", "primary_key": "id"}
NUMBERED = {"paginator": {"type": "page_number", "base_page": 1, "total_path": "page.total_pages"}}


def numbered(call: Asked, rows: list[Any] = ROWS) -> Any:
    """Pages of three, which say what they are."""
    page, size = int(call.params.get("page", 1)), int(call.params.get("page_size", 3))
    own = rows[(page - 1) * size : page * size]
    return {
        "data": own,
        "page": {"number": page, "size": size, "total_pages": -(-len(rows) // size), "total": len(rows)},
    }


def test_every_page_of_each_kind_comes_once(tmp_path: Path) -> None:
    def answer(call: Asked) -> Any:
        at, url = int(call.params.get("at", 0)), f"/api/{call.path.rpartition('/')[2]}"
        own = {"items": ROWS[at : at + 3]}
        following = str(at + 3) if at + 3 < len(ROWS) else None
        match call.path:
            case "/api/page":
                return numbered(call)
            case "/api/offset":
                start = int(call.params["start"])
                return {"items": ROWS[start : start + int(call.params["limit"])], "total": 7}
            case "/api/cursor":
                return {**own, "meta": {"next": following}}
            case "/api/header_cursor":
                return Reply(body=own, headers={"X-Next": following} if following else {})
            case "/api/json_link":
                return {**own, "next": f"{url}?at={following}" if following else None}
            case "/api/header_link":
                return Reply(body=own, headers={"Link": f'<{url}?at={following}>; rel="next"'} if following else {})
        return {"items": ROWS}

    kinds: dict[str, dict[str, Any]] = {
        "page": NUMBERED["paginator"],
        "offset": {"type": "offset", "limit": 3, "offset_param": "start", "total_path": "total"},
        "cursor": {"type": "cursor", "cursor_path": "meta.next", "cursor_param": "at"},
        "header_cursor": {"type": "header_cursor", "cursor_key": "X-Next", "cursor_param": "at"},
        "json_link": {"type": "json_link"},
        "header_link": {"type": "header_link"},
        "single": {"type": "single_page"},
    }
    resources = [{"name": name, "endpoint": {"paginator": kind}} for name, kind in kinds.items()]
    with serving(answer) as service:
        api = entered(tmp_path, service.url, {}, *resources)
        came = {stream.name: ids(list(api.pages(stream, Portion()))) for stream in api.streams()}
    thirds = [[0, 1, 2], [3, 4, 5], [6]]
    assert came == {name: [[0, 1, 2, 3, 4, 5, 6]] if name == "single" else thirds for name in kinds}


def test_a_pull_goes_on_behind_each_page(tmp_path: Path) -> None:
    with serving(numbered) as service:
        api = entered(tmp_path, service.url, NUMBERED, CASES)
        whole = pulled(api)
        assert [page.begin for page in whole] == [False] * 3
        assert whole[-1].resume is None
        for n, page in enumerate(whole[:-1], start=1):
            assert ids(pulled(api, resume=page.resume)) == ids(whole[n:])


def test_numbers_are_exact_and_the_total_is_told(tmp_path: Path) -> None:
    client = {"paginator": {**NUMBERED["paginator"], "total_records_path": "page.total"}}
    with serving(
        lambda _: Reply(body=b'{"data": [{"id": 1, "n": 0.10}], "page": {"total_pages": 1, "total": 1}}')
    ) as service:
        (page,) = pulled(entered(tmp_path, service.url, client, CASES))
    assert (str(page.records[0]["n"]), page.total) == ("0.10", 1)


def test_what_a_resource_has_it_takes_from_the_defaults(tmp_path: Path) -> None:
    defaults = {
        "primary_key": "id",
        "endpoint": {"params": {"page_size": 5, "sort": "id", "all": True}, "data_selector": "data"},
        "full_every": "7 days",
    }
    cases = {
        "name": "cases",
        "endpoint": {
            "path": "v2/cases",
            "params": {"sort": "updated_at,id"},
            "incremental": {"cursor_path": "changes.updated_at", "start_param": "from", "lag": 60},
        },
        "columns": {"amount": {"data_type": "decimal", "scale": 2, "description": "EUR"}},
        "description": "Cases of the back office.",
    }
    with serving(numbered) as service:
        api = entered(tmp_path, service.url, NUMBERED, cases, "queue", resource_defaults=defaults)
        one, other = api.streams()
        pages = [list(api.pages(stream, Portion("2026-05-01T00:00:00Z"))) for stream in (one, other)]
    assert one == Stream(
        "cases",
        key=("id",),
        cursor="changes__updated_at",
        fields=one.fields,
        lag_seconds=60,
        full_every_seconds=7 * 86_400,
        comment="Cases of the back office.",
    )
    assert [(field.name, field.type, field.comment) for field in one.fields] == [("amount", "numeric(38,2)", "EUR")]
    assert other == Stream("queue", key=("id",), full_every_seconds=7 * 86_400)
    assert [ids(found) for found in pages] == [[[0, 1, 2, 3, 4], [5, 6]]] * 2
    first = [call for call in service.asked if call.params["page"] == "1"]
    assert [(call.path, call.params) for call in first] == [
        (
            "/api/v2/cases",
            {"page": "1", "page_size": "5", "sort": "updated_at,id", "all": "true", "from": "2026-05-01T00:00:00Z"},
        ),
        ("/api/queue", {"page": "1", "page_size": "5", "sort": "id", "all": "true"}),
    ]


@pytest.mark.parametrize(
    ("convert", "since", "sent"),
    [
        ("iso8601", "2026-05-01T00:00:00.5+02:00", "2026-05-01T00:00:00.5+02:00"),
        ("iso8601", "2026-05-01T00:00:00+00:00", "2026-05-01T00:00:00Z"),
        ("date", "2026-05-01T23:00:00-02:00", "2026-05-01"),
        ("unix_seconds", "1970-01-02T00:00:00Z", "86400"),
        ("unix_milliseconds", "1970-01-02", "86400000"),
        ("date", "1777593600000", "2026-05-01"),
        ("unix_seconds", "1777593600.5", "1777593600"),
        ("date", None, "2020-01-01"),
    ],
)
def test_where_a_refresh_begins_is_written_as_the_service_wants_it(
    tmp_path: Path, convert: str, since: str | None, sent: str
) -> None:
    endpoint = {
        "paginator": "single_page",
        "params": {"query": "updated: {incremental.start_value} .. *"},
        "incremental": {"cursor_path": "updated_at", "initial_value": "2020-01-01", "convert": convert},
    }
    with serving(lambda _: []) as service:
        pulled(entered(tmp_path, service.url, {}, {**CASES, "endpoint": endpoint}), since)
    assert service.asked[0].params == {"query": f"updated: {sent} .. *"}


def test_without_a_beginning_nothing_asks_for_what_is_new(tmp_path: Path) -> None:
    endpoint = {
        "paginator": "single_page",
        "params": {"query": "since {incremental.start_value}", "a": 1},
        "incremental": {"cursor_path": "updated_at"},
    }
    with serving(lambda _: []) as service:
        pulled(entered(tmp_path, service.url, {}, {**CASES, "endpoint": endpoint}))
    assert service.asked[0].params == {"a": "1"}


def test_only_the_slice_is_read(tmp_path: Path) -> None:
    api = entered(
        tmp_path, "http://127.0.0.1:1", NUMBERED, "cases", "queue", schemas={"ops": {"slice": {"except": ["queue"]}}}
    )
    assert [stream.name for stream in api.streams()] == ["cases"]


def test_a_post_asks_with_its_body(tmp_path: Path) -> None:
    def answer(call: Asked) -> Any:
        return {"hits": {"rows": ROWS[:2] if b'"from": 0' in call.body else []}}

    endpoint = {
        "method": "POST",
        "json": {"query": {"state": "open"}, "paging": {"size": 2}},
        "data_selector": "hits.rows",
        "paginator": {
            "type": "offset",
            "limit": 2,
            "offset_body_path": "paging.from",
            "limit_body_path": "paging.size",
        },
    }
    with serving(answer) as service:
        assert ids(pulled(entered(tmp_path, service.url, {}, {**CASES, "endpoint": endpoint}))) == [[0, 1], []]
    assert [call.body for call in service.asked] == [
        b'{"query": {"state": "open"}, "paging": {"size": 2, "from": %d}}' % n for n in (0, 2)
    ]


def changing(*answers: Any) -> Any:
    """One answer after the other; the last for all that come then."""
    left = list(answers)

    def answer(call: Asked) -> Any:
        found = left.pop(0) if len(left) > 1 else left[0]
        return found(call) if callable(found) else found

    return answer


def page(rows: list[Any], **facts: Any) -> Any:
    return {"data": rows, "page": facts}


TOTALLED = {"paginator": {"type": "offset", "limit": 3, "total_path": "page.total"}}


def test_a_total_that_shrinks_begins_the_pull_again(tmp_path: Path) -> None:
    answers = [
        page(ROWS[:3], total=7),
        page(ROWS[3:6], total=6),
        page(ROWS[1:4], total=6),
        page(ROWS[4:7], total=6),
    ]
    with serving(changing(*answers)) as service:
        pages = pulled(entered(tmp_path, service.url, TOTALLED, CASES))
    assert [(p.begin, [r["id"] for r in p.records], p.total) for p in pages] == [
        (False, [0, 1, 2], 7),
        (True, [1, 2, 3], 6),
        (False, [4, 5, 6], 6),
    ]


def test_a_total_that_goes_on_shrinking_fails(tmp_path: Path) -> None:
    answers = [page(ROWS[:3], total=9 - n) for n in range(6)]
    with serving(changing(*answers)) as service:
        api = entered(tmp_path, service.url, TOTALLED, CASES)
        with pytest.raises(IncompletePullError) as failed:
            pulled(api)
    assert failed.value.message == "cases: there were 5 records in all, and now there are 4, 3 times over"
    assert (failed.value.where, len(service.asked)) == ("bo", 6)


@pytest.mark.parametrize("status", [400, 404, 410])
def test_a_pull_whose_place_is_forgotten_begins_again(tmp_path: Path, status: int) -> None:
    def answer(call: Asked) -> Any:
        return Reply(status, {"error": "expired"}) if call.params.get("cursor") == "old" else {"data": ROWS[:2]}

    client = {"paginator": {"type": "cursor", "cursor_path": "next"}}
    with serving(answer) as service:
        pages = pulled(entered(tmp_path, service.url, client, CASES), resume={"at": "old", "count": 2, "total": None})
    assert [(p.begin, len(p.records), p.resume) for p in pages] == [(True, 2, None)]


@pytest.mark.parametrize(
    ("answers", "kind", "said"),
    [
        ([page(ROWS[:3], total=7), page([], total=7)], IncompletePullError, "nothing comes behind record 3"),
        ([page(ROWS[:3], total=7), Reply(status=204)], IncompletePullError, "the pages end after 3 of 7 records"),
        ([page(ROWS[:3], total=7, offset=3)], IncompletePullError, "asked for offset=0, the service answered for 3"),
        ([page(ROWS[:2], total=7, size=2)], IncompletePullError, "asked for limit=3, the service"),
        (
            [{"limit": "2", **page(ROWS[:2], total=7)}],
            IncompletePullError,
            "asked for limit=3, the service answered for 2",
        ),
        (
            [Reply(body=b"<html>Sign in</html>", headers={"Content-Type": "text/html"})],
            ApiFailedError,
            "with HTML, not JSON",
        ),
        ([Reply(body=b'{"data": [')], ApiFailedError, "not JSON"),
        ([{"notes": "busy"}], ApiFailedError, "the answer is an object without a list"),
        ([{"error": "busy"}], ApiFailedError, 'answered 200 with an error inside: \'{"error": "busy"}\''),
        ([{**page([], total=0), "error": {"code": 7}}], ApiFailedError, "with an error inside"),
        ([{**page([], total=0), "errors": ["busy"]}], ApiFailedError, "with an error inside"),
        ([{**page([], total=0), "success": False}], ApiFailedError, "with an error inside"),
        ([{**page([], total=0), "status": "FAILED"}], ApiFailedError, "with an error inside"),
        ([{**page([], total=0), "code": 503}], ApiFailedError, "with an error inside"),
        ([{"data": [{"id": 1}, None], "page": {"total": 1}}], ApiFailedError, "the records are no objects, but null"),
        ([page(ROWS[:3], total=7), Reply(304)], IncompletePullError, "answered 304: nothing has changed"),
        ([{"data": [1], "page": {"total": 1}}], ApiFailedError, "the records are no objects, but a number"),
        ([{"data": [], "errors": [], "page": {"total": 0}}], ApiFailedError, "the answer has the lists data, errors"),
        ([{"a\x1b[31m" + "b" * 99: [], "c": []}], ApiFailedError, f"has the lists a [31m{'b' * 53}…"),
        ([Reply(401, {"error": "no"})], ApiRefusedError, "answered 401"),
        ([Reply(403, {"error": "no"})], ApiRefusedError, "answered 403"),
        ([Reply(404, {"error": "no"})], ApiFailedError, "answered 404"),
        ([page(ROWS[:3])], ApiFailedError, "nothing at 'page.total'"),
    ],
)
def test_a_pull_that_is_not_all_there_is_fails(
    tmp_path: Path, answers: list[Any], kind: type[HbError], said: str
) -> None:
    with serving(changing(*answers)) as service, pytest.raises(HbError) as failed:
        pulled(entered(tmp_path, service.url, TOTALLED, CASES))
    assert (type(failed.value), failed.value.where) == (kind, "bo")
    assert failed.value.message.startswith("cases: ")
    assert said in failed.value.message


@pytest.mark.parametrize(
    "words",
    [
        {"type": "cursor", "cursor_path": "next"},
        {"type": "json_link"},
        {"type": "page_number", "has_more_path": "more"},
        {"type": "page_number", "total_path": "pages"},
    ],
)
def test_a_page_that_was_promised_and_has_no_body_is_no_end(tmp_path: Path, words: dict[str, Any]) -> None:
    first = {"data": ROWS[:1], "next": "?b", "more": True, "pages": 2}
    with (
        serving(changing(first, Reply(204))) as service,
        pytest.raises(IncompletePullError, match="and it has no body"),
    ):
        pulled(entered(tmp_path, service.url, {"paginator": words}, CASES))


def test_a_service_may_count_on_the_first_page_only_and_grow_meanwhile(tmp_path: Path) -> None:
    for counts in ((4, None, 4), (4, 5, 6)):
        answers = [page(ROWS[at : at + 2], total=n) for at, n in zip((0, 2, 4), counts, strict=True)]
        client = {"paginator": {"type": "page_number", "total_records_path": "page.total"}}
        with serving(changing(*answers, page([], total=counts[-1]))) as service:
            pages = pulled(entered(tmp_path, service.url, client, CASES))
        assert [p.total for p in pages] == [4] * 4


def test_what_says_that_all_is_well_is_no_error(tmp_path: Path) -> None:
    well = {"error": None, "errors": [], "success": True, "ok": "true", "status": "ok", "code": 200}
    with serving(changing({**well, **page(ROWS[:3], total=3)})) as service:
        assert (
            len(pulled(entered(tmp_path, service.url, TOTALLED, CASES | {"endpoint": {"data_selector": "data"}}))) == 1
        )
    itself = {"endpoint": {"data_selector": "$", "paginator": "single_page"}}
    with serving(changing({"id": 1, "status": "failed", "errors": 3, "code": 500})) as service:
        assert len(pulled(entered(tmp_path, service.url, {}, CASES | itself))[0].records) == 1


def test_every_failure_says_what_next(tmp_path: Path) -> None:
    with serving(changing(Reply(404))) as service, pytest.raises(ApiFailedError) as failed:
        pulled(entered(tmp_path, service.url, TOTALLED, CASES))
    assert failed.value.hint == "How it is asked stands in bo.yml, under cases and `client`."


def test_pages_that_lead_back_are_no_end(tmp_path: Path) -> None:
    def answer(call: Asked) -> Any:
        return {"data": ROWS[:1], "next": "b" if call.params.get("cursor") != "b" else "a"}

    client = {"paginator": {"type": "cursor", "cursor_path": "next"}}
    with serving(answer) as service, pytest.raises(IncompletePullError, match="round in circles"):
        pulled(entered(tmp_path, service.url, client, CASES))
    assert len(service.asked) == 3


def test_a_page_number_that_the_service_ignores_is_found(tmp_path: Path) -> None:
    def ignoring(_: Asked) -> Any:
        return page(ROWS[:3], number=1, total_pages=3)

    with (
        serving(ignoring) as service,
        pytest.raises(IncompletePullError, match="asked for page=2, the service"),
    ):
        pulled(entered(tmp_path, service.url, NUMBERED, CASES))


def test_the_last_page_may_say_how_small_it_is(tmp_path: Path) -> None:
    answers = [page(ROWS[:3], total=4, size=3), page(ROWS[3:4], total=4, size=1)]
    with serving(changing(*answers)) as service:
        assert ids(pulled(entered(tmp_path, service.url, TOTALLED, CASES))) == [[0, 1, 2], [3]]


def test_no_records_are_an_answer(tmp_path: Path) -> None:
    for nothing in (Reply(status=204), {"data": None}, {"data": []}, []):
        client = {"paginator": {"type": "page_number"}}
        resource = {**CASES, "endpoint": {"data_selector": "data"}} if isinstance(nothing, dict) else CASES
        with serving(changing(nothing)) as service:
            assert [p.records for p in pulled(entered(tmp_path, service.url, client, resource))] == [[]]


@pytest.fixture
def service() -> Iterator[HttpService]:
    def answer(call: Asked) -> Any:
        if call.headers.get("authorization") != "Bearer t0ken-of-the-test":
            return Reply(401, {"error": "unauthorized"})
        return Reply(403, {"error": "forbidden"}) if call.path.endswith("queue") else numbered(call)

    with serving(answer) as running:
        yield running


def test_access_is_what_the_service_says(tmp_path: Path, service: HttpService, monkeypatch: pytest.MonkeyPatch) -> None:
    client = {**NUMBERED, "auth": "bearer"}
    found = {}
    for name, token, resources in (
        ("no token", "", ["cases"]),
        ("wrong", "another-token", ["cases"]),
        ("right", "t0ken-of-the-test", ["cases"]),
        ("one is forbidden", "t0ken-of-the-test", ["cases", "queue"]),
    ):
        monkeypatch.setenv("BO_TOKEN", token)
        project, source = described(tmp_path, service.url, client, *resources)
        access = archetype_of(source).probe(project, (source,))["bo"]
        found[name] = access.granted, access.told_by, access.detail
    place = service.url.removeprefix("http://")
    assert found == {
        "no token": (None, "inventory", "no credentials for bo: BO_TOKEN not set"),
        "wrong": (False, "server", f'cases: {place}/api/cases answered 401: \'{{"error": "unauthorized"}}\''),
        "right": (True, "server", None),
        "one is forbidden": (False, "server", f'queue: {place}/api/queue answered 403: \'{{"error": "forbidden"}}\''),
    }


def test_a_source_whose_file_describes_nothing_says_what_it_needs(tmp_path: Path) -> None:
    project, source = described(tmp_path, "http://127.0.0.1:1", NUMBERED, "cases")
    (tmp_path / "db/sources/bo.yml").write_text(
        "source: bo\ntitle: BO\nrole: r\narchetype: rest\naccess: pending\nneeds: Base URL and token.\n"
    )
    source = load_inventory(project).require("bo")
    archetype = archetype_of(source)
    assert archetype.probe(project, (source,)) == {}
    with pytest.raises(HbError) as failed:
        archetype.connect(project, source)
    assert (failed.value.code, failed.value.hint) == ("not_described", "Needed first: Base URL and token.")
