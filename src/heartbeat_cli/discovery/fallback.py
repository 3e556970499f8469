"""The stages of what is said for reading a source that is not the right one: why, what was tried, until when.

`hb check` judges the notes by the same functions.
"""

import re
from datetime import date, timedelta

from heartbeat_cli.discovery.asking import Ask, as_texts
from heartbeat_cli.discovery.draft import Draft
from heartbeat_cli.discovery.effects import Describe
from heartbeat_cli.discovery.home import Home
from heartbeat_cli.errors import HbError, RefusedError, UsageError
from heartbeat_cli.estate import Source
from heartbeat_cli.metrics import Note, migration_words, reason_problem, review_problem, tried_problems, tried_table
from heartbeat_cli.pgschema import Table
from heartbeat_cli.wording import both

REVIEW_AFTER = timedelta(days=90)
_TRIED_AT_MOST = 3
NAMED = re.compile(r"\s*(?P<source>[\w-]+)\s*=\s*(?P<why>.*)", re.DOTALL)


def wants_fallback(draft: Draft) -> Ask | None:
    """Only for sources that are not the right ones; without a reason the rule says no."""
    if draft.waiting or not draft.fallbacks or draft.fallback is not None:
        return None
    names = ", ".join(source.name for source in draft.fallbacks)
    right = ", ".join(source.name for source in draft.usable)
    because = "; ".join(r.because for r in draft.right if r.source in draft.usable) or f"{right} is asked first"
    target = migration_words(s.name for s in draft.fallbacks if s.legacy)
    refusal = RefusedError(
        f"{names} is not the right source: {because}" + (f" ({target})" if target else ""),
        where=", ".join(str(h) for h in draft.reads if h.source in draft.fallbacks),
        hint=f'Use a table of {right}; or, where it cannot answer, say why: --fallback-note "…".'
        f" Where {names} has the last word on it, name the subject under truth_for in {_files(draft.fallbacks)}.",
        code="wrong_source",
    )
    return Ask(
        "fallback-note", f"{right} is the right source. Why can it not answer?", many=True, refusal=refusal,
        before=_begun(looked_at(draft)),
    )  # fmt: skip


def _begun(tried: tuple[str, ...]) -> str | None:
    """What a person goes on from: what was tried, which alone is no reason."""
    return f"Tried {both(tried)}: " if tried else None


def _files(sources: tuple[Source, ...]) -> str:
    return ", ".join(f"db/sources/{source.file.name}" for source in sources)


def settle_fallback(draft: Draft, reply: str | tuple[str, ...]) -> Draft:
    """Raises UsageError for a note that says nothing, or is about another source."""
    reasons = parse_fallbacks(as_texts(reply), draft.fallbacks)
    for source, why in zip(draft.fallbacks, reasons, strict=True):
        refuse_empty(Note("fallback", why, source.name, tried=looked_at(draft)), draft)
    return draft.replace(fallback=reasons)


def wants_tried(draft: Draft) -> Ask | None:
    """Asks which tables of the right source were tried; what was looked at is the default."""
    if draft.waiting or not draft.fallbacks or draft.tried is not None:
        return None
    found = looked_at(draft)
    return Ask(
        "tried",
        f"Which tables of {draft.usable[0].name} did you try?",
        default=found or None,
        many=True,
        prompted=not found,
    )


def settle_tried(draft: Draft, reply: str | tuple[str, ...]) -> Draft:
    """Raises UsageError where none was, or none that can have been."""
    tried = as_texts(reply)
    if not tried:
        raise UsageError("a fallback names the tables that were tried first")
    right = [source.name for source in draft.usable]
    for source in draft.fallbacks:
        for message, then in tried_problems(tried, source.name, right, draft.inventory, lambda _: None):
            raise UsageError(message, hint=then)
    return draft.replace(tried=tried)


def wants_tried_table(draft: Draft) -> Describe | None:
    """Each table that was tried, where there is DDL to look it up in: one that does not exist is asked for again."""
    unread = {found.source for found in draft.searched or () if found.note}
    homes = [home for home in _tried_homes(draft) if home.source.name not in unread]
    new = next((home for home in homes if home not in draft.described), None)
    return Describe(new.source.name, new.table) if new is not None else None


def settle_tried_table(draft: Draft, reply: Table | HbError) -> Draft:
    """What was tried is asked for again where it does not exist."""
    if isinstance(reply, HbError):
        return draft.replace(tried=None, problem=reply)
    new = next(home for home in _tried_homes(draft) if home not in draft.described)
    return draft.replace(described=draft.described | {new})


def _tried_homes(draft: Draft) -> list[Home]:
    if draft.waiting or not draft.fallbacks:
        return []
    found = (tried_table(entry, draft.inventory) for entry in draft.tried or ())
    return [Home(*each) for each in found if each is not None]


def wants_review_by(draft: Draft) -> Ask | None:
    """Takes the day a fallback or a stop-gap is looked at again; nobody is asked for it."""
    stands_in = any(note.stop_gap for note in draft.caveats or ())
    if draft.waiting or draft.review_by is not None or not (draft.fallbacks or stands_in):
        return None
    day = (draft.as_of + REVIEW_AFTER).date().isoformat()
    return Ask("review-by", "When should this be looked at again?", default=day, prompted=False)


def settle_review_by(draft: Draft, reply: str) -> Draft:
    """Raises UsageError for what is no day, and for one that is too far away."""
    day = parse_review_by(reply)
    wrong = review_problem(day, draft.as_of.date())
    if wrong is not None:
        raise UsageError(f"the note {wrong}", hint="A day within a year.")
    return draft.replace(review_by=day)


def parse_fallbacks(texts: tuple[str, ...], sources: tuple[Source, ...]) -> tuple[str, ...]:
    """Why each of `sources` is used, in their order: `WHY` for one, `SOURCE=WHY` each for several.

    Raises UsageError naming the source that has none.
    """
    named: dict[str, str] = {}
    plain: list[str] = []
    for text in texts:
        match = NAMED.fullmatch(text)
        known = next((s for s in sources if match and match["source"] in (s.name, s.database)), None)
        if known is not None and match is not None:
            named[known.name] = match["why"].strip()
        else:
            plain.append(text.strip())
    if len(sources) == 1 and plain and sources[0].name not in named:
        named[sources[0].name] = plain[0]
    missing = [s.name for s in sources if not named.get(s.name)]
    if missing:
        raise UsageError(
            f"{missing[0]} has no reason of its own for being used",
            hint=" ".join(f"--fallback-note {name}='…'" for name in missing),
            code="missing_flag",
        )
    return tuple(named[s.name] for s in sources)


def looked_at(draft: Draft) -> tuple[str, ...]:
    """The tables of the right sources the search put in front of the user, as `source.schema.table`."""
    usable = {source.name for source in draft.usable}
    found = [f"{s.source}.{hit.table}" for s in draft.searched or () if s.source in usable for hit in s.hits]
    return tuple(found[:_TRIED_AT_MOST])


def parse_review_by(text: str) -> date:
    """A day as ISO 8601; raises UsageError."""
    try:
        return date.fromisoformat(text.strip())
    except ValueError:
        raise UsageError(f"'{text}' is no date", hint="For example: --review-by 2026-08-01.") from None


def refuse_empty(note: Note, draft: Draft) -> None:
    """Raises UsageError for a note that gives no reason."""
    wrong = reason_problem(note, draft.candidate(), draft.inventory)
    if wrong is not None:
        raise UsageError(
            f"the {note.kind} note on {note.source} does not say why{wrong}",
            hint="Say it in a few words of your own, in any language.",
        )
