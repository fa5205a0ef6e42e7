"""Orders of every kind that the documentation shows."""

from ib_async import LimitOrder, MarketOrder, Order, Stock, StopLimitOrder, StopOrder, util

from .session import check


def apple(session):
    return session.qualified(Stock("AAPL", "SMART", "USD"))


def quote(session, contract):
    (ticker,) = session.ib.reqTickers(contract)
    return ticker.bid, ticker.ask


def limit_and_market(session):
    contract = apple(session)
    resting = session.ib.placeOrder(contract, LimitOrder("SELL", 10, 300))
    check(resting in session.ib.trades() and resting.isActive(), "an active trade")
    session.wait(lambda: resting.orderStatus.status == "Submitted", "Submitted")
    check(resting.order in session.ib.openOrders() and resting in session.ib.openTrades(), "among the open ones")
    seen = []
    trade = session.ib.placeOrder(contract, MarketOrder("BUY", 100))
    trade.statusEvent += lambda updated: seen.append(updated.orderStatus.status)
    trade.filledEvent += lambda updated: seen.append("filled")
    session.wait(trade.isDone, "the market order done")
    session.wait(lambda: trade.fills and all(fill.commissionReport.execId for fill in trade.fills), "commissions")
    check(seen[-2:] == ["filled", "Filled"] or seen[-2:] == ["Filled", "filled"], f"its events: {seen}")
    check([entry.status for entry in trade.log][0] == "PendingSubmit" and trade.log[-1].status == "Filled", "its log")
    check(trade.filled() == 100 and trade.remaining() == 0, "filled")
    resting.order.lmtPrice = 310
    session.ib.placeOrder(contract, resting.order)
    session.wait(lambda: any(entry.message == "Modify" for entry in resting.log), "the modification")
    cancelled = []
    session.ib.cancelOrder(resting.order)
    resting.cancelledEvent += lambda updated: cancelled.append(updated)
    session.wait(lambda: resting.orderStatus.status == "Cancelled" and cancelled, "Cancelled")
    check(util.tree(trade.fills[0].execution)["Execution"]["shares"] == 100, "an execution as plain values")


def stops(session):
    contract = apple(session)
    bid, ask = quote(session, contract)
    trades = [session.ib.placeOrder(contract, order) for order in (
        StopOrder("SELL", 10, round(bid * 0.8, 2)),
        StopLimitOrder("SELL", 10, round(bid * 0.79, 2), round(bid * 0.8, 2)),
        Order(action="SELL", totalQuantity=10, orderType="TRAIL", auxPrice=20.0),
    )]
    for trade in trades:
        session.wait(lambda: trade.orderStatus.whyHeld == "trigger", f"{trade.order.orderType} held by its trigger")
        session.ib.cancelOrder(trade.order)
    for trade in trades:
        session.wait(trade.isDone, "cancelled")


def preview(session):
    state = session.ib.whatIfOrder(apple(session), MarketOrder("SELL", 20))
    check(float(state.initMarginChange) != 0 and float(state.commission) > 0, f"margin and commission: {state}")
    check(not session.ib.openTrades(), "nothing stays open")


def bracket(session):
    contract = apple(session)
    bid, ask = quote(session, contract)
    orders = session.ib.bracketOrder("BUY", 10, limitPrice=round(ask * 1.02, 2), takeProfitPrice=round(ask * 1.2, 2),
                                     stopLossPrice=round(bid * 0.8, 2))
    entry, profit, loss = [session.ib.placeOrder(contract, order) for order in orders]
    session.wait(lambda: entry.orderStatus.status == "Filled", "the entry Filled")
    session.wait(lambda: profit.orderStatus.status == "Submitted" and loss.orderStatus.status == "PreSubmitted",
                 "target and stop awake")
    session.ib.cancelOrder(orders.stopLoss)
    session.wait(lambda: profit.isDone() and loss.isDone(), "both done")


def one_cancels_all(session):
    contract = apple(session)
    bid, ask = quote(session, contract)
    orders = [LimitOrder("BUY", 10, round(bid * 0.8, 2)), LimitOrder("BUY", 10, round(bid * 0.7, 2)),
              LimitOrder("BUY", 10, round(ask * 1.02, 2))]
    session.ib.oneCancelsAll(orders, f"group {session.ib.client.getReqId()}", 1)
    trades = [session.ib.placeOrder(contract, order) for order in orders]
    session.wait(lambda: all(trade.isDone() for trade in trades), "all done")
    ends = [trade.orderStatus.status for trade in trades]
    check(ends == ["Cancelled", "Cancelled", "Filled"], f"one filled, the others cancelled: {ends}")


def algorithm(session):
    from ib_async import TagValue
    order = LimitOrder("BUY", 10, round(quote(session, apple(session))[1] * 1.02, 2), algoStrategy="Adaptive",
                       algoParams=[TagValue("adaptivePriority", "Urgent")])
    trade = session.ib.placeOrder(apple(session), order)
    session.wait(lambda: trade.orderStatus.status == "Filled", "the adaptive order Filled")


def everything_cancelled(session):
    contract = apple(session)
    trades = [session.ib.placeOrder(contract, LimitOrder("BUY", 1, price)) for price in (100, 101, 102)]
    session.wait(lambda: all(trade.orderStatus.status == "Submitted" for trade in trades), "all Submitted")
    session.ib.reqGlobalCancel()
    session.wait(lambda: all(trade.orderStatus.status == "Cancelled" for trade in trades), "all Cancelled")


WORKFLOWS = [limit_and_market, stops, preview, bracket, one_cancels_all, algorithm, everything_cancelled]
