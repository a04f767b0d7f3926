"""The papermill engine: alike with papermill's own in what a notebook shows, plainer in how a run ends."""

from __future__ import annotations

import io
import os
import re
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import nbformat
import papermill
import pytest

from evalhelpers.errors import KernelDiedError, KernelKilledError, ParamError, TimeLimitError
from evalhelpers.press import ahead, engine, servers

pytestmark = pytest.mark.slow
OURS, PLAIN = "evalhelpers", "nbclient"


@pytest.fixture(scope="module", autouse=True)
def _stop_kernels() -> Iterator[None]:
    yield
    ahead.spare.drop()
    servers.stop_all()


def write(path: Path, *sources: str, parameters: str = "", **metadata: Any) -> Path:
    """Write a notebook of code cells; a source may be a pair with cell metadata."""
    cells = [nbformat.v4.new_code_cell(parameters, metadata={"tags": ["parameters"]})] if parameters else []
    for source in sources:
        text, tags = source if isinstance(source, tuple) else (source, [])
        cells.append(nbformat.v4.new_code_cell(text, metadata={"tags": tags} if tags else {}))
    spec = {"name": "python3", "display_name": "Python 3", "language": "python"}
    nbformat.write(nbformat.v4.new_notebook(cells=cells, metadata={"kernelspec": spec, **metadata}), path)
    return path


def execute(path: Path, out: Path, name: str, **more: Any) -> Any:
    return papermill.execute_notebook(
        str(path),
        str(out),
        engine_name=name,
        progress_bar=False,
        shutdown_kernel="immediate",
        **{"cwd": str(path.parent), **more},
    )


# One notebook for each behaviour that users of papermill rely on: what it shows, and how it ends.
BEHAVIOURS: dict[str, tuple[Any, ...]] = {
    "values and prints": ("x = 1", "print(x)", "x + 1", "print('a'); 3"),
    "error in the middle": ("print('sebelum')", "1 / 0", "print('sesudah')"),
    "error of our own class": ("class Salah(Exception): pass", "raise Salah('kolom hilang')"),
    "error that the cell expects": (("1 / 0", ["raises-exception"]), "print('lanjut')"),
    "error in a nested call": ("def f():\n    return {}['k']", "def g():\n    return f()", "g()"),
    "interrupt raised by a cell": ("raise KeyboardInterrupt", "print('tidak sampai')"),
    "leaving with 0": ("print('a')", "import sys; sys.exit(0)", "print('b')"),
    "leaving with 1": ("print('a')", "import sys; sys.exit(1)", "print('b')"),
    "syntax error": ("for", "print('b')"),
    "large output": ("print('x' * 2_000_000)", "for i in range(3000): print(i)"),
    "unicode": ("print('Nunukan – “é” 漢字 🎣 \u202eterbalik')", "'\\N{RUPEE SIGN} ½'"),
    "both streams": ("import sys; print('keluar'); print('galat', file=sys.stderr); print('keluar lagi')",),
    "input is not there": ("input('nama? ')", "print('b')"),
    "rich display": (
        "from IPython.display import display, HTML, Markdown, JSON, Image",
        "display(HTML('<b>x</b>'), Markdown('# x'), metadata={'a': 1})",
        "JSON({'a': [1, 2]})",
        "import base64; Image(base64.b64decode('iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR4nGNgYGBgAAAABQABpfZFQAAAAABJRU5ErkJggg=='))",
    ),
    "updated display": (
        "from IPython.display import display, update_display, clear_output",
        "h = display('satu', display_id='d')",
        "update_display('dua', display_id='d')",
        "print('hilang'); clear_output(); print('tinggal')",
        "print('x'); clear_output(wait=True); print('y')",
    ),
    "table": ("import pandas as pd; pd.DataFrame({'a': [1, None], 'b': ['x', 'y']})",),
    "figure": ("%matplotlib inline\nimport matplotlib.pyplot as plt\nplt.plot([1, 2]); plt.show()",),
    "magics and shell": ("%%capture t\nprint('tertangkap')", "t.stdout", "!echo dari-shell", "%pwd == __import__('os').getcwd()"),
    "await": ("import asyncio; await asyncio.sleep(0.01); 'selesai'",),
    "thread that prints": ("import threading; t = threading.Thread(target=lambda: print('utas')); t.start(); t.join()",),
    "warning": ("import warnings; warnings.warn('awas')",),
    "history and last values": ("41", "_ + 1", "Out[1]", "In[1]"),
    "name and arguments": ("__name__", "import sys; [a for a in sys.argv if not a.endswith('.json')][1:]", "sys.path[0]"),
    "semicolon and nothing": ("5;", "", "None", "# hanya komentar"),
    "processes of a cell": ("import subprocess, sys; subprocess.run([sys.executable, '-c', 'print(9)'], capture_output=True, text=True).stdout",),
    "a pool in a cell": ("from concurrent.futures import ThreadPoolExecutor\nlist(ThreadPoolExecutor(2).map(len, ['a', 'bb']))",),
}  # fmt: skip

