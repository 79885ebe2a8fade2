#!/usr/bin/env python3
"""Files and functions stay readable: a file over 700 lines fails, over 400 is mentioned; a function over 80 lines fails.

    check_sizes.py [ROOT] [--quiet]

A longer function needs a reason, on its first line or the one above: `// long: one table, nothing to split` (`# long:` in Python).
C++ functions are found by their braces after strings and comments are blanked: a heuristic, good enough for a limit. Catalogues
(.inc) and generated or packed files are not counted. Exit status 1 if a limit is broken.
"""
import ast
import re
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
FOLDERS = ["core", "io", "algorithms", "example", "render", "cli", "python", "bench", "tests", "tools", "docs", "cmake", "web"]
FILE_FAIL, FILE_WARN, FUNCTION_FAIL = 700, 400, 80
CPP = {".cpp", ".hpp", ".h"}
OTHER = {".py", ".sh", ".cmake", ".js", ".ts", ".css", ".html"}
SKIPPED = {"node_modules", "third_party", "vendor", "dist", "__pycache__"}
NOISE = re.compile(
    r'//[^\n]*|/\*.*?\*/|R"(?P<d>[^()\s\\]{0,16})\(.*?\)(?P=d)"|"(?:\\.|[^"\\\n])*"|(?<![0-9a-fA-F])\'(?:\\.|[^\'\\\n])+\'', re.S
)
CONTAINER = re.compile(r"\b(namespace|class|struct|union|enum|extern)\b")
REASON = re.compile(r"(//|#)\s*long:\s*\S+")


def blank(text):
    """The text with comments and strings as spaces; line ends stay."""
    return NOISE.sub(lambda match: re.sub(r"[^\n]", " ", match.group()), text)


def cpp_functions(text):
    """(first line, last line, name) of every function body that no other function holds."""
    clean = blank(text)
    clean = re.sub(r"^[ \t]*#(?:[^\n]*\\\n)*[^\n]*", lambda m: re.sub(r"[^\n]", " ", m.group()), clean, flags=re.M)
    stack, start, line = [], 0, 1  # stack: (first line, name) of a function, None of any other brace
    for place, sign in enumerate(clean):
        if sign == "\n":
            line += 1
        elif sign == "{":
            head = clean[start:place]
            inside = any(stack)
            is_function = not inside and ")" in head and not (CONTAINER.search(head) and "(" not in head)
            first = line - head.lstrip().count("\n")
            name = re.search(r"([~\w:]+|operator\S+)\s*\(", head)
            stack.append((first, name.group(1) if name else "?") if is_function else None)
            start = place + 1
        elif sign == "}":
            if stack and (top := stack.pop()):
                yield top[0], line, top[1]
            start = place + 1
        elif sign == ";":
            start = place + 1


def python_functions(text):
    for node in ast.walk(ast.parse(text)):
        if isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef)):
            yield node.lineno, node.end_lineno, node.name


def files(root):
    for folder in FOLDERS:
        for path in sorted((root / folder).rglob("*")):
            if path.suffix in CPP | OTHER and path.is_file() and not SKIPPED & set(path.relative_to(root).parts):
                yield path


def main():
    arguments = [a for a in sys.argv[1:] if a != "--quiet"]
    root = Path(arguments[0]).resolve() if arguments else ROOT
    failures, warnings = [], []
    for path in files(root):
        text, name = path.read_text(encoding="utf-8"), path.relative_to(root).as_posix()
        lines = text.splitlines()
        if len(lines) > FILE_FAIL:
            failures.append(f"{name}:1: {len(lines)} lines, at most {FILE_FAIL}")
        elif len(lines) > FILE_WARN:
            warnings.append(f"{name}:1: {len(lines)} lines: does it hold one idea?")
        functions = cpp_functions(text) if path.suffix in CPP else python_functions(text) if path.suffix == ".py" else ()
        for first, last, function in functions:
            excused = any(REASON.search(line) for line in lines[max(first - 2, 0) : first])
            if last - first + 1 > FUNCTION_FAIL and not excused:
                failures.append(f"{name}:{first}: {function} has {last - first + 1} lines, at most {FUNCTION_FAIL}")
    if warnings and "--quiet" not in sys.argv:
        print("\n".join(warnings))
    print("\n".join(failures) if failures else "sizes: every file and function is within its limit")
    return 1 if failures else 0


if __name__ == "__main__":
    sys.exit(main())
