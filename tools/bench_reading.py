"""The dump reader against the bare parse of the same statements by PostgreSQL's own grammar, and its memory."""

import os
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

from figures import HB, ROOT, Figure, compare, compare_calls, peak_memory, timed
from schemas import large_schema, open_schemas

_LARGE = 100_000
_START = "from heartbeat_cli.pgschema.dump import read_dump"


def reading(folder: Path) -> list[Figure]:
    """Text → Schema, in process, cold; and all the demo's databases in one command that has nothing remembered."""
    figures = [_read_against_parse(file) for file in _files(folder)]
    figures.append(_whole_mirror(folder))
    return figures


def memory(folder: Path) -> list[Figure]:
    """Peak resident memory above that of the imported reader, and what is asked for a dump of that size."""
    start = peak_memory(_START)
    found = []
    for file in _files(folder):
        size = file.stat().st_size
        imports = "from pathlib import Path\nfrom heartbeat_cli.pgschema.dump import read_dump\n"
        code = f"{imports}read_dump(Path({str(file)!r}))"
        used = max(0.0, peak_memory(code) - start)
        asked = 20 + 50 * size / 1e6
        what = f"read_dump({_name(file)}), peak above start-up"
        found.append(Figure(what, used, asked, f"start-up {start:.0f} MB, dump {size / 1e6:.1f} MB", "MB"))
    return found


def _files(folder: Path) -> list[Path]:
    composed = folder / "erp_800_tables.sql"
    composed.write_text(large_schema(800))
    shipped = [ROOT / "seed/schemas/demo/prod/webbank.sql", composed]
    return [file for file in [*shipped, *open_schemas()] if file.stat().st_size > _LARGE]


def _name(file: Path) -> str:
    return f"{file.parent.name}/{file.name}"


def _read_against_parse(file: Path) -> Figure:
    from heartbeat_cli import pgschema
    from heartbeat_cli.pgschema import open_dump, split_statements

    parse = _parsing([s.text for s in split_statements(open_dump(file)) if not s.data])
    what = f"read_dump({_name(file)}) / libpg_query parse"
    return compare_calls(what, lambda: timed(lambda: pgschema.read(file)), lambda: timed(parse), 2.5, rounds=9)


def _parsing(statements: list[bytes]) -> Callable[[], object]:
    """The parse of all statements at once; one by one where one of them is broken."""
    import postgast

    whole = b";\n".join(statements).decode()

    def one_by_one() -> None:
        for statement in statements:
            with suppress(postgast.PgQueryError):
                postgast.parse(statement.decode())

    try:
        postgast.parse(whole)
    except postgast.PgQueryError:
        return one_by_one
    return lambda: postgast.parse(whole)


def _whole_mirror(folder: Path) -> Figure:
    """`hb mirror status` reads every dump of the mirror; with an unwritable state folder nothing is remembered."""
    import shutil

    project = folder / "cold"
    for part in ("db", "seed/schemas/demo"):
        shutil.copytree(ROOT / part, project / part)
    shutil.copyfile(ROOT / "heartbeat.yml", project / "heartbeat.yml")
    (project / ".heartbeat").write_text("no folder, so that nothing is kept\n")
    os.utime(project / "heartbeat.yml")
    status = [*HB, "mirror", "status", "--project", str(project)]
    return compare("hb mirror status, all demo databases cold / hb --help", status, [*HB, "--help"], 6.0, rounds=7)
