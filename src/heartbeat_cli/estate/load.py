"""`db/sources/*.yml` -> Inventory."""

import os
from collections.abc import Iterator, Sequence
from dataclasses import fields, replace
from pathlib import Path
from typing import Any

from heartbeat_cli import files
from heartbeat_cli.errors import InvalidFileError, NotFoundError, did_you_mean
from heartbeat_cli.estate.agreed import agreed_problems, read_decisions, read_enquiries, read_milestone
from heartbeat_cli.estate.inventory import Blocked, Freshness, Inventory, Slice, Source, Subject, TableSettings
from heartbeat_cli.estate.options import ARCHETYPES, MARTS_KINDS, source_options
from heartbeat_cli.estate.phrases import Term
from heartbeat_cli.estate.project import PROJECT_FILE, ProjectSettings
from heartbeat_cli.state import cached

_FIELDS = frozenset(field.name for field in fields(Source))
_USUAL = {"warn_after": "24 hours", "error_after": "3 days"}
_SECONDS = {"second": 1, "minute": 60, "hour": 3600, "day": 86_400}


def load_inventory(project: ProjectSettings) -> Inventory:
    """Every source of the project.

    Raises NotFoundError where there is no inventory, InvalidFileError naming the first mistake (file:line) and how
    many more there are.
    """
    made_from = [project.root / PROJECT_FILE, *_source_files(project)]
    return cached(project.state, "inventory", made_from, lambda: _sound_inventory(project))


def _sound_inventory(project: ProjectSettings) -> Inventory:
    sources, problems = read_inventory(project)
    if problems:
        inside = [replace(problem, file=_from_root(problem.file, project)) for problem in problems]
        raise files.failure(inside, "in the inventory; `hb check` lists them all.")
    return Inventory(sources, project.truth_source)


def read_inventory(project: ProjectSettings) -> "tuple[tuple[Source, ...], tuple[files.Problem, ...]]":
    """The sources that can be read, in order of priority, and everything wrong with the files."""
    found_files = _source_files(project)
    if not found_files:
        raise NotFoundError(
            "the inventory is empty: no db/sources/*.yml", where=str(project.sources_folder), code="no_inventory"
        )
    built: list[tuple[files.Document, Source]] = []
    problems: list[files.Problem] = []
    for file in found_files:
        try:
            document = files.load_document(file)
        except InvalidFileError as error:
            problems.append(files.Problem.of(error, file))
            continue
        schema = source_schema(_named_archetype(document.data))
        found = files.validate(document, schema) or _cross_checks(document, project)
        problems.extend(found)
        if not found:
            built.append((document, _build(document)))
    problems += _dataset_problems(built, project)
    sources = [source for _, source in built]
    if project.truth_source not in {s.name for s in sources} and not problems:
        problems.append(_unknown_truth_source(project, sources))
    return tuple(sorted(sources, key=lambda s: (s.priority, s.name))), tuple(problems)


def source_schema(named: object = None) -> dict[str, Any]:
    """The JSON Schema of a source's file, where its archetype is `named`."""
    schema = files.SOURCE.schema()
    schema["properties"] |= source_options(named)
    return schema


def _named_archetype(data: Any) -> object:
    return data.get("archetype") if isinstance(data, dict) else None


def _source_files(project: ProjectSettings) -> list[Path]:
    """The inventory's files; a folder that may not be read is an OSError, not an empty inventory."""
    try:
        with os.scandir(project.sources_folder) as entries:
            return sorted(Path(e.path) for e in entries if e.name.endswith(".yml"))
    except FileNotFoundError:
        return []


def _unknown_truth_source(project: ProjectSettings, sources: list[Source]) -> "files.Problem":
    document = files.load_document(project.root / PROJECT_FILE)
    guess = did_you_mean(project.truth_source, (source.name for source in sources))
    message = f"truth_source: there is no source '{project.truth_source}' in the inventory."
    return document.problem(("truth_source",), f"{message} {guess}" if guess else message)


