"""Notebooks as pages: their words are MyST, their code runs as `live` does. No kernel and no stored outputs are needed."""
import json

from myst_parser.parsers.sphinx_ import MystParser

FENCE = "`" * 6


def page_of(book):
    """The page as MyST text. What a figure shows is told by the words before the cell."""
    pieces, words = [], ""
    for cell in book["cells"]:
        source = "".join(cell["source"]).rstrip()
        if cell["cell_type"] == "code":
            alt = " ".join(words.split("\n\n")[-1].replace("`", "").split()) or "figure"
            pieces.append(f"{FENCE}{{live}} python\n:alt: {alt}\n\n{source}\n{FENCE}")
        elif cell["cell_type"] == "markdown":
            words = source
            pieces.append(source)
    return "\n\n".join(pieces) + "\n"


class NotebookParser(MystParser):
    supported = ("ipynb",)

    def parse(self, inputstring, document):
        super().parse(page_of(json.loads(inputstring)), document)


def setup(app):
    app.add_source_suffix(".ipynb", "ipynb")
    app.add_source_parser(NotebookParser)
    return {"version": "1", "parallel_read_safe": True, "parallel_write_safe": True}
