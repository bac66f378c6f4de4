# A feed reader on feedparser: it asks conditionally, merges what comes by id,
# and prints all that it has. Arguments: address, file of what it has.
import json, os, sys
import feedparser

url, file = sys.argv[1:]
state = json.load(open(file)) if os.path.exists(file) else {"entries": {}}
d = feedparser.parse(url, etag=state.get("etag"), modified=state.get("modified"))
if d.bozo:
    sys.exit("feedparser: %s" % d.bozo_exception)
for e in d.entries:
    text = e.content[0].value if "content" in e else e.get("summary", "")
    state["entries"][e.id] = {"id": e.id, "title": e.get("title", ""), "text": text}
state["etag"], state["modified"] = d.get("etag", state.get("etag")), d.get("modified", state.get("modified"))
json.dump(state, open(file, "w"))
print(json.dumps(list(state["entries"].values())))
