"""How pages follow each other: what is asked for at each place, and what an answer leads to."""

from typing import Any

import pytest

from heartbeat_cli.errors import HbError
from heartbeat_cli.sources import ApiFailedError, IncompletePullError
from heartbeat_cli.sources.http import HttpRequest
from heartbeat_cli.sources.rest import PAGINATORS, PageSeen

URL = "https://bo.test/api/cases"


def paginator(**words: Any) -> Any:
    return PAGINATORS[words.pop("type")](**words)


def walk(words: dict[str, Any], *answers: tuple[Any, int] | tuple[Any, int, dict[str, str]]) -> list[Any]:
    """The places a paginator goes to, from answers (body, records, headers); how it fails is the last."""
    one, at, places = paginator(**words), None, []
    for body, records, *headers in answers:
        try:
            at = one.after(at, PageSeen(body, records, headers[0] if headers else {}, URL))
        except HbError as error:
            return [*places, (type(error), error.message)]
        places.append(at)
        if at is None:
            break
    return places


NUMBER = {"type": "page_number", "base_page": 1}
OFFSET = {"type": "offset", "limit": 2}


@pytest.mark.parametrize(
    ("words", "answers", "places"),
    [
        ({"type": "single_page"}, [([], 0)], [None]),
        ({"type": "single_page"}, [({"data": [], "next": None}, 3)], [None]),
        ({"type": "single_page"}, [({"data": [], "has_more": "false"}, 3)], [None]),
        # Page numbers.
        (NUMBER, [([], 2), ([], 2), ([], 0)], [2, 3, None]),
        ({"type": "page_number"}, [([], 2), ([], 0)], [1, None]),
        ({**NUMBER, "page": 3}, [([], 2), ([], 0)], [4, None]),
        ({**NUMBER, "total_path": "pages"}, [({"pages": 2}, 2), ({"pages": 2}, 1)], [2, None]),
        ({**NUMBER, "total_path": "pages"}, [({"pages": 0}, 0)], [None]),
        ({"type": "page_number", "total_path": "pages"}, [({"pages": 2}, 2), ({"pages": 2}, 1)], [1, None]),
        ({**NUMBER, "has_more_path": "more"}, [({"more": True}, 2), ({"more": False}, 2)], [2, None]),
        ({**NUMBER, "has_more_path": "more"}, [({"more": "true"}, 2), ({"more": "False"}, 2)], [2, None]),
        ({**NUMBER, "maximum_page": 3, "total_path": "n"}, [({"n": 2}, 2), ({"n": 2}, 1)], [2, None]),
        # Offsets: a page may be short, and what follows is behind what came.
        (OFFSET, [([], 2), ([], 1), ([], 0)], [2, 3, None]),
        ({**OFFSET, "total_path": "total"}, [({"total": 3}, 2), ({"total": 3}, 1)], [2, None]),
        ({**OFFSET, "offset": 1, "total_path": "total"}, [({"total": 3}, 2)], [None]),
        ({**OFFSET, "total_path": "meta.total"}, [({"meta": {"total": "2"}}, 2)], [None]),
        ({**OFFSET, "has_more_path": "more"}, [({"more": 1}, 2), ({"more": 0}, 2)], [2, None]),
        # Cursors.
        ({"type": "cursor"}, [({"cursors": {"next": "b"}}, 2), ({"cursors": {"next": None}}, 2)], ["b", None]),
        ({"type": "cursor", "cursor_path": "c"}, [({"c": 7}, 2), ({"c": 8}, 0), ({"c": ""}, 1)], [7, 8, None]),
        ({"type": "cursor", "cursor_path": "c", "stop_after_empty_page": True}, [({"c": "b"}, 0)], [None]),
        (
            {"type": "cursor", "cursor_path": "c", "end_of_stream_path": "end"},
            [({"c": "b", "end": False}, 2), ({"c": "b", "end": True}, 1)],
            ["b", None],
        ),
        ({"type": "cursor", "cursor_path": "c", "has_more_path": "m"}, [({"c": "b", "m": False}, 2)], [None]),
        ({"type": "header_cursor", "cursor_key": "X-Next"}, [([], 2, {"x-next": "b"}), ([], 2)], ["b", None]),
        # Links.
        ({"type": "json_link"}, [({"next": f"{URL}?page=2"}, 2), ({"next": None}, 2)], [f"{URL}?page=2", None]),
        ({"type": "json_link"}, [({"next": "/api/cases?page=2"}, 2), ({}, 2)], [f"{URL}?page=2", None]),
        ({"type": "json_link"}, [({"next": "?page=2#top"}, 2)], [f"{URL}?page=2"]),
        ({"type": "json_link"}, [({"next": "http://bo.test/api/cases?page=2"}, 2)], [f"{URL}?page=2"]),
        (
            {"type": "json_link"},
            [({"next": "https://BO.test:443/api/cases?p=2"}, 2)],
            ["https://BO.test:443/api/cases?p=2"],
        ),
        (
            {"type": "json_link", "next_url_path": "['@odata.nextLink']"},
            [({"@odata.nextLink": "cases?$skip=2"}, 2)],
            ["https://bo.test/api/cases?$skip=2"],
        ),
        (
            {"type": "header_link"},
            [([], 2, {"link": f'<{URL}?page=1>; rel="prev first", <{URL}?page=3>; title="a, b"; rel="next"'})],
            [f"{URL}?page=3"],
        ),
        ({"type": "header_link"}, [([], 2, {"link": f"<{URL}?page=1>; rel=prev"})], [None]),
        ({"type": "header_link"}, [([], 2, {"link": f'<{URL}?page=2>; REL="Next"'})], [f"{URL}?page=2"]),
        ({"type": "json_link"}, [({"next": False}, 2)], [None]),
        ({"type": "json_link"}, [({"next": {}}, 2)], [None]),
        (
            {"type": "header_link", "links_next_key": "more"},
            [([], 2, {"link": f"<{URL}?p=2>; rel=more"})],
            [f"{URL}?p=2"],
        ),
        (
            {"type": "header_link", "header": "next-page"},
            [([], 2, {"next-page": f"{URL}?p=2"}), ([], 1)],
            [f"{URL}?p=2", None],
        ),
        # Counts that are right.
        ({"type": "single_page", "count_path": "n"}, [({"n": 2}, 2)], [None]),
        ({"type": "single_page", "count_path": "n"}, [({"n": 2, "total": 500}, 2)], [None]),
        ({"type": "single_page"}, [({"total": 2, "page": {"total": 0}}, 2)], [None]),
    ],
)
def test_the_pages_there_are(words: dict[str, Any], answers: Any, places: list[Any]) -> None:
    assert walk(words, *answers) == places


