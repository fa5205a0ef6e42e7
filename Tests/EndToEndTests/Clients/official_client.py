"""The official Python client (9.81 or 10.51) against `ibscript sim`: exit 0 and a line `ok NAME` when all holds.

usage: official_client.py PORT WORKFLOW [CLIENT_ID]
"""

import queue
import sys
import threading
import time
from decimal import Decimal

from ibapi.client import EClient
from ibapi.contract import Contract
from ibapi.execution import ExecutionFilter
from ibapi.order import Order
from ibapi.wrapper import EWrapper

RECORDED = (
    "nextValidId managedAccounts contractDetails contractDetailsEnd tickPrice tickSize tickSnapshotEnd historicalData "
    "historicalDataEnd realtimeBar openOrder openOrderEnd orderStatus execDetails execDetailsEnd commissionReport "
    "commissionAndFeesReport position positionEnd accountSummary accountSummaryEnd updateAccountValue updatePortfolio "
    "accountDownloadEnd currentTime completedOrder completedOrdersEnd headTimestamp symbolSamples "
    "securityDefinitionOptionParameter securityDefinitionOptionParameterEnd tickByTickBidAsk error pnl"
).split()


def check(condition, text):
    if not condition:
        raise SystemExit(f"failed: {text}")


class Client(EWrapper, EClient):
    """Puts every callback into a queue, as (name, arguments)."""

    def __init__(self):
        EClient.__init__(self, self)
        self.events = queue.Queue()
        self.seen = []
        for name in RECORDED:
            setattr(self, name, self.recorder(name))

    def recorder(self, name):
        return lambda *arguments, **named: self.events.put((name, arguments + tuple(named.values())))

    def wait(self, name, condition=lambda *_: True, timeout=20):
        """The arguments of the first matching callback; those before it are kept in `seen`."""
        deadline = time.monotonic() + timeout
        while True:
            left = deadline - time.monotonic()
            check(left > 0, f"{name} within {timeout} s; last: {self.seen[-5:]}")
            try:
                event = self.events.get(timeout=left)
            except queue.Empty:
                continue
            self.seen.append(event)
            if event[0] == name and condition(*event[1]):
                return event[1]

    def take(self, name):
        return [arguments for seen, arguments in self.seen if seen == name]


def stock(symbol, exchange="SMART", currency="USD"):
    contract = Contract()
    contract.symbol, contract.secType, contract.exchange, contract.currency = symbol, "STK", exchange, currency
    return contract


def order(action, quantity, order_type="MKT", **fields):
    result = Order()
    result.action, result.orderType = action, order_type
    new = hasattr(result, "customerAccount")
    result.totalQuantity = Decimal(quantity) if new else quantity
    for removed in ("eTradeOnly", "firmQuoteOnly"):
        if hasattr(result, removed):
            setattr(result, removed, False)
    for name, value in fields.items():
        setattr(result, name, value)
    return result


def connected(port, client_id):
    client = Client()
    client.connect("127.0.0.1", port, client_id)
    threading.Thread(target=client.run, daemon=True).start()
    client.next_id = client.wait("nextValidId")[0]
    return client


def cancel(client, order_id):
    try:
        from ibapi.order_cancel import OrderCancel
        client.cancelOrder(order_id, OrderCancel())
    except ImportError:
        client.cancelOrder(order_id)


def contract_details(client):
    client.reqContractDetails(1, stock("AAPL"))
    details = client.wait("contractDetails")[1]
    check(details.contract.conId == 265598 and details.minTick == 0.01, "AAPL")
    client.wait("contractDetailsEnd")
    client.reqContractDetails(2, stock("NOSUCHSYM"))
    client.wait("error", lambda *event: event[0] == 2 and 200 in event)
    client.reqSecDefOptParams(3, "AAPL", "", "STK", 265598)
    chain = client.wait("securityDefinitionOptionParameter")
    check(len(chain[5]) >= 3 and len(chain[6]) >= 10, "an option chain")
    client.wait("securityDefinitionOptionParameterEnd")
    client.reqMatchingSymbols(4, "AAP")
    check(any(item.contract.symbol == "AAPL" for item in client.wait("symbolSamples")[1]), "AAP finds AAPL")


def quotes(client):
    client.reqMktData(10, stock("AAPL"), "", False, False, [])
    bid = client.wait("tickPrice", lambda _, kind, price, *rest: kind == 1 and price > 0)[2]
    ask = client.wait("tickPrice", lambda _, kind, price, *rest: kind == 2 and price > 0)[2]
    check(abs(bid - 190) < 2 and abs(ask - 190) < 2, f"AAPL near 190: {bid} {ask}")
    client.wait("tickSize", lambda _, kind, size: kind == 8 and size > 0)
    client.cancelMktData(10)
    client.reqMktData(11, stock("MSFT"), "", True, False, [])
    client.wait("tickSnapshotEnd")
    client.reqTickByTickData(12, stock("AAPL"), "BidAsk", 0, False)
    client.wait("tickByTickBidAsk")


