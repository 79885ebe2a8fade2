"""The cells of the sample city and of real places, judged by GEOS."""
import check_cells
import pytest
from conftest import SHARED


def test_cells_of_the_sample_are_a_coverage_with_every_building_on_its_own_ground(sample):
    assert check_cells.faults(sample.city, sample.plan) == []


@pytest.mark.parametrize("name", ["beijing_chaoyang", "shanghai_bund"])
def test_cells_of_real_places(wangge, tmp_path, name):
    city = SHARED / "cases" / name / "city.toml"
    if not city.is_file():
        pytest.skip(f"the real cases are not on this machine ({name})")
    wangge("divide", city, "-o", tmp_path / "plan.gpkg", "--time", "1", expect={0, 3, 4}, timeout=1200)
    assert check_cells.faults(city, tmp_path / "plan.gpkg") == []
