package sources

import (
	"cmp"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"net/http"
	"slices"
	"strings"
	"time"

	"github.com/silkwire/silkwire/feeds"
	"github.com/silkwire/silkwire/sources/page"
)

const (
	maxArticles = 300            // remembered of a source
	newAtOnce   = 30             // articles read for the first time in one visit
	againAtOnce = 5              // articles read again in one visit
	rereadFor   = 48 * time.Hour // how long an article is looked at for corrections
	articleTry  = 3              // visits that try to read an article, before its entry must do
)

// readArticles reads the articles behind the entries of a listing: new ones,
// those whose entry has changed, and a few that may have been corrected.
// What was read before and is the same is left out of feed.
func (v *visit) readArticles(ctx context.Context, feed *feeds.Feed, entries []feeds.Item) (*feeds.Feed, error) {
	batch := &batch{visit: v, feed: feed}
	for i := range entries {
		if !v.wanted(&entries[i]) {
			continue
		}
		if batch.tried >= newAtOnce {
			batch.pending = true
			break
		}
		if err := batch.read(ctx, &entries[i]); err != nil {
			return nil, err
		}
	}
	if err := v.rereadInto(ctx, batch); err != nil {
		return nil, err
	}
	v.forgetArticles(entries)
	return batch.finish()
}

// revisit looks for corrections of articles while the listing is unchanged.
func (v *visit) revisit(ctx context.Context) (*feeds.Feed, error) {
	if v.kind() != PageKind {
		return nil, nil
	}
	batch := &batch{visit: v, feed: &feeds.Feed{Title: v.memory.Title, Link: v.source.URL, Language: v.source.Language}}
	if err := v.rereadInto(ctx, batch); err != nil {
		return nil, err
	}
	if len(batch.feed.Items) == 0 {
		return nil, nil
	}
	v.finish(batch.feed)
	return batch.feed, nil
}

// wanted reports whether an entry's article is to be read now.
func (v *visit) wanted(entry *feeds.Item) bool {
	known, ok := v.memory.Articles[entry.Link]
	switch {
	case !ok:
		return true
	case known.Done:
		return false
	case known.Item == "":
		return known.Failures < articleTry
	}
	return known.Entry != itemHash(entry)
}

// rereadInto reads articles again that were new lately, the longest unread first.
func (v *visit) rereadInto(ctx context.Context, b *batch) error {
	if !v.paced {
		return nil
	}
	var due []string
	pause := 2 * v.source.interval()
	for link, a := range v.memory.Articles {
		young := v.now.Sub(a.First) < rereadFor
		if young && !a.Done && a.Item != "" && v.now.Sub(a.Fetched) >= pause-v.source.interval()/10 {
			due = append(due, link)
		}
	}
	slices.SortFunc(due, func(x, y string) int {
		return cmp.Or(v.memory.Articles[x].Fetched.Compare(v.memory.Articles[y].Fetched), strings.Compare(x, y))
	})
	for _, link := range due[:min(len(due), againAtOnce)] {
		if err := b.read(ctx, &feeds.Item{Link: link}); err != nil {
			return err
		}
	}
	return nil
}

// A batch is the articles that one visit reads.
type batch struct {
	*visit
	feed    *feeds.Feed
	tried   int
	failed  int
	first   error // of the failures
	pending bool  // not all could be read; the listing must be read again
}

// read reads the article of one entry into the feed. Only the end of ctx is an
// error: what is wrong with an article is noted.
func (b *batch) read(ctx context.Context, entry *feeds.Item) error {
	known := b.memory.Articles[entry.Link]
	b.tried++
	it, err := b.fetchArticle(ctx, entry, &known)
	if ctx.Err() != nil {
		return ctx.Err()
	}
	known.Fetched = b.now
	if known.First.IsZero() {
		known.First = b.now
	}
	if entry.Title != "" || entry.Status.Gone() {
		known.Entry = itemHash(entry)
	}
	if err != nil {
		it = b.note(&known, entry, err)
	} else {
		known.Failures = 0
	}
	if it != nil {
		if hash := itemHash(it); hash != known.Item {
			known.Item = hash
			b.feed.Items = append(b.feed.Items, *it)
		}
	}
	if b.memory.Articles == nil {
		b.memory.Articles = map[string]Article{}
	}
	b.memory.Articles[entry.Link] = known
	return nil
}

// note counts a failure. After some, or where the page is not ours to read, the
// entry of the listing must do: it is given instead.
func (b *batch) note(known *Article, entry *feeds.Item, err error) *feeds.Item {
	known.Failures++
	var status *StatusError
	closed := errors.Is(err, ErrRobots) || errors.As(err, &status) && (status.Code == http.StatusGone || status.Code == http.StatusNotFound)
	if known.Item != "" { // it was read once: that it cannot be now says nothing
		known.Done = closed
		return nil
	}
	b.failed++
	if b.first == nil {
		b.first = err
	}
	known.Done = closed || known.Failures >= articleTry
	if !known.Done {
		b.pending = true
		return nil
	}
	if entry.Title == "" || errors.As(err, &status) && closed {
		return nil
	}
	entry.Repairs = append(entry.Repairs, "the article could not be read; this is its entry in the listing")
	return entry
}

