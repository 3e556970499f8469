"""Public questions over public schemas find their tables: a floor, in each question's own database.

`tools/bench.py search` has the figures, the whole estate and what they are compared with.
"""

import json
import os
from pathlib import Path

import pytest
from tests.conftest import OPEN_SCHEMAS

from heartbeat_cli.pgschema import read
from heartbeat_cli.search import IndexedSource, built_in_synonyms, search_tables, target_parts
from heartbeat_cli.search.indexing import index_estate

FOLDER = Path(os.environ.get("HB_QUESTIONS") or OPEN_SCHEMAS.parent / "questions")
FILE = FOLDER / "questions.jsonl"


@pytest.mark.skipif(not FILE.is_file(), reason=f"the public questions are not at {FOLDER}; set HB_QUESTIONS")
def test_public_questions_find_their_tables() -> None:
    questions = [json.loads(line) for line in FILE.read_text(encoding="utf-8").splitlines()]
    names = sorted({question["db"] for question in questions})
    databases = [
        (IndexedSource(name, name, truth=False, mirrored=True), read(FOLDER / "ddl" / f"{name}.sql").database)
        for name in names
    ]
    index = index_estate(databases, synonyms=built_in_synonyms())
    first = third = full = 0
    for question in questions:
        gold = {table.lower() for table in question["gold"]}
        hits = search_tables(question["question"], index, [question["db"]])[0]
        found = [target_parts(hit.target)[2].lower() for hit in hits]
        first, third = first + bool(gold & set(found[:1])), third + bool(gold & set(found[:3]))
        full += gold <= set(found)
    many = len(questions)
    assert (first >= 0.97 * many, third >= 0.995 * many, full >= 0.98 * many) == (True, True, True), (
        first,
        third,
        full,
    )
