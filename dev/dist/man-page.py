"""Writes the manual page of a program from the description that its argument parser dumps.

Usage: PROGRAM --experimental-dump-help | man-page.py VERSION DATE > PROGRAM.1
"""

import json
import sys


def roff(text):
    """The text with what roff would take for its own escaped."""
    lines = text.replace("\\", "\\e").replace("-", "\\-").splitlines()
    return "\n".join("\\&" + line if line.startswith((".", "'")) else line for line in lines)


def paragraphs(text):
    for number, paragraph in enumerate((text or "").split("\n\n")):
        if number:
            yield ".PP"
        yield ".br\n".join(roff(line) + "\n" for line in paragraph.splitlines()).rstrip("\n")


def name(argument):
    """How an argument is written on the command line."""
    if argument["kind"] == "positional":
        text = "<" + argument["valueName"] + ">"
        return text + " ..." if argument["isRepeating"] else text
    names = ", ".join(("--" if n["kind"] == "long" else "-") + n["name"] for n in argument["names"])
    return names if argument["kind"] == "flag" else names + " <" + argument["valueName"] + ">"


def arguments(command):
    for argument in command.get("arguments", []):
        if not argument["shouldDisplay"] or argument.get("valueName") == "help":
            continue
        yield ".TP\n\\fB" + roff(name(argument)) + "\\fR"
        yield roff(argument.get("abstract", ""))
        if argument.get("discussion"):
            yield roff(argument["discussion"])
        if argument.get("allValues"):
            yield "Values: " + roff(", ".join(argument["allValues"])) + "."
        if "defaultValue" in argument:
            yield "Default: " + roff(argument["defaultValue"]) + "."


def command(prefix, description):
    """The section of a command, and those of the commands below it."""
    words = prefix + [description["commandName"]]
    yield ".SS " + roff(" ".join(words))
    yield roff(description.get("abstract", ""))
    if description.get("discussion"):
        yield ".PP"
        yield from paragraphs(description["discussion"])
    yield from arguments(description)
    for below in shown(description):
        yield from command(words, below)


def shown(description):
    return [c for c in description.get("subcommands", []) if c["shouldDisplay"] and c["commandName"] != "help"]


def page(root, version, date):
    yield f'.TH {root["commandName"].upper()} 1 "{date}" "{root["commandName"]} {version}"'
    yield ".SH NAME"
    abstract = root["abstract"].rstrip(".")
    yield root["commandName"] + " \\- " + roff(abstract[0].lower() + abstract[1:])
    yield ".SH SYNOPSIS"
    yield "\\fB" + root["commandName"] + "\\fR [\\fIcommand\\fR] [\\fIoptions\\fR] [\\fIarguments\\fR]"
    if root.get("discussion"):
        yield ".SH DESCRIPTION"
        yield from paragraphs(root["discussion"])
    yield ".SH COMMANDS"
    for below in shown(root):
        yield from command([root["commandName"]], below)


if __name__ == "__main__":
    if len(sys.argv) != 3:
        sys.exit(__doc__)
    print("\n".join(page(json.load(sys.stdin)["command"], *sys.argv[1:])))
