"""A question on a screen: drawn in place, with its list, its help and its preview; only what changes is redrawn."""

import os
import sys
from collections.abc import Callable, Iterable, Sequence
from typing import Any, Final

from prompt_toolkit.application import Application
from prompt_toolkit.buffer import Buffer
from prompt_toolkit.completion import Completer, Completion, ThreadedCompleter
from prompt_toolkit.filters import Condition, is_done
from prompt_toolkit.formatted_text import StyleAndTextTuples
from prompt_toolkit.history import InMemoryHistory
from prompt_toolkit.key_binding import KeyBindings
from prompt_toolkit.keys import Keys
from prompt_toolkit.layout import (
    BufferControl,
    ConditionalContainer,
    Dimension,
    DynamicContainer,
    FormattedTextControl,
    HSplit,
    Layout,
    VSplit,
    Window,
)
from prompt_toolkit.layout.processors import AfterInput, BeforeInput, PasswordProcessor
from prompt_toolkit.output.vt100 import Vt100_Output
from prompt_toolkit.styles import Style
from prompt_toolkit.utils import get_cwidth

from heartbeat_cli.cli.prompts.around import Ended, PromptText, WentBack, broken_at_words
from heartbeat_cli.cli.prompts.listing import ChoiceList
from heartbeat_cli.cli.prompts.preview import Previews

_STYLE: Final = Style(
    [
        ("qmark", "fg:ansicyan bold"),
        ("question", "bold"),
        ("answer", "fg:ansigreen bold"),
        ("pointed", "fg:ansicyan bold"),
        ("here", "bold"),
        ("done", "fg:ansigreen"),
        ("quiet", "fg:ansibrightblack"),
    ]
)
_WIDE: Final = 110
"""From this many columns on a preview stands beside the list."""
_ROWS: Final = 12
_BELOW: Final = 5
_HIGH_ENOUGH: Final = 24
_SUGGESTED: Final = 6
_ANSWER_AT_MOST: Final = 200
# How long an escape may be the beginning of another key's code, and a key the beginning of two.
_SECONDS_OF_ESCAPE: Final = 0.1
_SECONDS_OF_KEY: Final = 0.05

Pieces = StyleAndTextTuples


def ask_on_screen(asked: PromptText, listing: ChoiceList | None) -> str:
    """What is typed or chosen. Raises Ended, WentBack."""
    return str(_Screen(asked, listing).run())


