"""Frames of the official client, read by us: every argument must arrive under its own name, and nothing else.

usage: client_frames.py LOWEST HIGHEST [STEP]
"""

import inspect
import logging
import os
import sys
from decimal import Decimal

import ibapi.order_condition
from bridge import ROOT, Report, Values, leaves, load, messages, same, structures, wire
from ibapi.client import EClient
from ibapi.contract import ComboLeg, Contract, DeltaNeutralContract
from ibapi.execution import ExecutionFilter
from ibapi.order import Order, OrderComboLeg
from ibapi.scanner import ScannerSubscription
from ibapi.softdollartier import SoftDollarTier
from ibapi.tag_value import TagValue
from ibapi.wrapper import EWrapper

logging.disable(logging.CRITICAL)
STRUCTURES = structures()
CLASSES = {
    "Contract": Contract,
    "ComboLeg": ComboLeg,
    "DeltaNeutralContract": DeltaNeutralContract,
    "Order": Order,
    "OrderComboLeg": OrderComboLeg,
    "ExecutionFilter": ExecutionFilter,
    "ScannerSubscription": ScannerSubscription,
    "TagValue": TagValue,
}
# Lists that the client refuses unless they are empty.
REFUSED = {"mktDataOptions", "mktDepthOptions", "implVolOptions", "optPrcOptions"}
# Arguments that only the client's own rules use.
TEXTS = {
    "tickType": ["Last", "AllLast", "BidAsk", "MidPoint"],
    "openClose": ["O", "C"],
    "hedgeType": ["D", "B"],
}


def carried(direction):
    """Which paths a version carries: {message: [(path, since, until, has a condition)]}."""
    result = {}
    with open(os.path.join(ROOT, "Schema", "messages.tsv"), encoding="utf-8") as table:
        next(table)
        groups = {}
        for line in table:
            cells = line.rstrip("\n").split("\t")
            if cells[0] != direction or cells[9] == "-":
                continue
            name, position, path = cells[2], cells[3], cells[9]
            since, until = int(cells[6] or 0), int(cells[7] or 999)
            if "." in position:
                outer, outer_since = groups[(name, position.rsplit(".", 1)[0])]
                path = outer if path == "." else f"{outer}.{path}"
                since = max(since, outer_since)
            if cells[5] == "count":
                groups[(name, position)] = (path, since)
            result.setdefault(name, []).append((path, since, until, bool(cells[8])))
    return result


CARRIED = carried("out")


class Wrapper(EWrapper):
    """Keeps the complaints of the client."""

    def __init__(self):
        super().__init__()
        self.errors = []

    def error(self, *arguments, **named):
        self.errors.append(arguments[1:])


class Wire:
    """Takes what the client sends."""

    def __init__(self):
        self.frames = []

    def isConnected(self):
        return True

    def sendMsg(self, frame):
        self.frames.append(frame)


class Request:
    """One request with random arguments of a version."""

    def __init__(self, name, version, values):
        self.name, self.version, self.values = name, version, values
        self.structure = "ClientMessage." + name[0].upper() + name[1:]

    def allowed(self, path):
        """Whether the version carries the path or something below it."""
        if 187 <= self.version <= 189 and (path.startswith("orderCancel.") or path.endswith("manualOrderIndicator")):
            return False  # slots that the client fills with nothing and refuses otherwise
        for known, since, until, _ in CARRIED.get(self.name, []):
            if (known == path or known.startswith(path + ".")) and since <= self.version <= until:
                return True
        return False

    def arguments(self, method):
        """Positional arguments, in the official order, which is that of our fields."""
        parameters = list(inspect.signature(method).parameters)[1:]
        fields = STRUCTURES[self.structure][: len(parameters)]
        arguments = [self.value(kind, field, field) for field, kind in fields]
        for index, (field, kind) in enumerate(fields):
            if not self.allowed(field):
                nothing = {"string": "", "int": 0, "bool": False, "list<TagValue>": None}
                arguments[index] = nothing.get(kind, arguments[index])
        return arguments

    def value(self, kind, name, path):
        kind = kind.rstrip("?")
        values = self.values
        if kind.startswith("list<"):
            if name in REFUSED or not self.allowed(path):
                return []
            return [self.value(kind[5:-1], name, path) for _ in range(values.source.randrange(1, 3))]
        if kind in ("int", "long"):
            return values.integer(name)
        if kind == "double":
            return values.price()
        if kind == "decimal":
            return Decimal(values.integer())
        if kind == "string":
            return values.source.choice(TEXTS[name]) if name in TEXTS else values.text(name)
        if kind == "bool":
            return values.flag()
        return self.object(kind, path)

    def object(self, kind, path):
        if kind == "OrderCondition":
            return self.condition()
        if kind == "SoftDollarTier":
            return SoftDollarTier(self.values.text(), self.values.text(), "") if self.allowed(path) else SoftDollarTier()
        if kind == "TagValue":
            return TagValue(self.values.text(), self.values.text())
        if kind == "OrderCancel":
            from ibapi.order_cancel import OrderCancel as made
        elif kind == "WshEventFilter":
            from ibapi.common import WshEventData as made
        else:
            made = CLASSES[kind]
        result = made()
        for field, inner in STRUCTURES[kind]:
            if not hasattr(result, field) or not self.allowed(f"{path}.{field}"):
                continue
            setattr(result, field, self.value(inner, field, f"{path}.{field}"))
        if kind == "Order" and not self.allowed(f"{path}.cashQty"):
            result.cashQty = 0  # the client takes its own unset value for a set one
        if kind == "WshEventFilter":
            result.conId = 2**31 - 1  # either a contract or a filter
        return result

    def condition(self):
        kind = self.values.integer("type")
        condition = ibapi.order_condition.Create(kind)
        condition.isConjunctionConnection = self.values.flag()
        for field, inner in STRUCTURES["OrderCondition"]:
            if field in vars(condition) and field not in ("type", "isConjunctionConnection"):
                setattr(condition, field, self.value(inner, field, f"order.conditions.{field}"))
        if "triggerMethod" in vars(condition):
            condition.triggerMethod = 2
        return condition


