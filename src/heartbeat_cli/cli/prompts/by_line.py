"""A question on a terminal that can only write one line after the other: what is chosen is typed, or its number."""

import os
import sys
from typing import Final

from heartbeat_cli.cli.prompts.around import Ended, PromptText, WentBack
from heartbeat_cli.cli.prompts.listing import ChoiceList

_BACK, _HELP = "<", "?"
_WIDTH = 78
_NO_SCREEN: Final = ("dumb", "unknown")


def is_by_line() -> bool:
    """Whether the terminal can do no more: what is typed there the terminal itself shows, and mends."""
    return os.environ.get("TERM", "") in _NO_SCREEN


def ask_by_line(asked: PromptText, listing: ChoiceList | None) -> str:
    """What is typed or chosen. Raises Ended, WentBack."""
    if asked.around.road is not None:
        _write("".join(text for _, text in asked.around.road(_WIDTH)) + "\n")
    _write(f"? {asked.message}\n" + "".join(_entries(listing)))
    if asked.around.drawn is not None:
        asked.around.drawn()
    while True:
        text = _line(asked)
        if text == _HELP:
            _write(f"{asked.around.help or asked.instruction}\n(number or text, enter; < goes back; Ctrl-C stops)\n")
        elif text == _BACK and asked.around.back:
            raise WentBack("")
        elif listing is None:
            return text or asked.text
        elif listing.ticked is not None:
            listing.ticked = {_chosen(word, listing) for word in text.replace(",", " ").split()} or listing.ticked
            return ""
        else:
            return _chosen(text, listing) if text else listing.pointed_at(asked.text).value


def _entries(listing: ChoiceList | None) -> list[str]:
    return [f"  {at}  {choice.title}\n" for at, choice in enumerate(listing.shown, 1)] if listing is not None else []


def _chosen(text: str, listing: ChoiceList) -> str:
    if text.isdecimal() and 1 <= int(text) <= len(listing.shown):
        return listing.shown[int(text) - 1].value
    return listing.pointed_at(text).value


def _line(asked: PromptText) -> str:
    if asked.secret:
        import getpass

        return getpass.getpass("> ", stream=sys.stderr)
    _write(f"[{asked.text}] > " if asked.text else "> ")
    line = sys.stdin.readline()
    if not line:
        raise Ended("")
    return line.strip()


def _write(text: str) -> None:
    sys.stderr.write(text)
    sys.stderr.flush()
