"""The core and the command line work where no window toolkit is installed."""

from __future__ import annotations

import os
import subprocess
import sys

PROGRAM = """
import importlib, pkgutil, sys

class Blocked:
    def find_spec(self, name, path=None, target=None):
        if name.partition('.')[0] in ('PySide6', 'shiboken6', 'pyqtgraph', 'pagewake_gui', 'psycopg', 'boto3'):
            raise ModuleNotFoundError(f'{name} is blocked', name=name)

sys.meta_path.insert(0, Blocked())
import pagewake
count = 0
for module in pkgutil.walk_packages(pagewake.__path__, 'pagewake.'):
    if module.name.endswith(('__main__', '._pagewake_kernels')):  # a program; a library for ctypes
        continue
    try:
        importlib.import_module(module.name)
    except ModuleNotFoundError as error:
        # What talks to servers needs the client of its extra, and nothing else.
        if (error.name or '').partition('.')[0] not in ('psycopg', 'boto3', 'botocore'):
            raise
    count += 1
print(count)
"""


def test_every_module_of_the_core_is_imported_without_qt() -> None:
    done = subprocess.run(
        [sys.executable, "-c", PROGRAM],
        env={**os.environ, "PYTHONPATH": os.pathsep.join(sys.path)},
        capture_output=True,
        text=True,
        timeout=300,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    assert int(done.stdout) > 100
