"""The first stages: the question, its right source, what was looked at, what has landed, and which table it is."""

from typing import Any

from heartbeat_cli.discovery.asking import FIRST_QUESTION, Ask, Glance, Option, as_texts
from heartbeat_cli.discovery.caveats import (
    check_caveat,
    settle_caveats,
    settle_meaning,
    settle_stop_gaps,
    wants_caveats,
    wants_meaning,
    wants_stop_gaps,
)
from heartbeat_cli.discovery.comparing import COMPARING_QUESTIONS
from heartbeat_cli.discovery.draft import Draft, homes_of, is_need_of
from heartbeat_cli.discovery.effects import Chosen, Describe, Looked, Search, Show, Survey, Understood
from heartbeat_cli.discovery.fallback import (
    refuse_empty,
    settle_fallback,
    settle_review_by,
    settle_tried,
    settle_tried_table,
    wants_fallback,
    wants_review_by,
    wants_tried,
    wants_tried_table,
)
from heartbeat_cli.discovery.home import Home
from heartbeat_cli.discovery.proposing import PROPOSING
from heartbeat_cli.discovery.stages import Stage
from heartbeat_cli.discovery.tables import (
    check_usable,
    find_table,
    is_unread,
    refuse_unreviewed,
    right_sources,
    why_not,
)
from heartbeat_cli.errors import HbError, UsageError
from heartbeat_cli.marts import SourceLanding
from heartbeat_cli.metrics import check_sql
from heartbeat_cli.pgschema import QName, Table

OTHER_TABLE, OWN_SQL = "another table", "my own SQL"

_LISTED = 12


def wants_question(draft: Draft) -> Ask | None:
    """Asks for the question, which everything else follows from."""
    return FIRST_QUESTION if draft.question is None else None


def settle_question(draft: Draft, reply: str) -> Draft:
    """Raises UsageError for a question without a word."""
    question = " ".join(reply.split())
    if not any(character.isalpha() for character in question):
        raise UsageError("a question needs words")
    return draft.replace(question=question)


def wants_survey(draft: Draft) -> Survey | None:
    """Has it looked up what has landed, once."""
    return Survey() if draft.landings is None else None


def settle_survey(draft: Draft, reply: tuple[SourceLanding, ...]) -> Draft:
    """Raises RefusedError where a caveat was given that cannot excuse doing without a source that has not landed, and
    where the right source waits for a review.

    Raises UsageError for a caveat that says nothing.
    """
    surveyed = draft.replace(landings=reply)
    for blocked in surveyed.waiting:
        refuse_unreviewed(draft.inventory.require(blocked.source), blocked.source)
    for note in surveyed.caveats or ():
        check_caveat(note, surveyed)
        refuse_empty(note, surveyed)
    return surveyed


def wants_search(draft: Draft) -> Search | None:
    """The right sources, then the truth source, then everybody else."""
    if draft.searched is not None:
        return None
    names = dict.fromkeys([*_leading(draft), *draft.inventory.names()])
    return Search(draft.question or "", tuple(names))


def _leading(draft: Draft) -> tuple[str, ...]:
    return tuple(dict.fromkeys([*(right.source.name for right in draft.right), draft.inventory.truth_source]))


def wants_understood_shown(draft: Draft) -> Show | None:
    """Says what the words of the question were taken for, where they say anything, once."""
    understood = Understood(draft.understood, draft.zone)
    return Show(understood) if "understood" not in draft.shown and understood.words else None


def wants_right_shown(draft: Draft) -> Show | None:
    """Says which source is right for the question and why, once."""
    return None if "right" in draft.shown else _right_shown(draft)


def _right_shown(draft: Draft) -> Show:
    return Show(Chosen(draft.right, tuple(draft.landing(right.source.name) for right in draft.right)))


def wants_read_shown(draft: Draft) -> Show | None:
    """Says so where what is read to answer the question makes another source the right one, once."""
    if "read" in draft.shown or not any(right.table for right in draft.right):
        return None
    return _right_shown(draft)


def wants_search_shown(draft: Draft) -> Show | None:
    """Shows what was found, source by source, once."""
    if "search" in draft.shown:
        return None
    right = {right.source.name for right in draft.right}
    searched = draft.searched or ()
    asked = ((found.source, why_not(draft, draft.inventory.require(found.source))) for found in searched if found.hits)
    refused = tuple((name, why) for name, why in asked if why is not None)
    return Show(Looked(searched, draft.landings or (), len(_leading(draft)), len(right), refused))


