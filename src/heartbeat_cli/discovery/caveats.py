"""The stages about what the question means and what the number is worth: everyday words, caveats, stop-gaps."""

from collections.abc import Sequence
from dataclasses import replace

from heartbeat_cli.discovery.asking import Ask, Option, as_texts
from heartbeat_cli.discovery.draft import Draft
from heartbeat_cli.discovery.fallback import NAMED, refuse_empty
from heartbeat_cli.errors import RefusedError, UsageError
from heartbeat_cli.estate import Doubt, Inventory, doubts
from heartbeat_cli.metrics import Note


def wants_meaning(draft: Draft) -> Ask | None:
    """Asks what an everyday word means, where it may mean a subject of another source."""
    open_ = doubts(draft.question or "", draft.inventory)
    if draft.meant is not None or not open_:
        return None
    truth = draft.inventory.truth_source
    words = ", ".join(f'"{doubt.word}"' for doubt in open_)
    options = [
        Option(d.source.name, f"{d.subject.title} ({d.source.name})", f'"{d.word}" of {d.subject.title}') for d in open_
    ]
    own = Option(truth, f"something of {truth}'s own")
    return Ask("about", f"What does {words} mean?", options=(*options, own), instruction="a source")


def settle_meaning(draft: Draft, reply: str) -> Draft:
    """Raises UsageError for a source that is none of those asked about, and for a reason that says nothing."""
    open_ = doubts(draft.question or "", draft.inventory)
    note = parse_meaning(reply, open_, draft.inventory)
    refuse_empty(note, draft)
    return draft.replace(meant=(note,))


def wants_caveats(draft: Draft) -> Ask | None:
    """Takes the caveats that were given; nobody is asked for them."""
    if draft.caveats is not None:
        return None
    return Ask("caveat", "What else is in the number?", default=(), many=True, prompted=False)


def settle_caveats(draft: Draft, reply: tuple[str, ...]) -> Draft:
    """Raises UsageError or NotFoundError for a caveat without a source."""
    notes = parse_caveats(as_texts(reply), draft.inventory)
    return draft.replace(caveats=(*notes, *(draft.stop_gaps or ())))


def wants_stop_gaps(draft: Draft) -> Ask | None:
    """Takes the stop-gaps that were given; nobody is asked for them."""
    if draft.caveats is not None or draft.stop_gaps is not None:
        return None
    return Ask("stop-gap", "For which source does the number stand in?", default=(), many=True, prompted=False)


def settle_stop_gaps(draft: Draft, reply: tuple[str, ...]) -> Draft:
    """Raises what `settle_caveats` raises."""
    notes = tuple(replace(note, stop_gap=True) for note in parse_caveats(as_texts(reply), draft.inventory))
    return draft.replace(stop_gaps=notes)


def parse_caveats(texts: tuple[str, ...], inventory: Inventory) -> tuple[Note, ...]:
    """`SOURCE=WHY` each; raises UsageError where a text has no such shape, NotFoundError where there is no source."""
    notes = []
    for text in texts:
        match = NAMED.fullmatch(text)
        if match is None or not match["why"].strip():
            raise UsageError(f"'{text}' is no caveat", hint="For example: --caveat bpm='the review is still in it'.")
        notes.append(Note("caveat", match["why"].strip(), source=inventory.require(match["source"]).name))
    return tuple(notes)


def check_caveat(note: Note, draft: Draft) -> None:
    """Raises RefusedError where a caveat cannot excuse doing without a right source that is not landed."""
    right = next((right for right in draft.right if right.source.name == note.source), None)
    if right is None or draft.landing(right.source.name).tables:
        return
    source = right.source
    removed = next((b.metric for b in source.blocks if b.shown == "removed" and b.metric), None)
    if removed is not None:
        raise RefusedError(
            f"no caveat brings back what was removed: {right.because}, and the pending register has {removed} as"
            " removed",
            hint=f"Leave it out: the question is parked until {source.name} is landed.",
            code="caveat_refused",
        )
    if not note.stop_gap and not any(blocked.shown == "caveat" for blocked in source.blocks):
        raise RefusedError(
            f"the pending register lists nothing as shown with a caveat until {source.name} is landed",
            hint="Leave it out and the question is parked; or own up to a number that stands in until then:"
            f" --stop-gap {source.name}='…'.",
            code="caveat_refused",
        )


def parse_meaning(text: str, open_: Sequence[Doubt], inventory: Inventory) -> Note:
    """`SOURCE` or `SOURCE=WHY`: which source everyday words mean, and why.

    Raises NotFoundError where there is no such source, UsageError where it is none of those that may be meant.
    """
    match = NAMED.fullmatch(text)
    source = inventory.require(match["source"] if match else text.strip()).name
    doubt = next((doubt for doubt in open_ if doubt.source.name == source), open_[0])
    if source not in (doubt.source.name, inventory.truth_source):
        meant = ", ".join([*(d.source.name for d in open_), inventory.truth_source])
        raise UsageError(f"'{source}' is none of the sources that may be meant", hint=f"One of: {meant}.")
    said = match["why"].strip() if match else ""
    own = f'"{doubt.word}" is {source}\'s own here, and not {doubt.subject.title}'
    of_subject = f'"{doubt.word}" is meant as in {doubt.subject.title}'
    return Note("subject", said or (of_subject if source == doubt.source.name else own), source=source)
