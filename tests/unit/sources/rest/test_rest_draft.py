"""A source's file drafted from what an API says of itself, or from one answer, is one that `hb check` takes."""

from pathlib import Path
from typing import Any

import pytest
import yaml
from tests.http_service import Asked, Reply, serving
from tests.rest_source import entered, pulled

from heartbeat_cli.errors import HbError
from heartbeat_cli.estate import load_project, read_inventory
from heartbeat_cli.sources import read_json
from heartbeat_cli.sources.rest.draft import draft_from_answer, draft_from_openapi, write_draft

CASES = Path(__file__).parents[3] / "cases/openapi"


def mistakes(tmp_path: Path, name: str, text: str) -> list[str]:
    (tmp_path / "db/sources").mkdir(parents=True, exist_ok=True)
    (tmp_path / "heartbeat.yml").write_text(f"truth_source: {name}\nclusters: {{A: {{mirror: prod, env: PG}}}}\n")
    (tmp_path / f"db/sources/{name}.yml").write_text(text)
    return [problem.message for problem in read_inventory(load_project(tmp_path / "heartbeat.yml"))[1]]


@pytest.mark.parametrize(("file", "name"), [("pages.yml", "depot"), ("cursors.json", "tower"), ("swagger.yml", "yard")])
def test_an_openapi_document_is_drafted(tmp_path: Path, file: str, name: str) -> None:
    document = yaml.safe_load((CASES / file).read_text())
    text = write_draft(draft_from_openapi(document), name)
    assert text == (CASES / f"{Path(file).stem}.draft.yml").read_text()
    assert mistakes(tmp_path, name, text) == []


@pytest.mark.parametrize(
    ("schemes", "auth"),
    [
        ({"a": {"type": "http", "scheme": "basic"}}, {"type": "http_basic"}),
        (
            {"a": {"type": "apiKey", "in": "query", "name": "key"}},
            {"type": "api_key", "name": "key", "location": "query"},
        ),
        ({"a": {"type": "mutualTLS"}}, {"type": "mtls"}),
        ({"a": {"type": "openIdConnect"}, "b": {"type": "http", "scheme": "bearer"}}, {"type": "bearer"}),
        ({"a": {"type": "oauth2", "flows": {"implicit": {}}}}, None),
        ({}, None),
    ],
)
def test_the_way_in_is_the_first_that_is_known(schemes: dict[str, Any], auth: dict[str, str] | None) -> None:
    items = {"type": "array", "items": {"type": "object", "properties": {"id": {"type": "integer"}}}}
    get = {"responses": {"200": {"content": {"application/json": {"schema": items}}}}}
    document = {"openapi": "3.1.0", "paths": {"/a": {"get": get}}, "components": {"securitySchemes": schemes}}
    draft = draft_from_openapi(document)
    assert draft.client.get("auth") == auth
    assert any(doubt.startswith("auth: ") for doubt in draft.doubts) is (auth is None)


@pytest.mark.parametrize(
    ("document", "said"),
    [
        ({"swagger": "2.0"}, "names no list"),
        ({"swagger": "1.2"}, "no OpenAPI document"),
        ([], "no OpenAPI document"),
        ({"openapi": "3.0.0", "paths": {}}, "names no list"),
        (
            {"openapi": "3.0.0", "paths": {"/a": {"get": {"responses": {"200": {"$ref": "#/no/where"}}}}}},
            "names no list",
        ),
        ({"openapi": "3.0.0", "paths": {"/a": {"$ref": "#/paths/~1a"}}}, "names no list"),
    ],
)
def test_what_names_no_list_is_told(document: Any, said: str) -> None:
    with pytest.raises(HbError, match=said):
        draft_from_openapi(document)


ANSWERS: list[tuple[str, str, dict[str, Any], dict[str, Any]]] = [
    (
        "https://bo.test/api/v1/operator-actions?page=1&per_page=2",
        '{"data": [{"id": 1, "at": "2026-05-01T09:00:00Z", "client": {"name": "A"}}, {"id": 2, "client": {}}],'
        ' "meta": {"page": 1, "total_pages": 3, "total": 5}}',
        {
            "path": "operator-actions",
            "data_selector": "data",
            "paginator": {
                "type": "page_number",
                "base_page": 1,
                "page_param": "page",
                "total_path": "meta.total_pages",
                "total_records_path": "meta.total",
            },
        },
        {
            "id": {"data_type": "bigint"},
            "at": {"data_type": "timestamp"},
            "client__name": {"data_type": "text"},
        },
    ),
    (
        "https://desk.test/api/tickets.json?updated_since=2026-01-01",
        '{"tickets": [{"ticket_id": "a", "updated_at": "2026-05-01", "open": true, "price": 1.5, "tags": []}],'
        ' "links": {"next": "https://desk.test/api/tickets.json?page=2"}}',
        {
            "path": "tickets.json",
            "data_selector": "tickets",
            "paginator": {"type": "json_link", "next_url_path": "links.next"},
            "incremental": {"cursor_path": "updated_at", "start_param": "updated_since"},
        },
        {
            "ticket_id": {"data_type": "text"},
            "updated_at": {"data_type": "date"},
            "open": {"data_type": "bool"},
            "price": {"data_type": "decimal"},
            "tags": {"data_type": "json"},
        },
    ),
    (
        "https://desk.test/cases",
        '[{"id": 1, "mixed": 1}, {"id": 2, "mixed": "one"}]',
        {"path": "cases", "paginator": "single_page"},
        {"id": {"data_type": "bigint"}},
    ),
]


@pytest.mark.parametrize(("url", "answer", "endpoint", "columns"), ANSWERS)
def test_an_answer_is_drafted(
    tmp_path: Path, url: str, answer: str, endpoint: dict[str, Any], columns: dict[str, Any]
) -> None:
    draft = draft_from_answer(url, read_json(answer))
    (resource,) = draft.resources
    assert (resource["endpoint"], resource["columns"]) == (endpoint, columns)
    assert resource["primary_key"] in ("id", "ticket_id")
    assert mistakes(tmp_path, "desk", write_draft(draft, "desk")) == []


@pytest.mark.parametrize("answer", ["{}", '{"error": "no"}', "[1, 2]", '"text"', '{"a": {"b": [1]}}'])
def test_an_answer_without_records_is_told(answer: str) -> None:
    with pytest.raises(HbError, match="no list of records"):
        draft_from_answer("https://bo.test/cases", read_json(answer))


def test_a_draft_reads_the_service_it_was_made_from(tmp_path: Path) -> None:
    rows = [{"id": n, "updated_at": f"2026-05-0{n + 1}T00:00:00Z"} for n in range(5)]

    def answer(asked: Asked) -> Reply:
        start, size = int(asked.params.get("offset", 0)), int(asked.params.get("limit", 2))
        return Reply(body={"results": rows[start : start + size], "total": len(rows)})

    with serving(answer) as service:
        url = f"{service.url}/v3/cases?offset=0&limit=2"
        draft = draft_from_answer(url, read_json(Reply(body={"results": rows[:2], "total": 5}).sent()))
        client = {**draft.client, "base_url": f"{service.url}/v3"}
        pages = pulled(entered(tmp_path, service.url, client, *draft.resources))
    assert [record for page in pages for record in page.records] == rows
