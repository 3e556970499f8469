"""A draft from an OpenAPI document: the lists an API gives, and how it is entered."""

from collections.abc import Iterator, Mapping
from typing import Any, Final

from heartbeat_cli.errors import InvalidFileError
from heartbeat_cli.sources.rest.draft.answer import resource_name, step
from heartbeat_cli.sources.rest.draft.guesses import (
    guess_changed,
    guess_header,
    guess_key,
    guess_paginator,
    guess_since,
    guess_size,
    size_of,
)
from heartbeat_cli.sources.rest.draft.swagger import in_words_of_3, is_swagger
from heartbeat_cli.sources.rest.draft.write import SourceDraft

_DEEPEST: Final = 4
_OK: Final = ("200", "2XX", "default")

Schema = Mapping[str, Any]


def draft_from_openapi(document: Any) -> SourceDraft:
    """A source with every list that can be asked for without knowing anything first.

    Raises InvalidFileError where the document is not OpenAPI 2.0, 3.0 or 3.1, or names no such list.
    """
    if is_swagger(document):
        document = in_words_of_3(document)
    if not isinstance(document, dict) or not str(document.get("openapi", "")).startswith("3"):
        raise InvalidFileError('this is no OpenAPI document: neither `openapi: 3.…` nor `swagger: "2.0"` is in it')
    api = _Document(document)
    title = str(document.get("info", {}).get("title") or "the API")
    found = [one for path, item in document.get("paths", {}).items() for one in _resource(api, path, api.at(item))]
    if not found:
        raise InvalidFileError("the document names no list that could be read without knowing an id first")
    resources = tuple(_named_apart([resource for resource, _ in found]))
    doubts = tuple(doubt for _, doubts in found for doubt in doubts)
    auth, about_auth = _auth(api)
    base_url, about_url = _base_url(document)
    client = {**base_url, **({"auth": auth} if auth else {})}
    return SourceDraft(title, client, resources, (*about_url, *about_auth, *doubts))


class _Document:
    """An OpenAPI document whose references inside of it are followed."""

    def __init__(self, document: Mapping[str, Any]) -> None:
        self.document = document

    def at(self, value: Any, depth: int = 0) -> Any:
        """What a value is, a reference resolved; one that leads nowhere is an empty object."""
        if not isinstance(value, dict) or "$ref" not in value or depth > 20:
            return value if value is not None else {}
        found: Any = self.document
        for name in str(value["$ref"]).removeprefix("#/").split("/"):
            found = found.get(name.replace("~1", "/").replace("~0", "~"), {}) if isinstance(found, dict) else {}
        return self.at(found, depth + 1)

    def properties(self, schema: Any, depth: int = 0) -> dict[str, Schema]:
        """The properties of an object, with those of all it consists of."""
        own = self.at(schema)
        if not isinstance(own, dict) or depth > _DEEPEST:
            return {}
        found: dict[str, Schema] = {}
        for part in (*own.get("allOf", ()), *(own.get("oneOf") or own.get("anyOf") or ())[:1]):
            found |= self.properties(part, depth + 1)
        return found | {name: self.at(inner) for name, inner in own.get("properties", {}).items()}

    def is_list(self, schema: Any) -> bool:
        """Whether a schema is a list of objects."""
        own = self.at(schema)
        return isinstance(own, dict) and "array" in _types(own) and bool(self.properties(own.get("items")))


def _types(schema: Schema) -> list[str]:
    said = schema.get("type", "object" if "properties" in schema or "allOf" in schema else "")
    return list(said) if isinstance(said, list) else [said]


def _resource(api: _Document, path: str, item: Schema) -> Iterator[tuple[dict[str, Any], tuple[str, ...]]]:
    operation = api.at(item.get("get")) if isinstance(item, dict) else None
    if not operation or "{" in path:
        return
    schema = _answer(api, operation)
    selector = _selector(api, schema)
    if selector is None:
        return
    at, items = selector
    fields = api.properties(items)
    parameters = _parameters(api, item, operation)
    name = resource_name([part for part in path.split("/") if part][-1] if path.strip("/") else "records")
    paginator = guess_paginator(parameters, _beside(api, schema, at)) or guess_header(_headers(api, operation))
    endpoint: dict[str, Any] = {"path": path.lstrip("/") or "/"} | ({} if at == "$" else {"data_selector": at})
    size = guess_size(parameters)
    if size and (not paginator or paginator["type"] != "offset"):
        endpoint["params"] = {size: size_of(parameters[size])}
    doubts = [] if paginator else [f"{name}: nothing says how its pages follow each other; is it all there is?"]
    endpoint["paginator"] = paginator or "single_page"
    since, changed = guess_since(parameters), guess_changed(fields)
    if since and changed:
        endpoint["incremental"] = {"cursor_path": changed, "start_param": since}
    key = guess_key(fields, name)
    doubts += [] if key else [f"{name}: no field looks like a key; it is read whole each time."]
    doubts += [
        f"{name}: it cannot be asked without '{parameter}'."
        for parameter, spec in parameters.items()
        if spec.get("required") and parameter not in (size, since) and parameter not in str(paginator)
    ]
    about = {"description": text} if (text := _sentence(operation)) else {}
    columns = dict(_columns(api, fields))
    yield (
        {"name": name, "endpoint": endpoint}
        | ({"primary_key": key} if key else {})
        | about
        | ({"columns": columns} if columns else {}),
        tuple(doubts),
    )


