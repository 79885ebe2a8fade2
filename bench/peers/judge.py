"""What an assignment of cells to grids is worth: every figure of the comparison, from the graph alone."""

import numpy as np
from scipy.sparse import coo_matrix
from scipy.sparse.csgraph import connected_components


def pieces_of_groups(graph, label, edges):
    """Connected pieces, when only edges inside a group count."""
    use = edges & (label[graph.a] == label[graph.b])
    n = len(graph)
    return connected_components(coo_matrix((np.ones(use.sum()), (graph.a[use], graph.b[use])), shape=(n, n)), directed=False)


def figures(graph, label):
    """`label`: any numbers. Level 1 to 3 of the objective and what the table shows beside them."""
    rules = graph.rules
    _, label = np.unique(label, return_inverse=True)
    households = np.bincount(label, graph.households)
    grids = len(households)
    cut = label[graph.a] != label[graph.b]
    count, piece = pieces_of_groups(graph, label, graph.connects)
    _, loose = pieces_of_groups(graph, label, np.ones(len(graph.a), bool))
    parts = np.bincount(label[np.unique(piece, return_index=True)[1]], minlength=grids)
    whole = np.bincount(label[np.unique(loose, return_index=True)[1]], minlength=grids)
    size, split, torn = np.zeros(0), 0, 0
    named = graph.compound >= 0
    if named.any():
        size = np.bincount(graph.compound[named], graph.households[named])
        pairs = np.unique(np.stack([graph.compound[named], label[named]], 1), axis=0)[:, 0]
        divided = (np.bincount(pairs, minlength=len(size)) > 1) & (size <= rules["high"])
        split, torn = int(divided.sum()), float(size[divided].sum())
    deviation = ((households - rules["target"]) ** 2 / rules["target"]).sum()
    return {
        "grids": grids,
        "in_range": int(((households >= rules["low"]) & (households <= rules["high"])).sum()),
        "out_of_range": float(np.maximum(0, rules["low"] - households).sum() + np.maximum(0, households - rules["high"]).sum()),
        "connected": bool(count == grids),
        "across_barrier": int(((parts > 1) & (whole == 1)).sum()),
        "split": split,
        "torn": torn,
        "done": bool(count == grids and (households >= rules["low"]).all() and (households <= rules["high"]).all()),
        "boundary_m": float((graph.open + graph.along)[cut].sum()),
        "squares": float(((households - households.mean()) ** 2).sum()),
        "score": float(deviation + graph.apart[cut].sum() + graph.together[~cut].sum()),
    }


def rank(f):
    """Smaller is better: the order of the objective; a grid in pieces is worse than anything else."""
    return (not f["connected"], f["out_of_range"], f["torn"], f["score"])
