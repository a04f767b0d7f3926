"""Random small edits: after each, the incremental result must equal a full rerun, byte for byte.

    python benchmarks/fuzz_incremental.py --edits 300 --seed 1

A copy of the project with a small sample programme is edited again and again: raw files, parameters,
notebooks, code, the environment, and what earlier runs have left behind. After each edit the site of the
running project is compared with one made from nothing but the same identity key. An edit that makes the
project invalid must leave the site as it was, and is taken back.
"""

from __future__ import annotations

import argparse
import csv
import hashlib
import json
import os
import random
import shutil
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

import openpyxl
from openpyxl.cell.cell import MergedCell

ROOT = Path(__file__).parents[1]
PERIODS = ("2024-S2", "2025-S1")


@dataclass
class Project:
    """The project under edit; `place` holds everything of it, `rng` decides about the edits."""

    place: Path
    rng: random.Random
    pdf: bool = False
    undo: list[Callable[[], None]] = field(default_factory=list)

    @property
    def outputs(self) -> Path:
        """Return where the incremental runs write."""
        return self.place / "outputs"

    def run(self, outputs: Path, identity: Path) -> tuple[int, str]:
        """Run all reports and return exit code and what was said."""
        command = [sys.executable, "-c", "from evalhelpers.cli import main; main()", "run", "--all"]
        command += ["--raw", "raw", "--outputs", str(outputs), "--identity", str(identity)]
        command += [] if self.pdf else ["--no-pdf"]
        path = os.pathsep.join([str(self.place / "src"), str(self.place / "site-packages")])
        done = subprocess.run(  # noqa: S603 - our own interpreter
            command, cwd=self.place, env={**os.environ, "PYTHONPATH": path}, capture_output=True, text=True
        )
        return done.returncode, done.stdout + done.stderr

    def write(self, path: Path, text: str) -> None:
        """Replace a text file and remember how to take that back."""
        before = path.read_bytes()
        self.undo.append(lambda: path.write_bytes(before))
        path.write_text(text, encoding="utf-8")


def make(place: Path, seed: int) -> Project:
    """Copy the project and write a sample programme of one district."""
    for name in ("params", "notebooks", "src"):
        shutil.copytree(ROOT / name, place / name, ignore=shutil.ignore_patterns("__pycache__"))
    (place / "site-packages").mkdir()
    for sheet in (place / "params").glob("20*.yaml"):
        if sheet.stem not in PERIODS:
            sheet.unlink()
        else:
            text = sheet.read_text(encoding="utf-8")
            sheet.write_text(text.replace("districts: all", "districts: [bulungan]"), encoding="utf-8")
    from evalhelpers import sample
    from evalhelpers.params import read_project

    reference = read_project(place).reference
    sample.write(place / "raw", reference=reference, seed=seed, recipients=24, districts=1)
    _write_csv(place / "raw")
    return Project(place, random.Random(seed))  # noqa: S311


def _write_csv(raw: Path) -> None:
    """Write some visits of a workbook as CSV too, under other dates."""
    [path] = (raw / "kunjungan").glob("*2024.xlsx")
    rows = [list(row) for row in openpyxl.load_workbook(path, data_only=True).worksheets[0].values]
    with (raw / "kunjungan" / "tambahan.csv").open("w", encoding="utf-8", newline="") as out:
        csv.writer(out).writerows([["" if v is None else v for v in row] for row in rows])


# --- edits: each changes one thing and says what


