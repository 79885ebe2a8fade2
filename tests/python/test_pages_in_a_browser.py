"""The pages that open by double click, opened by a browser: no errors, nothing fetched, a click tells of a grid."""

import re
import shutil
import subprocess

import geopandas as gpd
import pytest
from conftest import missing

BROWSER = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")


@pytest.fixture(autouse=True)
def browser():
    if BROWSER is None:
        missing("no browser here")


# Goes first: what fails later is noted on the page. A page that asks for anything from elsewhere is refused it, which is an error too.
LISTEN = """<meta http-equiv="Content-Security-Policy" content="default-src 'none'; script-src 'unsafe-inline'; style-src 'unsafe-inline';
img-src data:; font-src data:"><script>window.trouble = [];
window.addEventListener('error', e => trouble.push(e.message || e.target.tagName), true);
document.addEventListener('securitypolicyviolation', e => trouble.push(e.violatedDirective + ' ' + e.blockedURI));</script>"""


def opened(page, folder, script=""):
    """The document as the browser has it after `script` ran on it, and what went wrong."""
    text = page.read_text(encoding="utf-8")
    assert text.count("<head>") == 1 and text.count("</body>") == 1
    text = text.replace("<head>", "<head>" + LISTEN)
    text = text.replace("</body>", f"<script>{script};document.body.dataset.trouble = trouble.join('; ') || 'none'</script></body>")
    copy = folder / "watched.html"
    copy.write_text(text, encoding="utf-8")
    flags = ["--headless", "--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage", "--virtual-time-budget=3000"]
    run = subprocess.run(
        [BROWSER, *flags, f"--user-data-dir={folder / 'profile'}", "--dump-dom", copy.as_uri()], capture_output=True, text=True, timeout=120
    )
    assert run.returncode == 0, run.stderr[-2000:]
    return run.stdout, re.search(r'data-trouble="([^"]*)"', run.stdout).group(1)


def test_the_map_tells_of_the_grid_that_is_clicked(sample, wangge, tmp_path):
    wangge("map", sample.plan, "--city", sample.city, "-o", tmp_path / "map.html", "--lang", "en")
    click = "document.querySelector('.grid').dispatchEvent(new MouseEvent('click', {bubbles: true}));document.getElementById('larger').click()"
    page, trouble = opened(tmp_path / "map.html", tmp_path, click)
    assert trouble == "none"
    chosen = re.search(r'<(?:path|g)[^>]*class="grid[^"]*chosen"[^>]*>', page).group(0)
    panel = re.search(r'id="panel".*?</table>', page, re.S).group(0)
    told = {field: text for field, text in re.findall(r'<td data-field="([^"]*)">([^<]*)</td>', panel)}
    assert told and all(text in chosen for text in told.values())
    codes = set(gpd.read_file(sample.plan, layer="grids").grid_code)
    assert codes & set(told.values())


def test_the_report_opens_without_trouble(sample, wangge, tmp_path):
    wangge("report", sample.city, sample.plan, "-o", tmp_path / "report.html", "--lang", "en")
    page, trouble = opened(tmp_path / "report.html", tmp_path)
    assert trouble == "none"
    assert page.count("<table") >= 3 and page.count("<svg") >= 1
