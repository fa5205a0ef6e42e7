"""Runs the acceptance cards through one client, all in one process.

usage: cards.py ib_async|official SIMULATOR=PORT ... [-- NUMBER ...]

Prints a line per card, `ok NUMBER TEXT` or `failed NUMBER TEXT: ...`; exit 0 when all hold. The simulators are named
by their settings: plain (with master client id 99), read-only, no-data, sessions (real ones), precautions.
"""

import sys

from acceptance import card
from acceptance import (  # noqa: F401  (each adds its cards to the table)
    market, limit, trigger, modify, cancel, bracket, flags, rejection, lifecycle, options,
)


def make_desk(client, port, number):
    if client == "ib_async":
        from acceptance.ib_async_desk import IBAsyncDesk
        return IBAsyncDesk(port, number)
    from acceptance.official_desk import OfficialDesk
    return OfficialDesk(port, number)


def main():
    arguments = sys.argv[2:]
    wanted = arguments[arguments.index("--") + 1:] if "--" in arguments else None
    ports = dict(argument.split("=") for argument in arguments if "=" in argument)
    janitors = {name: make_desk(sys.argv[1], int(port), 1000) for name, port in ports.items()}
    held = True
    for place, found in enumerate(card.CARDS):
        if wanted is None or found.number in wanted:
            # A client id each: what a card leaves behind in its client is no matter of the next.
            desk = make_desk(sys.argv[1], int(ports[found.simulator]), place + 1)
            held = card.run(found, desk) and held
            desk.close_all()
            janitors[found.simulator].clean()
    for janitor in janitors.values():
        janitor.close()
    raise SystemExit(0 if held else 1)


if __name__ == "__main__":
    main()
