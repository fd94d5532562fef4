"""Several real processes that do one thing at the same moment."""

from __future__ import annotations

import subprocess
import sys

_FRAME = """
import sys
sys.path[:] = {path!r}
{preparation}
print("ready", flush=True)
sys.stdin.readline()
{race}
print(answer, flush=True)
sys.stdin.readline()
{afterwards}
"""


def race(count: int, preparation: str, race: str, afterwards: str = "") -> list[str]:
    """What `count` processes answer.

    Each runs `preparation`, then all at once `race`, which sets `answer`; when all have answered,
    `afterwards`. `{number}` in the texts is the process's number.
    """
    processes = [
        _start(*(text.replace("{number}", str(number)) for text in (preparation, race, afterwards)))
        for number in range(count)
    ]
    answers = []
    try:
        assert [_line(process) for process in processes] == ["ready"] * count
        _nudge(processes)
        answers = [_line(process) for process in processes]
        _nudge(processes)
        assert [process.wait(timeout=60) for process in processes] == [0] * count
    finally:
        for process in processes:
            process.kill()
            process.communicate()
    return answers


def _start(preparation: str, race: str, afterwards: str) -> subprocess.Popen[str]:
    code = _FRAME.format(path=sys.path, preparation=preparation, race=race, afterwards=afterwards)
    pipe = subprocess.PIPE
    return subprocess.Popen([sys.executable, "-c", code], stdin=pipe, stdout=pipe, text=True)


def _line(process: subprocess.Popen[str]) -> str:
    assert process.stdout is not None
    return process.stdout.readline().rstrip("\n")


def _nudge(processes: list[subprocess.Popen[str]]) -> None:
    for process in processes:
        assert process.stdin is not None
        process.stdin.write("\n")
        process.stdin.flush()
