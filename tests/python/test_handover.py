"""The folder of wangge handover: lists itself, is whole or not there, the same bytes again."""
import csv
import os
import shutil
import signal
import subprocess
from pathlib import Path

import geopandas as gpd
from handover_files import fingerprints


def test_the_folder_lists_itself(folder):
    with (folder / "manifest.csv").open(encoding="utf-8-sig", newline="") as file:
        listed = {r["file"]: int(r["bytes"]) for r in csv.DictReader(file)}
    there = {n: (folder / n).stat().st_size for n in fingerprints(folder) if n != "manifest.csv"}
    assert listed == there
    readme = (folder / "README.txt").read_text(encoding="utf-8")
    for name in ("plan/plan.gpkg", "ledgers/ledger.xlsx", "report.html", "atlas/overview.pdf", "maps/map.html"):
        assert name in readme and (folder / name).is_file()


def test_exchange_formats_hold_the_same_grids(folder):
    plan = gpd.read_file(folder / "plan" / "plan.gpkg", layer="grids")
    for name, code in (("shp_utf8/grids.shp", "WGBM"), ("shp_gbk/grids.shp", "WGBM"), ("grids.geojson", "grid_code")):
        other = gpd.read_file(folder / "plan" / name)
        assert list(other[code]) == list(plan.grid_code)
    gbk = gpd.read_file(folder / "plan" / "shp_gbk" / "grids.shp")
    assert list(gbk.WGMC) == list(plan.grid_name)


def test_equal_input_equal_bytes_and_the_former_folder_is_replaced(sample, wangge, folder, tmp_path):
    out = tmp_path / "out"
    shutil.copytree(folder, out)
    (out / "README.txt").write_text("changed", encoding="utf-8")
    wangge("handover", sample.city, sample.plan, "-o", out, "--lang", "zh", "--threads", 1)
    assert fingerprints(out) == fingerprints(folder)
    assert [p.name for p in tmp_path.iterdir()] == ["out"]


def test_a_folder_of_others_is_left_alone(sample, wangge, tmp_path):
    out = tmp_path / "mine"
    out.mkdir()
    (out / "thesis.doc").write_text("years of work", encoding="utf-8")
    done = wangge("handover", sample.city, sample.plan, "-o", out, expect=6)
    assert "thesis.doc" in done.stderr
    assert [p.name for p in out.iterdir()] == ["thesis.doc"]


def test_a_drawing_process_that_dies_is_told_of_and_leaves_nothing(program, sample, tmp_path):
    command = [program, "atlas", sample.plan, "--city", sample.city, "-o", tmp_path / "out", "--progress", "json", "--threads", "2"]
    with subprocess.Popen(command, stderr=subprocess.PIPE, text=True) as running:
        for line in running.stderr:
            if "stage_atlas" in line:
                children = Path(f"/proc/{running.pid}/task/{running.pid}/children").read_text().split()
                assert len(children) == 2
                os.kill(int(children[0]), signal.SIGKILL)
                break
        said = running.stderr.read()
    assert running.returncode == 1 and "--threads" in said
    assert list(tmp_path.iterdir()) == []


def test_an_interrupted_handover_leaves_nothing(program, sample, tmp_path):
    out = tmp_path / "out"
    command = [program, "handover", sample.city, sample.plan, "-o", out, "--progress", "json"]
    with subprocess.Popen(command, stderr=subprocess.PIPE, text=True) as running:
        for line in running.stderr:
            if "stage_atlas" in line:
                running.terminate()
                break
        running.stderr.read()
    assert running.returncode not in (0, 5)
    assert list(tmp_path.iterdir()) == []
