"""What the site tells, gathered once: each judgement is made by the room it belongs to, and none here."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from datetime import datetime
from typing import TYPE_CHECKING

from heartbeat_cli.errors import HbError, NotFoundError, NothingLandedError, RefusedError
from heartbeat_cli.files import from_root
from heartbeat_cli.wording import count

if TYPE_CHECKING:
    from heartbeat_cli.estate import Inventory, ProjectSettings, Source
    from heartbeat_cli.metrics import Brief, EvaluationReceipt, Metric
    from heartbeat_cli.pgschema import QName
    from heartbeat_cli.profiling import TableSummary
    from heartbeat_cli.sheets import Picture
    from heartbeat_cli.site import EstateFacts, MetricFacts, MirroredSchema
    from heartbeat_cli.status import EstateStatus


def estate_facts(project: "ProjectSettings", as_of: datetime, *, ask_servers: bool = True) -> "EstateFacts":
    """Everything. What cannot be read now is left out and told: files, dumps, and numbers that should be there."""
    from heartbeat_cli.app.brief import briefs_of
    from heartbeat_cli.estate import load_inventory
    from heartbeat_cli.metrics import load_all, metrics_with_evidence, with_migration
    from heartbeat_cli.rules import all_rules, check_again, other_rules
    from heartbeat_cli.state import read_runs
    from heartbeat_cli.status import read_estate_status

    inventory = load_inventory(project)
    loaded, problems = load_all(project)
    metrics = tuple(with_migration(m, inventory) for m in metrics_with_evidence(project, loaded))
    found = metric_facts(project, inventory, briefs_of(project, metrics, as_of))
    status = read_estate_status(project, inventory, ask_servers=ask_servers, as_of=as_of)
    pictures, unread = _pictures(project, [each.source for each in status.sources])
    unreadable = (*map(str, (*problems, *unread)), *_without_number(found))
    return replace(
        bare_facts(project, as_of),
        metrics=found,
        unreadable=tuple(from_root(text, project.root) for text in unreadable),
        status=status,
        schemas=tuple(_schemas(project, pictures, status, _read_by(found))),
        runs=read_runs(project.state),
        report=check_again(project, all_rules, other_rules()),
    )


def bare_facts(project: "ProjectSettings", as_of: datetime) -> "EstateFacts":
    """An estate of which nothing is known but what it is called."""
    from heartbeat_cli.site import EstateFacts
    from heartbeat_cli.version import __version__

    return EstateFacts(f"{project.truth_source} estate", project.root, as_of, f"hb {__version__}", ())


# Schemas


def _read_by(metrics: "tuple[MetricFacts, ...]") -> dict[str, tuple[str, ...]]:
    """The metrics that read a table of the marts, by the table's name."""
    found: dict[str, tuple[str, ...]] = {}
    for each in metrics:
        for read in each.brief.tables:
            found[str(read.table)] = (*found.get(str(read.table), ()), each.metric.name)
    return found


def _schemas(
    project: "ProjectSettings",
    pictures: "Mapping[str, Picture]",
    status: "EstateStatus",
    read_by: dict[str, tuple[str, ...]],
) -> "Iterator[MirroredSchema]":
    from heartbeat_cli.site import MirroredSchema

    for source, landing in ((each.source, each.landing) for each in status.sources):
        picture = pictures.get(source.name)
        if picture is None:
            continue
        landed = _landed(project, source) if landing.parts else {}
        for profile in (profile for profile in picture.schemas() if profile.tables):
            own = {name: summary for name, summary in landed.items() if name.schema == profile.schema.name}
            target = f"{source.name}.{profile.schema.name}"
            drawn = replace(picture, target=target, kind="schema", profile=profile)
            yield MirroredSchema(source.name, profile, drawn, source.dataset(profile.schema.name), own, read_by)


def _pictures(
    project: "ProjectSettings", sources: "Iterable[Source]"
) -> "tuple[dict[str, Picture], tuple[HbError, ...]]":
    """The structure of each source that the mirror has, and why that of another cannot be read."""
    from heartbeat_cli.app.draw import draw_place
    from heartbeat_cli.app.target import locate

    found: dict[str, Picture] = {}
    unread: list[HbError] = []
    for source in sources:
        try:
            found[source.name] = draw_place(locate(source.name, None, lambda: project))
        except NotFoundError:
            continue
        except HbError as error:
            unread.append(error)
    return found, tuple(unread)


def _landed(project: "ProjectSettings", source: "Source") -> "dict[QName, TableSummary]":
    """What its landed rows are like; nothing where they cannot be read."""
    from heartbeat_cli.app.statistics import statistics_of
    from heartbeat_cli.sheets import SchemaData

    try:
        found = statistics_of(project, [source.name], source.name)
    except HbError:
        return {}
    return {summary.table: summary for summary in found.tables} if isinstance(found, SchemaData) else {}


# Metrics


def _without_number(metrics: "Iterable[MetricFacts]") -> "Iterator[str]":
    """Why numbers are missing that should be there, each reason once: those the cockpit shows; all, where none is."""
    from heartbeat_cli.metrics import is_shown

    tried = [(is_shown(found.metric), found.brief.tried) for found in metrics if found.brief.tried is not None]
    none_has_one = all(each.run is None for _, each in tried)
    missing = [each.error for shown, each in tried if each.run is None and (shown or none_has_one)]
    # What the rule refuses is as it should be.
    failed = Counter(error.message for error in missing if error and not isinstance(error, RefusedError))
    for message, number in failed.items():
        yield f"{count(number, 'metric')} without a number now: {message}"


def metric_facts(
    project: "ProjectSettings", inventory: "Inventory", briefs: "tuple[Brief, ...]"
) -> "tuple[MetricFacts, ...]":
    """What briefs tell, with the right sources of each and its receipts."""
    from heartbeat_cli.metrics import right_sources_of
    from heartbeat_cli.site import MetricFacts

    receipts = _receipts(project, [brief.metric for brief in briefs])
    return tuple(
        MetricFacts(
            brief,
            tuple(right.because for right in right_sources_of(brief.metric, inventory)),
            receipts.get(brief.metric.name, ()) if receipts is not None else None,
        )
        for brief in briefs
    )


def _receipts(project: "ProjectSettings", metrics: "list[Metric]") -> "dict[str, tuple[EvaluationReceipt, ...]] | None":
    """None where the marts cannot be read."""
    from heartbeat_cli.metrics import histories_of

    try:
        return histories_of(project, metrics)
    except NothingLandedError:
        return {}
    except HbError:
        return None
