package server

import (
	"cmp"
	"context"
	"slices"
	"sync"
	"sync/atomic"
	"time"

	gocache "github.com/patrickmn/go-cache"
	"golang.org/x/sync/singleflight"
)

// A cache holds rendered documents, bounded in bytes, each rendered once
// whatever the number of readers. Whether a document is still valid is its
// user's question.
type cache struct {
	limit   int64         // bytes
	life    time.Duration // how long a document is kept; 0 is until it is replaced
	held    atomic.Int64  // bytes
	tick    atomic.Int64  // rises with every use
	flights singleflight.Group

	mu    sync.Mutex // held by writers
	swept time.Time  // when what had outlived its life was last looked for
	store *gocache.Cache
}

func newCache(limit int64, life time.Duration) *cache {
	c := &cache{limit: limit, life: life, store: gocache.New(life, 0)}
	c.store.OnEvicted(func(_ string, d any) { d.(*document).charge(nil) })
	return c
}

// get gives the document of a key, or nil.
func (c *cache) get(key string) *document {
	found, ok := c.store.Get(key)
	if !ok {
		return nil
	}
	d := found.(*document)
	d.used.Store(c.tick.Add(1))
	return d
}

// renderTimeout bounds how long one rendering may take.
const renderTimeout = 30 * time.Second

// render runs make once for all who ask for the same key and state at the same
// time, and keeps what it makes. A client that leaves does not end it for the
// others. It runs for the first of them on the spot: another goroutine would cost
// as much as the rendering.
func (c *cache) render(ctx context.Context, key, state string, make func(context.Context) (*document, error)) (*document, error) {
	made, err, _ := c.flights.Do(key+" "+state, func() (any, error) {
		ctx, cancel := context.WithTimeout(context.WithoutCancel(ctx), renderTimeout)
		defer cancel()
		d, err := make(ctx)
		if err == nil {
			c.put(key, d)
		}
		return d, err
	})
	if err != nil {
		return nil, err
	}
	return made.(*document), nil
}

// put keeps d under key.
func (c *cache) put(key string, d *document) {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.store.Delete(key) // Set would not tell that the former one leaves
	d.used.Store(c.tick.Add(1))
	d.charge(&c.held)
	c.store.SetDefault(key, d)
	if now := time.Now(); c.life > 0 && now.Sub(c.swept) > c.life/4 {
		c.store.DeleteExpired()
		c.swept = now
	}
	if c.held.Load() > c.limit {
		c.trim()
	}
}

// trim makes room, least recently used first. It frees a tenth more than it
// must, so that it seldom runs.
func (c *cache) trim() {
	c.store.DeleteExpired()
	items := c.store.Items()
	keys := make([]string, 0, len(items))
	for key := range items {
		keys = append(keys, key)
	}
	used := func(key string) int64 { return items[key].Object.(*document).used.Load() }
	slices.SortFunc(keys, func(a, b string) int { return cmp.Compare(used(a), used(b)) })
	for _, key := range keys {
		if c.held.Load() <= c.limit/10*9 {
			return
		}
		c.store.Delete(key)
	}
}
