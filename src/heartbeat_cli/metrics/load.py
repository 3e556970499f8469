"""`db/candidates/*.yml` and `db/metrics/*.yml` -> Metric."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime
from decimal import Decimal, InvalidOperation
from functools import cache
from pathlib import Path
from typing import Any

from heartbeat_cli.errors import InvalidFileError, NotFoundError, did_you_mean
from heartbeat_cli.estate import ProjectSettings, is_rehearsal
from heartbeat_cli.files import (
    METRIC,
    DataPath,
    Document,
    Problem,
    SqlPlace,
    failure,
    load_document,
    parse_document,
    validate,
)
from heartbeat_cli.metrics.metric import Alignment, BlockedOn, KnownDifference, Metric, Migration, Note
from heartbeat_cli.metrics.receipt import EvaluationReceipt, read_receipt
from heartbeat_cli.metrics.tolerance import is_plausible


@dataclass(frozen=True, slots=True)
class MetricFile:
    """A metric together with the file it was read from, for whoever needs the lines."""

    metric: Metric
    document: Document

    @property
    def file(self) -> Path:
        """Where the file lies."""
        return self.document.file


def load_metric(file: Path) -> Metric:
    """Read one metric or candidate.

    Raises NotFoundError where there is no such file, InvalidFileError with file:line of the first mistake.
    """
    return _require(*read_metric_file(file)).metric


def parse_metric(text: str, file: Path) -> Metric:
    """The metric in the text of a file; raises like `load_metric`."""
    return _require(*_read(parse_document(text, file))).metric


def _require(found: MetricFile | None, problems: tuple[Problem, ...]) -> MetricFile:
    if found is not None:
        return found
    raise failure(problems, f"in this file; `hb check {problems[0].file}` lists them all.")


def read_metric_file(file: Path) -> tuple[MetricFile | None, tuple[Problem, ...]]:
    """The metric, or everything that keeps the file from being one. Raises NotFoundError where there is no file."""
    try:
        document = load_document(file)
    except InvalidFileError as error:
        return None, (Problem.of(error, file),)
    return _read(document)


def _read(document: Document) -> tuple[MetricFile | None, tuple[Problem, ...]]:
    problems = validate(document, _schema()) or tuple(_value_problems(document))
    if problems:
        return None, problems
    return MetricFile(_build(document), document), ()


def read_folders(project: ProjectSettings) -> tuple[tuple[MetricFile, ...], tuple[Problem, ...]]:
    """Every metric and candidate of a project by name, and everything wrong with files that are neither."""
    found: list[MetricFile] = []
    problems: list[Problem] = []
    rehearsal = is_rehearsal(project)
    for folder in (project.metrics_folder, project.candidates_folder):
        for file in sorted(folder.glob("*.yml")):
            metric_file, wrong = read_metric_file(file)
            problems.extend(wrong)
            if metric_file is not None:
                found.append(replace(metric_file, metric=replace(metric_file.metric, rehearsal=rehearsal)))
    return tuple(sorted(found, key=lambda f: f.metric.name)), tuple(problems)


def load_all(project: ProjectSettings) -> tuple[tuple[Metric, ...], tuple[Problem, ...]]:
    """Every metric and candidate of a project by name, and the problems of the files that could not be read."""
    found, problems = read_folders(project)
    return tuple(f.metric for f in found), problems


def find_metric(project: ProjectSettings, name: str) -> Metric:
    """The metric called `name`, else the candidate; raises NotFoundError (`unknown_metric`) with the closest name."""
    for folder in (project.metrics_folder, project.candidates_folder):
        file = folder / f"{name}.yml"
        if "/" not in name and file.exists():
            return replace(load_metric(file), rehearsal=is_rehearsal(project))
    known = [f.stem for folder in (project.metrics_folder, project.candidates_folder) for f in folder.glob("*.yml")]
    raise NotFoundError(
        f"there is no metric or candidate '{name}'",
        hint=did_you_mean(name, known) or "`hb metrics list` shows them all.",
        code="unknown_metric",
    )


@cache
def _schema() -> dict[str, Any]:
    return METRIC.schema()


def _value_problems(document: Document) -> Iterator[Problem]:
    """Dates and numbers that JSON Schema cannot judge, because YAML has its own."""
    for index, record in enumerate(document.data.get("alignment", [])):
        for key in ("count", "value"):
            if _decimal(record[key]) is None:
                yield _not(document, ("alignment", index, key), record[key], "a number")
        if _moment(record["as_of"]) is None:
            yield _not(document, ("alignment", index, "as_of"), record["as_of"], "a date and time")
        elif "receipt" in record and _receipt(record) is None:
            yield document.problem(("alignment", index, "receipt"), "this is no receipt of an evaluation")
    for index, note in enumerate(document.data.get("notes", [])):
        if isinstance(note, dict) and "review_by" in note and _day(note["review_by"]) is None:
            yield _not(document, ("notes", index, "review_by"), note["review_by"], "a date")
    migration = document.data.get("migration", {})
    if "flipped" in migration and _day(migration["flipped"]) is None:
        yield _not(document, ("migration", "flipped"), migration["flipped"], "a date")


def _not(document: Document, path: DataPath, value: object, what: str) -> Problem:
    return document.problem(path, f"{'.'.join(str(p) for p in path)}: '{value}' is not {what}")


def _decimal(value: object) -> Decimal | None:
    try:
        number = Decimal(str(value))
    except InvalidOperation:
        return None
    return number if is_plausible(number) else None


def _moment(value: object) -> datetime | None:
    if isinstance(value, date) and not isinstance(value, datetime):
        value = datetime(value.year, value.month, value.day)
    try:
        moment = value if isinstance(value, datetime) else datetime.fromisoformat(str(value))
        moment = moment if moment.tzinfo else moment.replace(tzinfo=UTC)
        # In the first and the last year there are moments that UTC has no name for.
        moment.astimezone(UTC)
    except (ValueError, OverflowError):
        return None
    return moment


def _day(value: object) -> date | None:
    moment = _moment(value)
    return moment.date() if moment else None


def _build(document: Document) -> Metric:
    data: dict[str, Any] = document.data
    sql = data.get("sql")
    return Metric(
        name=data["name"],
        question=data["question"],
        source=data["source"],
        status=data["status"],
        window=data["window"],
        label=data.get("label") or data["name"].replace("_", " "),
        description=data.get("description"),
        owner=data.get("owner"),
        unit=data.get("unit"),
        direction=data.get("direction"),
        sql=sql.rstrip() if sql else None,
        notes=tuple(_note(note) for note in data.get("notes", [])),
        blocked_on=tuple(
            BlockedOn(b["source"], tuple(b.get("needs", ())), b.get("why")) for b in data.get("blocked_on", [])
        ),
        alignment=tuple(_alignment(record) for record in data.get("alignment", [])),
        migration=_migration(data["migration"]) if "migration" in data else None,
        file=document.file,
        sql_place=SqlPlace(document.file, scalar=document.scalar(("sql",))),
    )


def _note(note: Any) -> Note:
    if isinstance(note, str):
        return Note("method", note)
    return Note(
        kind=note["kind"],
        why=note.get("why", "").strip(),
        source=note.get("source"),
        tried=tuple(note.get("tried", ())),
        review_by=_day(note["review_by"]) if "review_by" in note else None,
        stop_gap=note.get("stop_gap", False),
        drafted_by=note.get("drafted_by"),
    )


def _migration(told: dict[str, Any]) -> Migration:
    known = (KnownDifference(k["signature"], k["why"].strip(), k["by"], k["rows"]) for k in told.get("known", ()))
    flipped = _day(told["flipped"]) if "flipped" in told else None
    return Migration(told["to"], told.get("key"), flipped, tuple(known))


def _alignment(record: dict[str, Any]) -> Alignment:
    as_of = _moment(record["as_of"])
    assert as_of is not None, "judged by _value_problems"
    return Alignment(
        count=Decimal(str(record["count"])),
        value=Decimal(str(record["value"])),
        as_of=as_of,
        by=record["by"],
        method=record["method"],
        tolerance=str(record.get("tolerance", "0")),
        verdict=record["verdict"],
        reason=record.get("reason"),
        given=record.get("given"),
        attested_by=record.get("attested_by"),
        receipt=_receipt(record),
        digest=record.get("digest"),
    )


def _receipt(record: dict[str, Any]) -> EvaluationReceipt | None:
    """The receipt of a record, None where it has none or what it has is no receipt."""
    value, as_of = _decimal(record["value"]), _moment(record["as_of"])
    if "receipt" not in record or as_of is None or _moment(record["receipt"]["made_at"]) is None:
        return None
    try:
        return read_receipt({**record["receipt"], "made_at": _moment(record["receipt"]["made_at"])}, value, as_of)
    except (ValueError, ArithmeticError):
        return None
