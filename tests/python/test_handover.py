"""compare, report, atlas and handover on the sample city: what they write is opened again by readers of others and counted again."""
import csv
import hashlib
import html.parser
import json
import os
import re
import shutil
import signal
import subprocess
from pathlib import Path

import geopandas as gpd
import openpyxl
import pypdf
import pytest
from scipy.optimize import linear_sum_assignment


def cells_of(plan):
    return gpd.read_file(plan, layer="cells").dropna(subset=["building_id"]).set_index("building_id")


@pytest.fixture(scope="session")
def other_plan(sample, wangge, tmp_path_factory):
    """The sample city divided for larger grids."""
    path = tmp_path_factory.mktemp("other") / "other.gpkg"
    wangge("divide", sample.city, "-o", path, "--set", "rules.target_households=450", expect={0, 3})
    return path


@pytest.fixture(scope="session")
def folder(sample, wangge, tmp_path_factory):
    """The folder of the sample plan, made once and only read."""
    path = tmp_path_factory.mktemp("handover") / "out"
    wangge("handover", sample.city, sample.plan, "-o", path, "--lang", "zh")
    return path


def fingerprints(folder):
    return {p.relative_to(folder).as_posix(): hashlib.sha256(p.read_bytes()).hexdigest() for p in folder.rglob("*") if p.is_file()}


# ---------------------------------------------------------------------------------------------------------------- compare


def test_compare_counts_what_an_assignment_solver_counts(sample, other_plan, wangge):
    answer = json.loads(wangge("compare", sample.city, sample.plan, other_plan, "--json").stdout)
    both = cells_of(sample.plan).join(cells_of(other_plan).grid_code.rename("now"), how="inner")
    table = both.pivot_table(index="grid_code", columns="now", values="households", aggfunc="sum", fill_value=0).to_numpy()
    rows, columns = linear_sum_assignment(-table)
    total = int(both.households.sum())
    assert answer["households"] == total
    assert answer["households_changing"] == total - int(table[rows, columns].sum())
    assert answer["households_moved"] == total - int(table.max(axis=1).sum())
    assert answer["stability"] == pytest.approx(1 - answer["households_changing"] / total)
    assert len(answer["moved"]) == answer["buildings_changing"]
    assert sum(c["households_changing"] for c in answer["communities"]) == answer["households_changing"]
    kinds = ("unchanged", "adjusted", "split", "merged", "new")
    assert sum(answer[kind] for kind in kinds) == answer["new_grids"] == len(answer["grids"])


def test_codes_do_not_matter_to_compare(sample, wangge, tmp_path):
    """The same grids under other codes, as polygons only: nothing has changed."""
    grids = gpd.read_file(sample.plan, layer="grids")[["grid_code", "community_code", "geometry"]]
    grids["grid_code"] = [f"X{i}" for i in range(len(grids), 0, -1)]
    grids.to_file(tmp_path / "renamed.gpkg", layer="grids")
    answer = json.loads(wangge("compare", sample.city, sample.plan, tmp_path / "renamed.gpkg", "--json").stdout)
    assert answer["households_changing"] == 0 and answer["unchanged"] == answer["new_grids"] == len(grids)


def test_compare_agrees_with_the_plan_file(sample, folder):
    """The column `change` of a plan and the comparison with the plan in force say the same."""
    book = openpyxl.load_workbook(folder / "comparison" / "comparison.xlsx")
    words = {"不变": "unchanged", "调整": "adjusted", "拆分": "split", "合并": "merged", "新增": "new"}
    rows = table(book["调整对照表"])
    grids = gpd.read_file(sample.plan, layer="grids").set_index("grid_code")
    assert {r["网格编码"]: words[r["变动类型"]] for r in rows} == grids.change.to_dict()


def test_compare_writes_a_table(sample, other_plan, wangge, tmp_path):
    wangge("compare", sample.city, sample.plan, other_plan, "-o", tmp_path / "changes.csv", "--lang", "en")
    with (tmp_path / "changes_crosswalk.csv").open(encoding="utf-8-sig", newline="") as file:
        rows = list(csv.DictReader(file))
    assert sum(int(r["Households"]) for r in rows) == int(cells_of(sample.plan).households.sum())
    done = wangge("compare", sample.city, sample.plan, other_plan, "-o", tmp_path / "changes.doc", expect=6)
    assert ".xlsx" in done.stderr


# ---------------------------------------------------------------------------------------------------------------- ledgers


def table(sheet):
    """Rows of a sheet as dictionaries: the head is the row above the frozen line."""
    head = int(re.search(r"\d+", sheet.freeze_panes).group()) - 1
    names = [cell.value for cell in sheet[head]]
    rows = [dict(zip(names, row)) for row in sheet.iter_rows(min_row=head + 1, values_only=True)]
    return [r for r in rows if "合计" not in list(r.values())[:2]]


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


def test_twins_of_the_workbook(folder):
    book = openpyxl.load_workbook(folder / "ledgers" / "ledger.xlsx")
    document = json.loads((folder / "ledgers" / "ledger.json").read_text(encoding="utf-8"))
    assert len(document["sheets"]) == len(book.worksheets) - 1
    for (key, rows), sheet in zip(document["sheets"].items(), book.worksheets[1:]):
        name = "ledger.csv" if key == "grids" else f"ledger_{key}.csv"
        with (folder / "ledgers" / "csv" / name).open(encoding="utf-8-sig", newline="") as file:
            lines = list(csv.reader(file))
        assert len(rows) == len(lines) - 1 == len(table(sheet)), key
    households = sum(g["households"] for g in document["sheets"]["grids"])
    assert households == sum(c["households"] for c in document["sheets"]["hierarchy"] if c["level"] == "社区")


