#!/usr/bin/env python3
"""Hours and money for all of China, from what a few generated cities cost on this machine.

    china_cost.py [--engine PROGRAM] [--price 0.04] [--cores 1 100 1000] [--sizes sample full] [--copies 3] [--keep FOLDER]

Measured: CPU seconds and peak memory of `wangge divide` and `wangge circles` on generated cities of two sizes, and the same tasks run by
`wangge.batch` with one and with all workers. Everything else is arithmetic on assumptions, which the output names: the households of
China, its counties and how unequal they are, the price of a core hour. Counties are handed out greatest first; the run ends with the last
one, so more cores than the greatest county allows bring nothing: `python/wangge` gives a task one thread on a cluster.
"""
import argparse
import heapq
import os
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import numpy as np
import pyogrio

from wangge import batch
from wangge.batch.runner import find_program

HOUSEHOLDS = 494_000_000  # family households of the census of 2020: 494.16 million
VILLAGE_SHARE = 0.36  # of the people live outside towns by the same census; taken as one household a building
COMMUNITY_SECONDS = 2.0  # what --prove may spend on a community
COUNTIES = 2_800  # county-level units: about 2,850 less those without registered communities
SPREAD = 0.9  # standard deviation of the logarithm of a county's households: assumed, a greatest one of about 20 times the median


def counties(seed=1):
    """Households of every county: lognormal, scaled to the total, greatest first."""
    sizes = np.random.default_rng(seed).lognormal(0, SPREAD, COUNTIES)
    return np.sort(sizes / sizes.sum() * HOUSEHOLDS)[::-1]


def makespan(seconds, cores):
    """End of the last task when each goes to the first free core, in the order given.

    >>> makespan([3, 2, 2, 1], 2)
    4
    >>> makespan([5, 1, 1], 100)
    5
    """
    free = [0] * min(cores, len(seconds))
    for one in seconds:
        heapq.heappush(free, heapq.heappop(free) + one)
    return max(free)


def cost_of(households, measured):
    """CPU seconds of a county: a fixed part and a part by household, from the smallest and the greatest city measured."""
    (small, low), (great, high) = measured[0], measured[-1]
    slope = (high - low) / (great - small) if great > small else low / small
    slope = max(slope, high / great)  # never cheaper by household than the greatest one measured
    return max(0.0, low - slope * small) + slope * households


