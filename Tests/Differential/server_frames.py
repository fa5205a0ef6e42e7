"""Our server frames, read by the official client's decoder: every value must arrive under its own name.

usage: server_frames.py LOWEST HIGHEST [STEP]
"""

import inspect
import json
import logging
import sys

from bridge import Report, Values, leaves, load, messages, same, structures, wire
from ibapi import comm
from ibapi.decoder import Decoder
from ibapi.wrapper import EWrapper

logging.disable(logging.CRITICAL)
STRUCTURES = structures()
# Names that the client, or an older one, gives to the same value.
ALIASES = {
    "type": ["condType"],
    "id": ["id_"],
    "yield": ["yield_"],
    "lastTradeDateOrContractMonth": ["maturity"],
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
# Values that the client takes apart or drops; they have tests of their own.
SKIPPED = {
    ("tickPrice", "attrMask"),
    ("tickByTick", "tickType"),
    ("mktDepthExchanges", "isL2"),
    ("contractDetails", "mdSizeMultiplier"),
    ("bondContractDetails", "mdSizeMultiplier"),
    ("contractDetails", "sizeMinTick"),
    ("bondContractDetails", "sizeMinTick"),
}


def value(kind, name, values):
    """A random value of a structure's field."""
    kind = kind.rstrip("?")
    if kind.startswith("list<"):
        return [value(kind[5:-1], name, values) for _ in range(values.source.randrange(1, 3))]
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
    return {field: value(inner, field, values) for field, inner in STRUCTURES[kind]}


def is_unset(item):
    """Whether the client calls the value not set."""
    return item is None or (isinstance(item, (int, float)) and (item == 2**31 - 1 or item >= 1.79e308))


class Recorder(EWrapper):
    """Takes every callback as a dictionary of its arguments."""

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


def deliver(decoder, body):
    """Hands a frame's body to the decoder as the client's message loop does."""
    if hasattr(decoder, "msgId2handleInfoProtoBuf"):
        identifier, rest = body.split(b"\0", 1)
        decoder.interpret(comm.read_fields(rest), int(identifier))
    else:
        decoder.interpret(comm.read_fields(body))


def compare(name, version, line, ours, report):
    """Compares what we read in our own frame with what the official client reads in it."""
    recorder = Recorder()
    decoder = Decoder(recorder, version)
    body = bytes.fromhex(line)[4:]
    try:
        deliver(decoder, body)
    except Exception as error:  # whatever the client raises is a difference
        report.differ(f"{name} raises", f"at {version}: {error!r}")
        return
    if not recorder.calls or (recorder.calls[0][0] == "error" and name != "error"):
        report.differ(f"{name} gives no callback", f"at {version}: {body} {recorder.calls}")
        return
    theirs = {}
    for call_name, arguments in recorder.calls:
        for key, item in leaves(arguments):
            theirs.setdefault(key.lower().removeprefix("m_"), []).append(item)
    report.frames += 1
    for key, item in leaves(ours):
        if key == "message" or (name, key) in SKIPPED:
            continue
        names = [key] + ALIASES.get(key, [])
        found = [other for known in names for other in theirs.get(known.lower(), [])]
        if item in (0, False, "") and (key == "isMore" or all(is_unset(other) for other in found)):
            continue  # a part that this kind of message, or this version, does not have
        if not found:
            report.differ(f"{name}.{key} is unknown to the client", f"at {version}: {item!r}")
        elif not any(same(item, other) for other in found):
            report.differ(f"{name}.{key}", f"at {version}: sent {item!r}, arrived {found[:6]}")
        report.fields += 1


def main():
    lowest, highest = int(sys.argv[1]), int(sys.argv[2])
    step = int(sys.argv[3]) if len(sys.argv) > 3 else 1
    report = Report()
    known = messages("in")
    for version in sorted(set(range(lowest, highest + 1, step)) | {highest}):
        values = Values(version)
        names, lines = [], []
        for _, name, since in known:
            if since > version or (name == "fundamentalData" and not hasattr(EWrapper, name)):
                continue
            fields = STRUCTURES["ServerMessage." + name[0].upper() + name[1:]]
            for _ in range(3 if name in ("tickByTick", "openOrder", "completedOrder") else 1):
                message = {"message": name}
                message.update({field: value(kind, field, values) for field, kind in fields})
                if name == "tickPrice":
                    message["tickType"] = 1  # the client gives a size to prices that have one
                names.append(name)
                lines.append(json.dumps(message))
        frames = wire("encode", version, "server", lines)
        for name, frame, back in zip(names, frames, wire("decode", version, "server", frames)):
            if frame.startswith("{") or back.startswith('{"error"'):
                report.differ(f"{name} cannot be written", f"at {version}: {frame} {back}")
                continue
            compare(name, version, frame, load(back), report)
    report.finish(f"server frames {lowest}..{highest}")


main()
