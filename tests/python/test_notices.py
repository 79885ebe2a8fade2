"""Public notices of the grids: a page each, in the words of the register, without figures of persons and without personal data."""
import re

import geopandas as gpd
import openpyxl
from handover_files import pages_of, table


def test_every_grid_has_its_page(folder, sample):
    grids = gpd.read_file(sample.plan, layer="grids")
    register = {row["网格编码"]: row for row in table(openpyxl.load_workbook(folder / "ledgers" / "ledger.xlsx")["网格台账"])}
    found = []
    for path in sorted((folder / "notices").iterdir()):
        for words in pages_of(path):
            (code,) = set(re.findall(r"网格编码(\d{15})", words))
            found.append(code)
            row = register[code]
            assert path.name.startswith(row["社区代码"])
            assert row["网格名称"] + "公示牌" in words
            for side, text in zip("东南西北", re.match("东至(.*)，南至(.*)，西至(.*)，北至(.*)", row["四至范围"]).groups(), strict=True):
                assert f"{side}至{text}" in words, (code, side)
            if row["小区清单"]:
                assert row["小区清单"] in words
            if row["楼栋清单"]:
                assert row["楼栋清单"] in words
            for part in ("图例", "比例尺", "北", "编制日期", "网格长", "联系电话", "审图号"):
                assert part in words, (code, part)
    assert sorted(found) == sorted(grids.grid_code)


def test_no_figures_of_households_or_persons(folder):
    for path in (folder / "notices").iterdir():
        for words in pages_of(path):
            assert not re.search(r"\d户|\d人|户口|户数口径", words), path
