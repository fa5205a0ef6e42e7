"""ib_async against `ibscript sim --state`: one named step per call, each a client that comes and goes.

usage: ib_async_state_client.py PORT place|look|cancel|many

place: buys 100 AAPL, and leaves an order that is good till cancelled
look: one line of JSON with all that must outlive the simulator
cancel: cancels all open orders
many: places orders until the connection is lost; one line with the permId of each that was confirmed
"""

import json
import sys

from ib_async import IB, LimitOrder, MarketOrder, Stock, util

CLIENT_ID = 11


def check(condition, text):
    if not condition:
        raise SystemExit(f"failed: {text}")


def wait_for(ib, condition, text):
    for _ in ib.loopUntil(condition, 20):
        pass
    check(condition(), text)


def place(ib):
    aapl = Stock("AAPL", "SMART", "USD")
    bought = ib.placeOrder(aapl, MarketOrder("BUY", 100))
    wait_for(ib, lambda: bought.orderStatus.status == "Filled", "Filled")
    kept = ib.placeOrder(aapl, LimitOrder("BUY", 10, 100, tif="GTC", orderRef="kept"))
    wait_for(ib, lambda: kept.orderStatus.status == "Submitted", "Submitted")


def look(ib):
    orders = ib.reqAllOpenOrders()
    cash = {row.tag: row.value for row in ib.accountSummary() if row.tag == "TotalCashValue"}
    print(json.dumps({
        "account": ib.managedAccounts(),
        "next id": ib.client.getReqId(),
        "open": [[trade.order.orderId, trade.order.permId, trade.order.clientId, trade.order.tif, trade.order.orderRef,
                  trade.order.lmtPrice, trade.orderStatus.status] for trade in orders],
        "completed": [[trade.order.permId, trade.orderStatus.status] for trade in ib.reqCompletedOrders(False)],
        "executions": [[fill.execution.execId, fill.execution.time.isoformat(), fill.execution.price,
                        fill.commissionReport.commission] for fill in ib.reqExecutions()],
        "positions": [[item.contract.symbol, item.position, item.avgCost] for item in ib.positions()],
        "cash": cash,
    }))


def cancel(ib):
    for trade in ib.openTrades():
        ib.cancelOrder(trade.order)
    wait_for(ib, lambda: not ib.openTrades(), "all cancelled")
    print("cancelled")


def many(ib):
    aapl = Stock("AAPL", "SMART", "USD")

    def tell(trade):
        if trade.orderStatus.status == "Submitted":
            print(trade.order.permId, flush=True)

    ib.orderStatusEvent += tell
    while ib.isConnected():
        ib.placeOrder(aapl, LimitOrder("BUY", 1, 100, tif="GTC"))
        ib.sleep(0.01)


def main():
    port, step = int(sys.argv[1]), sys.argv[2]
    util.logToConsole("CRITICAL")
    ib = IB()
    ib.connect("127.0.0.1", port, clientId=CLIENT_ID, timeout=30)
    try:
        {"place": place, "look": look, "cancel": cancel, "many": many}[step](ib)
    except ConnectionError:
        check(step == "many", "connected")
    ib.disconnect()


if __name__ == "__main__":
    main()
