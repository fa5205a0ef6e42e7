"""ib_async on a login with two accounts: trades in both, and reckons what each must hold.

usage: ib_async_accounts_client.py PORT FIRST CASH SECOND CASH

Exit 0 and a line `ok` when all holds.
"""

import sys

from ib_async import ExecutionFilter, LimitOrder, MarketOrder, Stock

from workflows.session import Failure, Session, check


def close(left, right):
    return abs(left - right) < 0.011


def buy(session, account, symbol, quantity, action="BUY"):
    """Trades, and gives what it cost: negative for a sale."""
    contract = session.qualified(Stock(symbol, "SMART", "USD"))
    trade = session.ib.placeOrder(contract, MarketOrder(action, quantity, account=account))
    session.wait(lambda: trade.isDone() and all(fill.commissionReport.execId for fill in trade.fills), "a fill")
    check(trade.fills and trade.order.account == account, f"the order's account: {trade.order.account}")
    check(all(fill.execution.acctNumber == account for fill in trade.fills), "the executions' account")
    sign = 1 if action == "BUY" else -1
    return sum(sign * fill.execution.shares * fill.execution.price + fill.commissionReport.commission
               for fill in trade.fills)


def refused(session, order, text):
    trade = session.ib.placeOrder(session.qualified(Stock("AAPL", "SMART", "USD")), order)
    session.wait(lambda: any(number == trade.order.orderId and code == 321 and text in message
                             for number, code, message in session.errors), text)


def holdings(session, account):
    return {item.contract.symbol: item.position for item in session.ib.positions(account)}


def tags(session, account):
    return {row.tag: row.value for row in session.ib.accountSummary(account) if row.currency in ("USD", "")}


def checked(session, account, cash, held):
    """Summary, stream, portfolio and profit of an account that must have so much cash and these positions."""
    ib = session.ib
    check(holdings(session, account) == held, f"{account} holds {held}: {ib.positions()}")
    check(close(float(tags(session, account)["TotalCashValue"]), cash), f"{account} has {cash}: {ib.accountSummary()}")
    ib.reqAccountUpdates(account)
    portfolio = ib.portfolio(account)
    check({item.contract.symbol: item.position for item in portfolio} == held, f"the portfolio: {portfolio}")
    values = {row.tag: row.value for row in ib.accountValues(account) if row.currency == "USD"}
    check(close(float(values["CashBalance"]), cash), f"the stream's cash {cash}: {values['CashBalance']}")
    worth = cash + sum(item.position * item.marketPrice for item in portfolio)
    check(close(float(values["NetLiquidation"]), worth), f"worth {worth}: {values['NetLiquidation']}")
    profit = ib.reqPnL(account)
    session.wait(lambda: profit.dailyPnL == profit.dailyPnL, "the P&L")
    single = ib.reqPnLSingle(account, "", portfolio[0].contract.conId)
    session.wait(lambda: single.position == portfolio[0].position, "the P&L of a position")
    check(profit.account == account and single.account == account, "the P&L's account")
    return worth


def traded(session, first, second):
    (first, first_cash), (second, second_cash) = first, second
    check(session.ib.managedAccounts() == [first, second], f"two accounts: {session.ib.managedAccounts()}")
    first_cash -= buy(session, first, "AAPL", 100)
    second_cash -= buy(session, second, "AAPL", 40, "SELL")
    second_cash -= buy(session, second, "MSFT", 10)
    refused(session, MarketOrder("BUY", 1), "You must specify an account.")
    refused(session, MarketOrder("BUY", 1, account="DU9"), "Invalid account code 'DU9'")
    preview = session.ib.whatIfOrder(Stock("AAPL", "SMART", "USD"), MarketOrder("BUY", 1, account=second))
    check(float(preview.equityWithLoanBefore) < 1.1 * second_cash, f"the preview's account: {preview}")
    resting = session.ib.placeOrder(session.qualified(Stock("IBM", "SMART", "USD")),
                                    LimitOrder("BUY", 1, 10, account=second))
    session.wait(lambda: resting.orderStatus.status == "Submitted", "a resting order")
    (open_order,) = session.ib.reqAllOpenOrders()
    check(open_order.order.account == second, f"its account: {open_order}")
    checked(session, first, first_cash, {"AAPL": 100})
    checked(session, second, second_cash, {"AAPL": -40, "MSFT": 10})
    found = session.ib.reqExecutions(ExecutionFilter(acctCode=second))
    check({fill.execution.acctNumber for fill in found} == {second}, f"executions of {second}: {found}")
    completed = session.ib.reqCompletedOrders(False)
    accounts = [trade.order.account for trade in completed]
    check(accounts == [first, second, second], f"the completed orders' accounts: {accounts}")
    multi = {row.account for row in session.ib.accountValues() if row.tag == "BuyingPower"}
    check(multi == {first, second}, f"values of both: {multi}")


def main():
    port, first, first_cash, second, second_cash = sys.argv[1:]
    session = Session(int(port), 31)
    try:
        traded(session, (first, float(first_cash)), (second, float(second_cash)))
    except Failure as failure:
        raise SystemExit(f"failed: expected {failure}")
    session.ib.disconnect()
    print("ok")


if __name__ == "__main__":
    main()
