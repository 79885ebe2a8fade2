#!/usr/bin/env python3
"""Includes go one way only: core < io | algorithms < example, render < cli, python, bench, tests.

io and algorithms never include each other; inside algorithms a stage includes only earlier stages of its own chain, and audit, the
independent check of a plan, certify, that of a proof, and ledger, tables for planners, only core. Headers of GDAL and PROJ stay below io/, of GEOS and Boost below algorithms/, of librsvg and
cairo below render/ (and in the tests of that layer).

    check_layers.py [ROOT]

Prints `file:line: what is wrong` for every include against the order; exit status 1 if there is one.
"""
import re
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
CHAINS = [
    ["cells", "graph", "partition", "outline", "coding", "change", "functional", "regroup", "plan"],
    ["cells", "outline", "validate", "plan"],  # contested land is arranged and traced as cells and grids are
    ["certify", "plan"],  # the second look at proofs sees nothing of what it checks
    ["reach", "coverage", "siting"],
    ["audit"],
    ["ledger"],
]
STAGES = {stage for chain in CHAINS for stage in chain}
# layer -> layers it may include, besides itself
ALLOWED = {
    "core": set(),
    "io": {"core"},
    "algorithms": {"core"},
    "example": {"core"},
    "render": {"core"},
    "cli": {"core", "io", "algorithms", "example", "render"},
    "python": {"core", "algorithms", "example"},  # the module brings no second GDAL into a Python process
    "bench": {"core", "io", "algorithms", "example", "render"},
    "tests": {"core", "io", "algorithms", "example", "render"},
}
# pattern of a system header -> the layer that alone may see it
FOREIGN = [
    (re.compile(r"(gdal|ogr|cpl|gnm|memdataset|vrtdataset|rawdataset)[\w]*\.h$|proj(_\w+)?\.h$|proj/"), "io", "GDAL and PROJ"),
    (re.compile(r"geos_c\.h$|geos/|boost/"), "algorithms", "GEOS and Boost"),
    (re.compile(r"librsvg/|cairo"), "render", "librsvg and cairo"),
]
INCLUDE = re.compile(r'^\s*#\s*include\s*([<"])([^>"]+)[>"]')
SUFFIXES = {".cpp", ".hpp", ".h", ".cc", ".inc"}


def stage_of(parts):
    """algorithms/cells/x.cpp -> cells; None for a file of another layer."""
    return parts[1] if parts[0] == "algorithms" and len(parts) > 2 else None


def fault_of_own(source, target):
    """Why `source` (path parts) may not include `target`, or None."""
    here, there = source[0], target[0]
    if there not in ALLOWED:
        return f'"{"/".join(target)}" does not start with a layer; includes are written from the root of the project'
    if here != there and there not in ALLOWED[here]:
        return f"{here} may not include {there}"
    if here == there == "algorithms":
        mine, other = stage_of(source), stage_of(target)
        if other not in STAGES:
            return f"algorithms/{other or target[-1]} is not a known stage"
        if mine != other and not any(mine in chain and other in chain[: chain.index(mine)] for chain in CHAINS):
            return f"algorithms/{mine} may not include algorithms/{other}"
    return None


def fault_of_foreign(source, header):
    """Why `source` may not include the system header, or None."""
    for pattern, home, words in FOREIGN:
        if pattern.match(header):
            at_home = source[0] == home or source[:2] == ("tests", home)
            return None if at_home else f"<{header}>: headers of {words} belong below {home}/ only"
    return None


def faults(root):
    for layer in ALLOWED:
        for path in sorted((root / layer).rglob("*")):
            if path.suffix not in SUFFIXES or not path.is_file():
                continue
            source = path.relative_to(root).parts
            if layer == "algorithms" and stage_of(source) not in STAGES:
                yield f"{'/'.join(source)}:1: algorithms/ has no such stage; known: {', '.join(sorted(STAGES))}"
            for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
                if not (match := INCLUDE.match(line)):
                    continue
                kind, header = match.groups()
                own = kind == '"' or header.split("/")[0] in ALLOWED
                fault = fault_of_foreign(source, header)
                if fault is None and own:
                    fault = fault_of_own(source, tuple(header.split("/")))
                if fault:
                    yield f"{'/'.join(source)}:{number}: {fault}"


def main():
    root = Path(sys.argv[1]).resolve() if len(sys.argv) > 1 else ROOT
    found = list(faults(root))
    print("\n".join(found) if found else "layers: every include follows the order")
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main())
