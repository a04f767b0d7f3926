"""What is wrong with a parameter, in one plain Indonesian sentence with the nearest valid word."""

from __future__ import annotations

import difflib
import types
import typing
from collections.abc import Iterable
from typing import Any

from pydantic import BaseModel
from pydantic_core import ErrorDetails

from evalhelpers.params.models import SHAPES
from evalhelpers.params.source import Located, Where

_LONGEST = 60
_EXPECTED = {
    "int_type": "harus bilangan bulat",
    "float_type": "harus bilangan, dengan titik sebagai tanda desimal",
    "bool_type": "harus true atau false",
    "tuple_type": "harus daftar, misalnya [a, b]",
    "string_type": "harus teks",
    "dict_type": "harus berisi kunci dan nilai",
    "model_type": "harus berisi kunci dan nilai",
    "date_type": 'harus tanggal dalam tanda kutip, misalnya "2025-07-15"',
    "greater_than_equal": "terlalu kecil; sekurang-kurangnya {ge}",
    "less_than_equal": "terlalu besar; paling banyak {le}",
    "string_too_short": "tidak boleh kosong",
    "string_too_long": "terlalu panjang; paling banyak {max_length} aksara",
    "too_short": "tidak boleh kosong",
}


def nearest(word: str, valid: Iterable[str]) -> str:
    """Return the closest valid word in quotes, or the list of them if none is close.

    >>> nearest("tarakn", ["tarakan", "malinau"])
    "'tarakan'"
    """
    words = [str(v) for v in valid]
    plain = {w.casefold(): w for w in words}
    close = difflib.get_close_matches(word[:_LONGEST].casefold(), plain, n=1, cutoff=0.55)
    if close or len(words) == 1:
        return repr(plain[close[0]] if close else words[0])
    return "salah satu dari " + ", ".join(words)


def unknown(what: str, word: object, valid: Iterable[str]) -> str:
    """Say that a word is not known, and which is meant.

    >>> unknown("kabupaten/kota", "tarakn", ["tarakan"])
    "kabupaten/kota 'tarakn' tidak dikenal; maksud Anda 'tarakan'?"
    """
    return f"{what} {_cut(repr(word))} tidak dikenal; maksud Anda {nearest(str(word), valid)}?"


def sentence(error: ErrorDetails, found: Located, model: type[BaseModel]) -> str:
    """Return what pydantic found wrong as a sentence about the key as it is written in the file."""
    kind, where = error["type"], error["loc"]
    name = next((str(part) for part in reversed(where) if isinstance(part, str) and part != "[key]"), "")
    context = error.get("ctx", {})
    if not where:
        return "isi berkas harus berupa kunci: nilai"
    if kind == "missing":
        return f"kunci {name!r} harus ada"
    if kind == "extra_forbidden":
        return unknown("kunci", name, _words(_at(model, where[:-1])))
    if where[-1] == "[key]":
        valid = _words(_bare(typing.get_args(_at(model, where[:-2]))[0]))
        return unknown("kunci", name, valid) if valid else f"kunci {name!r} {_wrong(kind, context, error)}"
    # As written in the file: 65.10, not 65.1.
    given = found.texts.get(where, error["input"])
    if given == "":
        return f"{name} tidak boleh kosong"
    if kind == "literal_error":
        return unknown(f"{name}:", given, _words(_at(model, where)))
    if kind == "value_error":
        return f"{name}: {context['error']}"
    if kind == "string_type" and isinstance(given, str):
        return f'{name}: {_cut(given)} harus dalam tanda kutip: "{_cut(given)}"'
    return f"{name}: {_cut(repr(given))} {_wrong(kind, context, error)}"


def _wrong(kind: str, context: dict[str, Any], error: ErrorDetails) -> str:
    shape = SHAPES.get(context.get("pattern", ""))
    return shape or _EXPECTED.get(kind, error["msg"]).format(**context)


def _cut(text: str) -> str:
    return text if len(text) <= _LONGEST else text[: _LONGEST - 1] + "…"


def _at(kind: Any, where: Where) -> Any:
    """Return the type at a place of a model, without the constraints around it."""
    for part in where:
        kind = _bare(kind)
        if isinstance(kind, type) and issubclass(kind, BaseModel):
            fields = {field.alias or name: field for name, field in kind.model_fields.items()}
            kind = fields[str(part)].annotation
        else:
            kind = typing.get_args(kind)[0 if isinstance(part, int) else -1]
    return _bare(kind)


def _bare(kind: Any) -> Any:
    while typing.get_origin(kind) in (typing.Annotated, types.UnionType, typing.Union):
        kind = typing.get_args(kind)[0]
    return kind


def _words(kind: Any) -> list[str]:
    """Return the keys of a model, or the values of a closed list."""
    if isinstance(kind, type) and issubclass(kind, BaseModel):
        return [field.alias or name for name, field in kind.model_fields.items()]
    return [str(word) for word in typing.get_args(kind)] if typing.get_origin(kind) is typing.Literal else []
