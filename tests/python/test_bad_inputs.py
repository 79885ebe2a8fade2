"""Damaged and odd files are read whole, or refused with a message that names the file and the cause; nothing crashes.

The first part makes its files itself; the second runs on the folder of real ones where it is present (docs/bad_inputs.md)."""
import json
import shutil
import sqlite3

import geopandas as gpd
import pytest
import shapely

from conftest import CRS, SHARED, one_document, write_city

REAL = SHARED / "cases" / "dirty_inputs"
REFUSED = {  # file of the folder: words of the cause
    "encoding/dbf/cpg/utf16.dbf": "declared as UTF-16",
    "geometry/sample.json": "cannot be read",
}
RECORDS = {  # what must come through, counted by another reader
    "crs/null_crs_gdal.gpkg": 1,
    "denver_maup/prec_2016_orig.shp": 346,
    "denver_maup/prec_2016_repaired.shp": 346,
    "encoding/sz_utf8_nocpg_noprj.shp": 10,
    "encoding/唐家泊果园.shp": 1,
    "encoding/dbf/periphereies.dbf": 13,
    "encoding/dbf/duplicate_fields.dbf": 5,
    "geometry/data_corruption_error.shp": 8,
    "geometry/gauss_kruger.shp": 3,
    "geometry/max_callstack_error.shp": 138,
    "geometry/mixed_feature.json": 3,
    "geometry/nanshan_10features_multipolygon.geojson": 10,
    "geometry/openring.json": 1,
    "geometry/sample1.json": 2,
    "geometry/six_counties_three_null.json": 6,
    "onet_routes_without_dbf/TRONCON_DE_ROUTE.shp": 1094,
}
TEXTS = {  # file: encoding recognised or declared, and a text it must yield
    "encoding/dbf/big5.dbf": ("BIG5-HKSCS", "繁體國語"),
    "encoding/dbf/gbk.dbf": ("GB18030", "简体国语"),
    "encoding/dbf/gb2312.dbf": ("GB18030", "简体国语"),
    "encoding/dbf/eucjp.dbf": ("EUC-JP", "ひたちなか市"),
    "encoding/dbf/shiftjis.dbf": ("CP932", "ひたちなか市"),
    "encoding/dbf/utf8.dbf": ("UTF-8", "国语國語"),
    "encoding/dbf/cpg/euckr.dbf": ("EUC-KR", "한국말"),
    "encoding/dbf/cpg/win1251.dbf": ("CP1251", "РУССКИЙ"),
    "encoding/dbf/ldid/chinese.shp": ("GB18030", "简体"),
}


def real_files():
    if not REAL.is_dir():
        return []
    kinds = {".shp", ".dbf", ".json", ".geojson", ".gpkg"}
    return sorted(
        str(p.relative_to(REAL))
        for p in REAL.rglob("*")
        if p.suffix in kinds and not (p.suffix == ".dbf" and p.with_suffix(".shp").exists())
    )


def project_for(folder, path, layer=""):
    line = f'layer = "{layer}"\n' if layer else ""
    project = folder / "city.toml"
    project.write_text(
        f'[communities]\npath = "{path}"\n{line}[buildings]\npath = "{path}"\n{line}', encoding="utf-8"
    )
    return project


def reads_or_refuses(wangge, project, path):
    """The account of the layer, or None when the file was refused with its name and a cause."""
    done = wangge("doctor", project, "--json", "--lang", "en", expect={0, 2})
    if done.stdout.strip():
        return next(a for a in one_document(done)["layers"] if a["layer"] == "buildings")
    assert done.returncode == 2 and path.name.split(".")[0] in done.stderr and "error" in done.stderr, done.stderr
    assert len(done.stderr.split(path.name, 1)[-1].strip()) > 10, done.stderr
    return None


@pytest.mark.parametrize("name", real_files())
def test_real_bad_file(name, wangge, tmp_path):
    path = REAL / name
    if name in REFUSED:
        done = wangge("doctor", project_for(tmp_path, path), "--lang", "en", expect=2)
        assert REFUSED[name] in done.stderr and path.name in done.stderr
        return
    layers = one_document(wangge("info", path, "--json", "--lang", "en"))["layers"]
    assert sum(layer["rows"] for layer in layers) == RECORDS.get(name, sum(layer["rows"] for layer in layers))
    if name in TEXTS:
        encoding, text = TEXTS[name]
        assert layers[0]["encoding"] == encoding
        assert text in json.dumps(layers[0]["fields"], ensure_ascii=False)
    for layer in layers:
        account = reads_or_refuses(wangge, project_for(tmp_path, path, layer["name"]), path)
        if account:
            assert account["records"] == layer["rows"]
            assert account["kept"] + account["repaired"] + account["set_aside"] == account["records"]


@pytest.fixture(scope="module")
def good(tmp_path_factory):
    """Twelve squares as Shapefile, GeoPackage, GeoJSON and FlatGeobuf."""
    folder = tmp_path_factory.mktemp("good")
    squares = gpd.GeoDataFrame(
        {"id": [f"B{i:02d}" for i in range(12)], "name": ["阳光花园"] * 12, "households": range(12)},
        geometry=[shapely.box(556000 + 40 * i, 4521000, 556020 + 40 * i, 4521020) for i in range(12)],
        crs=CRS,
    )
    squares.to_file(folder / "b.shp", encoding="GBK")
    squares.to_file(folder / "b.gpkg", layer="b", driver="GPKG")
    squares.to_file(folder / "b.geojson", driver="GeoJSON")
    squares.to_file(folder / "b.fgb", driver="FlatGeobuf")
    return folder


