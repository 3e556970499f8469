"""The wizard's questions at a terminal."""

from collections.abc import Callable, Iterable, Sequence
from contextlib import AbstractContextManager
from typing import TYPE_CHECKING, Any

from heartbeat_cli.cli.prompts import Around, Completed, Ended, PromptChoice, WentBack
from heartbeat_cli.discovery import Ask, Option, Reply

if TYPE_CHECKING:
    from heartbeat_cli.discovery import Effect

Look = Callable[[Any], Any]
_BESIDE, _BELOW = 12, 5


def spinner(effect: "Effect") -> AbstractContextManager[None]:
    """What is being done, shown while it is."""
    from heartbeat_cli.discovery import Evaluate, Propose, Search, Survey, Write
    from heartbeat_cli.formats import show_working

    doing: dict[type, str] = {
        Survey: "reading what has landed",
        Search: "searching the mirror",
        Propose: "looking for what would answer it",
        Evaluate: "computing the number",
        Write: "writing the candidate",
    }
    return show_working(doing.get(type(effect), "reading"))


def prompt_going_back(ask: Ask, look: Look = lambda _: None, drawn: Callable[[], None] | None = None) -> Reply:
    """The answer a person types or chooses; what was wrong with the last one is shown first.

    `look` answers what is looked at beside the question, `drawn` is called once it stands there. Raises GoneBack where
    the question before is wanted, StoppedAsking where nothing is.
    """
    try:
        return _put(ask, _around(ask, look, drawn))
    except WentBack as back:
        from heartbeat_cli.discovery import GoneBack

        raise GoneBack(back.typed) from None
    except Ended as end:
        from heartbeat_cli.discovery import StoppedAsking

        raise StoppedAsking(end.typed) from None


def _put(ask: Ask, around: Around) -> Reply:
    from heartbeat_cli.cli.prompts import ask_choice, ask_in_editor, ask_many, ask_secret, ask_text

    if ask.problem is not None:
        from heartbeat_cli.formats import show_problem

        show_problem(ask.problem)
    default = ask.default if isinstance(ask.default, str) else ""
    if ask.begin is not None:
        return ask_in_editor(ask.before if isinstance(ask.before, str) else ask.begin, ".sql")
    if ask.secret:
        return ask_secret(ask.message, around=around)
    if ask.many and ask.options:
        return ask_many(ask.message, _choices(ask.options), around=around)
    if ask.options:
        return ask_choice(ask.message, _choices(ask.options), default or None, _choices(ask.more), around=around)
    text = ask_text(ask.message, default, instruction=ask.instruction, around=around)
    return (text,) if ask.many else text


def _around(ask: Ask, look: Look, drawn: Callable[[], None] | None) -> Around:
    from heartbeat_cli.cli.discover.stepper import stepper
    from heartbeat_cli.discovery import help_of

    before = ask.before[0] if isinstance(ask.before, tuple) and ask.before and not ask.options else ask.before
    refused = before if ask.problem is not None and isinstance(before, str) else None
    looked_at = {option.value: option.preview for option in (*ask.options, *ask.more) if option.preview is not None}
    return Around(
        road=(lambda columns: stepper(ask.road, columns)) if ask.road else None,
        help=help_of(ask),
        back=True,
        before=None if ask.problem is not None else before,
        refused=refused,
        preview=(lambda value, beside: _preview(looked_at.get(value), look, beside)) if looked_at else None,
        complete=(lambda text: _completed(text, ask, look)) if ask.rows is not None else None,
        drawn=drawn,
    )


def _preview(looked_at: Any, look: Look, beside: bool) -> Sequence[str]:
    """Lines about what is pointed at, as harmless as all that comes from outside."""
    from heartbeat_cli.formats import without_controls
    from heartbeat_cli.sheets import sight_lines

    if looked_at is None or isinstance(looked_at, str):
        return without_controls(looked_at or "").splitlines()
    sight = look(looked_at)
    lines = sight_lines(sight, rows=_BESIDE if beside else _BELOW) if sight is not None else ()
    return [without_controls(line) for line in lines]


def _completed(text: str, ask: Ask, look: Look) -> list[Completed]:
    from heartbeat_cli.discovery import completions

    found = completions(text, ask.rows, look) if ask.rows is not None else ()
    return [Completed(one.text, one.instead_of, one.about) for one in found]


def _choices(options: Iterable[Option]) -> list[PromptChoice]:
    return [PromptChoice(option.value, option.title, option.about) for option in options]
