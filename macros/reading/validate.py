"""Owns the way from what is written to a model, and the words for what does not fit; it never compares two files."""

from __future__ import annotations

import datetime
import re
from typing import Any, TypeVar, get_args

from pydantic import BaseModel, TypeAdapter, ValidationError
from pydantic.fields import FieldInfo
from pydantic_core import ErrorDetails

from macros.errors import Problem, nearest
from macros.reading.yaml_advice import quoted, without_curly
from macros.reading.yaml_file import KeyPath, Node
from macros.values import Value

V = TypeVar("V", bound=Value)


def shape(model: type[V], node: Node) -> tuple[V | None, list[Problem]]:
    """Make `model` of what stands at `node`, or report everything that keeps it from being made."""
    data, file = node.raw, node.file
    try:
        return TypeAdapter(model).validate_python(tuples(data)), []
    except ValidationError as error:
        problems = []
        for fault in error.errors(include_url=False):
            if fault["type"] == "too_short" and fault["input"]:
                continue  # its entries are wrong, and each is reported by itself
            inner = tuple(step for step in fault["loc"] if step != "function-before")
            here = (*node.place, *inner)
            expected = _expected(model, inner)
            if fault["type"] == "missing":
                message = f"This key is missing. Expected {expected}."
            elif fault["type"] == "extra_forbidden":
                keys = _keys(model, inner)
                message = f"There is no such key here.{nearest(str(inner[-1]), keys)} Known keys: {', '.join(keys)}."
            elif not inner:
                needed = [key for key, field in model.model_fields.items() if field.is_required()]
                message = f"Expected the keys {', '.join(needed)}; found {shown(data)}."
            else:
                found = shown(fault["input"], node.file.written.get(here, ""))
                instead = _instead(fault, expected, node, inner)
                message = f"Expected {expected or 'keys'}; found {found}.{instead}"
            problems.append(Problem(file.name, file.line(here), file.where(here), message))
        # One value that fits neither of two kinds is one problem, not two.
        return None, list(dict.fromkeys(problems))


def _instead(fault: ErrorDetails, expected: str, node: Node, inner: KeyPath) -> str:
    """Return what to type instead of a value, as a sentence, where that is plain from how it is written; or ''."""
    found, key = fault["input"], inner[-1]
    written = node.file.written.get((*node.place, *inner), "")
    right = ""
    if expected.startswith("a colour") and re.fullmatch("[0-9a-fA-F]{6}", written or str(found)):
        right = quoted(f"#{written or found}")
    elif fault["type"] == "string_type" and written:
        right = quoted(written)  # yes, 1.0 and 2026-11-23 are no texts to YAML, and #12343b is a comment
    elif fault["type"] == "int_type" and isinstance(found, str) and re.fullmatch("[0-9]{1,15}", found):
        right = str(int(found))
    elif isinstance(found, str) and (bare := without_curly(found)) != found:
        right = quoted(bare)
    elif fault["type"] == "literal_error" and isinstance(found, str):
        known = re.findall("'([^']*)'", fault["ctx"]["expected"])
        right = next((each for each in known if each == found.strip().lower()), "")
        if not right:
            return nearest(found.lower(), known)
    return f" Write {f'{key}: ' if isinstance(key, str) else ''}{right} instead." if right else ""


def shown(value: Any, written: str = "") -> str:
    """Return what was found, in short, with its kind: '"soon" (text)'; as it is `written`, if that is known."""
    kinds = {str: "text", bool: "yes or no", int: "a number", float: "a number", dict: "keys"}
    kind = "a list" if isinstance(value, list | tuple) else kinds.get(type(value))
    kind = kind or ("a date" if isinstance(value, datetime.date) else "nothing")
    if isinstance(value, dict | list | tuple) or value is None:
        return kind
    found = written or str(value)
    short = found if len(found) <= 40 else found[:39] + "…"
    length = f", {len(value)} characters" if isinstance(value, str) and len(value) > 40 else ""
    return f'"{short}" ({kind}{length})'


def tuples(data: Any) -> Any:
    """Lists as tuples: the models are frozen and strict."""
    if isinstance(data, list):
        return tuple(tuples(entry) for entry in data)
    if isinstance(data, dict):
        return {key: tuples(value) for key, value in data.items()}
    return data


def _expected(model: type[BaseModel], place: KeyPath) -> str:
    """Return what the model expects at `place`, in the words of its field."""
    described = ""
    for step, fields in _steps(model, place):
        if step in fields:
            described = fields[step].description or ""
    return described


def _keys(model: type[BaseModel], place: KeyPath) -> list[str]:
    """Return the keys that may stand beside the last step of `place`."""
    return list(_steps(model, place)[-1][1])


def _steps(model: type[BaseModel], place: KeyPath) -> list[tuple[str, dict[str, FieldInfo]]]:
    """Return each key on the way to `place`, with the fields that the model knows where it stands."""
    found: list[tuple[str, dict[str, FieldInfo]]] = []
    here: type[BaseModel] | None = model
    for step in place:
        if isinstance(step, str):
            fields = here.model_fields if here else {}
            found.append((step, fields))
            if step in fields:
                here = _model_in(fields[step].annotation)
    return found


def _model_in(annotation: Any) -> type[BaseModel] | None:
    """Return the model that a field holds, be it as it is or in a list."""
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        return annotation
    return next(filter(None, map(_model_in, get_args(annotation))), None)
