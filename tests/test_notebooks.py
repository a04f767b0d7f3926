"""The contract of a report notebook: thin, visible, without outputs. Every breach is told at once."""

from __future__ import annotations

import ast
import json
import re
from collections.abc import Callable, Iterator
from pathlib import Path

import nbformat
import pytest
from nbformat import NotebookNode

from evalhelpers.workbook.report import SECTIONS

ROOT = Path(__file__).parents[1]
NOTEBOOKS = sorted((ROOT / "notebooks").glob("*_report.ipynb"))
QUALITY = ROOT / "notebooks" / "data_quality.ipynb"
TAGS = {"parameters", "setup", "data", "narrative", "figure", "table", "method", "internal"}
PARAMETERS = ["district", "period", "params", "dataset", "compare_with", "language"]
LINES = {"notebook": 80, "cell": 8}
FORBIDDEN = (
    ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef, ast.Lambda, ast.For, ast.While, ast.Try, ast.With,
    ast.ListComp, ast.SetComp, ast.DictComp, ast.GeneratorExp,
)  # fmt: skip
Breaches = Iterator[str]


def code(notebook: NotebookNode) -> list[tuple[int, NotebookNode]]:
    return [(at, cell) for at, cell in enumerate(notebook.cells) if cell.cell_type == "code"]


def tags(cell: NotebookNode) -> list[str]:
    return list(cell.metadata.get("tags", []))


def lines(cell: NotebookNode) -> int:
    return sum(bool(line.strip()) and not line.lstrip().startswith("#") for line in cell.source.splitlines())


def too_long(notebook: NotebookNode) -> Breaches:
    if len(notebook.cells) > 45:
        yield f"{len(notebook.cells)} cells, at most 45"
    if (total := sum(lines(cell) for _, cell in code(notebook))) > LINES["notebook"]:
        yield f"{total} lines of code, at most {LINES['notebook']}"
    for at, cell in code(notebook):
        if lines(cell) > LINES["cell"]:
            yield f"cell {at}: {lines(cell)} lines, at most {LINES['cell']}"


def wrong_tags(notebook: NotebookNode) -> Breaches:
    for at, cell in enumerate(notebook.cells):
        if unknown := set(tags(cell)) - TAGS:
            yield f"cell {at}: unknown tags {sorted(unknown)}"
        if cell.cell_type == "code" and len(tags(cell)) != 1:
            yield f"cell {at}: a code cell has exactly one tag"
    if tags(notebook.cells[-1]) != ["internal"]:
        yield "the last cell shows the values and is tagged internal"


def wrong_parameters(notebook: NotebookNode) -> Breaches:
    cells = [cell for _, cell in code(notebook) if "parameters" in tags(cell)]
    if len(cells) != 1:
        yield f"{len(cells)} parameters cells, exactly one"
    for cell in cells:
        body = ast.parse(cell.source).body
        if not all(isinstance(s, ast.AnnAssign) and isinstance(s.value, ast.Constant) for s in body):
            yield "a parameter is `name: type = literal` and nothing else"
        names = [s.target.id for s in body if isinstance(s, ast.AnnAssign) and isinstance(s.target, ast.Name)]
        if names != PARAMETERS:
            yield f"parameters are {names}, must be {PARAMETERS}"
        if any(ast.unparse(s.annotation) != "str" for s in body if isinstance(s, ast.AnnAssign)):
            yield "every parameter is text"


def hidden_logic(notebook: NotebookNode) -> Breaches:
    for at, cell in code(notebook):
        if re.search(r"^\s*[%!?]", cell.source, re.MULTILINE):
            yield f"cell {at}: no magics and no shell"
            continue
        for node in ast.walk(ast.parse(cell.source)):
            if isinstance(node, FORBIDDEN):
                yield f"cell {at}: no {type(node).__name__}"
            names = [a.name for a in node.names] if isinstance(node, ast.Import) else []
            names += (
                [f"{node.module}.{a.name}" for a in node.names] if isinstance(node, ast.ImportFrom) else []
            )
            for name in names:
                if not name.startswith("evalhelpers") or re.match(r"evalhelpers\.(press|cli)\b", name):
                    yield f"cell {at}: no import of {name}"
            if isinstance(node, ast.Call) and ast.unparse(node.func) in ("print", "display", "open"):
                yield f"cell {at}: no {ast.unparse(node.func)}"


def left_over(notebook: NotebookNode) -> Breaches:
    for at, cell in code(notebook):
        if cell.outputs or cell.execution_count is not None:
            yield f"cell {at}: outputs and execution counts stay out of git"
    ids = [cell.get("id") for cell in notebook.cells]
    if len(set(ids)) != len(ids) or None in ids:
        yield "cell ids are missing or not unique"


def numbers_in_words(notebook: NotebookNode) -> Breaches:
    for at, cell in enumerate(notebook.cells):
        if cell.cell_type == "markdown" and "method" not in tags(cell) and re.search(r"\d", cell.source):
            yield f"cell {at}: a number in a text cell goes stale; tag it method or leave it out"


