"""The stages of proposals: whole numbers that may answer the question, and the one that is taken."""

from heartbeat_cli.discovery.asking import Ask, Option
from heartbeat_cli.discovery.draft import Draft, homes_of
from heartbeat_cli.discovery.effects import Propose, Proposed
from heartbeat_cli.discovery.proposals import MetricProposal
from heartbeat_cli.discovery.stages import Stage
from heartbeat_cli.discovery.tables import check_usable
from heartbeat_cli.errors import HbError, UsageError, did_you_mean
from heartbeat_cli.metrics import check_sql
from heartbeat_cli.wording import one_line

NONE_OF_THEM = "none"
EDIT = "edit"
LIKELY = 0.8
"""From this score on a proposal answers nearly every word of the question."""


def wants_proposals(draft: Draft) -> Propose | None:
    """Has whole numbers proposed, once, where somebody can take one."""
    if not draft.proposing or draft.proposed is not None or _is_decided(draft):
        return None
    return Propose(draft.question or "", tuple(source.name for source in draft.usable if not source.awaits_review))


def _is_decided(draft: Draft) -> bool:
    """Whether the table or the query is known, or a source is waited for, of which there is nothing to propose."""
    return bool(draft.waiting or draft.home or draft.own_sql or draft.sql)


def settle_proposals(draft: Draft, reply: Proposed) -> Draft:
    """Only what would run as it is: no number is made of a subject whose source is waited for."""
    offered = tuple(proposal for proposal in reply.proposals if _runs(draft, proposal))
    return draft.replace(proposed=Proposed(reply.understood, offered))


def _runs(draft: Draft, proposal: MetricProposal) -> bool:
    taken = draft.replace(sql=proposal.sql, reads=proposal.reads)
    try:
        check_sql(proposal.sql)
        for home in proposal.reads:
            check_usable(draft, home)
    except HbError:
        return False
    return not taken.waiting and not taken.fallbacks


def wants_proposal(draft: Draft) -> Ask | None:
    """Asks which of the proposals it is; none of them is an answer, and the way table by table goes on."""
    offered = draft.offered
    if not offered or draft.editing is not None or draft.no_proposal or _is_decided(draft):
        return None
    options = tuple(_option(str(place), proposal) for place, proposal in enumerate(offered, 1))
    edits = tuple(Option(f"{EDIT} {place}", f"change the SQL of {place} first …") for place, _ in enumerate(offered, 1))
    return Ask(
        "proposal",
        "Is it one of these?",
        default="1" if offered[0].score >= LIKELY and not offered[0].doubt else NONE_OF_THEM,
        options=(*options, Option(NONE_OF_THEM, "none of these: choose a table …")),
        more=edits,
        explicit=True,
    )


def _option(value: str, proposal: MetricProposal) -> Option:
    joins = "; ".join(join.spoken for join in proposal.joins)
    about = [
        f"{proposal.table} · {proposal.time.column}: {proposal.time.reason}" if proposal.time else str(proposal.table)
    ]
    about += [joins] if joins else []
    about += [f"left out: {', '.join(proposal.left_out)}"] if proposal.left_out else []
    about += list(proposal.why)
    return Option(value, one_line(proposal.sentence), " · ".join(about), preview=proposal.sql)


def settle_proposal(draft: Draft, reply: str) -> Draft:
    """Raises UsageError for what is none of them."""
    text = " ".join(reply.split())
    if text.casefold() in ("", NONE_OF_THEM):
        return draft.replace(no_proposal=True)
    word, _, rest = text.partition(" ")
    if word.casefold() == EDIT:
        return draft.replace(editing=_chosen(draft.offered, rest.strip() or "1"))
    return take(draft, _chosen(draft.offered, text))


def _chosen(offered: tuple[MetricProposal, ...], text: str) -> MetricProposal:
    """The proposal of a number, a name, or a part of its sentence that no other has."""
    wanted = text.casefold()
    # A number is a place, also where sentences have it: `30` is no proposal of the last 30 days.
    places = [p for place, p in enumerate(offered, 1) if text == str(place)]
    said = [p for p in offered if wanted in p.sentence.casefold() and not text.isdecimal()]
    found = places or [p for p in offered if wanted == p.name] or said
    if len(found) == 1:
        return found[0]
    hint = did_you_mean(text, [p.name for p in offered]) or f"Give a number from 1 to {len(offered)}, or its name."
    what = "is said of several proposals" if found else "is none of the proposals"
    raise UsageError(f"'{text}' {what}", hint=hint, code="unknown_proposal")


def take(draft: Draft, proposal: MetricProposal) -> Draft:
    """The proposal's SQL as if somebody had written it, with all that goes with it."""
    return draft.replace(
        proposal=proposal, sql=proposal.sql, own_sql=True, reads=proposal.reads, window=proposal.window.name
    )


def wants_edited(draft: Draft) -> Ask | None:
    """Hands the SQL of a proposal out to be changed."""
    if draft.editing is None or draft.sql is not None:
        return None
    return Ask(
        "sql", "The SQL, over the marts", default=draft.editing.sql, begin=draft.editing.sql,
        instruction="one SELECT, one number, dataset.table",
    )  # fmt: skip


def settle_edited(draft: Draft, reply: str) -> Draft:
    """Unchanged it is the proposal; empty, nothing is taken; else it is SQL of one's own, judged as any.

    Raises what the guard of metric SQL raises, and RefusedError for a table that cannot be used.
    """
    proposal = draft.editing
    sql = reply.strip().rstrip(";").rstrip()
    if proposal is None or not sql:
        return draft.replace(editing=None, problem=UsageError("the SQL came back empty; nothing was taken"))
    if sql == proposal.sql:
        return take(draft.replace(editing=None), proposal)
    check_sql(sql)
    homes = homes_of(sql, draft.inventory)
    for home in homes:
        check_usable(draft, home)
    return draft.replace(editing=None, proposal=proposal, sql=sql, own_sql=True, reads=homes)


PROPOSING = (
    Stage("proposals", wants_proposals, settle_proposals),
    Stage("proposal", wants_proposal, settle_proposal),
    Stage("edited SQL", wants_edited, settle_edited),
)


def without_taken(draft: Draft, problem: HbError) -> Draft:
    """Back to the proposals, without the one that was taken: the marts refuse it."""
    taken = draft.proposal
    left = tuple(proposal for proposal in draft.offered if proposal != taken)
    understood = draft.proposed.understood if draft.proposed is not None else None
    return draft.forget_query().replace(
        proposal=None, own_sql=False, window=None, problem=problem, shown=draft.shown - {"sql"},
        proposed=Proposed(understood, left) if understood is not None else None,
    )  # fmt: skip
