"""The fields of a module, and the columns they are."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

from heartbeat_cli.sources.stream import Field

MODIFIED: Final = "Modified_Time"
ID: Final = "id"
_TYPES: Final = {
    "boolean": "boolean",
    "integer": "bigint",
    "bigint": "bigint",
    "date": "date",
    "datetime": "timestamp with time zone",
    "multiselectpicklist": "jsonb",
    "multiselectlookup": "jsonb",
    "multi_module_lookup": "jsonb",
    "multiuserlookup": "jsonb",
    "subform": "jsonb",
    "fileupload": "jsonb",
    "imageupload": "jsonb",
}
_LOOKUPS: Final = ("lookup", "ownerlookup", "userlookup")
_WORKED_OUT: Final = {"formula": "formula", "rollup_summary": "rollup_summary"}
_NUMBERS: Final = ("double", "decimal", "currency", "percent", "number")
_RETURNED: Final = {"string": "text", "text": "text", "long": "bigint"}
_MOST_DECIMALS: Final = 18
_USUAL_DECIMALS_OF_MONEY: Final = 2


@dataclass(frozen=True, slots=True)
class CrmField:
    """One field as the settings have it; `worked_out` where its values change without their record's Modified_Time."""

    name: str
    columns: tuple[Field, ...]
    worked_out: bool = False


def read_fields(described: Sequence[Any]) -> tuple[CrmField, ...]:
    """The fields out of the answer of settings/fields, the id first."""
    named = [one for one in described if isinstance(one, dict) and isinstance(one.get("api_name"), str)]
    fields = [_field(one) for one in named if one["api_name"] != ID]
    return (CrmField(ID, (Field(ID, "text"),)), *fields)


def _field(described: Mapping[str, Any]) -> CrmField:
    name, kind = described["api_name"], str(described.get("data_type"))
    return CrmField(name, tuple(_columns(name, kind, described)), kind in _WORKED_OUT)


def _columns(name: str, kind: str, described: Mapping[str, Any]) -> Iterator[Field]:
    label = described.get("field_label")
    comment = label if isinstance(label, str) and label and label.replace(" ", "_") != name else None
    if kind in _LOOKUPS:
        yield Field(f"{name}__id", "text", comment)
        yield Field(f"{name}__name", "text", comment)
    else:
        yield Field(name, _type(kind, described), comment)


def _type(kind: str, described: Mapping[str, Any]) -> str:
    if kind in _WORKED_OUT:
        told = described.get(_WORKED_OUT[kind])
        returned = str(told.get("return_type") if isinstance(told, dict) else None).lower()
        return _RETURNED.get(returned) or _type(returned, described)
    if kind in _NUMBERS:
        return _number(kind, described)
    return _TYPES.get(kind, "text")


def _number(kind: str, described: Mapping[str, Any]) -> str:
    decimals = _decimals(kind, described)
    return "double precision" if decimals is None else f"numeric(38,{decimals})"


def _decimals(kind: str, described: Mapping[str, Any]) -> int | None:
    """How many decimals its values have; None where nobody says."""
    currency = described.get("currency")
    said = described.get("decimal_place")
    if said is None and isinstance(currency, dict):
        said = currency.get("precision")
    if isinstance(said, int) and 0 <= said <= _MOST_DECIMALS:
        return said
    return _USUAL_DECIMALS_OF_MONEY if kind == "currency" else None
