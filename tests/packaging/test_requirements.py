"""requirements.txt names what the packages import, and nothing else: no library comes along by luck."""

from __future__ import annotations

import ast
import re
import sys
from collections.abc import Iterator
from importlib.metadata import packages_distributions
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
PACKAGES = tuple(path.parent.name for path in sorted(ROOT.glob("*/__init__.py")))
PRODUCT = tuple(name for name in PACKAGES if name not in {"benchmarks", "tests"})
LOADED_BY_NAME = {
    "cssselect": "lxml.cssselect imports it",
    "defusedxml": "openpyxl reads sheets through it where it is there",
    "lxml-html-clean": "trafilatura's readers import it as lxml.html.clean",
    "underthesea": "its engine, underthesea_core, runs our model",
    "python-multipart": "Starlette reads forms through it",
    "psycopg": "SQLAlchemy loads it for postgresql addresses",
}


def normal(name: str) -> str:
    """The name of a distribution as registries compare it."""
    return re.sub(r"[-_.]+", "-", name).lower()


def pins(file: str) -> dict[str, str]:
    """Normal name → version of every line ``name==version``."""
    lines = [line.split("#")[0].strip() for line in (ROOT / file).read_text(encoding="utf-8").splitlines()]
    found = [re.fullmatch(r"([\w.-]+)(?:\[[\w,-]+\])?==(\S+)", line) for line in lines if line and line[0] != "-"]
    assert all(found), f"{file}: every line is a name and the version that was tested"
    return {normal(match[1]): match[2] for match in found if match}


def imports(path: Path) -> set[str]:
    """The top-level names that a module imports, wherever in it."""
    names: set[str] = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            names.update(alias.name.split(".")[0] for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and not node.level and node.module:
            names.add(node.module.split(".")[0])
    return names


def third_party() -> Iterator[tuple[Path, str]]:
    """Every module of the product and a distribution that it imports."""
    providers = packages_distributions()
    for package in PRODUCT:
        for path in (ROOT / package).rglob("*.py"):
            for name in imports(path) - sys.stdlib_module_names - set(PACKAGES):
                assert name in providers, f"{path.relative_to(ROOT)}: {name} is not installed"
                yield path, normal(providers[name][0])


def test_everything_imported_is_named() -> None:
    required, for_samples = pins("requirements.txt"), pins("requirements-demo.txt")
    for path, name in third_party():
        where = path.relative_to(ROOT)
        assert name in required or (where.parts[0] == "samples" and name in for_samples), f"{where}: {name}"


def test_everything_named_is_imported() -> None:
    used = {name for _, name in third_party()} | set(LOADED_BY_NAME)
    assert used >= {*pins("requirements.txt"), *pins("requirements-demo.txt")}


def test_running_the_demo_takes_no_extra() -> None:
    """What only the makers of files and certificates import is imported by them alone, and by them lazily."""
    extra = set(pins("requirements-demo.txt"))
    assert {path.name for path, name in third_party() if name in extra} == {
        "pdf_files.py",
        "plan_files.py",
        "certificates.py",
    }


@pytest.mark.parametrize("file", ["requirements.txt", "requirements-demo.txt", "requirements-dev.txt"])
def test_constraints_hold_the_same_versions(file: str) -> None:
    constraints = pins("constraints.txt")
    assert {name: constraints.get(name) for name in pins(file)} == pins(file)
