"""The second rule of import, more finely than import-linter can say it: nothing imports an interface.

An interface is what a person or a program meets: addresses, views, forms, the API, the admin, commands, the
seeder. An address list names its views, a view its forms, and each kind may stand on the core's of its kind;
between apps that is all.
"""

import ast
from pathlib import Path

import pytest

from tests.house.project import PACKAGES, ROOT, files, text

INTERFACES = ("views", "forms", "api", "admin", "urls", "management", "seed")
MAY = {
    "urls": {"urls", "views", "api", "admin"},
    "views": {"forms"},
    "forms": {"forms"},
    "admin": {"forms"},
    "management": {"seed"},
}
# Words that tell why an import stands inside a function.
REASONS = ("task leaf", "slow import", "app ready", "circular")


def interface_of(module: str) -> tuple[str, str] | None:
    """The app and the kind of interface a module belongs to, or None when it is none."""
    parts = module.split(".")
    for index, part in enumerate(parts[1:], 1):
        if part in INTERFACES:
            return ".".join(parts[:index]), part
    return None


def imported(tree: ast.AST, package: str) -> set[str]:
    """Every module that the tree may import, names taken from a package included."""
    names: set[str] = set()
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            names |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom):
            base = ".".join(package.split(".")[: len(package.split(".")) - node.level + 1]) if node.level else ""
            module = ".".join(filter(None, (base, node.module)))
            names |= {module} | {f"{module}.{alias.name}" for alias in node.names}
    return {name for name in names if name.split(".")[0] in PACKAGES}


def may_import(importer: str, module: str) -> bool:
    target, source = interface_of(module), interface_of(importer)
    if target is None or target == source:
        return True
    if source is None:
        return False
    return target[1] in MAY.get(source[1], set()) or target == ("klaipeda_plan.core", source[1])


def is_module(name: str) -> bool:
    path = ROOT / name.replace(".", "/")
    return path.with_suffix(".py").exists() or path.is_dir()


def test_nothing_imports_an_interface():
    wrong = []
    for path in files(".py", folders=PACKAGES):
        name = ".".join(path.with_suffix("").parts).removesuffix(".__init__")
        package = name if path.name == "__init__.py" else name.rpartition(".")[0]
        for module in sorted(imported(ast.parse(text(path)), package)):
            if is_module(module) and not may_import(name, module):
                wrong.append(f"{name} imports {module}")
    assert wrong == []


@pytest.mark.parametrize(
    ("importer", "module", "allowed"),
    [
        ("plans.services.editing", "plans.views.tree", False),
        ("council.views", "plans.views.tree", False),
        ("plans.views", "plans.views.tree", True),
        ("plans.urls", "plans.views.tree", True),
        ("klaipeda_plan.urls", "council.urls", True),
        ("council.views.packets", "plans.forms", True),
        ("plans.models", "plans.admin", False),
        ("plans.admin.records", "klaipeda_plan.core.admin", True),
        ("plans.services", "klaipeda_plan.core.admin", False),
        ("plans.views", "editions.services", True),
        ("klaipeda_plan.seed.management.commands.seed", "klaipeda_plan.seed.loader", True),
        ("plans.services", "klaipeda_plan.seed.loader", False),
    ],
)
def test_rule_of_interfaces(importer, module, allowed):
    assert may_import(importer, module) is allowed


def test_relative_and_inner_imports_are_seen():
    source = "def f():\n    from . import views\n    from ..council.views import page\n    import plans.admin\n"
    assert imported(ast.parse(source), "plans.inner") == {
        "plans.inner", "plans.inner.views", "plans.council.views", "plans.council.views.page", "plans.admin",
    }  # fmt: skip


def test_import_inside_a_function_says_why():
    silent = []
    for path in files(".py", folders=PACKAGES):
        lines = text(path).splitlines()
        for line in inner_imports(path):
            around = " ".join(lines[max(0, line - 3) : line]).lower()
            if not any(reason in around for reason in REASONS):
                silent.append(f"{path}:{line}")
    assert silent == []


def inner_imports(path: Path) -> list[int]:
    return [
        node.lineno
        for function in ast.walk(ast.parse(text(path)))
        if isinstance(function, ast.FunctionDef)
        for node in ast.walk(function)
        if isinstance(node, (ast.Import, ast.ImportFrom))
    ]
