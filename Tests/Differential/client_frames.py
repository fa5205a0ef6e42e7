"""Frames of the official client, read by us: every argument must arrive under its own name, and nothing else.

In protobuf, every descriptor is also filled by itself and sent through the client's …ProtoBuf methods, and our own
requests are read by the official descriptors.

usage: client_frames.py text LOWEST HIGHEST | client_frames.py protobuf VERSION...
"""

import importlib
import inspect
import logging
import time
from decimal import Decimal

import ibapi.order_condition
from bridge import NAME, Exceptions, Report, Values, arguments, dump, is_unset, leaves, load, same, wire
from descriptors import cover_fields, fill, note_filled, proto_name, unknown_fields
from tables import (
    carried, gates, layout_of, layouts, messages, protobuf_paths, renamed, rows, structures, text_versions,
)
from ibapi.client import EClient
from ibapi.contract import ComboLeg, Contract, DeltaNeutralContract
from ibapi.execution import ExecutionFilter
from ibapi.order import Order, OrderComboLeg
from ibapi.scanner import ScannerSubscription
from ibapi.softdollartier import SoftDollarTier
from ibapi.tag_value import TagValue
from ibapi.wrapper import EWrapper
from server_frames import Builder

logging.disable(logging.CRITICAL)
STRUCTURES = structures()
LAYOUTS = layouts()
WIRE_NAMES = renamed(LAYOUTS)
CARRIED = carried("out")
DEFAULTS = {(row["field"], row["default"]) for row in rows("structures") if row["default"]}
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
# Arguments that only the client's own rules use.
TEXTS = {
    "tickType": ["Last", "AllLast", "BidAsk", "MidPoint"],
    "openClose": ["O", "C"],
    "hedgeType": ["D", "B"],
}
# Names in descriptors, as keys of our fields.
DESCRIPTOR_NAMES = {"perLegPrice": ["price"]}


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


def connected(version):
    """A client that believes to be connected."""
    client = EClient(Wrapper())
    client.conn = Wire()
    client.serverVersion_ = version
    client.connState = EClient.CONNECTED
    client.extraAuth = True
    return client


class Request:
    """One request with random arguments of a version."""

    def __init__(self, message, version, values, exceptions):
        self.name, self.structure, self.version, self.values = message.name, message.structure, version, values
        self.exceptions = exceptions
        layout = layout_of(message.structure, LAYOUTS)
        self.in_protobuf = layout is not None and layout.gate is not None and version >= layout.gate
        self.form = "protobuf" if self.in_protobuf else "text"
        self.paths = set(protobuf_paths(layout, LAYOUTS)) if self.in_protobuf else None
        if self.in_protobuf and self.name == "placeOrder":
            self.paths |= {"order.orderComboLegs", "order.orderComboLegs.price"}

    def allowed(self, path):
        """Whether the version carries the path or something below it, and the client does not refuse it."""
        parts = path.split(".")
        ends = [".".join(parts[index:]) for index in range(len(parts))]
        if any(self.exceptions.hold("unset", "client", self.form, self.name, end, self.version) for end in ends):
            return False
        if self.in_protobuf:
            return path in self.paths
        for known, since, until, _ in CARRIED.get(self.name, []):
            if (known == path or known.startswith(path + ".")) and since <= self.version <= until:
                return True
        return False

    def send(self):
        """The frames of the request, its arguments by our names, and the client's complaints."""
        client = connected(self.version)
        fields = STRUCTURES[self.structure]
        if self.name == "startApi":
            client.clientId, client.optCapab = self.values.integer(), self.values.text()
            client.startApi()
            arguments = {"clientId": client.clientId, "optionalCapabilities": client.optCapab}
            return client.conn.frames, arguments, client.wrapper.errors
        method = getattr(client, self.name, None)
        if method is None:
            return [], {}, "no such method"
        # Positional arguments, in the official order, which is that of our fields.
        parameters = list(inspect.signature(method).parameters)
        fields = fields[: len(parameters)]
        arguments = [self.value(kind, field, field) for field, kind in fields]
        for index, (field, kind) in enumerate(fields):
            if not self.allowed(field):
                nothing = {"string": "", "int": 0, "bool": False, "list<TagValue>": None}
                arguments[index] = nothing.get(kind, arguments[index])
        method(*arguments)
        return client.conn.frames, dict(zip([field for field, _ in fields], arguments)), client.wrapper.errors

    def value(self, kind, name, path):
        kind = kind.rstrip("?")
        values = self.values
        if kind.startswith("list<"):
            if not self.allowed(path):
                return []
            # An order has as many leg prices as its contract has legs.
            count = 2 if "omboLegs" in path else values.source.randrange(1, 3)
            return [self.value(kind[5:-1], name, path) for _ in range(count)]
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
            is_given = self.allowed(path)
            return SoftDollarTier(self.values.text(), self.values.text(), "") if is_given else SoftDollarTier()
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


