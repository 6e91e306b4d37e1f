"""Turns the code blocks of README.md and docs/ into one C++ file that a test compiles and runs.

SPDX-License-Identifier: MIT

    blocks.py OUTPUT.cpp PAGE.md...

A ```cpp block is the body of a function that has `zin::Database& db`, a new SQLite file. With a word
behind `cpp` it is something else:

    ```cpp global   declarations, for the blocks below it on the page
    ```cpp no_run   compiled, but not run
    ```cpp throws   throws a zin::Error; the ```text block behind it is its what(), `...` for any text

A ```sql block behind one is `documented_sql`, on one line, for its check. A block with a main() is a program. An ```ini block is a .env file that must be accepted. What readers
need not see stands in comments: `<!-- setup` runs before each block below it, `<!-- check` behind
the one above it, `<!-- global` is as above.
"""

import re
import sys
from dataclasses import dataclass, field
from pathlib import Path

FENCE = re.compile(r"^```(\w+)(?: (\w+))?$")
COMMENT = re.compile(r"^<!-- (setup|check|global)$")
MAIN = re.compile(r"\bint main\((.*?)\)")
INCLUDE = re.compile(r"^#include .*$", re.MULTILINE)


@dataclass
class Block:
    page: str
    line: int  # of the first line of code
    language: str
    word: str
    code: str
    before: list = field(default_factory=list)  # (line, code) of the page's setup
    after: list = field(default_factory=list)  # (line, code) of checks
    text: str = ""  # what is thrown


def parts_of(page):
    """Yields (line number, kind, word, code) of each fenced block and each comment of ours."""
    lines = page.read_text(encoding="utf-8").splitlines()
    at = 0
    while at < len(lines):
        fence, comment = FENCE.match(lines[at]), COMMENT.match(lines[at])
        at += 1
        if not fence and not comment:
            continue
        first, end = at, "```" if fence else "-->"
        while at < len(lines) and lines[at] != end:
            at += 1
        if at == len(lines):
            sys.exit(f"{page}:{first}: has no end")
        code = "\n".join(lines[first:at]) + "\n"
        kind, word = (fence[1], fence[2] or "") if fence else (comment[1], "")
        at += 1
        yield first + 1, kind, word, code


def read_page(page, name):
    """The blocks of one page, and its declarations as (line, code)."""
    blocks, declarations, setup = [], [], []
    for line, kind, word, code in parts_of(page):
        if kind == "setup":
            setup.append((line, code))
        elif kind == "global" or (kind == "cpp" and word == "global"):
            declarations.append((line, code))
        elif kind == "check":
            blocks[-1].after.append((line, code))
        elif kind in ("cpp", "ini"):
            if word not in ("", "no_run", "throws"):
                sys.exit(f"{name}:{line}: what is `{kind} {word}`?")
            blocks.append(Block(name, line, kind, word, code, list(setup)))
        elif kind == "sql" and blocks:
            one_line = " ".join(code.split())
            blocks[-1].after.append((line, f"const std::string documented_sql = {raw(one_line)};\n"))
        elif kind == "text" and blocks and blocks[-1].word == "throws" and not blocks[-1].text:
            blocks[-1].text = code.strip()
    return blocks, declarations


def placed(page, line, code):
    return f'#line {line} "{page}"\n{code}'


def raw(text):
    return f'R"~~({text})~~"'


def function_of(block, number):
    body = "".join(placed(block.page, line, code) for line, code in block.before)
    if block.language == "ini":
        body += f"accept_settings({raw(block.code)});\n"
    else:
        body += placed(block.page, block.line, block.code)
    body += "".join(placed(block.page, line, code) for line, code in block.after)
    return f"void block_{number}([[maybe_unused]] zin::Database& db) {{\n{{\n{body}}}\n}}\n"


def program_of(block, number):
    takes_arguments = MAIN.search(block.code)[1] != ""
    code = MAIN.sub(rf"auto program_{number}(\1)", block.code)
    code = INCLUDE.sub("", code)
    call = f"program_{number}"
    if takes_arguments:
        call = f'[] {{ char name[] = "app"; char* words[] = {{name, nullptr}}; return {call}(1, words); }}'
    return (
        f"{placed(block.page, block.line, code)}"
        f"void block_{number}(zin::Database&) {{ run_program({call}); }}\n"
    )


def main():
    output, pages = Path(sys.argv[1]), [Path(page) for page in sys.argv[2:]]
    includes, spaces, table = {'#include "block_runner.hpp"'}, [], []
    for page in pages:
        name = page.name if page.name == "README.md" else f"docs/{page.name}"
        blocks, declarations = read_page(page, name)
        space = "page_" + re.sub(r"\W", "_", page.stem)
        for _, code in declarations:
            includes |= set(INCLUDE.findall(code))
        text = "".join(placed(name, line, INCLUDE.sub("", code)) for line, code in declarations)
        for number, block in enumerate(blocks):
            is_program = MAIN.search(block.code) and block.language == "cpp"
            includes |= set(INCLUDE.findall(block.code)) if is_program else set()
            text += (program_of if is_program else function_of)(block, number)
            table.append(
                f'{{"{name}:{block.line}", {space}::block_{number}, '
                f'{"false" if block.word == "no_run" else "true"}, {raw(block.text)}}},\n'
            )
        spaces.append(f"namespace {space} {{\n{text}}}\n")
    output.write_text(
        "\n".join(sorted(includes))
        + "\n"
        + "".join(spaces)
        + f"const std::vector<DocumentedBlock> documented_blocks = {{\n{''.join(table)}}};\n",
        encoding="utf-8",
    )


if __name__ == "__main__":
    main()
