"""What a field of the model says about itself, and values of the model made from whatever has the same fields.

In a diff a field is compared under its own name (`on_delete` as `on delete`), its value spelled as text. Its metadata
says where that is otherwise:

- `SQL`, `sql(form)`: the text is SQL, and two spellings of the same are no difference;
- `NOT_COMPARED`, `compared_as(label=…)`: it is not compared, or as something made of the whole object;
- `UNKNOWN_IF_NONE`: None means that the reader could not know;
- `parts(kind)`: what the objects it holds are called, where not as their class says.

A field that holds objects of classes with a `kind` holds parts: they are compared by themselves. A class's `diff_first`
are the fields whose differences come before those of the others; a comment's comes last.
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import Field, fields
from functools import cache
from operator import attrgetter
from typing import Any, Final, NamedTuple, TypeVar, get_args, get_origin

Value = str | tuple[str, ...] | None
"""Text; several texts where each is compared on its own (the keys of an index)."""
UNKNOWN: Final = "\x00unknown"
"""The value of an attribute a reader could not know; equal to every other."""

EXPRESSION: Final = "SELECT {}"
QUERY: Final = "{}"
PARTITION_KEY: Final = "CREATE TABLE t (c int) PARTITION BY {}"
PARTITION_BOUND: Final = "CREATE TABLE t PARTITION OF p {}"
ARGUMENTS: Final = "CREATE FUNCTION f({}) RETURNS integer LANGUAGE sql AS ''"
BODY: Final = "CREATE FUNCTION f() RETURNS integer LANGUAGE sql {}"

_Metadata = dict[str, Any]
_Made = TypeVar("_Made")


def sql(form: str) -> _Metadata:
    """The field holds SQL; `form` is what to put it into to make a statement of it."""
    return {"sql": form}


SQL: Final = sql(EXPRESSION)


def compared_as(**labels: Callable[[Any], Value]) -> _Metadata:
    """The field is compared as these attributes, each made of the object that has the field."""
    return {"compared": labels}


NOT_COMPARED: Final = compared_as()
UNKNOWN_IF_NONE: Final[_Metadata] = {"unknown": True}


def parts(kind: str) -> _Metadata:
    """The objects the field holds are of this `kind`."""
    return {"kind": kind}


def listed(texts: Iterable[object]) -> str | None:
    """Texts in one, None where there are none."""
    return ", ".join(map(str, texts)) or None


class Attribute(NamedTuple):
    """One thing that is compared of an object: what it is called, how its value is got, the SQL it holds."""

    label: str
    value: Callable[[Any], Value]
    sql: str | None


class Part(NamedTuple):
    """A field that holds parts; `kind` is None where their own class says it."""

    name: str
    kind: str | None


@cache
def attributes_of(model: type) -> tuple[Attribute, ...]:
    """What is compared of a class's objects, in the order of a diff; names are not, nor are parts."""
    found = []
    for field in _in_order(model):
        made = field.metadata.get("compared")
        if made is not None:
            found += [
                Attribute(_label(name), value, field.metadata.get("sql") if name == field.name else None)
                for name, value in made.items()
            ]
        elif field.name != "name" and not _holds_parts(field.type):
            value = _spelled(field.name, unknown=field.metadata.get("unknown", False))
            found.append(Attribute(_label(field.name), value, field.metadata.get("sql")))
    return tuple(found)


@cache
def forms_of(model: type) -> Mapping[str, str]:
    """The attributes of a class's objects that are SQL, each with the form it is put into to be parsed."""
    return {attribute.label: attribute.sql for attribute in attributes_of(model) if attribute.sql is not None}


@cache
def parts_of(model: type) -> tuple[Part, ...]:
    """The fields of a class that hold parts."""
    return tuple(Part(f.name, f.metadata.get("kind")) for f in _in_order(model) if _holds_parts(f.type))


def _in_order(model: Any) -> "list[Field[Any]]":
    first: tuple[str, ...] = getattr(model, "diff_first", ())

    def place(field: "Field[Any]") -> int:
        return first.index(field.name) if field.name in first else len(first) + (field.name == "comment")

    return sorted(fields(model), key=place)


def _label(name: str) -> str:
    return name.replace("_", " ")


def _holds_parts(type_: Any) -> bool:
    held = next(iter(get_args(type_)), None)
    return hasattr(held, "kind")


def _spelled(name: str, *, unknown: bool) -> Callable[[Any], Value]:
    def value(thing: Any) -> Value:
        found = _spell(getattr(thing, name))
        return UNKNOWN if unknown and found is None else found

    return value


def _spell(value: object) -> str | None:
    if isinstance(value, bool):
        return "yes" if value else "no"
    if value is None or isinstance(value, str):
        return value
    return listed(value) if type(value) is tuple else str(value)


def fill(model: Callable[..., _Made], source: Any, **given: object) -> _Made:
    """An object of a class of the model: every field from the attribute of `source` called so, a list as a tuple.

    `given` are the fields that `source` has otherwise or not at all; what neither has keeps its default.
    """
    names, values_of, lists = _shared(model, source.__class__)
    values = dict(zip(names, values_of(source), strict=True))
    for name in lists:
        value = values[name]
        if isinstance(value, list):
            values[name] = tuple(value)
    values.update(given)
    return model(**values)


@cache
def _shared(model: type, source: type) -> tuple[tuple[str, ...], Callable[[Any], tuple[Any, ...]], tuple[str, ...]]:
    """The fields both have, how to get them all at once, and which of them hold several things."""
    found = [f for f in fields(model) if hasattr(source, f.name)]
    names = tuple(f.name for f in found)
    several = tuple(f.name for f in found if get_origin(f.type) is tuple)
    return names, attrgetter(*names), several