_VOLATILE = (
    (r"0x[0-9a-f]{6,}", "0x…"),
    (re.escape(tempfile.gettempdir()) + r"\Wipykernel_\d+\W\d+\.py", "<cell>"),
    (r"In\s*\[\d+\]", "In […]"),
    (r"\x1b\[[0-9;]*m", ""),
)


def shown(nb: Any) -> list[Any]:
    """Return what every cell shows and how it ended, without what differs from run to run."""
    found = []
    for cell in nb.cells:
        text = repr([{k: v for k, v in o.items() if k != "metadata"} for o in cell.get("outputs", [])])
        for pattern, word in _VOLATILE:
            text = re.sub(pattern, word, text)
        state = cell.metadata.get("papermill", {})
        found.append(
            (cell.source, text, cell.get("execution_count"), state.get("status"), state.get("exception"))
        )
    return found


def outcome(path: Path, folder: Path, name: str) -> tuple[str, list[Any]]:
    out = folder / f"{name}.ipynb"
    try:
        execute(path, out, name)
        ended = "whole"
    except Exception as error:
        ended = f"{type(error).__name__} {getattr(error, 'ename', '')} {getattr(error, 'evalue', '')}"
    cells = shown(nbformat.read(out, as_version=4))
    # papermill marks the failed cell with its own text and a link, the same for every engine.
    return ended, cells


@pytest.mark.parametrize("name", BEHAVIOURS)
def test_a_notebook_runs_alike_in_a_warm_and_in_an_ordinary_kernel(name: str, tmp_path: Path) -> None:
    path = write(tmp_path / "in.ipynb", *BEHAVIOURS[name])
    ours, plain = outcome(path, tmp_path, OURS), outcome(path, tmp_path, PLAIN)
    assert ours == plain


def test_parameters_dates_and_streams_arrive_as_with_papermills_own_engine(tmp_path: Path) -> None:
    path = write(tmp_path / "in.ipynb", "print(a, b, c, d)", parameters="a = 1\nb = 'x'\nc = None\nd = [1]")
    texts = []
    for name in (OURS, PLAIN):
        heard = io.StringIO()
        nb = execute(
            path, tmp_path / f"{name}.ipynb", name,
            parameters={"a": 2.5, "b": "é'\"\n", "c": True, "d": {"k": [1, None]}}, stdout_file=heard, log_output=True,
        )  # fmt: skip
        texts.append((heard.getvalue(), shown(nb)))
    assert texts[0] == texts[1]
    assert texts[0][0].startswith("2.5 é'")


def test_an_unknown_parameter_is_refused_before_any_kernel_starts(tmp_path: Path) -> None:
    path = write(tmp_path / "in.ipynb", "print(district)", parameters='district: str = "tarakan"')
    with pytest.raises(ParamError, match=r"'distrik' tidak dikenal notebook ini; maksud Anda 'district'\?"):
        execute(path, tmp_path / "out.ipynb", OURS, parameters={"distrik": "malinau"})
    bare = write(tmp_path / "bare.ipynb", "print(1)")
    with pytest.raises(ParamError, match="tidak ada sel bertanda 'parameters'"):
        execute(bare, tmp_path / "out.ipynb", OURS, parameters={"district": "malinau"})


