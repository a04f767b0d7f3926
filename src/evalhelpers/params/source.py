"""YAML read safely, with the line of every key, so that a problem can say where it is."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import yaml

MAX_BYTES = 1_000_000


@dataclass
class Located:
    """A YAML document: its value and the line (from 1) of every path in it."""

    path: Path
    value: Any
    lines: dict[tuple[str | int, ...], int] = field(default_factory=dict)
    problems: list[tuple[int, str]] = field(default_factory=list)

    def line(self, path: tuple[str | int, ...]) -> int:
        """Return the line of a path, or of the nearest part of it that exists."""
        while path and path not in self.lines:
            path = path[:-1]
        return self.lines.get(path, 1)


class _Loader(yaml.SafeLoader):
    """Safe loader that leaves dates as text and knows no aliases."""


# A date without quotes must reach the check as what it is, to be refused there with its line.
def read(path: Path) -> Located:
    """Read one file; syntax errors, repeated keys and aliases become problems."""
    found = Located(path, {})
    data = path.read_bytes()
    if len(data) > MAX_BYTES:
        found.problems.append((1, f"berkas lebih besar dari {MAX_BYTES} bita; bukan berkas parameter"))
        return found
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        found.problems.append(
            (data[: error.start].count(b"\n") + 1, "bukan UTF-8; simpan ulang sebagai UTF-8")
        )
        return found
    try:
        for event in yaml.parse(text, Loader=yaml.SafeLoader):
            if isinstance(event, yaml.AliasEvent):
                found.problems.append(
                    (
                        event.start_mark.line + 1 if event.start_mark else 1,
                        "alias YAML (*) tidak dipakai di sini; tulis nilainya",
                    )
                )
                return found
        node = yaml.compose(text, Loader=yaml.SafeLoader)
        if node is None:
            return found
        found.value = _value(node, (), found)
    except yaml.YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        what = getattr(error, "problem", None) or "tidak terbaca"
        found.problems.append((mark.line + 1 if mark else 1, f"YAML tidak terbaca: {what}"))
    except RecursionError:
        found.problems.append((1, "YAML bersarang terlalu dalam"))
    return found


def _value(node: yaml.Node, path: tuple[str | int, ...], found: Located) -> Any:
    found.lines[path] = node.start_mark.line + 1
    if isinstance(node, yaml.MappingNode):
        result: dict[str, Any] = {}
        for key_node, value_node in node.value:
            line = key_node.start_mark.line + 1
            if not isinstance(key_node, yaml.ScalarNode):
                found.problems.append((line, "kunci harus teks"))
                continue
            key = key_node.value
            if key in result:
                found.problems.append((line, f"kunci {key!r} ditulis dua kali"))
            result[key] = _value(value_node, (*path, key), found)
            found.lines[(*path, key)] = line
        return result
    if isinstance(node, yaml.SequenceNode):
        return [_value(item, (*path, i), found) for i, item in enumerate(node.value)]
    return _scalar(node, found)


def _scalar(node: yaml.Node, found: Located) -> Any:
    tag, text, line = node.tag, node.value, node.start_mark.line + 1
    if tag == "tag:yaml.org,2002:timestamp":
        found.problems.append((line, f'tanggal {text} harus dalam tanda kutip: "{text}"'))
        return text
    if tag == "tag:yaml.org,2002:int" and len(text) > 1 and text.lstrip("+-").startswith("0"):
        found.problems.append((line, f'kode {text} harus dalam tanda kutip: "{text}"'))
        return text
    if not tag.startswith("tag:yaml.org,2002:"):
        found.problems.append((line, f"tanda {tag!r} tidak boleh dipakai; tulis nilai biasa"))
        return text
    return (
        yaml.safe_load(yaml.serialize(node, Dumper=yaml.SafeDumper))
        if tag != "tag:yaml.org,2002:str"
        else text
    )
