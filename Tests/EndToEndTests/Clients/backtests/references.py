#!/usr/bin/env python3
"""Runs a strategy on a CSV in `backtrader` or in `backtesting`; prints its fills and what the account is worth at the end.

    references.py backtrader|backtesting buy_and_hold|sma_cross|rsi_reversion|bracket ACME.csv

Lines: `fill DATE SIGNED-QUANTITY PRICE`, then `equity VALUE`. Every fill of up to 200 shares costs one dollar, as on the
simulator. Nothing is decided before the 41st bar: `backtesting` begins later than the others.
"""

import math
import sys

import numpy as np
import pandas as pd

CASH, SIZE, FIRST = 1_000_000, 100, 41


def cents(price):
    return math.floor(price * 100 + 0.5) / 100


def wilder(closes, period=14):
    """The relative strength as its author smooths it, the first average a plain one."""
    values = np.full(len(closes), np.nan)
    changes = np.diff(closes)
    gain, loss = np.maximum(changes, 0)[:period].mean(), np.maximum(-changes, 0)[:period].mean()
    for place in range(period, len(closes)):
        if place > period:
            change = changes[place - 1]
            gain = (gain * (period - 1) + max(change, 0)) / period
            loss = (loss * (period - 1) + max(-change, 0)) / period
        values[place] = 100 * gain / (gain + loss) if gain + loss else 50
    return values


def mean(closes, period):
    return pd.Series(closes).rolling(period).mean().to_numpy()


def with_backtrader(name, frame):
    import backtrader as bt

    class Fee(bt.CommInfoBase):
        params = (("stocklike", True), ("commtype", bt.CommInfoBase.COMM_FIXED))

        def _getcommission(self, size, price, pseudoexec):
            return max(1.0, abs(size) * 0.005)

    closes = frame.Close.to_numpy()
    fast, slow, strength = mean(closes, 10), mean(closes, 30), wilder(closes)

    class Strategy(bt.Strategy):
        def next(self):
            bar = len(self)
            if bar < FIRST:
                return
            held, place = self.position.size > 0, bar - 1
            if name == "buy_and_hold" and bar == FIRST:
                self.buy(size=SIZE)
            elif name == "sma_cross":
                if fast[place] > slow[place] and not held:
                    self.buy(size=SIZE)
                elif fast[place] < slow[place] and held:
                    self.sell(size=SIZE)
            elif name == "rsi_reversion":
                if strength[place] < 35 and not held:
                    self.buy(size=SIZE)
                elif strength[place] > 60 and held:
                    self.sell(size=SIZE)
            elif name == "bracket" and not held:
                close = self.data.close[0]
                self.buy_bracket(
                    size=SIZE, exectype=bt.Order.Market, stopprice=cents(close * 0.94), limitprice=cents(close * 1.06)
                )

        def notify_order(self, order):
            if order.status == order.Completed:
                day = bt.num2date(order.executed.dt).date()
                print("fill", day, int(order.executed.size), f"{order.executed.price:.2f}")

    cerebro = bt.Cerebro()
    cerebro.addstrategy(Strategy)
    cerebro.adddata(bt.feeds.PandasData(dataname=frame))
    cerebro.broker.setcash(CASH)
    cerebro.broker.addcommissioninfo(Fee())
    cerebro.run()
    print(f"equity {cerebro.broker.getvalue():.2f}")


def with_backtesting(name, frame):
    from backtesting import Backtest, Strategy

    class Tested(Strategy):
        def init(self):
            closes = self.data.Close
            self.fast = self.I(mean, closes, 10)
            self.slow = self.I(mean, closes, 30)
            self.strength = self.I(wilder, closes)

        def next(self):
            bar = len(self.data)
            if bar < FIRST:
                return
            held = bool(self.position)
            if name == "buy_and_hold" and bar == FIRST:
                self.buy(size=SIZE)
            elif name == "sma_cross":
                if self.fast[-1] > self.slow[-1] and not held:
                    self.buy(size=SIZE)
                elif self.fast[-1] < self.slow[-1] and held:
                    self.position.close()
            elif name == "rsi_reversion":
                if self.strength[-1] < 35 and not held:
                    self.buy(size=SIZE)
                elif self.strength[-1] > 60 and held:
                    self.position.close()
            elif name == "bracket" and not held:
                close = self.data.Close[-1]
                self.buy(size=SIZE, sl=cents(close * 0.94), tp=cents(close * 1.06))

    test = Backtest(frame, Tested, cash=CASH, commission=lambda size, price: max(1.0, abs(size) * 0.005))
    result = test.run()
    fills = []
    for trade in result["_trades"].itertuples():
        fills.append((trade.EntryTime.date(), trade.Size, trade.EntryPrice))
        fills.append((trade.ExitTime.date(), -trade.Size, trade.ExitPrice))
    for trade in result._strategy.trades:
        fills.append((trade.entry_time.date(), trade.size, trade.entry_price))
    for day, size, price in sorted(fills):
        print("fill", day, int(size), f"{price:.2f}")
    print(f"equity {result['Equity Final [$]']:.2f}")


program, name, path = sys.argv[1:]
data = pd.read_csv(path, parse_dates=["Date"], index_col="Date")
{"backtrader": with_backtrader, "backtesting": with_backtesting}[program](name, data)
