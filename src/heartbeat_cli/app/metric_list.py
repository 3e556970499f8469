"""The list of metrics and candidates, each with its age, and with its number where that is asked for."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import TYPE_CHECKING

from heartbeat_cli.app.from_root import files_from_root, named_from_root
from heartbeat_cli.errors import HbError, NothingLandedError
from heartbeat_cli.files import from_root

if TYPE_CHECKING:
    from heartbeat_cli.estate import ProjectSettings
    from heartbeat_cli.marts import Age
    from heartbeat_cli.metrics import Metric, Value


@dataclass(frozen=True, slots=True)
class MetricList:
    """Every metric and candidate; `unreadable` says which files are none because of what.

    `values` has, by name, the number of each that shows one, or why it has none; None where none was asked for.
    `ages` has how old the number of each is that shows one. `doubt` is why these numbers may say nothing, or why nobody
    knows how old they are.
    """

    metrics: "tuple[Metric, ...]"
    unreadable: tuple[str, ...]
    values: "Mapping[str, Value | HbError] | None" = None
    doubt: str | None = None
    ages: "Mapping[str, Age]" = field(default_factory=dict)

    @property
    def stale(self) -> bool:
        """Whether a number it shows is, or is one of a moment without data."""
        return any(age.says_nothing for age in self.ages.values())


def list_metrics(project: "ProjectSettings", *, values: bool = False, as_of: datetime | None = None) -> MetricList:
    """Every metric and candidate; with `values` the numbers of those that show one, at `as_of` or now.

    Raises HbError for `values` where the marts cannot be read.
    """
    from heartbeat_cli.metrics import load_all, metrics_with_evidence

    with files_from_root(project):
        loaded, problems = load_all(project)
        metrics = metrics_with_evidence(project, loaded)
        moment = as_of or project.now()
        ages, unknown = known_ages(project, metrics, moment)
        unreadable = tuple(from_root(str(problem), project.root) for problem in problems)
        found = MetricList(_told(project, metrics), unreadable, doubt=unknown, ages=ages)
        if not values:
            return found
        from heartbeat_cli.metrics import doubt_about, run_shown

        computed = run_shown(project, metrics, moment)
        told = {n: v.age for n, v in computed.items() if not isinstance(v, HbError) and v.age is not None}
        return replace(
            found,
            ages={**ages, **told},
            values={
                name: named_from_root(value, project) if isinstance(value, HbError) else value
                for name, value in computed.items()
            },
            doubt=(doubt_about(as_of, project, empty=False) if as_of is not None else None) or unknown,
        )


def _told(project: "ProjectSettings", metrics: "Iterable[Metric]") -> "tuple[Metric, ...]":
    """The metrics, knowing whether they are migration targets; an inventory that cannot be read is for `hb check`."""
    from heartbeat_cli.estate import load_inventory
    from heartbeat_cli.metrics import with_migration

    try:
        inventory = load_inventory(project)
    except HbError:
        return tuple(metrics)
    return tuple(with_migration(metric, inventory) for metric in metrics)


def known_ages(
    project: "ProjectSettings", metrics: "Iterable[Metric]", as_of: datetime | None = None
) -> "tuple[dict[str, Age], str | None]":
    """How old the numbers are, and why nobody knows; nothing is known of marts where nothing has landed."""
    from heartbeat_cli.metrics import ages_of

    try:
        return ages_of(project, metrics, as_of or project.now()), None
    except NothingLandedError:
        return {}, None
    except HbError as error:
        return {}, f"nobody knows how old the numbers are: {error.message}"
