"""Metric -> file, atomically: whoever reads sees the old file or the new one, never half of either.

A file a person wrote keeps its comments and layout: only the lines that changed are replaced, and the result is read
back. Where that does not give the metric asked for, the whole file is written anew.
"""

import re
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import asdict
from datetime import UTC, datetime, time
from decimal import Decimal
from pathlib import Path
from typing import Any

import yaml

from heartbeat_cli.errors import HbError, RefusedError, UsageError
from heartbeat_cli.files import METRIC, DataPath, Mark, keep_schema, parse_document
from heartbeat_cli.metrics.load import parse_metric
from heartbeat_cli.metrics.metric import Alignment, Metric, Migration, Note
from heartbeat_cli.metrics.receipt import receipt_fields
from heartbeat_cli.state import SHARED, sync_folder, write_atomically

_NAME = re.compile(r"[a-z][a-z0-9_]*")
_STATUS = re.compile(r"status\s*:\s*[\"']?\w+[\"']?")
_WIDTH = 110
_FLOAT_DIGITS = 15  # what a double keeps exactly; longer numbers are written as text


class _Flow(dict[str, Any]):
    """A mapping written on one line."""


class _Dumper(yaml.SafeDumper):
    def increase_indent(self, flow: bool = False, indentless: bool = False) -> None:  # noqa: ARG002
        super().increase_indent(flow, False)


def _represent_text(dumper: yaml.SafeDumper, text: str) -> yaml.Node:
    style = "|" if "\n" in text else None
    return dumper.represent_scalar("tag:yaml.org,2002:str", text, style=style)


def _represent_number(dumper: yaml.SafeDumper, number: Decimal) -> yaml.Node:
    text = format(number, "f")
    if number == number.to_integral_value():
        return dumper.represent_scalar("tag:yaml.org,2002:int", format(number.to_integral_value(), "f"))
    if len(number.as_tuple().digits) > _FLOAT_DIGITS:
        return dumper.represent_scalar("tag:yaml.org,2002:str", text, style="'")
    return dumper.represent_scalar("tag:yaml.org,2002:float", text)


def _represent_moment(dumper: yaml.SafeDumper, moment: datetime) -> yaml.Node:
    utc = moment.astimezone(UTC)
    if utc.time() == time():
        return dumper.represent_scalar("tag:yaml.org,2002:timestamp", utc.date().isoformat())
    # As text: on one line with others, YAML cannot write the colons of a time without quotes.
    return dumper.represent_scalar("tag:yaml.org,2002:str", utc.isoformat().replace("+00:00", "Z"))


_Dumper.add_representer(str, _represent_text)
_Dumper.add_representer(Decimal, _represent_number)
_Dumper.add_representer(datetime, _represent_moment)
_Dumper.add_representer(
    _Flow, lambda dumper, value: dumper.represent_mapping("tag:yaml.org,2002:map", value.items(), flow_style=True)
)


def metric_text(metric: Metric) -> str:
    """The file of a metric: the same metric always gives the same text. Its first line tells editors the schema."""
    fields: dict[str, Any] = {
        "name": metric.name,
        "label": metric.label,
        "question": metric.question,
        "description": metric.description,
        "owner": metric.owner,
        "unit": metric.unit,
        "window": metric.window,
        "direction": metric.direction,
        "source": metric.source,
        "status": metric.status,
        "sql": _sql_text(metric.sql) if metric.sql else None,
        "notes": [_note(note) for note in metric.notes],
        "blocked_on": [_present({"source": b.source, "needs": list(b.needs), "why": b.why}) for b in metric.blocked_on],
        "alignment": [_record(record) for record in metric.alignment],
        "migration": _migration(metric.migration),
    }
    return f"{METRIC.schema_line}\n{_dump(_present(fields))}"


def _dump(value: object) -> str:
    return yaml.dump(value, Dumper=_Dumper, sort_keys=False, allow_unicode=True, width=_WIDTH)


def _present(fields: dict[str, Any]) -> dict[str, Any]:
    return {key: value for key, value in fields.items() if value not in (None, "", [])}


def _sql_text(sql: str) -> str:
    """White space at the ends of lines would force quotes and `\\n` on the whole text."""
    return "\n".join(line.rstrip() for line in sql.expandtabs(4).strip("\n").splitlines()) + "\n"


def _note(note: Note) -> Any:
    if note.kind == "method" and note.source is None and note.review_by is None:
        return note.why
    return _present(
        {
            "kind": note.kind,
            "source": note.source,
            "why": note.why,
            "tried": list(note.tried),
            "review_by": note.review_by,
            "stop_gap": note.stop_gap or None,
            "drafted_by": note.drafted_by,
        }
    )


def _migration(migration: Migration | None) -> dict[str, Any] | None:
    if migration is None:
        return None
    known = [_present(asdict(difference)) for difference in migration.known]
    return _present({"to": migration.to, "key": migration.key, "flipped": migration.flipped, "known": known})


