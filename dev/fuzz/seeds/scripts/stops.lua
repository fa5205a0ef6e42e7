local function spin() while true do end end
local function nest(d) if d == 0 then pcall(spin) else pcall(nest, d - 1) end end
local x <close> = setmetatable({}, { __close = spin })
xpcall(spin, spin)
while true do nest(50) end
