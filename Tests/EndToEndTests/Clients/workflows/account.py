"""Account, positions, profit, executions."""

from ib_async import ExecutionFilter, MarketOrder, Stock

from .session import check


def bought(session, symbol, quantity):
    trade = session.ib.placeOrder(session.qualified(Stock(symbol, "SMART", "USD")), MarketOrder("BUY", quantity))
    session.wait(lambda: trade.isDone() and all(fill.commissionReport.execId for fill in trade.fills), "a fill")
    return trade


def values(session):
    account = session.ib.managedAccounts()[0]
    check(account.startswith("DU"), f"a paper account: {account}")
    summary = {value.tag: value.value for value in session.ib.accountSummary(account)}
    check({"NetLiquidation", "BuyingPower", "AvailableFunds", "ExcessLiquidity", "Cushion"} <= set(summary), "tags")
    live = {(value.tag, value.currency): value.value for value in session.ib.accountValues(account)}
    check(("CashBalance", "USD") in live and ("CashBalance", "BASE") in live, "cash by currency")
    session.ib.reqAccountUpdatesMulti(account)
    check(session.ib.reqUserInfo() is not None, "user info")


def holdings(session):
    trade = bought(session, "IBM", 25)
    session.wait(lambda: any(item.contract.symbol == "IBM" for item in session.ib.portfolio()), "IBM in the portfolio")
    (item,) = [item for item in session.ib.portfolio() if item.contract.symbol == "IBM"]
    check(item.position == 25 and abs(item.marketValue - 25 * item.marketPrice) < 0.01, f"its value: {item}")
    (position,) = [item for item in session.ib.positions() if item.contract.symbol == "IBM"]
    paid = trade.fills[0].execution.price
    check(position.position == 25 and abs(position.avgCost - paid) < 0.1, f"its cost: {position}")


def profit(session):
    account = session.ib.managedAccounts()[0]
    trade = bought(session, "MSFT", 10)
    whole = session.ib.reqPnL(account)
    single = session.ib.reqPnLSingle(account, "", trade.contract.conId)
    session.wait(lambda: whole.dailyPnL == whole.dailyPnL and whole.unrealizedPnL == whole.unrealizedPnL, "the P&L")
    session.wait(lambda: single.position == 10 and single.value > 0, "the P&L of MSFT")
    check(session.ib.pnl() == [whole] and session.ib.pnlSingle() == [single], "both subscriptions")
    session.ib.cancelPnL(account)
    session.ib.cancelPnLSingle(account, "", trade.contract.conId)


def executions(session):
    trade = bought(session, "SPY", 5)
    check(trade.fills[0] in session.ib.fills() and trade.fills[0].execution in session.ib.executions(), "remembered")
    found = session.ib.reqExecutions(ExecutionFilter(symbol="SPY", side="BUY"))
    check(found and all(fill.contract.symbol == "SPY" for fill in found), f"SPY only: {found}")
    check(session.ib.reqExecutions(ExecutionFilter(symbol="SPY", side="SELL")) == [], "no sale of SPY")
    completed = session.ib.reqCompletedOrders(False)
    check(any(item.order.permId == trade.order.permId and item.orderStatus.status == "Filled" for item in completed),
          "among the completed orders")


WORKFLOWS = [values, holdings, profit, executions]
