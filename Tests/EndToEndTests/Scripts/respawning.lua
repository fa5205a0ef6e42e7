-- A job that makes its own successor, for ever, each in next to no time.
-- Must come out: the run ends by itself within 5 s of computing, or earlier when it is told to; nothing is printed
-- without bound.
local count = 0
local function again()
    count = count + 1
    if count == 1 then print("begun") end
    spawn(again)
end
again()
