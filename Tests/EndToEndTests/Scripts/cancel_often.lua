--[[ibscript
# Cancels one order 20,000 times before TWS can have answered, and once more when it is cancelled.
# Must come out: the order cancelled; one answer of TWS in all, the 202 that tells of the end. Exit status 0.
api = 1
[trade]
symbols = ["AAPL"]
order_types = ["LMT"]
]]

local resting = place(contract("AAPL"), order("BUY", 1, 150))
local answers = {}
resting:on("error", function(e) answers[#answers + 1] = tostring(e.code) end)
sleep(0.5)
for _ = 1, 20000 do resting:cancel() end
sleep(1)
resting:cancel()
cancel_all()
sleep(1)
print("status", resting.status)
print("answers", table.concat(answers, " "))
stop()
