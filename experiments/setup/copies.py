"""A copy of a config: what `deepcopy` gives, in a sixth of its time, which was most of all composing."""

from __future__ import annotations

from collections import defaultdict
from copy import copy, deepcopy
from typing import TypeVar, cast

from omegaconf import Container, Node

Config = TypeVar("Config", bound=Node)


def copied(node: Config, parent: Container | None = None) -> Config:
    """The same config, of which every part may be changed; whole below `parent`."""
    found = node.__class__.__new__(node.__class__)
    found.__dict__.update(node.__dict__, _parent=parent, _flags_cache=None, _metadata=_metadata(node))
    if isinstance(node, Container):
        found.__dict__["_content"] = _content(node.__dict__["_content"], cast(Container, found))
    return found


def _content(content: object, parent: Container) -> object:
    """What lies in a container; None and references to other keys are no containers of nodes."""
    if isinstance(content, dict):
        return {name: copied(node, parent) for name, node in content.items()}
    return [copied(node, parent) for node in content] if isinstance(content, list) else content


def _metadata(node: Node) -> object:
    found = copy(node._metadata)
    found.flags = copy(found.flags)
    found.resolver_cache = deepcopy(found.resolver_cache) if found.resolver_cache else defaultdict(dict)
    return found