def test_the_notebook_is_saved_once_and_also_when_it_fails(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    saves = []
    for module in ("execute", "engines", "iorw"):
        kept = sys.modules[f"papermill.{module}"].write_ipynb
        monkeypatch.setattr(
            f"papermill.{module}.write_ipynb",
            lambda nb, path, _kept=kept: saves.append(path) or _kept(nb, path),
        )
    execute(write(tmp_path / "in.ipynb", *(["1"] * 5)), tmp_path / "out.ipynb", OURS)
    assert len(saves) == 1
    with pytest.raises(KernelDiedError):
        execute(
            write(tmp_path / "in.ipynb", "print('a')", "import os; os._exit(3)"),
            tmp_path / "dead.ipynb",
            OURS,
        )
    assert nbformat.read(tmp_path / "dead.ipynb", as_version=4).cells[0].outputs[0].text == "a\n"


def test_a_death_is_told_by_its_kind(tmp_path: Path) -> None:
    own = write(tmp_path / "own.ipynb", "import os; os._exit(3)")
    with pytest.raises(KernelDiedError, match="berhenti sendiri dengan kode 3"):
        execute(own, tmp_path / "o.ipynb", OURS)
    outside = write(tmp_path / "outside.ipynb", "import os, signal; os.kill(os.getpid(), signal.SIGKILL)")
    with pytest.raises(KernelKilledError, match=r"dihentikan dari luar.*SIGKILL"):
        execute(outside, tmp_path / "o.ipynb", OURS)
    crash = write(tmp_path / "crash.ipynb", "import ctypes; ctypes.string_at(0)")
    with pytest.raises(KernelDiedError, match=r"kesalahan program.*SIGSEGV") as crashed:
        execute(crash, tmp_path / "o.ipynb", OURS)
    assert not isinstance(crashed.value, KernelKilledError)


def test_a_kernel_the_system_ended_for_want_of_memory_is_said_to_be_one(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    class Ended:
        returncode = -9

        def poll(self) -> int:
            return self.returncode

    monkeypatch.setattr(engine, "oom_kills", lambda: 5)
    assert engine.death(Ended(), 4).memory
    assert "memori habis" in str(engine.death(Ended(), 4))
    assert not engine.death(Ended(), 5).memory


def test_cell_and_report_have_limits_of_their_own(tmp_path: Path) -> None:
    slow = write(tmp_path / "slow.ipynb", "import time; time.sleep(30)")
    started = time.monotonic()
    with pytest.raises(TimeLimitError, match="satu sel melewati batas waktu 1 detik"):
        execute(slow, tmp_path / "o.ipynb", OURS, execution_timeout=1)
    many = write(tmp_path / "many.ipynb", *["import time; time.sleep(0.6)"] * 20)
    with pytest.raises(TimeLimitError, match="laporan melewati batas waktu 2 detik"):
        execute(many, tmp_path / "o.ipynb", OURS, execution_timeout=10, report_timeout=2)
    assert time.monotonic() - started < 25


def test_the_kernel_warmed_ahead_serves_the_next_notebook_and_no_other_place(tmp_path: Path) -> None:
    path = write(tmp_path / "in.ipynb", "import os; print(os.getpid(), os.getcwd())")
    execute(path, tmp_path / "a.ipynb", OURS, warm_next=True)
    pid = ahead.spare._held[1].provisioner.process.pid
    nb = execute(path, tmp_path / "b.ipynb", OURS, warm_next=True)
    assert nb.cells[0].outputs[0].text == f"{pid} {tmp_path}\n"
    other = tmp_path / "lain"
    other.mkdir()
    nb = execute(path, tmp_path / "c.ipynb", OURS, cwd=str(other))
    assert nb.cells[0].outputs[0].text.split()[1] == str(other)
    assert ahead.spare._held is None


def test_papermills_own_command_finds_the_engine(tmp_path: Path) -> None:
    path = write(
        tmp_path / "in.ipynb",
        "import sys; print(a, 'evalhelpers.workbook' in sys.modules)",
        parameters="a = 1",
    )
    command = [sys.executable, "-m", "papermill", "--engine", OURS, "--no-progress-bar", "-p", "a", "7"]
    done = subprocess.run([*command, path, tmp_path / "out.ipynb"], capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
    said = nbformat.read(tmp_path / "out.ipynb", as_version=4).cells[-1].outputs[0].text
    assert said == f"7 {servers.can_fork()}\n"
    refused = subprocess.run(
        [*command, "-p", "b", "1", path, tmp_path / "out.ipynb"], capture_output=True, text=True
    )
    assert refused.returncode != 0
    assert "'b' tidak dikenal notebook ini; maksud Anda 'a'?" in refused.stderr


def test_no_kernel_stays_behind_whatever_happens(tmp_path: Path) -> None:
    execute(write(tmp_path / "in.ipynb", "1"), tmp_path / "o.ipynb", OURS)
    for source in ("1 / 0", "import os; os._exit(1)"):
        with pytest.raises(Exception, match=r"ZeroDivisionError|kode 1"):
            execute(write(tmp_path / "in.ipynb", source), tmp_path / "o.ipynb", OURS)
    if servers.can_fork():
        server = servers.server_for(os.environ, servers.STACK)
        children = Path(f"/proc/{server.pid}/task/{server.pid}/children")
        end = time.monotonic() + 10
        while children.read_text().split() and time.monotonic() < end:
            time.sleep(0.05)
        assert not children.read_text().split()
