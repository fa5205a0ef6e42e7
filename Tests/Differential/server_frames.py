"""Our server frames, read by the official client's decoder: every value must arrive under its own name.

usage: server_frames.py text LOWEST HIGHEST | server_frames.py protobuf VERSION...
"""

import inspect
import logging
import time

from bridge import NAME, Exceptions, Report, Values, arguments, dump, is_unset, leaves, load, same, wire
from descriptors import cover_fields, note_filled, unknown_fields
from tables import (
    PROTOBUF, gates, layout_of, layouts, messages, protobuf_paths, renamed, structures, text_versions,
)
from ibapi import comm
from ibapi.decoder import Decoder
from ibapi.wrapper import EWrapper

logging.disable(logging.CRITICAL)
STRUCTURES = structures()
LAYOUTS = layouts()
WIRE_NAMES = renamed(LAYOUTS)
# The parts of a tickByTick that a type of tick has.
LAST = {"time", "price", "size", "tickAttribLast", "exchange", "specialConditions"}
TICKS = {
    1: LAST,
    2: LAST,
    3: {"time", "bidPrice", "askPrice", "bidSize", "askSize", "tickAttribBidAsk"},
    4: {"time", "midPoint"},
}
# Messages whose values decide about the presence of others, or that are nothing but flags.
MANIFOLD = {"tickByTick", "openOrder", "completedOrder", "configResponse"}
# From these versions on attrMask has its second and third bit.
PAST_LIMIT, PRE_OPEN_BID_ASK = 109, 132
# Names that the client, or an older one, gives to the same value.
ALIASES = {
    "type": ["condType"],
    "id": ["id_"],
    "yield": ["yield_"],
    "lastTradeDateOrContractMonth": ["maturity"],
    "maturity": ["lastTradeDateOrContractMonth"],
    "reqId": ["requestId", "tickerId"],
    "position": ["pos"],
    "open": ["open_"],
    "value": ["val"],
    "faDataType": ["faData"],
    "startDateStr": ["start"],
    "endDateStr": ["end"],
    "wap": ["average"],
    "size": ["count"],
    "permId": ["reqId"],
    "clientId": ["apiClientId"],
    "orderId": ["apiOrderId"],
    "commissionAndFees": ["commission"],
    "minCommissionAndFees": ["minCommission"],
    "maxCommissionAndFees": ["maxCommission"],
    "commissionAndFeesCurrency": ["commissionCurrency"],
}
# Names in descriptors of what has another place here: leg prices, bonds' maturities, the ticks inside a tickByTick.
DESCRIPTOR_NAMES = {
    "maturity": ["lasttradedateorcontractmonth"],
    "price": ["perlegprice"],
    "askPrice": ["priceask"],
    "askSize": ["sizeask"],
    "bidPrice": ["pricebid"],
    "bidSize": ["sizebid"],
    "midPoint": ["price"],
}


class Builder:
    """Makes messages with a random value in every field that a form carries."""

    def __init__(self, values, carried=None):
        self.values, self.carried = values, carried

    def message(self, message):
        carried = self.carried
        if message.name == "tickByTick":
            self.carried = None
        result = {
            field: self.value(kind, field, field)
            for field, kind in STRUCTURES[message.structure]
            if self.carried is None or field in self.carried
        }
        if message.name == "tickByTick":
            known = TICKS[result["tickType"]] | {"reqId", "tickType"}
            self.carried, result = carried, {field: item for field, item in result.items() if field in known}
        if message.name == "tickPrice":
            result["tickType"] = 1  # the client gives a size to prices that have one
            result["attrMask"] = self.values.source.choice([1, 3, 7])
        if self.carried and message.name == "bondContractDetails":
            # A bond's last trading day in protobuf is its maturity here.
            day = result["contractDetails"]["contract"].pop("lastTradeDateOrContractMonth")
            result["contractDetails"]["maturity"] = day
        if self.carried and "contract.comboLegs" in self.carried and "order" in result:
            # A leg's price stands in the order here, in the leg in protobuf.
            legs = result["contract"]["comboLegs"]
            result["order"]["orderComboLegs"] = [{"price": leg.pop("perLegPrice")} for leg in legs]
        return result

    def value(self, kind, name, path):
        kind, values = kind.rstrip("?"), self.values
        if kind.startswith("list<"):
            return [self.value(kind[5:-1], name, path) for _ in range(values.source.randrange(1, 3))]
        if kind in ("int", "long"):
            return values.integer(name)
        if kind == "double":
            return float(values.integer()) if name in values.WHOLE else values.price()
        if kind == "decimal":
            return values.integer()
        if kind == "string":
            return values.text(name)
        if kind == "bool":
            return values.flag()
        result = {
            field: self.value(inner, field, f"{path}.{field}")
            for field, inner in STRUCTURES[kind]
            if self.carried is None or kind == "TagValue" or f"{path}.{field}" in self.carried
        }
        if kind == "OrderCondition":
            known = values.CONDITIONS[result["type"]] | {"type", "isConjunctionConnection"}
            result = {field: inner for field, inner in result.items() if field in known}
        return result


