#!/usr/bin/env python3
"""Draws docs/run.svg, the picture of README: a terminal with real runs on the embedded simulator.

usage: dev/picture.py IBSCRIPT [--check]

IBSCRIPT is the built program. With --check nothing is written: exit code 1 when the picture is not what it would draw.
The runs are the same on every machine, because the simulator's clock and prices are.
"""

import os
import re
import subprocess
import sys
import tempfile
from pathlib import Path
from xml.sax.saxutils import escape

ROOT = Path(__file__).resolve().parent.parent
PICTURE = ROOT / "docs" / "run.svg"
# What is typed, and how many lines of its output are shown.
COMMANDS = [
    ("cat buy.lua", 10),
    ("ibscript buy.lua", 20),
    ("ibscript why 1", 1),
]
SCRIPT = """\
local trade = place(contract("AAPL"), order("BUY", 100))
trade:wait()
log("bought %d at %.2f, commission %.2f", trade.filled, trade.avgFillPrice, trade.commission)
"""
COLUMNS, CHARACTER, LINE, MARGIN = 104, 7.83, 19, 18
COLORS = {"prompt": "#7ee787", "command": "#ffffff", "time": "#8b949e", "text": "#c9d1d9", "own": "#79c0ff"}


def run(program, folder):
    """The lines of the session, each a list of (color, text)."""
    environment = {**os.environ, "XDG_STATE_HOME": f"{folder}/state", "PATH": f"{program.parent}:{os.environ['PATH']}"}
    Path(folder, "buy.lua").write_text(SCRIPT)
    lines = []
    for command, count in COMMANDS:
        quick = command.replace("ibscript buy.lua", "ibscript --speed max buy.lua")
        done = subprocess.run(quick, shell=True, cwd=folder, env=environment, text=True, check=True,
                              stdout=subprocess.PIPE, stderr=subprocess.STDOUT)
        lines.append([("prompt", "$ "), ("command", command)])
        lines += [colored(line) for line in done.stdout.splitlines()[:count]]
    return lines


def colored(line):
    found = re.match(r"(\d\d:\d\d:\d\d\.\d\d\d )(.*)", line)
    if not found:
        return [("text", line)]
    color = "own" if found[2].startswith("bought") else "text"
    return [("time", found[1]), (color, found[2])]


def draw(lines):
    width, height = round(COLUMNS * CHARACTER) + 2 * MARGIN, len(lines) * LINE + 2 * MARGIN + 24
    drawn = [
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{width}" height="{height}" viewBox="0 0 {width} {height}">',
        f'<rect width="{width}" height="{height}" rx="8" fill="#0d1117"/>',
        *(f'<circle cx="{20 + 20 * place}" cy="18" r="6" fill="{color}"/>'
          for place, color in enumerate(("#ff5f57", "#febc2e", "#28c840"))),
        '<g font-family="ui-monospace, SFMono-Regular, Menlo, Consolas, \'DejaVu Sans Mono\', monospace" font-size="13">',
    ]
    for row, line in enumerate(lines):
        spans = "".join(f'<tspan fill="{COLORS[color]}">{escape(text)}</tspan>' for color, text in line)
        drawn.append(f'<text x="{MARGIN}" y="{MARGIN + 34 + row * LINE}" xml:space="preserve">{spans}</text>')
    return "\n".join(drawn + ["</g>", "</svg>", ""])


def main():
    program = Path(sys.argv[1]).resolve()
    with tempfile.TemporaryDirectory() as folder:
        picture = draw(run(program, folder))
    if "--check" not in sys.argv:
        PICTURE.write_text(picture)
    elif picture != PICTURE.read_text():
        raise SystemExit(f"{PICTURE.relative_to(ROOT)} is stale: run dev/picture.py")


if __name__ == "__main__":
    main()
