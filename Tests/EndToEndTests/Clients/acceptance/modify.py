"""E30 to E36: other terms for an order that works."""

from .card import card, check
from .instrument import AAPL, to_cent


def moves(desk, action, step):
    """The same id with another limit: the new price comes back, same permId, still working."""
    order = desk.rest(AAPL, action)
    perm_id, price = desk.perm_id(order), desk.terms(order)["lmtPrice"] + step
    desk.modify(order, lmtPrice=price)
    desk.wait_terms(order, lmtPrice=price)
    desk.wait_status(order, "Submitted")
    check(desk.perm_id(order) == perm_id, "the same permId")
    check(desk.is_open(perm_id) == 1, "one open order")
    return order


def replaced(desk, action, order_type, **prices):
    """Cancelled and placed again: two orders, the first Cancelled, the second alone is left."""
    bid, ask = desk.quote(AAPL)
    far = to_cent(bid * 0.8 if (action == "BUY") == (order_type == "LMT") else ask * 1.2)
    field = "lmtPrice" if order_type == "LMT" else "auxPrice"
    working = "Submitted" if order_type == "LMT" else "PreSubmitted"
    first = desk.place(AAPL, action, 10, order_type, **{field: far})
    desk.wait_status(first, working)
    desk.cancel(first)
    desk.wait_cancelled(first)
    second = desk.place(AAPL, action, 10, order_type, **{field: far + 1})
    desk.wait_status(second, working)
    check(desk.perm_id(first) != desk.perm_id(second), "a new permId")
    check([event.order for event in desk.open_orders(all_clients=False)] == [second], "only the second is open")
    check(desk.completion(desk.perm_id(first)).status == "Cancelled", "the first is completed as Cancelled")


@card("E30")
def the_limit_of_a_buy_moves(desk):
    moves(desk, "BUY", 1)


@card("E31")
def the_limit_of_a_sell_moves_and_so_does_its_size(desk):
    order = moves(desk, "SELL", -1)
    desk.modify(order, totalQuantity=25)
    desk.wait_terms(order, totalQuantity=25)
    desk.wait(lambda: desk.about(order, "status")[-1].remaining == 25, "25 remaining")


@card("E32")
def a_limit_buy_is_cancelled_and_replaced(desk):
    replaced(desk, "BUY", "LMT")


@card("E33")
def a_limit_sell_is_cancelled_and_replaced(desk):
    replaced(desk, "SELL", "LMT")


@card("E34")
def the_trigger_of_a_stop_moves(desk):
    bid, _ = desk.quote(AAPL)
    stop = float(round(bid * 0.8))
    order = desk.place(AAPL, "SELL", 10, "STP", auxPrice=stop)
    desk.wait_status(order, "PreSubmitted")
    perm_id = desk.perm_id(order)
    desk.modify(order, auxPrice=stop + 1)
    desk.wait_terms(order, auxPrice=stop + 1)
    check((desk.status(order), desk.why(order)) == ("PreSubmitted", "trigger"), "still held by its trigger")
    check(desk.perm_id(order) == perm_id, "the same permId")


@card("E35")
def a_stop_is_cancelled_and_replaced(desk):
    replaced(desk, "SELL", "STP")


@card("E36")
def another_side_or_contract_is_no_modification(desk):
    order = desk.rest(AAPL)
    limit = desk.terms(order)["lmtPrice"]
    desk.modify(order, action="SELL")
    desk.wait_error(order, 105)
    desk.modify(order, action="BUY", instrument=AAPL | {"symbol": "MSFT"})
    desk.wait(lambda: desk.errors(order).count(105) == 2, "a second error 105")
    desk.modify(order, instrument=AAPL)
    desk.wait(lambda: len(desk.about(order, "status")) >= 2 and desk.status(order) == "Submitted", "it works on")
    check(desk.terms(order)["lmtPrice"] == limit and desk.terms(order)["action"] == "BUY", "the terms stay")


@card("E36b")
def a_limit_becomes_a_market_order_and_fills(desk):
    order = desk.rest(AAPL)
    desk.modify(order, orderType="MKT", lmtPrice=0.0)
    desk.wait_filled(order, 10)


@card("E36c")
def new_terms_for_a_filled_order_are_ignored(desk):
    order = desk.trade(AAPL)
    desk.fence()
    begin = len(desk.about(order))
    desk.modify(order, totalQuantity=20)
    desk.fence()
    check(len(desk.about(order)) == begin, f"no word of it: {desk.about(order)[begin:]}")
