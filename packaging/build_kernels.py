"""Build the C kernels: as hatchling's build hook, and by hand with `python packaging/build_kernels.py`.

The machine's own C compiler is used where there is one that works, otherwise the `ziglang` package, which the
hook asks for only then. Nothing is built for the machine at hand alone (no -march=native): the library
chooses its instructions when it loads.

Environment variables, for releases and tests:

    PAGEWAKE_BUILD_COMPILER   cc, zig, or none (no library: Pagewake runs on its plain reference, slowly)
    PAGEWAKE_BUILD_TARGET     one of TARGETS: cross-compile with zig, and tag the wheel for that platform
"""

from __future__ import annotations

import argparse
import importlib.util
import os
import platform
import shlex
import shutil
import subprocess
import sys
import sysconfig
import tempfile
from pathlib import Path
from typing import Any, NamedTuple

try:
    from hatchling.builders.hooks.plugin.interface import BuildHookInterface
except ImportError:  # run by hand, outside a build
    BuildHookInterface = object  # type: ignore[assignment, misc]

KERNELS = Path(__file__).resolve().parent.parent / "core" / "pagewake" / "kernels"
STEM = "_pagewake_kernels"
FLAGS = ["-std=gnu11", "-O3", "-g0", "-fPIC", "-fvisibility=hidden", "-Wall", "-Wextra"]


class Target(NamedTuple):  # no dataclass: hatchling runs this file without entering it in sys.modules
    """A platform to build for: zig's name of it, the wheel's platform tag, the library's suffix."""

    triple: str
    wheel_tag: str
    suffix: str


# The oldest C library that a wheel of that tag may run on, not the one of the machine that builds.
TARGETS = {
    "linux-x86_64": Target("x86_64-linux-gnu.2.17", "manylinux2014_x86_64", ".so"),
    "linux-aarch64": Target("aarch64-linux-gnu.2.17", "manylinux2014_aarch64", ".so"),
    "macos-arm64": Target("aarch64-macos.11.0", "macosx_11_0_arm64", ".dylib"),
    "macos-x86_64": Target("x86_64-macos.11.0", "macosx_11_0_x86_64", ".dylib"),
    "windows-x86_64": Target("x86_64-windows-gnu", "win_amd64", ".dll"),
}


def this_machine() -> Target:
    """The platform that runs this script."""
    machine = {"amd64": "x86_64", "arm64": "aarch64"}.get(
        platform.machine().lower(), platform.machine().lower()
    )
    tag = sysconfig.get_platform().replace("-", "_").replace(".", "_")
    if sys.platform == "darwin":
        return Target(f"{machine}-macos", tag, ".dylib")
    if sys.platform == "win32":
        return Target(f"{machine}-windows-gnu", tag, ".dll")
    libc = "musl" if "musl" in (sysconfig.get_config_var("HOST_GNU_TYPE") or "") else "gnu"
    return Target(f"{machine}-linux-{libc}", tag, ".so")


def machine_compiler() -> list[str] | None:
    """The machine's C compiler, if it can build a library: headers are often missing where it is not."""
    for command in filter(None, [os.environ.get("CC"), "cc", "gcc", "clang"]):
        words = shlex.split(command)
        if shutil.which(words[0]) is None:
            continue
        with tempfile.TemporaryDirectory() as scratch:
            probe = Path(scratch, "probe.c")
            probe.write_text("#include <errno.h>\n#include <string.h>\nint probe(void) { return EINTR; }\n")
            done = subprocess.run(
                [*words, *FLAGS, "-shared", "-o", f"{scratch}/probe.out", str(probe)],
                capture_output=True,
                check=False,
            )
        if done.returncode == 0:
            return words
    return None


def compile_command(target: Target, compiler: str, cross: bool) -> list[str]:
    """The words that begin a compilation for `target`."""
    words = None if cross or compiler == "zig" else machine_compiler()
    if words is not None:
        return words
    if compiler == "cc":
        raise SystemExit(
            "no C compiler of this machine can build a library; install gcc or clang with libc's headers"
        )
    if importlib.util.find_spec("ziglang") is None:
        raise SystemExit("no C compiler was found: install one, or the ziglang package")
    # Without -mcpu zig builds for the processor at hand; its sanitizer traps are for debugging.
    return [
        sys.executable,
        "-m",
        "ziglang",
        "cc",
        "-target",
        target.triple,
        "-mcpu=baseline",
        "-fno-sanitize=all",
    ]


def build(target: Target, compiler: str, *, cross: bool = False) -> Path:
    """Compile the library beside its Python bindings, in the place of any other, and return its path."""
    sources = sorted(str(path) for path in (KERNELS / "src").glob("*.c"))
    library = KERNELS / (STEM + target.suffix)
    command = compile_command(target, compiler, cross)
    with tempfile.TemporaryDirectory(dir=KERNELS, prefix=".build-") as scratch:
        made = Path(scratch, library.name)
        subprocess.run([*command, *FLAGS, "-shared", "-o", str(made), *sources], check=True)
        remove_libraries()
        # A new file under the old name: a process that has the old one mapped keeps it whole.
        os.replace(made, library)
    return library


def remove_libraries() -> None:
    """Remove what was built before, for whatever platform: a wheel holds one library."""
    for path in KERNELS.glob(STEM + ".*"):
        path.unlink()


def chosen_compiler() -> str:
    """`cc`, `zig`, `none`, or empty for whatever is there."""
    compiler = os.environ.get("PAGEWAKE_BUILD_COMPILER", "")
    if compiler not in ("", "cc", "zig", "none"):
        raise SystemExit(f"PAGEWAKE_BUILD_COMPILER is {compiler!r}; it can be cc, zig or none")
    return compiler


def chosen_target() -> tuple[Target, bool]:
    """The platform to build for, and whether it was named."""
    name = os.environ.get("PAGEWAKE_BUILD_TARGET", "")
    if not name:
        return this_machine(), False
    if name not in TARGETS:
        raise SystemExit(f"PAGEWAKE_BUILD_TARGET is {name!r}; it can be {', '.join(TARGETS)}")
    return TARGETS[name], True


class CustomBuildHook(BuildHookInterface):  # type: ignore[type-arg]
    """Builds the library into every wheel and editable installation."""

    def dependencies(self) -> list[str]:
        """The ziglang package, where it is the only compiler or the one asked for."""
        compiler, (_, cross) = chosen_compiler(), chosen_target()
        needed = cross or compiler == "zig" or (compiler == "" and machine_compiler() is None)
        return ["ziglang>=0.13"] if needed and compiler != "none" else []

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        """Build before the files of the wheel are collected."""
        compiler = chosen_compiler()
        if compiler == "none":
            remove_libraries()
            return
        target, cross = chosen_target()
        library = build(target, compiler, cross=cross)
        build_data["artifacts"].append(str(library.relative_to(self.root)))
        build_data["pure_python"] = False
        build_data["tag"] = f"py3-none-{target.wheel_tag}"

    def clean(self, versions: list[str]) -> None:
        """Remove what was built."""
        remove_libraries()


def main() -> None:
    """Build the library in place."""
    parser = argparse.ArgumentParser(description="Build Pagewake's C kernels in place.")
    parser.add_argument(
        "--compiler", choices=["cc", "zig"], default="", help="default: cc where it works, else zig"
    )
    parser.add_argument(
        "--target", choices=sorted(TARGETS), help="cross-compile with zig; default: this machine"
    )
    options = parser.parse_args()
    target = TARGETS[options.target] if options.target else this_machine()
    print(build(target, options.compiler, cross=options.target is not None))


if __name__ == "__main__":
    main()
