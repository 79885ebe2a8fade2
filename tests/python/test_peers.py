"""The judges of bench/peers on cases small enough to reckon by hand: by them peers and engine are compared."""

import sys

import numpy as np
import pytest
import shapely
from conftest import CRS, REPOSITORY

sys.path.insert(0, str(REPOSITORY / "bench" / "peers"))
judge = pytest.importorskip("judge")
graphs = pytest.importorskip("graphs")
walking = pytest.importorskip("walking")

RULES = {"low": 300, "high": 500, "target": 400, "boundary_weight": 0.05, "along_barrier": 0.3, "across_soft_barrier": 0.1}


def chain(households, hard=(), soft=(), compound=None):
    """Cells in a row with 20 m of border between neighbours; `hard`, `soft`: numbers of the borders that are barriers."""
    n = len(households)
    a = np.arange(n - 1)
    is_hard, is_soft = np.isin(a, hard), np.isin(a, soft)
    metres = np.full(n - 1, 20.0)
    barrier = is_hard | is_soft
    return graphs.Graph(
        "c",
        np.arange(n).astype(str),
        np.array(households),
        np.array(compound if compound is not None else [-1] * n),
        np.zeros((n, 2)),
        a,
        a + 1,
        metres * ~barrier,
        metres * barrier,
        metres * is_soft,
        metres * is_hard,
        ~is_hard,
        RULES,
    )


def test_score_of_two_grids():
    found = judge.figures(chain([200, 200, 150, 150], soft=[0]), np.array([1, 1, 2, 2]))
    assert found["done"]
    assert found["score"] == pytest.approx(100**2 / 400 + 0.05 * 20 + 0.1 * 20)


def test_border_along_a_barrier_is_cheap():
    found = judge.figures(chain([200, 200, 150, 150], soft=[1]), np.array([1, 1, 2, 2]))
    assert found["score"] == pytest.approx(100**2 / 400 + 0.05 * 0.3 * 20)


def test_grid_across_a_hard_barrier_is_not_done():
    found = judge.figures(chain([200, 200], hard=[0]), np.array([0, 0]))
    assert not found["done"]
    assert found["across_barrier"] == 1


def test_grid_in_pieces_is_not_done():
    found = judge.figures(chain([200, 400, 200]), np.array([0, 1, 0]))
    assert not found["done"]
    assert found["across_barrier"] == 0


def test_out_of_range_and_split_compounds():
    found = judge.figures(chain([250, 200, 350], compound=[0, 0, -1]), np.array([0, 1, 1]))
    assert (found["out_of_range"], found["split"], found["torn"]) == (50 + 50, 1, 450)


def test_walk_enters_a_line_anywhere_and_joins_only_at_nodes():
    lines = np.array([shapely.LineString([(0, 0), (2000, 0)]), shapely.LineString([(1000, -500), (1000, 500)])])
    nodes = np.array([(0, 0), (2000, 0), (1000, -500), (1000, 500)], float)
    homes, centres = shapely.points([(300, 30), (1010, 200)]), shapely.points([(100, -10)])
    walk = walking.Walk(
        lines,
        np.array([0, 2]),
        np.array([1, 3]),
        shapely.length(lines),
        nodes,
        homes,
        np.array([5, 5]),
        centres,
        np.array([]),
        CRS,
    )
    metres = walking.distances(walk, walking.snap(walk, homes), walking.snap(walk, centres), np.inf)
    assert metres[0, 0] == pytest.approx(30 + 200 + 10)
    assert np.isinf(metres[0, 1])  # the second line crosses without a node