class _Screen:
    """One question: a text that is typed, and the entries it narrows where there is a list."""

    def __init__(self, asked: PromptText, listing: ChoiceList | None) -> None:
        self.asked, self.listing, self.around = asked, listing, asked.around
        self.help_shown = False
        self.answer = ""
        self.output = _output()
        history = [self.around.refused] if self.around.refused else []
        self.buffer = Buffer(
            completer=ThreadedCompleter(_Suggestions(asked)) if self.around.complete else None,
            complete_while_typing=self.around.complete is not None,
            history=InMemoryHistory(history),
            accept_handler=self._accept,
            multiline=False,
        )
        self.buffer.text = asked.text
        self.buffer.cursor_position = len(asked.text)
        self.previews = Previews(self.around.preview) if self.around.preview and listing is not None else None
        self.app: Application[str] = Application(
            layout=Layout(self._layout()),
            key_bindings=self._keys(),
            style=_STYLE,
            output=self.output,
            include_default_pygments_style=False,
        )
        if (drawn := self.around.drawn) is not None:
            self.app.after_render += _once(drawn)
        self.app.ttimeoutlen, self.app.timeoutlen = _SECONDS_OF_ESCAPE, _SECONDS_OF_KEY

    def run(self) -> str:
        """Ask."""
        try:
            return self.app.run()
        except EOFError:
            raise Ended(self.typed) from None

    @property
    def typed(self) -> str:
        """What stands there."""
        return "" if self.asked.secret else self.buffer.text

    @property
    def _size(self) -> tuple[int, int]:
        size = self.output.get_size()
        return size.columns, size.rows

    # What is drawn

    def _layout(self) -> HSplit:
        asking = ~is_done
        parts = [
            ConditionalContainer(_text(self._road, height=1), asking & Condition(lambda: self.around.road is not None)),
            ConditionalContainer(_text(self._message), asking & Condition(lambda: bool(self._message()))),
            ConditionalContainer(self._input(), asking),
            ConditionalContainer(_text(self._answered), is_done),
        ]
        if self.listing is not None:
            parts.append(ConditionalContainer(DynamicContainer(self._body), asking))
        parts.append(ConditionalContainer(_text(self._suggested), asking & Condition(self._is_suggesting)))
        parts.append(ConditionalContainer(_text(self._help), asking & Condition(lambda: self.help_shown)))
        return HSplit(parts)

    def _input(self) -> Window:
        processors: list[Any] = [PasswordProcessor()] if self.asked.secret else []
        processors += [BeforeInput(self._prefix), AfterInput(self._placeholder)]
        return Window(
            BufferControl(self.buffer, input_processors=processors),
            wrap_lines=True,
            dont_extend_height=True,
            height=Dimension(max=_ROWS),
        )

    def _road(self) -> Pieces:
        return list(self.around.road(self._size[0] - 1)) if self.around.road else []

    def _lines(self) -> tuple[str, str]:
        """The question on lines of words, and its last line, behind which is typed."""
        text = broken_at_words(f"? {self.asked.message}", self._hint(), self._size[0])
        before, _, last = text.removesuffix(" ").rpartition("\n")
        return before, last

    def _message(self) -> Pieces:
        return _question(self._lines()[0])

    def _prefix(self) -> Pieces:
        before, last = self._lines()
        pieces = _question(last) if not before else [("class:question", last)]
        return [*pieces, ("", " " if last else "")]

    def _hint(self) -> str:
        return f"({self.asked.instruction})" if self.asked.instruction else ""

    def _placeholder(self) -> Pieces:
        return [("class:quiet", self._hint())] if not self.buffer.text else []

    def _answered(self) -> Pieces:
        said = "•" * len(self.answer) if self.asked.secret else cut(" ".join(self.answer.split()), _ANSWER_AT_MOST)
        return [*_question(f"? {self.asked.message}"), ("class:answer", f" {said}")]

    def _is_suggesting(self) -> bool:
        return bool(self.buffer.complete_state)

    def _suggested(self) -> Pieces:
        state = self.buffer.complete_state
        if state is None:
            return []
        chosen = state.complete_index
        first = max(0, (chosen or 0) - _SUGGESTED + 1)
        shown = list(enumerate(state.completions))[first : first + _SUGGESTED]
        rows = [(f"{'❯' if at == chosen else ' '} {one.display_text}", one.display_meta_text) for at, one in shown]
        width = max((get_cwidth(text) for text, _ in rows), default=0)
        lines: Pieces = []
        for text, about in rows:
            style = "class:pointed" if text.startswith("❯") else ""
            lines += [(style, padded(cut(text, self._size[0] - 3), width + 2)), ("class:quiet", about), ("", "\n")]
        left = len(state.completions) - len(shown)
        return [*lines, ("class:quiet", f"  tab completes{f', {left} more' if left > 0 else ''}")]

    def _help(self) -> Pieces:
        said = self._indented(self.around.help or self.asked.instruction)
        keys = self._indented(self._keys_in_words())
        return [("", f"{said}\n" if said.strip() else ""), ("class:quiet", keys)]

    def _indented(self, text: str) -> str:
        return "\n".join(f"  {line}" for line in _wrapped(text, self._size[0] - 4))

    def _keys_in_words(self) -> str:
        own = "arrows choose, typing narrows, enter takes" if self.listing is not None else "enter gives the answer"
        if self.listing is not None and self.listing.ticked is not None:
            own = "space picks, a picks all, enter ends"
        more = " · tab completes" if self.around.complete else ""
        return f"{own}{more} · {self.asked.keys} · ? hides this"

    # The list

    def _body(self) -> Any:
        columns, rows = self._size
        if self.previews is None:
            return _text(self._listed)
        if columns >= _WIDE:
            height = self._list_rows() + 1
            left = Window(FormattedTextControl(self._listed), width=self._list_width(), height=height)
            gap = Window(width=3, height=height, char=" ")
            return VSplit([left, gap, Window(FormattedTextControl(self._previewed), height=height)])
        below = Window(FormattedTextControl(self._previewed), height=_BELOW)
        return HSplit([_text(self._listed), below]) if rows >= _HIGH_ENOUGH else _text(self._listed)

    def _is_beside(self) -> bool:
        return self.previews is not None and self._size[0] >= _WIDE

    def _is_below(self) -> bool:
        return self.previews is not None and not self._is_beside() and self._size[1] >= _HIGH_ENOUGH

    def _list_rows(self) -> int:
        others = 6 + (_BELOW if self._is_below() else 0) + (4 if self.help_shown else 0)
        return max(3, min(_ROWS, self._size[1] - others))

    def _list_width(self) -> int:
        columns = self._size[0]
        if not self._is_beside() or self.listing is None:
            return columns - 1
        widest = max((get_cwidth(choice.title) for choice in self.listing.shown), default=0) + 4
        return min(widest, columns * 11 // 20)

    def _listed(self) -> Pieces:
        assert self.listing is not None
        entries = self.listing.entries(self.buffer.text)
        rows, width = self._list_rows(), self._list_width()
        lines: Pieces = []
        for at in self.listing.seen(rows):
            pointed = at == self.listing.pointed
            tick = "" if self.listing.ticked is None else ("● " if entries[at].value in self.listing.ticked else "○ ")
            text = cut(f" {'❯' if pointed else ' '} {tick}{entries[at].title}", width)
            lines += [("class:pointed" if pointed else "", text), ("", "\n")]
        lines.append(("class:quiet", cut(self._about(entries, rows), width)))
        return lines

    def _about(self, entries: Sequence[Any], rows: int) -> str:
        assert self.listing is not None
        more = f"{len(entries)} in all" if len(entries) > rows else ""
        about = "" if self.previews is not None else " ".join((entries[self.listing.pointed].about or "").split())
        return "   " + " · ".join(filter(None, (about, more)))

    def _previewed(self) -> Pieces:
        assert self.listing is not None and self.previews is not None
        value = self.listing.pointed_at(self.buffer.text).value
        width = self._size[0] - 4 - (self._list_width() if self._is_beside() else 0)
        lines = self.previews.lines(value, self.app, beside=self._is_beside())
        indent = "" if self._is_beside() else "   "
        shown = [cut(f"{indent}{line}", width) for line in lines]
        return [piece for line in shown for piece in (("", line), ("", "\n"))]

    # What keys do

    def _keys(self) -> KeyBindings:
        keys = KeyBindings()
        empty = Condition(lambda: not self.buffer.text)
        back = Condition(lambda: self.around.back)
        for key in (Keys.ControlC, Keys.SIGINT):
            keys.add(key, eager=True)(lambda event: self._leave(event, Ended(self.typed)))
        keys.add(Keys.ControlD, filter=empty, eager=True)(lambda event: self._leave(event, Ended("")))
        keys.add(Keys.Escape, filter=back)(lambda event: self._leave(event, WentBack(self.typed)))
        keys.add(Keys.Left, filter=back & empty, eager=True)(lambda event: self._leave(event, WentBack("")))
        keys.add(Keys.ControlZ, eager=True)(lambda event: event.app.suspend_to_background())
        keys.add(Keys.ControlAt, eager=True)(lambda _: None)
        keys.add(Keys.BracketedPaste, eager=True)(lambda event: self._paste(event.data))
        keys.add("?", filter=empty & Condition(lambda: not self.asked.secret), eager=True)(self._toggle_help)
        for key in (Keys.ControlM, Keys.ControlJ):
            keys.add(key, eager=True)(lambda _: self._take())
        if self.listing is not None:
            self._add_list_keys(keys, self.listing)
        elif self.around.complete is not None:
            keys.add(Keys.Tab, eager=True)(self._complete)
        return keys

    def _add_list_keys(self, keys: KeyBindings, listing: ChoiceList) -> None:
        steps = ((Keys.Down, 1), (Keys.Up, -1), (Keys.Tab, 1), (Keys.BackTab, -1))
        leaps = ((Keys.PageDown, _ROWS - 1), (Keys.PageUp, 1 - _ROWS))
        for key, by in (*steps, *leaps):
            keys.add(key, eager=True)(lambda _, by=by: listing.move(by))
        if listing.ticked is not None:
            keys.add(" ", eager=True)(lambda _: listing.tick())
            keys.add("a", eager=True)(lambda _: listing.tick_all())
            keys.add(Keys.Any)(lambda _: None)

    def _leave(self, event: Any, by: BaseException) -> None:
        """A question that was not answered leaves nothing on the screen."""
        if self.app.is_done:
            return
        event.app.erase_when_done = True
        event.app.exit(exception=by)

    def _toggle_help(self, _: Any) -> None:
        self.help_shown = not self.help_shown

    def _paste(self, text: str) -> None:
        """An answer is one line: what was several becomes one, and no line of it an answer of its own."""
        self.buffer.insert_text(" ".join(text.splitlines()))

    def _accept(self, _: Buffer) -> bool:
        """Other keys than enter give an answer, too; what stands there stays."""
        self._take()
        return True

    def _take(self) -> None:
        # An enter right behind an escape is the escape's: it has ended the question.
        if self.app.is_done:
            return
        text = self.buffer.text
        if self.listing is None:
            self.answer = text
            self.app.exit(result=text)
            return
        pointed = self.listing.pointed_at(text)
        many = self.listing.ticked is not None
        self.answer = ", ".join(self.listing.chosen()) if many else pointed.title
        self.app.exit(result=pointed.value)

    def _complete(self, _: Any) -> None:
        if self.buffer.complete_state:
            self.buffer.complete_next()
        else:
            self.buffer.start_completion(select_first=True)


class _Suggestions(Completer):
    """What may be typed next."""

    def __init__(self, asked: PromptText) -> None:
        self._complete = asked.around.complete

    def get_completions(self, document: Any, complete_event: Any) -> Iterable[Completion]:  # noqa: ARG002
        """Those for the text before the cursor."""
        for one in self._complete(document.text_before_cursor) if self._complete else ():
            yield Completion(one.text, -one.instead_of, display=one.text, display_meta=one.about)


def _output() -> Vt100_Output:
    """stderr. The terminal is not asked where its cursor is: what it answers late would be typed into the next line."""
    made = Vt100_Output.from_pty(sys.stderr, term=os.environ.get("TERM"))
    made.enable_cpr = False
    return made


def _once(call: Callable[[], None]) -> Callable[[Any], None]:
    left = [call]
    return lambda _: left.pop()() if left else None


def _text(said: Any, height: int | None = None) -> Window:
    return Window(FormattedTextControl(said), height=height, dont_extend_height=True, wrap_lines=height is None)


def _question(text: str) -> Pieces:
    return [("class:qmark", text[:1]), ("class:question", text[1:])] if text else []


def _wrapped(text: str, width: int) -> list[str]:
    return [piece for line in text.splitlines() for piece in broken_at_words(line, "", width).rstrip().splitlines()]


def cut(text: str, width: int) -> str:
    """A line of at most `width` cells; one that is longer ends in …."""
    if get_cwidth(text) <= width:
        return text
    kept = ""
    for character in text:
        if get_cwidth(kept) + get_cwidth(character) > width - 1:
            break
        kept += character
    return f"{kept}…"


def padded(text: str, width: int) -> str:
    """A text filled up to `width` cells."""
    return text + " " * max(0, width - get_cwidth(text))
