"""The words of a REST source's file, as JSON Schemas: those of dlt's `rest_api` source, and a few they lack.

Where a `type` decides which keys may stand beside it, each type's own are listed in one `then`: a mistake breaks one
schema, and is told once. Credentials have no word: a key that would hold one is refused by a `not`, whose description
says where the value belongs.
"""

from collections.abc import Mapping, Sequence
from typing import Any, Final

from heartbeat_cli.sources.credentials import ENV_OPTION
from heartbeat_cli.sources.rest.paths import PATH

_SECRET: Final = (
    "credentials do not belong in a file: they are read from the environment, by the source's name in capitals or its"
    " `env` and {}"
)
_HEADER: Final = (
    r"^(?:[Aa]uthorization|[Pp]roxy-[Aa]uthorization|[Cc]ookie"
    r"|.*(?:[Tt]oken|TOKEN|[Ss]ecret|SECRET|[Pp]assword|[Aa][Pp][Ii]-?_?[Kk][Ee][Yy]).*|AUTHORIZATION|COOKIE)$"
)
_PARAM: Final = (
    r"^(?:[Aa][Pp][Ii]_?-?[Kk][Ee][Yy]|(?:[Aa]ccess|[Aa]uth|[Ss]ession)[_-]?[Tt]oken|[Tt]oken|(?:[Cc]lient[_-]?)?[Ss]ecret"
    r"|[Pp]assword|[Pp]asswd)$"
)
_PERIOD: Final = "^[0-9]{1,6} (second|minute|hour|day)s?$"
_NAME: Final = "^[a-z][a-z0-9_]*$"
_ONCE: Final = {"type": "string", "minLength": 1}
_TRUTH: Final = {"type": "boolean"}
_COUNT: Final = {"type": "integer", "minimum": 0}
_AT_LEAST_ONE: Final = {"type": "integer", "minimum": 1}
_AT: Final = {"type": "string", "pattern": PATH, "title": "a path like data.items"}
_URL: Final = {"type": "string", "pattern": r"^https?://[^\s]+$", "title": "a URL that begins with https:// or http://"}
_A_NAME: Final = {"pattern": _NAME, "title": "a name of small letters, digits and _"}

Schema = dict[str, Any]


def _said(schema: Mapping[str, Any], description: str) -> Schema:
    return {**schema, "description": description}


def _no(where: str, **more: Any) -> Schema:
    return {"not": more, "description": _SECRET.format(where)}


def _by_type(about: str, keys: Mapping[str, Schema], types: Mapping[str, tuple[str, ...]], needs: Schema) -> Schema:
    """A mapping whose `type` decides which of `keys` may stand in it; or the type's name alone, where it needs none."""
    refused = f"^({'|'.join(key for key, schema in keys.items() if 'not' in schema)})$"
    return {
        "type": ["object", "string"],
        "description": about,
        "required": ["type"],
        "properties": {"type": {"enum": list(types)}, **keys},
        "allOf": [
            {"if": {"type": "string"}, "then": {"enum": [name for name in types if name not in needs]}},
            *(_then(name, own, refused, needs.get(name, [])) for name, own in types.items()),
        ],
    }


def _then(name: str, keys: Sequence[str], refused: str, needed: Sequence[str]) -> Schema:
    properties = {"type": True, **dict.fromkeys(keys, True)}
    return {
        "if": {"type": "object", "required": ["type"], "properties": {"type": {"const": name}}},
        "then": {
            "properties": properties,
            "patternProperties": {refused: True},
            "required": list(needed),
            "additionalProperties": False,
        },
    }


_AUTH: Final = _by_type(
    "How the API is entered. What is secret comes from the environment, under `env` and the names given here; _CERT,"
    " _KEY (a client certificate) and _CA (whom to believe) name files, and go with every type.",
    {
        "name": _said(_ONCE, "api_key: the header, parameter or cookie the key goes in; `Authorization` unless said."),
        "location": {
            "enum": ["header", "query", "param", "cookie"],
            "description": "api_key: where the key goes; a header unless said.",
        },
        "access_token_url": {
            **_URL,
            "description": "oauth2_client_credentials: where _CLIENT_ID and _CLIENT_SECRET are changed for a token.",
        },
        "access_token_request_data": {
            "type": "object",
            "description": "oauth2_client_credentials: what the request for a token says beside: `scope`, `audience`.",
            "patternProperties": {_PARAM: _no("_CLIENT_SECRET")},
            "additionalProperties": {"type": ["string", "number", "boolean"]},
        },
        "default_token_expiration": _said(
            _AT_LEAST_ONE, "oauth2_client_credentials: seconds a token lives where its answer does not say; 3600."
        ),
        "api_key_header": _said(_ONCE, "signed_jwt: the header the API key goes in; `X-API-Key` unless said."),
        "token": _no("_TOKEN"),
        "access_token": _no("_TOKEN"),
        "api_key": _no("_API_KEY"),
        "username": _no("_USER"),
        "password": _no("_PASSWORD"),
        "client_id": _no("_CLIENT_ID"),
        "client_secret": _no("_CLIENT_SECRET"),
        "private_key": _no("_PRIVATE_KEY"),
    },
    {
        "bearer": (),
        "api_key": ("name", "location"),
        "http_basic": (),
        "oauth2_client_credentials": ("access_token_url", "access_token_request_data", "default_token_expiration"),
        "mtls": (),
        "signed_jwt": ("api_key_header",),
    },
    {"oauth2_client_credentials": ["access_token_url"]},
)

