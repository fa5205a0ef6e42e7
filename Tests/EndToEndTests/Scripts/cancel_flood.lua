--[[ibscript
# Cancels one order in every way there is, without end.
# Must come out: one order placed, its cancel sent once; an end by the budget; no line per attempt.
api = 1
[trade]
symbols = ["AAPL"]
order_types = ["LMT"]
]]

local resting = place(contract("AAPL"), order("BUY", 1, 150))
sleep(0.5)
while true do
    pcall(resting.cancel, resting)
    pcall(cancel, resting)
    pcall(cancel_all)
end
