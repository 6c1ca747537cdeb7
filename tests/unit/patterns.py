"""Every regular expression of the code base, found by importing all of it, and how each is used."""

import ast
import importlib
import pkgutil
import re
from collections import defaultdict
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import NamedTuple

ROOT = Path(__file__).parents[2]
PACKAGES = ("core", "adapters", "bot")
_METHODS = frozenset({"search", "match", "fullmatch", "split", "sub", "subn", "findall", "finditer"})
_ANCHORED = frozenset({"match", "fullmatch"})


class Named(NamedTuple):
    """A pattern, the module-level name that holds it, and whether it is only ever matched at one place of a text."""

    name: str
    pattern: re.Pattern[str]
    anchored: bool


def module_level() -> Iterator[Named]:
    """Yield the patterns that modules hold, each once, those in tuples and dictionaries and in classes too."""
    used, seen = _methods(), set()
    for module in map(importlib.import_module, _modules()):
        for name, value in vars(module).items():
            for pattern in _held(value):
                methods = used[name]
                if pattern not in seen:
                    seen.add(pattern)
                    yield Named(f"{module.__name__}.{name}", pattern, bool(methods) and methods <= _ANCHORED)


def compiled_in_functions() -> set[str]:
    """Return the functions that compile patterns, as "core.language.speech._places"."""
    return {f"{module}.{function}" for module, tree in _trees() for function in _compiling(tree, "")}


def inline() -> list[str]:
    """Return the calls such as `re.sub(...)` that take a pattern where nobody can find it, by file and line."""
    return [
        f"{module}:{call.lineno}"
        for module, tree in _trees()
        for call in ast.walk(tree)
        if isinstance(call, ast.Call) and _function_of_re(call.func) in _METHODS
    ]


def _modules() -> Iterator[str]:
    for package in PACKAGES:
        yield from (
            found.name
            for found in pkgutil.walk_packages([str(ROOT / package)], f"{package}.")
            if not found.name.endswith("__main__")
        )


@cache
def _trees() -> tuple[tuple[str, ast.Module], ...]:
    return tuple(
        (".".join(path.relative_to(ROOT).with_suffix("").parts), ast.parse(path.read_text(encoding="utf-8")))
        for package in PACKAGES
        for path in sorted((ROOT / package).rglob("*.py"))
    )


def _held(value: object, depth: int = 3) -> Iterator[re.Pattern[str]]:
    if isinstance(value, re.Pattern):
        yield value
    elif depth and isinstance(value, dict):
        for inner in value.values():
            yield from _held(inner, depth - 1)
    elif depth and isinstance(value, tuple | list | set | frozenset):
        for inner in value:
            yield from _held(inner, depth - 1)
    elif depth and isinstance(value, type) and value.__module__.split(".")[0] in PACKAGES:
        for inner in vars(value).values():
            yield from _held(inner, 1)


def _compiling(tree: ast.AST, within: str) -> Iterator[str]:
    """Yield the names of the functions in a tree that call `re.compile`."""
    for node in ast.iter_child_nodes(tree):
        inner = within
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef):
            inner = f"{within}.{node.name}".strip(".")
        in_function = within and not isinstance(tree, ast.ClassDef)
        if in_function and isinstance(node, ast.Call) and _function_of_re(node.func) == "compile":
            yield within
        yield from _compiling(node, inner)


def _function_of_re(function: ast.expr) -> str:
    of_re = isinstance(function, ast.Attribute) and isinstance(function.value, ast.Name) and function.value.id == "re"
    return function.attr if of_re and isinstance(function, ast.Attribute) else ""


def _methods() -> defaultdict[str, set[str]]:
    """Return by which methods each name is used as a pattern, anywhere; passed on, it may be used by any."""
    methods: defaultdict[str, set[str]] = defaultdict(set)
    for _, tree in _trees():
        owners = {id(node.value): node.attr for node in ast.walk(tree) if isinstance(node, ast.Attribute)}
        for node in ast.walk(tree):
            if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Load):
                method = owners.get(id(node), "passed on")
                methods[node.id] |= set() if method == "pattern" else {method}
    return methods
