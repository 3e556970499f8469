"""The codes of failures, read off the sources: the classes that have one, and every place that gives another.

`page` writes what programs look up: code, exit code, class, what is said, and which room says it.
"""

import ast
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import groupby
from pathlib import Path

SOURCE = Path(__file__).parents[1] / "src" / "heartbeat_cli"
# Who reports a document's problem raises it as this.
_OF_PROBLEMS = "InvalidFileError"


@dataclass(frozen=True)
class Raised:
    """A code with the class it comes in, what is said with it (`…` for what differs), and the room that says it."""

    code: str
    kind: str
    said: str
    room: str


@dataclass(frozen=True)
class ErrorClass:
    """A class of failures: its base, what it stands for, and its code and exit code where it has its own."""

    name: str
    base: str
    what: str
    code: str | None
    exit: int | None
    room: str


class Sources:
    """Every module of the program, parsed once."""

    def __init__(self) -> None:
        files = sorted(SOURCE.rglob("*.py"))
        self._trees = {file.relative_to(SOURCE): ast.parse(file.read_text(encoding="utf-8")) for file in files}
        self.exits = dict(self._read_exits())
        self.classes = {one.name: one for one in self._read_classes()}
        self._nouns = [
            ast.literal_eval(call.args[0]) for _, call in self._calls() if _called(call) == "Door" and call.args
        ]

    def exit_of(self, name: str) -> int:
        """The exit code of a class, its own or inherited."""
        one = self.classes[name]
        return one.exit if one.exit is not None else self.exit_of(one.base)

    def raised(self) -> Iterator[Raised]:
        """Every code: that of each class, and each that is given where a failure is made."""
        for one in self.classes.values():
            if one.code is not None:
                kind = self.as_ours(one.name) if one.room == "pgschema" else one.name
                yield Raised(one.code, kind, one.what, one.room)
        for file, call in self._calls():
            for keyword in call.keywords:
                if keyword.arg == "code":
                    for code in self._spelled(keyword.value):
                        yield Raised(code, self._kind(_called(call)), self._said(file, call), _room(file))

    def as_ours(self, name: str) -> str:
        """The class a failure of `pgschema` is raised again as."""
        from heartbeat_cli import pgschema
        from heartbeat_cli.errors import HbError
        from heartbeat_cli.mirror import hb_errors

        try:
            with hb_errors():
                raise getattr(pgschema, name)("")
        except HbError as error:
            return type(error).__name__

    def _kind(self, called: str) -> str:
        if called == "problem":
            return _OF_PROBLEMS
        return self.as_ours(called) if self.classes[called].room == "pgschema" else called

    def _spelled(self, code: ast.expr) -> list[str]:
        """The codes an expression can be: its texts; a door's has the door's noun in it."""
        match code:
            case ast.Constant(str() as text):
                return [text]
            case ast.IfExp():
                return [*self._spelled(code.body), *self._spelled(code.orelse)]
            case ast.JoinedStr(values=[ast.Constant(str() as start), _]):
                return [start + noun.replace(" ", "_") for noun in self._nouns]
        # Another failure's code, handed on.
        return []

    def _said(self, file: Path, call: ast.Call) -> str:
        """The message as it stands in the source; empty where it is put together elsewhere."""
        message = call.args[1 if _called(call) == "problem" else 0] if call.args else None
        if isinstance(message, ast.Name):
            message = self._last_value(file, message)
        match message:
            case ast.Constant(str() as text):
                return _one_line(text)
            case ast.JoinedStr(values=parts):
                return _one_line("".join(str(p.value) if isinstance(p, ast.Constant) else "…" for p in parts))
        return ""

    def _last_value(self, file: Path, name: ast.Name) -> ast.expr | None:
        """What a name was set to last above the line that uses it."""
        values = [
            value
            for node in ast.walk(self._trees[file])
            if isinstance(node, ast.Assign) and node.lineno < name.lineno
            for target, value in _assigned(node)
            if target == name.id
        ]
        return max(values, key=lambda value: value.lineno, default=None)

    def _calls(self) -> Iterator[tuple[Path, ast.Call]]:
        for file, tree in self._trees.items():
            for node in ast.walk(tree):
                if isinstance(node, ast.Call):
                    yield file, node

    def _read_exits(self) -> Iterator[tuple[str, int]]:
        for node in self._trees[Path("errors.py")].body:
            match node:
                case ast.AnnAssign(target=ast.Name(name), value=ast.Constant(int() as number)):
                    yield name, number

    def _read_classes(self) -> Iterator[ErrorClass]:
        known = {"HbError", "PgSchemaError"}
        found = [
            (file, node)
            for file, tree in self._trees.items()
            for node in tree.body
            if isinstance(node, ast.ClassDef) and node.name.endswith("Error")
        ]
        while fresh := [(f, n) for f, n in found if n.name in known or known & {ast.unparse(b) for b in n.bases}]:
            for file, node in fresh:
                known.add(node.name)
                found.remove((file, node))
                yield self._class(file, node)

    def _class(self, file: Path, node: ast.ClassDef) -> ErrorClass:
        facts: dict[str, ast.expr] = {}
        for line in node.body:
            match line:
                case ast.Assign(targets=[ast.Name(name)], value=value):
                    facts[name] = value
                case ast.AnnAssign(target=ast.Name(name), value=ast.expr() as value):
                    facts[name] = value
        code = facts.get("code", facts.get("default_code"))
        exit_code = facts.get("exit_code")
        return ErrorClass(
            node.name,
            ast.unparse(node.bases[0]),
            (ast.get_docstring(node) or "").partition("\n")[0],
            ast.literal_eval(code) if code is not None else None,
            self.exits[ast.unparse(exit_code)] if exit_code is not None else None,
            _room(file),
        )


