"""A progress bar on stderr, for people: none when quiet, none when nobody looks."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager


@contextmanager
def progress(what: str, runs: int, quiet: bool) -> Iterator[Callable[..., None]]:
    """A function to call with the number of runs just finished, and with a note to be shown if there is one."""
    from tqdm import tqdm

    with tqdm(total=runs, desc=what, unit="run", disable=True if quiet else None, leave=False) as bar:

        def done(finished: int, note: str = "") -> None:
            if note:
                bar.set_postfix_str(note, refresh=False)
            bar.update(min(finished, runs - bar.n))

        yield done
