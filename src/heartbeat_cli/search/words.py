"""Which words of what was typed name something, which only ask, and what asks for a change."""

import re

from heartbeat_cli.text import split_words

# Words of grammar: they name nothing, wherever they stand.
_GRAMMAR = (
    "a about across also am among an and any are as at be because been being between both but by can could did do "
    "does doing done each either every for from had has have having he her here him his how i if in into is it its "
    "just may me might must my neither no nor not of on or our ours please she should since so some such than that "
    "the their theirs them then there these they this those through to too until us very was we were what whatever "
    "when where whether which while who whom whose why will with within without would yet you your"
)
# The same in German, Ukrainian and Russian, and what asks in them.
_GRAMMAR_ELSEWHERE = (
    "ab aller alle anzahl auf aus bei bis das dem den der des die diese diesem diesen dieser dieses durch ein eine "
    "einem einen einer eines es für gab gibt haben hatte hatten ich im innerhalb ist jede jeder jedes kein keine "
    "letzte letzten letzter letztes liste mit nach nicht oder ohne pro seit sich sind soviel tage tagen über um und "
    "uns unser unsere unseren unter viel viele vielen vom von vor waren welche welchem welchen welcher welches wenn "
    "wer werden wie wieviel wieviele wir wird woche wochen wurde wurden während zeige zeigen zu zum zur zwischen "
    "durchschnitt durchschnittlich durchschnittliche gesamt insgesamt prozent anteil monat monate monaten stunde "
    "stunden heute gestern jahr jahre jahren а або без був була були було в від для до є за зі з і із й їх його її "
    "коли ми на над наш наша наші не ні о один по при про скільки та так те ти то тобто у ця ці цього цей через чи що "
    "щоб як яка яке який яких які якою середня середній середнє загальна загальний кількість частка відсотків день "
    "дні днів тиждень тижні тижнів місяць місяці місяців година годин сьогодні вчора рік роки років останні останній "
    "останніх минулий минулого покажи список был была были было во все где да его ее если есть же и из или их к как "
    "какая какие какой каких когда кто ли мы наш наши нет но об он она они от под сколько со тех тот что чтобы эта "
    "эти этого этом этот это средняя средний среднее общая общий количество число доля процентов дня дней неделя "
    "недели недель месяц месяца месяце месяцев час часа часов сегодня вчера год года лет последние последний "
    "последних прошлый прошлого прошлой покажи список"
)
GRAMMAR = frozenset(split_words(f"{_GRAMMAR} {_GRAMMAR_ELSEWHERE}"))
# What a question asks of a table rather than for which: measures, times, and the asking itself.
_ASKING = (
    "above after all alphabetical already always ascending average avg became become before below best biggest common "
    "compare corresponding count counted d day days descending different display distinct during equal ever exactly "
    "few fewer fewest find first following get gets getting give given gives greater greatest h higher highest hour "
    "hours include including know largest larger last least left less list long longest lot lots lower lowest made "
    "make makes making many max maximum median min minimum minute minutes month months more most much need never now "
    "number numbers one ones only out over particular past per percent percentage percentile provide quantity rate "
    "respective respectively return same see several share shortest show single smaller smallest still sum take taken "
    "takes tell time times today together top total twice under unique up usual want wants week weeks year years "
    "yesterday"
)
ASKING = frozenset(_ASKING.split())
# What a column is, whichever table it is one of.
_GENERIC = (
    "code codes date dates description descriptions detail details id identifier ids key kind kinds name names status "
    "text texts title titles type types value values"
)
GENERIC = frozenset(_GENERIC.split())
# Shorter stems begin too many words of another meaning.
MEANINGFUL = 5

_SPAN = r"(last|past|previous)\s+(\d+\s*)?(h|d|hours?|days?|weeks?|months?)|\d+\s*(h|d|hours|days|weeks|months)"
_WINDOW = re.compile(rf"\b({_SPAN})\b", re.IGNORECASE)
# `ordered by age`, `in descending order`: how the answer is to be laid out.
_SORTING = re.compile(
    r"\b(?:order|sort|rank)(?:ed)?\s+by\b"
    r"|\bin\s+(?:(?:a|an|the|same|alphabetic\w*|lexicographic\w*|(?:a|de)scending|(?:in|de)creasing|reverse\w*)\s+)+order\b",
    re.IGNORECASE,
)
_QUOTED = re.compile(r"(?<!\w)(?:\"([^\"]+)\"|'([^']+)'|“([^”]+)”|„([^“”]+)[“”]|«([^»]+)»)(?!\w)")
_CHANGE = re.compile(
    rf"\b({_SPAN}|today|yesterday|daily|weekly|monthly|since|bec[ao]me|becoming|left|leav\w+|joined|churned|onboarded"
    r"|(chang|clos|open|activat|block|suspend|reject|approv)(ed|ing))\b",
    re.IGNORECASE,
)


def content_words(text: str) -> tuple[str, ...]:
    """The words of a question that name something, lower case, in order, each once; its numbers are left out.

    A question made of other words only keeps them: they are all there is.
    """
    words = tuple(dict.fromkeys(word for word in split_words(text) if not word.isdigit()))
    return tuple(word for word in words if word not in GRAMMAR | ASKING) or words


def without_window(text: str) -> str:
    """A question without its time (`in the last 7 days`, `24h`) and order (`sorted by age`), which no table is for."""
    return _SORTING.sub(" ", _WINDOW.sub(" ", text))


def quoted_words(text: str) -> frozenset[str]:
    """The words between quotation marks: a value that rows have, rather than what a table is called."""
    return frozenset(word for groups in _QUOTED.findall(text) for word in split_words(" ".join(groups)))


def asks_for_change(text: str) -> bool:
    """True where a question is about what happened rather than how things are: a state log knows when it happened."""
    return _CHANGE.search(text) is not None


def is_participle(word: str) -> bool:
    """Whether a word says what happened (`onboarded`), rather than to what: by its ending."""
    return len(word) > MEANINGFUL and word.endswith("ed")
