"""Asking several at once, so that the slowest decides how long it takes, and Ctrl-C waits for none."""

import threading
from collections import deque
from collections.abc import Callable, Iterable
from concurrent.futures import Future
from typing import TypeVar

One = TypeVar("One")
Answer = TypeVar("Answer")


def side_by_side(ask: Callable[[One], Answer], these: Iterable[One], at_once: int) -> list[Answer]:
    """The answers in the order of `these`, of which `at_once` are asked at a time. Raises what the first one raised.

    Whoever is still being asked when a signal comes is left alone: the threads of a ThreadPoolExecutor would be waited
    for, even when the process ends, for as long as a server keeps silent.
    """
    asked: list[tuple[One, Future[Answer]]] = [(one, Future()) for one in these]
    waiting = deque(asked)
    for _ in range(min(at_once, len(asked))):
        threading.Thread(target=_answer_all, args=(ask, waiting), name="hb-ask", daemon=True).start()
    return [future.result() for _, future in asked]


def _answer_all(ask: Callable[[One], Answer], waiting: "deque[tuple[One, Future[Answer]]]") -> None:
    while waiting:
        try:
            one, future = waiting.popleft()
        except IndexError:
            return
        try:
            future.set_result(ask(one))
        except BaseException as error:  # noqa: BLE001 - raised where the answer is wanted
            future.set_exception(error)
