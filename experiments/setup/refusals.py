"""What Hydra, OmegaConf and YAML complain of, in one line: the value, the rule, what is legal, where to change it."""

from __future__ import annotations

import re
from collections.abc import Iterator

import yaml
from hydra.errors import HydraException, MissingConfigException, OverrideParseException
from omegaconf.errors import (
    ConfigKeyError,
    ConfigTypeError,
    InterpolationResolutionError,
    KeyValidationError,
    MissingMandatoryValue,
    OmegaConfBaseException,
    ValidationError,
)

from experiments.setup.given import Given
from experiments.setup.keys import hint, nearest
from experiments.setup.words import SCHEMA, key_of
from model.errors import ModelError

INPUT = (ModelError, HydraException, OmegaConfBaseException, yaml.YAMLError, RecursionError)
"""Faults that are the input's: anything else from a task is a bug and keeps its traceback."""

WANTED = (
    ("not Optional", "given, not null"),
    ("Incompatible value 'None'", "given, not null"),
    ("is not a subclass of Quantity", "set by its .value, as in {key}.value={value}: it has a prior and a source too"),
    ("is not a subclass of", "a branch with keys of its own, in a config file"),
    ("Cannot assign", "a branch with keys of its own, in a config file"),
)


def refusal(fault: Exception, given: Given) -> str:
    """One line about a fault of the input."""
    if isinstance(fault, ModelError):
        return str(fault)
    if isinstance(fault, MissingConfigException):
        return _missing(fault, given)
    if isinstance(fault, OverrideParseException):
        return _unreadable(fault.override)
    if isinstance(fault, yaml.YAMLError):
        return _bad_yaml(fault)
    if isinstance(fault, RecursionError):
        return "references between keys go round in a circle, or on for too long: write the values out."
    if isinstance(fault, OSError):
        return f"{fault.filename or 'a file'!s} cannot be read: {fault.strerror or fault}."
    return next(filter(None, (_about(cause, fault, given) for cause in _causes(fault))), _plain(str(fault)))


def _about(cause: BaseException, fault: Exception, given: Given) -> str | None:
    """A line about one link of the chain of causes, where there is something to say of it."""
    text, key = str(fault), _full_key(cause)
    if isinstance(cause, KeyValidationError):
        reason = _plain(str(cause)).rstrip(".")
        return f"{reason}: YAML reads that name as no text. Put it in quotes {given.place('', text)}."
    if found := re.search(r"is not a subclass of \w+\. value: (.*)", str(cause)):
        key = key or given.branch_set_to(found.group(1))
        return _wrong_type(key, found.group(), given.place(key, text))
    return (_of_key(cause, key, text, given) if key else None) or _of_overrides(text, given)


def _of_key(cause: BaseException, key: str, text: str, given: Given) -> str | None:
    """What OmegaConf has to complain of a key."""
    if isinstance(cause, ConfigTypeError) and "does not support deletion" in str(cause):
        return f"'{key}' cannot be deleted: it is needed. Give it another value instead, {given.place(key, text)}."
    if isinstance(cause, ConfigKeyError | AttributeError):
        return _unknown_key(key, text, given)
    if isinstance(cause, MissingMandatoryValue):
        return _no_value(key, given)
    if isinstance(cause, ValidationError):
        return _wrong_type(key, str(cause).partition("\n")[0], given.place(key, text))
    if isinstance(cause, InterpolationResolutionError):
        return f"'{key}' refers to what is not there: {_plain(str(cause))} Change it {given.place(key, text)}."
    return None


