"""Best divisions by a mixed-integer programme: another formulation than the engine's, solved by HiGHS; shares no code with it.

Every grid is rooted in its cell of lowest number; x[i, j] = cell i lies in the grid rooted in j. A flow of one unit a cell from its root
through cells of the same grid makes grids connected (Shirabe 2005). The deviation (households - target)^2 / target is convex, so its
chords between neighbouring whole sums are exact where households come in whole steps.
"""

import math

import numpy as np
import shapely
from scipy.optimize import LinearConstraint, milp
from scipy.sparse import coo_array


def borders(cells):
    """(i, j) -> metres of border between two cells that share more than a point."""
    tree = shapely.STRtree(cells)
    pairs = tree.query(cells, predicate="intersects").T
    found = {}
    for i, j in pairs:
        if i < j:
            metres = shapely.length(shapely.intersection(shapely.boundary(cells[i]), shapely.boundary(cells[j])))
            if metres > 0.01:
                found[int(i), int(j)] = float(metres)
    return found


class Rows:
    """Constraints low <= sum of value * variable <= high, gathered one by one."""

    def __init__(self):
        self.row, self.column, self.value, self.low, self.high = [], [], [], [], []

    def add(self, terms, low, high):
        for column, value in terms:
            self.row.append(len(self.low))
            self.column.append(column)
            self.value.append(value)
        self.low.append(low)
        self.high.append(high)

    def constraint(self, width):
        return LinearConstraint(coo_array((self.value, (self.row, self.column)), (len(self.low), width)).tocsr(), self.low, self.high)


def best_division(households, edges, low=300, high=500, target=400, weight=0.05, step=1, count=None):
    """(score, labels) of the best division with every grid in [low, high], or None when there is none.

    `households`: per cell, multiples of `step`; `edges`: (i, j) -> metres; `count`: so many grids exactly."""
    n = len(households)
    names = {}

    def variable(*key):
        return names.setdefault(key, len(names))

    pairs = [(i, j) for j in range(n) for i in range(j, n)]
    for i, j in pairs:
        variable("x", i, j)
    for j in range(n):
        variable("deviation", j)
    arcs = [*edges, *((b, a) for a, b in edges)]
    rows = Rows()
    for i in range(n):
        rows.add([(variable("x", i, j), 1) for j in range(i + 1)], 1, 1)
    for j in range(n):
        root = variable("x", j, j)
        members = [(variable("x", i, j), households[i]) for i in range(j, n)]
        rows.add([*members, (root, -low)], 0, math.inf)
        rows.add([*members, (root, -high)], -math.inf, 0)
        for i in range(j + 1, n):
            rows.add([(variable("x", i, j), 1), (root, -1)], -math.inf, 0)
        for a in range(math.ceil(low / step) * step, high, step):  # the chord from a to a + step
            slope = ((a + step - target) ** 2 - (a - target) ** 2) / target / step
            base = (a - target) ** 2 / target - slope * a
            rows.add([(variable("deviation", j), 1), *((v, -slope * h) for v, h in members), (root, -base)], 0, math.inf)
        inside = [(a, b) for a, b in arcs if a >= j and b >= j and b != j]
        for a, b in inside:
            flow = variable("flow", j, a, b)
            rows.add([(flow, 1), (variable("x", a, j), -(n - 1))], -math.inf, 0)
            rows.add([(flow, 1), (variable("x", b, j), -(n - 1))], -math.inf, 0)
        for i in range(j + 1, n):
            into = [(variable("flow", j, a, b), 1) for a, b in inside if b == i]
            out = [(variable("flow", j, a, b), -1) for a, b in inside if a == i]
            rows.add([*into, *out, (variable("x", i, j), -1)], 0, 0)
    for (a, b) in edges:
        apart = variable("apart", a, b)
        for j in range(n):
            for one, other in ((a, b), (b, a)):
                terms = [(variable("x", one, j), 1)] if j <= one else []
                if j <= other:
                    terms.append((variable("x", other, j), -1))
                rows.add([*terms, (apart, -1)], -math.inf, 0)
    if count is not None:
        rows.add([(variable("x", j, j), 1) for j in range(n)], count, count)
    cost = np.zeros(len(names))
    whole, top = np.zeros(len(names)), np.full(len(names), np.inf)
    for key, v in names.items():
        if key[0] == "x":
            whole[v], top[v] = 1, 1
        elif key[0] == "apart":
            cost[v], top[v] = weight * edges[key[1:]], 1
        elif key[0] == "deviation":
            cost[v] = 1
    found = milp(cost, constraints=rows.constraint(len(names)), integrality=whole, bounds=(np.zeros(len(names)), top), options={"time_limit": 120})
    if found.status == 2:
        return None
    assert found.status == 0, found.message
    labels = [next(j for j in range(i + 1) if found.x[names["x", i, j]] > 0.5) for i in range(n)]
    return float(found.fun), labels