def edit_cell(project: Project) -> str:
    """Change, empty or swap one cell of a workbook."""
    path = project.rng.choice(sorted((project.place / "raw").rglob("*.xlsx")))
    before = path.read_bytes()
    project.undo.append(lambda: path.write_bytes(before))
    book = openpyxl.load_workbook(path)
    sheet = project.rng.choice([s for s in book.worksheets if s.max_row > 3])
    for _ in range(200):
        cell = sheet.cell(project.rng.randint(4, sheet.max_row), project.rng.randint(1, sheet.max_column))
        if not isinstance(cell, MergedCell) and cell.value not in (None, ""):
            break
    else:
        return "no cell found"
    old = cell.value
    if isinstance(old, int | float):
        new: object = project.rng.choice([old + 1, old * 2, None, old + 50_000])
    elif isinstance(old, str):
        other = sheet.cell(project.rng.randint(4, sheet.max_row), cell.column).value
        new = project.rng.choice([other, None, old + " ", old.upper(), "tutup"])
    else:
        new = project.rng.choice([old.replace(day=1), None]) if hasattr(old, "replace") else None
    cell.value = new
    book.save(path)
    return f"{path.name}!{sheet.title}!{cell.coordinate}: {old!r} -> {new!r}"


def edit_row(project: Project) -> str:
    """Delete or repeat a row of a workbook."""
    path = project.rng.choice(sorted((project.place / "raw").rglob("*.xlsx")))
    before = path.read_bytes()
    project.undo.append(lambda: path.write_bytes(before))
    book = openpyxl.load_workbook(path)
    sheet = project.rng.choice([s for s in book.worksheets if s.max_row > 8])
    at = project.rng.randint(6, sheet.max_row)
    if project.rng.random() < 0.5:
        sheet.delete_rows(at)
        said = "deleted"
    else:
        sheet.append([c.value for c in sheet[at]])
        said = "repeated"
    book.save(path)
    return f"{path.name}!{sheet.title} row {at} {said}"


def edit_csv(project: Project) -> str:
    """Delete, repeat or alter a line of a CSV file."""
    # Found by its ending: it may have been renamed.
    [path] = (project.place / "raw" / "kunjungan").glob("*.csv")
    lines = path.read_text(encoding="utf-8-sig").splitlines()
    at = project.rng.randrange(1, len(lines))
    kind = project.rng.choice(["delete", "repeat", "alter"])
    if kind == "delete":
        del lines[at]
    elif kind == "repeat":
        lines.append(lines[at])
    else:
        lines[at] = lines[at].replace("5", "6", 1)
    project.write(path, "\n".join(lines) + "\n")
    return f"{path.name} line {at}: {kind}"


def touch_or_rename(project: Project) -> str:
    """Give a raw file another time or another name; neither is content."""
    path = project.rng.choice(
        sorted(p for p in (project.place / "raw").rglob("*.*") if p.is_file() and p.name[0] != ".")
    )
    if project.rng.random() < 0.5:
        os.utime(path)
        return f"{path.name} touched"
    new = path.with_name(f"{path.stem} v{project.rng.randint(2, 9)}{path.suffix}")
    path.rename(new)
    project.undo.append(lambda: new.rename(path))
    return f"{path.name} renamed {new.name}"


_SETTINGS = (
    ("programme.yaml", "profit_gain: 0.10", "profit_gain: 0.15"),
    ("programme.yaml", "due_after_days: 30", "due_after_days: 45"),
    ("programme.yaml", "lookback_months: 6", "lookback_months: 7"),
    ("programme.yaml", "success_level: bertahan", "success_level: berkembang"),
    ("2025-S1.yaml", "status: draft", "status: final"),
    ("2024-S2.yaml", "status: draft", "status: final"),
    ("2025-S1.yaml", 'report_date: "2025-07-15"', 'report_date: "2025-07-16"'),
)


def edit_parameter(project: Project) -> str:
    """Change a setting, or only a comment."""
    folder = project.place / "params"
    if project.rng.random() < 0.3:
        path = project.rng.choice(sorted(folder.glob("*.yaml")))
        project.write(path, path.read_text(encoding="utf-8") + f"# catatan {project.rng.random()}\n")
        return f"comment in {path.name}"
    options = [
        (folder / name, old, new)
        for name, a, b in _SETTINGS
        for old, new in ((a, b), (b, a))
        if old in (folder / name).read_text(encoding="utf-8")
    ]
    path, old, new = project.rng.choice(options)
    project.write(path, path.read_text(encoding="utf-8").replace(old, new))
    return f"{path.name}: {old} -> {new}"