def collected(value, names=None):
    """All values under their names: {name: [value]}."""
    result = {}
    for key, item in leaves(value):
        for name in (names or {}).get(key, [key]):
            result.setdefault(name, []).append(item)
    return result


class Comparison:
    """What every frame is held against."""

    def __init__(self, form):
        self.form = form
        self.report = Report()
        self.exceptions = Exceptions()
        self.filled, self.descriptors = set(), {}

    def request(self, request, arguments, line):
        """A request of the client against what we read of it."""
        ours = load(line)
        if ours.get(NAME) != request.name:
            return self.report.differ(request.name, request.version, "(refused)", line, "sent")
        self.report.frame("client", request.form, request.name, request.version)
        mine, theirs = collected(ours), collected(arguments, {"condType": ["type"]})
        for key, items in mine.items():
            for item in items:
                if key == NAME or item in (0, False, ""):
                    continue
                self.report.values += 1
                if not any(same(item, other) for other in theirs.get(key, [])):
                    self.report.differ(request.name, request.version, key, f"read {item!r}", theirs.get(key))
        # And nothing is lost that the layout always carries.
        for key in self.always(request):
            given = [item for item in theirs.get(key, []) if not is_unset(item)]
            self.report.values += 1
            if given and not any(same(item, other) for item in given for other in mine.get(key, [])):
                if not self.exceptions.hold("ignored", "client", request.form, request.name, key, request.version):
                    self.report.differ(request.name, request.version, key, f"read {mine.get(key)}", f"sent {given}")

    @staticmethod
    def always(request):
        """The names of what the form carries on no condition."""
        if request.in_protobuf:
            return {path.rsplit(".", 1)[-1] for path in request.paths}
        return {
            path.rsplit(".", 1)[-1]
            for path, since, until, conditional in CARRIED.get(request.name, [])
            if not conditional and since <= request.version <= until and path.count(".") < 2
        }

    def descriptor(self, message, version, proto, line):
        """A filled descriptor against what we read of it: every value, and nothing else."""
        ours = load(line)
        if ours.get(NAME) != message.name:
            return self.report.differ(message.name, version, "(refused)", line, str(proto)[:200])
        self.report.frame("client", "protobuf", message.name, version)
        self.both(message.name, version, collected(ours), proto)

    def both(self, name, version, mine, proto):
        """Every value of the descriptor is ours, and every one of ours is in the descriptor."""
        names = {wire: {wire} | paths for wire, paths in WIRE_NAMES.items()}
        for wire, others in DESCRIPTOR_NAMES.items():
            names[wire] = names[wire] | set(others)
        for key, item in leaves(proto):
            self.report.values += 1
            found = [other for known in names.get(key, {key}) for other in mine.get(known, [])]
            if not is_unset(item) and not any(same(item, other) for other in found):
                self.report.differ(name, version, key, f"read {found[:6]}", f"descriptor has {item!r}")
        theirs = collected(proto, names)
        for key, items in mine.items():
            for item in items:
                self.report.values += 1
                if key == NAME or is_unset(item) or (key, str(item)) in DEFAULTS:
                    continue
                if not any(same(item, other) for other in theirs.get(key, [])):
                    self.report.differ(name, version, key, f"read {item!r}", f"descriptor has {theirs.get(key)}")

    def cover(self, version):
        """Every request with a protobuf layout was compared, and every field of its descriptor was filled."""
        seen = {name for side, form, name in self.report.messages if form == "protobuf"}
        for message in messages("out"):
            layout = layout_of(message.structure, LAYOUTS)
            if layout is not None and layout.gate is not None and message.name not in seen:
                self.report.differ(message.name, version, "(message)", "not covered", "-")
        known = {descriptor.name for descriptor in self.descriptors.values()}
        for name, method in inspect.getmembers(EClient, inspect.isfunction):
            if name.endswith("ProtoBuf") and name not in ("sendMsgProtoBuf", "useProtoBuf"):
                if proto_name(method) not in known:
                    self.report.differ(name, version, "(message)", "not covered", proto_name(method))
        cover_fields(self, "client", version)


