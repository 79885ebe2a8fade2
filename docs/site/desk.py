"""A desk: the folder in which the code of one page runs, with the sample city under demo/, and what a piece of code gives there."""
import ast
import contextlib
import io
import logging
import os
import shlex
import subprocess
import warnings
from pathlib import Path

import matplotlib
import wangge
from matplotlib import pyplot

matplotlib.use("agg")
logging.getLogger("pyogrio").setLevel(logging.WARNING)
LONGEST = 600  # seconds one command may take


def make_sample(program, folder):
    """The generated sample city, once a build."""
    if not Path(program).is_file():
        raise FileNotFoundError(f"{program} does not exist: ./run build, or set WANGGE_BIN")
    subprocess.run([program, "example", str(folder)], check=True, capture_output=True, timeout=LONGEST)


@contextlib.contextmanager
def standing_in(folder):
    """The process stands in a folder for a while. Pages are read one after the other, so nobody else is moved."""
    before = Path.cwd()
    os.chdir(folder)
    try:
        yield
    finally:
        os.chdir(before)


class Desk:
    """Names that the pieces of one page share, and their folder."""

    def __init__(self, folder, sample, program):
        self.folder, self.program = Path(folder).resolve(), str(program)
        self.folder.mkdir(parents=True)
        (self.folder / "demo").symlink_to(sample, target_is_directory=True)
        self.names = {"__name__": "__main__"}

    def run_python(self, source):
        """(printed text, value of the last expression or None, open figures). A semicolon at the end hides the value."""
        tree = ast.parse(source)
        last = ast.Expression(tree.body.pop().value) if tree.body and isinstance(tree.body[-1], ast.Expr) else None
        printed, value = io.StringIO(), None
        pyplot.close("all")
        with standing_in(self.folder), contextlib.redirect_stdout(printed), warnings.catch_warnings():
            warnings.simplefilter("error")
            warnings.filterwarnings("always", category=wangge.LeftOutWarning)  # the one that pages may raise, and then show
            warnings.showwarning = lambda words, category, *where: print(f"{category.__name__}: {words}")
            exec(compile(tree, "<page>", "exec"), self.names)
            if last is not None:
                value = eval(compile(last, "<page>", "eval"), self.names)
        figures = [pyplot.figure(number) for number in pyplot.get_fignums()]
        return printed.getvalue(), None if source.rstrip().endswith(";") else value, figures

    def run_command(self, line, allowed):
        """What `wangge ...` says on both streams; its status must be one of those allowed."""
        words = shlex.split(line)
        if not words or words[0] != "wangge":
            raise ValueError(f"only commands of wangge are run, not: {line}")
        done = subprocess.run(
            [self.program, *words[1:], *([] if "--progress" in words else ["--progress", "none"])],
            cwd=self.folder, capture_output=True, text=True, encoding="utf-8", timeout=LONGEST,
        )  # fmt: skip
        if done.returncode not in allowed:
            raise RuntimeError(f"{line}\nstatus {done.returncode}, allowed {sorted(allowed)}\n{done.stdout}{done.stderr}")
        return self.told(done.stdout + done.stderr)

    def told(self, words):
        """Words without the folders of this machine: readers have their own."""
        return words.replace(f"{self.folder}/", "").replace(f"{(self.folder / 'demo').resolve().parent}/", "")