def wants_needs(draft: Draft) -> Ask | None:
    """What a parked candidate needs, offered from what was found in the sources it waits for.

    Where a table or a query is known already nobody is asked.
    """
    if not draft.waiting or draft.needs is not None:
        return None
    waits = {blocked.source for blocked in draft.waiting}
    found = [(s.source, hit) for s in draft.searched or () if s.source in waits for hit in s.hits]
    options = tuple(Option(f"{s}.{hit.table}", f"{s}.{hit.table}", hit.hit.comment) for s, hit in found)
    return Ask(
        "needs",
        "Which of its tables would answer it?",
        default=(),
        options=options,
        many=True,
        prompted=bool(options) and not draft.reads,
    )


def settle_needs(draft: Draft, reply: tuple[str, ...]) -> Draft:
    """Raises UsageError for a need of a source that is not waited for."""
    needs = as_texts(reply)
    sources = [right.source for right in draft.right]
    for need in needs:
        if not any(is_need_of(need, source, len(sources)) for source in sources):
            names = ", ".join(source.name for source in sources)
            raise UsageError(f"'{need}' names none of the sources waited for", hint=f"Begin it with one of: {names}.")
    return draft.replace(needs=needs)


def wants_parked_table(draft: Draft) -> Ask | None:
    """A table the user already knows; of a source waited for it is needed, of any other it is not used."""
    if not draft.waiting or draft.reads or draft.parked_table is not None:
        return None
    return Ask("table", "Which table answers it?", default="", prompted=False)


def settle_parked_table(draft: Draft, reply: str) -> Draft:
    """A table of a right source is what a query is drafted over, or a need where there is no DDL of it; any other is
    noted as not used."""
    home = find_table(reply, draft) if reply else None
    if home is None or home.source not in right_sources(draft):
        return draft.replace(parked_table=reply, unused=reply or None)
    if is_unread(draft, home):
        return draft.replace(parked_table=reply, needs=(str(home),))
    return draft.replace(parked_table=reply, home=home, reads=(home,))


def wants_table(draft: Draft) -> Ask | None:
    """Asks for the table: those that were found first, then every other of the slices."""
    if draft.waiting or draft.home is not None or draft.own_sql:
        return None
    options = () if draft.other_table else _tables_to_choose(draft)
    more = _every_table(draft, options) if options else ()
    found = any(searched.hits for searched in draft.searched or ())
    message = "Which table answers it?" if found or not options else "No table has its words. Which table answers it?"
    return Ask("table", message, options=options, more=more, instruction="source.schema.table")


def _tables_to_choose(draft: Draft) -> tuple[Option, ...]:
    """Tables that can be used first; what is not landed stays visible and says so."""
    usable = [source.name for source in draft.usable]
    found = [(s.source, hit) for s in draft.searched or () for hit in s.hits]
    ranked = sorted(found, key=lambda pair: (pair[0] not in usable, not _landed(draft, pair[0], pair[1].table)))
    options = [
        Option(f"{source}.{hit.table}", _title(draft, source, hit.table), hit.hit.comment, Glance(source, hit.table))
        for source, hit in ranked[:_LISTED]
    ]
    # Where no table has the words, there is still a list to type into.
    options = options or list(_every_table(draft, ())[:_LISTED])
    if not options:
        return ()
    return (*options, Option(OTHER_TABLE, "another table …"), Option(OWN_SQL, "I write the SQL myself …"))


def _every_table(draft: Draft, listed: tuple[Option, ...]) -> tuple[Option, ...]:
    """The other tables of the slices, landed or not: those of the right sources first."""
    usable = [source.name for source in draft.usable]
    landings = sorted(draft.landings or (), key=lambda landing: landing.source not in usable)
    found = [(landing.source, table) for landing in landings for table in (*sorted(landing.tables), *landing.missing)]
    known = {option.value for option in listed}
    return tuple(
        Option(f"{source}.{table}", _title(draft, source, table), preview=Glance(source, table))
        for source, table in found
        if f"{source}.{table}" not in known
    )


def _title(draft: Draft, source: str, table: QName) -> str:
    remarks = []
    if source not in {usable.name for usable in draft.usable}:
        remarks.append("not the right source")
    if draft.inventory.require(source).legacy:
        remarks.append("being replaced")
    if draft.inventory.require(source).awaits_review:
        remarks.append("waits for a review")
    if not _landed(draft, source, table):
        remarks.append("not landed")
    return f"{source}.{table}" + (f"  ({', '.join(remarks)})" if remarks else "")


