"""Processes beside this one: an interrupt is neither lost nor theirs."""

from __future__ import annotations

import os
import signal
from concurrent.futures import Future, ProcessPoolExecutor
from typing import Any

import pytest

from experiments.files.processes import Pool, pool


class Interrupted(ProcessPoolExecutor):
    """Starts its process, and is interrupted meanwhile, as by a terminal."""

    def submit(self, task: Any, *given: Any, **named: Any) -> Future[Any]:
        started = super().submit(task, *given, **named)
        os.kill(os.getpid(), signal.SIGINT)
        self.done = True
        return started


def test_an_interrupt_while_a_worker_starts_is_acted_on_when_it_has_started() -> None:
    before = signal.getsignal(signal.SIGINT)
    with Interrupted(1) as executor:
        with pytest.raises(KeyboardInterrupt):
            Pool(executor).submit(os.getpid)
        assert executor.done
    assert signal.getsignal(signal.SIGINT) is before
    assert signal.SIGINT not in signal.pthread_sigmask(signal.SIG_BLOCK, ())


def test_a_worker_is_deaf_to_interrupts_from_its_first_moment() -> None:
    with pool(1) as workers:
        assert workers.submit(_blocked).result()
        assert workers.submit(os.getpid).result() != os.getpid()


def _blocked() -> bool:
    return signal.SIGINT in signal.pthread_sigmask(signal.SIG_BLOCK, ())
