-- A handler of "stop" that never lets the run come to its end.
-- Must come out: "asked to stop" once; the run ends all the same, within 5 s of the request and some.
local function again() spawn(again) end
on("stop", function()
    print("asked to stop")
    again()
end)
stop("enough")
