"""Exit status, untouched outputs, interrupts: what scripts around the program rely on."""
import signal
import subprocess
import time

import check_plan
import geopandas as gpd
import pyogrio
import pytest
import shapely
from conftest import one_document, write_city

COMMANDS = "divide circles site check doctor repair compare export map atlas report handover serve example info".split()
ALWAYS = {"divide", "circles", "check", "doctor", "export", "map", "example", "info"}


@pytest.mark.parametrize("command", COMMANDS)
def test_help_of_every_command(wangge, command):
    if command not in wangge("--help").stdout:
        assert command not in ALWAYS
        pytest.skip(f"this version has no `{command}`")
    help_text = wangge(command, "--help").stdout
    assert len(help_text.splitlines()) > 2 and command in help_text


def test_version(wangge):
    assert wangge("--version").stdout.strip()


@pytest.mark.parametrize("arguments", [["nonsense"], ["divide"], ["divide", "--no-such-option"]])
def test_wrong_usage_is_1(wangge, arguments):
    assert wangge(*arguments, expect=1).stderr.strip()


def test_missing_project_is_2(wangge, tmp_path):
    done = wangge("divide", tmp_path / "nowhere.toml", "-o", tmp_path / "p.gpkg", expect=2)
    assert "nowhere.toml" in done.stderr
    assert list(tmp_path.iterdir()) == []


BAD_PROJECTS = {
    "not TOML": "name = [",
    "no sections": 'name = "x"\n',
    "missing file": '[communities]\npath = "gone.gpkg"\nid = "i"\n[buildings]\npath = "gone.gpkg"\nid = "i"\nhouseholds = "h"\n',
    "not a data file": '[communities]\npath = "junk.gpkg"\nid = "i"\n[buildings]\npath = "junk.gpkg"\nid = "i"\nhouseholds = "h"\n',
}


@pytest.mark.parametrize("kind", BAD_PROJECTS)
def test_bad_input_is_2_and_leaves_the_old_output_alone(wangge, tmp_path, kind):
    (tmp_path / "city.toml").write_text(BAD_PROJECTS[kind], encoding="utf-8")
    (tmp_path / "junk.gpkg").write_bytes(b"SQLite format 3\0" + bytes(range(256)) * 8)
    out = tmp_path / "out"
    out.mkdir()
    (out / "plan.gpkg").write_bytes(b"the plan of last year")
    done = wangge("divide", tmp_path / "city.toml", "-o", out / "plan.gpkg", expect=2)
    assert done.stderr.strip()
    assert (out / "plan.gpkg").read_bytes() == b"the plan of last year"
    assert [p.name for p in out.iterdir()] == ["plan.gpkg"]


@pytest.mark.parametrize("edit", [('id = "building_id"', 'id = "no_such"'), ('layer = "buildings"', 'layer = "no_such"')])
def test_unknown_column_or_layer_is_2_and_is_named(wangge, small_city, tmp_path, edit):
    text = small_city.read_text(encoding="utf-8")
    assert edit[0] in text
    small_city.write_text(text.replace(*edit), encoding="utf-8")
    assert "no_such" in wangge("divide", small_city, "-o", tmp_path / "p.gpkg", expect=2).stderr


def test_small_city_is_0_and_sound(wangge, small_city, tmp_path):
    wangge("divide", small_city, "-o", tmp_path / "p.gpkg")
    assert check_plan.faults(small_city, tmp_path / "p.gpkg") == []
    grids = gpd.read_file(tmp_path / "p.gpkg", layer="grids")
    assert sorted(grids.households) == [400, 400]
    rows = gpd.read_file(tmp_path / "p.gpkg", layer="communities")
    assert list(rows.proof) == ["optimal"]


@pytest.mark.parametrize("households", [[550], [50] * 5, [50] * 11, [700, 400, 400]])
def test_rules_that_cannot_be_met_are_3_with_plan_and_reason(wangge, tmp_path, households):
    city = write_city(tmp_path / "city", households)
    wangge("divide", city, "-o", tmp_path / "p.gpkg", expect=3)
    assert check_plan.faults(city, tmp_path / "p.gpkg") == []
    violations = gpd.read_file(tmp_path / "p.gpkg", layer="violations")
    assert set(violations.code) & {"G002", "G003"} and (violations.reason.str.len() > 10).all()
    assert list(gpd.read_file(tmp_path / "p.gpkg", layer="communities").proof) == ["infeasible"]


def drop_a_grid(grids, cells):
    code = grids.grid_code[0]
    return grids[grids.grid_code != code], cells[cells.grid_code != code]


def one_code_twice(grids, cells):
    grids.loc[1, "grid_code"] = grids.grid_code[0]
    return grids, cells


def overlap(grids, cells):
    grids.loc[0, "geometry"] = shapely.buffer(grids.geometry[0], 3, join_style="mitre")
    return grids, cells