INCOMPLETE, FAILED = IncompletePullError, ApiFailedError


@pytest.mark.parametrize(
    ("words", "answers", "kind", "said"),
    [
        ({"type": "single_page"}, [({"data": [], "has_more": True}, 2)], INCOMPLETE, "has_more names a next one"),
        ({"type": "single_page"}, [({"links": {"next": "/x"}}, 2)], INCOMPLETE, "links__next names a next one"),
        (
            {"type": "single_page"},
            [([], 2, {"link": "</x>; rel=next"})],
            INCOMPLETE,
            "its Link header names a next one",
        ),
        ({"type": "single_page"}, [({"total": 3}, 2)], INCOMPLETE, "the answer has 2 records, and its total is 3"),
        ({"type": "single_page"}, [({"paging": {"totalCount": 3}}, 2)], INCOMPLETE, "its paging__totalCount is 3"),
        ({**NUMBER, "maximum_page": 2}, [([], 2)], INCOMPLETE, "page 2 would be the next, and maximum_page is 2"),
        ({**OFFSET, "maximum_offset": 2}, [([], 2)], INCOMPLETE, "offset 2 would be the next, and maximum_offset is 2"),
        (
            {**NUMBER, "total_path": "n"},
            [({"n": 3}, 2), ({"n": 3}, 0)],
            INCOMPLETE,
            "page 2 is empty, and there should be 3",
        ),
        (
            {**OFFSET, "total_path": "n"},
            [({"n": 3}, 2), ({"n": 3}, 0)],
            INCOMPLETE,
            "nothing comes behind record 2, and there should be 3",
        ),
        (
            {**NUMBER, "has_more_path": "m"},
            [({"m": True}, 0)],
            INCOMPLETE,
            "there is more, and gave a page without records",
        ),
        ({"type": "cursor", "has_more_path": "m"}, [({"m": True}, 2)], INCOMPLETE, "there is more, and not where"),
        ({"type": "cursor", "cursor_path": "c"}, [({"c": "b"}, 2), ({"c": "b"}, 2)], INCOMPLETE, "does not move on"),
        ({"type": "json_link"}, [({"next": "?p=2"}, 2), ({"next": "?p=2"}, 2)], INCOMPLETE, "does not move on"),
        (
            {"type": "json_link"},
            [({"next": "https://else.test/x"}, 2)],
            FAILED,
            "names a next page on https://else.test",
        ),
        ({"type": "json_link"}, [({"next": "https://bo.test:444/x"}, 2)], FAILED, "where nothing is sent"),
        ({"type": "json_link"}, [({"next": "https://a:b@bo.test/x"}, 2)], FAILED, "where nothing is sent"),
        ({"type": "json_link"}, [({"next": "//else.test/x"}, 2)], FAILED, "names a next page on https://else.test"),
        ({"type": "json_link"}, [({"next": "file:///etc/passwd"}, 2)], FAILED, "names a next page on no host"),
        (
            {"type": "header_link"},
            [([], 2, {"link": "<https://else.test/x>; rel=next"})],
            FAILED,
            "on https://else.test",
        ),
        ({"type": "single_page", "count_path": "n"}, [({"n": 3}, 2)], INCOMPLETE, "a page has 3 records, and gave 2"),
        ({**NUMBER, "total_path": "n"}, [({"m": 3, "data": []}, 2)], FAILED, "nothing at 'n': it has m, data"),
        ({**NUMBER, "total_path": "n"}, [({"n": "many"}, 2)], FAILED, "'n' of the answer is no count"),
        (
            {"type": "json_link"},
            [({"next": {"href": "/x"}}, 2)],
            FAILED,
            "no next page that could be asked for, which has href",
        ),
        ({"type": "json_link"}, [({"next": 2}, 2)], FAILED, "'next' of the answer is a number, not the URL of a page"),
        ({"type": "cursor", "cursor_path": "c"}, [({"c": ["b"]}, 2)], FAILED, "'c' of the answer names no next page"),
        ({"type": "cursor", "cursor_path": "c"}, [({"c": True}, 2)], FAILED, "'c' of the answer names no next page"),
        (
            {**NUMBER, "has_more_path": "m"},
            [({"m": "perhaps"}, 2)],
            FAILED,
            "'m' of the answer is neither true",
        ),
    ],
)
def test_an_answer_that_contradicts_itself_is_no_success(
    words: dict[str, Any], answers: Any, kind: type[HbError], said: str
) -> None:
    failed, message = walk(words, *answers)[-1]
    assert (failed, said in message) == (kind, True), message