_EVERY_PAGINATOR: Final = ("has_more_path", "end_of_stream_path", "total_records_path", "count_path")
_NUMBERED: Final = ("total_path", "stop_after_empty_page", *_EVERY_PAGINATOR)

_PAGINATOR: Final = _by_type(
    "How pages follow each other. `single_page` where everything comes at once.",
    {
        "base_page": _said(_COUNT, "page_number: the number of the first page; 0 unless said."),
        "page": _said(_COUNT, "page_number: the page to begin with, where that is not base_page."),
        "page_param": _said(_ONCE, "page_number: the parameter with the page's number; `page` unless said."),
        "page_body_path": _said(_ONCE, "page_number: where the number goes in a JSON body instead."),
        "maximum_page": _said(_AT_LEAST_ONE, "page_number: needing this page or one behind it is a failure."),
        "limit": _said(_AT_LEAST_ONE, "offset: how many records to ask for at once."),
        "limit_param": _said(_ONCE, "offset: the parameter with the limit; `limit` unless said."),
        "limit_body_path": _said(_ONCE, "offset: where the limit goes in a JSON body instead."),
        "offset": _said(_COUNT, "offset: the first offset; 0 unless said."),
        "offset_param": _said(_ONCE, "offset: the parameter with the offset; `offset` unless said."),
        "offset_body_path": _said(_ONCE, "offset: where the offset goes in a JSON body instead."),
        "maximum_offset": _said(_AT_LEAST_ONE, "offset: needing this offset or one behind it is a failure."),
        "total_path": _said(_AT, "Where the answer says how much there is: pages (page_number), records (offset)."),
        "total_records_path": _said(_AT, "Where the answer says how many records there are in all."),
        "count_path": _said(_AT, "Where the answer says how many records it has itself."),
        "stop_after_empty_page": _said(_TRUTH, "Whether an empty page is the last; page_number and offset: yes."),
        "has_more_path": _said(_AT, "Where the answer says whether more is to come."),
        "end_of_stream_path": _said(_AT, "Where the answer says that it is the last."),
        "cursor_path": _said(_AT, "cursor: where the answer has the next cursor; `cursors.next` unless said."),
        "cursor_param": _said(_ONCE, "cursor, header_cursor: the parameter with the cursor; `cursor` unless said."),
        "cursor_body_path": _said(_ONCE, "cursor: where the cursor goes in a JSON body instead."),
        "cursor_key": _said(_ONCE, "header_cursor: the header with the next cursor; `next` unless said."),
        "next_url_path": _said(_AT, "json_link: where the answer has the next URL; `next` unless said."),
        "links_next_key": _said(_ONCE, "header_link: the relation of the next link; `next` unless said."),
        "header": _said(_ONCE, "header_link: the header; `Link` unless said. Of another one the value is the URL."),
    },
    {
        "single_page": _EVERY_PAGINATOR,
        "page_number": ("base_page", "page", "page_param", "page_body_path", "maximum_page", *_NUMBERED),
        "offset": (
            *("limit", "limit_param", "limit_body_path", "offset", "offset_param", "offset_body_path"),
            *("maximum_offset", *_NUMBERED),
        ),
        "cursor": ("cursor_path", "cursor_param", "cursor_body_path", "stop_after_empty_page", *_EVERY_PAGINATOR),
        "header_cursor": ("cursor_key", "cursor_param", *_EVERY_PAGINATOR),
        "header_link": ("links_next_key", "header", *_EVERY_PAGINATOR),
        "json_link": ("next_url_path", *_EVERY_PAGINATOR),
    },
    {"offset": ["limit"]},
)

