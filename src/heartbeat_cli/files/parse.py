"""YAML text -> Document: values with the line and column of each, within bounds of time and memory.

PyYAML in C gives every node its place. ruamel.yaml, which keeps comments, takes twenty times as long for the files of a
project and writes some of them anew; msgspec stops at the first mistake; pydantic alone is slower to import than both.
"""

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

from heartbeat_cli.discreet import shown
from heartbeat_cli.errors import InvalidFileError, Place
from heartbeat_cli.files.document import DataPath, Document, Mark
from heartbeat_cli.files.read import read_text

if TYPE_CHECKING:
    import yaml

_MOST_VALUES = 100_000
_DEEPEST = 100
_MOST_BITS = 1024
_TAG_NAMES = {"timestamp": "date", "int": "whole number", "float": "number", "bool": "truth value"}


def load_document(file: Path) -> Document:
    """Read one YAML file.

    Raises NotFoundError where there is no file, InvalidFileError (with file:line) where it is not one YAML document
    of at most 1 MiB, writes a key twice, has a value that is none (the 45th of a month) or aliases that have no end.
    """
    return parse_document(read_text(file), file)


def parse_document(text: str, file: Path) -> Document:
    """Parse the text of a YAML file; see `load_document`."""
    import yaml

    loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)(text)
    try:
        root = loader.get_single_node()
        if root is None:
            return Document(file, None, {}, text)
        _refuse_endless(root, file)
        construction = _Construction(loader, file)
        return Document(file, construction.build(root, ()), construction.marks, text)
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        raise InvalidFileError(
            f"not valid YAML: {error.problem or error.context}",
            where=_place(mark, file) if mark else Place(str(file), 1),
            hint="Check the indentation and quotes on this line and the one before it.",
        ) from None
    except yaml.YAMLError as error:
        before = text[: getattr(error, "position", 0)]
        place = Place(str(file), before.count("\n") + 1, len(before) - before.rfind("\n"))
        raise InvalidFileError(f"not valid YAML: {str(error).splitlines()[0]}", where=place) from None
    except RecursionError:
        raise InvalidFileError("nested too deeply", where=Place(str(file), 1)) from None
    finally:
        loader.dispose()


def _place(mark: "yaml.Mark", file: Path) -> Place:
    return Place(str(file), mark.line + 1, mark.column + 1)


def _invalid(message: str, node: "yaml.Node", file: Path, hint: str | None = None) -> InvalidFileError:
    return InvalidFileError(message, where=_place(node.start_mark, file), hint=hint)


def _refuse_endless(root: "yaml.Node", file: Path) -> None:
    """An alias stands for a whole value: of a few lines of them come billions of values, or one without an end."""
    sizes: dict[int, int] = {}
    inside: set[int] = set()

    def size(node: "yaml.Node") -> int:
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


def _children(node: Any) -> "Iterator[yaml.Node]":
    if node.id == "mapping":
        for pair in node.value:
            yield from pair
    elif node.id == "sequence":
        yield from node.value


class _Construction:
    """Plain values of the nodes of one file, and the mark of each."""

    def __init__(self, loader: Any, file: Path) -> None:
        self._loader = loader
        self._file = file
        self.marks: dict[DataPath, Mark] = {}

    def build(self, node: Any, path: DataPath) -> Any:
        line, column = node.start_mark.line + 1, node.start_mark.column + 1
        self.marks.setdefault(path, Mark(line, column, line, column))
        if node.id == "mapping":
            return self._mapping(node, path)
        if node.id == "sequence":
            return [self.build(item, (*path, index)) for index, item in enumerate(node.value)]
        return self._scalar(node)

    def _mapping(self, node: Any, path: DataPath) -> dict[Any, Any]:
        self._loader.flatten_mapping(node)
        mapping: dict[Any, Any] = {}
        for key_node, value_node in node.value:
            key = self._scalar(key_node)
            if not isinstance(key, str | int):
                key = str(key)
            if key in mapping:
                raise _invalid(f"'{shown(key)}' is written twice in one mapping", key_node, self._file)
            start, value = key_node.start_mark, value_node.start_mark
            self.marks[(*path, key)] = Mark(start.line + 1, start.column + 1, value.line + 1, value.column + 1)
            mapping[key] = self.build(value_node, (*path, key))
        return mapping

    def _scalar(self, node: "yaml.Node") -> Any:
        """YAML takes what looks like a date or a number for one, even where there is no such date."""
        try:
            value = self._loader.construct_object(node, deep=True)
        except (ValueError, TypeError, LookupError, AttributeError, ArithmeticError):
            kind = _TAG_NAMES.get(node.tag.rpartition(":")[2], "value")
            hint = f"Text that only looks like a {kind} is written in quotes."
            raise _invalid(f"'{shown(node.value)}' cannot be read as a {kind}", node, self._file, hint) from None
        if isinstance(value, int) and value.bit_length() > _MOST_BITS:
            raise _invalid(f"'{shown(node.value)}' is longer than any whole number here is", node, self._file)
        if isinstance(value, str) and "\0" in value:
            raise _invalid("a NUL, which can stand in no path, name or SQL", node, self._file, "Take it out.")
        return value
