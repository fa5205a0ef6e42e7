"""The desk of the official client, 9.81 and 10.51."""

import collections
import datetime
import queue
import socket
import threading
import time
from decimal import Decimal

from ibapi.client import EClient
from ibapi.contract import Contract
from ibapi.execution import ExecutionFilter
from ibapi.order import Order
from ibapi.wrapper import EWrapper

from . import event
from .card import check
from .desk import LIMIT, Desk

ORDER_EVENTS = {"openOrder", "orderStatus", "execDetails", "commissionReport", "commissionAndFeesReport", "error",
                "completedOrder", "managedAccounts", "nextValidId"}
ANSWERS = (
    "openOrderEnd execDetailsEnd completedOrdersEnd position positionEnd accountSummary accountSummaryEnd currentTime "
    "contractDetails contractDetailsEnd securityDefinitionOptionParameter securityDefinitionOptionParameterEnd "
    "tickPrice tickSize tickSnapshotEnd"
).split()


class Client(EWrapper, EClient):
    """Puts every callback that cards look at into a queue."""

    def __init__(self):
        EClient.__init__(self, self)
        self.callbacks = queue.Queue()
        for name in [*ORDER_EVENTS, *ANSWERS]:
            if hasattr(EWrapper, name):
                setattr(self, name, self.heard(name))

    def heard(self, name):
        return lambda *arguments, **named: self.callbacks.put((name, arguments + tuple(named.values())))


