for i = 1, 300 do
  spawn(function(n) first_of{ "currentTime", "fill", n / 100 } sleep(0.1) end, i)
  local h = on("tickPrice", print)
  local t = after(i, function() h:off() end)
  if i % 2 == 0 then t:off() end
end
sleep(1)
