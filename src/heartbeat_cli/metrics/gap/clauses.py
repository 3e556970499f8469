"""The text of a query, cut into its clauses, so that one of them can be written differently and the rest stays.

What is cut is held against PostgreSQL's own reading: a text whose parts do not mean the same is not varied.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Final

from heartbeat_cli.errors import RefusedError
from heartbeat_cli.metrics.reading import Node, parse
from heartbeat_cli.metrics.shape.expressions import conjuncts, same

_TOKEN: Final = re.compile(
    r"""--[^\n]*|/\*.*?\*/|[eE]'(?:[^'\\]|\\.|'')*'|'(?:[^']|'')*'|\$(?P<tag>\w*)\$.*?\$(?P=tag)\$|"(?:[^"]|"")*"|\w+|\s+|.""",
    re.DOTALL,
)
_CLAUSES: Final = ("SELECT", "FROM", "WHERE", "GROUP", "HAVING", "WINDOW", "ORDER", "LIMIT", "OFFSET", "FETCH")
_SETS: Final = frozenset(("UNION", "INTERSECT", "EXCEPT"))
_JOINING: Final = frozenset(("JOIN", "LEFT", "RIGHT", "FULL", "INNER", "CROSS", "NATURAL"))
_BEFORE: Final = _JOINING | {"OUTER"}


@dataclass(frozen=True, slots=True)
class Clauses:
    """One SELECT as text: what stands before it (WITH), its outputs, FROM, the parts of WHERE, and what follows."""

    before: str
    outputs: str
    source: str
    conditions: tuple[str, ...]
    after: str

    def text(self) -> str:
        """The query again."""
        where = f"\nWHERE {chr(10).join(_joined(self.conditions))}" if self.conditions else ""
        return f"{self.before}SELECT {self.outputs}\nFROM {self.source}{where}{self.after and chr(10) + self.after}"

    def asking(self, *conditions: str) -> "Clauses":
        """The same with these conditions instead."""
        return replace(self, conditions=conditions)


@dataclass(frozen=True, slots=True)
class SqlToken:
    """A word, a sign, a string or blanks: where it begins, and in how many parentheses it stands."""

    text: str
    start: int
    depth: int

    @property
    def word(self) -> str:
        """It in capital letters."""
        return self.text.upper()


def cut_clauses(sql: str) -> Clauses:
    """The outermost SELECT of a query. Raises RefusedError (`not_varied`) for one that cannot be cut."""
    plain = "".join(t.text for t in tokens_of(sql)).rstrip().rstrip(";").rstrip()
    found = _cut(plain)
    whole, written = _where_of(sql), [_where_of(f"SELECT 1 WHERE {part}") for part in found.conditions]
    if len(whole) != len(written) or not all(
        len(w) == 1 and same(w[0], o) for w, o in zip(written, whole, strict=True)
    ):
        raise not_varied("its conditions cannot be told apart")
    return _gathered(found)


def not_varied(why: str) -> RefusedError:
    """A query that nobody here can change a part of."""
    return RefusedError(
        f"no reason for a difference can be looked for: {why}",
        hint="Write the metric as one SELECT … FROM … WHERE …, its conditions joined by AND.",
        code="not_varied",
    )


def inner_selects(text: str) -> Iterator[tuple[int, int, Clauses]]:
    """The SELECTs in parentheses inside a text: from where to where, and their clauses; what cannot be cut is left."""
    tokens = list(tokens_of(text))
    for index, token in enumerate(tokens):
        following = next((t for t in tokens[index + 1 :] if not t.text.isspace()), None)
        if token.text == "(" and following is not None and following.word == "SELECT":
            end = next((t.start for t in tokens[index + 1 :] if t.text == ")" and t.depth == token.depth), None)
            if end is not None:
                try:
                    yield token.start + 1, end, _gathered(_cut(text[token.start + 1 : end]))
                except RefusedError:
                    continue


def _gathered(clauses: Clauses) -> Clauses:
    """The same with the conditions of inner joins among those of WHERE, where they mean the same."""
    source, moved = joined_conditions(clauses.source)
    conditions = (each for condition in (*clauses.conditions, *moved) for each in _both_ends(condition))
    return replace(clauses, source=source, conditions=tuple(conditions))


def _both_ends(condition: str) -> tuple[str, ...]:
    """`x BETWEEN a AND b` as the two conditions it stands for."""
    words = {t.word: t for t in tokens_of(condition) if t.depth == 0}
    between = words.get("BETWEEN")
    if between is None or "NOT" in words or "SYMMETRIC" in words or "OR" in words:
        return (condition,)
    low, high = words["AND"].start, words["AND"].start + 3
    column, first = condition[: between.start].strip(), condition[between.start + 7 : low].strip()
    return f"{column} >= {first}", f"{column} <= {condition[high:].strip()}"


def joined_conditions(source: str) -> tuple[str, tuple[str, ...]]:
    """A FROM whose inner joins say nothing but which columns are equal, and the conditions that stood beside that.

    An outer join keeps its own: there they mean something else than in WHERE.
    """
    tokens = [t for t in tokens_of(source) if t.depth == 0]
    if any(t.word in ("LEFT", "RIGHT", "FULL", "NATURAL") for t in tokens):
        return source, ()
    moved: list[str] = []
    kept, last = "", 0
    for start, end in _on_spans(source, tokens):
        parts = split_and(source[start:end])
        stay = [part for part in parts if _joins(part)] or parts
        moved += [part for part in parts if part not in stay]
        kept += f"{source[last:start]} {' AND '.join(stay)} "
        last = end
    return (kept + source[last:], tuple(moved)) if moved else (source, ())


