-- Asks for one word after the other. Arguments: a file with an encoded word a line, what stands before it.

local words, prefix = {}, ""

function setup(thread)
   turn = (turn or 0) + 1
   thread:set("turn", turn)
end

function init(args)
   prefix = args[2]
   for word in io.lines(args[1]) do words[#words + 1] = word end
   math.randomseed(1000 * turn + 7)
   for _ = 1, 10 do math.random() end
end

function request()
   return wrk.format("GET", prefix .. words[math.random(#words)])
end
