"""A document against a JSON Schema: everything wrong with it, where it stands, in words for who wrote the file."""

import re
from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any

from heartbeat_cli.discreet import shown
from heartbeat_cli.errors import did_you_mean
from heartbeat_cli.files.document import DataPath, Document, Problem

_LONGEST = 80
_TYPE_NAMES = {"object": "a mapping", "array": "a list", "string": "text", "integer": "a whole number", "null": "empty"}


def validate(document: Document, schema: Mapping[str, Any]) -> tuple[Problem, ...]:
    """Everything in `document` that breaks `schema`, in the order of the file."""
    from jsonschema import Draft202012Validator

    broken = Draft202012Validator(schema).iter_errors(document.data)
    errors = _without_echoes([error for one in broken for error in _most_telling(one)])
    problems = [
        document.problem(_where(error), _explain(error), key=error.validator == "additionalProperties")
        for error in errors
    ]
    return tuple(sorted(set(problems), key=lambda p: (p.line, p.column or 0, p.message)))


def _most_telling(error: Any) -> Iterator[Any]:
    """An `anyOf` says only that nothing fitted; the branch that came furthest says why."""
    if error.validator in ("anyOf", "oneOf") and error.context:
        deepest = max(len(e.absolute_path) for e in error.context)
        if deepest > len(error.absolute_path):
            yield from (e for e in error.context if len(e.absolute_path) == deepest)
            return
    yield error


def _without_echoes(errors: list[Any]) -> list[Any]:
    """Without what is missing only because it is misspelled beside it."""
    meant = {
        (tuple(error.absolute_path), did_you_mean(str(key), error.schema.get("properties", {})))
        for error in errors
        if error.validator == "additionalProperties"
        for key in _extra_keys(error)
    }
    return [error for error in errors if (tuple(error.absolute_path), _missing_as_meant(error)) not in meant]


def _missing_as_meant(error: Any) -> object:
    """The suggestion that whoever misspelled the missing key would get."""
    if error.validator != "required":
        return error
    return f"Did you mean '{_missing_key(error)}'?"


def _missing_key(error: Any) -> str:
    """The key that a `required` error is about: its message alone says which."""
    return str(next(key for key in error.validator_value if error.message.startswith(repr(key))))


def _where(error: Any) -> DataPath:
    path = tuple(error.absolute_path)
    if error.validator == "additionalProperties":
        extra = _extra_keys(error)
        return (*path, extra[0]) if extra else path
    return path


def _extra_keys(error: Any) -> list[str]:
    known, patterns = error.schema.get("properties", {}), error.schema.get("patternProperties", {})
    return [key for key in error.instance if key not in known and not any(re.search(p, str(key)) for p in patterns)]


def _explain(error: Any) -> str:
    at = ".".join(str(p) for p in error.absolute_path)
    prefix = f"{at}: " if at else ""
    if error.validator == "additionalProperties":
        extra = _extra_keys(error)
        key = extra[0] if extra else "?"
        guess = did_you_mean(str(key), error.schema.get("properties", {}))
        return f"{prefix}unknown key '{shown(key)}'." + (f" {guess}" if guess else "")
    if error.validator == "required":
        return f"{prefix}'{_missing_key(error)}' is missing"
    if error.validator == "enum":
        known = ", ".join(str(v) for v in error.validator_value)
        guess = did_you_mean(str(error.instance), [str(v) for v in error.validator_value])
        return f"{prefix}'{shown(error.instance)}' is not one of: {known}." + (f" {guess}" if guess else "")
    if error.validator == "type":
        wanted = error.validator_value
        names = [_TYPE_NAMES.get(w, w) for w in ([wanted] if isinstance(wanted, str) else wanted)]
        # What a whole file holds is nothing to show: it may be another file than its name says.
        found = shown(_as_written(error.instance)) if at else _json_name(error.instance)
        return f"{prefix}should be {' or '.join(names)}, not {found}"
    if error.validator == "not" and "description" in error.schema:
        # What must not stand there may be a secret.
        return f"{prefix}{error.schema['description']}"
    if error.validator == "pattern" and "title" in error.schema:
        return f"{prefix}'{shown(error.instance)}' is not {error.schema['title']}"
    if error.validator == "pattern":
        return f"{prefix}'{shown(error.instance)}' does not match {error.validator_value}"
    return f"{prefix}{error.message[:_LONGEST]}"


def _as_written(value: object) -> str:
    return str(value) if isinstance(value, date) else repr(value)


def _json_name(value: object) -> str:
    kind = {dict: "object", list: "array", str: "string", int: "integer", type(None): "null"}.get(type(value), "")
    return _TYPE_NAMES.get(kind, "a value")
