"""What can be said about answers given beforehand before anything is read: flags wrong on their face fail at once."""

from collections.abc import Callable, Mapping
from pathlib import Path

from heartbeat_cli.discovery.answers import GivenAnswer
from heartbeat_cli.discovery.asking import as_texts
from heartbeat_cli.discovery.caveats import parse_caveats
from heartbeat_cli.discovery.fallback import parse_review_by
from heartbeat_cli.discovery.filing import check_direction, check_name, name_conflict
from heartbeat_cli.discovery.measure import parse_measure, parse_time_unit
from heartbeat_cli.discovery.suggested import parse_window
from heartbeat_cli.errors import HbError, UsageError
from heartbeat_cli.estate import Inventory


def check_answers(
    given: Mapping[str, GivenAnswer], inventory: Inventory, file_of: Callable[[str], Path | None], *, overwrite: bool
) -> None:
    """Raises the problem of the first answer no question could accept, with the place it was given at.

    `file_of` is the file a candidate or metric of that name has. Whatever needs the marts or a table is left to the
    question itself.
    """
    if "sql" in given and "table" in given:
        raise UsageError(
            f"{given['sql'].place} and {given['table'].place} exclude each other",
            hint="SQL of your own names its tables itself.",
        )
    checks: dict[str, Callable[[str], object]] = {
        "caveat": lambda _: parse_caveats(as_texts(given["caveat"].text), inventory),
        "stop-gap": lambda _: parse_caveats(as_texts(given["stop-gap"].text), inventory),
        "measure": parse_measure,
        "in": parse_time_unit,
        "window": parse_window,
        "direction": lambda text: check_direction(text.strip()),
        "review-by": parse_review_by,
        "name": lambda text: _check_name(text.strip(), given, file_of, overwrite=overwrite),
    }
    for key, check in checks.items():
        answer = given.get(key)
        if answer is None:
            continue
        text = answer.text if isinstance(answer.text, str) else " ".join(answer.text)
        # A resumed candidate may leave an answer empty.
        if answer.spare and not text:
            continue
        try:
            check(text)
        except HbError as error:
            raise (error if error.place else error.replace(place=answer.place)) from error.__cause__


def _check_name(
    name: str, given: Mapping[str, GivenAnswer], file_of: Callable[[str], Path | None], *, overwrite: bool
) -> None:
    window, unit = (given[key].text if key in given else None for key in ("window", "unit"))
    check_name(
        name,
        window.strip().casefold() if isinstance(window, str) else None,
        unit.strip() if isinstance(unit, str) else None,
    )
    file = file_of(name)
    problem = name_conflict(name, file, overwrite=overwrite) if file is not None else None
    if problem is not None:
        raise problem
