"""YAML files that know where each of their values stands, and JSON Schemas that judge them.

The line of a mistake is most of what its author needs, so a document keeps its lines beside its data: every path into
the data (`("tables", 0, "name")`) has the 1-based line it was written on.
"""

import json
import os
import stat
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from importlib import resources
from pathlib import Path
from typing import Any

import yaml

from heartbeat_cli.errors import InvalidFileError, NotFoundError, Place

_MOST_BYTES = 1 << 20
_MOST_VALUES = 100_000
_DEEPEST = 100
_MOST_BITS = 1024
_SHOWN = 80
_TAG_NAMES = {"timestamp": "date", "int": "whole number", "float": "number", "bool": "truth value"}
_TYPE_NAMES = {"object": "a mapping", "array": "a list", "string": "text", "integer": "a whole number", "null": "empty"}

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
    """A parsed YAML file: `data` as plain Python values, `lines` from a path into the data to its line, its `text`."""

    file: Path
    data: Any
    lines: Mapping[DataPath, int]
    text: str

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
        content = _read_regular(file)
    except FileNotFoundError:
        if file.is_symlink():
            raise InvalidFileError("this is a link to nothing", where=Place(str(file), 1)) from None
        raise NotFoundError("this file does not exist", where=str(file)) from None
    except IsADirectoryError:
        raise InvalidFileError("this is a folder, not a YAML file", where=str(file)) from None
    except PermissionError:
        raise InvalidFileError("no permission to read this file", where=str(file)) from None
    except OSError as error:
        raise InvalidFileError(f"this file cannot be read: {error.strerror}", where=Place(str(file), 1)) from None
    try:
        return content.decode("utf-8")
    except UnicodeDecodeError as error:
        line = error.object[: error.start].count(b"\n") + 1
        raise InvalidFileError("not UTF-8 text", where=Place(str(file), line), hint="Save the file as UTF-8.") from None


def _read_regular(file: Path) -> bytes:
    """The content of a file that ends; raises OSError or InvalidFileError.

    A link may lead to another YAML file only: what stands in `.env` is nobody's to see in a message.
    """
    target = Path(os.path.realpath(file))
    if file.is_symlink() and target.suffix not in (".yml", ".yaml"):
        raise InvalidFileError(f"this is a link to {target.name}, which is no YAML file", where=Place(str(file), 1))
    mode = file.stat().st_mode
    if stat.S_ISDIR(mode):
        raise IsADirectoryError
    if not stat.S_ISREG(mode):
        raise InvalidFileError("this is a pipe or a device, not a YAML file", where=Place(str(file), 1))
    with file.open("rb") as stream:
        content = stream.read(_MOST_BYTES + 1)
    if len(content) > _MOST_BYTES:
        raise InvalidFileError(
            f"larger than {_MOST_BYTES >> 20} MiB, which no file of this kind is", where=Place(str(file), 1)
        )
    return content


def load_document(file: Path) -> Document:
    """Read one YAML file.

    Raises NotFoundError where there is no file, InvalidFileError (with file:line) where it is not one YAML document
    of at most 1 MiB, writes a key twice, has a value that is none (the 45th of a month) or aliases that have no end.
    """
    return parse_document(_read_text(file), file)


def parse_document(text: str, file: Path) -> Document:
    """Parse the text of a YAML file; see `load_document`."""
    loader = _Loader(text)
    try:
        root = loader.get_single_node()
        lines: dict[DataPath, int] = {}
        data = None
        if root is not None:
            _refuse_endless(root, file)
            data = _construct(loader, root, (), lines, file)
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        line = mark.line + 1 if mark else 1
        raise InvalidFileError(
            f"not valid YAML: {error.problem or error.context}",
            where=Place(str(file), line),
            hint="Check the indentation and quotes on this line and the one before it.",
        ) from None
    except yaml.YAMLError as error:
        line = text.count("\n", 0, getattr(error, "position", 0)) + 1
        raise InvalidFileError(f"not valid YAML: {str(error).splitlines()[0]}", where=Place(str(file), line)) from None
    except RecursionError:
        raise InvalidFileError("nested too deeply", where=Place(str(file), 1)) from None
    finally:
        loader.dispose()
    return Document(file, data, lines, text)


