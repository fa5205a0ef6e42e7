"""E50 to E53: an entry with a target and a stop."""

from .card import card, check
from .instrument import AAPL, to_cent


def place(desk, action, limit, target, stop, **entry):
    """Sends parent, target and stop; only the last is transmitted."""
    exit_action = "SELL" if action == "BUY" else "BUY"
    parent = desk.place(AAPL, action, 10, "LMT", lmtPrice=limit, transmit=False, **entry)
    profit = desk.place(AAPL, exit_action, 10, "LMT", lmtPrice=target, parentId=parent, transmit=False)
    loss = desk.place(AAPL, exit_action, 10, "STP", auxPrice=stop, parentId=parent)
    return parent, profit, loss


def prices(desk):
    """Far below, slightly below, slightly above, far above the market."""
    bid, ask = desk.quote(AAPL)
    return [to_cent(price) for price in (bid * 0.8, bid * 0.97, ask * 1.03, ask * 1.2)]


def waits(desk, orders, action):
    """All three are acknowledged; target and stop wait for the parent, in one group."""
    parent, profit, loss = orders
    desk.wait_status(parent, "Submitted")
    desk.wait(lambda: desk.about(profit, "status") and desk.about(loss, "status"), "the children's orderStatus")
    check((desk.status(profit), desk.why(profit)) == ("PreSubmitted", "child"), "the target waits as child")
    check((desk.status(loss), desk.why(loss)) == ("PreSubmitted", "child,trigger"), "the stop waits as child")
    groups = {desk.terms(child)["ocaGroup"] for child in (profit, loss)}
    check(groups == {str(desk.perm_id(parent))}, f"one group, the parent's permId: {groups}")
    check(all(desk.terms(child)["parentId"] == parent for child in (profit, loss)), "their parentId")
    check(desk.terms(parent)["action"] == action, "the parent's side")


@card("E50")
def a_bracket_to_buy_waits_for_its_entry_and_ends_with_it(desk):
    far_below, below, above, far_above = prices(desk)
    orders = place(desk, "BUY", below, far_above, far_below)
    waits(desk, orders, "BUY")
    desk.cancel(orders[0])
    for order in orders:
        desk.wait_cancelled(order)


@card("E51")
def a_bracket_to_sell_waits_for_its_entry_and_ends_with_it(desk):
    far_below, below, above, far_above = prices(desk)
    orders = place(desk, "SELL", above, far_below, far_above)
    waits(desk, orders, "SELL")
    desk.cancel(orders[0])
    for order in orders:
        desk.wait_cancelled(order)


@card("E52")
def the_fill_of_the_entry_wakes_target_and_stop_and_the_fill_of_one_ends_the_other(desk):
    far_below, below, above, far_above = prices(desk)
    parent, profit, loss = place(desk, "BUY", above, far_above, far_below)
    desk.wait_filled(parent, 10)
    desk.wait_status(profit, "Submitted")
    desk.wait(lambda: desk.why(loss) == "trigger", "the stop waits for its trigger only")
    desk.modify(profit, lmtPrice=below, transmit=True)
    desk.wait_filled(profit, 10)
    desk.wait_cancelled(loss)


@card("E52b")
def a_triggered_stop_ends_the_target(desk):
    far_below, below, above, far_above = prices(desk)
    parent, profit, loss = place(desk, "BUY", above, far_above, to_cent(above * 0.995))
    desk.wait_filled(parent, 10)
    desk.wait_filled(loss, 10)
    desk.wait_cancelled(profit)


@card("E53")
def nothing_is_sent_until_the_last_of_a_bracket_is_transmitted(desk):
    far_below, below, above, far_above = prices(desk)
    parent = desk.place(AAPL, "BUY", 10, "LMT", lmtPrice=below, transmit=False, outsideRth=True)
    profit = desk.place(AAPL, "SELL", 10, "LMT", lmtPrice=far_above, parentId=parent, transmit=False)
    desk.fence()
    check(not desk.about(parent) and not desk.about(profit), "not a word of held orders")
    check(not {parent, profit} & {event.order for event in desk.open_orders(all_clients=False)}, "not open")
    loss = desk.place(AAPL, "SELL", 10, "STP", auxPrice=far_below, parentId=parent)
    waits(desk, (parent, profit, loss), "BUY")
    check(desk.terms(parent)["outsideRth"] is True, "outsideRth of the entry")