def without_join(source: str) -> Iterator[tuple[str, str]]:
    """Each table that is joined by a condition of its own: what it is called, and the FROM without it."""
    tokens = [t for t in tokens_of(source) if t.depth == 0 and not t.text.isspace()]
    starts = [i for i, t in enumerate(tokens) if t.word in _JOINING and (i == 0 or tokens[i - 1].word not in _BEFORE)]
    for number, first in enumerate(starts):
        last = starts[number + 1] if number + 1 < len(starts) else len(tokens)
        joined = tokens[first:last]
        named = next((i for i, t in enumerate(joined) if t.word in ("ON", "USING")), None)
        if named is None or any(t.text in (",", "(") for t in joined[:named]):
            continue
        end = tokens[last].start if last < len(tokens) else len(source)
        yield joined[named - 1].text.strip('"'), f"{source[: joined[0].start].rstrip()} {source[end:]}".strip()


def _on_spans(source: str, tokens: list[SqlToken]) -> Iterator[tuple[int, int]]:
    start = None
    for token in tokens:
        if start is not None and (token.word in _JOINING or token.text == ","):
            yield start, token.start
            start = None
        if token.word == "ON":
            start = token.start + 2
    if start is not None:
        yield start, len(source)


def _joins(part: str) -> bool:
    """Whether a condition holds two columns together."""
    comparison = _where_of(f"SELECT 1 WHERE {part}")[0].get("A_Expr", {})
    return all("ColumnRef" in comparison.get(side, {}) for side in ("lexpr", "rexpr"))


def split_and(text: str) -> list[str]:
    """The parts of a condition that all have to hold, as they are written."""
    tokens = list(tokens_of(text))
    words = [t for t in tokens if t.depth == 0 and not t.text.isspace()]
    if any(t.word == "OR" for t in words):
        return [text.strip()]
    cuts, between = [], False
    for token in words:
        if token.word == "BETWEEN":
            between = True
        elif token.word == "AND" and between:
            between = False
        elif token.word == "AND":
            cuts.append(token.start)
    if not cuts:
        stripped = _without_parentheses(text.strip())
        return split_and(stripped) if stripped != text.strip() else [stripped]
    starts = [0, *(cut + 3 for cut in cuts)]
    pieces = (text[a:b].strip() for a, b in zip(starts, [*cuts, len(text)], strict=True))
    return [each for piece in pieces for each in split_and(piece)]


def _without_parentheses(text: str) -> str:
    tokens = list(tokens_of(text))
    if not tokens or tokens[0].text != "(" or tokens[-1].text != ")":
        return text
    closing = next(t.start for t in tokens if t.text == ")" and t.depth == 0)
    inside = text[1:-1].strip()
    return inside if closing == tokens[-1].start and not inside.upper().startswith("SELECT") else text


def _where_of(sql: str) -> list[Node]:
    node = parse(sql)[0]["stmt"].get("SelectStmt", {})
    return list(conjuncts(node.get("whereClause")))


def _joined(conditions: tuple[str, ...]) -> list[str]:
    safe = [f"({c})" if _has_or(c) else c for c in conditions]
    return [safe[0], *(f"  AND {c}" for c in safe[1:])]


def _has_or(condition: str) -> bool:
    return any(t.depth == 0 and t.word == "OR" for t in tokens_of(condition))


def tokens_of(text: str) -> Iterator[SqlToken]:
    """The tokens without comments; parentheses and CASE … END are a level deeper, and themselves are not."""
    depth = 0
    for match in _TOKEN.finditer(text):
        part = match.group()
        if part.startswith(("--", "/*")):
            part = " "
        if part in (")", "]") or part.upper() == "END":
            depth -= 1
        yield SqlToken(part, match.start(), depth)
        if part in ("(", "[") or part.upper() == "CASE":
            depth += 1


def _cut(sql: str) -> Clauses:
    starts: dict[str, int] = {}
    top = [t for t in tokens_of(sql) if t.depth == 0 and not t.text.isspace()]
    for index, token in enumerate(top):
        if token.word in _SETS:
            raise not_varied(f"it puts several queries together with {token.word}")
        if token.word in _CLAUSES and token.word not in starts and _begins(top, index):
            starts[token.word] = token.start
    if "SELECT" not in starts or "FROM" not in starts:
        raise not_varied("it is no SELECT … FROM …")
    order = sorted(starts.items(), key=lambda item: item[1])
    ends = {name: after for (name, _), after in zip(order, [s for _, s in order[1:]] + [len(sql)], strict=True)}

    def inside(name: str) -> str:
        return sql[starts[name] + len(name) : ends[name]].strip()

    first_after = min((at for name, at in order if name not in ("SELECT", "FROM", "WHERE")), default=len(sql))
    conditions = split_and(inside("WHERE")) if "WHERE" in starts else []
    return Clauses(sql[: starts["SELECT"]], inside("SELECT"), inside("FROM"), tuple(conditions), sql[first_after:])


def _begins(top: list[SqlToken], index: int) -> bool:
    """Whether a word begins a clause: `IS DISTINCT FROM`, `WITHIN GROUP (` do not."""
    token = top[index]
    before = top[index - 1].word if index else ""
    after = top[index + 1].word if index + 1 < len(top) else ""
    if token.word == "FROM":
        return before != "DISTINCT"
    return after == "BY" if token.word in ("GROUP", "ORDER") else True
