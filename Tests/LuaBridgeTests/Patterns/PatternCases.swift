/// The same text runs in the VM and in the system's `lua5.4`: it makes patterns, subjects and replacements from a seed, and
/// prints what the functions give for them. What is made is mostly well formed, and now and then not.
enum PatternCases {
    /// The source for one seed.
    static func source(seed: Int, count: Int) -> String { "local seed, count = \(seed), \(count)\n" + text }

    private static let text = #"""
        local state = seed
        local function random(n)  -- 0 .. n-1
          state = (state * 6364136223846793005 + 1442695040888963407)
          return ((state >> 33) % n)
        end
        local function pick(t) return t[random(#t) + 1] end
        local letters = { "a", "b", "c", "A", "1", " ", ".", "-", "]", "[", "^", "$", "%", "(", ")", "\0", "\n", "\xff", "_", "z" }
        local common = { "a", "b", "a", "b", "c", "A", "1", " ", "(", ")", "\0", "\xe9" }
        local function subject()
          local n, parts = random(14), {}
          if random(12) == 0 then n = random(60) end
          for i = 1, n do parts[i] = pick(random(4) == 0 and letters or common) end
          return table.concat(parts)
        end
        local classes = { "a", "c", "d", "g", "l", "p", "s", "u", "w", "x", "z", "A", "D", "S", "W", "L", "G", "P", "%", ".", "]", "[", "-", "(", ")", "^", "$", "\0", "0" }
        local function set()
          local parts = { "[" }
          if random(4) == 0 then parts[#parts + 1] = "^" end
          for _ = 0, random(4) do
            local kind = random(6)
            if kind == 0 then parts[#parts + 1] = "%" .. pick(classes)
            elseif kind == 1 then parts[#parts + 1] = pick(letters) .. "-" .. pick(letters)
            else parts[#parts + 1] = pick(letters) end
          end
          if random(15) > 0 then parts[#parts + 1] = "]" end
          return table.concat(parts)
        end
        local quantifiers = { "", "", "", "*", "+", "-", "?" }
        local function item()
          local kind = random(14)
          if kind < 4 then return pick(common) .. pick(quantifiers)
          elseif kind == 4 then return "." .. pick(quantifiers)
          elseif kind == 5 then return "%" .. pick(classes) .. pick(quantifiers)
          elseif kind == 6 then return set() .. pick(quantifiers)
          elseif kind == 7 then return "("
          elseif kind == 8 then return ")"
          elseif kind == 9 then return "()"
          elseif kind == 10 then return "%" .. random(4)
          elseif kind == 11 then return "%b" .. pick(letters) .. pick(letters)
          elseif kind == 12 then return "%f" .. (random(12) == 0 and "" or set())
          else return pick(letters) end
        end
        local function pattern()
          local parts = {}
          if random(8) == 0 then parts[1] = "^" end
          local open = 0
          for _ = 0, random(6) do
            local text = item()
            if text == "(" then open = open + 1
            elseif text == ")" then
              if open == 0 and random(10) > 0 then text = "" else open = open - 1 end
            end
            parts[#parts + 1] = text
          end
          while open > 0 and random(12) > 0 do parts[#parts + 1] = ")" open = open - 1 end
          if random(8) == 0 then parts[#parts + 1] = "$" end
          return table.concat(parts)
        end
        local function template()
          local parts = {}
          for _ = 0, random(3) do
            local kind = random(4)
            if kind == 0 then parts[#parts + 1] = "%" .. random(4)
            elseif kind == 1 and random(6) == 0 then parts[#parts + 1] = "%" .. pick(letters)
            elseif kind == 2 then parts[#parts + 1] = "%%"
            else parts[#parts + 1] = pick(common) end
          end
          return table.concat(parts)
        end
        local replacement = {
          template, template,
          function() return { a = "x", b = 7, c = false, [1] = "one", ["("] = true } end,
          function() return function(...) return select("#", ...) .. tostring((...)) end end,
          function() return function(x) if x == "a" then return nil elseif x == "b" then return {} end return x end end,
          function() return 4.5 end,
        }
        local function text(value)
          if type(value) ~= "string" then return tostring(value) end
          local bytes = { value:byte(1, -1) }
          for i = 1, #bytes do
            local b = bytes[i]
            bytes[i] = b > 32 and b < 127 and b ~= 92 and string.char(b) or "\\" .. b
          end
          return '"' .. table.concat(bytes) .. '"'
        end
        local function drop(message)  -- the position
          for i = 1, #message - 1 do
            if message:byte(i) == 58 and message:byte(i + 1) == 32 then return message:sub(i + 2) end
          end
          return message
        end
        local function results(ok, ...)
          local out = {}
          for i = 1, select("#", ...) do
            local value = select(i, ...)
            out[i] = text(not ok and drop(value) or value)
          end
          return (ok and "" or "error ") .. table.concat(out, ",")
        end
        local function all(s, p, init)
          local out = {}
          for a, b, c in string.gmatch(s, p, init) do
            out[#out + 1] = text(a) .. ":" .. text(b) .. ":" .. text(c)
            if #out > 70 then break end
          end
          return table.concat(out, ";")
        end
        local positions = { 1, 1, 1, 2, 3, -1, -2, 0, 100, -100, math.mininteger, math.maxinteger, "2" }
        for case = 1, count do
          local s, p = subject(), pattern()
          if random(6) == 0 then p = subject() end
          local init, plain = pick(positions), random(5) == 0
          local what = case .. " " .. text(s) .. " " .. text(p) .. " " .. init
          print(what .. " find " .. results(pcall(string.find, s, p, init, plain)))
          print(what .. " match " .. results(pcall(string.match, s, p, init)))
          print(what .. " gmatch " .. results(pcall(all, s, p, init)))
          local r = pick(replacement)()
          local often = random(3) == 0 and random(4) - 1 or nil
          print(what .. " gsub " .. text(type(r) == "string" and r or type(r)) .. " " .. results(pcall(string.gsub, s, p, r, often)))
        end
        """#
}
