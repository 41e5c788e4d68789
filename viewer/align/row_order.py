"""Rows in an order that every side keeps, once it is known what belongs together.

Nodes are the segments of all sides, numbered one side after another. What has to be in one row for the order of every
side to hold (the strongly connected components of "is with" and "comes before", R. Tarjan, SIAM J. Comput. 1 (1972)
146-160) is put there.
"""

from __future__ import annotations

import heapq
from collections.abc import Sequence
from itertools import chain

Place = tuple[int, ...]
"""How early a node is, compared as a tuple."""


class Groups:
    """Sets that grow together (union-find with path halving)."""

    def __init__(self, size: int) -> None:
        self._parent = list(range(size))

    def of(self, node: int) -> int:
        parent = self._parent
        while parent[node] != node:
            parent[node] = parent[parent[node]]
            node = parent[node]
        return node

    def join(self, one: int, other: int) -> None:
        first, second = sorted((self.of(one), self.of(other)))
        self._parent[second] = first


def ordered(components: Sequence[int], sides: Sequence[range], places: Sequence[Place]) -> list[list[int]]:
    """The nodes of each row, the rows so ordered that no side has to go back; the earliest first where it may be.

    For every node `components` tells which nodes are in its row and `places` how early it is; `sides` are the ranges of
    nodes whose order holds. Where it could not, rows become one.
    """
    after = followers(components, sides)
    merged = strongly_connected(after)
    rows: dict[int, list[int]] = {}
    for node, component in enumerate(components):
        rows.setdefault(merged[component], []).append(node)
    following: dict[int, set[int]] = {row: set() for row in rows}
    for component, others in after.items():
        following[merged[component]].update(merged[other] for other in others)
    waiting = dict.fromkeys(rows, 0)
    for row, others in following.items():
        others.discard(row)
    for other in chain.from_iterable(following.values()):
        waiting[other] += 1
    ready = [(min(places[node] for node in rows[row]), row) for row in rows if not waiting[row]]
    heapq.heapify(ready)
    found = []
    while ready:
        _, row = heapq.heappop(ready)
        found.append(rows[row])
        for other in following[row]:
            waiting[other] -= 1
            if not waiting[other]:
                heapq.heappush(ready, (min(places[node] for node in rows[other]), other))
    return found


def followers(components: Sequence[int], sides: Sequence[range]) -> dict[int, set[int]]:
    """For every component the others that come right after one of its nodes on some side."""
    after: dict[int, set[int]] = {component: set() for component in components}
    for side in sides:
        for node in side[1:]:
            if components[node - 1] != components[node]:
                after[components[node - 1]].add(components[node])
    return after


def strongly_connected(after: dict[int, set[int]]) -> dict[int, int]:
    """For every node the name of its strongly connected component: Tarjan's algorithm, without recursion."""
    number: dict[int, int] = {}
    low: dict[int, int] = {}
    component: dict[int, int] = {}
    stack: list[int] = []
    for root in after:
        if root in number:
            continue
        path = [(root, iter(after[root]))]
        number[root] = low[root] = len(number)
        stack.append(root)
        while path:
            node, rest = path[-1]
            child = next(rest, None)
            if child is None:
                path.pop()
                if path:
                    low[path[-1][0]] = min(low[path[-1][0]], low[node])
                if low[node] == number[node]:
                    while True:
                        member = stack.pop()
                        component[member] = node
                        if member == node:
                            break
            elif child not in number:
                number[child] = low[child] = len(number)
                stack.append(child)
                path.append((child, iter(after[child])))
            elif child not in component:
                low[node] = min(low[node], number[child])
    return component
