"""An OpenAPI 2.0 (Swagger) document → the same in the words of 3, as far as a draft reads them."""

from collections.abc import Mapping
from typing import Any, Final

Object = Mapping[str, Any]

_OF_A_PARAMETER: Final = frozenset({"$ref", "description", "in", "name", "required"})
_TOKEN_FLOWS: Final = {"application": "clientCredentials"}


def is_swagger(document: Any) -> bool:
    """Whether a document says that it is of version 2.0."""
    return isinstance(document, dict) and str(document.get("swagger", "")).startswith("2")


def in_words_of_3(document: Object) -> dict[str, Any]:
    """The document with its servers, ways in, parameters and answers as version 3 has them; references stay."""
    return {
        **document,
        "openapi": "3.0.3",
        "servers": [{"url": _url(document)}],
        "components": {"securitySchemes": _each(document, "securityDefinitions", _scheme)},
        "parameters": _each(document, "parameters", _parameter),
        "responses": _each(document, "responses", _response),
        "paths": _each(document, "paths", _path),
    }


def _each(holder: Object, key: str, change: Any) -> dict[str, Any]:
    there = holder.get(key)
    return {n: change(v) if isinstance(v, dict) else v for n, v in there.items()} if isinstance(there, dict) else {}


def _url(document: Object) -> str:
    """Of several schemes the one that is encrypted; only a path, or nothing, where no host is named."""
    host, base = document.get("host"), str(document.get("basePath") or "")
    schemes = [str(scheme) for scheme in document.get("schemes") or ["https"]]
    return f"{'https' if 'https' in schemes else schemes[0]}://{host}{base}" if host else base


def _scheme(scheme: Object) -> Object:
    if scheme.get("type") == "basic":
        return {"type": "http", "scheme": "basic"}
    if scheme.get("type") == "oauth2" and (flow := _TOKEN_FLOWS.get(str(scheme.get("flow")))):
        return {"type": "oauth2", "flows": {flow: {"tokenUrl": scheme.get("tokenUrl")}}}
    return scheme


def _path(item: Object) -> Object:
    changed = {**item, "parameters": _parameters(item)}
    if isinstance(get := item.get("get"), dict):
        changed["get"] = {**get, "parameters": _parameters(get), "responses": _each(get, "responses", _response)}
    return changed


def _parameters(holder: Object) -> list[Any]:
    return [_parameter(one) if isinstance(one, dict) else one for one in holder.get("parameters") or ()]


def _parameter(parameter: Object) -> Object:
    """Its type stands beside its name in 2.0, and in a schema of its own in 3."""
    if "$ref" in parameter:
        return parameter
    about = {name: value for name, value in parameter.items() if name in _OF_A_PARAMETER}
    return {**about, "schema": {name: value for name, value in parameter.items() if name not in _OF_A_PARAMETER}}


def _response(response: Object) -> Object:
    return (
        {**response, "content": {"application/json": {"schema": response["schema"]}}}
        if "schema" in response
        else response
    )