// fetchArticle gives nil if the article has not changed. What the listing says
// was killed or is embargoed is so, whatever its page says; where its title may
// say either, the page cannot answer that it has not changed.
func (v *visit) fetchArticle(ctx context.Context, entry *feeds.Item, known *Article) (*feeds.Item, error) {
	if entry.Status.Gone() {
		return entry, nil
	}
	if entry.Instead != nil {
		known.ETag, known.LastModified = "", ""
	}
	doc, err := v.client.Get(ctx, Request{
		URL: entry.Link, Headers: v.headersFor(entry.Link), ETag: known.ETag, LastModified: known.LastModified, Page: true,
	})
	if err != nil || doc.NotModified {
		return nil, err
	}
	if isChallenge(doc.Body) {
		return nil, errChallenge
	}
	p, err := v.openPage(doc)
	if err != nil {
		return nil, err
	}
	it, err := p.Article()
	if err != nil {
		return nil, err
	}
	if isOtherPage(it, entry) {
		return nil, fmt.Errorf("%w: the page %q is not the article %q", page.ErrNoArticle, it.Title, entry.Title)
	}
	known.ETag, known.LastModified = doc.ETag, doc.LastModified
	it.ID = entry.Link
	if it.Published.IsZero() {
		it.Published = entry.Published
	}
	if it.Embargo.IsZero() {
		it.Embargo = entry.Embargo
	}
	if entry.Instead != nil && it.Instead == nil && !it.Status.Gone() {
		it.Title, it.Instead = entry.Title, entry.Instead
	}
	if it.Summary == "" && !it.Status.Gone() {
		it.Summary = entry.Summary
	}
	return it, nil
}

// isOtherPage tells an error page that comes with status 200: it is short, and
// its headline has nothing of the entry's.
func isOtherPage(it, entry *feeds.Item) bool {
	if entry.Title == "" || len(it.Content) > 1500 {
		return false
	}
	title := strings.ToLower(it.Title + " " + feeds.Text(it.Content))
	for _, word := range strings.Fields(strings.ToLower(entry.Title)) {
		if strings.Contains(title, strings.Trim(word, ".,:;!?…\"'")) && len(word) > 3 {
			return false
		}
	}
	return true
}

// finish says how it went.
func (b *batch) finish() (*feeds.Feed, error) {
	b.unfinished = b.pending
	good := b.tried - b.failed
	switch {
	case b.failed > 0 && good == 0 && errors.Is(b.first, page.ErrNoArticle):
		b.complaint = fmt.Errorf("%w: none of %d articles could be read: %w", errLayout, b.tried, b.first)
	case b.failed > 0 && good == 0:
		b.complaint = fmt.Errorf("none of %d articles could be read: %w", b.tried, b.first)
	case b.failed > 0:
		b.feed.Repairs = append(b.feed.Repairs, fmt.Sprintf("%d of %d articles could not be read: %v", b.failed, b.tried, b.first))
	}
	if b.complaint == nil {
		b.complaint = b.missing()
	}
	return b.feed, nil
}

// missing notices when articles lose a part that they used to have.
func (b *batch) missing() error {
	have := map[string]int{}
	for i := range b.feed.Items {
		if !b.feed.Items[i].Published.IsZero() {
			have["date"]++
		}
		if b.feed.Items[i].Content != "" {
			have["text"]++
		}
	}
	n := len(b.feed.Items)
	var lost []string
	for _, part := range b.memory.Parts {
		if n >= 2 && have[part] == 0 {
			lost = append(lost, part)
		}
	}
	if len(lost) > 0 {
		return fmt.Errorf("%w: its articles have lost their %s; selectors can name it", errLayout, strings.Join(lost, " and "))
	}
	for _, part := range []string{"date", "text"} {
		if n > 0 && have[part]*2 > n && !slices.Contains(b.memory.Parts, part) {
			b.memory.Parts = append(b.memory.Parts, part)
		}
	}
	return nil
}

// forgetArticles keeps memory bounded: what the listing shows stays, then what
// was read last.
func (v *visit) forgetArticles(entries []feeds.Item) {
	if len(v.memory.Articles) <= maxArticles {
		return
	}
	shown := map[string]bool{}
	for i := range entries {
		shown[entries[i].Link] = true
	}
	var links []string
	for link := range v.memory.Articles {
		if !shown[link] {
			links = append(links, link)
		}
	}
	slices.SortFunc(links, func(x, y string) int {
		return cmp.Or(v.memory.Articles[x].Fetched.Compare(v.memory.Articles[y].Fetched), strings.Compare(x, y))
	})
	for _, link := range links[:min(len(links), len(v.memory.Articles)-maxArticles)] {
		delete(v.memory.Articles, link)
	}
}

// itemHash changes when anything of an item does, but not with the clock.
func itemHash(it *feeds.Item) string {
	same := *it
	if same.Published.Original != "" {
		same.Published.Time = time.Time{}
	}
	data, err := json.Marshal(&same)
	if err != nil { // a year beyond 9999
		return it.Title + it.Content
	}
	return fingerprint(data)
}
