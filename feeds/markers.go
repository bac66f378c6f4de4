package feeds

import "time"

// readMarkers reads the editorial lines of newsrooms.
func readMarkers(it *Item, zone *time.Location) {}
