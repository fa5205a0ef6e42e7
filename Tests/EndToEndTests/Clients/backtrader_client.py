"""backtrader's IB store (IbPy) against `ibscript sim`: live bars, and every kind of order that its broker knows.

usage: backtrader_client.py PORT

Prints what the strategy was told, one line each, and at the end `ok backtrader`.
"""

import sys

import backtrader as bt

STEPS = ("market", "limit", "cancel", "trail", "bracket", "close")


class Trader(bt.Strategy):
    """Places one kind of order after another, each when the one before is done."""

    def __init__(self):
        self.live = False
        self.bars = 0
        self.step = -1
        self.waiting = []
        self.failures = []
        self.booked = 0.0

    def log(self, *words):
        print(self.data.datetime.datetime(0).isoformat() if len(self.data) else "-", *words, flush=True)

    def notify_data(self, data, status, *args, **kwargs):
        self.log("data", data._getstatusname(status))
        self.live = status == data.LIVE

    def notify_store(self, message, *args, **kwargs):
        self.log("store", message)

    def notify_order(self, order):
        self.log("order", order.ref, order.getstatusname(), order.executed.size, order.executed.price)
        if self.step == STEPS.index("cancel") and order.status == order.Accepted:
            self.cancel(order)

    def notify_trade(self, trade):
        self.log("trade", trade.size, trade.pnlcomm)

    def next(self):
        if not self.live:
            return
        self.bars += 1
        # What is booked is what the orders say: their executions came, with price and commission.
        if all(not order.alive() for order in self.waiting):
            self.check()
            self.step += 1
            self.place()
        elif self.bars > 200:
            self.failures.append(f"{STEPS[self.step]} does not end")
            self.env.runstop()

    def check(self):
        if self.step < 0:
            return
        kind = STEPS[self.step]
        states = [order.getstatusname() for order in self.waiting]
        wanted = {"cancel": ["Canceled"], "bracket": None}.get(kind, ["Completed"])
        if wanted and states != wanted:
            self.failures.append(f"{kind}: {states}")
        if kind == "bracket" and (states[0] != "Completed" or sorted(states[1:]) != ["Canceled", "Completed"]):
            self.failures.append(f"bracket: {states}")
        for order in self.waiting:
            self.booked += order.executed.size
            if order.executed.size and not (order.executed.price > 0 and order.executed.comm > 0):
                self.failures.append(f"{kind}: executed at {order.executed.price}, costs {order.executed.comm}")
        if self.position.size != self.booked:
            self.failures.append(f"{kind}: position {self.position.size}, booked {self.booked}")
        self.log("done", kind, states, "position", self.position.size)

    def place(self):
        if self.step >= len(STEPS):
            self.env.runstop()
            return
        kind, price = STEPS[self.step], self.data.close[0]
        if kind == "market":
            self.waiting = [self.buy(size=100)]
        elif kind == "limit":
            self.waiting = [self.buy(size=100, exectype=bt.Order.Limit, price=round(price + 1, 2))]
        elif kind == "cancel":
            self.waiting = [self.buy(size=100, exectype=bt.Order.Limit, price=round(price - 20, 2))]
        elif kind == "trail":
            self.waiting = [self.sell(size=100, exectype=bt.Order.StopTrail, trailamount=0.03)]
        elif kind == "bracket":
            self.waiting = self.buy_bracket(size=100, exectype=bt.Order.Limit, price=round(price + 1, 2),
                                            limitprice=round(price + 0.03, 2), stopprice=round(price - 0.05, 2))
        else:
            self.waiting = [self.close()]


def main():
    store = bt.stores.IBStore(host="127.0.0.1", port=int(sys.argv[1]), clientId=11, notifyall=False, timeoffset=False)
    cerebro = bt.Cerebro()
    cerebro.setbroker(store.getbroker())
    cerebro.adddata(store.getdata(dataname="AAPL-STK-SMART-USD", timeframe=bt.TimeFrame.Seconds, compression=5,
                                  rtbar=True, backfill_start=True, historical=False))
    cerebro.addstrategy(Trader)
    strategy = cerebro.run()[0]
    steps = len(STEPS)
    if strategy.step < steps:
        strategy.failures.append(f"ended in step {strategy.step}")
    for failure in strategy.failures:
        print("failed", failure)
    print("failed backtrader" if strategy.failures else "ok backtrader", flush=True)
    sys.exit(1 if strategy.failures else 0)


if __name__ == "__main__":
    main()
