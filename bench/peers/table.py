"""RESULTS.md from out/*.json: quality beside time, peers beside wangge. Only what was measured; a part never run is named.

A part that was not run in this checkout keeps the section it has: each states its own date, commit and machine.
"""

import json
import re
import sys

from common import HERE, OUT


CELLS = """\
`wangge, cells alone` is the stage that does what momepy does, timed inside the program (`wangge_bench`): cells cut, their common vertices,
borders thinned. momepy starts with the enclosures made and the data in memory; so does the stage. `wangge, whole command` reads the
files, makes the cells, stops the division at once and writes the plan. The repair by mapshaper includes its reading and writing of
GeoJSON. Footprints are judged inside the community of their cell. `generated_10000`: whole communities around the middle of
`wangge example --size full`, until they have 10,000 buildings."""
DIVISION = """\
`done`: every grid within 300 to 500 households and connected. Peers: best of all numbers of grids that fit, seeds, tolerances
and modes tried, compounds that fit as one atom first and free where that does not do, no edge across a hard barrier. Where a peer was
stopped at its limit of time or died, it has no figures: such communities are tried, not done, and counted in a column of their own.
`spread` (households of a grid less the mean of its community, root of the mean square) and inner border: over communities that both
did, wangge's in brackets on the same ones; score: over those of them where the peer splits no more households of compounds and crosses
no barrier. Times: calls of the peer; for wangge the seconds that its solver states for the same communities, which are of the wall, times
the share of a processor that the command had. Peers have a budget a city: see how many communities they tried."""


def text(value, places=2):
    if value is None:
        return "–"
    if isinstance(value, bool):
        return "yes" if value else "**no**"
    if isinstance(value, float):
        return f"{value:,.{places}f}"
    return f"{value:,}" if isinstance(value, int) else str(value)


def table(head, rows):
    lines = ["| " + " | ".join(head) + " |", "|" + "---|" * len(head)]
    return lines + ["| " + " | ".join(row) + " |" for row in rows] + [""]


def absent(row, width):
    name = [row["city"]] if "city" in row else []
    note = f": {row['note']}" if row.get("note") else ""
    cells = name + [row["tool"], f"{row['state']}{note}"[:160].replace("|", "/").replace("\n", " ")]
    return cells + [""] * (width - len(cells))


def origin(document):
    m = document["machine"]
    versions = ", ".join(f"{n} {v}" if v and n not in str(v) else str(v) for n, v in document.get("versions", {}).items())
    return [
        f"{m['date']}, {m['wangge']}, commit {m['commit']}; {m['processor']}, {m['cores']} cores, {m['memory_gb']} GB, "
        f"load {m['load']} at the end; Python {m['python']}. {versions}.",
        "",
    ]


def cells(document):
    head = [
        "city",
        "tool",
        "CPU, s",
        "µs a building",
        "times our cells",
        "times our whole command",
        "valid coverage",
        "cells with bad edges",
        "invalid cells",
        "buildings without a cell",
        "area off, m²",
        "footprint outside its cell, %",
    ]
    ours = {(r["city"], r["tool"]): r["cpu"] for r in document["rows"] if r.get("cpu")}
    out = []
    for r in document["rows"]:
        if "cells" not in r:
            out.append(absent(r, len(head)))
            continue
        base = [ours.get((r["city"], f"wangge, {what}")) for what in ("cells alone", "whole command")]
        out.append(
            [
                r["city"],
                r["tool"],
                text(r["cpu"]),
                text(r["cpu"] / r["buildings"] * 1e6, 0),
                *(text(r["cpu"] / seconds, 1) if seconds else "–" for seconds in base),
                text(r["valid_coverage"]),
                text(r["cells_with_bad_edges"]),
                text(r["invalid"]),
                text(r["buildings_without_cell"]),
                text(r["area_difference_m2"], 3),
                text(100 * r["footprint_outside_own_cell"], 4),
            ]
        )
    return [
        "## Cells",
        "",
        *origin(document),
        CELLS,
        "",
        *table(head, out),
    ]


def division(document):
    head = [
        "city",
        "tool",
        "communities tried",
        "of them stopped / died",
        "done",
        "done, compounds whole",
        "grids in range",
        "compounds split",
        "grids across a barrier",
        "CPU, s",
        "wangge's solver, s",
        "spread (wangge)",
        "inner border, km (wangge)",
        "score (wangge)",
        "score ÷ wangge's",
    ]
    out, apart = [], []
    for r in document["rows"]:
        if "tried" not in r:
            out.append(absent(r, len(head)))
            continue
        share = r["score"] / r["our_score"] if r["our_score"] else None
        whole = f" (whole command {r['whole_command']:.2f})" if r["whole_command"] else ""
        out.append(
            [
                r["city"],
                r["tool"],
                text(r["tried"]),
                f"{r['stopped']} / {r['failed']}" if "stopped" in r else "–",
                text(r["done"]),
                text(r["done_whole"]),
                f"{r['in_range']:,} of {r['grids']:,}",
                text(r["split"]),
                text(r["across_barrier"]),
                text(r["cpu"]) + whole,
                text(r["our_cpu"], 3),
                f"{r['spread']:.1f} ({r['our_spread']:.1f})" if "our_spread" in r else f"{r['spread']:.1f}",
                f"{r['inner_km']:,.1f} ({r['our_inner_km']:,.1f})",
                f"{r['score']:,.1f} ({r['our_score']:,.1f}), {r['fair']} communities",
                text(share, 3),
            ]
        )
        if r["impossible_tried"]:
            apart.append(
                [
                    r["city"],
                    r["tool"],
                    text(r["impossible_tried"]),
                    text(r["impossible_out"], 0),
                    text(r["our_impossible_out"], 0),
                ]
            )
    lines = [
        "## Division",
        "",
        *origin(document),
        DIVISION,
        "",
        *table(head, out),
        "Communities that cannot be in range (proven by wangge, done by no tool): households out of range.",
        "",
        *table(["city", "tool", "communities", "households out of range", "wangge on the same"], apart),
    ]
    return lines + checks(document.get("checks", []), document["rows"])