_HEADERS: Final = {
    "type": "object",
    "description": "Headers of every request; none that lets anybody in.",
    "patternProperties": {_HEADER: _no("_TOKEN, _API_KEY or _PASSWORD, as `auth` says")},
    "additionalProperties": {"type": "string", "not": {"pattern": "^(?:[Bb]earer|[Bb]asic|[Tt]oken) "}}
    | {"description": _SECRET.format("_TOKEN")},
}

_PARAMS: Final = {
    "type": "object",
    "description": "The query. `{incremental.start_value}` in a value stands for where a refresh begins; without one,"
    " the parameter is left out.",
    "patternProperties": {_PARAM: _no("_API_KEY or _TOKEN, with `auth: {type: api_key, location: query}`")},
    "additionalProperties": {"type": ["string", "number", "boolean", "array"]},
}

_INCREMENTAL: Final = {
    "type": "object",
    "description": "How a refresh asks for what is new; without it everything is read each time.",
    "required": ["cursor_path"],
    "additionalProperties": False,
    "properties": {
        "cursor_path": _said(_AT, "The value of a record that tells what is new: its time of change, best."),
        "start_param": _said(_ONCE, "The parameter that asks for records from a value of the cursor on."),
        "initial_value": {"description": "The value the first pull begins at."},
        "convert": {
            "enum": ["iso8601", "date", "unix_seconds", "unix_milliseconds"],
            "description": "How a time is written in the parameter; iso8601, as the records have it, unless said.",
        },
        "lag": _said(_COUNT, "Seconds before the greatest cursor a refresh asks from; 900 unless said."),
    },
}

_ENDPOINT: Final = {
    "type": ["string", "object"],
    "description": "What is asked: a path, or this.",
    "additionalProperties": False,
    "properties": {
        "path": _said(_ONCE, "Behind base_url; the resource's name unless said."),
        "method": {"enum": ["GET", "POST"], "description": "GET unless said. A POST must change nothing."},
        "params": _PARAMS,
        "json": {"type": "object", "description": "The JSON body of a POST."},
        "headers": _HEADERS,
        "data_selector": _said(_AT, "Where the records are in an answer. Not needed where it is a list, or has one."),
        "paginator": _PAGINATOR,
        "incremental": _INCREMENTAL,
    },
}

_COLUMN: Final = {
    "type": "object",
    "additionalProperties": False,
    "required": ["data_type"],
    "properties": {
        "data_type": {"enum": ["text", "bigint", "double", "decimal", "bool", "date", "timestamp", "json"]},
        "precision": {"type": "integer", "minimum": 1, "maximum": 38, "description": "decimal: 38 unless said."},
        "scale": {"type": "integer", "minimum": 0, "maximum": 37, "description": "decimal: 9 unless said."},
        "timezone": _said(_TRUTH, "timestamp: false where it has no zone."),
        "description": {"type": "string"},
    },
}

_ABOUT_RECORDS: Final = {
    "endpoint": _ENDPOINT,
    "primary_key": {
        "type": ["string", "array"],
        "pattern": PATH,
        "title": _AT["title"],
        "minItems": 1,
        "items": _AT,
        "description": "What tells records apart. Without it they are read whole each time.",
    },
    "columns": {
        "type": "object",
        "description": "Types of columns, where the records' values do not tell. A value inside an object is a__b.",
        "additionalProperties": _COLUMN,
    },
    "full_every": {
        "type": "string",
        "pattern": _PERIOD,
        "title": "a time like 7 days",
        "description": "After how long everything is read again, for what the cursor does not show: `7 days`.",
    },
    "description": {"type": "string"},
}

OPTIONS: Final[Mapping[str, Any]] = {
    "env": ENV_OPTION,
    "client": {
        "type": "object",
        "description": "The API: where it is and how it is entered.",
        "additionalProperties": False,
        "properties": {
            "base_url": {
                **_URL,
                "description": "Where it is. The variable `env`_URL stands in for it.",
                "allOf": [_no("_USER and _PASSWORD, with `auth: http_basic`", pattern="^[a-z]+://[^/]*@")],
            },
            "headers": _HEADERS,
            "auth": _AUTH,
            "paginator": _PAGINATOR,
        },
    },
    "resource_defaults": {
        "type": "object",
        "description": "What all resources have, where they do not say otherwise.",
        "additionalProperties": False,
        "properties": _ABOUT_RECORDS,
    },
    "resources": {
        "type": "array",
        "minItems": 1,
        "description": "The collections of the API, each a table.",
        "items": {
            "type": ["string", "object"],
            **_A_NAME,
            "required": ["name"],
            "additionalProperties": False,
            "properties": {"name": {"type": "string", **_A_NAME, "description": "The table."}, **_ABOUT_RECORDS},
        },
    },
}
"""JSON Schemas of the keys of a REST source's file."""
