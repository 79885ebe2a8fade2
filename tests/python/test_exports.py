"""Exports beyond the usual files: PostGIS, file geodatabases, drawings, boundary strings; each opened again by another program."""

import json
import math
import os
import shutil
import sqlite3
import subprocess
from pathlib import Path
from xml.etree import ElementTree

import geopandas as gpd
import numpy as np
import pyogrio
import pytest
import shapely
from conftest import missing

BINARIES = sorted(Path("/usr/lib/postgresql").glob("*/bin"))


class Server:
    """A PostgreSQL server of its own: data and socket in one folder, no network. Root hands it to the user postgres."""

    def __init__(self, folder):
        self.bin, self.folder = BINARIES[-1], folder
        self.user = ["runuser", "-u", "postgres", "--"] if os.geteuid() == 0 else []
        if self.user:
            folder.chmod(0o777)
            for parent in folder.parents:
                if parent.stat().st_uid == 0 and parent != Path("/"):
                    parent.chmod(parent.stat().st_mode | 0o011)  # pytest's folders are closed to others
        self.run("initdb", "-D", folder / "data", "-U", "planner", "-A", "trust", "-E", "UTF8", "--locale=C.UTF-8")
        options = f"-k {folder} -c listen_addresses='' -c fsync=off"
        self.run("pg_ctl", "-D", folder / "data", "-w", "-l", folder / "log", "-o", options, "start")
        self.sql("CREATE EXTENSION postgis", "CREATE SCHEMA plan")

    def run(self, program, *arguments):
        command = [*self.user, str(self.bin / program), *map(str, arguments)]
        done = subprocess.run(command, capture_output=True, text=True, cwd="/", timeout=120)
        assert done.returncode == 0, done.stdout + done.stderr
        return done.stdout

    def sql(self, *statements):
        more = [part for statement in statements for part in ("-c", statement)]
        return self.run("psql", "-h", self.folder, "-U", "planner", "-d", "postgres", "-AtX", "-v", "ON_ERROR_STOP=1", *more).strip()

    def target(self, more=""):
        return f"PG:host={self.folder} user=planner dbname=postgres active_schema=plan {more}".strip()

    def stop(self):
        self.run("pg_ctl", "-D", self.folder / "data", "-m", "immediate", "stop")


@pytest.fixture(scope="module")
def server(tmp_path_factory):
    if not BINARIES:
        missing("no PostgreSQL server here")
    if not list(Path("/usr/share/postgresql").glob("*/extension/postgis.control")):
        missing("no PostGIS here")
    short = Path(tmp_path_factory.mktemp("pg"))  # sockets allow about 100 bytes
    one = Server(short)
    yield one
    one.stop()
    shutil.rmtree(short, ignore_errors=True)


def test_postgis_holds_the_plan(server, sample, wangge):
    wangge("export", sample.plan, "-o", server.target())
    grids = gpd.read_file(sample.plan, layer="grids")
    rows = server.sql(
        "SELECT grid_code || '|' || households || '|' || round(ST_Area(geom)::numeric, 2) || '|' || ST_IsValid(geom)"
        " || '|' || GeometryType(geom) FROM plan.grids ORDER BY grid_code"
    ).splitlines()
    expected = [
        f"{g.grid_code}|{g.households}|{g.geometry.area:.2f}|true|MULTIPOLYGON" for g in grids.sort_values("grid_code").itertuples()
    ]
    assert [r.split("|")[0:2] for r in rows] == [e.split("|")[0:2] for e in expected]
    assert [r.split("|")[3:] for r in rows] == [e.split("|")[3:] for e in expected]
    areas = np.array([float(r.split("|")[2]) for r in rows])
    assert np.allclose(areas, [float(e.split("|")[2]) for e in expected], atol=0.02)
    assert server.sql("SELECT DISTINCT ST_SRID(geom) FROM plan.grids") == str(grids.crs.to_epsg())
    cells = pyogrio.read_info(sample.plan, layer="cells")["features"]
    assert server.sql("SELECT count(*) FROM plan.cells") == str(cells)
    column = "(SELECT attnum FROM pg_attribute WHERE attrelid = 'plan.grids'::regclass AND attname = 'grid_code')"
    assert server.sql(f"SELECT col_description('plan.grids'::regclass, {column})") == "网格编码"


def test_postgis_replaces_its_own_tables_only(server, sample, wangge):
    wangge("export", sample.plan, "-o", server.target())
    wangge("export", sample.plan, "-o", server.target())
    server.sql("DELETE FROM plan.grids", "DROP TABLE plan.violations", "CREATE TABLE plan.violations (somebody text)")
    done = wangge("export", sample.plan, "-o", server.target("password='s e'"), expect=6)
    assert "violations" in done.stderr
    assert "s e" not in done.stderr
    assert server.sql("SELECT count(*) FROM plan.grids") == "0", "a refused export left some of its tables behind"
    assert server.sql("SELECT count(*) FROM plan.violations") == "0"
    server.sql("DROP TABLE plan.violations")
    wangge("export", sample.plan, "-o", server.target())
    assert server.sql("SELECT count(*) FROM plan.grids") != "0"