def _refuse_endless(root: yaml.Node, file: Path) -> None:
    """An alias stands for a whole value: of a few lines of them come billions of values, or one without an end."""
    sizes: dict[int, int] = {}
    inside: set[int] = set()

    def size(node: yaml.Node) -> int:
        if id(node) in inside:
            raise _invalid("this value has an alias of itself in it", node, file)
        if id(node) not in sizes:
            if len(inside) >= _DEEPEST:
                raise _invalid("nested too deeply", node, file)
            inside.add(id(node))
            sizes[id(node)] = 1 + sum(size(child) for child in _children(node))
            inside.discard(id(node))
        if sizes[id(node)] > _MOST_VALUES:
            raise _invalid(f"more than {_MOST_VALUES:,} values, counting what aliases stand for", node, file)
        return sizes[id(node)]

    size(root)


def _children(node: yaml.Node) -> Iterator[yaml.Node]:
    if isinstance(node, yaml.MappingNode):
        for pair in node.value:
            yield from pair
    elif isinstance(node, yaml.SequenceNode):
        yield from node.value


def _invalid(message: str, node: yaml.Node, file: Path) -> InvalidFileError:
    return InvalidFileError(message, where=Place(str(file), node.start_mark.line + 1))


def _construct(loader: Any, node: yaml.Node, path: DataPath, lines: dict[DataPath, int], file: Path) -> Any:
    lines.setdefault(path, node.start_mark.line + 1)
    if isinstance(node, yaml.MappingNode):
        loader.flatten_mapping(node)
        mapping: dict[Any, Any] = {}
        for key_node, value_node in node.value:
            key = _value(loader, key_node, file)
            if not isinstance(key, str | int):
                key = str(key)
            line = key_node.start_mark.line + 1
            if key in mapping:
                raise InvalidFileError(f"'{_short(key)}' is written twice in one mapping", where=Place(str(file), line))
            lines[(*path, key)] = line
            mapping[key] = _construct(loader, value_node, (*path, key), lines, file)
        return mapping
    if isinstance(node, yaml.SequenceNode):
        return [_construct(loader, item, (*path, index), lines, file) for index, item in enumerate(node.value)]
    return _value(loader, node, file)


def _value(loader: Any, node: yaml.Node, file: Path) -> Any:
    """The value of a node. YAML takes what looks like a date or a number for one, even where there is no such date."""
    try:
        value = loader.construct_object(node, deep=True)
    except (ValueError, TypeError, LookupError, AttributeError, ArithmeticError):
        kind = _TAG_NAMES.get(node.tag.rpartition(":")[2], "value")
        hint = f"Text that only looks like a {kind} is written in quotes."
        raise InvalidFileError(
            f"'{_short(node.value)}' cannot be read as a {kind}",
            where=Place(str(file), node.start_mark.line + 1),
            hint=hint,
        ) from None
    if isinstance(value, int) and value.bit_length() > _MOST_BITS:
        raise _invalid(f"'{_short(node.value)}' is longer than any whole number here is", node, file)
    return value


def _short(value: object) -> str:
    """A value as messages show it: its beginning."""
    text = str(value)
    return text if len(text) <= _SHOWN else f"{text[:_SHOWN]}…"


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
        return f"{prefix}unknown key '{_short(key)}'." + (f" {guess}" if guess else "")
    if error.validator == "required":
        missing = [k for k in error.validator_value if k not in error.instance]
        return f"{prefix}'{missing[0]}' is missing"
    if error.validator == "enum":
        known = ", ".join(str(v) for v in error.validator_value)
        guess = did_you_mean(str(error.instance), [str(v) for v in error.validator_value])
        return f"{prefix}'{_short(error.instance)}' is not one of: {known}." + (f" {guess}" if guess else "")
    if error.validator == "type":
        wanted = error.validator_value
        names = [_TYPE_NAMES.get(w, w) for w in ([wanted] if isinstance(wanted, str) else wanted)]
        # What a whole file holds is nothing to show: it may be another file than its name says.
        found = _short(_as_written(error.instance)) if at else _json_name(error.instance)
        return f"{prefix}should be {' or '.join(names)}, not {found}"
    if error.validator == "pattern":
        return f"{prefix}'{_short(error.instance)}' does not match {error.validator_value}"
    return f"{prefix}{_short(error.message)}"


def _as_written(value: object) -> str:
    return str(value) if isinstance(value, date) else repr(value)


def _json_name(value: object) -> str:
    kind = {dict: "object", list: "array", str: "string", int: "integer", type(None): "null"}.get(type(value), "")
    return _TYPE_NAMES.get(kind, "a value")
