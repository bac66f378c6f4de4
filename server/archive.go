package server

import (
	"context"
	"net/http"
	"strconv"

	"github.com/silkwire/silkwire/feeds"
	"github.com/silkwire/silkwire/syndication"
)

// archiveSize is how many rows an archive page holds.
const archiveSize = 100

// getArchive answers with a page of a feed's archive (RFC 5005, section 4). Its
// address and its stories never change, their text is always the present one.
func (s *Server) getArchive(a *answer, r *http.Request, o syndication.Outlet, name feedName, page string) error {
	n, err := strconv.Atoi(page)
	if err != nil || n < 1 || strconv.Itoa(n) != page { // each page has one address
		return requestError("archive=" + quoted(page) + " is no page; the oldest is archive=1.")
	}
	stamp, err := s.desk.Stamp(o.Name, name.feed)
	if err != nil {
		return err
	}
	if int64(n) > stamp.Version/archiveSize {
		return syndication.ErrNotFound
	}
	query := "archive=" + strconv.Itoa(n)
	d, err := s.keptFor(r.Context(), s.extras, name.path()+"?"+query, feedBasis(o, stamp), func(ctx context.Context) (*document, error) {
		return s.renderArchive(ctx, o, name, n, query)
	})
	if err != nil {
		return err
	}
	d.serve(a, r)
	return nil
}

func (s *Server) renderArchive(ctx context.Context, o syndication.Outlet, name feedName, n int, query string) (*document, error) {
	f, stamp, err := s.desk.ArchivePage(ctx, o.Name, name.feed, n)
	if err != nil {
		return nil, storeError(err, "read archive page %d of feed %s of outlet %s", n, name.feed, o.Name)
	}
	f = s.addressed(f, name, query)
	f.Updated = feeds.Time{} // of its newest item: a new story elsewhere is no change here
	f.Archive = feeds.Archive{Page: true, Current: s.opt.PublicURL + name.path()}
	if n > 1 {
		f.Archive.Prev = s.archiveURL(name, int64(n-1))
	}
	if int64(n) < stamp.Version/archiveSize {
		f.Archive.Next = s.archiveURL(name, int64(n+1))
	}
	return s.render(f, o, name, stamp, "")
}

func (s *Server) archiveURL(name feedName, page int64) string {
	return s.opt.PublicURL + name.path() + "?archive=" + strconv.FormatInt(page, 10)
}

// quoted is what a client sent, as a message repeats it.
func quoted(text string) string {
	const longest = 40 // characters
	if short := []rune(text); len(short) > longest {
		text = string(short[:longest]) + "…"
	}
	return strconv.Quote(text)
}
