"""The stages of metrics that there are: they are shown first, and none is made a second time by accident."""

from heartbeat_cli.discovery.asking import Ask, Option
from heartbeat_cli.discovery.draft import Draft
from heartbeat_cli.discovery.effects import Compare, MeasuredBefore, NearNumber, Show
from heartbeat_cli.discovery.stages import Stage
from heartbeat_cli.errors import RefusedError, UsageError
from heartbeat_cli.metrics import EQUAL

_CANDIDATES = ("candidate", "parked", "ready")
_YES, _NO = ("yes", "true", "y"), ("no", "false", "n")


def wants_alike(draft: Draft) -> Compare | None:
    """Has metrics looked up that ask much the same as the question, once."""
    return Compare(draft.question or "") if draft.alike is None else None


def settle_alike(draft: Draft, reply: tuple[NearNumber, ...]) -> Draft:
    """All but the one whose place is taken."""
    asked = (draft.question or "").casefold()
    found = (near for near in reply if not (draft.overwrite and near.metric.question.casefold() == asked))
    return draft.replace(alike=tuple(found))


def wants_alike_shown(draft: Draft) -> Show | None:
    """Shows them, once."""
    if not draft.alike or "alike" in draft.shown:
        return None
    return Show(MeasuredBefore(draft.alike))


def wants_near(draft: Draft) -> Compare | None:
    """Has SQL that is about to run held against that of every metric."""
    if draft.sql is None or draft.compared == draft.sql or (draft.waiting and not draft.may_wait):
        return None
    return Compare(draft.question or "", draft.sql)


def settle_near(draft: Draft, reply: tuple[NearNumber, ...]) -> Draft:
    """What is near; a candidate whose place is taken is not."""
    found = (near for near in reply if not (draft.overwrite and near.metric.status in _CANDIDATES))
    return draft.replace(compared=draft.sql, near=tuple(found))


def wants_near_shown(draft: Draft) -> Show | None:
    """Shows what is near each SQL, once."""
    if not draft.near or _mark(draft) in draft.shown:
        return None
    return Show(MeasuredBefore(draft.near, by_sql=True))


def _mark(draft: Draft) -> str:
    return f"near {draft.compared}"


def wants_anyway(draft: Draft) -> Ask | None:
    """Asks whether a number that a metric has is wanted once more; without an answer it is not made."""
    same = next((near.metric for near in draft.near if near.how == EQUAL), None)
    if same is None or draft.compared != draft.sql or draft.anyway == draft.sql:
        return None
    instead = ", or in its place with --replace" if same.status in _CANDIDATES else ""
    refusal = RefusedError(
        f"{same.name} counts the same already",
        where=str(same.file) if same.file is not None else None,
        hint=f"Use it: `hb metrics show {same.name}`. A second one is made with --name NAME --anyway{instead}.",
        code="same_metric",
    )
    options = (
        Option("no", "no: something else"),
        Option("yes", f"yes: a second metric beside {same.name}"),
    )
    return Ask("anyway", f"{same.name} counts the same. Go on anyway?", options=options, refusal=refusal)


def settle_anyway(draft: Draft, reply: str) -> Draft:
    """Raises UsageError for what is neither; no goes back to where the number is chosen."""
    word = reply.strip().casefold()
    if word in _YES:
        return draft.replace(anyway=draft.sql)
    if word not in _NO:
        raise UsageError(f"'{reply}' is neither yes nor no")
    return draft.forget_query().replace(
        proposal=None, own_sql=False, measure=None, share=None, where=None, where_text=None, window=None, time=None,
        shown=draft.shown - {"sql"},
    )  # fmt: skip


COMPARING_QUESTIONS = (
    Stage("alike", wants_alike, settle_alike),
    Stage("alike shown", wants_alike_shown, lambda draft, _: draft.mark_shown("alike")),
)
COMPARING_SQL = (
    Stage("near", wants_near, settle_near),
    Stage("near shown", wants_near_shown, lambda draft, _: draft.mark_shown(_mark(draft))),
    Stage("anyway", wants_anyway, settle_anyway),
)
