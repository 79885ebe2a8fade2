"""Siting: spopt's MCLP and p-median beside `wangge site`, on every fourth household of a real city with its 343 places as
candidates.

Both are judged on the distances of walking.py: households within 1,000 m of the chosen places. A version of the program without
the command `site` is skipped.
"""

import json
import sys
import time
from pathlib import Path

import geopandas as gpd
import numpy as np
import pyogrio
import shapely
import walking
from common import OUT, PROGRAM, case, command, load, measured, save, version, wangge

locate, pulp = load("spopt.locate"), load("pulp")
RADIUS = 1000.0
FAR = 100_000.0  # stands for "cannot be reached"


def quarter(city):
    """Project on every fourth household and without centres in force; the places become candidates."""
    folder = OUT / "siting"
    folder.mkdir(parents=True, exist_ok=True)
    source = Path(city).parent / "porto_alegre.gpkg"
    homes = gpd.read_file(source, layer="households").iloc[::4]
    homes.to_file(folder / "homes.gpkg", layer="households", driver="GPKG")
    text = Path(city).read_text(encoding="utf-8").replace('path = "porto_alegre.gpkg"', f'path = "{source}"')
    text = text.replace(f'path = "{source}"\nlayer = "households"', 'path = "homes.gpkg"\nlayer = "households"')
    text = text.replace("[centres]", "[candidates]").replace("minutes = [5, 10, 15]", "minutes = []")
    (folder / "city.toml").write_text(text, encoding="utf-8")
    return folder / "city.toml"


def highs(seconds):
    return pulp.HiGHS(msg=False, threads=1, timeLimit=seconds)


def mclp(table, households, count):
    began = time.process_time()
    model = locate.MCLP.from_cost_matrix(table, households, RADIUS, count)
    built = time.process_time()
    model.solve(highs(300))
    chosen = [j for j, served in enumerate(model.fac2cli) if served] if hasattr(model, "fac2cli") else []
    chosen = [j for j, v in enumerate(model.fac_vars) if v.value() and v.value() > 0.5] or chosen
    return chosen, {"build": built - began, "solve": time.process_time() - built}


def p_median(table, households, count):
    began = time.process_time()
    model = locate.PMedian.from_cost_matrix(table, households, count)
    built = time.process_time()
    model.solve(highs(120))
    chosen = [j for j, v in enumerate(model.fac_vars) if v.value() and v.value() > 0.5]
    return chosen, {"build": built - began, "solve": time.process_time() - built}


def worth(table, households, chosen):
    best = table[:, chosen].min(1)
    return {
        "covered": float(households[best <= RADIUS].sum() / households.sum()),
        "mean_metres": float((np.minimum(best, FAR) * households)[best < FAR].sum() / households[best < FAR].sum()),
    }


def run_wangge(city, walk, households, count):
    made = OUT / "sites.gpkg"
    run = wangge("site", city, "-o", made, "--add", count, "--json", limit=300)
    row = {"tool": "wangge site", "add": count, "state": run["state"], "cpu": run["cpu"]}
    if run["state"] != "done":
        return row | {"note": run["err"][-300:]}
    names = [str(n) for n in pyogrio.list_layers(made)[:, 0]]
    sites = gpd.read_file(made, layer="sites" if "sites" in names else names[0])
    points = sites.geometry.values[shapely.get_type_id(sites.geometry.values) == 0]
    table = walking.distances(walk, walking.snap(walk, walk.homes), walking.snap(walk, points), np.inf).T
    table = np.where(np.isfinite(table), table, FAR)
    told = json.loads(run["out"])
    return (
        row
        | worth(table, households, np.arange(len(points)))
        | {"sites": len(points), "bound": told.get("bound", told.get("upper_bound"))}
    )


def main(quick):
    city = case("porto_alegre")
    if city is None:
        save("siting", [{"tool": "all", "state": "the case porto_alegre is not on this machine"}])
        return
    walk = walking.read(city)
    step = 40 if quick else 4
    walk.homes, walk.households = walk.homes[::step], walk.households[::step]
    homes, places = walking.snap(walk, walk.homes), walking.snap(walk, walk.centres)
    table = walking.distances(walk, homes, places, np.inf).T
    table = np.where(np.isfinite(table), table, FAR)
    households, rows = walk.households.astype(float), []
    ours = "\n  site " in command([PROGRAM, "--help"], 10)["out"]
    for count in (10,) if quick else (10, 30, 50):
        rows.append(
            run_wangge(quarter(city), walk, households, count)
            if ours and not quick
            else {"tool": "wangge site", "add": count, "state": "this version has no command `site`" if not ours else "skipped"}
        )
        print(f"siting: spopt MCLP, {count}", file=sys.stderr)
        if locate is None or pulp is None:
            rows.append({"tool": "spopt MCLP", "add": count, "state": "not installed"})
            continue
        run = measured(mclp, table, households, count, limit=420)
        rows.append(result("spopt MCLP", count, len(households), table, households, run))
    small = slice(None, None, 1 if quick else 10)  # n x m binaries: it does not finish on more
    if locate is not None:
        run = measured(p_median, table[small], households[small], 30, limit=300)
        rows.append(result("spopt p-median", 30, len(households[small]), table[small], households[small], run))
    save(
        "siting",
        rows,
        homes=len(households),
        places=len(walk.centres),
        versions={p: version(p) for p in ("spopt", "pulp", "highspy")},
    )


def result(tool, count, homes, table, households, run):
    row = {"tool": tool, "add": count, "homes": homes, "state": run["state"], "cpu": run["cpu"]}
    if run["state"] != "done":
        return row | {"note": str(run["value"])}
    chosen, stages = run["value"]
    return row | {"stages": stages} | (worth(table, households, np.array(chosen)) if chosen else {"note": "no site was chosen"})


if __name__ == "__main__":
    OUT.mkdir(exist_ok=True)
    main("--quick" in sys.argv)
