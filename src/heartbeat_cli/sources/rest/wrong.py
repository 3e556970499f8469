"""What is wrong with a REST source's file that no JSON Schema can say."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any, Final

from heartbeat_cli.errors import did_you_mean
from heartbeat_cli.sources.rest.settings import START, merged

_EITHER: Final = (("page_param", "page_body_path"), ("offset_param", "offset_body_path"))
_OR: Final = (("limit_param", "limit_body_path"), ("cursor_param", "cursor_body_path"))

Wrong = tuple[tuple[str | int, ...], str]


def wrong_with(data: Mapping[str, Any]) -> Iterator[Wrong]:
    """Mistakes in a file that its schema finds right, each with its place."""
    if ("client" in data) != ("resources" in data):
        there, missing = ("client", "resources") if "client" in data else ("resources", "client")
        yield (there,), f"{there}: an API is described by `client` and `resources`; `{missing}` is missing"
        return
    names = [spec if isinstance(spec, str) else spec["name"] for spec in data.get("resources", ())]
    for index, name in enumerate(names):
        if name in names[:index]:
            yield ("resources", index), f"resources.{index}: there is a resource '{name}' already"
    yield from _slices(data.get("schemas") or {}, names)
    for index, spec in enumerate(data.get("resources", ())):
        yield from _resource(index, spec, data)


def _slices(schemas: Mapping[str, Any], names: Sequence[str]) -> Iterator[Wrong]:
    for schema, spec in schemas.items():
        wanted = (spec or {}).get("slice")
        if not names or not isinstance(wanted, dict):
            continue
        for way, listed in wanted.items():
            for index, name in enumerate(listed):
                if name not in names:
                    guess = did_you_mean(name, names)
                    message = f"slice: there is no resource '{name}'." + (f" {guess}" if guess else "")
                    yield ("schemas", schema, "slice", way, index), message


def _resource(index: int, spec: Any, data: Mapping[str, Any]) -> Iterator[Wrong]:
    at = ("resources", index)
    whole = merged(spec, data.get("resource_defaults", {}), data["client"])
    endpoint = whole["endpoint"]
    if "paginator" not in endpoint:
        yield at, f"resources.{index}: nothing says how its pages follow each other: `paginator` is missing"
    elif isinstance(endpoint["paginator"], dict):
        for one, other in (*_EITHER, *_OR):
            if {one, other} <= endpoint["paginator"].keys():
                yield at, f"resources.{index}: the paginator has both {one} and {other}"
    if "json" in endpoint and endpoint.get("method", "GET") == "GET":
        yield at, f"resources.{index}: a GET has no body; `json` goes with `method: POST`"
    new = endpoint.get("incremental")
    begins = any(START in str(value) for value in endpoint.get("params", {}).values())
    if new and "start_param" not in new and not begins:
        message = f"nothing asks for what is new: `start_param` names the parameter, or {START} stands in one of params"
        yield at, f"resources.{index}: {message}"
    if begins and not new:
        yield at, f"resources.{index}: {START} stands in params, and there is no `incremental`"
