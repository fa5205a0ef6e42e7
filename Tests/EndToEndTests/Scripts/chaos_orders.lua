--[[ibscript
api     = 1
name    = "chaos-orders"
summary = "Buys, sells, changes and cancels for some minutes, whatever happens"

[inputs]
reconnects = { type = "boolean", default = false, summary = "the connection dies unseen: goes on once there is another" }
]]

local isBack = false
on("connected", function() isBack = true end)

local contracts = { contract("AAPL"), contract("MSFT") }
local trades = {}
for n = 1, 12 do
  local o = order(n % 3 == 0 and "SELL" or "BUY", 10 + n)
  if n % 4 == 0 then o = order("BUY", n, 10) end
  local ok, trade = pcall(place, contracts[n % 2 + 1], o, { when_connected = 60, key = "c" .. n })
  if ok then
    trades[#trades + 1] = trade
    if n % 4 == 0 then pcall(trade.modify, trade, { totalQuantity = 2 * n }) end
  end
  sleep(4)
end
for round = 1, 3 do
  for _, trade in ipairs(trades) do
    if not trade.isDone then pcall(trade.cancel, trade) end
  end
  sleep(20)
end
sleep(60)
if input.reconnects then
  while not isBack do sleep(5) end
  for n = 1, 4 do
    local ok, trade = pcall(place, contracts[n % 2 + 1], order("BUY", n), { when_connected = 600, key = "d" .. n })
    if ok then trades[#trades + 1] = trade end
  end
  sleep(60)
end
print("orders", #trades)
stop()