class Recorder(EWrapper):
    """Takes every callback as a dictionary of its arguments; `calls` begins anew with every frame."""

    def __init__(self):
        super().__init__()
        self.calls = []
        for name, method in inspect.getmembers(EWrapper, inspect.isfunction):
            if not name.startswith("_") and name != "logAnswer":
                setattr(self, name, self.recorder(name, list(inspect.signature(method).parameters)[1:]))

    def recorder(self, name, parameters):
        def record(*arguments, **named):
            call = dict(zip(parameters, arguments))
            call.update(named)
            self.calls.append((name, call))

        record.__name__ = name
        return record

    def values(self, protobuf):
        """All values of the callbacks that take, or do not take, a protobuf message: {lower-case name: [value]}."""
        result = {}
        for name, arguments in self.calls:
            if name.endswith("ProtoBuf") == protobuf:
                for key, item in leaves(arguments):
                    result.setdefault(key.lower().removeprefix("m_"), []).append(item)
        return result


class Comparison:
    """What every frame is held against."""

    def __init__(self, form):
        self.form = form
        self.report = Report()
        self.exceptions = Exceptions()
        self.recorder = Recorder()
        self.decoders = {}
        # Fields of descriptors that a frame filled.
        self.filled = set()
        self.descriptors = {}

    def deliver(self, decoder, body, version):
        """Hands a frame's body to the decoder as the client's message loop does."""
        if version < PROTOBUF:
            identifier, rest = body.split(b"\0", 1)
            if not hasattr(decoder, "msgId2handleInfoProtoBuf"):
                return decoder.interpret(comm.read_fields(body))
            return decoder.interpret(comm.read_fields(rest), int(identifier))
        identifier = int.from_bytes(body[:4], "big")
        if identifier > 200:
            return decoder.processProtoBuf(body[4:], identifier - 200)
        return decoder.interpret(comm.read_fields(body[4:]), identifier)

    def frame(self, name, version, line, sent, back):
        """Compares what was sent with what the official client reads, and with what we read."""
        body = bytes.fromhex(line)[4:]
        in_protobuf = version >= PROTOBUF and int.from_bytes(body[:4], "big") > 200
        recorder = self.recorder
        recorder.calls = []
        decoder = self.decoders.get(version) or self.decoders.setdefault(version, Decoder(recorder, version))
        try:
            self.deliver(decoder, body, version)
        except Exception as error:  # whatever the client raises is a difference
            return self.report.differ(name, version, "(raises)", body, repr(error))
        if not recorder.calls or (recorder.calls[0][0] == "error" and name != "error"):
            return self.report.differ(name, version, "(no callback)", body, recorder.calls)
        form = "protobuf" if in_protobuf else "text"
        self.report.frame("server", form, name, version)
        if in_protobuf:
            self.descriptor(name, version, sent, back, recorder)
        plain = recorder.values(False)
        if plain:
            ours = without_foreign_parts(sent if in_protobuf else back)
            if name == "tickPrice":
                ours, sent = (with_flags(message, version) for message in (ours, sent))
            ours = self.exceptions.without("ignored", "server", form, name, ours, version)
            self.values(name, version, ours, plain, in_protobuf)
            self.nothing_else(name, version, form, sent, plain)

    def descriptor(self, name, version, sent, back, recorder):
        """The frame in the official descriptors: no unknown field, every value, and the same as we read."""
        message = next(iter(recorder.calls[0][1].values()))
        self.descriptors[name] = message.DESCRIPTOR
        for place in unknown_fields(message):
            self.report.differ(name, version, "(unknown field)", place, "not in the descriptor")
        note_filled(message, self.filled)
        theirs, ours = recorder.values(True), {}
        for key, item in leaves(back):
            ours.setdefault(key, []).append(item)
        for key, item in leaves(sent):
            if key == NAME:
                continue
            self.report.values += 2
            names = {key.lower()} | {wire.lower() for wire, paths in WIRE_NAMES.items() if key in paths}
            names.update(DESCRIPTOR_NAMES.get(key, []))
            found = [other for known in names for other in theirs.get(known, [])]
            if not is_unset(item) and not any(same(item, other) for other in found):
                self.report.differ(name, version, key, item, f"descriptor has {found[:6]}")
            if not is_unset(item) and not any(same(item, other) for other in ours.get(key, [])):
                self.report.differ(name, version, key, f"sent {item!r}, read back {ours.get(key)}", "-")

    def values(self, name, version, ours, theirs, in_protobuf):
        """Every value of ours arrives."""
        for key, item in leaves(ours):
            if key == NAME or (in_protobuf and is_unset(item)):
                continue
            found = [other for known in [key] + ALIASES.get(key, []) for other in theirs.get(known.lower(), [])]
            self.report.values += 1
            if any(same(item, other) for other in found):
                continue
            if item in (0, False, "") and all(is_unset(other) for other in found):
                continue  # a part that this kind of message, or this version, does not have
            self.report.differ(name, version, key, f"sent {item!r}", f"arrived {found[:6]}")

    def nothing_else(self, name, version, form, sent, theirs):
        """Nothing arrives that was not sent."""
        known = {}
        for key, item in leaves(sent):
            for alias in [key] + ALIASES.get(key, []):
                known.setdefault(alias.lower(), []).append(item)
        for key, items in theirs.items():
            for item in items:
                self.report.values += 1
                if is_unset(item) or any(same(item, other) for other in known.get(key, [])):
                    continue
                if not self.exceptions.hold("added", "server", form, name, key, version):
                    self.report.differ(name, version, key, f"sent {known.get(key)}", f"arrived {item!r}")

    def cover(self, version, expected):
        """Every protobuf message of the table and of the client was compared, and every field was filled."""
        seen = {name for side, form, name in self.report.messages if form == "protobuf"}
        for name in sorted(expected - seen):
            self.report.differ(name, version, "(message)", "not covered", "-")
        by_id = {message.id for message in messages("in") if message.name in seen}
        for identifier in sorted(set(Decoder.msgId2handleInfoProtoBuf) - by_id):
            self.report.differ(f"message {identifier}", version, "(message)", "not covered", "decoded by the client")
        cover_fields(self, "server", version)


