package syndication

import (
	"context"
	"encoding/json"
	"fmt"
	"maps"
	"regexp"
	"slices"
	"strings"
	"unicode/utf8"

	"github.com/silkwire/silkwire/feeds/lang"
	"github.com/silkwire/silkwire/syndication/match"
)

// What an outlet may make for itself.
const (
	MaxSubscriptions = 50
	maxOwnQuery      = 2000 // bytes
	maxOwnTitle      = 200  // characters of a title,
	maxOwnTitles     = 20   // in so many languages
)

// A SubscriptionError is a mistake in a subscription, in a plain sentence with
// its remedy.
type SubscriptionError string

func (e SubscriptionError) Error() string { return string(e) }

// SaveSubscription makes a subscription that an outlet wishes for itself, or
// replaces the one of its name. Its feed has the stories kept when it returns.
// It errs with a *match.SyntaxError, a SubscriptionError, ErrLocked or ErrNotFound.
func (d *Desk) SaveSubscription(ctx context.Context, outlet string, s Subscription) error {
	s.Own = true
	if err := s.check(); err != nil {
		return fmt.Errorf("subscription %s of %s: %w", s.Name, outlet, err)
	}
	s = s.cleaned()
	return d.changeSubscriptions(ctx, outlet, s.Name, func(x *tx, list []Subscription, i int) ([]Subscription, error) {
		if i < 0 && countOwn(list) >= MaxSubscriptions {
			return nil, SubscriptionError(fmt.Sprintf("There are %d subscriptions, and no more can be made; remove one first.", MaxSubscriptions))
		}
		if i >= 0 {
			list[i] = s
		} else {
			list = append(list, s)
		}
		return list, x.exec(`
			INSERT INTO subscriptions (outlet, name, title, query, changed)
			VALUES ($1, $2, $3, $4, $5)
			ON CONFLICT (outlet, name) DO UPDATE SET
				title = excluded.title,
				query = excluded.query,
				changed = excluded.changed`,
			outlet, s.Name, jsonOf(s.Title), s.Query, x.now)
	})
}

// RemoveSubscription ends a subscription that an outlet made for itself, and
// its feed. It errs with ErrLocked or ErrNotFound.
func (d *Desk) RemoveSubscription(ctx context.Context, outlet, name string) error {
	return d.changeSubscriptions(ctx, outlet, name, func(x *tx, list []Subscription, i int) ([]Subscription, error) {
		if i < 0 {
			return nil, ErrNotFound
		}
		return slices.Delete(list, i, i+1), x.exec(`DELETE FROM subscriptions WHERE outlet = $1 AND name = $2`, outlet, name)
	})
}

// changeSubscriptions puts the list that change gives in the place of the
// outlet's. i is the place of the one of this name, -1 if there is none.
func (d *Desk) changeSubscriptions(ctx context.Context, outlet, name string,
	change func(x *tx, list []Subscription, i int) ([]Subscription, error)) error {
	var before *setup
	err := d.enforce(ctx, func(x *tx) error {
		before = x.setup
		p := before.outlets[outlet]
		if p == nil {
			return ErrNotFound
		}
		list := slices.Clone(p.Subscriptions)
		i := slices.IndexFunc(list, func(s Subscription) bool { return s.Name == name })
		if i >= 0 && !list[i].Own {
			return ErrLocked
		}
		list, err := change(x, list, i)
		if err != nil {
			return err
		}
		return x.subscribe(p, list)
	})
	if err != nil {
		return fmt.Errorf("subscription %s of %s: %w", name, outlet, err)
	}
	before.forget(outlet)
	if err := d.apply(context.WithoutCancel(ctx)); err != nil { // who asked may leave; its feed is filled all the same
		return fmt.Errorf("fill subscription %s of %s: %w", name, outlet, err)
	}
	return nil
}

// subscribe gives the transaction a setup in which p has these subscriptions.
func (x *tx) subscribe(p *outlet, list []Subscription) error {
	made, err := x.count("subscriptions")
	if err != nil {
		return err
	}
	o := p.Outlet
	o.Subscriptions = list
	slices.SortFunc(o.Subscriptions, func(a, b Subscription) int { return strings.Compare(a.Name, b.Name) })
	next, err := x.setup.with(o)
	if err != nil {
		return err
	}
	if next.made == made-1 { // else another process has made some that are not known here yet
		next.made = made
	}
	x.setup = next
	if err := x.keepFaces(); err != nil { // stories look as before: a reload has nothing to tell
		return err
	}
	return x.configureFeeds(o.Name)
}

// with gives c with another form of an outlet. Both share the matcher: it must
// not be asked until one of them is in force, and the other forgets the outlet.
func (c *setup) with(o Outlet) (*setup, error) {
	next := *c
	next.outlets, next.queries = maps.Clone(c.outlets), maps.Clone(c.queries)
	next.Outlets = slices.Clone(c.Outlets)
	for i := range next.Outlets {
		if next.Outlets[i].Name == o.Name {
			next.Outlets[i] = o
		}
	}
	next.open = slices.DeleteFunc(slices.Clone(c.open), func(p *outlet) bool { return p.Name == o.Name })
	maps.DeleteFunc(next.queries, func(_ match.ID, t target) bool { return t.outlet.Name == o.Name })
	if err := next.compileOutlet(&o); err != nil {
		return nil, err
	}
	next.store(next.outlets[o.Name], next.matcher.Set)
	return &next, nil
}

