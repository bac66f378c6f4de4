package server

import (
	"context"
	"net/http"

	"github.com/silkwire/silkwire/feeds"
	"github.com/silkwire/silkwire/syndication"
)

// pushed is what goes to a subscriber. An empty body means that the rows it
// covers show readers nothing.
type pushed struct {
	body   []byte
	header http.Header
	after  int64 // the row after which it begins; 0 for a whole document, which has all that counts
	covers int64 // the newest row that it brings
}

// pushContent gives what a subscriber lacks that has the rows up to since. Of
// RSS and Atom that is a feed of what changed, a page of rows at a time. A JSON
// Feed goes whole, since only those two may be cut (WebSub, 7); what it does not
// reach back to comes before it in pages.
func (s *Server) pushContent(ctx context.Context, name feedName, since int64) (pushed, error) {
	o, known := s.desk.Outlet(name.outlet)
	stamp, err := s.desk.Stamp(name.outlet, name.feed)
	if err != nil || !known {
		return pushed{}, syndication.ErrNotFound
	}
	if name.format == feeds.JSON && since >= reach(stamp.Version) {
		d, err := s.currentDocument(ctx, name.path(), o, name, stamp)
		if err != nil {
			return pushed{}, err
		}
		if since >= reach(d.basis.Version) { // it may have grown meanwhile
			return d.pushed(0, d.basis.Version), nil
		}
	}
	d, err := s.keptFor(ctx, s.extras, name.path()+" after "+versionPrefix(since), feedBasis(o, stamp), func(ctx context.Context) (*document, error) {
		return s.renderPush(ctx, o, name, since)
	})
	if err != nil {
		return pushed{}, err
	}
	covers, _ := versionOf(d.tag)
	return d.pushed(since, covers), nil
}

// reach is the row after which the current document of a feed begins.
func reach(version int64) int64 { return max(0, version/archiveSize-1) * archiveSize }

// renderPush makes the document of the next rows after since. Its tag begins with
// the last of them.
func (s *Server) renderPush(ctx context.Context, o syndication.Outlet, name feedName, since int64) (*document, error) {
	f, stamp, last, err := s.desk.NextChanges(ctx, o.Name, name.feed, since)
	if err != nil {
		return nil, storeError(err, "read what changed in feed %s of outlet %s after %d", name.feed, o.Name, since)
	}
	if len(f.Items) == 0 {
		return newDocument(nil, versionPrefix(last)+hashOf(nil), feedBasis(o, stamp)), nil
	}
	f = s.addressed(f, name, "")
	f.Hubs = s.opt.Hubs
	return s.render(f, o, name, stamp, versionPrefix(last))
}

// pushed is d as it goes to a subscriber.
func (d *document) pushed(after, covers int64) pushed {
	header := http.Header{}
	for _, f := range d.header {
		switch f.name {
		case "Content-Type", "Content-Language", "Link":
			header[f.name] = f.values
		}
	}
	return pushed{body: d.form(identity).body, header: header, after: after, covers: covers}
}
