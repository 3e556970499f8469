"""A schema on one page: what it is about, what moves in it, what to be careful with, what to land."""

from collections import Counter

from heartbeat_cli.blocks import Block, Phrases, Sheet, profile_sheet
from heartbeat_cli.profiling import SchemaProfile, tally
from heartbeat_cli.sheets.profile.words import arranged, headline_counts, other_counts
from heartbeat_cli.wording import count

_ROLES = ("entity", "dictionary", "state log", "log")


def schema_sheet(target: str, profile: SchemaProfile, foot: str = "") -> Sheet:
    """Everything worth a newcomer's attention, most important first."""
    return profile_sheet(
        target,
        profile.schema.comment,
        _opening(profile),
        arranged(profile.sections),
        foot,
    )


def _opening(profile: SchemaProfile) -> tuple[Block, ...]:
    blocks: list[Block] = [Phrases(headline_counts(profile.counts) or ("nothing in it",))]
    roles = Counter(t.role for t in profile.tables)
    if len(profile.tables) > 1:
        blocks.append(Phrases(tally({role: roles[role] for role in _ROLES})))
    others = other_counts(profile.counts)
    if others:
        blocks.append(Phrases(others, "dim"))
    if profile.neighbours:
        blocks.append(Phrases(tuple(_neighbour_words(*n) for n in profile.neighbours)))
    return tuple(blocks)


def _neighbour_words(schema: str, there: int, here: int) -> str:
    said = [f"{count(there, 'reference')} to {schema}"] if there else []
    said += [f"{count(here)} from {schema}"] if here else []
    return ", ".join(said)
