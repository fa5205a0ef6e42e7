"""What a client is told in the cases that were captured from a paper Gateway, as stories.

A story is the list of messages about the orders of the case, in the order in which they came: kind, status or code.
"""

from .card import check
from .instrument import AAPL, MES, to_cent


def lines(desk, begin, **roles):
    """The events since `begin` about orders by role; one order without role is called nothing."""
    names = {order: role for role, order in roles.items()}
    executions = {event.execution: event.order for event in desk.events if event.kind == "execution"}
    told = []
    for event in desk.events[begin:]:
        order = executions.get(event.execution, -1) if event.kind == "commission" else event.order
        if order in names and event.kind != "answer":
            role = "" if len(names) == 1 else names[order] + " "
            detail = {"open": event.status, "status": f"{event.status} {event.why}", "execution": event.side,
                      "error": event.code}.get(event.kind, "")
            told.append(f"{role}{event.kind} {detail}".strip())
    return told


def connect(desk):
    kinds = {"managedAccounts": "managedAccounts", "nextValidId": "nextValidId"}
    desk.wait(lambda: any(event.code == 2158 for event in desk.events), "the last notice")
    return [kinds.get(event.kind) or f"error {event.code}" for event in desk.events
            if event.kind in kinds or (event.kind == "error" and event.order == -1)]


def market(desk):
    order = desk.trade(AAPL)
    return lines(desk, 0, order=order)


def limit(desk):
    order = desk.rest(AAPL)
    desk.fence()
    return lines(desk, 0, order=order)


def cancel(desk):
    order = desk.rest(AAPL)
    desk.fence()
    begin = len(desk.events)
    desk.cancel(order)
    desk.wait_cancelled(order)
    return lines(desk, begin, order=order)


def cancel_filled(desk):
    order = desk.trade(AAPL)
    begin = len(desk.events)
    desk.cancel(order)
    desk.wait_error(order, 10148)
    desk.fence()
    return lines(desk, begin, order=order)


def resting_stop(desk):
    order = desk.place(AAPL, "SELL", 10, "STP", auxPrice=100.0)
    desk.wait(lambda: len(desk.about(order, "status")) == 2, "two orderStatus")
    desk.fence()
    return order


def stop(desk):
    return lines(desk, 0, order=resting_stop(desk))


def stop_modified(desk):
    order = resting_stop(desk)
    begin = len(desk.events)
    desk.modify(order, auxPrice=101.0)
    desk.wait(lambda: len(desk.about(order, "status")) == 4, "two more orderStatus")
    desk.fence()
    return lines(desk, begin, order=order)


def trailing(desk):
    bid, _ = desk.quote(AAPL)
    order = desk.place(AAPL, "SELL", 10, "TRAIL", trailingPercent=1.0, trailStopPrice=to_cent(bid * 1.01))
    desk.wait_filled(order, 10)
    return lines(desk, 0, order=order)


def immediate_beyond(desk):
    _, ask = desk.quote(AAPL)
    order = desk.place(AAPL, "BUY", 10, "LMT", lmtPrice=to_cent(ask * 1.2), tif="IOC")
    desk.wait_status(order, "Cancelled")
    desk.fence()
    return lines(desk, 0, order=order)


def fill_or_kill(desk):
    order = desk.place(AAPL, "BUY", 10, "LMT", lmtPrice=100.0, tif="FOK")
    desk.wait_status(order, "Inactive")
    desk.fence()
    return lines(desk, 0, order=order)


def held(desk):
    order = desk.place(AAPL, "BUY", 10, "LMT", lmtPrice=100.0, transmit=False)
    desk.fence()
    silence = lines(desk, 0, order=order) or ["silence"]
    desk.modify(order, transmit=True)
    desk.wait_status(order, "Submitted")
    return silence + lines(desk, 0, order=order)


def to_market(desk):
    order = desk.rest(AAPL)
    desk.fence()
    begin = len(desk.events)
    desk.modify(order, orderType="MKT", lmtPrice=0.0)
    desk.wait_filled(order, 10)
    return lines(desk, begin, order=order)


def bad_type(desk):
    order = desk.place(AAPL, "BUY", 10, "WRONG")
    desk.wait_error(order, 321)
    desk.fence()
    return lines(desk, 0, order=order)


def filled_modified(desk):
    order = desk.trade(AAPL)
    begin = len(desk.events)
    desk.modify(order, totalQuantity=20)
    desk.fence()
    return lines(desk, begin, order=order) or ["silence"]


def future(desk):
    opening = desk.trade(MES, "BUY", 1)
    closing = desk.trade(MES, "SELL", 1)
    gross = 5 * (desk.average_price(closing) - desk.average_price(opening))
    (first,), (second,) = desk.about(opening, "commission"), desk.about(closing, "commission")
    check(abs(second.profit - (gross - 1.24)) < 0.005, f"a profit of {gross - 1.24:.2f}, not {second.profit}")
    return [f"commission {first.commission:.2f} {'profit' if first.profit else 'no profit'}",
            f"commission {second.commission:.2f} profit after both commissions"]


def cancelled_by(desk, client_id):
    order = desk.rest(AAPL)
    desk.fence()
    other = desk.another(client_id)
    seen = [event.order for event in other.open_orders(all_clients=True)]
    begin, others_begin = len(desk.events), len(other.events)
    other.cancel(order)
    desk.wait_cancelled(order)
    other.wait(lambda: any(event.code == 202 for event in other.events), "202 for the other client")
    told = [f"{event.kind} {event.status or event.code}" for event in other.events[others_begin:]
            if event.order == order and event.kind in ("status", "error")]
    other.close()
    return (["seen"] if order in seen else []) + lines(desk, begin, order=order) + ["other " + line for line in told]


def other_client(desk):
    return cancelled_by(desk, 500)


def client_zero(desk):
    return cancelled_by(desk, 0)


def reconnect(desk):
    order = desk.rest(AAPL, tif="GTC")
    perm_id = desk.perm_id(order)
    desk.close()
    again = desk.another(desk.client_id)
    found = [event for event in again.open_orders(all_clients=False) if event.order == order]
    told = ["same permId" if event.perm == perm_id else "other permId" for event in found]
    begin = len(again.events)
    again.cancel(order)
    again.wait_cancelled(order)
    told += lines(again, begin, order=order)
    again.close()
    return told


def bracket(desk):
    parent = desk.place(AAPL, "BUY", 10, "LMT", lmtPrice=100.0, transmit=False)
    target = desk.place(AAPL, "SELL", 10, "LMT", lmtPrice=500.0, parentId=parent, transmit=False)
    loss = desk.place(AAPL, "SELL", 10, "STP", auxPrice=90.0, parentId=parent)
    desk.wait_status(parent, "Submitted")
    desk.wait(lambda: desk.about(target, "status") and desk.about(loss, "status"), "the children")
    desk.fence()
    return lines(desk, 0, parent=parent, target=target, stop=loss)


def preview(desk):
    begin = len(desk.events)
    desk.preview(AAPL, "BUY", 100, "MKT")
    desk.fence()
    others = set(desk.orders)
    return [f"{event.kind} {event.status}".strip() for event in desk.events[begin:]
            if event.kind in ("open", "status", "execution") and event.order not in others]


SEQUENCES = [connect, market, limit, cancel, cancel_filled, stop, stop_modified, trailing, immediate_beyond,
             fill_or_kill, held, to_market, bad_type, filled_modified, future, other_client, client_zero, reconnect,
             bracket, preview]
