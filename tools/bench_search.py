"""How well questions find their tables, beside BM25, and how long a search takes.

    HB_QUESTIONS=FOLDER .venv/bin/python tools/bench.py search
    .venv/bin/python tools/bench_search.py FOLDER      what was not found first, for a person to read

FOLDER has `questions.jsonl` ({"id", "db", "question", "gold": [tables]}, one a line) and `ddl/DATABASE.sql`: the
databases of one estate, more of them than are asked about. A question is asked twice: in its database, as
`hb discover` asks once the source is known, and in the whole estate, as `hb search` asks.
"""

import json
import marshal
import os
import random
import re
import statistics
import sys
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from math import log
from pathlib import Path

from figures import HB, Figure, compare, timed
from schemas import open_schema_folder

from heartbeat_cli import pgschema
from heartbeat_cli.search import (
    IndexedSource,
    SearchIndex,
    built_in_synonyms,
    content_words,
    search,
    search_tables,
    target_parts,
)
from heartbeat_cli.search.index import from_plain, to_plain
from heartbeat_cli.search.indexing import index_estate
from heartbeat_cli.text import split_words, stem

SHOWN = 5
ASKED = {"in its database": (97.0, 99.5, 98.0), "whole estate": (84.0, 94.0, 90.0)}
# Lucene's own.
_SATURATION, _LENGTH = 1.2, 0.75

Finder = Callable[[str], Sequence[str]]


@dataclass(frozen=True)
class Question:
    """A question, and the tables (`database.table`, lower case) that answer it together."""

    id: str
    database: str
    text: str
    gold: frozenset[str]


@dataclass(frozen=True)
class Score:
    """Per cent of the questions with a right table first, among three, with all among five, and with nothing found."""

    first: float
    third: float
    full: float
    nothing: float


def questions_folder() -> Path:
    """HB_QUESTIONS, or a folder `questions` beside the open schemas."""
    return Path(os.environ.get("HB_QUESTIONS") or open_schema_folder().parent / "questions")


def read_questions(folder: Path) -> list[Question]:
    """The questions of `questions.jsonl`, in order."""
    lines = (folder / "questions.jsonl").read_text(encoding="utf-8").splitlines()
    read = [json.loads(line) for line in lines if line.strip()]
    return [
        Question(q["id"], q["db"], q["question"], frozenset(f"{q['db']}.{t}".lower() for t in q["gold"])) for q in read
    ]


def read_estate(folder: Path) -> dict[str, pgschema.Database]:
    """Every database of `ddl/`, by name."""
    return {file.stem: pgschema.read(file).database for file in sorted((folder / "ddl").glob("*.sql"))}


def index_of(databases: Mapping[str, pgschema.Database]) -> SearchIndex:
    """The index of an estate in which no database is the truth."""
    sources = [(IndexedSource(name, name, False, True), read) for name, read in databases.items()]
    return index_estate(sources, synonyms=built_in_synonyms())


def called(target: str) -> str:
    """`database.table` of a hit, as a question's gold has it."""
    database, _, table = target_parts(target)[:3]
    return f"{database}.{table}".lower()


def ours(index: SearchIndex, database: str | None) -> Finder:
    """What `hb discover` finds in a database, or `hb search` in all of them."""
    if database is None:
        return lambda text: [called(h.target) for h in search(text, index, kinds=["table"], limit=SHOWN).hits]
    return lambda text: [called(h.target) for h in search_tables(text, index, [database], limit=SHOWN)[0]]


class Bm25:
    """Tables as documents of the words of their names and columns: Okapi BM25 with Lucene's idf, Robertson et al. 1994.

    It is given the same words of the question and the same stems as ours.
    """

    def __init__(self, databases: Mapping[str, pgschema.Database]) -> None:
        self.documents = {
            f"{name}.{table.name}".lower(): Counter(_words(table))
            for name, read in databases.items()
            for table in read.tables()
        }
        self.mean = sum(sum(words.values()) for words in self.documents.values()) / max(1, len(self.documents))
        self.having = Counter(word for words in self.documents.values() for word in words)

    def find(self, text: str) -> list[str]:
        """The best tables, none without a word."""
        asked = [stem(word) for word in content_words(text)]
        scores = {name: self._score(words, asked) for name, words in self.documents.items()}
        best = sorted((name for name in scores if scores[name] > 0), key=lambda name: -scores[name])
        return best[:SHOWN]

    def _score(self, words: Counter[str], asked: Sequence[str]) -> float:
        long = 1 - _LENGTH + _LENGTH * sum(words.values()) / self.mean
        return sum(
            self._rarity(word) * words[word] / (words[word] + _SATURATION * long) for word in asked if word in words
        )

    def _rarity(self, word: str) -> float:
        having = self.having[word]
        return log(1 + (len(self.documents) - having + 0.5) / (having + 0.5))


