"""YAML read safely, with the line of every key, so that a problem can say where it is."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import yaml
from yaml.error import MarkedYAMLError

MAX_BYTES = 256 * 1024
MAX_DEPTH = 12
Where = tuple[str | int, ...]

_TAG = "tag:yaml.org,2002:"
_WHOLE = re.compile(r"[-+]?(0|[1-9][0-9]{0,17})")
_DECIMAL = re.compile(r"[-+]?[0-9]{1,18}\.[0-9]{0,18}")
# What the YAML reader says most often, in words an office can act on.
_PLAIN = {
    "'\\t'": "ada tab; pakai spasi",
    "could not find expected ':'": "titik dua (:) setelah nama kunci kurang",
    "mapping values are not allowed": "titik dua (:) salah tempat; periksa indentasi atau tanda kutip",
    "unexpected end of stream": "tanda kutip tidak ditutup",
    "expected ',' or": "kurung tidak ditutup",
    "expected <block end>": "indentasi tidak lurus dengan baris sebelumnya",
    "found another document": "satu berkas berisi satu dokumen; hapus garis '---'",
}
# These are noticed only later; where they begin says more than where they were noticed.
_BEGUN = ("could not find expected ':'", "unexpected end of stream", "expected ',' or")


@dataclass(frozen=True)
class Unquoted:
    """A date or code without quotes, which YAML would turn into something else; fits no field."""

    text: str


@dataclass
class Located:
    """A YAML document: its value, and by path the line (from 1) and the scalar as written.

    `value` is None where the file could not be read as YAML at all.
    """

    path: Path
    value: Any = None
    lines: dict[Where, int] = field(default_factory=dict)
    texts: dict[Where, str] = field(default_factory=dict)
    problems: list[tuple[int, str]] = field(default_factory=list)

    def line(self, path: Where) -> int:
        """Return the line of a path, or of the nearest part of it that exists."""
        while path and path not in self.lines:
            path = path[:-1]
        return self.lines.get(path, 1)


class _Loader(yaml.SafeLoader):
    """Safe loader that follows no alias and stops at a depth no parameter file has."""

    depth = 0

    def compose_node(self, parent: yaml.Node | None, index: int) -> yaml.Node | None:
        """Compose one node, or refuse the document where it stands."""
        mark = self.peek_event().start_mark
        if self.check_event(yaml.AliasEvent):
            raise MarkedYAMLError(
                problem="alias (*) tidak dipakai di sini; tulis nilainya", problem_mark=mark
            )
        if self.depth == MAX_DEPTH:
            raise MarkedYAMLError(problem="bersarang terlalu dalam", problem_mark=mark)
        self.depth += 1
        node = super().compose_node(parent, index)
        self.depth -= 1
        return node


def read(path: Path) -> Located:
    """Read one file; what is wrong with its YAML joins its problems, with the line."""
    found = Located(path)
    try:
        with path.open("rb") as stream:
            data = stream.read(MAX_BYTES + 1)
    except OSError as error:
        found.problems.append((1, f"tidak dapat dibuka: {error.strerror}"))
        return found
    if len(data) > MAX_BYTES:
        found.problems.append((1, f"lebih besar dari {MAX_BYTES // 1024} KB; bukan berkas parameter"))
        return found
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = data[: error.start].count(b"\n") + 1
        found.problems.append((line, "bukan UTF-8; simpan ulang sebagai UTF-8"))
        return found
    try:
        node = yaml.compose(text, Loader=_Loader)
    except yaml.YAMLError as error:
        said = str(getattr(error, "problem", None) or "ada aksara yang tidak boleh dipakai")
        begun = any(part in said for part in _BEGUN)
        mark = (begun and getattr(error, "context_mark", None)) or getattr(error, "problem_mark", None)
        what = next((plain for part, plain in _PLAIN.items() if part in said), said)
        found.problems.append((mark.line + 1 if mark else 1, f"YAML tidak terbaca: {what}"))
        return found
    found.value = {} if node is None else _value(node, (), found)
    return found


def _value(node: yaml.Node, path: Where, found: Located) -> Any:
    found.lines.setdefault(path, node.start_mark.line + 1)
    if isinstance(node, yaml.ScalarNode):
        found.texts[path] = node.value
        return _scalar(node, found)
    if node.tag not in (_TAG + "map", _TAG + "seq"):
        found.problems.append((node.start_mark.line + 1, _foreign(node.tag)))
    if isinstance(node, yaml.SequenceNode):
        return [_value(item, (*path, i), found) for i, item in enumerate(node.value)]
    result: dict[str, Any] = {}
    for key, item in node.value:
        line = key.start_mark.line + 1
        if not isinstance(key, yaml.ScalarNode):
            found.problems.append((line, "kunci harus teks"))
            continue
        if key.value in result:
            found.problems.append((line, f"kunci {key.value!r} ditulis dua kali"))
        # A key is its own text whatever YAML takes it for: 01 stays "01" and no stays "no".
        found.lines[(*path, key.value)] = line
        result[key.value] = _value(item, (*path, key.value), found)
    return result


def _scalar(node: yaml.ScalarNode, found: Located) -> Any:
    """Return what is written: text, a number, true, false, None, or `Unquoted`; no spelling is guessed at."""
    kind, text = node.tag.removeprefix(_TAG), str(node.value)
    if kind == "null" and text in ("", "~", "null", "Null", "NULL"):
        return None
    if kind == "int" and _WHOLE.fullmatch(text):
        return int(text)
    if kind == "float" and _DECIMAL.fullmatch(text):
        return float(text)
    if kind == "bool" and text.lower() in ("true", "false"):
        return text.lower() == "true"
    # 012, 0x1F, 1_000 and 1:30 are numbers to YAML, 2025-07-15 a date; here each is a code or a text.
    if kind in ("int", "float", "timestamp") and text[:1] != ".":
        return Unquoted(text)
    if kind not in ("str", "bool", "null", "float", "merge", "value"):
        found.problems.append((node.start_mark.line + 1, _foreign(node.tag)))
    return text


def _foreign(tag: str) -> str:
    return f"tanda {tag[:60]!r} tidak boleh dipakai; tulis nilai biasa"
