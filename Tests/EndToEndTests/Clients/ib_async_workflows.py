"""ib_async's documented workflows against `ibscript sim`, all in one process, a connection each.

usage: ib_async_workflows.py PORT [NAME ...]

A line per workflow, `ok NAME` or `failed NAME: ...`, and a line `unserved WHAT: ...` for what the simulator has no
answer to.
"""

import sys
import traceback

from workflows import account, bars, contracts, ordering, ticks
from workflows.session import Failure, Session


def main():
    port, wanted = int(sys.argv[1]), sys.argv[2:]
    number = 0
    for module in (bars, ticks, contracts, ordering, account):
        for workflow in module.WORKFLOWS:
            number += 1
            name = f"{module.__name__.split('.')[-1]}.{workflow.__name__}"
            if wanted and name not in wanted:
                continue
            session = Session(port, number)
            try:
                workflow(session)
                print("ok", name, flush=True)
            except Failure as failure:
                print(f"failed {name}: expected {failure}", flush=True)
            except Exception:
                print(f"failed {name}: {traceback.format_exc()[-600:]!r}", flush=True)
            for what in session.unserved:
                print("unserved", what, flush=True)
            session.ib.disconnect()


if __name__ == "__main__":
    main()