def _words(table: pgschema.Table) -> Iterator[str]:
    texts = [table.name, table.comment or "", *(f"{c.name} {c.comment or ''}" for c in table.columns)]
    return (stem(word) for text in texts for word in split_words(text))


def score(questions: Sequence[Question], finder: Callable[[Question], Finder]) -> Score:
    """How well all of them are answered."""
    found = [(finder(q)(q.text), q.gold) for q in questions]
    per_cent = 100 / len(questions)
    return Score(
        per_cent * sum(bool(gold & set(hits[:1])) for hits, gold in found),
        per_cent * sum(bool(gold & set(hits[:3])) for hits, gold in found),
        per_cent * sum(gold <= set(hits) for hits, gold in found),
        per_cent * sum(not hits for hits, _ in found),
    )


def mended(questions: Sequence[Question], index: SearchIndex) -> list[tuple[Question, tuple[str, str]]]:
    """Words taken for other ones. Who asked these questions can spell: nearly each is one too many."""
    return [
        (question, pair)
        for question in questions
        for pair in search(question.text, index, limit=1).replaced
        if pair[1].replace(" ", "") != pair[0]
    ]


def mistyped(question: Question, chance: random.Random) -> Question:
    """The question with one mistake in one of its longer words."""
    long = [word for word in content_words(question.text) if len(word) > 4 and word.isascii()]
    if not long:
        return question
    word = chance.choice(long)
    at = chance.randrange(1, len(word) - 1)
    wrong = chance.choice(
        [
            word[:at] + word[at + 1] + word[at] + word[at + 2 :],
            word[:at] + word[at + 1 :],
            word[:at] + word[at] + word[at:],
            word[:at] + chance.choice("aeionrtls") + word[at + 1 :],
        ]
    )
    return replace(question, text=re.sub(rf"\b{word}\b", wrong, question.text, count=1, flags=re.IGNORECASE))


def run_together(read: pgschema.Database) -> pgschema.Database:
    """The database with names that nothing divides, as PostgreSQL folds `sbTransaction` to `sbtransaction`."""

    def key(of: pgschema.ForeignKey) -> pgschema.ForeignKey:
        target = pgschema.QName(of.target.schema, _plain(of.target.name))
        return replace(of, columns=_all(of.columns), target=target, target_columns=_all(of.target_columns))

    def table(of: pgschema.Table) -> pgschema.Table:
        columns = tuple(replace(column, name=_plain(column.name)) for column in of.columns)
        return replace(of, name=_plain(of.name), columns=columns, foreign_keys=tuple(map(key, of.foreign_keys)))

    return replace(read, schemas=tuple(replace(s, tables=tuple(map(table, s.tables))) for s in read.schemas))


def without_keys(read: pgschema.Database) -> pgschema.Database:
    """The database with no declared reference: what joins what has to be inferred."""
    schemas = (replace(s, tables=tuple(replace(table, foreign_keys=()) for table in s.tables)) for s in read.schemas)
    return replace(read, schemas=tuple(schemas))


def _plain(name: str) -> str:
    return name.replace("_", "").lower()


def _all(names: Sequence[str]) -> tuple[str, ...]:
    return tuple(map(_plain, names))


def figures(_: Path) -> list[Figure]:
    """How well the questions are answered, and how fast."""
    return [*_found(questions_folder()), *_fast()]