def _landed(draft: Draft, source: str, table: QName) -> bool:
    return table in draft.landing(source).tables


def settle_table(draft: Draft, reply: str) -> Draft:
    """Raises UsageError, NotFoundError or RefusedError for a table that cannot be used."""
    if reply == OTHER_TABLE:
        return draft.replace(other_table=True)
    if reply == OWN_SQL:
        return draft.replace(own_sql=True)
    home = find_table(reply, draft)
    check_usable(draft, home)
    return draft.replace(home=home, reads=(home,))


def wants_sql(draft: Draft) -> Ask | None:
    """Takes SQL that was given; asks for it only where the user chose to write it."""
    if draft.home is not None or draft.sql is not None or draft.own_sql is False:
        return None
    wanted = bool(draft.own_sql)
    return Ask(
        "sql",
        "The SQL, over the marts",
        default=None if wanted else "",
        prompted=wanted,
        instruction="one SELECT, one number, dataset.table",
    )


def settle_sql(draft: Draft, reply: str) -> Draft:
    """Raises what the guard of metric SQL raises, and RefusedError for a table that cannot be used.

    Where a right source is waited for, SQL that reads none of the right ones is noted as not used.
    """
    sql = reply.strip().rstrip(";").rstrip()
    if not sql and not draft.own_sql:
        return draft.replace(own_sql=False)
    if not sql:
        raise UsageError("the SQL is empty")
    check_sql(sql)
    homes = homes_of(sql, draft.inventory)
    if draft.waiting and not draft.reads:
        return _with_waiting_sql(draft, sql, homes)
    for home in homes:
        check_usable(draft, home)
    return draft.replace(sql=sql, own_sql=True, reads=homes)


def _with_waiting_sql(draft: Draft, sql: str, homes: tuple[Home, ...]) -> Draft:
    if not any(home.source in right_sources(draft) for home in homes):
        return draft.replace(own_sql=False, unused=", ".join(map(str, homes)))
    return draft.replace(sql=sql, own_sql=True, reads=homes)


def wants_description(draft: Draft) -> Describe | None:
    """Each table that is read, so that a table that does not exist is not waited for."""
    new = _undescribed(draft)
    return Describe(new.source.name, new.table) if new is not None else None


def _undescribed(draft: Draft) -> Home | None:
    known = (home for home in draft.reads if not (draft.waiting and is_unread(draft, home)))
    return next((home for home in known if home not in draft.described), None)


def settle_description(draft: Draft, reply: Table | HbError) -> Draft:
    """The table that is counted in is known; one that does not exist is asked for again."""
    if isinstance(reply, HbError):
        return draft.forget_query().replace(parked_table=None, problem=reply)
    new = _undescribed(draft)
    described = draft.described | ({new} if new is not None else set())
    return draft.replace(described=described, table=reply if new == draft.home else draft.table)


def _settled(field: str) -> Any:
    return lambda draft, reply: draft.replace(**{field: reply})


FINDING = (
    Stage("question", wants_question, settle_question),
    Stage("meaning", wants_meaning, settle_meaning),
    Stage("stop-gaps", wants_stop_gaps, settle_stop_gaps),
    Stage("caveats", wants_caveats, settle_caveats),
    Stage("survey", wants_survey, settle_survey),
    Stage("search", wants_search, _settled("searched")),
    Stage("understood shown", wants_understood_shown, lambda draft, _: draft.mark_shown("understood")),
    Stage("right source shown", wants_right_shown, lambda draft, _: draft.mark_shown("right")),
    Stage("search shown", wants_search_shown, lambda draft, _: draft.mark_shown("search")),
    *COMPARING_QUESTIONS,
    Stage("parked table", wants_parked_table, settle_parked_table),
    Stage("own SQL", wants_sql, settle_sql),
    *PROPOSING,
    Stage("table", wants_table, settle_table),
    Stage("right source of what is read", wants_read_shown, lambda draft, _: draft.mark_shown("read")),
    Stage("description", wants_description, settle_description),
    Stage("needs", wants_needs, settle_needs),
    Stage("fallback note", wants_fallback, settle_fallback),
    Stage("tried", wants_tried, settle_tried),
    Stage("tried table", wants_tried_table, settle_tried_table),
    Stage("review by", wants_review_by, settle_review_by),
)
