"""What programs are given: values as JSON has them, and the JSON Schema of a value, both from its type hints.

A document is a frozen dataclass; its fields are the keys, a trailing `_` aside. A class whose fields are not what it
shows says so itself: `json_keys: ClassVar = "name key=attribute key=attribute.attribute"`; the first paragraph of its
docstring is then the schema's. A value with a text form of its own (a qualified name, a path, a decimal number of which
no digit may be lost) is that text. A field that is ABSENT is left out; every other key is always there.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, fields, is_dataclass
from datetime import date, datetime
from decimal import Decimal
from enum import Enum
from operator import attrgetter
from pathlib import Path
from types import NoneType, UnionType
from typing import Any, ClassVar, Final, Literal, TypeVar, Union, cast, get_args, get_origin, get_type_hints

from heartbeat_cli.errors import HbError

Document = TypeVar("Document")
DIALECT = "https://json-schema.org/draft/2020-12/schema"


class Absent(Enum):
    """The one value of a key that is not there."""

    ABSENT = "absent"


ABSENT: Final = Absent.ABSENT


@dataclass(frozen=True, slots=True)
class ErrorDocument:
    """What went wrong: a stable word, the message, what to do next, and whether to try again helps by itself."""

    code: str
    message: str
    hint: str | None
    retryable: bool


@dataclass(frozen=True, slots=True)
class FailureDocument:
    """The whole answer of a command that failed."""

    error: ErrorDocument


def error_document(error: HbError) -> ErrorDocument:
    """An error for programs."""
    return ErrorDocument(error.code, str(error), error.hint, error.retryable)


def error_or_none(error: HbError | None) -> ErrorDocument | None:
    """The same, null for none."""
    return None if error is None else error_document(error)


def document_of(type_: type[Document], value: object, /, **own: Any) -> Document:
    """A document that has the value's fields of the same names, and its `own`."""
    taken = {f.name: getattr(value, f.name) for f in fields(cast(Any, type_)) if f.name not in own}
    return type_(**taken, **own)


def plain(value: Any) -> Any:
    """A value as JSON has it."""
    match value:
        case Enum():
            return value.value
        case None | bool() | int() | float() | str():
            return value
        case datetime() | date():
            return value.isoformat()
        case Mapping():
            return {str(key): plain(inner) for key, inner in value.items() if inner is not ABSENT}
        case _ if told := _declared_keys(type(value)):
            return {key: plain(attrgetter(attribute)(value)) for key, attribute in told.items()}
        case tuple() if hasattr(value, "_fields"):
            return str(value) if _is_text(type(value)) else plain(cast(Any, value)._asdict())
        case tuple() | list():
            return [plain(inner) for inner in value]
        case set() | frozenset():
            return sorted(plain(inner) for inner in value)
        case _ if is_dataclass(value):
            return plain({key_of(f.name): getattr(value, f.name) for f in fields(value)})
        case _:
            return str(value)


def key_of(name: str) -> str:
    """The key of a field: without the `_` behind a word of Python's."""
    return name.rstrip("_")


def _declared_keys(type_: type) -> dict[str, str]:
    """The keys a class declares, each with the attribute it shows; empty where they are its fields."""
    pairs = (word.partition("=") for word in vars(type_).get("json_keys", "").split())
    return {key: attribute or key for key, _, attribute in pairs}


def _is_text(type_: type) -> bool:
    """Whether a named tuple says itself how it is written."""
    return "__str__" in vars(type_)


# Schemas

Known = dict[type, dict[str, Any]]


def schema_of(declared: Any, title: str) -> dict[str, Any]:
    """The JSON Schema of what `plain` makes of values of a type."""
    known: Known = {}
    body = _schema(declared, known)
    named = {kind.__name__: schema for kind, schema in known.items()}
    if len(named) < len(known):
        raise TypeError(f"two kinds of value share a name in {title}")
    return {"$schema": DIALECT, "title": title, **body, "$defs": dict(sorted(named.items()))}


_SIMPLE: Mapping[Any, dict[str, Any]] = {
    None: {"type": "null"},
    NoneType: {"type": "null"},
    bool: {"type": "boolean"},
    int: {"type": "integer"},
    float: {"type": "number"},
    str: {"type": "string"},
    Path: {"type": "string"},
    Decimal: {"type": "string", "description": "A number of which no digit is lost."},
    datetime: {"type": "string", "format": "date-time"},
    date: {"type": "string", "format": "date"},
    Any: {},
}


def _schema(declared: Any, known: Known) -> dict[str, Any]:
    if declared in _SIMPLE:
        return _SIMPLE[declared]
    origin, arguments = get_origin(declared), get_args(declared)
    if origin in (Union, UnionType):
        return _any_of([a for a in arguments if a is not Absent], known)
    if origin is Literal:
        return {"enum": list(arguments)}
    if isinstance(origin, type) and issubclass(origin, Mapping):
        return {"type": "object", "additionalProperties": _schema(arguments[1], known)}
    if isinstance(origin, type) and issubclass(origin, Sequence | set | frozenset):
        return _array(arguments, known)
    if isinstance(declared, type) and issubclass(declared, Enum):
        return {"enum": [member.value for member in declared]}
    if isinstance(declared, type) and issubclass(declared, tuple) and _is_text(declared):
        return {"type": "string"}
    if isinstance(declared, type) and (is_dataclass(declared) or issubclass(declared, tuple)):
        return _reference(declared, known)
    raise TypeError(f"no JSON is known for {declared}")


def _any_of(options: Sequence[Any], known: Known) -> dict[str, Any]:
    found = [_schema(option, known) for option in options]
    return found[0] if len(found) == 1 else {"anyOf": found}


def _array(arguments: tuple[Any, ...], known: Known) -> dict[str, Any]:
    if len(arguments) == 2 and arguments[1] is not Ellipsis:
        return {"type": "array", "prefixItems": [_schema(a, known) for a in arguments], "items": False}
    return {"type": "array", "items": _schema(arguments[0], known)}


def _reference(declared: type, known: Known) -> dict[str, Any]:
    if declared not in known:
        known[declared] = {}
        known[declared] = _object(declared, known)
    return {"$ref": f"#/$defs/{declared.__name__}"}


def _object(declared: type, known: Known) -> dict[str, Any]:
    hints = _hints(declared)
    about = declared.__doc__ or ""
    about = " ".join((about.partition("\n\n")[0] if _declared_keys(declared) else about).split())
    return {
        "type": "object",
        **({"description": about} if about and not about.startswith(f"{declared.__name__}(") else {}),
        "properties": {name: _schema(hint, known) for name, hint in hints.items()},
        "required": [name for name, hint in hints.items() if Absent not in get_args(hint)],
        "additionalProperties": False,
    }


def _hints(declared: type) -> dict[str, Any]:
    """The type of each key's value."""
    if told := _declared_keys(declared):
        return {key: _hint(declared, attribute) for key, attribute in told.items()}
    every = get_type_hints(declared)
    return {key_of(name): hint for name, hint in every.items() if ClassVar not in (hint, get_origin(hint))}


def _hint(declared: Any, attribute: str) -> Any:
    for name in attribute.split("."):
        found = getattr(declared, name, None)
        declared = (
            get_type_hints(found.fget)["return"] if isinstance(found, property) else get_type_hints(declared)[name]
        )
    return declared
