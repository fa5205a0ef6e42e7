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
  local trade = place(aapl, order("BUY", 1), { key = "n" .. n, when_connected = 3600 })
  trade:wait()
end
print("all", input.count)
