"""Warm kernels: each is as clean as a new process, lives and dies as one, and nothing is left behind."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import nbformat
import pytest
from jupyter_client.manager import KernelManager, start_new_kernel
from nbclient import NotebookClient

from evalhelpers.press import forkserver, kernels, servers

pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(not servers.can_fork(), reason="kernels are forked on Linux only"),
]


@pytest.fixture(scope="module", autouse=True)
def _stop_servers() -> Iterator[None]:
    yield
    servers.stop_all()


def wait_until(true: Callable[[], bool], seconds: float = 15) -> bool:
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        if true():
            return True
        time.sleep(0.02)
    return False


def is_alive(pid: int) -> bool:
    try:
        state = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0]
    except OSError:
        return False
    return state != "Z"


def ask(client: object, code: str, **more: object) -> str:
    """Return what a cell prints, or the name of its error."""
    said: list[str] = []

    def hear(message: dict) -> None:
        content = message["content"]
        said.append(content.get("text") or content.get("ename") or "")

    client.execute_interactive(code, output_hook=hear, timeout=60, **more)
    return "".join(said).strip()


@pytest.fixture
def kernel() -> Iterator[tuple[KernelManager, object]]:
    manager, client = start_new_kernel(kernel_name=kernels.SPEC)
    yield manager, client
    client.stop_channels()
    manager.shutdown_kernel(now=True)


def run(*sources: str, **more: object) -> list[str]:
    """Run cells in a warm kernel of their own and return what each prints."""
    nb = nbformat.v4.new_notebook(cells=[nbformat.v4.new_code_cell(source) for source in sources])
    # ipykernel catches less of the output where it believes itself under pytest.
    env = {name: value for name, value in os.environ.items() if name != "PYTEST_CURRENT_TEST"}
    NotebookClient(nb, kernel_name=kernels.SPEC, **more).execute(env=env)
    return ["".join(o.get("text", "") for o in cell.outputs).strip() for cell in nb.cells]


def test_a_kernel_is_forked_from_a_process_that_has_imported_the_stack() -> None:
    facts, parent = run(
        "import sys; print('evalhelpers.workbook' in sys.modules, 'pandas' in sys.modules)",
        "import os; print(os.getppid())",
    )
    assert facts == "True True"
    server = servers.server_for(os.environ, servers.STACK)
    assert int(parent) == server.pid


def test_nothing_of_one_kernel_is_seen_in_the_next() -> None:
    run(
        "import os, sys, pandas, random; secret = 1; os.environ['LEAK'] = '1'; os.chdir('/')",
        "pandas.leak = 1; sys.path.insert(0, '/leak'); sys.modules['leak'] = sys; random.seed(1)",
    )
    [left] = run(
        "import os, sys, pandas; print('secret' in globals(), 'LEAK' in os.environ, os.getcwd() == '/', "
        "hasattr(pandas, 'leak'), '/leak' in sys.path, 'leak' in sys.modules)"
    )
    assert left == "False False False False False False"


def test_kernels_draw_different_random_numbers() -> None:
    code = "import random, numpy; print(random.random(), numpy.random.rand(), numpy.random.default_rng().random())"
    first, second = run(code)[0].split(), run(code)[0].split()
    assert all(a != b for a, b in zip(first, second, strict=True))


def test_folder_and_environment_are_those_asked_for(tmp_path: Path) -> None:
    manager = KernelManager(kernel_name=kernels.SPEC)
    manager.start_kernel(
        cwd=str(tmp_path), env={**os.environ, "TZ": "Asia/Makassar", "IPYTHONDIR": str(tmp_path)}
    )
    client = manager.blocking_client()
    client.start_channels()
    try:
        client.wait_for_ready(timeout=60)
        said = ask(client, "import os, time; print(os.getcwd(), os.environ['TZ'], time.strftime('%z'))")
        assert said == f"{tmp_path} Asia/Makassar +0800"
    finally:
        client.stop_channels()
        manager.shutdown_kernel(now=True)


def test_a_variable_that_libraries_may_have_read_gets_a_server_of_its_own() -> None:
    plain = servers.server_for(os.environ, servers.STACK)
    other = servers.server_for({**os.environ, "MPLBACKEND": "svg"}, servers.STACK)
    same = servers.server_for({**os.environ, "TZ": "Asia/Tokyo"}, servers.STACK)
    assert plain is same
    assert plain is not other
    servers.discard(other)
    assert not is_alive(other.pid)


def test_interrupt_stops_a_cell_and_the_kernel_goes_on(kernel: tuple[KernelManager, object]) -> None:
    manager, client = kernel
    client.execute("import time; time.sleep(60)")
    time.sleep(0.5)
    manager.interrupt_kernel()
    reply = client.get_shell_msg(timeout=20)
    assert reply["content"]["ename"] == "KeyboardInterrupt"
    assert ask(client, "print(1 + 1)") == "2"


def test_restart_gives_a_clean_kernel_under_the_same_connection(kernel: tuple[KernelManager, object]) -> None:
    manager, client = kernel
    before = ask(client, "import os; mark = 1; print(os.getpid())")
    manager.restart_kernel(now=False)
    client.wait_for_ready(timeout=60)
    after = ask(client, "import os; print(os.getpid(), 'mark' in globals())")
    assert after == f"{after.split()[0]} False"
    assert after.split()[0] != before


def test_input_reaches_the_cell_that_asks_for_it(kernel: tuple[KernelManager, object]) -> None:
    _, client = kernel
    said = ask(
        client,
        "print('Halo', input('Nama? '))",
        allow_stdin=True,
        stdin_hook=lambda _: client.input("Tarakan"),
    )
    assert said == "Halo Tarakan"


def test_what_writes_past_python_is_caught_and_a_process_of_a_cell_dies_with_the_kernel() -> None:
    said, child = run(
        "import os; os.write(1, b'langsung\\n')",
        "import subprocess; print(subprocess.Popen(['sleep', '300']).pid)",
    )
    assert said == "langsung"
    assert wait_until(lambda: not is_alive(int(child)))


def test_a_kernel_that_ends_itself_is_reaped_and_its_code_is_known() -> None:
    manager, client = start_new_kernel(kernel_name=kernels.SPEC)
    process = manager.provisioner.process
    client.execute("import os; os._exit(7)")
    assert wait_until(lambda: process.poll() is not None)
    assert process.returncode == 7
    server = servers.server_for(os.environ, servers.STACK)
    children = Path(f"/proc/{server.pid}/task/{server.pid}/children").read_text().split()
    assert str(process.pid) not in children
    client.stop_channels()
    manager.shutdown_kernel(now=True)


def test_a_kernel_ends_with_its_server_and_the_next_one_gets_a_new_server() -> None:
    manager, client = start_new_kernel(kernel_name=kernels.SPEC)
    process, server = manager.provisioner.process, servers.server_for(os.environ, servers.STACK)
    os.kill(server.pid, signal.SIGKILL)
    assert wait_until(lambda: not is_alive(process.pid))
    assert wait_until(lambda: process.poll() == -signal.SIGKILL)
    client.stop_channels()
    manager.shutdown_kernel(now=True)
    assert run("print('kembali')") == ["kembali"]
    assert servers.server_for(os.environ, servers.STACK) is not server


def test_server_and_kernels_end_with_their_owner(tmp_path: Path) -> None:
    script = tmp_path / "owner.py"
    script.write_text(
        "import os, time\n"
        "from jupyter_client.manager import start_new_kernel\n"
        "from evalhelpers.press import kernels, servers\n"
        "manager, _ = start_new_kernel(kernel_name=kernels.SPEC)\n"
        "print(manager.provisioner.process.pid, servers.server_for(os.environ, servers.STACK).pid, flush=True)\n"
        "time.sleep(300)\n"
    )
    owner = subprocess.Popen([sys.executable, str(script)], stdout=subprocess.PIPE, text=True)
    kernel, server = map(int, owner.stdout.readline().split())
    assert is_alive(kernel)
    owner.kill()
    owner.wait()
    owner.stdout.close()
    assert wait_until(lambda: not is_alive(server))
    assert wait_until(lambda: not is_alive(kernel))


def test_code_that_has_changed_since_it_was_imported_is_imported_anew(tmp_path: Path) -> None:
    module = tmp_path / "berubah.py"
    module.write_text("VALUE = 'lama'\n")
    env = {**os.environ, "PYTHONPATH": str(tmp_path)}

    def fork(server: servers.Server) -> None:
        with open(os.devnull, "r+b") as null:
            kernel = server.fork(["-f", str(tmp_path / "k.json")], str(tmp_path), env, [null.fileno()] * 3)
        kernel.kill()
        assert kernel.wait(20) is not None

    server = servers.server_for(env, ["berubah"])
    fork(server)
    module.write_text("VALUE = 'baru'\n")
    with pytest.raises(servers.GoneError, match="berubah"):
        fork(server)
    servers.discard(server)
    fork(servers.server_for(env, ["berubah"]))


def test_twenty_kernels_leave_no_descriptor_process_or_file_behind() -> None:
    run("pass")
    server = servers.server_for(os.environ, servers.STACK)

    def census() -> tuple[int, int, int, int]:
        from jupyter_core.paths import jupyter_runtime_dir

        children = Path(f"/proc/{server.pid}/task/{server.pid}/children").read_text().split()
        return (
            len(os.listdir("/proc/self/fd")),
            len(os.listdir(f"/proc/{server.pid}/fd")),
            len(children),
            len(os.listdir(jupyter_runtime_dir())),
        )

    before = census()
    for _ in range(20):
        run("1 + 1")
    assert wait_until(lambda: census() == before), (before, census())


def test_a_stack_that_cannot_be_imported_gives_an_ordinary_kernel_and_says_so_once(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    spec = tmp_path / "kernels" / "tanpa-stack"
    spec.mkdir(parents=True)
    ours = json.loads(Path(forkserver.__file__).with_name("kernelspec").joinpath("kernel.json").read_text())
    ours["metadata"]["kernel_provisioner"]["config"] = {"preload": ["tidak_ada_modul_ini"]}
    (spec / "kernel.json").write_text(json.dumps(ours))
    monkeypatch.setenv("JUPYTER_PATH", str(tmp_path))
    for _ in range(2):
        nb = nbformat.v4.new_notebook(cells=[nbformat.v4.new_code_cell("print(6 * 7)")])
        NotebookClient(nb, kernel_name="tanpa-stack").execute()
        assert nb.cells[0].outputs[0].text.strip() == "42"
    said = [r.message for r in caplog.records if "tidak_ada_modul_ini" in r.message]
    assert len(said) == 1
    assert "memakai kernel biasa" in said[0]


def test_where_kernels_may_not_be_forked_they_are_ordinary(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(servers.ORDINARY, "1")
    parent, *_ = run("import os; print(os.getppid())")
    assert int(parent) == os.getpid()


def test_a_kernel_can_be_chosen_by_name_wherever_kernels_are_chosen() -> None:
    listed = subprocess.run(
        [sys.executable, "-m", "jupyter", "kernelspec", "list", "--json"],
        capture_output=True,
        text=True,
        check=True,
    )
    spec = json.loads(listed.stdout)["kernelspecs"][kernels.SPEC]["spec"]
    assert spec["display_name"] == "Python (UEP, hangat)"


def test_nbclients_own_command_runs_a_notebook_in_a_warm_kernel(tmp_path: Path) -> None:
    nb = nbformat.v4.new_notebook(
        cells=[nbformat.v4.new_code_cell("import sys; print('pandas' in sys.modules)")]
    )
    path = tmp_path / "a.ipynb"
    nbformat.write(nb, path)
    subprocess.run(
        [sys.executable, "-m", "jupyter", "execute", "--inplace", f"--kernel_name={kernels.SPEC}", str(path)],
        check=True, capture_output=True,
    )  # fmt: skip
    assert nbformat.read(path, as_version=4).cells[0].outputs[0].text == "True\n"


def test_jupyterlabs_own_manager_starts_interrupts_and_restarts_a_warm_kernel(tmp_path: Path) -> None:
    """What JupyterLab's server does when somebody chooses the kernel in a notebook."""
    import asyncio

    from jupyter_server.services.kernels.kernelmanager import AsyncMappingKernelManager

    async def said(client: Any, code: str) -> str:
        heard: list[str] = []
        await client._async_execute_interactive(
            code, output_hook=lambda m: heard.append(m["content"].get("text", "")), timeout=60
        )
        return "".join(heard).strip()

    async def session() -> None:
        manager = AsyncMappingKernelManager(root_dir=str(tmp_path))
        one = await manager.start_kernel(kernel_name=kernels.SPEC, path="")
        try:
            client = manager.get_kernel(one).client()
            client.start_channels()
            await client.wait_for_ready(timeout=60)
            facts = await said(
                client, "import os, sys; mark = 1; print('pandas' in sys.modules, os.getcwd())"
            )
            assert facts == f"True {tmp_path}"
            await manager.restart_kernel(one)
            await client.wait_for_ready(timeout=60)
            assert await said(client, "print('mark' in globals())") == "False"
            await manager.interrupt_kernel(one)
            assert await said(client, "print(6 * 7)") == "42"
            client.stop_channels()
        finally:
            await manager.shutdown_kernel(one, now=True)

    asyncio.run(session())
