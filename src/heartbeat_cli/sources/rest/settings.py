"""A REST source's file as values: the client, and the resources with what they take from the defaults."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any, Final

from heartbeat_cli.sources.rest.paginators import PAGINATORS, Paginator
from heartbeat_cli.sources.rest.paths import column_of
from heartbeat_cli.sources.stream import Field, Stream

_SECONDS: Final = {"second": 1, "minute": 60, "hour": 3600, "day": 86_400}
_USUAL_LAG: Final = 900
START: Final = "{incremental.start_value}"
"""What stands in a parameter for where a refresh begins, in dlt's words."""


@dataclass(frozen=True, slots=True)
class Incremental:
    """How a refresh asks for what is new: see the words of the same names."""

    cursor_path: str
    start_param: str | None = None
    initial_value: str | None = None
    convert: str = "iso8601"
    lag: int = _USUAL_LAG


@dataclass(frozen=True, slots=True)
class Resource:
    """One collection of an API: how it is asked, and what its records are."""

    name: str
    path: str
    paginator: Paginator
    method: str = "GET"
    params: Mapping[str, Any] = field(default_factory=dict)
    json: Mapping[str, Any] | None = None
    headers: Mapping[str, str] = field(default_factory=dict)
    data_selector: str | None = None
    incremental: Incremental | None = None
    primary_key: tuple[str, ...] = ()
    fields: tuple[Field, ...] = ()
    full_every_seconds: int | None = None
    description: str | None = None

    @property
    def stream(self) -> Stream:
        """The table it is to be. One that cannot be asked for what is new has no cursor."""
        new = self.incremental if self.asks_for_what_is_new else None
        return Stream(
            self.name,
            key=tuple(map(column_of, self.primary_key)),
            cursor=column_of(new.cursor_path) if new else None,
            fields=self.fields,
            lag_seconds=new.lag if new else _USUAL_LAG,
            full_every_seconds=self.full_every_seconds,
            comment=self.description,
        )

    @property
    def asks_for_what_is_new(self) -> bool:
        """Whether something in a request says where to begin."""
        return self.incremental is not None and (
            self.incremental.start_param is not None or any(START in str(value) for value in self.params.values())
        )


def read_resources(options: Mapping[str, Any]) -> tuple[Resource, ...]:
    """The resources of a source's file that was found right."""
    client, defaults = options.get("client") or {}, options.get("resource_defaults") or {}
    return tuple(_resource(merged(spec, defaults, client)) for spec in options["resources"])


def merged(spec: Any, defaults: Mapping[str, Any], client: Mapping[str, Any]) -> dict[str, Any]:
    """A resource with all it takes from elsewhere: nearest first, and parameters and headers one by one."""
    own: Mapping[str, Any] = {"name": spec} if isinstance(spec, str) else spec
    together: dict[str, Any] = {"path": own["name"]}
    if "paginator" in client:
        together["paginator"] = client["paginator"]
    for endpoint in (_as_mapping(layer.get("endpoint")) for layer in (defaults, own)):
        mixed = {key: {**together.get(key, {}), **endpoint[key]} for key in ("params", "headers") if key in endpoint}
        together |= {**endpoint, **mixed}
    columns = {**defaults.get("columns", {}), **own.get("columns", {})}
    return {**defaults, **own, "endpoint": together, "columns": columns}


def _as_mapping(endpoint: Any) -> Mapping[str, Any]:
    return {"path": endpoint} if isinstance(endpoint, str) else endpoint or {}


def _resource(spec: Mapping[str, Any]) -> Resource:
    endpoint, key = spec["endpoint"], spec.get("primary_key", ())
    return Resource(
        name=spec["name"],
        path=endpoint["path"],
        paginator=_paginator(endpoint["paginator"]),
        method=endpoint.get("method", "GET"),
        params=endpoint.get("params", {}),
        json=endpoint.get("json"),
        headers=endpoint.get("headers", {}),
        data_selector=endpoint.get("data_selector"),
        incremental=_incremental(endpoint["incremental"]) if "incremental" in endpoint else None,
        primary_key=(key,) if isinstance(key, str) else tuple(key),
        fields=tuple(_fields(spec["columns"])),
        full_every_seconds=in_seconds(spec["full_every"]) if "full_every" in spec else None,
        description=spec.get("description"),
    )


def _paginator(spec: Any) -> Paginator:
    words = {"type": spec} if isinstance(spec, str) else dict(spec)
    return PAGINATORS[words.pop("type")](**words)


def _incremental(spec: Mapping[str, Any]) -> Incremental:
    begin = spec.get("initial_value")
    return Incremental(
        spec["cursor_path"],
        start_param=spec.get("start_param"),
        # YAML makes dates of what looks like one.
        initial_value=begin if begin is None or isinstance(begin, str) else _text(begin),
        convert=spec.get("convert", "iso8601"),
        lag=spec.get("lag", _USUAL_LAG),
    )


def _text(value: Any) -> str:
    return str(value.isoformat()) if hasattr(value, "isoformat") else str(value)


def _fields(columns: Mapping[str, Any]) -> Iterator[Field]:
    for name, spec in columns.items():
        yield Field(name, _type(spec), spec.get("description"))


def _type(spec: Mapping[str, Any]) -> str:
    match spec["data_type"]:
        case "decimal":
            return f"numeric({spec.get('precision', 38)},{spec.get('scale', 9)})"
        case "timestamp":
            return f"timestamp {'with' if spec.get('timezone', True) else 'without'} time zone"
        case word:
            return {"double": "double precision", "bool": "boolean", "json": "jsonb"}.get(word, str(word))


def in_seconds(period: str) -> int:
    """`7 days` in seconds."""
    number, unit = period.split()
    return int(number) * _SECONDS[unit.removesuffix("s")]
