"""E80 to E89: starting, stopping and coming back."""

from .card import card, check
from .instrument import AAPL, IBM, MSFT, SPY


def restarted(desk):
    """The same client id after a disconnection."""
    desk.close()
    return desk.another(desk.client_id)


@card("E80")
def the_first_order_after_connecting_fills(desk):
    other = desk.another(desk.client_id + 1000)
    kinds = [event.kind for event in other.events]
    check("managedAccounts" in kinds and "nextValidId" in kinds, f"the account and the next id: {kinds}")
    other.trade(AAPL)
    other.close()


@card("E81")
def what_a_client_cancels_before_it_leaves_is_gone_when_it_returns(desk):
    orders = [desk.rest(AAPL, tif="GTC"), desk.rest(MSFT, tif="GTC")]
    for order in orders:
        desk.cancel(order)
    for order in orders:
        desk.wait_cancelled(order)
    again = restarted(desk)
    check(again.open_orders(all_clients=False) == [], "no open orders")
    again.close()


@card("E82")
def a_position_closed_before_leaving_is_flat_when_the_client_returns(desk):
    desk.trade(SPY, "BUY", 20)
    desk.trade(SPY, "SELL", 20)
    again = restarted(desk)
    check(again.position("SPY") == 0, "no SPY")
    again.close()


@card("E83")
def after_a_cancelled_subscription_no_tick_comes(desk):
    count, stop = desk.watch(AAPL)
    desk.wait(lambda: count() > 5, "ticks")
    stop()
    desk.fence()
    left = count()
    desk.fence()
    check(count() == left, "no tick after the cancel")


@card("E84")
def open_orders_come_back_with_their_ids_and_can_be_cancelled(desk):
    order = desk.rest(AAPL, tif="GTC")
    stop = desk.place(AAPL, "SELL", 10, "STP", auxPrice=50.0, tif="GTC")
    desk.wait_status(stop, "PreSubmitted")
    perm_ids = {desk.perm_id(order), desk.perm_id(stop)}
    again = restarted(desk)
    found = {event.order: event for event in again.open_orders(all_clients=False)}
    check(set(found) == {order, stop}, f"both orders: {found}")
    check({event.perm for event in found.values()} == perm_ids, "the same permIds")
    check(found[stop].terms["auxPrice"] == 50, "the trigger of the stop")
    for left in (order, stop):
        again.cancel(left)
        again.wait_cancelled(left)
    again.close()


@card("E85")
def filled_orders_come_back_as_completed_orders_and_executions(desk):
    order = desk.trade(IBM, "BUY", 30)
    perm_id = desk.perm_id(order)
    executions = {event.execution for event in desk.about(order, "execution")}
    paid = sum(event.commission for event in desk.about(order, "commission"))
    again = restarted(desk)
    check(again.completion(perm_id).status == "Filled", "completed as Filled")
    found = [event for event in again.request_executions() if event.perm == perm_id]
    check({event.execution for event in found} == executions, "the same execIds")
    check(sum(event.filled for event in found) == 30, "30 in all")
    check(sum(event.commission for event in found) == paid, f"the same commission, {paid}")
    again.close()


@card("E86")
def a_long_position_comes_back(desk):
    before = desk.position("SPY")
    desk.trade(SPY, "BUY", 15)
    again = restarted(desk)
    check(again.position("SPY") == before + 15, "the position")
    again.trade(SPY, "SELL", 15)
    again.close()


@card("E87")
def a_short_position_comes_back(desk):
    before = desk.position("MSFT")
    desk.trade(MSFT, "SELL", 15)
    again = restarted(desk)
    check(again.position("MSFT") == before - 15, "the position")
    again.trade(MSFT, "BUY", 15)
    again.close()


@card("E88")
def what_happens_while_the_client_is_away_is_found_when_it_returns(desk):
    order = desk.rest(MSFT, tif="GTC")
    perm_id = desk.perm_id(order)
    desk.close()
    other = desk.another(desk.client_id + 1000)
    other.cancel(order)
    other.wait(lambda: any(event.kind == "status" and event.perm == perm_id and event.status == "Cancelled"
                           for event in other.events), "the other client hears Cancelled")
    other.close()
    again = desk.another(desk.client_id)
    check(again.is_open(perm_id) == 0, "not open any more")
    check(again.completion(perm_id).status == "Cancelled", "completed as Cancelled")
    again.close()


@card("E89")
def a_question_about_margin_leaves_no_order(desk):
    state = desk.preview(AAPL, "BUY", 100, "MKT")
    change = float(state.initMarginChange)
    check(5_000 < change < 15_000, f"half of the price of 100 AAPL, not {change}")
    commission = getattr(state, "commissionAndFees", None) or state.commission
    check(float(commission) == 1.0, f"a commission of 1.00, not {commission}")
    check(not desk.open_orders(all_clients=False), "nothing open")
