"""The desk of ib_async."""

import logging
import time

from ib_async import IB, Contract, Order, util

from . import event
from .desk import Desk

util.logToConsole(logging.CRITICAL)


class IBAsyncDesk(Desk):
    """ib_async as it is; the callbacks of its wrapper are also kept as events."""

    def __init__(self, port, client_id, family=None):
        super().__init__(port, client_id, family)
        self.contracts = {}
        self.ib = IB()
        for name in ("openOrder", "orderStatus", "execDetails", "commissionReport", "error", "completedOrder",
                     "managedAccounts", "nextValidId"):
            self.tap(name)
        self.ib.connect("127.0.0.1", port, clientId=client_id, timeout=10)

    def tap(self, name):
        original = getattr(self.ib.wrapper, name, None)

        def heard(*arguments):
            self.events.append(self.read(name, arguments))
            if original:
                original(*arguments)

        setattr(self.ib.wrapper, name, heard)

    def read(self, name, arguments):
        if name == "openOrder":
            return event.opened(*arguments)
        if name == "orderStatus":
            return event.status(*arguments)
        if name == "execDetails":
            request = arguments[0]
            kind = "answer" if request in self.ib.wrapper._futures else "execution"
            return event.executed(kind, *arguments[1:])
        if name == "commissionReport":
            return event.charged(*arguments)
        if name == "completedOrder":
            return event.completed(*arguments)
        if name == "error":
            return event.failed(*arguments[:3])
        return event.Event(name)

    def pump(self, condition, seconds):
        deadline = time.monotonic() + seconds
        while not condition():
            if time.monotonic() > deadline:
                return False
            # Data that come just before ib_async waits do not wake it: look again soon.
            self.ib.waitOnUpdate(0.05)
        return True

    def next_id(self):
        return self.ib.client.getReqId()

    def _place(self, order_id, instrument, fields):
        trade = self.trade_of(order_id)
        if trade and not trade.isDone() and trade.contract.symbol == instrument["symbol"]:
            for name, value in fields.items():
                setattr(trade.order, name, value)
            self.ib.placeOrder(trade.contract, trade.order)
        elif trade:
            # ib_async does not send a finished order again; the wire underneath does.
            self.ib.client.placeOrder(order_id, Contract(**instrument), Order(orderId=order_id, **fields))
        else:
            self.ib.placeOrder(Contract(**instrument), Order(orderId=order_id, **fields))

    def trade_of(self, order_id):
        return self.ib.wrapper.trades.get((self.client_id, order_id))

    def _cancel(self, order_id):
        trade = self.trade_of(order_id)
        if trade and not trade.isDone():
            self.ib.cancelOrder(trade.order)
        else:
            self.ib.client.cancelOrder(order_id, "")

    def cancel_all(self):
        self.ib.reqGlobalCancel()

    def own_view(self, order_id):
        trade = self.trade_of(order_id)
        return trade and (trade.orderStatus.status, float(trade.filled()))

    def contract(self, instrument):
        key = tuple(instrument.items())
        if key not in self.contracts:
            contract = Contract(**instrument)
            self.ib.qualifyContracts(contract)
            self.contracts[key] = contract
        return self.contracts[key]

    def quote(self, instrument):
        (ticker,) = self.ib.reqTickers(self.contract(instrument))
        return ticker.bid, ticker.ask

    def watch(self, instrument):
        """Starts quotes; gives a function that tells how many came, and one that ends them."""
        ticker = self.ib.reqMktData(self.contract(instrument))
        seen = []
        ticker.updateEvent += lambda updated: seen.append(updated.time)
        return (lambda: len(seen)), (lambda: self.ib.cancelMktData(ticker.contract))

    def positions(self):
        return [(item.contract.symbol, item.position) for item in self.ib.reqPositions()]

    def open_orders(self, all_clients):
        trades = self.ib.reqAllOpenOrders() if all_clients else self.ib.reqOpenOrders()
        found = [event.Event("open", trade.order.orderId, trade.orderStatus.status, perm=trade.order.permId,
                             client=trade.order.clientId, terms=event.terms(trade.order)) for trade in trades]
        # Reports of changes may come between; the last one of each order counts.
        return list({(item.client, item.order): item for item in found}.values())

    def completed_orders(self):
        return [event.completed(trade.contract, trade.order, trade.orderStatus)
                for trade in self.ib.reqCompletedOrders(False)]

    def request_executions(self):
        """Executions on request, each with its commission."""
        found = []
        for fill in self.ib.reqExecutions():
            item = event.executed("answer", fill.contract, fill.execution)
            # The report went to the first object that ib_async made of this execution.
            report = self.ib.wrapper.fills[item.execution].commissionReport
            item.commission = report.commission if report.execId else None
            found.append(item)
        return found

    def preview(self, instrument, action, quantity, order_type, **fields):
        order = Order(action=action, totalQuantity=quantity, orderType=order_type, **fields)
        return self.ib.whatIfOrder(Contract(**instrument), order)

    def account_value(self, tag):
        return next(float(value.value) for value in self.ib.accountSummary() if value.tag == tag)

    def strikes(self, symbol):
        """The expirations and strikes of a stock's options."""
        contract = self.contract({"symbol": symbol, "secType": "STK", "exchange": "SMART", "currency": "USD"})
        chain = self.ib.reqSecDefOptParams(symbol, "", "STK", contract.conId)[0]
        return sorted(chain.expirations), sorted(chain.strikes)

    def now(self):
        return self.ib.reqCurrentTime()

    def close(self):
        self.ib.disconnect()