def test_coverage_tables_and_sites_of_files(sample, wangge, tmp_path):
    """Every table of the circles file and the chosen places stand in the ledger as the files have them."""
    wangge("site", sample.city, "-o", tmp_path / "sites.gpkg", "--add", 3)
    out = tmp_path / "ledger.json"
    wangge("report", sample.city, sample.plan, "--circles", sample.circles, "--sites", tmp_path / "sites.gpkg", "-o", out, "--lang", "zh")
    sheets = json.loads(out.read_text(encoding="utf-8"))["sheets"]
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
    city.write_text('prepared_by = "某市勘察测绘院"\n' + sample.city.read_text(encoding="utf-8"), encoding="utf-8")
    plan = tmp_path / "plan.gpkg"
    wangge("divide", city, "-o", plan, expect={0, 3})
    for extra in (["--city", city], []):  # the plan alone knows it too
        folder = tmp_path / f"atlas{len(extra)}"
        wangge("atlas", plan, "-o", folder, "--lang", "zh", *extra)
        words = "".join(pypdf.PdfReader(next(folder.glob("overview.pdf"))).pages[0].extract_text().split())
        assert "编制单位：某市勘察测绘院" in words
        assert len(list(folder.glob("overview_*.pdf"))) == 2, "an overview of each sub-district"
    wangge("report", city, plan, "-o", tmp_path / "l.xlsx", "--lang", "zh")
    front = [row[:2] for row in openpyxl.load_workbook(tmp_path / "l.xlsx").worksheets[0].iter_rows(values_only=True)]
    assert ("编制单位", "某市勘察测绘院") in front


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
    document = json.loads((tmp_path / "out.json").read_text(encoding="utf-8"))
    rows = document["sheets"]["staff"]
    assert len(rows) == len(grids) and all(r["posts_required"] == 4 for r in rows)
    assert [(r["grid_code"], r["posts_lacking"]) for r in rows if r["posts_missing"]] == [(grids.grid_code[0], "专职网格员缺1")]
    assert sum(r["post_part_time_present"] for r in rows) == sum(n % 3 for n in range(len(grids)))
    money = sum(r["subsidy_year"] for r in rows)
    assert money == len(grids) * 3 * 2000 * 12
    communities = document["sheets"]["staff_communities"]
    assert sum(r["subsidy_city"] for r in communities) == money / 2
    assert all(r["workers_required"] == -(-r["population"] * 18 // 10_000) for r in communities)
    assert "张三" not in json.dumps(document, ensure_ascii=False)
    wangge("report", city, sample.plan, "-o", tmp_path / "x.json", "--set", "staff.formula=one", expect=2)


# ---------------------------------------------------------------------------------------------------------------- report


class Page(html.parser.HTMLParser):
    def __init__(self):
        super().__init__()
        self.tags, self.words, self.outside = [], [], []

    def handle_starttag(self, tag, attributes):
        self.tags.append(tag)
        self.outside += [v for k, v in attributes if k in ("src", "href") and v and not v.startswith(("#", "data:"))]

    def handle_data(self, data):
        self.words.append(data)


def test_the_report_is_one_page_without_outside(folder, sample):
    page = Page()
    text = (folder / "report.html").read_text(encoding="utf-8")
    page.feed(text)
    assert page.outside == [] and "script" not in page.tags and page.tags.count("svg") >= 4
    words = " ".join(page.words)
    for code in gpd.read_file(sample.plan, layer="grids").grid_code[:50]:
        assert code in words
    assert "400" in words and "已证明" in words and "覆盖率" in words


def test_the_report_for_printing_says_what_the_page_says(folder, sample):
    reader = pypdf.PdfReader(folder / "report.pdf")
    page = Page()
    page.feed((folder / "report.html").read_text(encoding="utf-8"))
    pages = ["".join(p.extract_text().split()) for p in reader.pages]
    sizes = {tuple(round(float(side) / 72 * 25.4) for side in p.mediabox[2:]) for p in reader.pages}
    assert (210, 297) in sizes and (420, 297) in sizes, "words on A4, the map in its own size"
    for number, words in enumerate(pages, 1):
        assert f"{number}/{len(pages)}" in words or "网格划分图" in words
    text = "".join(pages)
    for code in gpd.read_file(sample.plan, layer="grids").grid_code[:50]:
        assert code in text
    headings = re.findall(r"<h2[^>]*>([^<]*)</h2>", (folder / "report.html").read_text(encoding="utf-8"))
    assert len(headings) >= 7 and all("".join(h.split()) in text for h in headings)


def test_names_from_the_data_stay_text(small_city, wangge, tmp_path):
    plan, out = tmp_path / "plan.gpkg", tmp_path / "report.html"
    text = small_city.read_text(encoding="utf-8").replace("By hand", "<script>alert(1)</script>")
    small_city.write_text(text, encoding="utf-8")
    wangge("divide", small_city, "-o", plan, expect={0, 3})
    wangge("report", small_city, plan, "-o", out, "--lang", "en")
    page = Page()
    page.feed(out.read_text(encoding="utf-8"))
    assert "script" not in page.tags


# ----------------------------------------------------------------------------------------------------------------- atlas


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


# -------------------------------------------------------------------------------------------------------------- handover


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
