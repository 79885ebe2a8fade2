"""Atlas and maps of changes: a sheet a community, its words and paper, fonts inside."""
import re

import geopandas as gpd
import openpyxl
import pypdf
import pytest
from handover_files import table


def test_every_community_has_its_sheet(folder, sample):
    communities = gpd.read_file(sample.plan, layer="communities")
    sheets = {p.name: p for p in (folder / "atlas").iterdir()}
    assert len(sheets) == len(communities) + 1 + 2  # overview, two sub-districts
    grids = gpd.read_file(sample.plan, layer="grids")
    for code in communities.community_code[:3]:
        (path,) = [p for name, p in sheets.items() if name.startswith(code)]
        reader = pypdf.PdfReader(path)
        assert len(reader.pages) == 1
        sides = sorted(float(side) / 72 * 25.4 for side in reader.pages[0].mediabox[2:])
        assert sides == pytest.approx([297, 420], abs=0.5)
        words = "".join(reader.pages[0].extract_text().split())  # titles are letter-spaced
        assert "网格划分图" in words and "比例尺" in words and "图例" in words
        assert all(c in words for c in grids.grid_code[grids.community_code == code])
        fonts = reader.pages[0]["/Resources"]["/Font"].get_object().values()
        for font in fonts:
            font = font.get_object()
            inner = font["/DescendantFonts"][0].get_object() if "/DescendantFonts" in font else font
            assert any(k.startswith("/FontFile") for k in inner["/FontDescriptor"].get_object()), "font not embedded"


def test_every_community_with_changes_has_its_change_map(folder):
    rows = table(openpyxl.load_workbook(folder / "comparison" / "comparison.xlsx")["调整汇总"])
    changed = {r["社区代码"] for r in rows if r["变更网格户数"] or r["不变"] != r["新网格数"]}
    sheets = {p.name[:12]: p for p in (folder / "comparison" / "communities").iterdir()}
    assert changed and set(sheets) == changed
    for code, path in sheets.items():
        words = "".join(pypdf.PdfReader(path).pages[0].extract_text().split())
        assert "调整" in words and "原网格" in words


def test_an_atlas_of_a_plan_alone(sample, wangge, tmp_path):
    wangge("atlas", sample.plan, "-o", tmp_path / "svg", "--format", "svg", "--paper", "A4")
    sheets = sorted((tmp_path / "svg").glob("1599*.svg"))
    assert len(sheets) == 12
    text = sheets[0].read_text(encoding="utf-8")
    width, height = (float(re.search(rf'{side}="([\d.]+)mm"', text)[1]) for side in ("width", "height"))
    assert sorted((width, height)) == [210, 297]


def test_an_atlas_with_the_changes(sample, other_plan, wangge, folder, tmp_path):
    out = tmp_path / "changes"
    wangge("atlas", sample.plan, "--city", sample.city, "-o", out, "--changes", "--lang", "zh")
    assert {p.name for p in (out / "changes").iterdir()} == {"overview.pdf"} | {p.name for p in (folder / "comparison" / "communities").iterdir()}
    for path in (folder / "comparison" / "communities").iterdir():
        assert path.read_bytes() == (out / "changes" / path.name).read_bytes(), "the same sheets as in the folder"
    words = "".join(pypdf.PdfReader(out / "changes" / "overview.pdf").pages[0].extract_text().split())
    assert "网格调整图" in words and "原网格边界" in words
    wangge("atlas", other_plan, "--city", sample.city, "-o", tmp_path / "old", "--previous", sample.plan, "--format", "svg")
    assert len(list((tmp_path / "old" / "changes").glob("*.svg"))) > 1
    assert "--city" in wangge("atlas", sample.plan, "-o", tmp_path / "x", "--changes", expect=2).stderr


def test_changes_need_a_plan_to_compare_with(small_city, wangge, tmp_path):
    wangge("divide", small_city, "-o", tmp_path / "plan.gpkg")
    done = wangge("atlas", tmp_path / "plan.gpkg", "--city", small_city, "-o", tmp_path / "x", "--changes", expect=2)
    assert "--previous" in done.stderr
