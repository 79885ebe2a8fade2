"""The generated sample city from end to end, opened again by readers that are not the engine's."""
import json
import struct
import subprocess
import xml.etree.ElementTree as ElementTree

import check_circles
import check_plan
import geopandas as gpd
import pyogrio
import pytest
import shapely
from conftest import one_document

SVG = "{http://www.w3.org/2000/svg}"


def content(path, without=("seconds", "created", "threads")):
    """Every row of every layer, geometry as WKB, without what tells the time."""
    rows = {}
    for name in sorted(str(n) for n in pyogrio.list_layers(path)[:, 0]):
        frame = pyogrio.read_dataframe(path, layer=name)
        table = {c: frame[c].astype(str).tolist() for c in frame if c not in ("geometry", *without)}
        if name == "plan_info":
            kept = [i for i, key in enumerate(frame.key) if key not in without]
            table = {c: [table[c][i] for i in kept] for c in table}
        if "geometry" in frame:
            table["geometry"] = [shapely.to_wkb(shape, hex=True) if shape is not None else "" for shape in frame.geometry]
        rows[name] = table
    return rows


def test_example_is_the_same_for_the_same_seed(wangge, tmp_path):
    for name, seed in (("a", 7), ("b", 7), ("c", 8)):
        wangge("example", tmp_path / name, "--seed", seed)
    a, b, c = ({p.name: content(p) for p in (tmp_path / name).glob("*.gpkg")} for name in "abc")
    assert a and a == b
    assert a != c


def test_plan_of_the_sample_is_sound(sample):
    assert check_plan.faults(sample.city, sample.plan) == []


def test_exit_status_of_divide_tells_whether_every_grid_is_in_range(sample):
    grids = gpd.read_file(sample.plan, layer="grids")
    out = (grids[grids.kind == "comprehensive"].status != "ok").any()
    assert sample.status == (3 if out else 0)


def test_engine_checks_its_own_plan(sample, wangge):
    answer = one_document(wangge("check", sample.city, sample.plan, "--json", expect={0, 5}))
    assert isinstance(answer, dict)
    wangge("check", sample.city, sample.plan, expect={0} if sample.status == 0 else {0, 5})


def test_circles_of_the_sample_are_sound(sample):
    assert check_circles.faults(sample.city, sample.circles) == []


@pytest.mark.parametrize("command", ["divide", "circles"])
def test_one_json_document_on_standard_output(sample, wangge, tmp_path, command):
    one_document(wangge(command, sample.city, "-o", tmp_path / "out.gpkg", "--json", expect={0, 3}))


def test_doctor_answers_in_one_json_document(sample, wangge):
    one_document(wangge("doctor", sample.city, "--json"))


def test_one_and_two_threads_give_the_same_plan(sample, wangge, tmp_path):
    plans = []
    for threads in (1, 2):
        plan = tmp_path / f"{threads}.gpkg"
        wangge("divide", sample.city, "-o", plan, "--threads", threads, expect=sample.status)
        wangge("export", plan, "-o", tmp_path / f"{threads}.geojson")
        plans.append(content(plan))
    assert plans[0] == plans[1]
    assert (tmp_path / "1.geojson").read_bytes() == (tmp_path / "2.geojson").read_bytes()


def test_one_and_two_threads_give_the_same_circles(sample, wangge, tmp_path):
    for threads in (1, 2):
        wangge("circles", sample.city, "-o", tmp_path / f"{threads}.gpkg", "--threads", threads)
    assert content(tmp_path / "1.gpkg") == content(tmp_path / "2.gpkg")


@pytest.mark.parametrize("suffix", ["gpkg", "geojson", "fgb", "shp"])
def test_export_is_read_by_others(sample, wangge, tmp_path, suffix):
    wangge("export", sample.plan, "-o", tmp_path / f"out.{suffix}")
    grids = gpd.read_file(sample.plan, layer="grids")
    path = tmp_path / f"out.{suffix}"
    if suffix == "shp" and not path.exists():
        path = next(tmp_path.glob("*grid*.shp"))
    layers = [str(name) for name in pyogrio.list_layers(path)[:, 0]]
    out = gpd.read_file(path, layer="grids" if "grids" in layers else layers[0])
    code = next(c for c in out if c.lower() in ("grid_code", "wgbm"))
    assert sorted(out[code].astype(str)) == sorted(grids.grid_code)
    back = out.to_crs(grids.crs)
    assert back.geometry.area.sum() == pytest.approx(grids.geometry.area.sum(), rel=1e-5)  # GeoJSON has 7 decimals of a degree


def dbf_header(path):
    """Language byte, field names as bytes, records of a .dbf, read by hand."""
    data = path.read_bytes()
    records, header = struct.unpack("<IH", data[4:10])
    names, place = [], 32
    while data[place] != 0x0D and place < header:
        names.append(data[place : place + 11].split(b"\0")[0])
        place += 32
    return data[29], names, records


