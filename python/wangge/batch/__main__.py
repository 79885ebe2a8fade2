"""python -m wangge.batch CITY.toml ... -o OUT"""
import argparse
import signal
import sys

from wangge.batch import run
from wangge.errors import WanggeError


def parser():
    words = argparse.ArgumentParser(
        prog="python -m wangge.batch", description="Divide many cities, one task a city. Called again, it goes on.",
        epilog="Exit status: 0 every task is done, 1 wrong usage, 2 some tasks failed (see summary.csv), 4 interrupted.",
    )  # fmt: skip
    words.add_argument("tasks", nargs="+", metavar="CITY.toml", help="project files; or NAME=CITY.toml")
    words.add_argument("-o", "--out", required=True, help="folder for one folder a city and summary.csv")
    words.add_argument("--jobs", default="divide", help="divide, circles or divide,circles (default: divide)")
    words.add_argument("--workers", type=int, help="processes at a time (default: all cores)")
    words.add_argument("--threads", type=int, help="threads of one task (default: cores / workers)")
    words.add_argument("--scheduler", help="Dask, tcp://HOST:PORT; or Spark, spark://HOST:PORT, yarn, local[N]")
    words.add_argument("--engine", default="auto", help="auto, program, package or the path of the program (default: auto)")
    words.add_argument("--prove", action="store_true", help="go on improving and proving")
    words.add_argument("--time", type=float, dest="time_limit", help="seconds of search a city")
    words.add_argument("--timeout", type=float, help="seconds after which a city has failed")
    words.add_argument("--seed", type=int, default=1)
    words.add_argument("--formats", default="gpkg", help="endings of the files: gpkg, parquet, geojson, fgb, shp (default: gpkg)")
    words.add_argument("--set", action="append", default=[], dest="overrides", metavar="KEY=VALUE", help="overrides a key")
    return words


def tell(ended, total, row):
    how = row["error"] if row["state"] == "failed" else f"{row.get('grids', '-')} grids, {row['seconds']:.1f} s"
    print(f"[{ended}/{total}] {row['name']}: {row['state']}, {how}", file=sys.stderr, flush=True)


def main(arguments=None):
    given = vars(parser().parse_args(arguments))
    named = given.pop("tasks")
    tasks = dict(one.split("=", 1) for one in named) if all("=" in one for one in named) else named
    signal.signal(signal.SIGTERM, lambda *_: (_ for _ in ()).throw(KeyboardInterrupt))
    try:
        report = run(tasks, given.pop("out"), progress=tell, **{**given, **{name: tuple(given[name].split(",")) for name in ("jobs", "formats")}})
    except WanggeError as problem:
        print(f"{problem.code}: {problem}", file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        print("interrupted; the same command goes on", file=sys.stderr)
        return 4
    totals = report.totals()
    print(f"{report.out / 'summary.csv'}: {int(totals['households']):,} households, {int(totals['grids']):,} grids, "
          f"{int(totals['in_range']):,} in range, {totals['cpu_seconds']:.1f} CPU seconds, {len(report.failures)} failed")  # fmt: skip
    return 2 if len(report.failures) else 0


if __name__ == "__main__":
    sys.exit(main())
