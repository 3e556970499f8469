"""A Python `SOURCES` list becomes sources without being run; metric files are copied."""

from pathlib import Path

import pytest

from heartbeat_cli.errors import InvalidFileError, NotFoundError
from heartbeat_cli.setup import ChosenSource, imported_metrics, imported_sources

SPECS = """
import os
raise SystemExit("this file was run")
class SourceSpec: ...
SOURCES: list[SourceSpec] = [
    SourceSpec(db="webshop", schemas=["core", "dict"], pipeline_name="webshop_pipeline"),
    SourceSpec(db="card-desk", schemas=["card"], host=os.environ["X"]),
]
"""
DICTS = """
SOURCES = {
    "shop": {"database": "shop_prod", "schemas": {"public": ["film", "rental"], "dict": []}, "cluster": "B"},
    "bare": {"db": "bare"},
}
"""
METRIC = """\
name: {name}
label: Many
question: How many?
owner: counter
unit: count
window: total
direction: neutral
source: shop
status: {status}
sql: SELECT 1
"""


def written(tmp_path: Path, text: str) -> Path:
    file = tmp_path / "sources.py"
    file.write_text(text)
    return file


def shown(source: ChosenSource) -> tuple[object, ...]:
    schemas = tuple(schema.name for schema in source.landed)
    return source.name, source.cluster, source.database.name, schemas, source.only


def test_calls_with_keywords(tmp_path: Path) -> None:
    assert [shown(source) for source in imported_sources(written(tmp_path, SPECS))] == [
        ("webshop_pipeline", "main", "webshop", ("core", "dict"), ()),
        ("card_desk", "main", "card-desk", ("card",), ()),
    ]


def test_a_dict_of_dicts(tmp_path: Path) -> None:
    assert [shown(source) for source in imported_sources(written(tmp_path, DICTS))] == [
        ("shop", "B", "shop_prod", ("public", "dict"), (("public", ("film", "rental")),)),
        ("bare", "main", "bare", ("public",), ()),
    ]


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("SOURCES = [", "sources.py:1: no Python"),
        ("OTHERS = []", "there is no SOURCES in this file"),
        ("SOURCES = []", "sources.py:1: SOURCES is empty"),
        ("SOURCES = load()", "sources.py:1: SOURCES is empty, or no list of sources"),
        ("SOURCES = [\n  dict(schemas=['a']),\n]", "sources.py:2: this source names no database"),
        ("SOURCES = [dict(db='a'), dict(db='A')]", "sources.py:1: two sources are called 'a'"),
    ],
)
def test_what_is_no_list_of_sources_is_told_with_its_line(tmp_path: Path, text: str, message: str) -> None:
    with pytest.raises(InvalidFileError) as caught:
        imported_sources(written(tmp_path, text))
    assert message in str(caught.value)


def test_a_file_there_is_not(tmp_path: Path) -> None:
    with pytest.raises(NotFoundError):
        imported_sources(tmp_path / "none.py")


def test_metric_files_go_where_their_status_says(tmp_path: Path) -> None:
    (tmp_path / "a.yml").write_text(METRIC.format(name="a_count_total", status="candidate"))
    (tmp_path / "b.yaml").write_text(METRIC.format(name="b_count_total", status="retired"))
    files = imported_metrics([tmp_path])
    assert [str(file.path) for file in files] == ["db/candidates/a_count_total.yml", "db/metrics/b_count_total.yml"]
    assert files[0].text == (tmp_path / "a.yml").read_text()


def test_what_is_no_metric_is_told_with_its_line(tmp_path: Path) -> None:
    (tmp_path / "a.yml").write_text("name: a\nquestoin: How many?\n")
    with pytest.raises(InvalidFileError, match=r"a.yml:2"):
        imported_metrics([tmp_path / "a.yml"])