@pytest.mark.parametrize("encoding", ["GBK", "UTF-8"])
def test_shapefile_says_its_encoding_and_keeps_to_it(sample, wangge, tmp_path, encoding):
    wangge("export", sample.plan, "-o", tmp_path / "out.shp", "--encoding", encoding)
    dbf = tmp_path / "out.dbf"
    if not dbf.exists():
        dbf = next(tmp_path.glob("*grid*.dbf"))
    language, names, records = dbf_header(dbf)
    said = dbf.with_suffix(".cpg").read_text(encoding="ascii").strip().upper()
    if encoding == "GBK":
        assert language == 0x4D
        assert said in ("GBK", "CP936", "936")
    else:
        assert language in (0x00, 0x57)
        assert said in ("UTF-8", "UTF8", "65001")
    codec = "gbk" if encoding == "GBK" else "utf-8"
    assert all(len(name) <= 10 and name.decode(codec) for name in names)
    assert len(set(names)) == len(names)
    grids = gpd.read_file(sample.plan, layer="grids")
    assert records == len(grids)
    out = gpd.read_file(dbf.with_suffix(".shp"))
    named = next((c for c in out if c.lower() in ("grid_name", "wgmc")), None)
    assert named, f"no column with the grid's name among {list(out)}"
    assert sorted(out[named]) == sorted(grids.grid_name)
    assert any("\u4e00" <= sign <= "\u9fff" for sign in "".join(out[named])), "the sample has no Chinese names to test with"


def test_map_as_png_is_a_picture(sample, wangge, tmp_path):
    wangge("map", sample.plan, "-o", tmp_path / "map.png")
    data = (tmp_path / "map.png").read_bytes()
    assert data[:8] == b"\x89PNG\r\n\x1a\n"
    assert data[12:16] == b"IHDR" and data[-8:-4] == b"IEND"
    width, height = struct.unpack(">II", data[16:24])
    assert 400 <= width <= 20_000 and 400 <= height <= 20_000
    import matplotlib.image

    picture = matplotlib.image.imread(tmp_path / "map.png")
    colours = {tuple(colour) for colour in (picture[::4, ::4, :3] * 255).astype(int).reshape(-1, 3)}
    assert len(colours) > 8, "the picture is blank"


def test_map_as_svg_is_well_formed(sample, wangge, tmp_path):
    wangge("map", sample.plan, "-o", tmp_path / "map.svg")
    tree = ElementTree.parse(tmp_path / "map.svg").getroot()
    assert tree.tag == f"{SVG}svg" and (tree.get("viewBox") or tree.get("width"))
    shapes = [*tree.iter(f"{SVG}path"), *tree.iter(f"{SVG}polygon"), *tree.iter(f"{SVG}use")]
    assert len(shapes) >= len(gpd.read_file(sample.plan, layer="grids"))
    for shape in shapes:
        drawn = (shape.get("d") or shape.get("points") or "").lower()
        assert "nan" not in drawn and "inf" not in drawn
    assert any("\u4e00" <= sign <= "\u9fff" for text in tree.iter(f"{SVG}text") for sign in "".join(text.itertext()))


def test_json_of_check_agrees_with_the_layer_violations(sample, wangge):
    answer = one_document(wangge("check", sample.city, sample.plan, "--json", expect={0, 5}))
    text = json.dumps(answer, ensure_ascii=False)
    violations = gpd.read_file(sample.plan, layer="violations")
    for code in set(violations.code) & {"G002", "G003"}:
        assert code in text


def test_info_names_the_layers(sample, wangge):
    text = wangge("info", sample.plan).stdout
    for layer in ("grids", "cells", "communities"):
        assert layer in text


def test_progress_is_one_json_object_a_line_on_standard_error(sample, wangge, tmp_path):
    done = wangge("divide", sample.city, "-o", tmp_path / "p.gpkg", "--progress", "json", "--json", expect={0, 3})
    one_document(done)
    lines = [json.loads(line) for line in done.stderr.splitlines() if line.startswith("{")]
    assert lines and all(isinstance(line, dict) for line in lines)


def test_standard_output_holds_no_log(sample, program, tmp_path):
    done = subprocess.run(
        [program, "divide", sample.city, "-o", tmp_path / "p.gpkg", "--json"], capture_output=True, text=True, check=False
    )
    json.loads(done.stdout)
    assert "\x1b[" not in done.stdout + done.stderr, "no colours or cursor movements outside a terminal"


def test_other_programs_read_and_edit_the_plan(sample, tmp_path):
    """Spatial index sound, found through it what a scan finds, and kept current by GDAL when rows are added."""
    import shutil
    import sqlite3

    import geopandas as gpd

    plan = tmp_path / "plan.gpkg"
    shutil.copy(sample.plan, plan)
    cells = gpd.read_file(plan, layer="cells")
    west, south, east, north = cells.total_bounds
    window = (west, south, (west + east) / 2, (south + north) / 2)
    found = gpd.read_file(plan, layer="cells", bbox=window)
    box = gpd.GeoSeries.from_wkt([f"POLYGON(({west} {south},{window[2]} {south},{window[2]} {window[3]},{west} {window[3]},{west} {south}))"])[0]
    assert set(found.building_id.dropna()) == set(cells[cells.intersects(box)].building_id.dropna())
    more = cells.head(1).assign(building_id="added")
    more.to_file(plan, layer="cells", driver="GPKG", mode="a")
    with sqlite3.connect(plan) as data:
        assert data.execute("SELECT rtreecheck('rtree_cells_geom')").fetchone() == ("ok",)
        assert data.execute("SELECT count(*) FROM rtree_cells_geom").fetchone()[0] == len(cells) + 1
        assert data.execute("SELECT feature_count FROM gpkg_ogr_contents WHERE table_name = 'cells'").fetchone()[0] == len(cells) + 1
        assert data.execute("PRAGMA integrity_check").fetchone() == ("ok",)
