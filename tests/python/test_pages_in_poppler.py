"""Every PDF of the folder, opened by poppler: its words, its fonts, its ink."""
import numpy as np
import pytest
from handover_files import pages_of, poppler


@pytest.fixture(scope="module")
def documents(folder):
    return sorted(folder.rglob("*.pdf"))


def test_words_are_text_in_embedded_fonts(documents):
    assert len(documents) > 30
    for path in documents:
        assert all("网格" in words or "服务圈" in words for words in pages_of(path)), path
        fonts = [line.split() for line in poppler("pdffonts", path).decode().splitlines()[2:]]
        # name, type (of several words), encoding, emb, sub, uni, object, generation
        assert fonts and all(font[-5:-2] == ["yes", "yes", "yes"] for font in fonts), path


def test_pages_have_ink_and_a_free_margin(documents):
    for path in documents[::4]:
        picture = poppler("pdftoppm", "-r", "30", "-gray", "-f", "1", "-l", "1", path)
        magic, size, depth, pixels = picture.split(b"\n", 3)
        width, height = map(int, size.split())
        grey = np.frombuffer(pixels, np.uint8).reshape(height, width)
        assert magic == b"P5" and depth == b"255"
        assert 0.02 < (grey < 250).mean() < 0.98, path
        margin = int(3 / 25.4 * 30)
        for edge in (grey[:margin], grey[-margin:], grey[:, :margin], grey[:, -margin:]):
            assert (edge > 250).all(), f"{path}: something is printed into the margin"
