"""A connection of ib_async with waits that end, and a record of what the simulator does not serve."""

import logging
import time

from ib_async import IB, util

util.logToConsole(logging.CRITICAL)
LIMIT = 20


class Failure(Exception):
    """A workflow that does not hold; the text says what was expected."""


def check(condition, text):
    if not condition:
        raise Failure(text)


class Session:
    def __init__(self, port, client_id):
        self.ib = IB()
        self.errors = []
        self.unserved = []
        self.ib.errorEvent += lambda request, code, text, contract: self.errors.append((request, code, text))
        self.ib.connect("127.0.0.1", port, clientId=client_id, timeout=10)

    def wait(self, condition, text):
        """Runs the client's loop until the condition holds; the deadline is a failure."""
        deadline = time.monotonic() + LIMIT
        while not condition():
            check(time.monotonic() < deadline, f"{text} within {LIMIT} s; errors {self.errors[-3:]}")
            self.ib.waitOnUpdate(0.05)

    def serves(self, name, request, answered=bool):
        """Calls a request; gives its answer, or None and a note if the simulator does not serve it yet."""
        begin = len(self.errors)
        answer = request()
        refusal = next((code for _, code, text in self.errors[begin:]
                        if code in (430, 10276) or (code == 321 and "not simulated" in text)), None)
        if refusal:
            self.unserved.append(f"{name}: error {refusal}")
            return None
        check(answered(answer), f"an answer to {name}: {answer!r}; errors {self.errors[begin:]}")
        return answer

    def qualified(self, *contracts):
        check(len(self.ib.qualifyContracts(*contracts)) == len(contracts) and all(c.conId for c in contracts),
              f"conIds for {contracts}")
        return contracts if len(contracts) > 1 else contracts[0]

    def serves_contract(self, contract):
        """The contract with its conId; None and a note if the simulator does not have it."""
        begin = len(self.errors)
        if self.ib.qualifyContracts(contract) and contract.conId:
            return contract
        codes = sorted({code for _, code, _ in self.errors[begin:]})
        name = contract.pair() if contract.secType == "CASH" else contract.symbol or contract.secId
        self.unserved.append(f"contract {contract.secType} {name}: errors {codes}")
        return None