def test_no_database_is_said_without_the_password(sample, wangge, tmp_path):
    done = wangge("export", sample.plan, "-o", f"PG:host={tmp_path} user=planner dbname=x password=secret", expect=6)
    assert "secret" not in done.stderr + done.stdout


def test_file_geodatabase(sample, wangge, tmp_path):
    target = tmp_path / "plan.gdb"
    for _ in range(2):  # a former one is replaced
        wangge("export", sample.plan, "-o", target)
    grids, out = gpd.read_file(sample.plan, layer="grids"), gpd.read_file(target, layer="grids")
    assert sorted(out.grid_code) == sorted(grids.grid_code)
    assert out.geometry.area.sum() == pytest.approx(grids.geometry.area.sum(), rel=1e-7)
    assert set(pyogrio.list_layers(target)[:, 0]) >= {"grids", "cells", "communities"}
    other = tmp_path / "other.gdb"
    other.mkdir()
    (other / "letter.txt").write_text("mine")
    wangge("export", sample.plan, "-o", other, expect=6)
    assert (other / "letter.txt").read_text() == "mine"


def test_drawing(sample, wangge, tmp_path):
    wangge("export", sample.plan, "-o", tmp_path / "plan.dxf")
    grids = gpd.read_file(sample.plan, layer="grids")
    drawn = gpd.read_file(tmp_path / "plan.dxf")
    lines = drawn[drawn.Layer.isin(["GRIDS", "EXCLUSIVE"])]
    assert len(lines) == sum(1 + len(p.interiors) for g in grids.geometry for p in getattr(g, "geoms", [g]))
    assert all(line.is_ring for line in lines.geometry)
    assert shapely.union_all(lines.geometry).length == pytest.approx(shapely.union_all(grids.boundary).length, rel=1e-6)
    labels = drawn[drawn.Layer == "GRID_CODES"]
    assert sorted(labels.Text) == sorted(grids.grid_code)
    where = gpd.sjoin(gpd.GeoDataFrame(labels[["Text"]], geometry=labels.geometry.values, crs=grids.crs), grids, predicate="within")
    assert (where.Text == where.grid_code).all() and len(where) == len(grids)
    assert "GEOGCS" in (tmp_path / "plan.prj").read_text()


def ring_of(text, style):
    if style == "pairs":
        return text
    between, inside = (",", ":") if style == "colon" else (";", ",")
    return [[float(x) for x in pair.split(inside)] for pair in text.split(between)]


@pytest.mark.parametrize("style", ["pairs", "colon", "comma"])
def test_boundary_strings(sample, wangge, tmp_path, style):
    wangge("export", sample.plan, "-o", tmp_path / "plan.rings.json", "--rings", style)
    records = {r["code"]: r for r in json.loads((tmp_path / "plan.rings.json").read_text(encoding="utf-8"))}
    grids = gpd.read_file(sample.plan, layer="grids")
    communities = gpd.read_file(sample.plan, layer="communities")
    assert set(records) == set(grids.grid_code) | set(communities.community_code)
    metres = grids.crs
    for grid in grids.itertuples():
        record = records[grid.grid_code]
        assert record["parent"] == grid.community_code
        assert record["extend"] == {"comprehensive": 1, "exclusive": 2, "micro": 5}[grid.kind]
        assert record["households"] == grid.households
        ring = ring_of(record["boundary"], style)
        assert ring[0] == ring[-1]
        back = gpd.GeoSeries([shapely.Polygon(ring)], crs=4326).to_crs(metres).iloc[0]
        parts = getattr(grid.geometry, "geoms", [grid.geometry])
        largest = shapely.Polygon(max(parts, key=lambda p: p.area).exterior)
        assert shapely.hausdorff_distance(back, largest) < 0.03


def test_boundary_strings_of_a_web_map(sample, wangge, tmp_path):
    for datum in ("WGS84", "GCJ-02"):
        wangge("export", sample.plan, "-o", tmp_path / f"{datum}.rings.json", "--datum", datum)
    true, shifted = (json.loads((tmp_path / f"{d}.rings.json").read_text(encoding="utf-8")) for d in ("WGS84", "GCJ-02"))
    for a, b in zip(true, shifted, strict=True):
        east = (b["center"][0] - a["center"][0]) * 111_320 * math.cos(math.radians(a["center"][1]))
        north = (b["center"][1] - a["center"][1]) * 111_320
        assert 100 < math.hypot(east, north) < 1500
    wangge("export", sample.plan, "-o", tmp_path / "x.rings.json", "--datum", "mars", expect=1)


