"""The module table of the design as data: an import outside it fails."""

from __future__ import annotations

import ast
import re
from pathlib import Path

import pytest

PACKAGE = Path(__file__).parents[1] / "src" / "evalhelpers"

# What each module may import from the package. A folder counts as one module and may import itself.
MAY_IMPORT: dict[str, set[str]] = {
    "errors": set(),
    "fingerprints": set(),
    "periods": {"errors"},
    "formats": {"errors", "periods"},
    "params": {"errors", "periods", "dictionary", "catalogue", "reference"},
    "dictionary": {"errors"},
    "reference": {"errors", "periods"},
    "issues": {"errors"},
    "intake": {"errors", "params", "dictionary", "issues"},
    "clean": {"errors", "dictionary", "reference", "issues", "periods", "intake"},
    "validate": {"errors", "dictionary", "issues", "periods", "reference"},
    "dataset": {"errors", "dictionary", "fingerprints", "periods"},
    "identity": {"errors", "dictionary", "issues", "params", "formats"},
    "excel": set(),
    "corrections": {"errors", "dictionary", "excel", "issues", "params", "formats"},
    "prepare": {
        "errors", "periods", "formats", "params", "dictionary", "reference", "issues", "intake", "clean",
        "validate", "dataset", "identity", "corrections", "fingerprints",
    },
    "estimates": set(),
    "quality": {"dictionary", "issues", "periods"},
    "catalogue": {"errors"},
    "blocks": {"errors"},
    "indicators": {"errors", "catalogue", "estimates", "periods", "reference"},
    "disclosure": {"errors"},
    "findings": {"errors", "catalogue", "disclosure", "estimates"},
    "narrative": {"findings", "formats", "catalogue", "blocks"},
    "figures": {"disclosure", "formats", "catalogue", "narrative", "blocks"},
    "tables": {"disclosure", "formats", "catalogue", "narrative", "blocks"},
    "audit": {
        "errors", "periods", "formats", "params", "dictionary", "reference", "catalogue", "indicators", "disclosure",
        "narrative", "tables", "excel",
    },
    "recommend": {"errors", "params", "findings", "narrative", "catalogue", "disclosure", "blocks", "formats"},
    "sample": {"errors", "dictionary", "reference", "periods"},
    "press": {"errors", "params", "periods", "formats", "blocks", "excel", "fingerprints"},
}  # fmt: skip
PRESS_HALF = {"press", "cli"}
ANALYSIS_ONLY = {
    "intake", "clean", "validate", "dataset", "identity", "corrections", "prepare", "estimates", "indicators",
    "disclosure", "findings", "narrative", "figures", "tables", "sample", "quality", "audit",
}  # fmt: skip
MAY_IMPORT["workbook"] = (
    (set(MAY_IMPORT) | {"workbook"}) - PRESS_HALF - {"prepare", "intake", "sample", "audit"}
)
MAY_IMPORT["cli"] = set(MAY_IMPORT) | {"cli"}
FORBIDDEN_NAMES = {"utils", "helpers", "misc", "common"}
FILES = sorted(PACKAGE.rglob("*.py"))


def module_of(path: Path) -> str:
    return path.relative_to(PACKAGE).parts[0].removesuffix(".py")


def imports_of(path: Path) -> set[str]:
    """Return the modules of the package that a file imports, by their first name."""
    found = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            names = [alias.name for alias in node.names]
        elif isinstance(node, ast.ImportFrom) and node.level == 0 and node.module:
            names = (
                [f"{node.module}.{alias.name}" for alias in node.names]
                if node.module == "evalhelpers"
                else [node.module]
            )
        else:
            continue
        found |= {name.split(".")[1] for name in names if name.startswith("evalhelpers.")}
    return found - {"__version__"}


@pytest.mark.parametrize("path", FILES, ids=lambda p: p.relative_to(PACKAGE).as_posix())
def test_a_module_imports_only_what_the_design_lets_it(path: Path) -> None:
    module = module_of(path)
    if path == PACKAGE / "__init__.py":
        assert imports_of(path) == set()
        return
    assert module in MAY_IMPORT, f"{module} is not in the module table"
    assert imports_of(path) - MAY_IMPORT[module] - {module} == set()


@pytest.mark.parametrize("path", FILES, ids=lambda p: p.relative_to(PACKAGE).as_posix())
def test_no_relative_import_hides_a_dependency(path: Path) -> None:
    nodes = ast.walk(ast.parse(path.read_text(encoding="utf-8")))
    assert not [n for n in nodes if isinstance(n, ast.ImportFrom) and n.level]


def test_the_two_halves_meet_only_in_the_command_line() -> None:
    for module, allowed in MAY_IMPORT.items():
        if module == "cli":
            continue
        assert not (module == "press" and allowed & ANALYSIS_ONLY)
        assert module == "press" or "press" not in allowed


def test_no_drawer_modules() -> None:
    assert not {p.stem for p in FILES} & FORBIDDEN_NAMES


def test_flat_modules_stay_short() -> None:
    long = {
        p.name: n
        for p in PACKAGE.glob("*.py")
        if (n := len(p.read_text(encoding="utf-8").splitlines())) > 320
    }
    assert not long


def test_results_know_neither_clock_nor_environment() -> None:
    """Outside press and cli no module reads the time, the environment or the working directory."""
    pattern = re.compile(
        r"\b(datetime\.now|date\.today|time\.time|os\.environ|os\.getcwd|Path\.cwd|getenv)\b"
    )
    for path in FILES:
        if module_of(path) not in PRESS_HALF:
            assert not pattern.search(path.read_text(encoding="utf-8")), path


def test_importing_the_package_is_free_of_side_effects() -> None:
    """No module body outside the command line opens files or sets globals of other libraries.

    `press/worker.py` is what a process of our own begins with; nothing else imports it.
    """
    for path in FILES:
        if path == PACKAGE / "press" / "worker.py":
            continue
        tree = ast.parse(path.read_text(encoding="utf-8"))
        calls = [
            n
            for statement in tree.body
            if isinstance(statement, ast.Expr)
            for n in ast.walk(statement)
            if isinstance(n, ast.Call)
        ]
        names = {ast.unparse(c.func) for c in calls}
        assert not {name for name in names if not name.startswith("app.command")}, (path, names)


def test_no_sentence_is_lost_to_a_missing_bracket() -> None:
    """A string that stands alone is half of one that was meant to be joined to the line above."""
    for path in FILES:
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            statements = getattr(node, "body", [])
            for statement in statements[1:] if isinstance(statements, list) else []:
                stray = isinstance(statement, ast.Expr) and isinstance(statement.value, ast.Constant)
                assert not stray, f"{path}:{statement.lineno}"