def move_a_far_cell(grids, cells):
    """The cell of the first grid that is farthest from the second joins it: the second is in two pieces."""
    first = cells.index[cells.grid_code == grids.grid_code[0]]
    far_first = max(first, key=lambda i: cells.geometry[i].distance(grids.geometry[1]))
    cells.loc[far_first, "grid_code"] = grids.grid_code[1]
    whole = cells.dissolve("grid_code").geometry
    grids["geometry"] = [whole[code] for code in grids.grid_code]
    return grids, cells


BREAKS = {drop_a_grid: {"G007", "G009"}, one_code_twice: {"G012"}, overlap: {"G006", "G008"}, move_a_far_cell: {"G001"}}


@pytest.mark.parametrize("breakage", BREAKS, ids=lambda f: f.__name__)
def test_broken_plan_is_5(wangge, small_city, tmp_path, breakage):
    plan, broken = tmp_path / "plan.gpkg", tmp_path / "broken.gpkg"
    wangge("divide", small_city, "-o", plan)
    grids, cells = breakage(gpd.read_file(plan, layer="grids"), gpd.read_file(plan, layer="cells"))
    grids.to_file(broken, layer="grids", driver="GPKG")
    cells.to_file(broken, layer="cells", driver="GPKG")
    wangge("check", small_city, plan)
    text = str(one_document(wangge("check", small_city, broken, "--json", expect=5)))
    assert any(code in text for code in BREAKS[breakage]), text[:2000]


def test_unwritable_output_is_6(wangge, small_city, tmp_path):
    (tmp_path / "file").write_text("not a folder", encoding="utf-8")
    done = wangge("divide", small_city, "-o", tmp_path / "file" / "plan.gpkg", expect=6)
    assert "plan.gpkg" in done.stderr or "file" in done.stderr
    assert (tmp_path / "file").read_text(encoding="utf-8") == "not a folder"


def test_set_overrides_a_rule(wangge, small_city, tmp_path):
    wangge("divide", small_city, "-o", tmp_path / "p.gpkg", "--set", "rules.min_households=150",
           "--set", "rules.max_households=250", "--set", "rules.target_households=200")
    assert sorted(gpd.read_file(tmp_path / "p.gpkg", layer="grids").households) == [200] * 4


def test_unknown_rule_is_refused(wangge, small_city, tmp_path):
    wangge("divide", small_city, "-o", tmp_path / "p.gpkg", "--set", "rules.min_housholds=1", expect={1, 2})
    assert not (tmp_path / "p.gpkg").exists()


@pytest.mark.parametrize("wait", [0.02, 0.2, 0.6])
@pytest.mark.parametrize("before", [False, True], ids=["no old plan", "old plan"])
def test_interrupt_leaves_the_old_file_or_a_whole_new_one(program, wangge, tmp_path_factory, sample, wait, before):
    folder = tmp_path_factory.mktemp("interrupt")
    plan = folder / "plan.gpkg"
    old = sample.plan.read_bytes() if before else None
    if before:
        plan.write_bytes(old)
    run = subprocess.Popen(
        [program, "divide", sample.city, "-o", plan, "--prove"], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    )
    time.sleep(wait)
    run.send_signal(signal.SIGINT)
    status = run.wait(timeout=120)
    assert [p.name for p in folder.iterdir()] in ([], ["plan.gpkg"]), "temporary files are left behind"
    if status in (0, 3, 4):
        assert check_plan.faults(sample.city, plan) == []
    else:  # interrupted before there was a plan to write
        assert status not in (2, 5, 6)
        assert plan.exists() == before
        if before:
            assert plan.read_bytes() == old


def test_plan_replaces_an_old_one_whole(wangge, small_city, sample, tmp_path):
    """No layer of the file that stood there before shines through."""
    plan = tmp_path / "plan.gpkg"
    plan.write_bytes(sample.circles.read_bytes())
    wangge("divide", small_city, "-o", plan)
    names = {str(n) for n in pyogrio.list_layers(plan)[:, 0]}
    assert "circles" not in names and {"grids", "cells", "plan_info"} <= names


def test_a_missing_project_is_named_in_the_language_asked_for(wangge, tmp_path):
    for language, words in (("zh", "无法打开项目文件"), ("en", "cannot be opened")):
        run = wangge("doctor", tmp_path / "none.toml", "--lang", language, expect=2)
        assert words in run.stderr
    project = tmp_path / "city.toml"
    project.write_text('language = "en"\n[communities]\npath = "a.gpkg"\n[bildings]\npath = "b.gpkg"\n', encoding="utf-8")
    assert not wangge("doctor", project, "--lang", "zh", expect=2).stderr.isascii()
    assert wangge("doctor", project, expect=2).stderr.isascii()
