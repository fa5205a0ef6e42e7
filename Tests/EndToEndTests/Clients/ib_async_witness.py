"""What a simulator holds, as ib_async sees it: one line of JSON.

usage: ib_async_witness.py PORT

orders: every order with a reference, open or completed: reference, permId, status, filled
executions: execId, reference, shares by order
positions: symbol and quantity
"""

import json
import sys

from ib_async import IB, util


def main():
    util.allowCtrlC()
    ib = IB()
    ib.connect("127.0.0.1", int(sys.argv[1]), clientId=77, timeout=20)
    trades = {}
    for trade in ib.reqAllOpenOrders() + ib.reqCompletedOrders(False):
        trades[trade.order.permId] = trade
    fills = ib.reqExecutions()
    print(json.dumps({
        "orders": sorted(
            [trade.order.orderRef, trade.order.permId, trade.orderStatus.status] for trade in trades.values()
        ),
        "executions": sorted(
            [fill.execution.orderRef, fill.execution.execId, fill.execution.shares, fill.execution.permId]
            for fill in fills
        ),
        "positions": sorted([item.contract.symbol, item.position] for item in ib.positions()),
    }))
    ib.disconnect()


if __name__ == "__main__":
    main()
