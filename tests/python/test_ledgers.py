"""Ledgers of the sample city: opened again by readers of others and counted again."""
import csv
import json
import re

import geopandas as gpd
import openpyxl
import pypdf
import pytest
from handover_files import cells_of, ledger_rows, table


def test_the_workbook_holds_the_plan(sample, folder):
    book = openpyxl.load_workbook(folder / "ledgers" / "ledger.xlsx")
    grids = gpd.read_file(sample.plan, layer="grids").set_index("grid_code")
    register = {r["网格编码"]: r for r in table(book["网格台账"])}
    assert set(register) == set(grids.index)
    for code, row in register.items():
        assert isinstance(code, str) and len(code) == 15
        assert row["户数"] == grids.households[code] and row["楼栋数"] == grids.buildings[code]
        assert row["四至范围"].startswith("东至") and "北至" in row["四至范围"]
        assert row["面积（平方米）"] == pytest.approx(grids.area_m2[code], abs=0.01)
    cells = cells_of(sample.plan)
    placed = {r["楼栋编码"]: r["网格编码"] for r in table(book["楼栋网格对应表"])}
    assert {b: placed[b] for b in cells.index} == cells.grid_code.to_dict()
    for sheet in book.worksheets[1:]:
        assert sheet.freeze_panes and sheet.print_area and sheet.print_title_rows, sheet.title


def test_levels_add_up(folder):
    rows = table(openpyxl.load_workbook(folder / "ledgers" / "ledger.xlsx")["分级汇总"])
    by_level = {level: [r for r in rows if r["层级"] == level] for level in ("全部", "区县", "街道", "社区")}
    for column in ("网格数", "户数", "楼栋数", "面积（平方公里）", "达标网格"):
        sums = {level: sum(r[column] for r in group) for level, group in by_level.items() if group}
        assert max(sums.values()) == pytest.approx(min(sums.values())), (column, sums)


def test_totals_are_the_sums_of_their_rows(folder):
    book = openpyxl.load_workbook(folder / "ledgers" / "ledger.xlsx")
    summed = set()
    for sheet in book.worksheets[1:]:
        lines = [list(row) for row in sheet.iter_rows(values_only=True)]
        if "合计" not in lines[-1][:2]:
            continue
        head = next(i for i, row in enumerate(lines) if sum(v is not None for v in row) > 2)
        for column, total in enumerate(lines[-1]):
            if isinstance(total, (int, float)) and not lines[head][column].endswith("指数"):
                rows = [row[column] or 0 for row in lines[head + 1 : -1]]
                assert sum(rows) == pytest.approx(total), (sheet.title, lines[head][column])
                summed.add((sheet.title, lines[head][column]))
    for known in (("网格台账", "户数"), ("专属网格清单", "楼栋数"), ("网格覆盖率", "未覆盖户数"), ("调整对照表", "调入户数"), ("未覆盖楼栋", "户数")):
        assert known in summed


def test_columns_that_nothing_fills_are_hidden_not_dropped(folder):
    sheet = openpyxl.load_workbook(folder / "ledgers" / "ledger.xlsx")["楼栋网格对应表"]
    head = next(row for row in sheet.iter_rows() if row[0].value == "楼栋编码")
    hidden = {cell.value for cell in head if sheet.column_dimensions[cell.column_letter].hidden}
    assert hidden == {"微网格编码"}, "the sample has no micro grids"


def test_building_lists_name_every_building_once(folder):
    """Ranges are opened again: as many buildings as the count says."""
    for row in table(openpyxl.load_workbook(folder / "ledgers" / "ledger.xlsx")["网格台账"]):
        count = 0
        for group in filter(None, (row["楼栋清单"] or "").split("；")):
            for part in group.split("、"):
                nameless = re.search(r"无名楼栋(\d+)栋", part)
                span = re.search(r"(\d+)—(\d+)", part)
                count += int(nameless[1]) if nameless else int(span[2]) - int(span[1]) + 1 if span else 1
        assert count == row["楼栋数"], row["楼栋清单"]