@pytest.mark.parametrize(
    ("words", "at", "params", "json"),
    [
        ({"type": "single_page"}, None, {}, None),
        (NUMBER, None, {"page": 1}, None),
        (NUMBER, 3, {"page": 3}, None),
        ({**NUMBER, "page_param": "p"}, 3, {"p": 3}, None),
        ({**NUMBER, "page_body_path": "paging.page"}, 3, {}, {"kind": "x", "paging": {"size": 5, "page": 3}}),
        (OFFSET, None, {"offset": 0, "limit": 2}, None),
        ({**OFFSET, "offset_param": "$skip", "limit_param": "$top"}, 4, {"$skip": 4, "$top": 2}, None),
        (
            {**OFFSET, "offset_body_path": "paging.from", "limit_body_path": "paging.size"},
            4,
            {},
            {"kind": "x", "paging": {"size": 2, "from": 4}},
        ),
        ({"type": "cursor"}, None, {}, None),
        ({"type": "cursor"}, "b", {"cursor": "b"}, None),
        ({"type": "cursor", "cursor_body_path": "after"}, "b", {}, {"kind": "x", "paging": {"size": 5}, "after": "b"}),
        ({"type": "header_cursor", "cursor_param": "after"}, "b", {"after": "b"}, None),
    ],
)
def test_what_goes_along(words: dict[str, Any], at: Any, params: dict[str, Any], json: Any) -> None:
    body = {"kind": "x", "paging": {"size": 5}} if json else None
    assert paginator(**words).ask(HttpRequest("POST", URL, {"q": "1"}, json=body), at) == HttpRequest(
        "POST", URL, {"q": "1", **params}, json=json
    )


@pytest.mark.parametrize("kind", ["json_link", "header_link"])
def test_a_link_has_its_query_itself(kind: str) -> None:
    one = paginator(type=kind)
    first = HttpRequest("GET", URL, {"q": "1"})
    assert one.ask(first, None) == first
    assert one.ask(first, f"{URL}?q=1&page=2") == HttpRequest("GET", f"{URL}?q=1&page=2")