def measure(program, folder, sizes, copies):
    """(households, CPU seconds of the median copy, peak MB, grids, buildings, communities) by size; one task at a time."""
    measured = []
    for size in sizes:
        tasks = {}
        for seed in range(1, copies + 1):
            city = folder / f"{size}{seed}"
            subprocess.run([program, "example", city, "--size", size, "--seed", str(seed)], check=True, capture_output=True)
            tasks[city.name] = city / "city.toml"
        table = batch.run(tasks, folder / f"out-{size}", workers=1, threads=1, jobs=("divide", "circles"), engine=program).table
        if (table["state"] != "done").any():
            sys.exit("\n".join(table["error"]))
        row = table.sort_values("cpu_seconds").iloc[(len(table) - 1) // 2]
        buildings = pyogrio.read_info(folder / row["name"] / "city.gpkg", layer="buildings")["features"]
        counts = int(row["grids"]), buildings, int(row["communities"])
        measured.append((int(row["households"]), float(row["cpu_seconds"]), float(table["peak_mb"].max()), *counts))
        print(f"  {size:8} {row['households']:>9,} households {row['grids']:>6,} grids {row['cpu_seconds']:>8.2f} CPU s "
              f"{row['cpu_seconds'] / row['households'] * 1e6:>7.1f} us a household {table['peak_mb'].max():>6.0f} MB")  # fmt: skip
    return measured


def scaling(program, folder, size, copies):
    """Wall and CPU seconds of the same tasks by number of workers, started afresh each time."""
    cores = len(os.sched_getaffinity(0))
    tasks = {f"{i}": folder / f"{size}{i % copies + 1}" / "city.toml" for i in range(4 * cores)}
    rows = []
    for workers in sorted({1, cores}):
        out = folder / f"scaling-{workers}"
        began = time.monotonic()
        table = batch.run(tasks, out, workers=workers, threads=1, jobs=("divide", "circles"), engine=program).table
        rows.append((workers, time.monotonic() - began, table["cpu_seconds"].sum()))
    return rows


def main():
    words = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    words.add_argument("--engine", default="program", help="the program (default: WANGGE_BIN, else wangge on the PATH)")
    words.add_argument("--price", type=float, default=0.04, help="of a core hour, in any currency (default 0.04)")
    words.add_argument("--cores", type=int, nargs="+", default=[1, 100, 1000])
    words.add_argument("--sizes", nargs="+", default=["sample", "full"], choices=["sample", "full"])
    words.add_argument("--copies", type=int, default=3, help="generated cities of each size (default 3)")
    words.add_argument("--keep", help="folder for the cities and their plans (default: a temporary one)")
    given = words.parse_args()
    program = find_program(given.engine)
    with tempfile.TemporaryDirectory() as temporary:
        folder = Path(given.keep or temporary)
        folder.mkdir(parents=True, exist_ok=True)
        print(f"measured, one thread, divide + circles, median of {given.copies} (load of this machine {os.getloadavg()[0]:.1f}):")
        measured = measure(program, folder, given.sizes, given.copies)
        print(f"measured scaling, {given.sizes[0]} cities, one thread a task:")
        rows = scaling(program, folder, given.sizes[0], given.copies)
        for workers, wall, cpu in rows:
            print(f"  {workers:>4} workers {wall:>7.1f} s wall {cpu:>7.1f} s CPU, speed-up {rows[0][1] / wall:.2f}, "
                  f"CPU against one worker {cpu / rows[0][2]:.2f}")  # fmt: skip
    sizes = counties()
    pairs = [one[:2] for one in measured]
    seconds = [cost_of(one, pairs) for one in sizes]
    grids = HOUSEHOLDS * measured[-1][3] / measured[-1][0]
    memory = measured[-1][2] / measured[-1][0] * sizes[0] / 1024
    print(f"assumed: {HOUSEHOLDS / 1e6:.0f} million households in {COUNTIES:,} counties (lognormal, sigma {SPREAD}: "
          f"median {np.median(sizes):,.0f}, greatest {sizes[0]:,.0f}), {given.price} a core hour")  # fmt: skip
    print(f"computed: {grids / 1e6:.2f} million grids, {sum(seconds) / 3600:.1f} core hours; the greatest county takes "
          f"{seconds[0] / 60:.1f} min and about {memory:.1f} GB if both grow in proportion")  # fmt: skip
    households, cpu, _, _, buildings, communities = measured[-1]
    houses = HOUSEHOLDS * (VILLAGE_SHARE + (1 - VILLAGE_SHARE) * buildings / households)
    print(f"  if villages have one household a building ({houses / 1e6:.0f} million buildings at {cpu / buildings * 1e6:.0f} us): "
          f"{houses * cpu / buildings / 3600:.1f} core hours; --prove adds at most "
          f"{HOUSEHOLDS / households * communities * COMMUNITY_SECONDS / 3600:.0f} core hours")  # fmt: skip
    for cores in given.cores:
        ends = makespan(seconds, cores)
        print(f"  {cores:>5} cores: {ends / 60:>8.1f} min, busy {sum(seconds) / ends / cores:>5.0%}, "
              f"cost {sum(seconds) / 3600 * given.price:.2f} by use, {ends / 3600 * cores * given.price:.2f} by cores held")  # fmt: skip
    reach = sizes[0] / measured[-1][0]
    print(f"not measured: more than {rows[-1][0]} cores, start of machines, shared storage, real data, villages; the greatest county is {reach:.1f} "
          "times the greatest city measured.")


if __name__ == "__main__":
    main()