def test_every_rule_has_its_result(folder):
    sheets = ledger_rows(folder / "ledgers" / "ledger.json")
    broken = [row["rule"] for row in sheets["violations"]]
    assert [row["rule"] for row in sheets["rules_checked"]] == [f"G{n:03d}" for n in range(1, 16)]
    for row in sheets["rules_checked"]:
        assert row["violations"] == broken.count(row["rule"])
        assert (row["result"] == "未通过") == (row["violations"] > 0)
    assert {row["rule"]: row["result"] for row in sheets["rules_checked"]}["G015"] == "未设此要求"
    reasons = {row["grid_code"]: row["change_reason"] for row in sheets["change_grids"]}
    old = {row["old_code"]: row["households"] for row in sheets["change_old_grids"]}
    for row in sheets["change_grids"]:
        assert (row["change"] == "不变") == (reasons[row["grid_code"]] is None)
        for code, households in re.findall(r"原网格 (\d{15}) 为 (\d+) 户", reasons[row["grid_code"]] or ""):
            assert old[code] == int(households) and not 300 <= int(households) <= 500


def test_the_form_of_approval_is_left_free(folder):
    sheet = openpyxl.load_workbook(folder / "ledgers" / "ledger.xlsx")["审核备案表"]
    head = int(re.search(r"\d+", sheet.freeze_panes).group()) - 1
    assert [cell.value for cell in sheet[head]] == ["序号", "环节", "责任单位", "意见", "经办人", "日期", "盖章"]
    assert [row[1] for row in sheet.iter_rows(min_row=head + 1, values_only=True)][-2:] == ["备案", "入库"]
    assert not any(column.hidden for column in sheet.column_dimensions.values())


def test_twins_of_the_workbook(folder):
    book = openpyxl.load_workbook(folder / "ledgers" / "ledger.xlsx")
    sheets = ledger_rows(folder / "ledgers" / "ledger.json")
    headings = {k: s["headings"] for k, s in json.loads((folder / "ledgers" / "ledger.json").read_text(encoding="utf-8"))["sheets"].items()}
    assert len(sheets) == len(book.worksheets) - 1
    for (key, rows), sheet in zip(sheets.items(), book.worksheets[1:]):
        name = "ledger.csv" if key == "grids" else f"ledger_{key}.csv"
        with (folder / "ledgers" / "csv" / name).open(encoding="utf-8-sig", newline="") as file:
            lines = list(csv.reader(file))
        assert len(rows) == len(lines) - 1 == len(table(sheet)), key
        assert headings[key] == lines[0] and all(name in headings[key] for row in table(sheet)[:1] for name in row)
    households = sum(g["households"] for g in sheets["grids"])
    assert households == sum(c["households"] for c in sheets["hierarchy"] if c["level"] == "社区")


def test_coverage_tables_and_sites_of_files(sample, wangge, tmp_path):
    """Every table of the circles file and the chosen places stand in the ledger as the files have them."""
    wangge("site", sample.city, "-o", tmp_path / "sites.gpkg", "--add", 3)
    out = tmp_path / "ledger.json"
    wangge("report", sample.city, sample.plan, "--circles", sample.circles, "--sites", tmp_path / "sites.gpkg", "-o", out, "--lang", "zh")
    sheets = ledger_rows(out)
    for key, layer, columns in (
        ("coverage_centres", "coverage_by_centre", {"centre_id": "centre_id", "households_within": "households", "households_critical": "critical_households"}),
        ("coverage_levels", "coverage_by_level", {"built": "built", "covered": "covered"}),
        ("coverage_overlap", "coverage_overlap", {"times": "times", "households": "households"}),
        ("coverage_subdistricts", "coverage_by_subdistrict", {"subdistrict": "subdistrict", "covered": "covered"}),
    ):
        file = gpd.read_file(sample.circles, layer=layer)
        assert len(sheets[key]) == len(file) > 0, key
        for column, field in columns.items():
            assert [row[column] for row in sheets[key]] == list(file[field]), (key, column)
    sites = gpd.read_file(tmp_path / "sites.gpkg", layer="sites")
    for row, site in zip(sheets["sites"], sites.itertuples(), strict=True):
        assert (row["site_id"], row["gained"], row["covered_so_far"]) == (site.site_id, site.gained, site.covered_so_far)
        assert (row["easting"], row["northing"]) == pytest.approx((site.geometry.x, site.geometry.y), abs=0.05)
    wangge("report", sample.city, sample.plan, "--sites", sample.plan, "-o", out, expect=2)


