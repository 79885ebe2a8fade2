"""The peers that divide a graph, each behind one call: part(piece, k, seed, slack) -> labels or None.

`piece` is a connected Piece (atoms with households, edges with a price). None of the peers knows a minimum and a maximum at once,
whole compounds or barriers, so the caller helps them as far as it can: compounds that fit are one atom, edges across hard
barriers are gone, the price of a border is the edge's weight, and every sensible number of grids, several seeds and tolerances
are tried.
"""

import random
import signal
import tempfile
import warnings
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import geopandas as gpd
import numpy as np
from common import load

pymetis, kahip, pygeoda, gerrychain, libpysal = (load(m) for m in ("pymetis", "kahip", "pygeoda", "gerrychain", "libpysal"))
spopt_region = load("spopt.region")
networkx = load("networkx")


@dataclass
class Piece:
    households: np.ndarray
    a: np.ndarray
    b: np.ndarray
    price: np.ndarray
    xy: np.ndarray
    rules: dict

    def __len__(self):
        return len(self.households)

    def compressed(self):
        """Both directions of every edge, in rows by atom: (starts, neighbours, whole positive weights)."""
        source, target = np.concatenate([self.a, self.b]), np.concatenate([self.b, self.a])
        weight = np.maximum(1, np.round(np.concatenate([self.price, self.price]) * 100)).astype(int)
        order = np.lexsort((target, source))
        starts = np.concatenate([[0], np.cumsum(np.bincount(source, minlength=len(self)))])
        return starts, target[order], weight[order]


@contextmanager
def alarm(seconds):
    """TimeoutError after so many seconds of CPU in Python code; some peers never end."""

    def ring(*_):
        raise TimeoutError

    before = signal.signal(signal.SIGVTALRM, ring)
    signal.setitimer(signal.ITIMER_VIRTUAL, seconds)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_VIRTUAL, 0)
        signal.signal(signal.SIGVTALRM, before)


def metis(piece, k, seed, slack, recursive):
    starts, neighbours, weights = piece.compressed()
    options = pymetis.Options(seed=seed, ufactor=max(1, int(1000 * slack)), ncuts=2)
    if not recursive:
        options.contig = 1
    graph = pymetis.CSRAdjacency(starts.astype(np.int64).tolist(), neighbours.tolist())
    answer = pymetis.part_graph(
        k, graph, vweights=piece.households.tolist(), eweights=weights.tolist(), recursive=recursive, options=options
    )
    return np.array(answer[1])


def karlsruhe(piece, k, seed, slack, mode):
    starts, neighbours, weights = piece.compressed()
    _, label = kahip.kaffpa(
        piece.households.tolist(), starts.tolist(), weights.tolist(), neighbours.tolist(), k, slack, True, seed, mode
    )
    return np.array(label)


def gerry(piece, k, seed, slack):
    random.seed(seed)
    graph = networkx.Graph()
    for i, h in enumerate(piece.households):
        graph.add_node(i, households=int(h))
    graph.add_edges_from(zip(piece.a.tolist(), piece.b.tolist()))
    tree = gerrychain.tree
    with alarm(1.0), warnings.catch_warnings():
        warnings.simplefilter("ignore")
        answer = tree.recursive_tree_part(
            gerrychain.Graph.from_networkx(graph), range(k), int(piece.households.sum()) / k, "households", slack
        )
    return np.array([answer[i] for i in range(len(piece))])


def maxp(piece, seed, method):
    """pygeoda's max-p: as many regions of at least the minimum as it finds, alike in where they lie."""
    neighbours = [[] for _ in range(len(piece))]
    for x, y in zip(piece.a.tolist(), piece.b.tolist()):
        neighbours[x].append(y)
        neighbours[y].append(x)
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "w.gal"
        rows = [f"{i} {len(n)}\n{' '.join(map(str, n))}" for i, n in enumerate(neighbours)]
        file.write_text(f"0 {len(piece)} x id\n" + "\n".join(rows) + "\n")
        weights = pygeoda.read_gal(str(file), [str(i) for i in range(len(piece))])
    data = [piece.xy[:, 0].tolist(), piece.xy[:, 1].tolist()]
    call = getattr(pygeoda, f"maxp_{method}")
    answer = call(
        weights, data, piece.households.astype(float).tolist(), float(piece.rules["low"]), random_seed=seed, cpu_threads=1
    )
    return np.array(answer["Clusters"])


def spopt_maxp(piece, seed):
    np.random.seed(seed)
    frame = gpd.GeoDataFrame(
        {"households": piece.households, "x": piece.xy[:, 0], "y": piece.xy[:, 1]}, geometry=gpd.points_from_xy(*piece.xy.T)
    )
    neighbours = {i: [] for i in range(len(piece))}
    for x, y in zip(piece.a.tolist(), piece.b.tolist()):
        neighbours[x].append(y)
        neighbours[y].append(x)
    with alarm(8.0), warnings.catch_warnings():
        warnings.simplefilter("ignore")
        weights = libpysal.weights.W(neighbours, silence_warnings=True)
        model = spopt_region.MaxPHeuristic(
            frame, weights, ["x", "y"], "households", piece.rules["low"], top_n=2, max_iterations_construction=10
        )
        model.solve()
    return np.array(model.labels_)


SEEDS = (1, 2, 3)


def trials(tool, piece, counts):
    """Calls of one tool on one piece, the most promising first; `counts` are numbers of grids to try."""
    total, rules = piece.households.sum(), piece.rules

    def slack(k):  # how far a grid may exceed the mean
        return max(0.01, min(rules["high"] * k / total - 1, 1 - rules["low"] * k / total))

    if tool == "METIS":
        for k in counts:
            for seed in SEEDS:
                for share in (1.0, 0.5, 0.2):
                    for recursive in (False, True):
                        yield lambda k=k, seed=seed, share=share, r=recursive: metis(piece, k, seed, slack(k) * share, r)
    if tool == "KaHIP":
        for k in counts[:3]:
            for seed in SEEDS[:2]:
                for mode in (1, 0):
                    yield lambda k=k, seed=seed, mode=mode: karlsruhe(piece, k, seed, slack(k) * 0.7, mode)
    if tool == "GerryChain":
        for k in counts[:3]:
            for seed in SEEDS[:2]:
                yield lambda k=k, seed=seed: gerry(piece, k, seed, max(0.05, slack(k)))
    if tool == "pygeoda max-p":
        for method in ("greedy", "sa", "tabu"):
            for seed in SEEDS[:2]:
                yield lambda method=method, seed=seed: maxp(piece, seed, method)
    if tool == "spopt max-p":
        yield lambda: spopt_maxp(piece, 1)


MODULES = {"METIS": pymetis, "KaHIP": kahip, "GerryChain": gerrychain, "pygeoda max-p": pygeoda, "spopt max-p": spopt_region}
PACKAGES = {"METIS": "pymetis", "KaHIP": "kahip", "GerryChain": "gerrychain", "pygeoda max-p": "pygeoda", "spopt max-p": "spopt"}