def copied(good, folder, names):
    for name in names:
        shutil.copy(good / name, folder / name)


def cut(path, share):
    data = path.read_bytes()
    path.write_bytes(data[: int(len(data) * share)])


SHAPEFILE = ("b.shp", "b.shx", "b.dbf", "b.prj", "b.cpg")


@pytest.mark.parametrize("part", ["b.shp", "b.dbf"])
@pytest.mark.parametrize("share", [0, 0.1, 0.6, 0.97])
def test_a_shortened_shapefile_is_refused(part, share, good, wangge, tmp_path):
    copied(good, tmp_path, SHAPEFILE)
    cut(tmp_path / part, share)
    done = wangge("doctor", project_for(tmp_path, tmp_path / "b.shp"), "--lang", "en", expect=2)
    assert "b.shp" in done.stderr and ("shorter" in done.stderr or "cannot be read" in done.stderr), done.stderr
    assert not done.stdout


@pytest.mark.parametrize("name", ["b.gpkg", "b.geojson", "b.fgb"])
@pytest.mark.parametrize("share", [0, 0.3, 0.7, 0.95])
def test_a_shortened_file_is_refused(name, share, good, wangge, tmp_path):
    copied(good, tmp_path, [name])
    cut(tmp_path / name, share)
    account = reads_or_refuses(wangge, project_for(tmp_path, tmp_path / name), tmp_path / name)
    assert account is None or account["records"] == 12  # the end of a GeoPackage may be free pages


@pytest.mark.parametrize("missing", [".shx", ".dbf", ".prj", ".cpg"])
def test_a_shapefile_without_a_part_is_read(missing, good, wangge, tmp_path):
    copied(good, tmp_path, [name for name in SHAPEFILE if not name.endswith(missing)])
    before = sorted(p.name for p in tmp_path.iterdir())
    account = reads_or_refuses(wangge, project_for(tmp_path, tmp_path / "b.shp"), tmp_path / "b.shp")
    assert account["records"] == 12
    assert sorted(p.name for p in tmp_path.iterdir() if p.name != "city.toml") == before  # nothing is written beside the input


@pytest.mark.parametrize("name", ["b.gpkg", "b.shp", "b.geojson", "b.csv", "b.xlsx", "b.kml", "b.dxf", "b.fgb", "b.zip", "b.gdb", "b"])
@pytest.mark.parametrize("content", [b"", b"\x00" * 64, b"\xff\xfe\x00", "无".encode("gbk") * 40, b"<html>not here</html>"])
def test_a_file_of_something_else_is_refused(name, content, wangge, tmp_path):
    (tmp_path / name).write_bytes(content)
    assert reads_or_refuses(wangge, project_for(tmp_path, tmp_path / name), tmp_path / name) is None


def test_a_database_without_layers_and_a_folder_are_refused(wangge, tmp_path):
    with sqlite3.connect(tmp_path / "b.gpkg") as data:
        data.execute("CREATE TABLE t (a)")
    assert reads_or_refuses(wangge, project_for(tmp_path, tmp_path / "b.gpkg"), tmp_path / "b.gpkg") is None
    (tmp_path / "folder").mkdir()
    assert reads_or_refuses(wangge, project_for(tmp_path, tmp_path / "folder"), tmp_path / "folder") is None


def test_a_layer_of_the_wrong_kind_says_why(wangge, tmp_path):
    lines = gpd.GeoDataFrame({"id": [1, 2]}, geometry=[shapely.LineString([(556000, 4521000), (556010, 4521000)])] * 2, crs=CRS)
    lines.to_file(tmp_path / "b.gpkg", layer="b", driver="GPKG")
    done = wangge("doctor", project_for(tmp_path, tmp_path / "b.gpkg"), "--lang", "en", expect=2)
    assert "none of the 2 records of [communities] can be used: an area is needed here" in done.stderr


@pytest.mark.parametrize("ending", ["xlsx", "ods"])
def test_a_workbook_of_texts_has_its_first_row_as_names(wangge, tmp_path, ending):
    """Where every cell is a text GDAL takes names for values."""
    rows = {"楼号": ["B000", "B001", "B002", "B003"], "户数": ["400", "48户", "52户", "300"]}
    gpd.pd.DataFrame(rows).to_excel(tmp_path / "ledger.xlsx", index=False)
    if ending == "ods":
        pyogrio = pytest.importorskip("pyogrio")
        if "ODS" not in pyogrio.list_drivers(write=True):
            pytest.skip("no ODS here")
        pyogrio.write_dataframe(gpd.pd.DataFrame(rows), tmp_path / "ledger.ods", driver="ODS")
    city = write_city(tmp_path / "city", [1, 1, 1, 1])
    text = city.read_text(encoding="utf-8")
    text = text.replace('households = "households"', f'join = {{ path = "../ledger.{ending}", id = "楼号", columns = {{ households = "户数" }} }}')
    city.write_text(text, encoding="utf-8")
    done = wangge("divide", city, "-o", tmp_path / "plan.gpkg", "--json", expect={0, 3})
    assert one_document(done)["households"] == 800
