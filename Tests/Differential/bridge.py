"""What the comparisons share: the way to `ibscript wire`, random values, flat lists of values, and the report."""

import argparse
import csv
import enum
import json
import os
import random
import string
import subprocess
from decimal import Decimal

from tables import ROOT

PROGRAM = os.environ.get("IBSCRIPT", os.path.join(ROOT, ".build", "debug", "ibscript"))

# Where a message's name stands in the dictionaries: no field is called so.
NAME = "(message)"


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
        "override": [1],
        "optExerciseOrLapseType": [1, 2],
        "liquidation": [1],
    }
    # The fields that a kind of condition has, besides isConjunctionConnection.
    CONDITIONS = {
        1: {"conId", "exchange", "isMore", "price", "triggerMethod"},
        3: {"isMore", "time"},
        4: {"isMore", "percent"},
        5: {"secType", "exchange", "symbol"},
        6: {"conId", "exchange", "isMore", "volume"},
        7: {"conId", "exchange", "isMore", "changePercent"},
    }
    # Numbers that may have a fraction here, and not at the client.
    WHOLE = {"coupon", "evMultiplier"}

    def __init__(self, seed):
        self.source = random.Random(seed)

    def text(self, name=""):
        if name in self.CHOICES:
            return self.source.choice(self.CHOICES[name])
        if name == "multiplier":
            return str(self.integer())  # a number in protobuf
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
    """All (name, value) pairs inside a value, for objects by their attributes, for protobuf by what is set."""
    if isinstance(value, enum.Enum):
        value = value.value[0] if isinstance(value.value, tuple) else value.value
    if depth > 8:
        return
    if value is None or isinstance(value, (bool, int, float, Decimal, str)):
        yield name, value
    elif hasattr(value, "ListFields"):
        for field, inner in value.ListFields():
            yield from leaves(inner, field.name, depth + 1)
    elif hasattr(value, "items"):
        if value and all(isinstance(inner, str) for inner in value.values()) and not isinstance(value, dict):
            for key, inner in value.items():  # a map of protobuf
                yield from (("tag", key), ("value", inner))
            return
        for key, inner in value.items():
            if isinstance(key, int):  # the client's map of smart components
                inner = {"bitNumber": key, "exchange": inner[0], "exchangeLetter": inner[1]}
            yield from leaves(inner, key, depth + 1)
    elif hasattr(value, "__dict__") and not hasattr(value, "__len__"):
        for key, inner in vars(value).items():
            yield from leaves(inner, key, depth + 1)
    else:
        for inner in value:
            yield from leaves(inner, name, depth + 1)


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


def is_unset(item):
    """Whether the client calls the value not set."""
    if item is None or item is False or item == "":
        return True
    if isinstance(item, Decimal):
        return item.is_nan() or item >= 2**63 - 1 or item in (0, 2**31 - 1)
    return isinstance(item, (int, float)) and (item in (0, 2**31 - 1, 2**63 - 1) or item >= 1.79e308)


class Exceptions:
    """The rows of exceptions.tsv, and which of them were needed."""

    def __init__(self):
        with open(os.path.join(ROOT, "Tests", "Differential", "exceptions.tsv"), encoding="utf-8") as table:
            self.rows = list(csv.DictReader(table, delimiter="\t", quoting=csv.QUOTE_NONE))
        self.used = set()

    def hold(self, effect, side, form, message, field, version):
        """Whether a row says so of the field."""
        found = False
        for index, row in enumerate(self.rows):
            if row["effect"] != effect or row["side"] != side or row["form"] not in ("both", form):
                continue
            if message not in row["messages"].split(",") and row["messages"] != "*":
                continue
            if field not in row["fields"].split(","):
                continue
            lowest, _, highest = row["versions"].partition("-")
            if int(lowest or 0) <= version <= int(highest or 999):
                self.used.add(index)
                found = True
        return found

    def without(self, effect, side, form, message, value, version, path=""):
        """The message without the fields of which a row says so: by the end of the dotted path, with ^ by all of it."""
        if isinstance(value, list):
            return [self.without(effect, side, form, message, inner, version, path) for inner in value]
        if not isinstance(value, dict):
            return value
        result = {}
        for key, inner in value.items():
            names = f"{path}.{key}".lstrip(".").split(".")
            ends = ["^" + ".".join(names)] + [".".join(names[index:]) for index in range(len(names))]
            if not any(self.hold(effect, side, form, message, end, version) for end in ends):
                result[key] = self.without(effect, side, form, message, inner, version, f"{path}.{key}")
        return result

    def note(self, path):
        """Writes the numbers of the rows that were needed, the first row being 1."""
        with open(path, "w", encoding="utf-8") as file:
            file.writelines(f"{index + 1}\n" for index in sorted(self.used))


class Report:
    """Counts what was compared and keeps what differs."""

    def __init__(self):
        self.messages = set()
        self.versions = {}
        self.frames = 0
        self.values = 0
        self.differences = {}

    def frame(self, side, form, message, version):
        self.frames += 1
        self.messages.add((side, form, message))
        self.versions.setdefault((side, form), set()).add(version)

    def differ(self, message, version, field, ours, theirs):
        key = (message, field)
        count, first = self.differences.get(key, (0, f"at {version}: {ours}; official: {theirs}"))
        self.differences[key] = (count + 1, first)

    def finish(self, title, seconds):
        """Prints everything; returns the exit status."""
        for (message, field), (count, first) in sorted(self.differences.items()):
            print(f"DIFFERENT {count} times: {message} {field} {first}")
        total = sum(count for count, _ in self.differences.values())
        parts = []
        for side, form in sorted(self.versions):
            count = sum(1 for key in self.messages if key[:2] == (side, form))
            parts.append(f"{side} {form}: {count} messages × {len(self.versions[side, form])} versions")
        print(f"{title}: {', '.join(parts)}, {total} differences")
        print(f"    {self.frames} frames and {self.values} values in {seconds:.1f} s")
        return 1 if total else 0


def arguments():
    """The form, the versions, and where to note the exceptions that were needed."""
    parser = argparse.ArgumentParser()
    parser.add_argument("form", choices=["text", "protobuf"])
    parser.add_argument("versions", type=int, nargs="+", help="lowest and highest for text, every one for protobuf")
    parser.add_argument("--used", default=os.devnull)
    return parser.parse_args()


def load(line):
    """A message's line as a dictionary whose numbers keep their text; the message's name is under NAME."""

    def members(pairs):
        # The name comes first; a field may be called "message" as well.
        if pairs and pairs[0][0] == "message":
            pairs[0] = (NAME, pairs[0][1])
        return dict(pairs)

    return json.loads(line, parse_float=Decimal, object_pairs_hook=members)


def dump(message):
    """The line of a dictionary as `load` gives it."""
    fields = {key: value for key, value in message.items() if key != NAME}
    return '{"message":' + json.dumps(message[NAME]) + ("," if fields else "") + json.dumps(fields)[1:]