def without_foreign_parts(value):
    """The message without the flag that an execution condition does not have, and which the other kinds have."""
    if isinstance(value, list):
        return [without_foreign_parts(inner) for inner in value]
    if not isinstance(value, dict):
        return value
    foreign = "isMore" if value.get("type") == 5 and "isConjunctionConnection" in value else None
    return {key: without_foreign_parts(inner) for key, inner in value.items() if key != foreign}


def with_flags(message, version):
    """A tickPrice with its mask taken apart as the client does it."""
    flags = {"canAutoExecute": message["attrMask"] & 1 if version >= PAST_LIMIT else message["attrMask"] == 1}
    if version >= PAST_LIMIT:
        flags["pastLimit"] = message["attrMask"] >> 1 & 1
    if version >= PRE_OPEN_BID_ASK:
        flags["preOpen"] = message["attrMask"] >> 2 & 1
    return {key: item for key, item in message.items() if key != "attrMask"} | {
        name: bool(flag) for name, flag in flags.items()
    }


def compare(comparison, plan):
    """Works through {version: [Message]}: two processes of ours and one decoder each."""
    for version, batch in sorted(plan.items()):
        values = Values(version)
        sent = []
        for message in batch:
            layout = layout_of(message.structure, LAYOUTS)
            in_protobuf = layout is not None and layout.gate is not None and version >= layout.gate
            builder = Builder(values, set(protobuf_paths(layout, LAYOUTS)) if in_protobuf else None)
            for _ in range(6 if message.name in MANIFOLD else 1):
                made = builder.message(message)
                form = "protobuf" if in_protobuf else "text"
                made = comparison.exceptions.without("unset", "server", form, message.name, made, version)
                sent.append({NAME: message.name} | made)
        frames = wire("encode", version, "server", [dump(message) for message in sent])
        for message, frame, back in zip(sent, frames, wire("decode", version, "server", frames)):
            if frame.startswith("{") or back.startswith('{"error"'):
                comparison.report.differ(message[NAME], version, "(cannot be written)", frame, back)
            else:
                comparison.frame(message[NAME], version, frame, message, load(back))


def main():
    start, options = time.monotonic(), arguments()
    form = options.form
    package = "10.51" if hasattr(Decoder, "msgId2handleInfoProtoBuf") else "9.81"
    comparison, plan = Comparison(form), {}
    changes = gates("in")
    expected = set()
    for message in messages("in"):
        if comparison.exceptions.hold("unsent", "server", form, message.name, package, 0):
            continue
        layout = layout_of(message.structure, LAYOUTS)
        if layout is not None and layout.gate is not None:
            expected.add(message.name)
        if form == "text":
            versions = text_versions(message, changes.get(message.name, set()), *options.versions)
        else:
            versions = [version for version in options.versions if version >= message.since]
        for version in versions:
            plan.setdefault(version, []).append(message)
    compare(comparison, plan)
    if form == "protobuf":
        comparison.cover(max(plan), expected)
    title = f"official {package} reads our server"
    comparison.exceptions.note(options.used)
    raise SystemExit(comparison.report.finish(title, time.monotonic() - start))


if __name__ == "__main__":
    main()
