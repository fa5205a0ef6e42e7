for _, n in ipairs{ math.maxinteger, math.mininteger, 2^53, 1e300, 0/0, 1/0, -1/0, -1, 0.1 } do
  pcall(place, contract("AAPL"), order("BUY", n, n))
  pcall(place, contract("AAPL"), { action = "BUY", totalQuantity = 1, orderType = "TRAIL", auxPrice = n, trailStopPrice = n })
  pcall(sleep, n)
  pcall(after, n, print)
  pcall(history, contract("AAPL"), { bars = "1 min", duration = tostring(n) .. " S" })
  pcall(contract.option, "AAPL", "20261218", n, "C")
  pcall(string.rep, "x", n) pcall(string.sub, "abc", n, n) pcall(table.unpack, {}, n, n) pcall(utf8.char, n)
end
