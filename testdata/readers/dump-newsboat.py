# Prints what newsboat keeps. Argument: its cache.
import json, sqlite3, sys

rows = sqlite3.connect(sys.argv[1]).execute("SELECT guid, title, content FROM rss_item WHERE deleted = 0")
print(json.dumps([{"id": g, "title": t, "text": c} for g, t, c in rows]))
