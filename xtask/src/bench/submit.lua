-- Sends the last form of /write, each time as another citizen, with another letter, as a form of its own.
-- Arguments: a file of sessions ("token form_key" a line), a file of letters (parts of a form, ended by a line "--").

local sessions, letters, run, sent = {}, {}, "", 0

function setup(thread)
   turn = (turn or 0) + 1
   thread:set("turn", turn)
end

function init(args)
   for token, key in io.open(args[1]):read("*a"):gmatch("(%S+) (%S+)\n") do
      sessions[#sessions + 1] = { token = token, key = key }
   end
   for letter in io.open(args[2], "rb"):read("*a"):gmatch("(.-)\n%-%-\n") do
      letters[#letters + 1] = letter
   end
   -- No form is sent twice, neither in this run nor in the one before.
   run = string.format("%06d%02d", os.time() % 1000000, turn)
   -- Each thread has citizens of its own.
   sent = turn * 1000003
end

local function field(name, value)
   return "------form\r\nContent-Disposition: form-data; name=\"" .. name .. "\"\r\n\r\n" .. value .. "\r\n"
end

function request()
   sent = sent + 1
   local session = sessions[sent % #sessions + 1]
   local body = field("form_key", session.key) .. field("nonce", run .. string.format("%014d", sent))
      .. letters[sent % #letters + 1] .. "------form--\r\n"
   return wrk.format("POST", "/write/submission", {
      ["Content-Type"] = "multipart/form-data; boundary=----form",
      ["Cookie"] = "__Host-huiyin=" .. session.token,
      ["Sec-Fetch-Site"] = "same-origin",
   }, body)
end
