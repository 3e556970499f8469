"""The OpenAPI document of the back office: what it has, said in the form tools read."""

from collections.abc import Iterable, Mapping
from typing import Any

from heartbeat_cli.demo.services.bo.auth import Auth
from heartbeat_cli.demo.services.bo.pages import Pagination

Row = Mapping[str, Any]
_PARAMETERS: Mapping[str, tuple[str, str]] = {
    "page": ("integer", "Number of the page."),
    "page_size": ("integer", "Rows on a page."),
    "offset": ("integer", "Rows to leave out."),
    "limit": ("integer", "Rows on a page."),
    "cursor": ("string", "Where to go on, from the answer before."),
}


def document(
    streams: Mapping[str, Iterable[Row]],
    base: str,
    auth: Auth,
    pagination: Pagination,
    selector: str,
    since: str,
    url: str,
) -> dict[str, Any]:
    """OpenAPI 3.1: a path and a schema for each stream."""
    scheme = auth.scheme()
    return {
        "openapi": "3.1.0",
        "info": {"title": "Back office", "version": "1.0.0"},
        "servers": [{"url": url}],
        "security": [{"back_office": []}] if scheme else [],
        "paths": {f"{base}/{name}": {"get": _operation(name, pagination, selector, since)} for name in streams},
        "components": {
            "securitySchemes": {"back_office": scheme} if scheme else {},
            "schemas": {_schema_name(name): _schema(rows) for name, rows in streams.items()},
        },
    }


def _operation(name: str, pagination: Pagination, selector: str, since: str) -> dict[str, Any]:
    parameters = [_parameter(p, *_PARAMETERS[p]) for p in pagination.parameters()]
    parameters.append(_parameter(since, "string", "Rows updated at this time or later.", format="date-time"))
    schema: dict[str, Any] = {"type": "array", "items": {"$ref": f"#/components/schemas/{_schema_name(name)}"}}
    for key in reversed([part for part in selector.split(".") if part]):
        schema = {"type": "object", "properties": {key: schema}, "required": [key]}
    return {
        "operationId": f"list_{name.replace('-', '_')}",
        "summary": f"{name.replace('-', ' ').capitalize()}, the longest unchanged first.",
        "parameters": parameters,
        "responses": {
            "200": {"description": "A page.", "content": {"application/json": {"schema": schema}}},
            "401": {"description": "Not authenticated."},
            "429": {"description": "Too many requests; Retry-After says how long to wait."},
        },
    }


def _parameter(name: str, kind: str, description: str, **more: str) -> dict[str, Any]:
    return {
        "name": name,
        "in": "query",
        "required": False,
        "description": description,
        "schema": {"type": kind, **more},
    }


def _schema_name(stream: str) -> str:
    return "".join(word.capitalize() for word in stream.split("-"))


def _schema(rows: Iterable[Row]) -> dict[str, Any]:
    types: dict[str, dict[str, Any]] = {}
    empty: set[str] = set()
    count = 0
    for row in rows:
        count += 1
        for name, value in row.items():
            if value is None:
                empty.add(name)
            elif name not in types:
                types[name] = _type(name, value)
    names = [*types, *sorted(empty - set(types))]
    return {
        "type": "object",
        "required": ["id"] if count else [],
        "properties": {n: _or_null(types.get(n, {"type": "string"}), n in empty) for n in names},
    }


def _or_null(schema: dict[str, Any], null: bool) -> dict[str, Any]:
    return {**schema, "type": [schema["type"], "null"]} if null else schema


def _type(name: str, value: object) -> dict[str, Any]:
    if isinstance(value, bool):
        return {"type": "boolean"}
    if isinstance(value, int):
        return {"type": "integer"}
    if isinstance(value, float):
        return {"type": "number"}
    if isinstance(value, list):
        return {"type": "array", "items": {}}
    if isinstance(value, Mapping):
        return {"type": "object", "properties": {n: _type(n, v) for n, v in value.items()}}
    return {"type": "string", "format": "date-time"} if name.endswith("_at") else {"type": "string"}