class OfficialDesk(Desk):
    """The official client as it is: its callbacks come from its reader thread through a queue."""

    def __init__(self, port, client_id, family=None):
        super().__init__(port, client_id, family)
        self.asked = set()
        self.answers = []
        self.ticks = collections.Counter()
        self.client = Client()
        self.client.connect("127.0.0.1", port, client_id)
        threading.Thread(target=self.client.run, daemon=True).start()
        self.last_id = 0
        self.next_request = 1_000_000
        self.wait(lambda: self.last_id > 0, "nextValidId")

    def pump(self, condition, seconds):
        deadline = time.monotonic() + seconds
        while True:
            while not self.client.callbacks.empty():
                self.take(*self.client.callbacks.get())
            if condition():
                return True
            left = deadline - time.monotonic()
            if left <= 0:
                return False
            try:
                self.take(*self.client.callbacks.get(timeout=left))
            except queue.Empty:
                continue

    def take(self, name, arguments):
        if name in ORDER_EVENTS:
            self.events.append(self.read(name, arguments))
        else:
            self.answers.append((name, arguments))
            if name.startswith("tick"):
                self.ticks[arguments[0]] += 1

    def read(self, name, arguments):
        if name == "openOrder":
            return event.opened(*arguments)
        if name == "orderStatus":
            return event.status(*arguments)
        if name == "execDetails":
            return event.executed("answer" if arguments[0] in self.asked else "execution", *arguments[1:])
        if name in ("commissionReport", "commissionAndFeesReport"):
            return event.charged(*arguments)
        if name == "completedOrder":
            return event.completed(*arguments)
        if name == "error":
            # 10.51 has the error's time between id and code.
            return event.failed(arguments[0], *(arguments[2:4] if isinstance(arguments[2], int) else arguments[1:3]))
        if name == "nextValidId":
            self.last_id = max(self.last_id, arguments[0])
        return event.Event(name)

    def ask(self, send, *names, end):
        """Sends a request and gives the answers of these names up to the end."""
        self.answers.clear()
        send()
        self.wait(lambda: any(name == end for name, _ in self.answers), end)
        return [arguments for name, arguments in self.answers if name in names]

    def request_id(self):
        self.next_request += 1
        return self.next_request

    def next_id(self):
        self.last_id += 1
        return self.last_id - 1

    def _place(self, order_id, instrument, fields):
        self.client.placeOrder(order_id, contract(instrument), order(fields))

    def _cancel(self, order_id):
        try:
            from ibapi.order_cancel import OrderCancel
            self.client.cancelOrder(order_id, OrderCancel())
        except ImportError:
            self.client.cancelOrder(order_id)

    def cancel_all(self):
        try:
            from ibapi.order_cancel import OrderCancel
            self.client.reqGlobalCancel(OrderCancel())
        except ImportError:
            self.client.reqGlobalCancel()

    def own_view(self, order_id):
        """None: this client keeps no book of orders."""

    def quote(self, instrument):
        request = self.request_id()
        ticks = self.ask(lambda: self.client.reqMktData(request, contract(instrument), "", True, False, []),
                         "tickPrice", end="tickSnapshotEnd")
        prices = {tick[1]: tick[2] for tick in ticks}
        return prices[1], prices[2]

    def watch(self, instrument):
        """Starts quotes; gives a function that tells how many came, and one that ends them."""
        request = self.request_id()
        self.client.reqMktData(request, contract(instrument), "", False, False, [])
        return (lambda: self.ticks[request]), (lambda: self.client.cancelMktData(request))

    def positions(self):
        found = self.ask(self.client.reqPositions, "position", end="positionEnd")
        self.client.cancelPositions()
        return [(item[1].symbol, float(item[2])) for item in found]

    def open_orders(self, all_clients):
        begin = len(self.events)
        self.ask(self.client.reqAllOpenOrders if all_clients else self.client.reqOpenOrders, end="openOrderEnd")
        # Reports of changes may come between; the last one of each order counts.
        return list({(item.client, item.order): item for item in self.events[begin:] if item.kind == "open"}.values())

    def completed_orders(self):
        begin = len(self.events)
        self.ask(lambda: self.client.reqCompletedOrders(False), end="completedOrdersEnd")
        return [item for item in self.events[begin:] if item.kind == "completed"]

    def request_executions(self):
        """Executions on request, each with its commission."""
        begin = len(self.events)
        request = self.request_id()
        self.asked.add(request)
        self.ask(lambda: self.client.reqExecutions(request, ExecutionFilter()), end="execDetailsEnd")
        commissions = {item.execution: item.commission for item in self.events[begin:] if item.kind == "commission"}
        found = [item for item in self.events[begin:] if item.kind == "answer"]
        for item in found:
            item.commission = commissions.get(item.execution)
        return found

    def preview(self, instrument, action, quantity, order_type, **fields):
        order_id = self.next_id()
        fields = {"action": action, "totalQuantity": quantity, "orderType": order_type, "whatIf": True} | fields
        self._place(order_id, instrument, fields)
        self.wait(lambda: self.about(order_id, "open"), "openOrder of the preview")
        return self.about(order_id, "open")[0].state

    def account_value(self, tag):
        request = self.request_id()
        rows = self.ask(lambda: self.client.reqAccountSummary(request, "All", tag), "accountSummary",
                        end="accountSummaryEnd")
        self.client.cancelAccountSummary(request)
        return float(next(row[3] for row in rows if row[2] == tag))

    def strikes(self, symbol):
        """The expirations and strikes of a stock's options."""
        stock = {"symbol": symbol, "secType": "STK", "exchange": "SMART", "currency": "USD"}
        request = self.request_id()
        details = self.ask(lambda: self.client.reqContractDetails(request, contract(stock)), "contractDetails",
                           end="contractDetailsEnd")
        con_id = details[0][1].contract.conId
        chains = self.ask(lambda: self.client.reqSecDefOptParams(request + 1, symbol, "", "STK", con_id),
                          "securityDefinitionOptionParameter", end="securityDefinitionOptionParameterEnd")
        self.next_request += 1
        return sorted(chains[0][5]), sorted(chains[0][6])

    def now(self):
        ((seconds,),) = self.ask(self.client.reqCurrentTime, "currentTime", end="currentTime")
        return datetime.datetime.fromtimestamp(seconds, datetime.timezone.utc)

    def close(self):
        if not self.client.isConnected():
            return
        reader = self.client.reader
        # Its reader looks at the socket once a second; the end of the stream wakes it at once.
        self.client.conn.socket.shutdown(socket.SHUT_RDWR)
        self.client.disconnect()
        reader.join(timeout=LIMIT)
        check(not reader.is_alive(), "the client's reader ends")


def contract(instrument):
    result = Contract()
    for name, value in instrument.items():
        setattr(result, name, value)
    return result


def order(fields):
    result = Order()
    new = hasattr(result, "customerAccount")
    for removed in ("eTradeOnly", "firmQuoteOnly"):
        if hasattr(result, removed):
            setattr(result, removed, False)
    for name, value in fields.items():
        setattr(result, name, Decimal(str(value)) if new and name == "totalQuantity" else value)
    return result
