"""A syntax tree -> its statements, without the expressions in them: few of the nodes, and all that define or import."""

import ast
from collections.abc import Iterator

_BLOCKS = ("body", "orelse", "finalbody", "handlers", "cases")
"""The fields of nodes that hold lists of statements, or of what holds such lists in turn."""


def statements(tree: ast.AST) -> Iterator[ast.AST]:
    """Yield each statement below a node, and what holds statements in turn: handlers of exceptions, cases."""
    for block in _BLOCKS:
        for node in getattr(tree, block, ()):
            yield node
            yield from statements(node)