def edit_reference(project: Project) -> str:
    """Raise one official poverty line."""
    path = project.place / "params" / "reference" / "garis_kemiskinan.csv"
    lines = path.read_text(encoding="utf-8").splitlines()
    at = project.rng.choice([n for n, line in enumerate(lines) if ",resmi" in line])
    fields = lines[at].split(",")
    column = lines[0].split(",").index("rupiah")
    fields[column] = str(int(fields[column]) + project.rng.randint(1, 90_000))
    lines[at] = ",".join(fields)
    project.write(path, "\n".join(lines) + "\n")
    return f"poverty line {fields[0]} {fields[1]}"


def edit_notebook(project: Project) -> str:
    """Swap two sections, drop one, or change what only the evaluator reads."""
    path = project.rng.choice(sorted((project.place / "notebooks").glob("*_report.ipynb")))
    nb = json.loads(path.read_text(encoding="utf-8"))
    sections = [n for n, c in enumerate(nb["cells"]) if "section(" in "".join(c["source"])]
    kind = project.rng.choice(["swap", "drop", "note", "comment"])
    if kind == "swap":
        a, b = project.rng.sample(sections[1:-1], 2)
        nb["cells"][a]["source"], nb["cells"][b]["source"] = (
            nb["cells"][b]["source"],
            nb["cells"][a]["source"],
        )
    elif kind == "drop" and len(sections) > 5:
        del nb["cells"][project.rng.choice(sections[1:-1])]
    elif kind == "note":
        nb["cells"][0]["source"] = [f"# Catatan {project.rng.random()}"]
    else:
        nb["cells"][sections[0]]["source"] = [*nb["cells"][sections[0]]["source"], "  # catatan"]
    project.write(path, json.dumps(nb, ensure_ascii=False, indent=1) + "\n")
    return f"{path.name}: {kind}"


_CODE = (
    ("press/templates/page.css", None),
    ("formats.py", None),
    ("indicators/rows.py", None),
    ("clean/rupiah.py", None),
    ("press/gate.py", None),
    ("narrative/id/chapters.py", "Kesimpulan"),
    ("narrative/id/displays.py", "Jumlah"),
)


def edit_code(project: Project) -> str:
    """Change a module or template: a comment, or a word that readers see."""
    name, word = project.rng.choice(_CODE)
    path = project.place / "src" / "evalhelpers" / name
    text = path.read_text(encoding="utf-8")
    if word and word in text:
        project.write(path, text.replace(word, word.swapcase(), 1))
        return f"{name}: {word} in other letters"
    note = f"/* {project.rng.random()} */" if name.endswith(".css") else f"# {project.rng.random()}"
    project.write(path, f"{text}\n{note}\n")
    return f"{name}: comment"


def edit_environment(project: Project) -> str:
    """Install a distribution."""
    folder = project.place / "site-packages" / f"coba-{project.rng.randint(1, 10**6)}.dist-info"
    folder.mkdir()
    (folder / "METADATA").write_text("Metadata-Version: 2.1\nName: coba\nVersion: 1\n")
    project.undo.append(lambda: shutil.rmtree(folder))
    return f"installed {folder.name}"