def some(entries):
    """The number of entries and the first few of them."""
    words = [" ".join(text(part) for part in (e if isinstance(e, list) else [e])) for e in entries[:6]]
    return f"{len(entries)}" + (f" ({'; '.join(words)}{' …' if len(entries) > 6 else ''})" if entries else "")


def checks(found, rows):
    lines = ["### The engine against the judge", ""]
    for c in found:
        if not c:
            continue
        alone = max((r["done"] - r["both"] for r in rows if r["city"] == c["city"] and "done" in r), default=0)
        lines.append(
            f"- **{c['city']}**: sum of `objective` {c['score_sum']:,.2f}, again from the drawn grids {c['score_again']:,.2f}; "
            f"{len(c['score_differs'])} of {c['communities']} communities differ by more than 0.1 %. "
            f"Called impossible but done by a peer: {some(c['called_impossible_but_done'])}. "
            f"Called optimal but beaten: {some(c['called_optimal_but_beaten'])}. "
            f"Done by a peer and not by wangge: {alone}. "
            f"With a grid in pieces: {some(c['grid_in_pieces'])}."
        )
    return [*lines, ""]


def circles(document):
    head = ["tool", "CPU, s", "of that", "false in, %", "false out, %", "note"]
    out = []
    for r in document["rows"]:
        if r["state"] != "done":
            out.append(absent(r, len(head)))
            continue
        stages = r.get("stages")
        parts = ", ".join(f"{n} {s:.3f}" for n, s in stages.items()) if isinstance(stages, dict) else "–"
        note = r.get("note", "")
        if "list_differs_from_polygon" in r:
            note += f"; circles whose list differs from their polygon: {r['list_differs_from_polygon']}"
        out.append(
            [
                r["tool"],
                text(r["cpu"], 3),
                parts,
                text(100 * r["false_in"], 3) if "false_in" in r else "–",
                text(100 * r["false_out"], 3) if "false_out" in r else "–",
                note,
            ]
        )
    what = ""
    if "centres" in document:
        what = (
            f"{document['centres']} centres, {document['homes']:,} households' points, walk of 1,000 m: {document['reached']:,} "
            f"pairs of household and centre within reach; {document['barred']} points whose way to the nearest line crosses a "
            "railway are left out. "
        )
    return [
        "## Circles",
        "",
        *origin(document),
        what + "Errors are shares of the truly reached households, truth being the walking rule computed by "
        "`walking.py`. Times of the peers start with the data in memory.",
        "",
        *table(head, out),
    ]


def siting(document):
    head = ["tool", "new places", "points", "CPU, s", "of that", "covered within 1,000 m, %", "mean walk, m"]
    out = []
    for r in document["rows"]:
        if r["state"] != "done":
            out.append(absent(r, len(head)))
            continue
        parts = ", ".join(f"{n} {s:.1f}" for n, s in r.get("stages", {}).items())
        out.append(
            [
                r["tool"],
                text(r["add"]),
                text(r.get("homes", document.get("homes"))),
                text(r["cpu"], 1),
                parts or "–",
                text(100 * r["covered"], 3) if "covered" in r else "–",
                text(r.get("mean_metres"), 0),
            ]
        )
    return [
        "## Siting",
        "",
        *origin(document),
        "Candidates: the 343 places of the case; every fourth household. spopt with HiGHS on one thread.",
        "",
        *table(head, out),
    ]


def sections(path):
    """{heading: lines} of the page as it stands."""
    found = re.split(r"^## ", path.read_text(encoding="utf-8"), flags=re.M)[1:] if path.is_file() else []
    return {part.split("\n", 1)[0]: f"## {part}".rstrip().split("\n") for part in found}


def main():
    page = HERE / "RESULTS.md"
    before = sections(page)
    lines = [
        "# Peers beside wangge",
        "",
        "Written by `bench/peers/run.sh`; do not edit. CPU seconds on one thread; ratios say more than seconds. "
        "Quality is judged by code in this folder and `tests/python/plan_score.py`, which shares nothing with the engine.",
        "",
    ]
    for part in (cells, division, circles, siting):
        path, heading = OUT / f"{part.__name__}.json", part.__name__.capitalize()
        if path.is_file():
            lines += part(json.loads(path.read_text(encoding="utf-8")))
        else:
            lines += [*before.get(heading, [f"## {heading}", "", "Not run."]), ""]
    page.write_text("\n".join(lines).rstrip() + "\n", encoding="utf-8")
    print(f"written: {page}", file=sys.stderr)


if __name__ == "__main__":
    main()
