"""Plays the captured cases through one client and prints what it was told.

usage: sequences.py ib_async|official PORT [NAME ...]

A line per case: `story NAME: message; message; ...`, or `failed NAME: ...`.
"""

import sys
import traceback

from acceptance.card import Failure
from acceptance.sequences import SEQUENCES
from cards import make_desk


def main():
    client, port, wanted = sys.argv[1], int(sys.argv[2]), sys.argv[3:]
    for place, sequence in enumerate(SEQUENCES):
        if wanted and sequence.__name__ not in wanted:
            continue
        desk = make_desk(client, port, place + 1)
        try:
            print(f"story {sequence.__name__}: {'; '.join(sequence(desk))}", flush=True)
        except Failure as failure:
            seen = "; ".join(event.line for event in desk.events[-20:])
            print(f"failed {sequence.__name__}: expected {failure}; seen: {seen}", flush=True)
        except Exception:
            print(f"failed {sequence.__name__}: {traceback.format_exc()!r}", flush=True)
        desk.close_all()
        janitor = make_desk(client, port, 1000)
        janitor.clean()
        janitor.close()


if __name__ == "__main__":
    main()
