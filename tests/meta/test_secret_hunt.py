"""The search for secrets finds them, wherever and however they were written; else its silence would mean nothing."""

import gzip
import subprocess
import sys
import zlib
from base64 import b64encode
from pathlib import Path

import duckdb
import pytest
from tests.conftest import Outcome
from tests.metrics_estate import build_estate
from tests.secret_hunt import hunt, in_files, in_marts, in_processes, in_words

from heartbeat_cli.marts import open_marts

SECRET = "s3cret/of+the test-0123456789"
WRITTEN = {
    "as it is": b"x " + SECRET.encode() + b" y",
    "in a URL": b"GET /?key=s3cret%2Fof%2Bthe%20test-0123456789&page=2",
    "in base64": b'{"a": "' + b64encode(b"user:" + SECRET.encode()) + b'"}',
    "in base64, one further": b64encode(b"users:" + SECRET.encode()),
    "in base64, two further": b64encode(b"userss:" + SECRET.encode()),
    "in hexadecimal": SECRET.encode().hex().encode(),
    "in gzip": gzip.compress(SECRET.encode()),
    "as dlt packs": b"('state', '" + b64encode(zlib.compress(SECRET.encode())) + b"')",
}


@pytest.mark.parametrize("how", WRITTEN)
def test_it_is_found_however_it_is_written(tmp_path: Path, how: str) -> None:
    (tmp_path / "deep").mkdir()
    file = tmp_path / "deep" / "file"
    file.write_bytes(WRITTEN[how])
    (tmp_path / ".env").write_text(SECRET)
    assert hunt({"a key": SECRET}, in_files(tmp_path, but=[tmp_path / ".env"])) == [f"a key in {file}"]


def test_what_is_no_secret_is_not_found(tmp_path: Path) -> None:
    (tmp_path / "file").write_text(SECRET[:-1])
    assert hunt({"a key": SECRET}, in_files(tmp_path)) == []


def test_it_is_found_in_any_table_and_in_what_was_said(tmp_path: Path) -> None:
    project = build_estate(tmp_path / "project")
    with duckdb.connect(str(project.marts.path)) as marts:
        marts.execute("CREATE TABLE main.anything AS SELECT 1 AS n, {'inner': [?]} AS part", [SECRET])
    with open_marts(project) as reader:
        found = hunt({"a key": SECRET}, in_marts(reader), in_words(Outcome("", SECRET, 1)))
    assert found == ["a key in main.anything", "a key in output 1"]


def test_it_is_found_on_a_command_line_and_in_an_environment() -> None:
    program = "import sys; print('there', flush=True); sys.stdin.read()"
    with subprocess.Popen(
        [sys.executable, "-c", program, SECRET],
        env={"KEY": SECRET},
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
    ) as process:
        assert process.stdout is not None
        assert process.stdout.readline() == b"there\n"
        found = hunt({"a key": SECRET}, in_processes([process.pid]))
        process.communicate()
    assert found == [f"a key in cmdline of {process.pid}", f"a key in environ of {process.pid}"]