def wrong_sections(notebook: NotebookNode) -> Breaches:
    """Each section is one cell and known; the pipeline comes before and ends with the row account."""
    cells = [cell.source.strip() for _, cell in code(notebook)]
    shown = [m[1] for source in cells if (m := re.fullmatch(r'report\.section\("(\w+)"\)', source))]
    for name in shown:
        if name not in SECTIONS:
            yield f"section {name!r} does not exist"
    if shown != [name for name in SECTIONS if name in shown]:
        yield "sections are out of order or shown twice"
    steps = [source for source in cells if "open_report" in source]
    if len(steps) != 1 or len(ast.parse(steps[0]).body) != 6 or not steps[0].endswith("report.account()"):
        yield "the pipeline is one cell of six steps that ends with the row account"


RULES: tuple[Callable[[NotebookNode], Breaches], ...] = (
    too_long, wrong_tags, wrong_parameters, hidden_logic, left_over, numbers_in_words, wrong_sections,
)  # fmt: skip


def breaches(notebook: NotebookNode) -> list[str]:
    return [breach for rule in RULES for breach in rule(notebook)]


def read(path: Path) -> NotebookNode:
    return nbformat.read(path, as_version=4)  # type: ignore[no-any-return, no-untyped-call]


@pytest.fixture
def notebook() -> NotebookNode:
    return read(ROOT / "notebooks" / "district_report.ipynb")


@pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda path: path.stem)
def test_a_report_notebook_keeps_the_contract(path: Path) -> None:
    assert breaches(read(path)) == []


def test_the_quality_notebook_keeps_it_but_for_the_pipeline() -> None:
    notebook = read(QUALITY)
    rules = [rule for rule in RULES if rule is not wrong_sections]
    assert [breach for rule in rules for breach in rule(notebook)] == []
    cells = [cell.source for _, cell in code(notebook)]
    shown = [m for source in cells for m in re.findall(r'page\.section\("(\w+)"\)', source)]
    assert shown == ["neraca", "tindakan", "masalah", "berkas", "kelengkapan", "petugas"]


def test_both_reports_are_there_with_defaults_that_work() -> None:
    assert [path.stem for path in NOTEBOOKS] == ["district_report", "province_report"]
    for path, district in zip(NOTEBOOKS, ("tarakan", "provinsi"), strict=True):
        (cell,) = (c for _, c in code(read(path)) if tags(c) == ["parameters"])
        assert [ast.literal_eval(s.value) for s in ast.parse(cell.source).body if isinstance(s, ast.AnnAssign) and s.value] == [
            district, "2025-S1", "../params", "../outputs/internal/dataset", "", "id",
        ]  # fmt: skip


def test_only_the_province_compares_districts_and_has_a_covering_letter() -> None:
    district, province = (
        {m for _, c in code(read(path)) for m in re.findall(r'section\("(\w+)"\)', c.source)}
        for path in NOTEBOOKS
    )
    assert province == set(SECTIONS)
    assert district == set(SECTIONS) - {"kabkota", "nota_dinas"}


@pytest.mark.parametrize(
    ("source", "kind", "tag", "told"),
    [
        ("for x in (): pass", "code", "data", "no For"),
        ("import pandas as pd", "code", "data", "no import of pandas"),
        ("from evalhelpers.press import run", "code", "data", "no import of evalhelpers.press"),
        ("%matplotlib inline", "code", "data", "no magics"),
        ("print(tables)", "code", "data", "no print"),
        ("a = 1\n" * 9, "code", "data", "9 lines, at most 8"),
        ("a = 1", "code", "chart", "unknown tags"),
        ("a: int = 1", "code", "parameters", "2 parameters cells"),
        ('report.section("lampirn")', "code", "narrative", "does not exist"),
        ("Ada 48 penerima", "markdown", "", "goes stale"),
    ],
)
def test_each_breach_is_found(notebook: NotebookNode, source: str, kind: str, tag: str, told: str) -> None:
    make = nbformat.v4.new_code_cell if kind == "code" else nbformat.v4.new_markdown_cell
    notebook.cells.insert(-1, make(source, metadata={"tags": [tag]} if tag else {}))  # type: ignore[no-untyped-call]
    assert any(told in breach for breach in breaches(notebook))


def test_outputs_and_a_missing_values_cell_are_found(notebook: NotebookNode) -> None:
    del notebook.cells[-1]
    code(notebook)[-1][1].execution_count = 3
    assert {b.partition(":")[2].strip() or b for b in breaches(notebook)} >= {
        "outputs and execution counts stay out of git",
        "the last cell shows the values and is tagged internal",
    }


@pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda path: path.stem)
def test_nothing_in_the_file_depends_on_who_saved_it(path: Path) -> None:
    saved = json.loads(path.read_text(encoding="utf-8"))
    assert set(saved["metadata"]) <= {"kernelspec", "language_info"}
    assert "version" not in saved["metadata"].get("language_info", {})
    assert [cell["id"] for cell in saved["cells"]] == [str(at) for at in range(len(saved["cells"]))]
