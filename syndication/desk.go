// Package syndication decides which story goes to which outlet. The [Desk]
// takes what sources bring, keeps each story once with its versions, matches it
// against every outlet's query, and numbers the changes that each outlet's
// feeds may see. It is the only package that speaks SQL.
package syndication

import (
	"context"
	"errors"
	"fmt"
	"sync"
	"sync/atomic"
)

// A Desk keeps the stories and the feeds of all outlets. It is safe for
// concurrent use, also by several processes on one store.
type Desk struct {
	opt   Options
	store *store
	page  int64 // rows of a full archive page: pageSize, but in tests

	setup    atomic.Pointer[setup]    // what editors decided
	profiles atomic.Pointer[profiles] // what readers see of sources
	tokens   atomic.Pointer[keyring]
	live     *live // how far each feed has come
	receipts receipts
	decoded  decoded

	// configuring is read-locked while items are matched and received, so that
	// none is matched by a setup that has been replaced.
	configuring sync.RWMutex
	writing     sync.Mutex // held by the one transaction that writes
	catching    sync.Mutex // held while the process catches up with the store
	seen        int64      // meta 'tick' up to which live is known; guarded by catching
}

// Open opens the store, and migrates it if needed. The desk has no outlets
// until [Desk.Configure].
func Open(ctx context.Context, opt Options) (*Desk, error) {
	d := &Desk{opt: opt.withDefaults(), page: pageSize, live: newLive()}
	empty, err := compile(Setup{}, opt.PublicURL, opt.Authority)
	if err != nil {
		return nil, err
	}
	d.setup.Store(empty)
	d.profiles.Store(&profiles{n: -1})
	d.tokens.Store(&keyring{n: -1})
	if d.store, err = openStore(ctx, opt.DSN); err != nil {
		return nil, fmt.Errorf("open store %s: %w", opt.DSN, err)
	}
	if err := d.catchUp(ctx); err != nil {
		d.store.close()
		return nil, fmt.Errorf("open store %s: %w", opt.DSN, err)
	}
	return d, nil
}

// Close waits for transactions under way and closes the store.
func (d *Desk) Close() error {
	err := errors.Join(d.keepLastUsed(context.Background()), d.keepReceipts(context.Background()))
	d.writing.Lock()
	defer d.writing.Unlock()
	return errors.Join(err, d.store.close())
}