def never_sends(name, version):
    """Versions at which the client refuses a request whatever it holds."""
    return (name == "reqTickByTickData" and version < 140) or name == "startApi"


def send(request):
    """The frame of the request, its arguments, and the client's complaints."""
    client = EClient(Wrapper())
    client.conn = Wire()
    client.serverVersion_ = request.version
    client.connState = EClient.CONNECTED
    client.extraAuth = True
    method = getattr(client, request.name)
    arguments = request.arguments(method.__func__)
    method(*arguments)
    return client.conn.frames, arguments, client.wrapper.errors


def compare(request, arguments, line, report):
    ours = load(line)
    if "error" in ours:
        report.differ(f"{request.name} is refused", f"at {request.version}: {line}")
        return
    report.frames += 1
    mine, theirs = {}, {}
    for key, item in leaves(ours):
        mine.setdefault(key, []).append(item)
    fields = [field for field, _ in STRUCTURES[request.structure]]
    for key, item in leaves(dict(zip(fields, arguments))):
        theirs.setdefault({"condType": "type"}.get(key, key), []).append(item)
    for key, items in mine.items():
        for item in items:
            if key == "message" or item in (0, False, ""):
                continue
            report.fields += 1
            if not any(same(item, other) for other in theirs.get(key, [])):
                report.differ(f"{request.name}.{key}", f"at {request.version}: {theirs.get(key)} came as {item!r}")
    # And nothing is lost that the layout always carries.
    for path, since, until, conditional in CARRIED.get(request.name, []):
        key = path.rsplit(".", 1)[-1]
        if conditional or not since <= request.version <= until or key not in theirs or path.count(".") > 1:
            continue
        given = [item for item in theirs[key] if item not in (0, False, "", None, 2**31 - 1)]
        report.fields += 1
        if given and not any(same(item, other) for item in given for other in mine.get(key, [])):
            report.differ(f"{request.name}.{key} is lost", f"at {request.version}: {given}, ours {mine.get(key)}")


def main():
    lowest, highest = int(sys.argv[1]), int(sys.argv[2])
    step = int(sys.argv[3]) if len(sys.argv) > 3 else 1
    report = Report()
    for version in sorted(set(range(lowest, highest + 1, step)) | {highest}):
        values = Values(version)
        sent, lines = [], []
        for _, name, since in messages("out"):
            if since > version or not hasattr(EClient, name) or never_sends(name, version):
                continue
            for _ in range(8 if name == "placeOrder" else 1):
                request = Request(name, version, values)
                frames, arguments, errors = send(request)
                if errors or not frames:
                    report.differ(f"{name} is not sent", f"at {version}: {errors}")
                for frame in frames:
                    sent.append((request, arguments))
                    lines.append(frame.hex())
        for (request, arguments), line in zip(sent, wire("decode", version, "client", lines)):
            compare(request, arguments, line, report)
    report.finish(f"client frames {lowest}..{highest}")


main()
