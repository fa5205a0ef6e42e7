"""What both comparisons share: the way to `ibscript wire`, random values, and flat lists of names and values."""

import enum
import json
import os
import random
import string
import subprocess
from decimal import Decimal

ROOT = os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "..")
PROGRAM = os.environ.get("IBSCRIPT", os.path.join(ROOT, ".build", "debug", "ibscript"))


def wire(way, version, side, lines):
    """Sends lines through `ibscript wire`; one answer per line."""
    if not lines:
        return []
    command = [PROGRAM, "wire", way, "--version", str(version), "--side", side]
    result = subprocess.run(command, input="\n".join(lines) + "\n", capture_output=True, text=True)
    answers = result.stdout.splitlines()
    if len(answers) != len(lines):
        raise SystemExit(f"{' '.join(command)}: {len(answers)} answers to {len(lines)} lines: {result.stderr}")
    return answers


def structures():
    """The fields of every structure: {name: [(field, type)]}."""
    result = {}
    with open(os.path.join(ROOT, "Schema", "structures.tsv"), encoding="utf-8") as table:
        next(table)
        for line in table:
            name, field, kind = line.rstrip("\n").split("\t")[:3]
            fields = result.setdefault(name, [])
            if field:
                fields.append((field, kind))
    return result


def messages(direction):
    """The text messages of a side: [(id, name, first version)]."""
    result = []
    with open(os.path.join(ROOT, "Schema", "messages.tsv"), encoding="utf-8") as table:
        next(table)
        for line in table:
            cells = line.rstrip("\n").split("\t")
            if cells[0] == direction and cells[3] == "0" and "protobuf only" not in line:
                result.append((int(cells[1]), cells[2], int(cells[6] or 0)))
    return result


class Values:
    """Random values, nearly all of them distinct, so that a mix-up of two fields shows."""

    CHOICES = {
        "secType": ["STK", "BAG", "OPT", "FUND"],
        "orderType": ["LMT", "PEG BENCH", "PEG BEST", "PEG MID"],
        "exchange": ["SMART", "IBKRATS"],
        "fundDistributionPolicyIndicator": ["Y", "N"],
        "fundAssetType": ["001", "002", "005"],
        "right": ["C", "P"],
        "action": ["BUY", "SELL"],
        # A text here, a whole number at the client.
        "yieldRedemptionDate": ["20260105", "20311231"],
    }
    # What decides about other fields, and what the client keeps as a flag.
    NUMBERS = {
        "type": [1, 3, 4, 5, 6, 7],
        "tickType": [1, 2, 3, 4],
        "usePriceMgmtAlgo": [1],
        "routeMarketableToBbo": [1],
        "seekPriceImprovement": [1],
    }
    # Numbers that may have a fraction here, and not at the client.
    WHOLE = {"coupon", "evMultiplier"}

    def __init__(self, seed):
        self.source = random.Random(seed)

    def text(self, name=""):
        if name in self.CHOICES:
            return self.source.choice(self.CHOICES[name])
        return "t" + "".join(self.source.choices(string.ascii_letters + string.digits, k=9))

    def integer(self, name=""):
        if name in self.NUMBERS:
            return self.source.choice(self.NUMBERS[name])
        return self.source.randrange(3, 2**31 - 2)

    def price(self):
        return self.source.randrange(30_001, 9_999_999) / 1000

    def flag(self):
        return self.source.random() < 0.7


def leaves(value, name="", depth=0):
    """All (name, value) pairs inside a value, for objects by their attributes."""
    if isinstance(value, enum.Enum):
        value = value.value[0] if isinstance(value.value, tuple) else value.value
    if depth > 8:
        return
    if value is None or isinstance(value, (bool, int, float, Decimal, str)):
        yield name, value
    elif isinstance(value, dict):
        for key, inner in value.items():
            yield from leaves(inner, key, depth + 1)
    elif isinstance(value, (list, tuple, set)):
        for inner in value:
            yield from leaves(inner, name, depth + 1)
    elif hasattr(value, "__dict__"):
        for key, inner in vars(value).items():
            yield from leaves(inner, key, depth + 1)


def same(left, right):
    """Equal texts, or equal numbers in any spelling."""
    if isinstance(left, bool) or isinstance(right, bool):
        flags = {"0": 0, "1": 1, "": 0, "false": 0, "true": 1, "False": 0, "True": 1}
        return flags.get(str(left)) is not None and flags.get(str(left)) == flags.get(str(right))
    if left == right:
        return True
    try:
        return Decimal(str(left)) == Decimal(str(right)) or float(left) == float(right)
    except (ArithmeticError, TypeError, ValueError):
        return False


class Report:
    """Counts what was compared and keeps what differs."""

    def __init__(self):
        self.frames = 0
        self.fields = 0
        self.differences = {}

    def differ(self, key, text):
        count, first = self.differences.get(key, (0, text))
        self.differences[key] = (count + 1, first)

    def finish(self, title):
        for key, (count, first) in sorted(self.differences.items()):
            print(f"differs {count} times: {key}: {first}")
        print(f"{title}: {self.frames} frames, {self.fields} values, {len(self.differences)} kinds of difference")
        raise SystemExit(1 if self.differences else 0)


def load(line):
    """A message's line as a dictionary whose numbers keep their text."""
    return json.loads(line, parse_float=Decimal)
