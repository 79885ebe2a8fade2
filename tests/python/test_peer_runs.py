"""How bench/peers runs the peers: what a limit costs, what stands in the table, which city it cuts, which Python it takes."""
import os
import shutil
import subprocess
import sys
import time

import geopandas as gpd
import pytest
import shapely
from conftest import CRS, REPOSITORY

PEERS = REPOSITORY / "bench" / "peers"
sys.path.insert(0, str(PEERS))
common = pytest.importorskip("common")
cut_city = pytest.importorskip("cut_city")
division = pytest.importorskip("division")
table = pytest.importorskip("table")


@pytest.fixture
def out(tmp_path, monkeypatch):
    monkeypatch.setattr(common, "OUT", tmp_path)
    return tmp_path


def test_a_peer_that_hangs_costs_the_cpu_it_used_and_not_the_limit(out):
    run = common.measured(time.sleep, 3600, limit=2)
    assert run["state"] == "timeout"
    assert 0 <= run["cpu"] < 1


def die():
    os._exit(9)


def test_a_peer_that_dies_is_failed(out):
    run = common.measured(die, limit=60)
    assert (run["state"], run["value"]) == ("failed", "the process died")
    assert run["cpu"] >= 0


def answer(state="done", done=True, grids=2, squares=200.0, cpu=1.0):
    if state != "done":
        return {"state": state, "cpu": cpu}
    return {
        "state": state, "done": done, "grids": grids, "squares": squares, "cpu": cpu, "in_range": grids * done, "split": 0,
        "across_barrier": 0, "torn": 0, "boundary_m": 1000.0, "score": 10.0, "out_of_range": 0.0 if done else 5.0,
    }  # fmt: skip


def test_stopped_and_dead_communities_are_counted_by_themselves():
    peer = {"a": answer(), "b": answer("timeout", cpu=7.0), "c": answer("failed"), "d": answer(done=False)}
    ours = {code: answer(squares=800.0) for code in "abcd"}
    row = division.row("city", "peer", peer, ours, set("abcd"), None)
    assert (row["tried"], row["done"], row["stopped"], row["failed"]) == (4, 1, 1, 1)
    assert row["grids"] == 4 and row["cpu"] == 10.0  # figures of answers only, the cost of all


def test_spreads_are_those_of_the_same_communities():
    peer = {"a": answer(squares=200.0), "b": answer(done=False)}
    ours = {"a": answer(squares=800.0), "b": answer(squares=1e6)}
    row = division.row("city", "peer", peer, ours, {"a", "b"}, None)
    assert (row["spread"], row["our_spread"]) == (10.0, 20.0)


def test_parts_that_were_not_run_keep_their_section(tmp_path, monkeypatch):
    before = (PEERS / "RESULTS.md").read_text(encoding="utf-8")
    (tmp_path / "RESULTS.md").write_text(before, encoding="utf-8")
    monkeypatch.setattr(table, "HERE", tmp_path)
    monkeypatch.setattr(table, "OUT", tmp_path)
    table.main()
    after = table.sections(tmp_path / "RESULTS.md")
    assert list(after) == ["Cells", "Division", "Circles", "Siting"]
    assert after == table.sections(PEERS / "RESULTS.md")


def test_a_cut_city_has_whole_communities_from_the_middle_on():
    squares = [shapely.box(100 * i, 0, 100 * i + 100, 100) for i in range(5)]
    communities = gpd.GeoDataFrame({"community_id": list("abcde")}, geometry=squares, crs=CRS)
    homes = [(letter, shapely.box(100 * i + 10, y, 100 * i + 20, y + 5)) for i, letter in enumerate("abcde") for y in (10, 30, 50)]
    buildings = gpd.GeoDataFrame({"community_id": [h[0] for h in homes]}, geometry=[h[1] for h in homes], crs=CRS)
    walls = gpd.GeoDataFrame(geometry=[shapely.LineString([(0, 50), (150, 50)]), shapely.box(250, 10, 260, 20)], crs=CRS)
    found = cut_city.cut({"communities": communities, "buildings": buildings, "barriers": walls}, 5)
    assert list(found["communities"].community_id) == ["b", "c"]  # of two equally near ones the lesser id
    assert len(found["buildings"]) == 6 and len(found["barriers"]) == 2
    alone = cut_city.cut({"communities": communities, "buildings": buildings, "barriers": walls}, 3)
    assert list(alone["communities"].community_id) == ["c"] and len(alone["barriers"]) == 1


def python_found(tmp_path, versions, named=""):
    """What run.sh takes where only these Pythons exist; they only say their version."""
    for version in versions:
        fake = tmp_path / ".pyenv" / "versions" / version / "bin" / "python"
        fake.parent.mkdir(parents=True)
        fake.write_text(f'#!/bin/sh\necho "{version} $0"\n', encoding="utf-8")
        fake.chmod(0o755)
    text = (PEERS / "run.sh").read_text(encoding="utf-8")
    functions = text[text.index("describe()") : text.index("# All at once")]
    return subprocess.run(
        ["/bin/bash", "-c", f"set -euo pipefail\n{functions}\nfind_python"],
        env={"PATH": "/nowhere:" + str(tools(tmp_path)), "HOME": str(tmp_path), "WANGGE_PEERS_PYTHON": named},
        capture_output=True,
        text=True,
    )


def tools(tmp_path):
    """A folder with sort and tail and no Python."""
    folder = tmp_path / "tools"
    folder.mkdir(exist_ok=True)
    for name in ("sort", "tail", "sh"):
        (folder / name).symlink_to(shutil.which(name))
    return folder


def test_the_newest_python_is_taken_by_version(tmp_path):
    found = python_found(tmp_path, ["3.12.9", "3.12.10", "3.11.14"])
    assert found.stdout.strip() == str(tmp_path / ".pyenv" / "versions" / "3.12.10" / "bin" / "python")


def test_a_named_python_may_have_a_space_and_must_exist(tmp_path):
    there = tmp_path / "my python"
    there.write_text('#!/bin/sh\necho "3.12.1 $0"\n', encoding="utf-8")
    there.chmod(0o755)
    assert python_found(tmp_path, ["3.13.1"], named=str(there)).stdout.strip() == str(there)
    (tmp_path / "again").mkdir()
    absent = python_found(tmp_path / "again", ["3.13.1"], named="/nowhere/python 3")
    assert absent.returncode == 1 and "/nowhere/python 3" in absent.stderr
