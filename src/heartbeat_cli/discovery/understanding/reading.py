"""From the words of a question to what it asks for."""

from collections.abc import Collection
from datetime import UTC, date, datetime, timedelta
from typing import Final

from heartbeat_cli.discovery.understanding.kinds import measure_of
from heartbeat_cli.discovery.understanding.parts import read_currency, read_limit, read_segments, read_unit
from heartbeat_cli.discovery.understanding.shapes import AskedShape, shape_of
from heartbeat_cli.discovery.understanding.states import (
    States,
    states_of_backlog,
    states_of_duration,
    states_of_funnel,
    waiting_things,
)
from heartbeat_cli.discovery.understanding.thing import Thing, share_in, thing_in
from heartbeat_cli.discovery.understanding.times import Times, read_times
from heartbeat_cli.discovery.understanding.understood import (
    A_LIMIT,
    BACKLOG,
    COUNT,
    COUNT_DISTINCT,
    DURATION,
    FUNNEL,
    MAX,
    MIN,
    SHARE,
    SUM,
    Meaning,
    Understanding,
)
from heartbeat_cli.discovery.understanding.words import AskedWords, Passage, asked_words

_UNITS: Final = {COUNT: "count", COUNT_DISTINCT: "count", BACKLOG: "count", SHARE: "percent", FUNNEL: "percent"}


def understand(question: str, vocabulary: Collection[str] = (), today: date | None = None) -> Understanding:
    """What `question` asks for.

    `vocabulary` has stems of words that the estate knows: none of them is a typing mistake. `today` says which year
    “since 1 March” means, and nothing else.
    """
    times, asked = read_times(asked_words(question, vocabulary), today or datetime.now(UTC).date())
    by, segments, asked = read_segments(asked)
    currency, money, asked = read_currency(asked)
    limits, asked = read_limit(asked)
    unit, asked = read_unit(asked)
    shape = _of_money(shape_of(asked, aged=times.aged, stepped=times.per is not None), asked, currency)
    states, thing = _content(asked, shape)
    if shape.name == COUNT and times.is_now and thing.condition:
        shape = AskedShape(BACKLOG, "how many are in this state at the moment", shape.passage)
        states, thing = (thing.condition,), Thing(thing.of)
    age, limit = _age(times, shape)
    return Understanding(
        question,
        shape.name,
        shape.percent,
        thing.of,
        thing.condition,
        thing.base,
        states,
        age,
        times.window,
        times.per,
        by,
        currency,
        _UNITS.get(shape.name) or (unit if shape.name == DURATION else currency),
        times.unread,
        (_told(asked, shape), *times.why, *limit, *limits, *segments, *money, *_doubts(shape, thing)),
        shape.name == COUNT and shape.passage is None,
    )


def _of_money(shape: AskedShape, asked: AskedWords, currency: str | None) -> AskedShape:
    """A volume in a currency is a sum of money."""
    volume = asked.find(r"volumes?|totals?") if shape.name == COUNT and currency else None
    return AskedShape(SUM, f"a {volume[0]} in {currency} is what all of them add up to", volume) if volume else shape


def _content(asked: AskedWords, shape: AskedShape) -> tuple[States, Thing]:
    if shape.name == SHARE:
        return (), share_in(asked, shape)
    if shape.name == FUNNEL:
        states, rest = states_of_funnel(asked)
        return states, thing_in(_without_shape(rest, shape, asked))
    if shape.name == DURATION:
        states, rest = states_of_duration(asked)
        return states, thing_in(_without_shape(rest, shape, asked))
    rest = asked.without(shape.passage) if shape.passage is not None and not _names(shape.passage) else asked
    thing = _measured(thing_in(rest), shape)
    if shape.name != BACKLOG:
        return (), thing
    if not thing.of and (waiting := waiting_things(shape)):
        return (("waiting",),), Thing(waiting, thing.condition)
    return states_of_backlog(shape), thing


def _measured(thing: Thing, shape: AskedShape) -> Thing:
    """The thing with the number that it has the most or the least of."""
    told = shape.passage[0].removeprefix("the ").split()[0] if shape.passage is not None else ""
    measure = measure_of(told) if shape.name in (MAX, MIN) else None
    return Thing((*thing.of, measure), thing.condition, thing.base) if measure is not None else thing


def _names(passage: Passage) -> bool:
    """Whether the words that told the shape name the thing as well: `fees`, `clients who paid`."""
    return bool({"what", "who"} & set(passage.found.groupdict()))


def _without_shape(rest: AskedWords, shape: AskedShape, asked: AskedWords) -> AskedWords:
    """Without the words that told the shape, as far as they are still there."""
    if shape.passage is None:
        return rest
    told = set(asked.words[shape.passage.first : shape.passage.last])
    return AskedWords(rest.question, tuple(word for word in rest.words if word not in told))


def _age(times: Times, shape: AskedShape) -> tuple[timedelta | None, tuple[Meaning, ...]]:
    """How old something of a backlog is at least; of anything else a limit is a filter that somebody writes."""
    if times.limit is None:
        return None, ()
    if shape.name == BACKLOG:
        return times.age, (Meaning(times.limit, "only what has been there that long"),)
    return None, (Meaning(times.limit, A_LIMIT),)


def _told(asked: AskedWords, shape: AskedShape) -> Meaning:
    return Meaning(asked.typed(shape.passage) if shape.passage is not None else asked.question, shape.means)


def _doubts(shape: AskedShape, thing: Thing) -> tuple[Meaning, ...]:
    if shape.name != SHARE or thing.base or shape.passage is None:
        return ()
    return (Meaning(shape.passage[0], "of which all of them is not said: say “share of … among …”"),)
