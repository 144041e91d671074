"""A YAML text as OmegaConf reads it, and each text only once: a process composes the same files again and again."""

from __future__ import annotations

from functools import lru_cache
from io import StringIO
from typing import Any, cast

import yaml
from omegaconf import OmegaConf
from omegaconf._utils import get_yaml_loader

from experiments.files.yaml_text import LOADER
from experiments.setup.trail import Content


@lru_cache(maxsize=256)
def parsed(text: str, name: str) -> tuple[Any, Content]:
    """The config of a text, to be copied before it is changed, and what it says as plain values.

    `name` is its file, with which YAML's complaints begin. Raises yaml.YAMLError.
    """
    content = yaml.load(_Named(text, name), Loader=_Loader)  # noqa: S506 - a safe one
    config = OmegaConf.create({} if content is None else content)
    return config, cast(Content, OmegaConf.to_container(config, resolve=False))


class _Named(StringIO):
    """A text with the name of its file."""

    def __init__(self, text: str, name: str) -> None:
        super().__init__(text)
        self.name = name


class _Loader(LOADER):
    """OmegaConf's own reading of scalars (no dates, 1e5 a number) on the parser in C."""

    yaml_implicit_resolvers = get_yaml_loader().yaml_implicit_resolvers

    def construct_mapping(self, node: yaml.MappingNode, deep: bool = False) -> dict[Any, Any]:
        """A mapping that names each key once."""
        seen: set[Any] = set()
        for key, _ in node.value:
            if key.value in seen:
                raise yaml.constructor.ConstructorError(
                    "while constructing a mapping",
                    node.start_mark,
                    f"found duplicate key {key.value}",
                    key.start_mark,
                )
            seen.add(key.value)
        return cast(dict[Any, Any], super().construct_mapping(node, deep=deep))