// forget takes the queries that an outlet had in c out of the matcher.
func (c *setup) forget(outlet string) {
	for id, t := range c.queries {
		if t.outlet.Name == outlet {
			c.matcher.Remove(id)
		}
	}
}

// complete makes a Setup ready for use, with the subscriptions that outlets
// made for themselves. What the configuration names goes before them.
func (x *tx) complete(given Setup) (*setup, error) {
	own, made, err := x.ownSubscriptions()
	if err != nil {
		return nil, err
	}
	whole := given
	whole.Outlets = slices.Clone(given.Outlets)
	for i := range whole.Outlets {
		whole.Outlets[i].adopt(own[whole.Outlets[i].Name])
	}
	c, err := compile(whole, x.desk.opt.PublicURL, x.desk.opt.Authority)
	if err != nil {
		return nil, err
	}
	c.given, c.made = &given, made
	return c, nil
}

// adopt adds subscriptions of the outlet's own.
func (o *Outlet) adopt(own []Subscription) {
	o.Subscriptions = slices.Clone(o.Subscriptions)
	for _, s := range own {
		if !slices.ContainsFunc(o.Subscriptions, func(have Subscription) bool { return have.Name == s.Name }) {
			o.Subscriptions = append(o.Subscriptions, s)
		}
	}
	slices.SortFunc(o.Subscriptions, func(a, b Subscription) int { return strings.Compare(a.Name, b.Name) })
}

// ownSubscriptions reads what outlets made. One that cannot be read any more
// stays in the store, and costs the others nothing.
func (x *tx) ownSubscriptions() (of map[string][]Subscription, made int64, err error) {
	if err := x.row(`SELECT value FROM meta WHERE name = 'subscriptions'`).Scan(&made); err != nil {
		return nil, 0, err
	}
	rs, err := x.query(`SELECT outlet, name, title, query FROM subscriptions`)
	if err != nil {
		return nil, 0, err
	}
	defer rs.Close()
	of = map[string][]Subscription{}
	for rs.Next() {
		s := Subscription{Own: true}
		var outlet, title string
		if err := rs.Scan(&outlet, &s.Name, &title, &s.Query); err != nil {
			return nil, 0, err
		}
		err := json.Unmarshal([]byte(title), &s.Title)
		if err == nil {
			err = s.check()
		}
		if err != nil {
			x.desk.opt.Log.Error("a subscription is left out", "outlet", outlet, "subscription", s.Name, "error", err)
			continue
		}
		of[outlet] = append(of[outlet], s)
	}
	return of, made, rs.Err()
}

// followSubscriptions takes over what another process changed.
func (d *Desk) followSubscriptions(ctx context.Context) error {
	c := d.setup.Load()
	if c.given == nil {
		return nil
	}
	var made int64
	err := d.read(ctx, func(x *tx) error {
		return x.row(`SELECT value FROM meta WHERE name = 'subscriptions'`).Scan(&made)
	})
	if err != nil || made == c.made {
		return err
	}
	return d.Configure(ctx, *c.given)
}

// subscriptionName is a slug: it stands in an address.
var subscriptionName = regexp.MustCompile(`^[A-Za-z0-9][A-Za-z0-9_-]{0,63}$`)

func (s *Subscription) check() error {
	switch {
	case !subscriptionName.MatchString(s.Name):
		return SubscriptionError("A name has up to 64 letters a–z, digits, - and _, and begins with a letter or digit.")
	case s.Name == "feed":
		return SubscriptionError("This is the name of the feed with all stories; choose another.")
	case lang.Valid(s.Name):
		return SubscriptionError("This name is a language code, and stands for the feed of the stories in that language; choose another.")
	case strings.TrimSpace(s.Query) == "":
		return SubscriptionError("A subscription needs a query: the words to look for.")
	case len(s.Query) > maxOwnQuery:
		return SubscriptionError(fmt.Sprintf("The query is too long; at most %d bytes are taken.", maxOwnQuery))
	case len(s.Title) > maxOwnTitles:
		return SubscriptionError(fmt.Sprintf("The title stands in too many languages; at most %d are taken.", maxOwnTitles))
	}
	for tag, title := range s.Title {
		if tag != "" && !lang.Valid(tag) {
			return SubscriptionError("A language of the title is no language tag; write for example en, pt-BR or zh-Hans.")
		}
		if utf8.RuneCountInString(title) > maxOwnTitle {
			return SubscriptionError(fmt.Sprintf("The title is too long; at most %d characters are taken.", maxOwnTitle))
		}
	}
	_, err := match.Parse(s.Query)
	return err
}

// cleaned is s as pages can show it.
func (s Subscription) cleaned() Subscription {
	s.Query, s.Title = oneLine(s.Query), maps.Clone(s.Title)
	for tag, title := range s.Title {
		s.Title[tag] = oneLine(title)
	}
	return s
}

func countOwn(list []Subscription) (n int) {
	for _, s := range list {
		if s.Own {
			n++
		}
	}
	return n
}
