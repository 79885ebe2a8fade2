"""Codes by a template of one's own, exclusive grids in a range of their own, handed down on re-division."""

import re

import geopandas as gpd
import pytest


@pytest.fixture(scope="module")
def with_rules(sample):
    def make(name, rules, previous=False):
        city = sample.folder / f"city_{name}.toml"
        text = sample.city.read_text(encoding="utf-8")
        assert "[rules]\n" in text
        if not previous:
            text = re.sub(r"(?ms)^\[previous\]\n.*?(?=^\[|\Z)", "", text)
        city.write_text(text.replace("[rules]\n", f"[rules]\n{rules}\n", 1), encoding="utf-8")
        return city

    return make


def test_codes_follow_the_template(with_rules, wangge, tmp_path):
    city = with_rules("codes", 'codes = { grid = "NM{qx}-{jd}{sq}-{seq:02}", exclusive_from = 61 }')
    plan = tmp_path / "plan.gpkg"
    wangge("divide", city, "-o", plan, expect={0, 3})
    grids = gpd.read_file(plan, layer="grids")
    assert grids.grid_code.is_unique
    numbers = {}
    for grid in grids.itertuples():
        c = grid.community_code
        head, number = grid.grid_code.rsplit("-", 1)
        assert head == f"NM{c[:6]}-{c[6:]}"
        assert (int(number) >= 61) == (grid.kind == "exclusive")
        numbers.setdefault((c, grid.kind), []).append(int(number))
    assert any(kind == "exclusive" for _, kind in numbers)
    cells = gpd.read_file(plan, layer="cells")
    assert set(cells.grid_code) == set(grids.grid_code)
    wangge("check", city, plan, expect={0, 5})


def test_heirs_keep_their_old_codes_and_new_grids_get_the_template(with_rules, sample, wangge, tmp_path):
    city = with_rules("heirs", 'codes = { grid = "WG-{community_id}-{number}" }', previous=True)
    wangge("divide", city, "-o", tmp_path / "plan.gpkg", expect={0, 3})
    grids = gpd.read_file(tmp_path / "plan.gpkg", layer="grids")
    assert grids.grid_code.is_unique
    fresh = grids.grid_code.str.startswith("WG-")
    assert fresh.any() and not fresh.all()
    in_force = set(gpd.read_file(sample.folder / "city.gpkg", layer="buildings").grid_code.dropna())
    assert set(grids[~fresh].grid_code) <= in_force


@pytest.mark.parametrize(("template", "word"), [("{qx}{strasse}{seq}", "{strasse}"), ("{community_id}", "{community_id}")])
def test_a_template_that_cannot_be_used(with_rules, wangge, tmp_path, template, word):
    city = with_rules("bad", f'codes = {{ grid = "{template}" }}')
    done = wangge("divide", city, "-o", tmp_path / "plan.gpkg", expect=2)
    assert word in done.stderr
