-- Reads the pages of messages as people do: the message of rank r is asked for 1/r as often as the first.
-- Arguments: the first half of the addresses ("/messages/2026-"), how many messages there are.

local prefix, count, coprime

function setup(thread)
   turn = (turn or 0) + 1
   thread:set("turn", turn)
end

function init(args)
   prefix, count = args[1], tonumber(args[2])
   math.randomseed(1000 * turn + 7)
   for _ = 1, 10 do math.random() end
   -- What is asked for most lies anywhere among the numbers.
   coprime = 7919
   while count % coprime == 0 do coprime = coprime + 2 end
end

function request()
   local rank = math.floor(math.exp(math.random() * math.log(count + 1)))
   local number = (math.min(rank, count) * coprime) % count + 1
   return wrk.format("GET", prefix .. string.format("%06d", number))
end
