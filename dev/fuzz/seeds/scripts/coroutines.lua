local list = {}
for i = 1, 200 do
  list[i] = coroutine.create(function()
    local x <close> = setmetatable({}, { __close = function() coroutine.close(list[i + 1]) end })
    coroutine.yield()
  end)
  coroutine.resume(list[i])
end
print(pcall(coroutine.close, list[1]))
while true do coroutine.wrap(function() local n = 0 while n < 150 do n = n + 1 end end)() end