def _called(call: ast.Call) -> str:
    return call.func.attr if isinstance(call.func, ast.Attribute) else ast.unparse(call.func)


def _assigned(node: ast.Assign) -> Iterator[tuple[str, ast.expr]]:
    match node:
        case ast.Assign(targets=[ast.Tuple(elts=targets)], value=ast.Tuple(elts=values)):
            yield from zip(map(ast.unparse, targets), values, strict=True)
        case ast.Assign(targets=[target], value=value):
            yield ast.unparse(target), value


def _room(file: Path) -> str:
    return file.parts[0].removesuffix(".py")


def _one_line(text: str) -> str:
    line = " ".join(text.split())
    return line if any(letter.isalpha() for letter in line) else ""


def page() -> str:
    """The page's text below its title: the exit codes, and for each the codes of the failures that end in it."""
    sources = Sources()
    words = {number: name.removeprefix("EXIT_").replace("_", " ").lower() for name, number in sources.exits.items()}
    found = sorted(dict.fromkeys(sources.raised()), key=lambda one: (sources.exit_of(one.kind), one.code, one.kind))
    parts = ["Exit codes: " + " · ".join(f"{number} {word}" for number, word in words.items()) + "\n"]
    for number, of_exit in groupby(found, key=lambda one: sources.exit_of(one.kind)):
        parts.append(f"## {number} {words[number]}\n\n| code | class | what is said | where |\n|---|---|---|---|")
        for (code, kind), same in groupby(of_exit, key=lambda one: (one.code, one.kind)):
            parts.append(_row(code, kind, list(same)))
        parts.append("")
    return "\n".join(parts)


def _row(code: str, kind: str, same: list[Raised]) -> str:
    rooms = ", ".join(f"`{room}`" for room in dict.fromkeys(one.room for one in same))
    said = next((one.said for one in same if one.said), "")
    what = said.replace("|", "\\|").replace("<", "&lt;")
    return f"| `{code}` | `{kind}` | {what} | {rooms} |"
