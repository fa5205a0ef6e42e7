"""ib_async against `ibscript sim`: one named workflow per call; exit 0 and a line `ok NAME` when all holds.

usage: ib_async_client.py PORT WORKFLOW [CLIENT_ID]
"""

import math
import sys

from ib_async import IB, Forex, Future, LimitOrder, MarketOrder, Stock, util


def check(condition, text):
    if not condition:
        raise SystemExit(f"failed: {text}")


def connected(port, client_id):
    ib = IB()
    ib.connect("127.0.0.1", port, clientId=client_id, timeout=10)
    check(ib.isConnected(), "connected")
    return ib


def wait_for(ib, condition, text, timeout=20):
    """Runs the client's loop until the condition holds; the deadline is a failure."""
    for _ in ib.loopUntil(condition, timeout):
        pass
    check(condition(), f"{text} within {timeout} s")


def contract_details(ib):
    details = ib.reqContractDetails(Stock("AAPL", "SMART", "USD"))
    check(len(details) == 1, f"one AAPL, got {len(details)}")
    found = details[0]
    check(found.contract.conId == 265598, "AAPL's conId")
    check(found.minTick == 0.01, "AAPL's minTick")
    check("LMT" in found.orderTypes, "LMT among the order types")
    check(ib.reqContractDetails(Stock("NOSUCHSYM", "SMART", "USD")) == [], "nothing for an unknown symbol")
    qualified = ib.qualifyContracts(Stock("177", "SEHK", "HKD"), Forex("EURUSD"))
    check(all(contract.conId for contract in qualified), "177 and EUR.USD have conIds")
    check(len(ib.reqContractDetails(Future("ES", exchange="CME"))) >= 2, "two ES expiries")
    check(any(match.contract.symbol == "AAPL" for match in ib.reqMatchingSymbols("AAP")), "AAP finds AAPL")
    chains = ib.reqSecDefOptParams("AAPL", "", "STK", 265598)
    check(chains and len(chains[0].expirations) >= 3 and len(chains[0].strikes) >= 10, "an option chain")


def qualified(ib, contract):
    ib.qualifyContracts(contract)
    check(contract.conId, f"a conId for {contract.symbol}")
    return contract


def quotes(ib):
    ticker = ib.reqMktData(qualified(ib, Stock("AAPL", "SMART", "USD")))
    wait_for(ib, lambda: ticker.bid > 0 and ticker.ask > 0 and not math.isnan(ticker.last), "bid, ask and last")
    check(ticker.bid < ticker.ask, "bid below ask")
    check(abs(ticker.bid - 190) / 190 < 0.01, f"AAPL opens at 190, bid {ticker.bid}")
    first = (ticker.bid, ticker.ask, ticker.bidSize, ticker.askSize, ticker.last)
    wait_for(ib, lambda: (ticker.bid, ticker.ask, ticker.bidSize, ticker.askSize, ticker.last) != first, "a move")
    ib.cancelMktData(ticker.contract)
    (snapshot,) = ib.reqTickers(qualified(ib, Stock("MSFT", "SMART", "USD")))
    check(snapshot.bid > 0 and snapshot.ask > snapshot.bid, "a snapshot of MSFT")


def history(ib):
    bars = ib.reqHistoricalData(Stock("AAPL", "SMART", "USD"), endDateTime="", durationStr="1 D",
                                barSizeSetting="5 mins", whatToShow="TRADES", useRTH=True)
    check(len(bars) > 0, "bars")
    for bar in bars:
        check(bar.low <= min(bar.open, bar.close) <= max(bar.open, bar.close) <= bar.high, f"a bar in order: {bar}")
    check(all(earlier.date < later.date for earlier, later in zip(bars, bars[1:])), "ascending times")
    days = ib.reqHistoricalData(Stock("IBM", "SMART", "USD"), endDateTime="", durationStr="30 D",
                                barSizeSetting="1 day", whatToShow="MIDPOINT", useRTH=True)
    check(len(days) >= 15, f"daily bars, got {len(days)}")
    check(ib.reqHeadTimeStamp(Stock("AAPL", "SMART", "USD"), "TRADES", True, 1), "a head timestamp")
    real_time = ib.reqRealTimeBars(Stock("AAPL", "SMART", "USD"), 5, "TRADES", False)
    wait_for(ib, lambda: len(real_time) > 0, "a 5-second bar")
    ib.cancelRealTimeBars(real_time)
    ticker = ib.reqTickByTickData(qualified(ib, Stock("AAPL", "SMART", "USD")), "BidAsk")
    wait_for(ib, lambda: len(ticker.tickByTicks) > 0 or ticker.bid > 0, "a tick by tick")


