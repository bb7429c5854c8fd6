"""The sentences that reach people without passing through a page's own module.

Those of errors are what is given to the parameters ``sentence``, ``kept`` and ``remedy`` of
``AutanError``, of the classes made from it and of their factories: the functions that take such a
parameter and give such an error. They must be written out there, or be a constant of the module:
what is composed beforehand could not be translated, and is refused. Those of the standards are
read from the standards.
"""

import ast
from collections.abc import Iterator, Mapping
from pathlib import Path

from autan import schemas

_ROOT = "AutanError"
_PARTS = frozenset({"sentence", "kept", "remedy"})
# The words of the Explore API: a public interface in English, not for translation.
_ENGLISH = ("autan/query/odsql/",)
Signatures = Mapping[str, list[str]]


def of_errors(package: Path) -> Iterator[str]:
    """Every part of every error; ValueError where one cannot be told from the source."""
    trees = {path: ast.parse(path.read_text()) for path in sorted(package.rglob("*.py"))}
    signatures = _signatures(list(trees.values()))
    for path, tree in trees.items():
        if path.relative_to(package.parent).as_posix().startswith(_ENGLISH):
            continue
        finder = _Finder(tree, signatures)
        finder.visit(tree)
        if finder.unclear:
            raise ValueError(f"{path}: write the sentence out at lines {finder.unclear}")
        yield from finder.found


def of_standards() -> Iterator[str]:
    """The names of the standards, their nouns, their columns and what these mean.

    Those of the national registry stay French in every language: they are data, some of which a
    place brings by itself, and two thousand columns of French administrations.
    """
    for standard in schemas.standards():
        if standard.family == "registry":
            continue
        yield from (standard.label, *standard.noun)
        for field in standard.fields:
            yield from (text for text in (field.label, field.description) if text)


def _signatures(trees: list[ast.Module]) -> Signatures:
    """The positional parameters of each class of errors and of each factory, by name."""
    nodes = [node for tree in trees for node in ast.walk(tree)]
    errors = _errors([node for node in nodes if isinstance(node, ast.ClassDef)])
    factories = {
        node.name: _names(node)
        for node in nodes
        if isinstance(node, ast.FunctionDef) and _gives(node, errors) and _PARTS & {*_names(node)}
    }
    return errors | factories


def _errors(classes: list[ast.ClassDef]) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    while True:
        new = {
            one.name: _initial(one, found)
            for one in classes
            if one.name not in found and (one.name == _ROOT or _bases(one) & found.keys())
        }
        if not new:
            return found
        found |= new


def _initial(one: ast.ClassDef, known: Signatures) -> list[str]:
    for node in one.body:
        if isinstance(node, ast.FunctionDef) and node.name == "__init__":
            return _names(node)[1:]
    return known[next(iter(_bases(one) & known.keys()))]


def _bases(one: ast.ClassDef) -> set[str]:
    return {base.id for base in one.bases if isinstance(base, ast.Name)}


def _names(function: ast.FunctionDef) -> list[str]:
    return [one.arg for one in function.args.args]


def _gives(function: ast.FunctionDef, errors: Signatures) -> bool:
    told = ast.walk(function.returns) if function.returns else ()
    return any(isinstance(node, ast.Name) and node.id in errors for node in told)


class _Finder(ast.NodeVisitor):
    """Goes through one module; ``unclear`` are the lines whose sentence is not written out."""

    def __init__(self, tree: ast.Module, signatures: Signatures) -> None:
        self.signatures = signatures
        self.constants = {
            target.id: node.value
            for node in tree.body
            if isinstance(node, ast.Assign)
            for target in node.targets
            if isinstance(target, ast.Name)
        }
        self.passed_on: set[str] = set()
        self.found: list[str] = []
        self.unclear: list[int] = []

    def visit_FunctionDef(self, node: ast.FunctionDef) -> None:
        """A factory hands on what it was given; its callers are looked at in their turn."""
        before = self.passed_on
        self.passed_on = {*_names(node)} if node.name in self.signatures else before
        self.generic_visit(node)
        self.passed_on = before

    def visit_Call(self, node: ast.Call) -> None:
        names = self.signatures.get(_called(node), [])
        given = dict(zip(names, node.args, strict=False))
        if _called(node) in self.signatures:
            given |= {one.arg: one.value for one in node.keywords if one.arg}
        for part in sorted(_PARTS & given.keys(), key=list(given).index):
            self._take(given[part])
        self.generic_visit(node)

    def _take(self, value: ast.expr) -> None:
        if isinstance(value, ast.Name) and value.id in self.passed_on:
            return
        if isinstance(value, ast.Name):
            value = self.constants.get(value.id, value)
        if isinstance(value, ast.Constant) and isinstance(value.value, str):
            self.found.extend([value.value] if value.value else [])
        else:
            self.unclear.append(value.lineno)


def _called(node: ast.Call) -> str:
    """The bare name of what is called; an error that begins its base is one."""
    match node.func:
        case ast.Attribute(attr="__init__", value=ast.Call(func=ast.Name("super"))):
            return _ROOT
        case ast.Attribute(attr=name) | ast.Name(id=name):
            return name
    return ""
