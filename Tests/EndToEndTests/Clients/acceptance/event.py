"""What a client was told, in one form for all clients."""

from dataclasses import dataclass, field

TERMS = (
    "action totalQuantity orderType lmtPrice auxPrice tif parentId ocaGroup ocaType outsideRth hidden displaySize "
    "allOrNone minQty goodTillDate trailingPercent trailStopPrice orderRef cashQty"
).split()


@dataclass
class Event:
    """One callback about orders.

    `kind` is open, status, execution, commission, error, completed, answer (an execution that was asked for) or the
    name of another callback; `order` the order id, -1 for none.
    """

    kind: str
    order: int = -1
    status: str = ""
    filled: float = 0
    remaining: float = 0
    price: float = 0
    perm: int = 0
    client: int = -1
    why: str = ""
    terms: dict = field(default_factory=dict)
    symbol: str = ""
    execution: str = ""
    side: str = ""
    code: int = 0
    text: str = ""
    commission: float = 0
    profit: float | None = None
    state: object = None

    @property
    def line(self):
        """The event as a story tells it."""
        detail = {
            "open": self.status,
            "status": f"{self.status} {self.why}".strip(),
            "execution": f"{self.side} {self.filled:g} at {self.price:g}",
            "error": f"{self.code} {self.text}",
            "completed": self.status,
        }.get(self.kind, "")
        return f"{self.kind} {self.order} {detail}".strip()


def terms(order):
    """The fields of an order that cards look at, numbers as floats and unset ones as None."""
    found = {name: getattr(order, name, None) for name in TERMS}
    return {name: number(value) if not isinstance(value, (str, bool)) else value for name, value in found.items()}


def number(value):
    """A number of any client as a float; None for those that mean unset."""
    if value is None:
        return None
    value = float(value)
    return None if value in (1.7976931348623157e308, 2147483647.0) or value != value else value


def opened(order_id, contract, order, state):
    return Event("open", order_id, state.status, perm=order.permId, client=order.clientId, terms=terms(order),
                 symbol=contract.symbol, state=state)


def status(order_id, state, filled, remaining, average, perm_id, parent_id, last, client_id, why, *_):
    return Event("status", order_id, state, float(filled), float(remaining), average, perm_id, client_id, why or "")


def executed(kind, contract, execution):
    return Event(kind, execution.orderId, filled=float(execution.shares), price=execution.price, perm=execution.permId,
                 client=execution.clientId, symbol=contract.symbol, execution=execution.execId, side=execution.side)


def charged(report):
    """A commission report, under its older or newer name of the amount."""
    amount = getattr(report, "commissionAndFees", None)
    amount = report.commission if amount is None else amount
    return Event("commission", execution=report.execId, commission=float(amount), profit=number(report.realizedPNL))


def completed(contract, order, state):
    return Event("completed", order.orderId, state.status, float(number(order.filledQuantity) or 0), perm=order.permId,
                 terms=terms(order), symbol=contract.symbol, text=getattr(state, "completedStatus", ""))


def failed(request_id, code, text):
    return Event("error", request_id, code=code, text=text)
