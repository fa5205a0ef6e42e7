--[[ibscript
api     = 1
name    = "keyed-orders"
summary = "Buys one share again and again, each time under a key of its own"

[inputs]
count = { type = "integer", default = 20, min = 1, max = 100 }

[trade]
symbols     = ["AAPL"]
sides       = ["BUY"]
order_types = ["MKT"]
]]

local aapl = contract("AAPL")
for n = 1, input.count do
  local done, failure
  -- An order that the end of the connection kept from leaving is placed again; any other failure ends the run.
  for attempt = 1, 5 do
    local trade = place(aapl, order("BUY", 1), { key = "n" .. n, when_connected = 3600 })
    done, failure = pcall(trade.wait, trade)
    if done or trade.status ~= "NotSent" then break end
  end
  if not done then error(failure, 0) end
end
print("all", input.count)
