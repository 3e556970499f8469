"""An export: what was written, how the metrics went out, and what the target has no place for."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from heartbeat_cli.blocks import GAP, Aside, Block, GridColumn, Line, Sheet, Styled, line, number, sheet, table, words
from heartbeat_cli.exports import Export, ExportedMetric, LeftOut, PlacedFile
from heartbeat_cli.sheets.document import ABSENT, Absent
from heartbeat_cli.sheets.metrics import with_unit
from heartbeat_cli.wording import count, path

_NOTE_BELOW, _NARROWEST_NOTE = 4, 20


@dataclass(frozen=True, slots=True)
class ExportedFileDocument:
    """A file: its path where it has one, and its text where it was not written."""

    name: str
    path: str | None
    text: str | Absent


@dataclass(frozen=True, slots=True)
class ExportDocument:
    """`hb metrics export --json`: the metrics as they went out, the files, and what could not be carried.

    `fit` says of each metric whether its number may be shown plainly, `doubts` why not. `statements` are those for the
    marts, with `--dry-run`; `removed` are files that an export before left and this one did not write.
    """

    to: str
    spec: str | None
    written: bool
    metrics: tuple[ExportedMetric, ...]
    files: tuple[ExportedFileDocument, ...]
    removed: tuple[str, ...]
    statements: tuple[str, ...] | Absent
    left_out: tuple[LeftOut, ...]
    unreadable: tuple[str, ...]


def export_document(made: Export, root: Path) -> ExportDocument:
    """An export for programs."""
    places = {one.file.name: one.path for one in made.placed if one.file is not None}
    files = (
        ExportedFileDocument(
            file.name,
            path(places[file.name], root) if file.name in places else None,
            ABSENT if made.written else file.text,
        )
        for file in made.exported.files
    )
    return ExportDocument(
        to=made.request.to,
        spec=made.spec or None,
        written=made.written,
        metrics=made.metrics,
        files=tuple(files),
        removed=tuple(path(one.path, root) for one in made.placed if one.gone),
        statements=made.exported.statements if made.exported.statements and not made.written else ABSENT,
        left_out=made.left_out,
        unreadable=made.unreadable,
    )


def export_sheet(made: Export, root: Path) -> Sheet:
    """What was written where, and a line for each metric."""
    return sheet(
        *_where(made, root),
        GAP if made.metrics else None,
        _metrics(made) if made.metrics else None,
        *export_asides(made),
    )


def _where(made: Export, root: Path) -> Iterator[Line]:
    spec = f" {made.spec}" if made.spec else ""
    done = "written" if made.written else "nothing written (--dry-run)"
    if made.exported.statements:
        yield line(f"{count(len(made.metrics), 'metric')} for the marts, schema heartbeat: ", Styled(done, "bold"))
        return
    yield line(f"{count(len(made.metrics), 'metric')} as {made.request.to}{spec}: ", Styled(done, "bold"))
    for one in made.placed:
        yield _placed(one, root)


def _placed(one: PlacedFile, root: Path) -> Line:
    word = Styled("  removed: no metric of this export is in it", "dim") if one.gone else ""
    return line(path(one.path, root), word, indent=2)


def _metrics(made: Export) -> Block:
    computed = any(one.as_of is not None for one in made.metrics)
    columns: tuple[GridColumn | str, ...] = (
        "Metric",
        "Status",
        *([number("Value")] if computed else []),
        words("", "dim"),
    )
    return table(*columns, rows=(_row(one, computed=computed) for one in made.metrics), below=_NOTE_BELOW)


def _row(one: ExportedMetric, *, computed: bool) -> tuple[str, ...]:
    value = [with_unit(one.value, one.metric.unit) if one.value is not None else ""] if computed else []
    return one.metric.name, one.status, *value, "; ".join(one.why_not)


def export_text(made: Export) -> str:
    """What was made, as it would be written; of several files each behind its name."""
    if made.exported.statements:
        return "".join(f"{statement};\n" for statement in made.exported.statements)
    files = made.exported.files
    return "\n".join(f"==> {file.name} <==\n{file.text}" for file in files) if len(files) > 1 else files[0].text


def export_asides(made: Export) -> tuple[Aside, ...]:
    """What is said beside an export: what is not known, what is no metric, what could not be carried."""
    return (
        *(Aside(text, "warning") for text in (made.doubt, *made.unreadable) if text),
        *(Aside(f"not carried: {left}", "note") for left in made.left_out),
    )