def history(client):
    client.reqHistoricalData(20, stock("AAPL"), "", "1 D", "5 mins", "TRADES", 1, 1, False, [])
    client.wait("historicalDataEnd")
    bars = [arguments[1] for arguments in client.take("historicalData")]
    check(len(bars) > 0 and all(bar.low <= bar.open <= bar.high for bar in bars), "bars")
    client.reqHeadTimeStamp(21, stock("AAPL"), "TRADES", 1, 1)
    client.wait("headTimestamp")
    client.reqRealTimeBars(22, stock("AAPL"), 5, "TRADES", False, [])
    client.wait("realtimeBar")


def market(client):
    order_id = client.next_id
    client.placeOrder(order_id, stock("AAPL"), order("BUY", 100))
    client.wait("orderStatus", lambda oid, status, *rest: oid == order_id and status == "Filled")
    check(any(arguments[0] == order_id for arguments in client.take("openOrder")), "openOrder")
    report = "commissionAndFeesReport" if hasattr(EWrapper, "commissionAndFeesReport") else "commissionReport"
    execution = [arguments[2] for arguments in client.take("execDetails")]
    if not client.take(report):
        client.wait(report)
    check(sum(float(item.shares) for item in execution) == 100, "executions add up")
    check(execution[0].side == "BOT", "side BOT")
    client.reqExecutions(30, ExecutionFilter())
    client.wait("execDetailsEnd")
    client.reqPositions()
    client.wait("positionEnd")
    check(any(arguments[1].symbol == "AAPL" and arguments[2] == 100 for arguments in client.take("position")), "a position")


def limit(client):
    order_id = client.next_id
    client.placeOrder(order_id, stock("AAPL"), order("BUY", 10, "LMT", lmtPrice=150.0))
    client.wait("orderStatus", lambda oid, status, *rest: oid == order_id and status == "Submitted")
    client.placeOrder(order_id, stock("AAPL"), order("BUY", 10, "LMT", lmtPrice=151.0))
    client.wait("openOrder", lambda oid, _, changed, *rest: oid == order_id and changed.lmtPrice == 151.0)
    client.reqOpenOrders()
    client.wait("openOrderEnd")
    cancel(client, order_id)
    client.wait("orderStatus", lambda oid, status, *rest: oid == order_id and status == "Cancelled")
    client.wait("error", lambda *event: event[0] == order_id and 202 in event)
    client.reqCompletedOrders(False)
    client.wait("completedOrdersEnd")
    check(client.take("completedOrder"), "the cancelled order among the completed")


def bracket(client):
    parent = client.next_id
    contract = stock("AAPL")
    client.placeOrder(parent, contract, order("BUY", 100, "LMT", lmtPrice=195.0, transmit=False))
    client.placeOrder(parent + 1, contract, order("SELL", 100, "LMT", lmtPrice=250.0, parentId=parent, transmit=False))
    client.placeOrder(parent + 2, contract, order("SELL", 100, "STP", auxPrice=150.0, parentId=parent))
    client.wait("orderStatus", lambda oid, status, *rest: oid == parent and status == "Filled")
    client.wait("orderStatus", lambda oid, status, *rest: oid == parent + 1 and status == "Submitted")
    cancel(client, parent + 1)
    client.wait("orderStatus", lambda oid, status, *rest: oid == parent + 2 and status == "Cancelled")


def what_if(client):
    client.placeOrder(client.next_id, stock("AAPL"), order("BUY", 100, whatIf=True))
    state = client.wait("openOrder")[3]
    check(1000 < float(state.initMarginChange) < 20000, f"a margin change of {state.initMarginChange}")


def account(client):
    client.reqAccountSummary(40, "All", "NetLiquidation,TotalCashValue,BuyingPower")
    client.wait("accountSummaryEnd")
    tags = {arguments[2]: arguments[3] for arguments in client.take("accountSummary")}
    check(abs(float(tags["NetLiquidation"]) - 1_000_000) < 20_000, f"NetLiquidation: {tags}")
    client.reqAccountUpdates(True, "")
    client.wait("accountDownloadEnd")
    check(client.take("updateAccountValue"), "account values")
    client.reqCurrentTime()
    client.wait("currentTime")


def two_clients(client, port):
    other = connected(port, 78)
    order_id = client.next_id
    client.placeOrder(order_id, stock("MSFT"), order("BUY", 1, "LMT", lmtPrice=100.0))
    client.wait("orderStatus", lambda oid, status, *rest: oid == order_id and status == "Submitted")
    other.reqAllOpenOrders()
    other.wait("openOrderEnd")
    check(any(arguments[1].symbol == "MSFT" for arguments in other.take("openOrder")), "the other client sees it")
    other.disconnect()
    cancel(client, order_id)
    client.wait("orderStatus", lambda oid, status, *rest: oid == order_id and status == "Cancelled")


def main():
    port, workflow = int(sys.argv[1]), sys.argv[2]
    client = connected(port, int(sys.argv[3]) if len(sys.argv) > 3 else 21)
    workflows = {function.__name__: function for function in
                 (contract_details, quotes, history, market, limit, bracket, what_if, account)}
    if workflow == "two_clients":
        two_clients(client, port)
    else:
        workflows[workflow](client)
    client.disconnect()
    print("ok", workflow)


if __name__ == "__main__":
    main()
