"""Which table a user means: by its full name, by what the right sources call so, and what is known of it."""

from heartbeat_cli.discovery.draft import Draft
from heartbeat_cli.discovery.home import Home
from heartbeat_cli.errors import NotFoundError, RefusedError, UsageError, did_you_mean
from heartbeat_cli.estate import Source
from heartbeat_cli.pgschema import QName


def find_table(text: str, draft: Draft) -> Home:
    """`source.schema.table`, `schema.table` of the right or the truth source, `dataset.table`, or `table` alone where
    these two sources have one of that name.

    Raises UsageError or NotFoundError. Whether the table exists is found out later.
    """
    parts = text.strip().split(".")
    if len(parts) == 3:
        source = draft.inventory.require(parts[0])
        return Home(source, QName(_schema(source, parts[1]), parts[2]))
    if len(parts) == 1 and len(alike := _called(parts[0], draft)) == 1:
        return alike[0]
    if len(parts) != 2:
        raise UsageError(f"'{text}' is no table", hint="Write --table SOURCE.SCHEMA.TABLE.")
    landed = draft.inventory.of_dataset(parts[0])
    if landed is not None:
        return Home(landed[0], QName(landed[1], parts[1]))
    for source in _asked_first(draft):
        if parts[0] in source.schemas:
            return Home(source, QName(parts[0], parts[1]))
    known = [f"{s.name}.{schema}" for s in draft.inventory.sources for schema in s.schemas]
    hint = did_you_mean(parts[0], known) or "Name the source first: source.schema.table."
    raise NotFoundError(f"no source that may be used has a schema '{parts[0]}'", hint=hint, code="unknown_table")


def _asked_first(draft: Draft) -> tuple[Source, ...]:
    """The sources that need no naming: the right ones, also those waited for, and the truth source."""
    waited_for = right_sources(draft) if draft.waiting else ()
    return (*waited_for, *draft.usable, draft.inventory.truth)


def _called(name: str, draft: Draft) -> list[Home]:
    """The tables of a name, landed or to be, in the right sources and the truth source."""
    sources = {source.name: source for source in _asked_first(draft)}
    slices = [(source, draft.landing(source.name)) for source in sources.values()]
    return [Home(s, t) for s, landing in slices for t in (*sorted(landing.tables), *landing.missing) if t.name == name]


def _schema(source: Source, schema: str) -> str:
    if source.schemas and schema not in source.schemas:
        hint = did_you_mean(schema, source.schemas) or f"It has: {', '.join(source.schemas)}."
        raise NotFoundError(f"{source.name} has no schema '{schema}'", hint=hint, code="unknown_table")
    return schema


def right_sources(draft: Draft) -> tuple[Source, ...]:
    """The right sources themselves, whatever makes them right."""
    return tuple(right.source for right in draft.right)


def is_unread(draft: Draft, home: Home) -> bool:
    """True for a table that has not landed, of a source without DDL in the mirror: nothing is known of it."""
    unread = {found.source for found in draft.searched or () if found.note}
    return home.source.name in unread and not draft.is_landed(home)


def refuse_unreviewed(source: Source, where: str) -> None:
    """Nobody knows yet what a source means that waits for a review: no metric is proposed on it before."""
    if source.awaits_review:
        raise RefusedError(
            f"{source.name} waits for a review, and no metric is proposed on it before",
            where=where,
            hint=f"`hb profile {source.name}` is that review; its verdict goes to db/sources/{source.name}.yml:"
            " `review: done …`.",
            code="needs_review",
        )


def why_not(draft: Draft, source: Source) -> str | None:
    """Why a table of a source is not the answer as it is, in a few words; None where it is of a right source that has
    landed."""
    landed, right = bool(draft.landing(source.name).tables), source in right_sources(draft)
    if source.awaits_review:
        return "waits for a review"
    if not landed:
        return "not landed"
    if right:
        return None
    return "being replaced, needs a reason" if source.legacy else "needs a reason"


def check_usable(draft: Draft, home: Home) -> None:
    """A source that is neither right nor landed cannot be used at all; one that is right is waited for."""
    source = home.source
    refuse_unreviewed(source, str(home))
    if draft.landing(source.name).tables or source in draft.usable:
        return
    raise RefusedError(
        f"{source.name} is not landed, so nothing can be counted in it",
        where=str(home),
        hint=f"Land it first: `hb ingest --source {source.name}`.",
        code="not_landed",
    )