def test_geopackage_opens_with_styles_and_chinese_titles(sample, wangge, tmp_path):
    wangge("export", sample.plan, "-o", tmp_path / "plan.gpkg", "--lang", "zh")
    wangge("export", sample.plan, "-o", tmp_path / "again.gpkg", "--lang", "zh")
    assert (tmp_path / "plan.gpkg").read_bytes() == (tmp_path / "again.gpkg").read_bytes()
    with sqlite3.connect(tmp_path / "plan.gpkg") as data:
        styles = {row[0]: row[1:] for row in data.execute("SELECT f_table_name, styleQML, styleSLD, useAsDefault FROM layer_styles")}
        titles = dict(data.execute("SELECT column_name, title FROM gpkg_data_columns WHERE table_name = 'grids'"))
        columns = {row[1] for row in data.execute("PRAGMA table_info(grids)")}
        assert data.execute("SELECT count(*) FROM gpkg_extensions WHERE extension_name = 'gpkg_schema'").fetchone() == (1,)
    assert set(styles) == {"grids", "cells", "communities"}
    statuses = set(gpd.read_file(tmp_path / "plan.gpkg", layer="grids").status)
    qml, sld, default = styles["grids"]
    categories = ElementTree.fromstring(qml).iter("category")
    assert statuses <= {c.get("value") for c in categories} and default
    names = {alias.get("field"): alias.get("name") for alias in ElementTree.fromstring(qml).iter("alias")}
    assert names["households"] == "户数" and set(names) <= columns
    rules = ElementTree.fromstring(sld).iter("{http://www.opengis.net/ogc}Literal")
    assert statuses <= {rule.text for rule in rules}
    assert titles["households"] == "户数" and set(titles) <= columns
    for other in ("cells", "communities"):
        assert ElementTree.fromstring(styles[other][0]).find("renderer-v2").get("type") == "singleSymbol"


LOOK = """
import json, sys
from qgis.core import QgsApplication, QgsMapRendererParallelJob, QgsMapSettings, QgsVectorLayer
from qgis.PyQt.QtCore import QSize
application = QgsApplication([], False)
application.initQgis()
seen = {}
for name in ("grids", "cells", "communities"):
    layer = QgsVectorLayer(sys.argv[1] + "|layername=" + name, name, "ogr")
    settings = QgsMapSettings()
    settings.setLayers([layer])
    settings.setExtent(layer.extent())
    settings.setDestinationCrs(layer.crs())
    settings.setOutputSize(QSize(1400, 1000))
    job = QgsMapRendererParallelJob(settings)
    job.start()
    job.waitForFinished()
    labels = job.takeLabelingResults()
    image = job.renderedImage()
    colours = {image.pixelColor(x, y).name() for x in range(0, 1400, 7) for y in range(0, 1000, 7)}
    seen[name] = [layer.isValid(), layer.featureCount(), layer.renderer().type(), layer.attributeAlias(layer.fields().indexOf("households")),
                  len(labels.labelsWithinRect(layer.extent())) if labels else 0, len(colours), [e.message for e in job.errors()]]
print(json.dumps(seen))
"""


def test_qgis_draws_the_styles(sample, wangge, tmp_path):
    """Where QGIS is installed (python3-qgis; WANGGE_QGIS_PYTHON names another interpreter), it opens, colours and labels the layers."""
    python = os.environ.get("WANGGE_QGIS_PYTHON", "/usr/bin/python3")
    environment = {**os.environ, "QT_QPA_PLATFORM": "offscreen", "XDG_RUNTIME_DIR": str(tmp_path)}
    if subprocess.run([python, "-c", "import qgis.core"], capture_output=True, env=environment).returncode != 0:
        pytest.skip("no QGIS here")
    wangge("export", sample.plan, "-o", tmp_path / "plan.gpkg", "--lang", "zh")
    done = subprocess.run([python, "-c", LOOK, tmp_path / "plan.gpkg"], capture_output=True, text=True, env=environment, timeout=300)
    seen = json.loads(done.stdout)
    grids = len(gpd.read_file(sample.plan, layer="grids"))
    valid, count, renderer, alias, labels, colours, errors = seen["grids"]
    assert (valid, count, renderer, alias, errors) == (True, grids, "categorizedSymbol", "户数", [])
    assert labels > 0.8 * grids and colours > 3
    assert seen["communities"][4] == seen["communities"][1] > 0, "every community bears its name"
    assert seen["cells"][:3] == [True, len(gpd.read_file(sample.plan, layer="cells")), "singleSymbol"]