def _sentence(operation: Schema) -> str:
    return str(operation.get("summary") or "").strip().splitlines()[0] if operation.get("summary") else ""


def _response(api: _Document, operation: Schema) -> Mapping[str, Any]:
    responses = operation.get("responses", {})
    found: Any = next((api.at(responses[code]) for code in _OK if code in responses), {})
    return found if isinstance(found, dict) else {}


def _headers(api: _Document, operation: Schema) -> list[str]:
    return list(_response(api, operation).get("headers", {}))


def _answer(api: _Document, operation: Schema) -> Any:
    content = _response(api, operation).get("content", {})
    json: Any = next((media for kind, media in content.items() if "json" in kind), {})
    return api.at(json.get("schema"))


def _selector(api: _Document, schema: Any) -> tuple[str, Any] | None:
    """Where the only list nearest to the top is, and what its records are; None where there is none, or several."""
    if api.is_list(schema):
        return "$", api.at(schema)["items"]
    level: list[tuple[str, Any]] = [("", schema)]
    for _ in range(_DEEPEST):
        inside = [(step(at, name), inner) for at, one in level for name, inner in api.properties(one).items()]
        lists = [(at, api.at(inner)["items"]) for at, inner in inside if api.is_list(inner)]
        if lists:
            return lists[0] if len(lists) == 1 else None
        level = [(at, inner) for at, inner in inside if "object" in _types(inner)]
    return None


def _beside(api: _Document, schema: Any, selector: str, path: str = "", depth: int = 0) -> list[str]:
    found: list[str] = []
    for name, inner in api.properties(schema).items() if depth < _DEEPEST else ():
        at = step(path, name)
        if "object" in _types(inner):
            found += _beside(api, inner, selector, at, depth + 1)
        elif at != selector and "array" not in _types(inner):
            found.append(at)
    return found


def _parameters(api: _Document, item: Schema, operation: Schema) -> dict[str, dict[str, Any]]:
    """What stands in the query, by name: its schema, and whether it is required."""
    all_ = [api.at(one) for one in (*item.get("parameters", ()), *operation.get("parameters", ()))]
    return {
        one["name"]: {**api.at(one.get("schema")), "required": bool(one.get("required"))}
        for one in all_
        if isinstance(one, dict) and one.get("in") == "query"
    }


def _columns(api: _Document, fields: Mapping[str, Schema], prefix: str = "") -> Iterator[tuple[str, dict[str, Any]]]:
    for name, schema in fields.items():
        inner = api.properties(schema)
        if inner and "object" in _types(schema) and prefix.count("__") < _DEEPEST:
            yield from _columns(api, inner, f"{prefix}{name}__")
        elif (kind := _kind(schema)) is not None:
            yield f"{prefix}{name}", {"data_type": kind}


def _kind(schema: Schema) -> str | None:
    types = [one for one in _types(schema) if one != "null"]
    match types[0] if len(types) == 1 else "", schema.get("format"):
        case "string", "date-time":
            return "timestamp"
        case "string", "date":
            return "date"
        case "string", _:
            return "text"
        case "integer", _:
            return "bigint"
        case "number", "float" | "double":
            return "double"
        case "number", _:
            return "decimal"
        case "boolean", _:
            return "bool"
        case "array" | "object", _:
            return "json"
    return None


def _auth(api: _Document) -> tuple[dict[str, Any], tuple[str, ...]]:
    """The first way in that is known here, of those the document asks for; and what is not known."""
    schemes = api.document.get("components", {}).get("securitySchemes", {})
    asked = [name for one in api.document.get("security", ()) for name in one]
    ordered = [api.at(schemes[name]) for name in dict.fromkeys((*asked, *schemes)) if name in schemes]
    known = next((auth for scheme in ordered if (auth := _known(scheme)) is not None), None)
    if known is not None:
        return known, ()
    return {}, ("auth: the document does not say how it is entered.",) if not ordered else (
        "auth: none of the ways in that the document names is known here.",
    )


def _known(scheme: Schema) -> dict[str, Any] | None:
    match scheme.get("type"), str(scheme.get("scheme", "")).lower():
        case "http", "bearer":
            return {"type": "bearer"}
        case "http", "basic":
            return {"type": "http_basic"}
        case "apiKey", _:
            return {"type": "api_key", "name": str(scheme.get("name")), "location": str(scheme.get("in", "header"))}
        case "mutualTLS", _:
            return {"type": "mtls"}
        case "oauth2", _ if url := scheme.get("flows", {}).get("clientCredentials", {}).get("tokenUrl"):
            return {"type": "oauth2_client_credentials", "access_token_url": str(url)}
    return None


def _base_url(document: Schema) -> tuple[dict[str, str], tuple[str, ...]]:
    servers = document.get("servers") or [{}]
    url = str(servers[0].get("url", ""))
    for name, variable in servers[0].get("variables", {}).items():
        url = url.replace(f"{{{name}}}", str(variable.get("default", "")))
    if url.startswith(("https://", "http://")) and "{" not in url:
        return {"base_url": url.rstrip("/")}, ()
    return {}, ("base_url: the document does not say where the API is; its variable _URL does.",)


def _named_apart(resources: list[dict[str, Any]]) -> Iterator[dict[str, Any]]:
    """Resources whose last name is taken are called by more of their path."""
    taken: set[str] = set()
    for resource in resources:
        name = resource["name"]
        if name in taken:
            name = resource_name(resource["endpoint"]["path"])
        while name in taken:
            name = f"{name}_more"
        taken.add(name)
        yield {**resource, "name": name}
