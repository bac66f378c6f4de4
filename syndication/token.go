package syndication

import (
	"context"
	"crypto/rand"
	"crypto/sha256"
	"encoding/base64"
	"encoding/json"
	"fmt"
	"slices"
	"strings"
	"sync/atomic"
	"time"
)

// A Token lets an outlet's software read its feeds.
type Token struct {
	ID       string // short, for lists and revoking; not secret
	Outlet   string
	Name     string
	Feeds    []string  // none: all of the outlet's
	Until    time.Time // zero: until it is revoked
	Created  time.Time
	LastUsed time.Time // within minutes
}

// CreateToken makes a token and gives its secret, which is shown once and kept as SHA-256.
func (d *Desk) CreateToken(ctx context.Context, t Token) (secret string, err error) {
	if err := d.checkToken(t); err != nil {
		return "", fmt.Errorf("create token: %w", err)
	}
	var random [32]byte
	rand.Read(random[:])
	secret = base64.RawURLEncoding.EncodeToString(random[:])
	sum := sha256.Sum256([]byte(secret))
	err = d.write(ctx, func(x *tx) error {
		x.tokens = true
		return x.exec(`
			INSERT INTO tokens (id, outlet, name, sha256, feeds, until, created, last_used)
			VALUES ($1, $2, $3, $4, $5, $6, $7, 0)`,
			strings.ToLower(rand.Text()[:10]), t.Outlet, t.Name, sum[:], jsonOf(t.Feeds), milliseconds(t.Until), x.now)
	})
	if err != nil {
		return "", fmt.Errorf("create token for %s: %w", t.Outlet, err)
	}
	return secret, nil
}

func (d *Desk) checkToken(t Token) error {
	if _, ok := d.Outlet(t.Outlet); !ok {
		return fmt.Errorf("outlet %q: %w", t.Outlet, ErrNotFound)
	}
	names := d.FeedNames(t.Outlet)
	for _, f := range t.Feeds {
		if !slices.Contains(names, f) {
			return fmt.Errorf("feed %q of outlet %s: %w; it has %s", f, t.Outlet, ErrNotFound, strings.Join(names, ", "))
		}
	}
	return nil
}

// Tokens lists the tokens of an outlet, the eldest first.
func (d *Desk) Tokens(ctx context.Context, outlet string) ([]Token, error) {
	var list []Token
	err := d.read(ctx, func(x *tx) error {
		all, err := x.allTokens()
		for _, k := range all {
			if k.Outlet == outlet {
				list = append(list, k.Token)
			}
		}
		return err
	})
	if err != nil {
		return nil, fmt.Errorf("tokens of %s: %w", outlet, err)
	}
	return list, nil
}

// RevokeToken ends a token at once.
func (d *Desk) RevokeToken(ctx context.Context, outlet, id string) error {
	err := d.write(ctx, func(x *tx) error {
		x.tokens = true
		var gone string
		return x.row(`DELETE FROM tokens WHERE outlet = $1 AND id = $2 RETURNING id`, outlet, id).Scan(&gone)
	})
	if err != nil {
		return fmt.Errorf("revoke token %s of %s: %w", id, outlet, orNotFound(err))
	}
	return nil
}

// Authorize tells which token secret is, if it may read the feed ("" is the
// outlet's page) now; else ErrDenied. It is cheap: tokens are held in memory.
func (d *Desk) Authorize(secret, outlet, feed string) (Token, error) {
	k := d.tokens.Load().of[sha256.Sum256([]byte(secret))]
	now := d.opt.Now()
	if k == nil || !k.reads(outlet, feed, now) {
		return Token{}, ErrDenied
	}
	k.used.Store(now.UnixMilli())
	return k.Token, nil
}

// A keyring holds all tokens by the SHA-256 of their secret. What an attacker
// can time is the lookup of a hash that he cannot choose.
type keyring struct {
	n    int64 // meta 'tokens'
	of   map[[sha256.Size]byte]*keptToken
	byID map[string]*keptToken
}

type keptToken struct {
	Token
	sum  [sha256.Size]byte
	used atomic.Int64 // Unix milliseconds of the last use seen by this process
}

// reads reports whether the token is good for a feed ("" is the outlet's page).
func (k *keptToken) reads(outlet, feed string, now time.Time) bool {
	if k.Outlet != outlet || !k.Until.IsZero() && !now.Before(k.Until) {
		return false
	}
	return feed == "" || len(k.Feeds) == 0 || slices.Contains(k.Feeds, feed)
}

// loadTokens reads all tokens, unless have is their present state.
func (x *tx) loadTokens(have *keyring) (*keyring, error) {
	next := &keyring{of: map[[sha256.Size]byte]*keptToken{}, byID: map[string]*keptToken{}}
	if err := x.row(`SELECT value FROM meta WHERE name = 'tokens'`).Scan(&next.n); err != nil {
		return nil, err
	}
	if have.n == next.n {
		return have, nil
	}
	all, err := x.allTokens()
	for _, k := range all {
		if before := have.of[k.sum]; before != nil {
			k.used.Store(before.used.Load())
		}
		next.of[k.sum], next.byID[k.ID] = k, k
	}
	return next, err
}

func (x *tx) allTokens() ([]*keptToken, error) {
	return collect(x, func(r scanner) (*keptToken, error) {
		k := &keptToken{}
		var sum []byte
		var names string
		var until, created, used int64
		if err := r.Scan(&k.ID, &k.Outlet, &k.Name, &sum, &names, &until, &created, &used); err != nil {
			return nil, err
		}
		if err := json.Unmarshal([]byte(names), &k.Feeds); err != nil {
			return nil, fmt.Errorf("feeds of token %s: %w", k.ID, err)
		}
		copy(k.sum[:], sum)
		k.Until, k.Created, k.LastUsed = instantAt(until), instantAt(created), instantAt(used)
		k.used.Store(used)
		return k, nil
	}, `
		SELECT id, outlet, name, sha256, feeds, until, created, last_used
		FROM tokens
		ORDER BY created, id`)
}

// keepLastUsed writes when tokens were last used, if that is news. It is called
// every few minutes and at the end: a use costs no transaction.
func (d *Desk) keepLastUsed(ctx context.Context) error {
	var used []*keptToken
	for _, k := range d.tokens.Load().of {
		if k.used.Load() > milliseconds(k.LastUsed) {
			used = append(used, k)
		}
	}
	if len(used) == 0 {
		return nil
	}
	return d.write(ctx, func(x *tx) error {
		x.tokens = true
		for _, k := range used {
			err := x.exec(`UPDATE tokens SET last_used = $1 WHERE id = $2 AND last_used < $1`, k.used.Load(), k.ID)
			if err != nil {
				return err
			}
		}
		return nil
	})
}

// milliseconds is t as the store keeps it; 0 for the zero time.
func milliseconds(t time.Time) int64 {
	if t.IsZero() {
		return 0
	}
	return t.UnixMilli()
}

func instantAt(ms int64) time.Time {
	if ms == 0 {
		return time.Time{}
	}
	return time.UnixMilli(ms).UTC()
}
