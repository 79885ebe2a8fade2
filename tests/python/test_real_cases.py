"""Real places: the program divides them, and two judges that share no code with it look at the answer.

One judge is check_plan.py and check_circles.py beside this file; the other lives with the cases outside the project (a folder `shared`
next to the checkout, or WANGGE_SHARED). Where that folder does not exist the tests are skipped: the cases may not be copied."""
import subprocess
import sys

import check_circles
import check_plan
import pytest
from conftest import SHARED

DIVIDED = ["taipei_city/city.toml", "beijing_chaoyang/city.toml", "beijing_chaoyang/city_gbk.toml", "shanghai_bund/city.toml"]
CIRCLED = ["porto_alegre/city.toml", "shanghai_bund/city.toml"]


def case(name):
    path = SHARED / "cases" / name
    if not path.is_file():
        pytest.skip(f"the real cases are not on this machine ({name})")
    return path


def referee(program, city, answer):
    path = SHARED / "verify" / program
    if not path.is_file():
        pytest.skip(f"the referee is not on this machine ({program})")
    done = subprocess.run([sys.executable, path, city, answer], capture_output=True, text=True, check=False, timeout=1200)
    print(done.stdout.strip().splitlines()[-1] if done.stdout.strip() else done.stderr)
    assert done.returncode == 0, done.stdout[-4000:] + done.stderr[-2000:]


@pytest.fixture(scope="module")
def answer(wangge, tmp_path_factory):
    """answer("divide", case) runs a command once and keeps the file for both judges."""
    made = {}

    def make(command, name):
        if (command, name) not in made:
            out = tmp_path_factory.mktemp("real") / f"{command}.gpkg"
            wangge(command, case(name), "-o", out, expect={0, 3} if command == "divide" else 0, timeout=1200)
            made[command, name] = out
        return made[command, name]

    return make


@pytest.mark.parametrize("name", DIVIDED)
def test_referee_accepts_the_plan(answer, name):
    referee("verify_plan.py", case(name), answer("divide", name))


@pytest.mark.parametrize("name", DIVIDED)
def test_own_check_accepts_the_plan(answer, name):
    assert check_plan.faults(case(name), answer("divide", name)) == []


@pytest.mark.parametrize("name", CIRCLED)
def test_referee_accepts_the_circles(answer, name):
    referee("verify_circles.py", case(name), answer("circles", name))


@pytest.mark.parametrize("name", CIRCLED)
def test_own_check_accepts_the_circles(answer, name):
    assert check_circles.faults(case(name), answer("circles", name)) == []