def test_who_prepared_the_plan_stands_on_sheets_and_ledgers(sample, wangge, tmp_path):
    city = sample.folder / "city_office.toml"
    text = sample.city.read_text(encoding="utf-8").replace("[buildings]\n", '[buildings]\nbasis = "常住户"\n')
    city.write_text('prepared_by = "某市勘察测绘院"\n' + text, encoding="utf-8")
    plan = tmp_path / "plan.gpkg"
    wangge("divide", city, "-o", plan, expect={0, 3})
    for extra in (["--city", city], []):  # the plan alone knows it too
        folder = tmp_path / f"atlas{len(extra)}"
        wangge("atlas", plan, "-o", folder, "--lang", "zh", *extra)
        words = "".join(pypdf.PdfReader(next(folder.glob("overview.pdf"))).pages[0].extract_text().split())
        assert "编制单位：某市勘察测绘院" in words and "户数口径：常住户（字段“households”）" in words
        assert len(list(folder.glob("overview_*.pdf"))) == 2, "an overview of each sub-district"
    wangge("report", city, plan, "-o", tmp_path / "l.xlsx", "--lang", "zh")
    front = [row[:2] for row in openpyxl.load_workbook(tmp_path / "l.xlsx").worksheets[0].iter_rows(values_only=True)]
    assert ("编制单位", "某市勘察测绘院") in front
    assert ("户数口径", "常住户（字段“households”）") in front
    assert ("坐标系", "2000国家大地坐标系，3度带，中央经线111° (EPSG:4546)") in front


def test_posts_gaps_and_subsidy(sample, wangge, tmp_path):
    """1+3+N with a list that lacks one worker in one grid; the list's names appear nowhere."""
    grids = gpd.read_file(sample.plan, layer="grids")
    with (tmp_path / "staff.csv").open("w", encoding="utf-8", newline="") as file:
        rows = csv.writer(file)
        rows.writerow(["name", "grid_code", "role"])
        for n, code in enumerate(grids.grid_code):
            for role, persons in (("网格长", 1), ("专职网格员", 2 if n == 0 else 3), ("兼职网格员", n % 3)):
                rows.writerows([f"张三{n}", code, role] for _ in range(persons))
    city = tmp_path / "city.toml"
    text = sample.city.read_text(encoding="utf-8").replace('path = "', f'path = "{sample.folder.as_posix()}/')
    city.write_text(text + '\n[staff]\nformula = "1+3+N"\nlist = "staff.csv"\n', encoding="utf-8")
    wangge("report", city, sample.plan, "-o", tmp_path / "out.json", "--lang", "zh")
    document = ledger_rows(tmp_path / "out.json")
    rows = document["staff"]
    assert len(rows) == len(grids) and all(r["posts_required"] == 4 for r in rows)
    assert [(r["grid_code"], r["posts_lacking"]) for r in rows if r["posts_missing"]] == [(grids.grid_code[0], "专职网格员缺1")]
    assert sum(r["post_part_time_present"] for r in rows) == sum(n % 3 for n in range(len(grids)))
    money = sum(r["subsidy_year"] for r in rows)
    assert money == len(grids) * 3 * 2000 * 12
    communities = document["staff_communities"]
    assert sum(r["subsidy_city"] for r in communities) == money / 2
    assert all(r["workers_required"] == -(-r["population"] * 18 // 10_000) for r in communities)
    assert "张三" not in json.dumps(document, ensure_ascii=False)
    wangge("report", city, sample.plan, "-o", tmp_path / "x.json", "--set", "staff.formula=one", expect=2)
