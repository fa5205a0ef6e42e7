"""The tables under Schema/, as the comparisons need them."""

import os
from collections import namedtuple

ROOT = os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "..")
# Where every text message may change whatever its rows say: fractions, escapes, decimals.
COMMON_GATES = {101, 153, 163}
PROTOBUF = 201

Message = namedtuple("Message", "id name structure since")
Layout = namedtuple("Layout", "name structures gate fields")
Field = namedtuple("Field", "number name type label message path")


def rows(name):
    """The rows of a table, each as a dictionary."""
    with open(os.path.join(ROOT, "Schema", name + ".tsv"), encoding="utf-8") as table:
        header = next(table).rstrip("\n").split("\t")
        for line in table:
            cells = line.rstrip("\n").split("\t")
            yield dict(zip(header, cells + [""] * len(header)))


def structures():
    """The fields of every structure: {name: [(field, type)]}; a word of the vocabulary is a string to the clients."""
    words = {row["type"] for row in rows("vocabulary")}
    result = {}
    for row in rows("structures"):
        fields = result.setdefault(row["structure"], [])
        if row["field"]:
            fields.append((row["field"], "string" if row["type"] in words else row["type"]))
    return result


def messages(direction):
    """The messages of a side: [Message]; `since` counts for both forms."""
    prefix = "ClientMessage." if direction == "out" else "ServerMessage."
    result = []
    for row in rows("messages"):
        if row["direction"] == direction and row["position"] == "0":
            name = row["msgName"]
            structure = prefix + name[0].upper() + name[1:]
            result.append(Message(int(row["msgId"]), name, structure, int(row["sinceServerVersion"] or 0)))
    return result


def gates(direction):
    """The versions at which the text form of a message changes: {name: {version}}."""
    result = {}
    for row in rows("messages"):
        if row["direction"] == direction:
            changes = result.setdefault(row["msgName"], set())
            if row["sinceServerVersion"]:
                changes.add(int(row["sinceServerVersion"]))
            if row["untilServerVersion"]:
                changes.add(int(row["untilServerVersion"]) + 1)
    return result


def text_versions(message, changes, lowest, highest):
    """Every version of the range next to a gate of the message, and both ends."""
    near = {lowest, highest}
    for gate in changes | COMMON_GATES:
        near |= {gate - 1, gate, gate + 1}
    return sorted(version for version in near if max(lowest, message.since) <= version <= highest)


def carried(direction):
    """Which paths the text form carries: {message: [(path, since, until, has a condition)]}."""
    result, groups = {}, {}
    for row in rows("messages"):
        if row["direction"] != direction or row["path"] == "-":
            continue
        name, position, path = row["msgName"], row["position"], row["path"]
        since, until = int(row["sinceServerVersion"] or 0), int(row["untilServerVersion"] or 999)
        if "." in position:
            outer, outer_since = groups[(name, position.rsplit(".", 1)[0])]
            path = outer if path == "." else f"{outer}.{path}"
            since = max(since, outer_since)
        if row["type"] == "count":
            groups[(name, position)] = (path, since)
        result.setdefault(name, []).append((path, since, until, bool(row["condition"])))
    return result


def layouts():
    """The protobuf layouts: {name: Layout}."""
    result = {}
    for row in rows("protobuf"):
        layout = result.get(row["message"])
        if layout is None:
            gate = int(row["gateServerVersion"]) if row["gateServerVersion"] else None
            layout = Layout(row["message"], row["structures"].split(","), gate, [])
            result[row["message"]] = layout
        if row["wireName"]:
            cells = (row[column] for column in ("wireName", "type", "label", "messageType", "path"))
            layout.fields.append(Field(int(row["fieldNumber"]), *cells))
    return result


def layout_of(structure, known):
    """The layout of a message's structure; None when it has no protobuf form."""
    return next((layout for layout in known.values() if structure in layout.structures), None)


def protobuf_paths(layout, known, prefix=""):
    """Every path that a protobuf message carries."""
    for field in layout.fields:
        nested = known.get(field.message)
        if field.path == "(owner)":
            yield field.name
        elif field.path == "(inline)":
            yield from protobuf_paths(nested, known, prefix)
        else:
            path = prefix + ("subscription" if field.path == "(custom)" else field.path)
            for end in range(len(prefix.split(".")), path.count(".") + 2):
                yield ".".join(path.split(".")[:end])
            if nested and nested.name != layout.name:
                yield from protobuf_paths(nested, known, path + ".")


def renamed(known):
    """The names that descriptors give to fields which are called otherwise here: {wire name: {field}}."""
    result = {}
    for layout in known.values():
        for field in layout.fields:
            if not field.path.startswith("("):
                result.setdefault(field.name, set()).add(field.path.rsplit(".", 1)[-1])
    return result
