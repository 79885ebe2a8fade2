"""The report as a page and for printing: no outside, the same words in both, names from the data stay text."""
import re

import geopandas as gpd
import pypdf
from handover_files import Page


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
