local t = {}
for i = 1, 90 do t[("k"):rep(5000) .. i] = i end
setmetatable(t, { __index = pairs, __lt = pairs, __len = pairs, __concat = next, __eq = rawequal, __call = select })
while true do local a, b, c = t.x, #t, t .. 1 end
