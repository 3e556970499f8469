"""What people decide of a migration: why rows differ, and that one number takes the place of another."""

from dataclasses import replace
from datetime import timedelta
from typing import Final

from heartbeat_cli.errors import NotFoundError, RefusedError, UsageError, did_you_mean
from heartbeat_cli.estate import ProjectSettings
from heartbeat_cli.metrics.age import shown_status
from heartbeat_cli.metrics.blind import refuse_program
from heartbeat_cli.metrics.load import load_metric
from heartbeat_cli.metrics.metric import KnownDifference, Metric, Migration
from heartbeat_cli.metrics.migrate.standing import MigrationStanding
from heartbeat_cli.metrics.substance import says_nothing
from heartbeat_cli.metrics.write import move_metric

_OF_NOW: Final = timedelta(hours=1)
"""A flip rests on numbers of a moment at most this long ago."""


def know_difference(
    project: ProjectSettings,
    standing: MigrationStanding,
    signature: str,
    why: str,
    by: str,
    *,
    at_terminal: bool,
    attested_by: str | None = None,
    dry_run: bool = False,
) -> MigrationStanding:
    """Keep a person's reason why rows differ, in the file of the legacy metric; says how it stands then.

    Raises RefusedError in an agent's environment, UsageError for a reason that is none, NotFoundError for a signature
    no difference has.
    """
    refuse_program(project, at_terminal=at_terminal, attested_by=attested_by)
    if (problem := says_nothing(why, (), (standing.legacy.question, standing.legacy.name))) is not None:
        raise UsageError(f"--why {problem}", hint="Say in a sentence why these rows differ.", code="bad_reason")
    found = {d.signature: d for d in standing.differences}
    if signature not in found:
        raise NotFoundError(
            f"no difference has the signature '{signature}'",
            hint=did_you_mean(signature, list(found))
            or f"There {'are' if found else 'is'}: {', '.join(found) or 'none'}.",
            code="unknown_difference",
        )
    assert standing.truth is not None
    _refuse_another(standing.legacy, standing.truth)
    migration = standing.migration or Migration(standing.truth.name)
    known = KnownDifference(signature, why.strip(), by, found[signature].rows)
    others = tuple(one for one in migration.known if one.signature != signature)
    legacy = _filed(standing.legacy, replace(migration, known=(*others, known)), dry_run=dry_run)
    return replace(standing, legacy=legacy).with_known()


def flip(project: ProjectSettings, standing: MigrationStanding, *, dry_run: bool = False) -> MigrationStanding:
    """Put the number on the truth source in the place of the legacy one, which is retired; says how it stands then.

    Raises RefusedError where that was done (`flipped`), for numbers of another moment than now (`not_now`), while the
    number on the truth source matches no hand count or may not be shown plainly (`not_aligned`), or the two differ and
    nobody has said why (`unexplained_difference`).
    """
    truth = standing.truth
    _refuse_flipped(standing.legacy)
    if abs(project.now() - standing.as_of) > _OF_NOW:
        raise RefusedError(
            f"the numbers are as of {standing.as_of:%Y-%m-%d %H:%M} UTC, and a flip rests on those of now",
            hint="Leave --as-of out.",
            code="not_now",
        )
    if truth is None or standing.drafted or standing.truth_value is None:
        raise RefusedError(
            f"{standing.legacy.name} has nothing on {standing.truth_source} to take its place",
            hint="Look at the draft, and hold it against a hand count.",
            code="not_aligned",
        )
    status = shown_status(truth, standing.truth_value.age)
    if status != "aligned":
        counted = truth.last_alignment is not None
        raise RefusedError(
            f"{truth.name} is {status}: {'that is no number to rest on' if counted else 'it matches no hand count'}",
            where=str(truth.file) if truth.file else None,
            hint=f"`hb metrics show {truth.name}` says why."
            if counted
            else f"`hb metrics align {truth.name}` holds it against one.",
            code="not_aligned",
        )
    if standing.unexplained:
        raise RefusedError(
            f"{standing.legacy.name} and {truth.name} differ, and nobody has said why: "
            + ", ".join(f"'{signature}'" for signature in standing.unexplained),
            hint=f'`hb metrics migrate {standing.legacy.name} --know SIGNATURE --why "…" --by WHO` keeps a reason.',
            code="unexplained_difference",
        )
    _refuse_another(standing.legacy, truth)
    flipped = replace(standing.migration or Migration(truth.name), flipped=project.now().date())
    legacy = _filed(replace(standing.legacy, status="retired"), flipped, dry_run=dry_run)
    return replace(standing, legacy=legacy)


def _refuse_flipped(legacy: Metric) -> None:
    before = legacy.migration
    if before is not None and before.flipped is not None:
        raise RefusedError(
            f"{before.to} has taken the place of {legacy.name} on {before.flipped}",
            where=str(legacy.file) if legacy.file else None,
            hint="Nothing is left to do.",
            code="flipped",
        )


def _refuse_another(legacy: Metric, truth: Metric) -> None:
    """What people wrote of one metric is not lost for another."""
    kept = legacy.migration
    if kept is not None and kept.known and kept.to != truth.name:
        raise RefusedError(
            f"the reasons kept in {legacy.name} are about {kept.to}, not about {truth.name}",
            where=str(legacy.file) if legacy.file else None,
            hint="Leave --onto out, or take `migration:` out of the file first.",
            code="other_target",
        )


def _filed(metric: Metric, migration: Migration, *, dry_run: bool) -> Metric:
    changed = replace(metric, migration=migration)
    if dry_run:
        return changed
    assert metric.file is not None
    return replace(changed, file=move_metric(load_metric(metric.file), changed, metric.file.parent))
