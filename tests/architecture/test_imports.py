"""Law 7, read from the imports: core knows no platform and no vendor, adapters don't know each other."""

import ast
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
PURE = {"Stemmer", "numpy", "pydantic", "rapidfuzz"}
MODULES = sorted(path for folder in ("core", "adapters", "bot") for path in (ROOT / folder).rglob("*.py"))


def imported(path: Path) -> Iterator[tuple[str, int]]:
    """Yield each dotted name that a file imports, with its line."""
    for node in ast.walk(ast.parse(path.read_text())):
        if isinstance(node, ast.Import):
            yield from ((alias.name, node.lineno) for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{path}:{node.lineno}: imports are written out whole, so that they can be read"
            yield node.module or "", node.lineno


def allowed(path: Path, name: str) -> bool:
    """Whether the file at `path`, relative to the root, may import `name`."""
    top, *rest = name.split(".")
    if path.parts[0] == "core":
        return top in sys.stdlib_module_names or top == "core" or top in PURE
    if path.parts[0] == "adapters":
        return top != "bot" and (top != "adapters" or rest[:1] == [path.parts[1]])
    return True


@pytest.mark.parametrize("path", MODULES, ids=lambda path: str(path.relative_to(ROOT)))
def test_imports_stay_inside_their_bounds(path: Path) -> None:
    here = path.relative_to(ROOT)
    wrong = [f"{here}:{line} imports {name}" for name, line in imported(path) if not allowed(here, name)]
    assert not wrong, "\n".join(wrong)


@pytest.mark.parametrize("path", MODULES, ids=lambda path: str(path.relative_to(ROOT)))
def test_only_bot_reads_the_environment(path: Path) -> None:
    here = path.relative_to(ROOT)
    if here.parts[0] == "bot":
        return
    reads = [node for node in ast.walk(ast.parse(path.read_text())) if ast.unparse(node) in {"os.environ", "os.getenv"}]
    assert not reads, f"{here} reads the environment"


@pytest.mark.parametrize(
    ("path", "name"),
    [
        ("core/links.py", "discord"),
        ("core/links.py", "redis.asyncio"),
        ("core/links.py", "adapters.youtube"),
        ("core/links.py", "bot.settings"),
        ("adapters/slack/inbound.py", "adapters.discord.render"),
        ("adapters/slack/inbound.py", "bot.settings"),
    ],
)
def test_the_bounds_bite(path: str, name: str) -> None:
    assert not allowed(Path(path), name)


def test_ports_have_at_most_four_methods() -> None:
    tree = ast.parse((ROOT / "core/ports.py").read_text())
    ports = [
        node for node in tree.body if isinstance(node, ast.ClassDef) and "Protocol" in map(ast.unparse, node.bases)
    ]
    assert ports
    for port in ports:
        methods = [node for node in port.body if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)]
        assert 1 <= len(methods) <= 4, port.name
