"""Division: METIS, KaHIP, GerryChain, pygeoda's and spopt's max-p on the very graphs that `wangge divide` divides.

Every answer, ours included, is judged by judge.py. A peer gets a budget of seconds a city and takes the communities in one
shuffled order, so that all tools meet the same ones first; a row says how many it got through. Times: the calls of the peer
alone; for wangge the seconds of its solver, and the whole command beside them. Its solver tells wall time: that is taken times the
share of a processor that the command had, which has one thread.
"""

import json
import random
import sys
import time

import numpy as np
import plan_score
from common import OUT, case, measured, sample_city, save, version, wangge
from graphs import graphs_of_plan
from judge import figures, rank
from partitioners import MODULES, PACKAGES, Piece, trials
from scipy.sparse import coo_matrix
from scipy.sparse.csgraph import connected_components


def atoms(graph, whole):
    """Number of the atom of each cell: a compound that fits and hangs together is one."""
    atom = np.arange(len(graph))
    if whole:
        for compound in np.unique(graph.compound[graph.compound >= 0]):
            mine = np.flatnonzero(graph.compound == compound)
            inside = graph.connects & np.isin(graph.a, mine) & np.isin(graph.b, mine)
            if graph.households[mine].sum() <= graph.rules["high"] and len(np.unique(graph.pieces(inside)[1][mine])) == 1:
                atom[mine] = mine[0]
    return np.unique(atom, return_inverse=True)[1]


def pieces(graph, whole):
    """(cells by atom number of the piece, Piece) of every connected part."""
    atom = atoms(graph, whole)
    part = graph.pieces()[1]
    for number in np.unique(part):
        cells = np.flatnonzero(part == number)
        names, local = np.unique(atom[cells], return_inverse=True)
        of_cell = np.full(len(graph), -1)
        of_cell[cells] = local
        n = len(names)
        use = graph.connects & (of_cell[graph.a] >= 0)
        a, b = of_cell[graph.a[use]], of_cell[graph.b[use]]
        a, b = np.minimum(a, b), np.maximum(a, b)
        keep = a != b
        pair, where = np.unique(np.stack([a[keep], b[keep]], 1), axis=0, return_inverse=True)
        price = np.bincount(where.reshape(-1), (graph.apart - graph.together)[use][keep], len(pair))
        xy = np.stack([np.bincount(local, graph.centroid[cells, d], n) / np.bincount(local, minlength=n) for d in (0, 1)], 1)
        yield (
            cells,
            local,
            Piece(np.bincount(local, graph.households[cells], n).astype(int), pair[:, 0], pair[:, 1], price, xy, graph.rules),
        )