def _record(record: Alignment) -> dict[str, Any]:
    """A record without a receipt stands on one line, as people write it."""
    fields: dict[str, Any] = {
        "count": record.count,
        "value": record.value,
        "as_of": record.as_of,
        "by": record.by,
        "method": record.method,
        "tolerance": record.tolerance,
        "reason": record.reason,
        "verdict": record.verdict,
        "given": record.given,
        "attested_by": record.attested_by,
        "digest": record.digest,
    }
    if record.receipt is None:
        return _Flow(_present(fields))
    receipt = receipt_fields(record.receipt)
    receipt["tables"] = [_Flow(table) for table in receipt["tables"]]
    receipt |= {key: _Flow(receipt[key]) for key in ("columns", "declared") if key in receipt}
    receipt["definition"]["sql"] += "\n"
    return _present({**fields, "receipt": receipt})


def write_metric(metric: Metric, folder: Path, *, overwrite: bool = False) -> Path:
    """Write `<name>.yml` into `folder` and return the file.

    Raises RefusedError (`exists`) where there is one already and `overwrite` is not set, UsageError for a name that
    cannot be a file's, HbError where the file system says no.
    """
    return _write_text(metric_text(metric), metric.name, folder, overwrite)


def move_metric(was: Metric, metric: Metric, folder: Path) -> Path:
    """Write `metric`, which `was` read from a file, to `folder`, keep the comments of that file and remove it.

    The new file is on disk before the old one goes: a crash in between leaves both, and `hb check` says so. Raises
    RefusedError (`changed`) where somebody changed the file since it was read.
    """
    old = was.file
    if old is None:
        return write_metric(metric, folder, overwrite=True)
    with _file_system(old):
        text = old.read_text(encoding="utf-8")
    if parse_metric(text, old) != was:
        raise RefusedError(
            "this file was changed in the meantime; nothing is written",
            where=str(old),
            hint="Try again.",
            code="changed",
        )
    stays = old.parent.resolve() == folder.resolve()
    new = _write_text(revise(text, metric, old), metric.name, folder, overwrite=stays)
    if not stays:
        with _file_system(old):
            old.unlink()
            sync_folder(old.parent)
    return new


def revise(text: str, metric: Metric, file: Path) -> str:
    """`text` with its status, its alignment records and its migration brought up to `metric`.

    A new text where that is not enough.
    """
    lines = text.splitlines()
    document = parse_document(text, file)
    at = document.line_of(("status",)) - 1
    lines[at] = _STATUS.sub(f"status: {metric.status}", lines[at], count=1)
    known = len(document.data.get("alignment", ()))
    added = [line for record in metric.alignment[known:] for line in _dump_record(record)]
    if added:
        _insert_records(lines, added, document.marks)
    _put_migration(lines, metric.migration, document.marks)
    revised = "\n".join(lines) + "\n"
    try:
        return revised if parse_metric(revised, file) == metric else metric_text(metric)
    except HbError:
        return metric_text(metric)


def _put_migration(lines: list[str], migration: Migration | None, marks: Mapping[DataPath, Mark]) -> None:
    """The lines of a migration give way to what it is now, at the end of the file where it had none."""
    told = _dump({"migration": _migration(migration)}).rstrip("\n").split("\n") if migration is not None else []
    if ("migration",) not in marks:
        lines += told
        return
    begin = marks[("migration",)].line - 1
    after = [mark.line - 1 for path, mark in marks.items() if len(path) == 1 and mark.line - 1 > begin]
    lines[begin : min(after, default=len(lines))] = told


def _dump_record(record: Alignment) -> list[str]:
    fields = _record(record)
    width = 10**6 if isinstance(fields, _Flow) else _WIDTH
    text = yaml.dump([fields], Dumper=_Dumper, sort_keys=False, allow_unicode=True, width=width)
    return text.rstrip("\n").split("\n")


def _insert_records(lines: list[str], added: list[str], marks: Mapping[DataPath, Mark]) -> None:
    if ("alignment",) not in marks:
        lines += ["alignment:", *(f"  {line}" if line else line for line in added)]
        return
    key = marks[("alignment",)].line
    first = marks.get(("alignment", 0), marks[("alignment",)]).line
    line = lines[first - 1]
    indent = line[: len(line) - len(line.lstrip())] if first != key else "  "
    following = [mark.line for path, mark in marks.items() if len(path) == 1 and mark.line > key]
    end = min(following) - 1 if following else len(lines)
    while end > key and not lines[end - 1].strip():
        end -= 1
    lines[end:end] = [f"{indent}{line}" if line else line for line in added]


def _write_text(text: str, name: str, folder: Path, overwrite: bool) -> Path:
    if not _NAME.fullmatch(name):
        raise UsageError(f"'{name}' cannot be the name of a metric: lower case letters, digits and _", code="bad_name")
    target = folder / f"{name}.yml"
    with _file_system(target):
        try:
            write_atomically(target, text.encode(), mode=SHARED, overwrite=overwrite, durable=True)
        except FileExistsError:
            if not target.exists():
                raise
            raise RefusedError(
                "this file exists already",
                where=str(target),
                hint="Choose another name, or remove the file first.",
                code="exists",
            ) from None
    keep_schema(METRIC, target)
    return target


@contextmanager
def _file_system(file: Path) -> Iterator[None]:
    try:
        yield
    except OSError as error:
        raise HbError(f"cannot write: {error.strerror}", where=str(file), code="cannot_write") from error


__all__ = ["metric_text", "move_metric", "revise", "write_metric"]
