"""What a Zoho organisation says about itself: its fields, modules and its own record."""

import re
from collections.abc import Iterable, Mapping
from typing import Any
from zlib import crc32

from heartbeat_cli.demo.services.zoho.records import Record

_JSON_TYPES = {
    "bigint": "string",
    "boolean": "boolean",
    "currency": "double",
    "double": "double",
    "formula": "double",
    "integer": "integer",
    "lookup": "jsonobject",
    "multiselectpicklist": "jsonarray",
    "ownerlookup": "jsonobject",
    "userlookup": "jsonobject",
}
_DATETIME = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d")
_DATE = re.compile(r"\d{4}-\d\d-\d\d\Z")
_USERS = frozenset({"Created_By", "Modified_By"})


def number(*parts: str) -> str:
    """An id of 18 digits that belongs to these words."""
    return str(554_000_000_000_000_000 + crc32(".".join(parts).encode()) * 7)


def describe_fields(module: str, records: Iterable[Record], told: Mapping[str, str]) -> list[dict[str, Any]]:
    """The fields of a module; the type of each as `told`, else by its first value that is one."""
    types: dict[str, str | None] = dict(told)
    for record in records:
        for name, value in record.items():
            if types.get(name) is None and not name.startswith("$"):
                types[name] = _type(name, value)
    return [_field(module, name, kind or "text") for name, kind in types.items()]


def _type(name: str, value: object) -> str | None:
    if name == "id":
        return "bigint"
    if isinstance(value, Mapping):
        return "ownerlookup" if name == "Owner" else "userlookup" if name in _USERS else "lookup"
    if isinstance(value, str) and _DATETIME.match(value):
        return "datetime"
    if isinstance(value, str) and _DATE.match(value):
        return "date"
    by_type = {bool: "boolean", int: "integer", float: "double", list: "multiselectpicklist", str: "text"}
    return by_type.get(type(value))


def _field(module: str, name: str, kind: str) -> dict[str, Any]:
    return {
        "id": number(module, name),
        "api_name": name,
        "field_label": name.replace("_", " "),
        "display_label": name.replace("_", " "),
        "data_type": kind,
        "json_type": _JSON_TYPES.get(kind, "string"),
        "length": 255,
        "custom_field": False,
        "read_only": kind == "formula",
        "field_read_only": kind == "formula",
        "visible": True,
        "system_mandatory": name in ("id", "Last_Name", "Deal_Name", "Stage"),
        "pick_list_values": [],
        "lookup": {},
        "multiselectlookup": {},
        "formula": {"return_type": "double", "expression": ""} if kind == "formula" else {},
        "currency": {"rounding_option": "normal", "precision": 2} if kind == "currency" else {},
        "operation_type": {"web_update": True, "api_create": True, "web_create": True, "api_update": True},
        "view_type": {"view": True, "edit": True, "quick_create": False, "create": True},
    }


def describe_module(name: str, place: int) -> dict[str, Any]:
    """A module as the list of modules has it."""
    return {
        "id": number("module", name),
        "api_name": name,
        "module_name": name,
        "singular_label": name.removesuffix("s"),
        "plural_label": name,
        "api_supported": True,
        "viewable": True,
        "creatable": name != "DealHistory",
        "editable": name != "DealHistory",
        "deletable": name != "DealHistory",
        "visible": True,
        "generated_type": "default",
        "sequence_number": place,
        "profiles": [],
    }


def describe_org(currency: str, time_zone: str, edition: str) -> dict[str, Any]:
    """The organisation."""
    return {
        "id": number("org"),
        "zgid": "20067531000",
        "company_name": "Heartbeat Demo Bank",
        "country_code": "LT",
        "currency": currency,
        "iso_code": currency,
        "time_zone": time_zone,
        "type": "production",
        "license_details": {"paid": edition != "free", "paid_type": edition, "users_license_purchased": 10},
    }


def describe_user() -> dict[str, Any]:
    """The user whose refresh token it is."""
    return {
        "id": number("user", "api"),
        "full_name": "API user",
        "last_name": "API user",
        "email": "api@example.test",
        "status": "active",
        "confirm": True,
    }