def compare_requests(comparison, plan):
    """Works through {version: [Message]}: what the client's methods send."""
    for version, batch in sorted(plan.items()):
        values = Values(version)
        sent, lines = [], []
        for message in batch:
            for _ in range(8 if message.name == "placeOrder" else 1):
                request = Request(message, version, values, comparison.exceptions)
                frames, given, errors = request.send()
                if errors or not frames:
                    comparison.report.differ(message.name, version, "(not sent)", "-", errors)
                for frame in frames:
                    sent.append((request, given))
                    lines.append(frame.hex())
        for (request, given), line in zip(sent, wire("decode", version, "client", lines)):
            comparison.request(request, given, line)


def compare_descriptors(comparison, versions):
    """Fills every descriptor, sends it through the client, and has it read by us."""
    methods = {
        proto_name(method): name
        for name, method in inspect.getmembers(EClient, inspect.isfunction)
        if name.endswith("ProtoBuf") and name not in ("sendMsgProtoBuf", "useProtoBuf")
    }
    for version in versions:
        values, sent, lines = Values(version), [], []
        for message in messages("out"):
            layout = layout_of(message.structure, LAYOUTS)
            if layout is None or layout.gate is None or version < max(layout.gate, message.since):
                continue
            made = getattr(importlib.import_module(f"ibapi.protobuf.{layout.name}_pb2"), layout.name)
            comparison.descriptors[message.name] = made.DESCRIPTOR
            for share in (1, 0.5):
                proto, client = made(), connected(version)
                fill(proto, values, share)
                clear_refused(comparison, message, version, proto)
                getattr(client, methods[layout.name])(proto)
                if client.wrapper.errors or not client.conn.frames:
                    comparison.report.differ(message.name, version, "(not sent)", "-", client.wrapper.errors)
                note_filled(proto, comparison.filled)
                for frame in client.conn.frames:
                    sent.append((message, proto))
                    lines.append(frame.hex())
        for (message, proto), line in zip(sent, wire("decode", version, "client", lines)):
            comparison.descriptor(message, version, proto, line)


def clear_refused(comparison, message, version, proto):
    """Takes out what the client refuses below a version."""
    for holder in ("order", "attachedOrders"):
        if holder in proto.DESCRIPTOR.fields_by_name and proto.HasField(holder):
            nested = getattr(proto, holder)
            for field, _ in nested.ListFields():
                path = f"order.{field.name}"
                if comparison.exceptions.hold("unset", "client", "protobuf", message.name, path, version):
                    nested.ClearField(field.name)


def compare_ours(comparison, version):
    """Our own requests in protobuf, read by the official descriptors."""
    values, sent = Values(version), []
    for message in messages("out"):
        layout = layout_of(message.structure, LAYOUTS)
        if layout is None or layout.gate is None:
            continue
        made = getattr(importlib.import_module(f"ibapi.protobuf.{layout.name}_pb2"), layout.name)
        builder = Builder(values, set(protobuf_paths(layout, LAYOUTS)))
        for _ in range(4):
            sent.append((message, made, {NAME: message.name} | builder.message(message)))
    lines = wire("encode", version, "client", [dump(ours) for _, _, ours in sent])
    for (message, made, ours), line in zip(sent, lines):
        if line.startswith("{"):
            comparison.report.differ(message.name, version, "(cannot be written)", line, "-")
            continue
        body, proto = bytes.fromhex(line)[4:], made()
        if int.from_bytes(body[:4], "big") != message.id + 200:
            comparison.report.differ(message.name, version, "(id)", body[:4], message.id + 200)
        proto.ParseFromString(body[4:])
        for place in unknown_fields(proto):
            comparison.report.differ(message.name, version, "(unknown field)", place, "not in the descriptor")
        comparison.report.frame("our client", "protobuf", message.name, version)
        comparison.both(message.name, version, collected(ours), proto)


def main():
    start, options = time.monotonic(), arguments()
    form = options.form
    package = "10.51" if hasattr(EClient, "useProtoBuf") else "9.81"
    comparison, plan, changes = Comparison(form), {}, gates("out")
    for message in messages("out"):
        if comparison.exceptions.hold("unsent", "client", form, message.name, package, 0):
            continue
        if form == "text":
            versions = text_versions(message, changes.get(message.name, set()), *options.versions)
        else:
            versions = [version for version in options.versions if version >= message.since]
        for version in versions:
            if not comparison.exceptions.hold("unsent", "client", form, message.name, "*", version):
                plan.setdefault(version, []).append(message)
    compare_requests(comparison, plan)
    if form == "protobuf":
        compare_descriptors(comparison, sorted(plan))
        for version in sorted(plan)[-1:]:
            compare_ours(comparison, version)
        comparison.cover(max(plan))
    title = f"we read the official client {package}"
    comparison.exceptions.note(options.used)
    raise SystemExit(comparison.report.finish(title, time.monotonic() - start))


main()
