"""The table of cards, and what they check with."""

import traceback
from dataclasses import dataclass


class Failure(Exception):
    """A card that does not hold; the text says what was expected."""


def check(condition, text):
    if not condition:
        raise Failure(text)


@dataclass
class Card:
    """One acceptance card: its number, what it says, and the steps."""

    number: str
    text: str
    steps: object
    simulator: str


CARDS = []


def card(number, simulator="plain"):
    """Puts a function into the table; its name is the card's text.

    `simulator` names the settings of the simulator that the card needs.
    """

    def add(function):
        CARDS.append(Card(number, function.__name__.replace("_", " "), function, simulator))
        return function

    return add


def run(found, desk):
    """Runs one card and prints its line: `ok`, or `failed` with what was expected and what was seen."""
    begin = len(desk.events)
    try:
        found.steps(desk)
        desk.check_own_view(begin)
        failure = None
    except Failure as error:
        failure = str(error)
    except Exception:
        failure = " / ".join(traceback.format_exc().strip().splitlines()[-3:])
    seen = [event.line for event in desk.events[begin:]]
    print(f"ok {found.number} {found.text}" if failure is None
          else f"failed {found.number} {found.text}: expected {failure}; seen: {'; '.join(seen[-30:]) or 'nothing'}",
          flush=True)
    return failure is None