def _dataset_problems(
    built: "Sequence[tuple[files.Document, Source]]", project: ProjectSettings
) -> "Iterator[files.Problem]":
    """Schemas that would land in one dataset, and there in each other's tables; datasets no marts can name."""
    kind = MARTS_KINDS.find(project.marts.kind)
    first: dict[str, tuple[Source, Slice]] = {}
    for document, source in built:
        for slice_ in source.slices:
            dataset = source.dataset(slice_.schema)
            if kind.name_length(dataset) > kind.longest_name:
                message = (
                    f"schema '{slice_.schema}' would land in dataset {dataset}, which is too long a name for the marts"
                    f" (at most {kind.longest_name}). Take its `slice` out, or give the source a shorter name."
                )
                yield document.problem(("schemas", slice_.schema), message, code="name_too_long")
            owner, other = first.setdefault(kind.one_name(dataset), (source, slice_))
            if other is not slice_:
                message = (
                    f"schema '{slice_.schema}' would land in dataset {dataset}, where schema '{other.schema}' of"
                    f" {owner.name} lands ({owner.file.name}). Take the `slice` of one of the two out."
                )
                yield document.problem(("schemas", slice_.schema), message, code="name_collision")


def _from_root(file: Path, project: ProjectSettings) -> Path:
    return file.relative_to(project.root) if file.is_relative_to(project.root) else file


def _cross_checks(document: "files.Document", project: ProjectSettings) -> "tuple[files.Problem, ...]":
    """What a JSON Schema cannot say."""
    data = document.data
    problems: list[files.Problem] = []
    if data["source"] != document.file.stem:
        problems.append(document.problem(("source",), f"the file of '{data['source']}' is {data['source']}.yml"))
    known = {cluster.name for cluster in project.clusters}
    if "cluster" in data and data["cluster"] not in known:
        names = ", ".join(sorted(known))
        problems.append(document.problem(("cluster",), f"heartbeat.yml names no cluster '{data['cluster']}' ({names})"))
    archetype = ARCHETYPES.find(data["archetype"])
    required = archetype.required
    if not data.keys() >= set(required):
        needs = f"a {data['archetype']} source needs {_listed(required)}"
        problems.append(document.problem(("archetype",), needs))
    problems += [document.problem(path, message) for path, message in archetype.wrong_with(data)]
    return (*problems, *_freshness_checks(document), *_table_checks(document), *agreed_problems(document))


def _listed(keys: Sequence[str]) -> str:
    return " and ".join(filter(None, (", ".join(keys[:-1]), *keys[-1:])))


def _freshness_checks(document: "files.Document") -> "Iterator[files.Problem]":
    limits = _freshness(document.data)
    if limits.warn_after > limits.error_after:
        said = document.data["freshness"]
        unsaid = next((key for key in ("warn_after", "error_after") if key not in said), None)
        usual = f"; where {unsaid} is not given it is {_USUAL[unsaid]}" if unsaid else ""
        yield document.problem(("freshness",), f"freshness: data would be stale before it is late{usual}")


def _table_checks(document: "files.Document") -> "Iterator[files.Problem]":
    slices = [_slice(name, spec) for name, spec in _schemas(document).items() if spec and "slice" in spec]
    for name, spec in document.data.get("tables", {}).items():
        at = ("tables", name)
        if (wrong := _not_a_table(str(name), slices)) is not None:
            yield document.problem(at, wrong)
        columns = spec.get("columns", {})
        excluded, hashed = columns.get("exclude", []), columns.get("hash", [])
        for index, column in enumerate(hashed):
            if column in excluded:
                where = (*at, "columns", "hash", index)
                yield document.problem(where, f"{name}: '{column}' is excluded already, so it cannot be hashed as well")
        cursor = spec.get("cursor")
        if cursor in (*excluded, *hashed):
            message = f"{name}: '{cursor}' does not land as it is, so it cannot be the cursor"
            yield document.problem((*at, "cursor"), message)