def _of_overrides(text: str, given: Given) -> str | None:
    """What Hydra has to complain of an override."""
    if found := re.search(r"Ambiguous value for argument '([^=]*)=(.*)'", text):
        several, key = found.group(2), found.group(1)
        return f"'{key}={several}' is several values: add -m to run each, or write '{key}=[{several}]' for a list."
    if "Config group override must be" in text:
        return "a group takes the name of one of its options, as in scenario=no_truce; `--help` lists them."
    if found := re.search(r"Could not override '(.*)'\. No match in the defaults list", text):
        if found.group(1) == SCHEMA:
            return f"the config of --config-name must begin with 'defaults: [{given.config_name}, _self_]'."
        inside = f" (world=['{found.group(1)}=...'] is)" if given.config_name == "patterns" else ""
        return f"'{found.group(1)}' is no choice of this app{inside}; `--help` lists the groups that it has."
    return None


def _causes(fault: BaseException) -> Iterator[BaseException]:
    yield fault
    inner = fault.__cause__ or fault.__context__
    if inner is not None:
        yield from _causes(inner)


def _full_key(fault: BaseException) -> str:
    found = re.search(r"full_key: (.+)", str(fault))
    return found.group(1) if found else ""


def _missing(fault: MissingConfigException, given: Given) -> str:
    group, _, name = (fault.missing_cfg_file or "").rpartition("/")
    if not group and (misnamed := given.misnamed(group, name)):
        return f"there is no config '{name}', but {misnamed} is there: only *.yaml is read, so rename it."
    if not group:
        return f"there is no config '{name}': leave out --config-name, or give its folder by --config-dir."
    place = given.place(group, str(fault))
    if misnamed := given.misnamed(group, name):
        return f"{group} has no option '{name}', but {misnamed} is there: only *.yaml is read, so rename it."
    options = sorted(given.options(group))
    if not options:
        return f"there is no group '{group}'{hint(group, given.groups)} Change it {place}."
    near = nearest(name, options, cutoff=0.0)
    return (
        f"{group} has no option '{name}'; did you mean '{near}'? Known: {', '.join(options)}. "
        f"Change it {place}, or add {group}/{name}.yaml to a folder given by --config-dir."
    )


def _unreadable(override: str) -> str:
    if " " in key_of(override) or key_of(override).startswith("'"):
        return f"'{override}' cannot be read: a key with a space can only be set in a scenario's file."
    return f"'{override}' cannot be read: write key=value, in quotes when it holds brackets, commas or spaces."


def _unknown_key(key: str, text: str, given: Given) -> str:
    if f"In '{key}/" in text:
        return (
            f"the file {given.place('', text).removeprefix('in ')} must begin with '# @package _global_' and hold key: "
            f"value pairs: without that line, all it says is read as '{key}: ...', which is no key."
        )
    said = next((key_of(one) for one in given.overrides if key_of(one).startswith(key)), key)
    place = given.place(said, text)
    return f"'{said}' is no key{hint(said, given.known)} `--cfg job` shows every key. Change it {place}."


def _no_value(key: str, given: Given) -> str:
    branch = key.rpartition(".")[0]
    if branch and branch not in given.known:
        return f"'{branch}' is no key{hint(branch, given.known)} If it is meant as new, '{key}' needs a value too."
    return f"'{key}' has no value: give it as {key}=... or in a config file."


def _wrong_type(key: str, reason: str, place: str) -> str:
    wanted = next((want for sign, want in WANTED if sign in reason), None)
    if wanted is None:
        return f"'{key}' cannot be set so: {reason}. Change it {place}."
    value = re.search(r"value: (.*)$", reason)
    given = value.group(1) if value else ""
    shown = f"'{given}'" if value else "empty"
    return f"'{key}' is {shown}: it must be {wanted.format(key=key, value=given)}. Change it {place}."


def _bad_yaml(fault: yaml.YAMLError) -> str:
    mark = getattr(fault, "problem_mark", None)
    place = f"{mark.name}, line {mark.line + 1}" if mark else "a config file"
    return f"{place}: no valid YAML ({getattr(fault, 'problem', fault)}). Mind indentation (no tabs), colons, brackets."


def _plain(text: str) -> str:
    for end in ("Config search path", "See https", "full_key:"):
        text = text.partition(end)[0]
    return f"{' '.join(text.split()).rstrip('.')}."
