"""The road as one line: where somebody stands, and as much of what was chosen as there is room for."""

from collections.abc import Sequence

from heartbeat_cli.discovery import Waypoint

_BETWEEN = " · "
_CHOSEN_AT_MOST = 28


def stepper(road: Sequence[Waypoint], columns: int) -> list[tuple[str, str]]:
    """Styles and texts: `Question ✓ · Source webbank ✓ · ▸ Table · Measure`, in at most so many columns.

    Where there is no room for the titles it is `3 of 6 · ▸ Table`.
    """
    told = {at for at, step in enumerate(road) if step.chosen and not step.here}
    while told and _width(road, told) > columns:
        told.discard(max(told, key=lambda at: len(_chosen(road[at]))))
    if _width(road, told) > columns:
        at = next((at for at, step in enumerate(road) if step.here), 0)
        return [("class:quiet", f"{at + 1} of {len(road)}{_BETWEEN}"), ("class:here", _words(road[at], told=False))]
    pieces: list[tuple[str, str]] = []
    for at, step in enumerate(road):
        style = "class:here" if step.here else "class:done" if step.done else "class:quiet"
        pieces += [(style, _words(step, told=at in told)), ("class:quiet", _BETWEEN)]
    return pieces[:-1]


def _width(road: Sequence[Waypoint], told: set[int]) -> int:
    return len(_BETWEEN.join(_words(step, told=at in told) for at, step in enumerate(road)))


def _words(step: Waypoint, *, told: bool) -> str:
    if step.here:
        return f"▸ {step.title}"
    chosen = f" {_chosen(step)}" if told else ""
    return f"{step.title}{chosen} ✓" if step.done else step.title


def _chosen(step: Waypoint) -> str:
    text = " ".join(step.chosen.split())
    return text if len(text) <= _CHOSEN_AT_MOST else f"{text[: _CHOSEN_AT_MOST - 1]}…"