def counts(total, rules):
    """Numbers of grids that could be in range, nearest to the target first; the nearest ones where none could."""
    wanted = max(1, round(total / rules["target"]))
    fit = range(max(1, -(-total // rules["high"])), total // rules["low"] + 1)
    return sorted(fit, key=lambda k: abs(k - wanted))[:5] or [wanted]


def divide(tool, graph, spent):
    """Best assignment the tool finds, with whole compounds first and with free ones where that does not do."""
    best = None
    for whole in (True, False):
        if best is not None and (best[0]["done"] or not (graph.compound >= 0).any()):
            break
        label, first = np.zeros(len(graph), int), 0
        for cells, local, piece in pieces(graph, whole):
            ks = [k for k in counts(int(piece.households.sum()), graph.rules) if k <= len(piece)]
            if ks in ([], [1]):
                label[cells] = first
                first += 1
                continue
            chosen = choose(tool, piece, ks, spent)
            label[cells] = first + chosen[local]
            first += chosen.max() + 1
        answer = (figures(graph, label), label)
        if best is None or rank(answer[0]) < rank(best[0]):
            best = answer
    return best[0]


def choose(tool, piece, ks, spent):
    """The best of all trials on one connected piece, by the order of the objective."""
    rules, best = piece.rules, (None, np.zeros(len(piece), int))
    for trial in trials(tool, piece, ks):
        began = time.process_time()
        try:
            label = np.unique(trial(), return_inverse=True)[1]
        except Exception:
            label = None
        spent[0] += time.process_time() - began
        if label is None or len(label) != len(piece):
            continue
        households = np.bincount(label, piece.households)
        out = np.maximum(0, rules["low"] - households).sum() + np.maximum(0, households - rules["high"]).sum()
        cut = label[piece.a] != label[piece.b]
        loose = pieces_left(piece, ~cut) != households.size
        score = (loose, out, ((households - rules["target"]) ** 2 / rules["target"]).sum() + piece.price[cut].sum())
        if best[0] is None or score < best[0]:
            best = (score, label)
    return best[1]


def pieces_left(piece, use):
    """Number of connected pieces when only some edges are used."""
    n = len(piece)
    return connected_components(coo_matrix((np.ones(use.sum()), (piece.a[use], piece.b[use])), shape=(n, n)), directed=False)[0]


def divide_one(tool, graph):
    spent = [0.0]
    return divide(tool, graph, spent) | {"cpu": spent[0]}


def run_peer(tool, graphs, order, budget):
    """{community: figures with cpu and state}, in the order given until the budget is spent.

    A community where the peer hangs or dies has no figures, only its state and the CPU it cost: such are counted by themselves. A
    hang costs the budget its whole limit, however little it computed."""
    answers, used, limit = {}, 0.0, max(20.0, budget / 2)
    for code in order:
        if used > budget:
            break
        run = measured(divide_one, tool, graphs[code], limit=limit)
        used += limit if run["state"] == "timeout" else run["cpu"]
        answers[code] = (run["value"] if run["state"] == "done" else {"cpu": run["cpu"]}) | {"state": run["state"]}
    return {"state": "done", "value": answers}


def spread(answers, codes):
    """Root of the mean square of households of a grid less the mean of its community."""
    return (sum(answers[c]["squares"] for c in codes) / max(1, sum(answers[c]["grids"] for c in codes))) ** 0.5


def row(name, tool, answers, ours, possible, run):
    """One line of the table: the peer's figures on what it answered, ours on the same communities."""
    begun = [c for c in answers if c in possible]
    tried = [c for c in begun if answers[c]["state"] == "done"]
    both = [c for c in tried if answers[c]["done"] and ours[c]["done"]]
    fair = [c for c in both if answers[c]["torn"] <= ours[c]["torn"] and answers[c]["across_barrier"] == 0]
    total = {key: sum(answers[c][key] for c in tried) for key in ("grids", "split", "across_barrier")}
    hard = [c for c in answers if c not in possible and answers[c]["state"] == "done"]
    return {
        "city": name,
        "tool": tool,
        "state": "done",
        "tried": len(begun),
        "stopped": sum(answers[c]["state"] == "timeout" for c in begun),
        "failed": sum(answers[c]["state"] == "failed" for c in begun),
        "done": sum(answers[c]["done"] for c in tried),
        **total,
        "in_range": sum(answers[c]["in_range"] for c in tried),
        "done_whole": sum(answers[c]["done"] and not answers[c]["torn"] for c in tried),
        "spread": spread(answers, both),
        "our_spread": spread(ours, both),
        "both": len(both),
        "inner_km": sum(answers[c]["boundary_m"] for c in both) / 1000,
        "our_inner_km": sum(ours[c]["boundary_m"] for c in both) / 1000,
        "fair": len(fair),
        "score": sum(answers[c]["score"] for c in fair),
        "our_score": sum(ours[c]["score"] for c in fair),
        "cpu": sum(a["cpu"] for a in answers.values()),
        "our_cpu": sum(ours[c]["cpu"] for c in answers),
        "impossible_tried": len(hard),
        "impossible_out": sum(answers[c]["out_of_range"] for c in hard),
        "our_impossible_out": sum(ours[c]["out_of_range"] for c in hard),
        "whole_command": run,
    }


def city_rows(name, city, budgets):
    plan = OUT / f"division_{name}.gpkg"
    run = wangge("divide", city, "-o", plan, "--json", limit=1200)
    if run["state"] != "done":
        return [{"city": name, "tool": "wangge", "state": run["state"], "note": run["err"][-300:]}], {}
    stated = {c["community_code"]: c for c in json.loads(run["out"])["communities"]}
    graphs = {c: g for c, g in graphs_of_plan(city, plan).items() if g.households.sum() > 0}
    had = min(1.0, run["cpu"] / run["wall"])
    ours = {c: figures(g, g.told) | {"cpu": had * (stated[c]["seconds"] or 0.0), "state": "done"} for c, g in graphs.items()}
    order = list(graphs)
    random.Random(1).shuffle(order)
    peers = {}
    for tool, budget in budgets.items():
        if MODULES[tool] is None:
            peers[tool] = {"state": "not installed"}
            continue
        print(f"division: {name}, {tool}, {budget} s", file=sys.stderr)
        peers[tool] = run_peer(tool, graphs, order, budget)
    solved = {c for p in peers.values() if p["state"] == "done" for c, a in p["value"].items() if a.get("done")}
    possible = {c for c in graphs if ours[c]["done"] or c in solved or stated[c]["proof"] != "infeasible"}
    rows = [row(name, "wangge", ours, ours, possible, run["cpu"])]
    for tool, peer in peers.items():
        rows.append(
            row(name, tool, peer["value"], ours, possible, None)
            if peer["state"] == "done"
            else {"city": name, "tool": tool, "state": peer["state"], "note": str(peer.get("value", ""))}
        )
    return rows, contradictions(name, city, plan, graphs, ours, stated, peers)


def contradictions(name, city, plan, graphs, ours, stated, peers):
    """What would show that the engine is wrong: each list should be empty."""
    table = plan_score.scores(city, plan)
    share = (table.difference.abs() / table.objective.clip(lower=1)).fillna(0)
    answers = [
        (t, c, a) for t, p in peers.items() if p["state"] == "done" for c, a in p["value"].items() if a["state"] == "done"
    ]
    return {
        "city": name,
        "communities": len(table),
        "score_sum": table.objective.sum(),
        "score_again": table.again.sum(),
        "score_differs": {c: [table.objective[c], table.again[c]] for c in table.index[share > 0.001]},
        "called_impossible_but_done": [
            [c, t] for t, c, a in answers if a["done"] and not a["torn"] and stated[c]["proof"] == "infeasible"
        ],
        "called_optimal_but_beaten": [
            [c, t, ours[c]["score"], a["score"]]
            for t, c, a in answers
            if stated[c]["proof"] == "optimal"
            and a["done"]
            and rank(a) < rank(ours[c])
            and (a["torn"] < ours[c]["torn"] or a["score"] < ours[c]["score"] - 1e-3)
        ],
        "grid_in_pieces": [c for c in graphs if not ours[c]["connected"]],
    }


def main(quick):
    full = {"METIS": 120, "KaHIP": 80, "GerryChain": 80, "pygeoda max-p": 40, "spopt max-p": 40}
    short = {tool: 10 for tool in full}
    unlocked = sample_city("division_sample", locked=None, previous=None)
    cities = {
        "taipei_city": case("taipei_city"),
        "sample": unlocked,
        "beijing_chaoyang": None if quick else case("beijing_chaoyang"),
    }
    rows, checks = [], []
    for name, city in cities.items():
        if city is None:
            rows.append({"city": name, "tool": "all", "state": "skipped, or the case is not on this machine"})
            continue
        more, check = city_rows(name, city, short if quick else full)
        rows += more
        checks.append(check)
        save("division", rows, checks=checks, versions={t: f"{p} {version(p)}" for t, p in PACKAGES.items()})


if __name__ == "__main__":
    main("--quick" in sys.argv)
