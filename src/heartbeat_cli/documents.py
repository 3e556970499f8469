"""YAML files that know where each of their values stands, and JSON Schemas that judge them.

The line of a mistake is most of what its author needs, so a document keeps its lines beside its data: every path into
the data (`("tables", 0, "name")`) has the 1-based line it was written on.
"""

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from importlib import resources
from pathlib import Path
from typing import Any

import yaml

from heartbeat_cli.errors import InvalidFileError, NotFoundError, Place

_TYPE_NAMES = {"object": "a mapping", "array": "a list", "string": "text", "integer": "a whole number"}

DataPath = tuple[str | int, ...]


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing wrong with a document: the line it stands on and what is wrong, with a code where it has its own."""

    file: Path
    line: int
    message: str
    code: str | None = None

    def __str__(self) -> str:
        return f"{self.file}:{self.line}: {self.message}"

    @classmethod
    def of(cls, error: InvalidFileError, file: Path) -> "Problem":
        """What kept `file` from being read, as one thing wrong with it."""
        line = error.place.line if error.place is not None else None
        return cls(file, line or 1, error.message)


@dataclass(frozen=True, slots=True)
class Document:
    """A parsed YAML file: `data` as plain Python values, `lines` from a path into the data to its line."""

    file: Path
    data: Any
    lines: Mapping[DataPath, int]

    def line_of(self, path: Sequence[str | int]) -> int:
        """The line of `path`, or of the closest enclosing value that has one."""
        for end in range(len(path), -1, -1):
            line = self.lines.get(tuple(path[:end]))
            if line is not None:
                return line
        return 1

    def problem(self, path: Sequence[str | int], message: str, code: str | None = None) -> Problem:
        return Problem(self.file, self.line_of(path), message, code)


class _Loader(yaml.SafeLoader if not hasattr(yaml, "CSafeLoader") else yaml.CSafeLoader):  # type: ignore[misc]
    """SafeLoader that refuses a key written twice instead of keeping the last."""


def _read_text(file: Path) -> str:
    try:
        return file.read_text(encoding="utf-8")
    except FileNotFoundError:
        raise NotFoundError("this file does not exist", where=str(file)) from None
    except IsADirectoryError:
        raise InvalidFileError("this is a folder, not a YAML file", where=str(file)) from None
    except PermissionError:
        raise InvalidFileError("no permission to read this file", where=str(file)) from None
    except UnicodeDecodeError as error:
        line = error.object[: error.start].count(b"\n") + 1
        raise InvalidFileError("not UTF-8 text", where=Place(str(file), line), hint="Save the file as UTF-8.") from None


def load_document(file: Path) -> Document:
    """Read one YAML file.

    Raises NotFoundError where there is no file, InvalidFileError (with file:line) where it is not one YAML document
    or writes a key twice.
    """
    return parse_document(_read_text(file), file)


def parse_document(text: str, file: Path) -> Document:
    """Parse the text of a YAML file; see `load_document`."""
    loader = _Loader(text)
    try:
        root = loader.get_single_node()
        lines: dict[DataPath, int] = {}
        data = _construct(loader, root, (), lines, file) if root is not None else None
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        line = mark.line + 1 if mark else 1
        raise InvalidFileError(
            f"not valid YAML: {error.problem or error.context}",
            where=Place(str(file), line),
            hint="Check the indentation and quotes on this line and the one before it.",
        ) from None
    except yaml.YAMLError as error:
        raise InvalidFileError(f"not valid YAML: {error}", where=Place(str(file), 1)) from None
    finally:
        loader.dispose()
    return Document(file, data, lines)


def _construct(loader: Any, node: yaml.Node, path: DataPath, lines: dict[DataPath, int], file: Path) -> Any:
    lines.setdefault(path, node.start_mark.line + 1)
    if isinstance(node, yaml.MappingNode):
        loader.flatten_mapping(node)
        mapping: dict[Any, Any] = {}
        for key_node, value_node in node.value:
            key = loader.construct_object(key_node, deep=True)
            if not isinstance(key, str | int):
                key = str(key)
            line = key_node.start_mark.line + 1
            if key in mapping:
                raise InvalidFileError(f"'{key}' is written twice in one mapping", where=Place(str(file), line))
            lines[(*path, key)] = line
            mapping[key] = _construct(loader, value_node, (*path, key), lines, file)
        return mapping
    if isinstance(node, yaml.SequenceNode):
        return [_construct(loader, item, (*path, index), lines, file) for index, item in enumerate(node.value)]
    return loader.construct_object(node, deep=True)


def load_schema(package: str, name: str) -> dict[str, Any]:
    """A JSON Schema shipped as `<name>` inside `package`."""
    text = resources.files(package).joinpath(name).read_text(encoding="utf-8")
    schema: dict[str, Any] = json.loads(text)
    return schema


def validate(document: Document, schema: Mapping[str, Any]) -> tuple[Problem, ...]:
    """Everything in `document` that breaks `schema`, in the order of the file."""
    from jsonschema import Draft202012Validator

    validator = Draft202012Validator(schema)
    problems = [
        document.problem(_where(error), _explain(error))
        for error in validator.iter_errors(document.data)
        for error in _most_telling(error)
    ]
    return tuple(sorted(set(problems), key=lambda p: (p.line, p.message)))


def _most_telling(error: Any) -> Iterator[Any]:
    """An `anyOf` says only that nothing fitted; the branch that came furthest says why."""
    if error.validator in ("anyOf", "oneOf") and error.context:
        deepest = max(len(e.absolute_path) for e in error.context)
        if deepest > len(error.absolute_path):
            yield from (e for e in error.context if len(e.absolute_path) == deepest)
            return
    yield error


def _where(error: Any) -> DataPath:
    path = tuple(error.absolute_path)
    if error.validator == "additionalProperties":
        extra = _extra_keys(error)
        return (*path, extra[0]) if extra else path
    return path


def _extra_keys(error: Any) -> list[str]:
    known = set(error.schema.get("properties", {}))
    return [key for key in error.instance if key not in known]


def _explain(error: Any) -> str:
    from heartbeat_cli.errors import did_you_mean

    at = ".".join(str(p) for p in error.absolute_path)
    prefix = f"{at}: " if at else ""
    if error.validator == "additionalProperties":
        extra = _extra_keys(error)
        key = extra[0] if extra else "?"
        guess = did_you_mean(str(key), error.schema.get("properties", {}))
        return f"{prefix}unknown key '{key}'." + (f" {guess}" if guess else "")
    if error.validator == "required":
        missing = [k for k in error.validator_value if k not in error.instance]
        return f"{prefix}'{missing[0]}' is missing"
    if error.validator == "enum":
        known = ", ".join(str(v) for v in error.validator_value)
        guess = did_you_mean(str(error.instance), [str(v) for v in error.validator_value])
        return f"{prefix}'{error.instance}' is not one of: {known}." + (f" {guess}" if guess else "")
    if error.validator == "type":
        wanted = error.validator_value
        names = [_TYPE_NAMES.get(w, w) for w in ([wanted] if isinstance(wanted, str) else wanted)]
        return f"{prefix}should be {' or '.join(names)}, not {error.instance!r}"
    if error.validator == "pattern":
        return f"{prefix}'{error.instance}' does not match {error.validator_value}"
    return f"{prefix}{error.message}"
