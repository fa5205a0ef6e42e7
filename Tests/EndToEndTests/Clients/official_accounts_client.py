"""The official Python client (9.81 or 10.51) on a login with two accounts: trades in both, and reckons what each must hold.

usage: official_accounts_client.py PORT FIRST CASH SECOND CASH

Exit 0 and a line `ok` when all holds.
"""

import sys

from ibapi.execution import ExecutionFilter
from ibapi.wrapper import EWrapper

from official_client import check, connected, order, stock

REPORT = "commissionAndFeesReport" if hasattr(EWrapper, "commissionAndFeesReport") else "commissionReport"


def commission(report):
    return report.commissionAndFees if hasattr(report, "commissionAndFees") else report.commission


def close(left, right):
    return abs(left - right) < 0.011


def buy(client, account, symbol, quantity, action="BUY"):
    """Trades, and gives what it cost: negative for a sale."""
    client.seen.clear()
    number, client.next_id = client.next_id, client.next_id + 1
    client.placeOrder(number, stock(symbol), order(action, quantity, account=account))
    client.wait("orderStatus", lambda oid, status, *rest: oid == number and status == "Filled")
    fills = {arguments[2].execId: arguments[2] for arguments in client.take("execDetails")}
    while not fills.keys() <= {report.execId for (report,) in client.take(REPORT)}:
        client.wait(REPORT)
    check(all(fill.acctNumber == account for fill in fills.values()), f"executions in {account}: {fills}")
    check(all(arguments[2].account == account for arguments in client.take("openOrder")), f"an order in {account}")
    sign = 1 if action == "BUY" else -1
    paid = sum(sign * float(fill.shares) * fill.price for fill in fills.values())
    return paid + sum(commission(report) for (report,) in client.take(REPORT))


def refused(client, account, text):
    number, client.next_id = client.next_id, client.next_id + 1
    client.placeOrder(number, stock("AAPL"), order("BUY", 1, account=account))
    event = client.wait("error", lambda *event: event[0] == number)
    check(321 in event and any(text in str(part) for part in event), f"{text}: {event}")


def positions(client):
    client.seen.clear()
    client.reqPositions()
    client.wait("positionEnd")
    client.cancelPositions()
    return {(account, contract.symbol): float(size) for account, contract, size, *_ in client.take("position")}


def summary(client):
    """TotalCashValue and NetLiquidation by account."""
    client.seen.clear()
    client.reqAccountSummary(50, "All", "TotalCashValue,NetLiquidation")
    client.wait("accountSummaryEnd")
    client.cancelAccountSummary(50)
    rows = {}
    for _, account, tag, value, _ in client.take("accountSummary"):
        rows.setdefault(account, {})[tag] = float(value)
    return rows


def stream(client, account):
    """Values in dollars, and size and market price by symbol, of one account's stream."""
    client.seen.clear()
    client.reqAccountUpdates(True, account)
    client.wait("accountDownloadEnd", lambda name: name == account)
    client.reqAccountUpdates(False, account)
    values = client.take("updateAccountValue")
    portfolio = client.take("updatePortfolio")
    check({row[3] for row in values} == {account}, f"values of {account} alone")
    check({row[-1] for row in portfolio} == {account}, f"a portfolio of {account} alone: {portfolio}")
    amounts = {key: value for key, value, currency, _ in values if currency == "USD"}
    return amounts, {row[0].symbol: (float(row[1]), row[2]) for row in portfolio}


def checked(client, account, cash, held):
    values, portfolio = stream(client, account)
    check({symbol: size for symbol, (size, _) in portfolio.items()} == held, f"{account} holds {held}: {portfolio}")
    check(close(float(values["CashBalance"]), cash), f"{account} has {cash}: {values['CashBalance']}")
    worth = cash + sum(size * price for size, price in portfolio.values())
    check(close(float(values["NetLiquidation"]), worth), f"{account} is worth {worth}: {values['NetLiquidation']}")
    client.reqPnL(60, account, "")
    client.wait("pnl", lambda number, *_: number == 60)
    client.cancelPnL(60)


def main():
    port, first, first_cash, second, second_cash = sys.argv[1:]
    first_cash, second_cash = float(first_cash), float(second_cash)
    client = connected(int(port), 32)
    client.reqManagedAccts()
    accounts = client.wait("managedAccounts")[0]
    check([code for code in accounts.split(",") if code] == [first, second], f"two accounts: {accounts}")
    first_cash -= buy(client, first, "AAPL", 100)
    second_cash -= buy(client, second, "AAPL", 40, "SELL")
    second_cash -= buy(client, second, "MSFT", 10)
    refused(client, "", "You must specify an account.")
    refused(client, "DU9", "Invalid account code 'DU9'")
    held = positions(client)
    check(held == {(first, "AAPL"): 100, (second, "AAPL"): -40, (second, "MSFT"): 10}, f"positions: {held}")
    rows = summary(client)
    check(set(rows) == {first, second}, f"a summary of both: {rows}")
    check(close(rows[first]["TotalCashValue"], first_cash), f"{first} has {first_cash}: {rows}")
    check(close(rows[second]["TotalCashValue"], second_cash), f"{second} has {second_cash}: {rows}")
    checked(client, first, first_cash, {"AAPL": 100})
    checked(client, second, second_cash, {"AAPL": -40, "MSFT": 10})
    client.seen.clear()
    wanted = ExecutionFilter()
    wanted.acctCode = second
    client.reqExecutions(70, wanted)
    client.wait("execDetailsEnd")
    found = {arguments[2].acctNumber for arguments in client.take("execDetails")}
    check(found == {second}, f"executions of {second} alone: {found}")
    client.disconnect()
    print("ok")


if __name__ == "__main__":
    main()