def spoil(project: Project) -> str:
    """Damage or remove something that an earlier run has left."""
    places = ("site/*/*/index.html", "site/*/*/indikator.csv", "internal/dataset/*/*/part.parquet")
    places += ("internal/cache/*/*/*.json", "internal/dataset/plan/*.json", "internal/cache/*/*.json")
    places += ("internal/cache/values/*/*.parquet", "internal/cache/reports/*/*.txt")
    places += ("internal/dataset/views.json", "internal/account.json", "site/*/manifest.json")
    found = sorted(p for place in places for p in project.outputs.glob(place))
    if not found:
        return "nothing to spoil"
    path = project.rng.choice(found)
    if project.rng.random() < 0.5 and path.name != "manifest.json":
        path.write_bytes(path.read_bytes()[: path.stat().st_size // 2])
        return f"{path.relative_to(project.outputs)} cut in half"
    path.unlink()
    return f"{path.relative_to(project.outputs)} removed"


EDITS: tuple[tuple[Callable[[Project], str], int], ...] = (
    (edit_cell, 8), (edit_row, 3), (edit_csv, 3), (touch_or_rename, 1), (edit_parameter, 3),
    (edit_reference, 1), (edit_notebook, 2), (edit_code, 2), (edit_environment, 1), (spoil, 3),
)  # fmt: skip


# --- comparing


def tree(site: Path) -> dict[str, str]:
    """Return the hash of every file of a site by its path."""
    return {
        p.relative_to(site).as_posix(): hashlib.sha256(p.read_bytes()).hexdigest()
        for p in sorted(site.rglob("*"))
        if p.is_file()
    }


def full(project: Project) -> tuple[int, dict[str, str], str]:
    """Make everything from nothing but the raw files and the identity key."""
    fresh = project.place / "fresh"
    shutil.rmtree(fresh, ignore_errors=True)
    (fresh / "identity").mkdir(parents=True)
    shutil.copy(project.place / "identity" / "kunci.bin", fresh / "identity" / "kunci.bin")
    code, said = project.run(fresh / "outputs", fresh / "identity")
    site = fresh / "outputs" / "site"
    return code, tree(site) if site.exists() else {}, said


def main() -> None:
    """Edit, run, compare; stop at the first difference."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--edits", type=int, default=300)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--place", type=Path, default=None, help="an empty folder to work in")
    given = parser.parse_args()
    place = given.place or Path("/tmp") / f"uep-fuzz-{given.seed}-{os.getpid()}"  # noqa: S108
    place.mkdir(parents=True)
    project = make(place, given.seed)
    code, said = project.run(project.outputs, place / "identity")
    assert code == 0, said
    counts: Counter[str] = Counter()
    started = time.monotonic()
    for number in range(1, given.edits + 1):
        project.undo.clear()
        # Now and then with PDF; turning that on or off makes every report anew, which hides wrong hits.
        project.pdf = number % 25 < 3
        edit = project.rng.choices([e for e, _ in EDITS], [weight for _, weight in EDITS])[0]
        what = edit(project)
        before = tree(project.outputs / "site")
        code, said = project.run(project.outputs, place / "identity")
        if code == 2:
            assert tree(project.outputs / "site") == before, (
                f"{what}: refused, and the site has changed\n{said}"
            )
            counts["refused"] += 1
        full_code, wanted, full_said = full(project)
        line = next((t for t in said.splitlines() if t.startswith("Laporan:")), said.strip()[-200:])
        print(
            f"{number:4} {time.monotonic() - started:6.0f} s {edit.__name__}: {what} | {code} {line}",
            flush=True,
        )
        assert code == full_code, f"{what}: exit {code}, full {full_code}\n{said}\n{full_said}"
        if code == 0:
            have = tree(project.outputs / "site")
            differing = sorted(p for p in have.keys() | wanted.keys() if have.get(p) != wanted.get(p))
            assert not differing, f"{what}: {differing} differ\n{said}\n{full_said}"
            counts["equal"] += 1
            counts["unchanged reports"] += (
                int(line.split(" tidak berubah")[0].split()[-1]) if "tidak berubah" in line else 0
            )
            counts["made reports"] += int(line.split(" terbit")[0].split()[-1]) if " terbit" in line else 0
        else:
            # A page that could not be made stays as an old one, which a fresh run does not have.
            for step in reversed(project.undo):
                step()
            project.run(project.outputs, place / "identity")
            counts["taken back"] += 1
        counts[edit.__name__] += 1
    print(f"{given.edits} edits, seed {given.seed}: {dict(counts)}")
    shutil.rmtree(place)


if __name__ == "__main__":
    main()
