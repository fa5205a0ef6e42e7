"""The official protobuf descriptors: what fills them, what they do not know, and whether all of them were used."""

import inspect

from tables import layouts, structures

LAYOUTS = layouts()
STRUCTURES = structures()


def unknown_fields(message):
    """Places of fields that the descriptor does not have."""
    from google.protobuf.unknown_fields import UnknownFieldSet

    for field in UnknownFieldSet(message):
        yield f"{message.DESCRIPTOR.name} {field.field_number}"
    for field, value in message.ListFields():
        if field.message_type is None or field.message_type.GetOptions().map_entry:
            continue
        for nested in [value] if hasattr(value, "ListFields") else value:
            yield from unknown_fields(nested)


def note_filled(message, filled):
    """Adds the fields that are set, those of nested messages included."""
    for field, value in message.ListFields():
        filled.add((message.DESCRIPTOR.name, field.name))
        if field.message_type is None or field.message_type.GetOptions().map_entry:
            continue
        for nested in [value] if hasattr(value, "ListFields") else value:
            note_filled(nested, filled)


def reachable(descriptor, known):
    """The descriptor and all inside it, by name."""
    if descriptor.name not in known and not descriptor.GetOptions().map_entry:
        known[descriptor.name] = descriptor
        for field in descriptor.fields:
            if field.message_type is not None:
                reachable(field.message_type, known)


def cover_fields(comparison, side, version):
    """A field of an official descriptor that no frame filled is a difference."""
    known = {}
    for descriptor in comparison.descriptors.values():
        reachable(descriptor, known)
    for name, descriptor in known.items():
        for field in descriptor.fields:
            if (name, field.name) not in comparison.filled:
                if not comparison.exceptions.hold("uncovered", side, "protobuf", name, field.name, version):
                    comparison.report.differ(name, version, field.name, "never filled", "in the descriptor")


def proto_name(method):
    """The name of the descriptor that a …ProtoBuf method takes."""
    parameter = list(inspect.signature(method).parameters.values())[-1]
    if parameter.annotation is not inspect.Parameter.empty:
        return parameter.annotation.DESCRIPTOR.name
    name = parameter.name.removesuffix("Proto")
    return name[0].upper() + name[1:]


def number_texts():
    """The fields of descriptors that are texts there and numbers here: {(descriptor, field)}."""
    result = set()
    for layout in LAYOUTS.values():
        for field in layout.fields:
            current = layout.structures[0]
            for segment in field.path.split("."):
                current = dict(STRUCTURES.get(current, [])).get(segment, "").rstrip("?")
                current = current.removeprefix("list<").removesuffix(">")
            if field.type == "string" and current in ("decimal", "double"):
                result.add((layout.name, field.name))
    return result


NUMBER_TEXTS = number_texts()


def fill(proto, values, share):
    """Sets a share of the fields of a descriptor, and of those inside it."""
    for field in proto.DESCRIPTOR.fields:
        if values.source.random() > share:
            continue
        target = getattr(proto, field.name)
        if field.message_type is not None and field.message_type.GetOptions().map_entry:
            target[values.text()] = values.text()
        elif field.message_type is not None and field.is_repeated:
            for _ in range(2):
                fill(target.add(), values, share)
        elif field.message_type is not None:
            target.SetInParent()
            fill(target, values, share)
        elif field.is_repeated:
            target.extend([scalar(proto, field, values), scalar(proto, field, values)])
        else:
            setattr(proto, field.name, scalar(proto, field, values))


def scalar(proto, field, values):
    kinds = {field.CPPTYPE_INT32: "int", field.CPPTYPE_INT64: "long", field.CPPTYPE_DOUBLE: "double"}
    kinds |= {field.CPPTYPE_BOOL: "bool", field.CPPTYPE_STRING: "string"}
    kind = kinds[field.cpp_type]
    if kind == "int":
        return values.integer(field.name)
    if kind == "long":
        return values.integer(field.name) + 2**32 * values.source.randrange(2)
    if kind == "double":
        return float(values.integer()) if field.name == "multiplier" else values.price()
    if kind == "bool":
        return True
    if (proto.DESCRIPTOR.name, field.name) in NUMBER_TEXTS:
        return str(values.price())
    return values.text(field.name)
