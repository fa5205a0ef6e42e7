"""The two IbPy programs that the project's scripts come from, as one client of the unframed protocol.

usage: ibpy_client.py PORT hong_kong | order_routing

Prints "ok NAME" at the end. Each program prints every message it is sent, and waits for what it did before it leaves.
"""

import queue
import sys
import time

from ib.ext.Contract import Contract
from ib.ext.Order import Order
from ib.opt import Connection, message  # noqa: F401  (the import builds IbPy's message types)

LIMIT = 30


def make_contract(symbol, sec_type, exchange, primary, currency):
    contract = Contract()
    contract.m_symbol = symbol
    contract.m_secType = sec_type
    contract.m_exchange = exchange
    contract.m_primaryExch = primary
    contract.m_currency = currency
    return contract


def make_order(action, quantity, price=None):
    order = Order()
    order.m_action = action
    order.m_totalQuantity = quantity
    order.m_orderType = "MKT" if price is None else "LMT"
    if price is not None:
        order.m_lmtPrice = price
    return order


class Witness:
    """What came for each order."""

    def __init__(self):
        self.messages = queue.Queue()
        self.opened = {}
        self.filled = {}
        self.executed = {}

    def __call__(self, msg):
        print(msg, flush=True)
        self.messages.put(msg)

    def await_fills(self, quantities):
        """Reads messages until every order is open, Filled and fully executed."""
        deadline = time.monotonic() + LIMIT
        while not self.are_complete(quantities):
            self.take(self.messages.get(timeout=max(0, deadline - time.monotonic())))

    def are_complete(self, quantities):
        return all(
            order in self.opened and self.filled.get(order) == quantity and self.executed.get(order) == quantity
            for order, quantity in quantities.items()
        )

    def take(self, msg):
        if msg.typeName == "openOrder":
            self.opened[msg.orderId] = (msg.contract.m_symbol, msg.order.m_action, msg.orderState.m_status)
        elif msg.typeName == "orderStatus" and msg.status == "Filled":
            assert msg.remaining == 0 and msg.avgFillPrice > 0, msg
            self.filled[msg.orderId] = msg.filled
        elif msg.typeName == "execDetails":
            done = self.executed.get(msg.execution.m_orderId, 0)
            self.executed[msg.execution.m_orderId] = done + msg.execution.m_shares


def hong_kong(port):
    witness = Witness()
    order_id = int(time.time())
    connection = Connection.create(port=port)
    connection.registerAll(witness)
    assert connection.connect()
    contract = make_contract("177", "STK", "SEHK", "SEHK", "HKD")
    connection.placeOrder(order_id, contract, make_order("BUY", 2000, 10.40))
    connection.placeOrder(order_id + 1, contract, make_order("BUY", 2000))
    witness.await_fills({order_id: 2000, order_id + 1: 2000})
    connection.disconnect()
    assert all(opened[:2] == ("177", "BUY") for opened in witness.opened.values()), witness.opened


def order_routing(port):
    witness = Witness()
    errors = []
    connection = Connection.create(port=port, clientId=100)
    assert connection.connect()
    connection.register(errors.append, "Error")
    connection.registerAll(witness)
    contract = make_contract("AAPL", "STK", "SMART", "SMART", "USD")
    connection.placeOrder(122, contract, make_order("SELL", 100))
    witness.await_fills({122: 100})
    # IbPy reports the end of its own connection as error 505 when its reader is still waiting at disconnect().
    refused = [error for error in errors if error.errorCode is not None and not 2100 <= error.errorCode < 2200]
    connection.disconnect()
    assert witness.opened[122][:2] == ("AAPL", "SELL"), witness.opened
    assert not refused, [str(error) for error in refused]


def main():
    port, name = int(sys.argv[1]), sys.argv[2]
    {"hong_kong": hong_kong, "order_routing": order_routing}[name](port)
    print("ok", name, flush=True)


if __name__ == "__main__":
    main()
