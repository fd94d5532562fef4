"""Which kernels are chosen at import, and how the library is built."""

import logging
import os
import shutil
import subprocess
import sys

import pytest
from tests.kernels.conftest import ROOT

from pagewake import kernels
from pagewake.kernels import choose_kernels
from pagewake.kernels import native as native_module
from pagewake.kernels.native import load_library

SOURCES = sorted((ROOT / "core/pagewake/kernels/src").glob("*.c"))


def test_the_reference_can_be_forced():
    code = "from pagewake.kernels import KERNELS, crc32; print(KERNELS.name, crc32(b'123456789'))"
    done = subprocess.run(
        [sys.executable, "-c", code],
        env={**os.environ, "PAGEWAKE_KERNELS": "reference", "PYTHONPATH": str(ROOT / "core")},
        capture_output=True,
        text=True,
        check=True,
    )
    assert done.stdout == f"reference {0xCBF43926}\n"


def test_native_is_chosen_where_it_loads(library):
    assert choose_kernels("").name == choose_kernels("native").name == library.name == "native"
    with pytest.raises(ImportError, match="native or reference"):
        choose_kernels("fast")


def test_module_functions_are_those_of_the_chosen_kernels():
    for name in dir(kernels.Kernels):
        if not name.startswith("_") and name != "name":
            assert getattr(kernels, name) == getattr(kernels.KERNELS, name)


def test_without_a_library_the_reference_is_used_and_said(monkeypatch, tmp_path, caplog):
    def missing(path=tmp_path / "missing.so"):
        return load_library(path)

    monkeypatch.setattr(kernels, "NativeKernels", missing)
    with caplog.at_level(logging.WARNING, logger="pagewake.kernels"):
        assert choose_kernels("").name == "reference"
    assert [record.name for record in caplog.records] == ["pagewake.kernels"]
    assert "missing.so" in caplog.text
    with pytest.raises(ImportError, match=r"missing\.so"):
        choose_kernels("native")


def test_a_library_of_another_version_is_refused(library, monkeypatch):
    monkeypatch.setattr(native_module, "_INTERFACE", 0)
    with pytest.raises(ImportError, match="another version"):
        load_library(native_module.LIBRARY)


def test_a_file_that_is_no_library_is_refused(tmp_path):
    path = tmp_path / "broken.so"
    path.write_bytes(b"\x7fELF but not really")
    with pytest.raises(ImportError, match=r"broken\.so"):
        load_library(path)


@pytest.mark.parametrize("compiler", ["gcc", "clang"])
def test_the_sources_compile_without_a_warning(compiler, tmp_path):
    if shutil.which(compiler) is None:
        pytest.skip(f"{compiler} is not installed")
    strict = [
        "-std=gnu11",
        "-O2",
        "-fPIC",
        "-shared",
        "-Wall",
        "-Wextra",
        "-Wconversion",
        "-Wshadow",
        "-Werror",
    ]
    subprocess.run([compiler, *strict, "-o", str(tmp_path / "kernels.so"), *map(str, SOURCES)], check=True)


@pytest.mark.torture
def test_the_build_script_builds_a_library_that_loads(tmp_path):
    """In a copy of the tree, so that the library in use stays as it is: that one the script has built, too."""
    if not any(shutil.which(name) for name in ("cc", "gcc", "clang")):
        pytest.skip("no C compiler is installed")
    shutil.copytree(ROOT / "core/pagewake/kernels/src", tmp_path / "core/pagewake/kernels/src")
    (tmp_path / "packaging").mkdir()
    shutil.copy(ROOT / "packaging/build_kernels.py", tmp_path / "packaging")
    script = [sys.executable, str(tmp_path / "packaging/build_kernels.py"), "--compiler", "cc"]
    done = subprocess.run(script, capture_output=True, text=True, check=True)
    built = done.stdout.strip()
    assert load_library(native_module.Path(built)).pw_crc32(b"123456789", 9, 0) == 0xCBF43926
    assert os.listdir(tmp_path / "core/pagewake/kernels") in (
        ["src", os.path.basename(built)],
        [os.path.basename(built), "src"],
    )
