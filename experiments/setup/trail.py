"""Which files and words the last composed config came from: for errors that say where, and so that none is in vain."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from experiments.files.checkout import CONF, ROOT
from experiments.setup.words import key_of
from model.errors import ModelError

GLOBAL = "_global_"
COMMAND_LINE = "the command line"
Leaf = tuple[str, ...]
Content = Mapping[str, Any]


@dataclass(frozen=True)
class Loaded:
    """A config file: its group ('' for a primary config), whether it speaks of the whole config, and what it says."""

    file: Path
    group: str
    whole: bool
    content: Content

    @property
    def shipped(self) -> bool:
        """Whether it is one of the checkout's own."""
        return self.file.is_relative_to(CONF)

    def leaves(self) -> dict[Leaf, Any]:
        """What it says, by the path in the config."""
        return dict(_leaves(self.content, () if self.whole else (self.group,)))

    def says(self, path: Leaf) -> bool:
        """Whether it has something at a path of the config."""
        if self.whole:
            return _has(self.content, path)
        # The package of a lens is lenses.<name>: two keys for one group.
        return (path[:1] == (self.group,) and _has(self.content, path[1:])) or (
            path[:1] == (f"{self.group}es",) and _has(self.content, path[2:])
        )


@dataclass
class Trail:
    """The user's config folder, the overrides, and the files in the order in which they were read."""

    own: Path | None = None
    overrides: tuple[str, ...] = ()
    files: list[Loaded] = field(default_factory=list)

    def begin(self, overrides: Iterable[str], own: Path | None) -> None:
        """Forget the config before."""
        self.own, self.overrides, self.files = own, tuple(overrides), []

    @contextmanager
    def aside(self) -> Iterator[None]:
        """Another config may be composed inside; afterwards this one is known again."""
        kept = self.own, self.overrides, self.files
        try:
            yield
        finally:
            self.own, self.overrides, self.files = kept

    def place(self, key: str) -> str:
        """Where a key was set, in words."""
        if any(_same_branch(key_of(word), key) for word in self.overrides):
            return "on the command line"
        path = tuple(key.split("."))
        said = next((loaded for loaded in reversed(self.by_weight()) if loaded.says(path)), None)
        return f"in {named(said.file)}" if said else "on the command line or in a config file"

    def deletes(self, key: str) -> bool:
        """Whether a word of the command line takes a key away."""
        return any(word.startswith("~") and key_of(word) == key for word in self.overrides)

    def refuse_vain(self, config: Mapping[str, Any]) -> None:
        """Raise ModelError when what a file says does not show in the config because another file says otherwise."""
        self._refuse_values_of_estimates()
        for kind in (self._of_own, self._of_scenarios):
            files = list(kind())
            for loaded in files:
                for path, value in loaded.leaves().items():
                    wins = _at(config, path)
                    if wins not in [other.leaves().get(path, ...) for other in files] and self._counts(path, value):
                        raise ModelError(self._vain(loaded, path, value, wins))

    def _counts(self, path: Leaf, value: Any) -> bool:
        """Whether a value would have to show: neither a reference, nor how Hydra composes, nor set again by a word."""
        reference = isinstance(value, str) and "${" in value
        again = any(_same_branch(key_of(word), ".".join(path)) for word in self.overrides)
        return not reference and not again and path[0] != "defaults"

    def _vain(self, loaded: Loaded, path: Leaf, value: Any, wins: Any) -> str:
        key = ".".join(path)
        other = [one for one in self.files if one.file != loaded.file and one.leaves().get(path, ...) == wins]
        winner = f" in {named(other[-1].file)}" if other else ""
        return (
            f"'{key}' is {value} in {named(loaded.file)}, but {_plain(wins)} is what would be used: it is set "
            f"again{winner}. Say it in one of them only, and let '_self_' come last in the defaults of your own file."
        )

    def _refuse_values_of_estimates(self) -> None:
        """A number has its value from one place: what an estimate sets, no file of content may set too."""
        estimates = {path: one for one in self.files if one.group == "estimate" for path in one.leaves()}
        for loaded in self.files:
            if loaded.whole:
                continue
            for path, value in loaded.leaves().items():
                if path in estimates and path[-1] == "value":
                    raise ModelError(
                        f"'{'.'.join(path)}' is {value} in {named(loaded.file)}, but the estimate in use sets it to "
                        f"{estimates[path].leaves()[path]} in {named(estimates[path].file)}, which wins. Take it out "
                        "of the first; set the number in the estimate's file, in a scenario, or as key=value."
                    )

    def _of_own(self) -> Iterator[Loaded]:
        return (one for one in self.files if one.whole and not one.group and not one.shipped)

    def _of_scenarios(self) -> Iterator[Loaded]:
        return (one for one in self.files if one.group == "scenario")

    def worded(self, key: str) -> bool:
        """Whether a word of the command line gives a key its value; the choice of an option is none."""
        words = [word for word in self.overrides if _same_branch(key_of(word), key)]
        return any("." in key_of(word) or word.partition("=")[2].startswith("{") for word in words)

    def by_weight(self) -> list[Loaded]:
        """Files of content, then of the whole config, then estimates, own ones, and scenarios last.

        A file is read before those that it starts from, and wins over them.
        """
        first_last = reversed(self.files)
        return sorted(first_last, key=lambda one: (one.whole, bool(one.group), not one.shipped, one.group))


TRAIL = Trail()
"""Of the last config that was composed in this process."""


def named(file: Path) -> str:
    """A file as a reader finds it: from the checkout if it is there."""
    return str(file.relative_to(ROOT) if file.is_relative_to(ROOT) else file)


def _same_branch(one: str, other: str) -> bool:
    return one == other or other.startswith(f"{one}.") or one.startswith(f"{other}.")


def _leaves(content: Mapping[str, Any], path: Leaf) -> Iterator[tuple[Leaf, Any]]:
    for name, value in content.items():
        inner = (*path, str(name))
        if isinstance(value, Mapping) and value:
            yield from _leaves(value, inner)
        else:
            yield inner, value


def _has(content: Any, path: Sequence[str]) -> bool:
    return _at(content, path) is not ...


def _at(content: Any, path: Sequence[str]) -> Any:
    """What stands at a path; Ellipsis for nothing."""
    for name in path:
        if not isinstance(content, Mapping) or name not in content:
            return ...
        content = content[name]
    return content


def _plain(value: Any) -> str:
    return "nothing" if value is ... or value is None else "another" if isinstance(value, Mapping) else str(value)