def _found(folder: Path) -> Iterator[Figure]:
    if not (folder / "questions.jsonl").is_file():
        yield Figure("questions", None, None, f"there are none at {folder}; set HB_QUESTIONS")
        return
    questions, estate = read_questions(folder), read_estate(folder)
    yield from _cells("", questions, estate, ASKED)
    chance = random.Random(7)
    yield from _cells("mistyped, ", [mistyped(question, chance) for question in questions], estate)
    plain = [
        replace(q, gold=frozenset(q.database.lower() + "." + _plain(t.partition(".")[2]) for t in q.gold))
        for q in questions
    ]
    yield from _cells("run together, ", plain, {name: run_together(read) for name, read in estate.items()})
    yield from _cells("no keys, ", questions, {name: without_keys(read) for name, read in estate.items()})
    wrong = mended(questions, index_of(estate))
    share = 100 * len({question.id for question, _ in wrong}) / len(questions)
    yield Figure("words mended", share, 2.0, ", ".join(" → ".join(pair) for _, pair in wrong[:5]), "%")


def _cells(
    how: str,
    questions: Sequence[Question],
    estate: Mapping[str, pgschema.Database],
    asked: Mapping[str, tuple[float, float, float]] | None = None,
) -> Iterator[Figure]:
    index, bm25 = index_of(estate), Bm25(estate)
    alone = {name: Bm25({name: estate[name]}) for name in {q.database for q in questions}}
    for where, asks in (asked or dict.fromkeys(ASKED)).items():
        inside = where == "in its database"
        own = score(questions, lambda q, inside=inside: ours(index, q.database if inside else None))  # type: ignore[misc]
        other = score(questions, lambda q, inside=inside: (alone[q.database] if inside else bm25).find)  # type: ignore[misc]
        names = ("first", "among three", "all among five")
        values = zip(names, (own.first, own.third, own.full), (other.first, other.third, other.full), strict=True)
        for place, (name, value, reference) in enumerate(values):
            ask = asks[place] if asks else reference
            yield Figure(f"{how}{where}: {name}", value, ask, f"BM25 {reference:.1f}", "%", least=True)
        yield Figure(f"{how}{where}: nothing found", own.nothing, 1.0, f"BM25 {other.nothing:.1f}", "%")


_COUNTED = (
    "customer",
    "birth date of customers",
    "how many documents were booked per day",
    "average amount of a document",
)


def _fast() -> Iterator[Figure]:
    """A search over ten thousand tables, the index read before."""
    nouns = sorted({word for group in built_in_synonyms() for word in group if word.isascii() and word.isalpha()})
    many = pgschema.Database("many", (pgschema.Schema("core", tuple(_tables(nouns, 10_000))),))
    index = from_plain(marshal.loads(marshal.dumps(to_plain(index_of({"many": many})))))
    for text in _COUNTED:
        took = statistics.median(timed(lambda text=text: search(text, index)) for _ in range(5)) * 1000  # type: ignore[misc]
        yield Figure(f"search of 10,000 tables: {text}", took, 100, "", "ms")
    bare = [sys.executable, "-c", "pass"]
    yield compare("hb search payment state / python -c pass", [*HB, "search", "payment", "state"], bare, None)


def _tables(nouns: Sequence[str], number: int) -> Iterator[pgschema.Table]:
    """Tables of an estate that grew: of three nouns each, every second one with a key to another."""
    chance = random.Random(3)
    columns = [f"{noun.lower()}_{end}" for noun in nouns for end in ("id", "date", "amount", "status")]
    for place in range(number):
        name = "_".join([*(noun.lower() for noun in chance.sample(nouns, 2)), str(place)])
        named = ("id", "name", "created_at", *chance.sample(columns, 9))
        key = pgschema.ForeignKey((named[3],), pgschema.QName("core", name), ("id",))
        made = tuple(pgschema.Column(column, "text") for column in named)
        yield pgschema.Table(
            "core", name, made, comment=f"Every {name} of the house.", foreign_keys=(key,) * (place % 2)
        )


def main(folder: Path) -> None:
    """Print the questions whose right table does not come first."""
    index = index_of(read_estate(folder))
    for question in read_questions(folder):
        for where in (question.database, None):
            found = ours(index, where)(question.text)
            if not question.gold & set(found[:1]):
                print(f"{where or 'estate'}: {question.text} {sorted(question.gold)} {found}")


if __name__ == "__main__":
    main(Path(sys.argv[1]))