def market(ib):
    trade = ib.placeOrder(Stock("AAPL", "SMART", "USD"), MarketOrder("BUY", 100))
    wait_for(ib, lambda: trade.orderStatus.status == "Filled", "Filled")
    wait_for(ib, lambda: trade.fills and all(fill.commissionReport.execId for fill in trade.fills), "commissions")
    check(trade.filled() == 100, "100 filled")
    check(sum(fill.execution.shares for fill in trade.fills) == 100, "executions add up")
    commission = sum(fill.commissionReport.commission for fill in trade.fills)
    check(1 <= commission <= 5, f"a commission of {commission}")
    check(trade.order.permId > 0, "a permId")
    wait_for(ib, lambda: any(item.contract.symbol == "AAPL" for item in ib.positions()), "a position")
    position = [item for item in ib.positions() if item.contract.symbol == "AAPL"]
    check(position[0].position == 100, f"100 AAPL, got {position}")
    check(len(ib.reqExecutions()) >= 1, "executions on request")
    check(any(item.contract.symbol == "AAPL" for item in ib.portfolio()), "AAPL in the portfolio")


def limit(ib):
    order = LimitOrder("BUY", 10, 150)
    trade = ib.placeOrder(Stock("AAPL", "SMART", "USD"), order)
    wait_for(ib, lambda: trade.orderStatus.status == "Submitted", "Submitted")
    order.lmtPrice = 151
    ib.placeOrder(trade.contract, order)
    wait_for(ib, lambda: any(entry.message == "Modify" for entry in trade.log), "the modification in the log")
    wait_for(ib, lambda: any(open_trade.order.lmtPrice == 151 for open_trade in ib.reqAllOpenOrders() or [])
             or trade.order.lmtPrice == 151, "the new limit")
    ib.cancelOrder(order)
    wait_for(ib, lambda: trade.orderStatus.status == "Cancelled", "Cancelled")
    check(trade.filled() == 0, "nothing filled")


def bracket(ib):
    contract = Stock("AAPL", "SMART", "USD")
    orders = ib.bracketOrder("BUY", 100, limitPrice=195, takeProfitPrice=250, stopLossPrice=150)
    trades = [ib.placeOrder(contract, order) for order in orders]
    parent, target, stop = trades
    wait_for(ib, lambda: parent.orderStatus.status == "Filled", "the parent Filled")
    wait_for(ib, lambda: target.orderStatus.status == "Submitted", "the target Submitted")
    wait_for(ib, lambda: stop.orderStatus.status == "PreSubmitted", "the stop PreSubmitted")
    ib.cancelOrder(target.order)
    wait_for(ib, lambda: target.orderStatus.status == "Cancelled" and stop.orderStatus.status == "Cancelled",
             "both children cancelled")


def what_if(ib):
    state = ib.whatIfOrder(Stock("AAPL", "SMART", "USD"), MarketOrder("BUY", 100))
    change = float(state.initMarginChange)
    check(1000 < change < 20000, f"a margin change of {change}")
    check(float(state.initMarginAfter) >= change, "margin after")
    check(not ib.openTrades(), "nothing stays open")


def account(ib):
    summary = {value.tag: value.value for value in ib.accountSummary()}
    check(abs(float(summary["NetLiquidation"]) - 1_000_000) < 20_000, f"NetLiquidation {summary['NetLiquidation']}")
    for tag in ("TotalCashValue", "BuyingPower", "AvailableFunds", "GrossPositionValue"):
        check(tag in summary, tag)
    values = {value.tag for value in ib.accountValues()}
    check({"NetLiquidation", "CashBalance"} <= values, "account values")
    check(ib.managedAccounts() and ib.managedAccounts()[0].startswith("D"), "a paper account")
    check(ib.reqCurrentTime().year >= 2025, "the time")


def two_clients(ib, port):
    other = connected(port, 77)
    trade = ib.placeOrder(Stock("MSFT", "SMART", "USD"), LimitOrder("BUY", 1, 100))
    wait_for(ib, lambda: trade.orderStatus.status == "Submitted", "Submitted")
    other_orders = other.reqAllOpenOrders()
    check(any(item.order.permId == trade.order.permId for item in other_orders), "the other client sees the order")
    other_trade = other.placeOrder(Stock("IBM", "SMART", "USD"), MarketOrder("BUY", 10))
    wait_for(other, lambda: other_trade.orderStatus.status == "Filled", "the other client's order Filled")
    wait_for(ib, lambda: any(item.contract.symbol == "IBM" for item in ib.positions()), "one account for both")
    ib.cancelOrder(trade.order)
    wait_for(ib, lambda: trade.orderStatus.status == "Cancelled", "Cancelled")
    other.disconnect()


def main():
    port, workflow = int(sys.argv[1]), sys.argv[2]
    util.logToConsole("CRITICAL")
    ib = connected(port, int(sys.argv[3]) if len(sys.argv) > 3 else 11)
    workflows = {function.__name__: function for function in
                 (contract_details, quotes, history, market, limit, bracket, what_if, account)}
    if workflow == "two_clients":
        two_clients(ib, port)
    else:
        workflows[workflow](ib)
    ib.disconnect()
    print("ok", workflow)


if __name__ == "__main__":
    main()