def _not_a_table(name: str, slices: Sequence[Slice]) -> str | None:
    """What is wrong with the name a table's settings stand under."""
    schema, dot, table = name.partition(".")
    if not dot or not schema or not table:
        return f"tables: '{name}' should be written as schema.table"
    own = [s for s in slices if name.startswith(f"{s.schema}.")]
    if not own:
        known = ", ".join(s.schema for s in slices) or "no schema has one"
        return f"tables: the schema of '{name}' has no slice ({known})"
    if not any(s.pick([name.removeprefix(f"{s.schema}.")]) for s in own):
        return f"tables: '{name}' is not in the slice of its schema"
    return None


def _schemas(document: "files.Document") -> dict[str, Any]:
    schemas: dict[str, Any] = document.data.get("schemas", {})
    usual = ARCHETYPES.find(document.data["archetype"]).schema
    return schemas or ({usual: {"slice": "all"}} if usual is not None else {})


def _build(document: "files.Document") -> Source:
    data: dict[str, Any] = document.data
    schemas = _schemas(document)
    return Source(
        name=data["source"],
        title=data["title"],
        role=data["role"],
        archetype=data["archetype"],
        access=data["access"],
        file=document.file,
        cluster=data.get("cluster"),
        database=data.get("database"),
        schemas=tuple(schemas),
        slices=tuple(_slice(name, spec) for name, spec in schemas.items() if spec and "slice" in spec),
        pipeline=data.get("pipeline", data["source"]),
        priority=data.get("priority", 100),
        legacy=data.get("legacy", False),
        truth_for=tuple(map(_subject, data.get("truth_for", []))),
        owner=data.get("owner"),
        needs=data.get("needs"),
        why=data.get("why"),
        blocks=tuple(_blocked(entry) for entry in data.get("blocks", [])),
        tables=tuple((name, _settings(spec)) for name, spec in data.get("tables", {}).items()),
        connections=data.get("connections", 2),
        freshness=_freshness(data),
        plan=read_milestone(data),
        review=data.get("review"),
        landed_since=data.get("landed_since"),
        decisions=read_decisions(data),
        asked=read_enquiries(data),
        options=tuple(
            (key, data[key]) for key in ARCHETYPES.find(data["archetype"]).options if key in data.keys() - _FIELDS
        ),
    )


def _subject(spec: dict[str, Any]) -> Subject:
    return Subject(
        spec["subject"],
        tuple(map(_term, spec["terms"])),
        words=tuple(spec.get("words", ())),
        looks_right=tuple(spec.get("looks_right", ())),
    )


def _term(spec: str | dict[str, list[str]]) -> Term:
    return spec if isinstance(spec, str) else (tuple(spec["any"]), tuple(spec["with"]))


def _slice(schema: str, spec: dict[str, Any]) -> Slice:
    wanted, views = spec["slice"], tuple(spec.get("views", ()))
    if wanted == "all":
        return Slice(schema, views=views)
    return Slice(schema, only=tuple(wanted.get("only", ())), but=tuple(wanted.get("except", ())), views=views)


def _settings(spec: dict[str, Any]) -> TableSettings:
    columns = spec.get("columns", {})
    return TableSettings(
        exclude=tuple(columns.get("exclude", ())),
        hash=tuple(columns.get("hash", ())),
        key=tuple(spec.get("key", ())),
        cursor=spec.get("cursor"),
        lag_seconds=_in_seconds(spec["lag"]) if "lag" in spec else None,
        deletes=spec.get("deletes", "remove"),
    )


def _freshness(data: dict[str, Any]) -> Freshness:
    return Freshness(**{limit: _in_seconds(text) for limit, text in (_USUAL | data.get("freshness", {})).items()})


def _in_seconds(text: str) -> int:
    """`15 minutes` in seconds."""
    number, unit = text.split()
    return int(number) * _SECONDS[unit.removesuffix("s")]


def _blocked(entry: dict[str, str]) -> Blocked:
    metric = entry.get("metric")
    return Blocked(
        title=metric or entry["concept"],
        metric=metric,
        why=entry.get("why"),
        shown=entry.get("shown"),
        formerly=entry.get("formerly"),
    )
