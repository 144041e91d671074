"""Processes that work beside this one: interrupts are its own to handle, and they end with it, however it goes."""

from __future__ import annotations

import multiprocessing
import os
import signal
import threading
from collections.abc import Callable, Iterator
from concurrent.futures import Future, ProcessPoolExecutor
from contextlib import contextmanager
from multiprocessing import resource_tracker
from typing import Any, TypeVar

Done = TypeVar("Done")


@contextmanager
def pool(workers: int, begin: Callable[..., None] | None = None, given: tuple[Any, ...] = ()) -> Iterator[Pool]:
    """Fresh worker processes, each of which begins with `begin(*given)`.

    Whatever goes wrong in here ends them at once, instead of waiting for what they do.
    """
    others = set(multiprocessing.active_children())
    context = multiprocessing.get_context("spawn")  # importing Mesa 3.3 changes how processes start otherwise
    with ProcessPoolExecutor(workers, context, _begin, (begin, *given)) as executor:
        try:
            yield Pool(executor)
        except BaseException:
            for worker in set(multiprocessing.active_children()) - others:
                worker.terminate()
            raise


class Pool:
    """Workers to hand tasks to."""

    def __init__(self, executor: ProcessPoolExecutor) -> None:
        """Hand tasks to this executor's processes."""
        self._executor = executor

    def submit(self, task: Callable[..., Done], *given: Any) -> Future[Done]:
        """The future of a task; a process that starts for it ignores Ctrl-C.

        It reaches the whole group: this process ends the others in order.
        """
        with _interrupts_kept():
            return self._executor.submit(task, *given)


@contextmanager
def _interrupts_kept() -> Iterator[None]:
    """An interrupt that comes in here is acted on at the end: half a start would leave a process without its task.

    What starts in here inherits that interrupts are blocked, and so never shows a traceback of its own.
    """
    if threading.current_thread() is not threading.main_thread():
        yield
        return
    resource_tracker.ensure_running()  # it unblocks them when it starts
    kept: list[int] = []
    before = signal.signal(signal.SIGINT, lambda number, _: kept.append(number))
    mask = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, mask)
        signal.signal(signal.SIGINT, before)
    if kept:
        signal.raise_signal(signal.SIGINT)


def _begin(begin: Callable[..., None] | None, *given: Any) -> None:
    """In a worker: end when the parent is gone, then whatever is asked for."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # also where the parent could not have it ignored at the start
    threading.Thread(target=_end_with_parent, daemon=True).start()
    if begin is not None:
        begin(*given)


def _end_with_parent() -> None:
    parent = multiprocessing.parent_process()
    if parent is not None:
        parent.join()
        os._exit(1)
