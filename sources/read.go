package sources

import (
	"context"
	"time"

	"github.com/silkwire/silkwire/feeds"
)

// Read reads one document once, as a poll would: what `silkwire read` shows.
// data is nil to fetch src.URL with c; otherwise nothing is fetched, src.URL is
// where data is taken to come from, and a listing page gives the items it shows.
func Read(ctx context.Context, c *Client, src *Source, data []byte, contentType string) (*feeds.Feed, error) {
	if c == nil {
		c = &Client{}
	}
	memory := Memory{}.under(src)
	v := &visit{client: c, source: src, memory: &memory, now: time.Now()}
	if data == nil {
		return v.read(ctx)
	}
	v.offline = true
	return v.parse(ctx, &Document{URL: src.URL, Body: data, ContentType: contentType})
}
