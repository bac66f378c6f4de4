package main

import (
	"context"
	"fmt"
	"strings"
	"text/tabwriter"
	"time"

	"github.com/silkwire/silkwire/syndication"
)

// runToken creates, lists and revokes the tokens of an outlet.
func runToken(ctx context.Context, c console, args []string) error {
	f := flagsOf(c, "token", "create|list|revoke OUTLET [ID or NAME] [flags]")
	file := f.String("config", "config.toml", "the configuration file")
	name := f.String("name", "", "create: who or what uses the token")
	feed := f.String("feed", "", "create: only for these feeds, with commas between")
	until := f.String("until", "", "create: the last day, as in 2026-12-31, or an instant (RFC 3339)")
	rest, err := parseFlags(f, args)
	if err != nil {
		return err
	}
	if len(rest) < 2 {
		return usageError("token: write create, list or revoke and the name of an outlet")
	}
	verb, outlet, rest := rest[0], rest[1], rest[2:]
	token := syndication.Token{Outlet: outlet, Name: *name, Feeds: words(*feed)}
	if token.Until, err = endOf(*until); err != nil {
		return err
	}
	return onStore(ctx, c, *file, func(config *Config, desk *syndication.Desk) error {
		if err := desk.Configure(ctx, config.Setup); err != nil {
			return err
		}
		if _, ok := desk.Outlet(outlet); !ok && verb != "revoke" {
			return fmt.Errorf("there is no outlet %q in %s", outlet, *file)
		}
		switch {
		case verb == "create" && len(rest) == 0:
			return createToken(ctx, c, desk, token)
		case verb == "list" && len(rest) == 0:
			return listTokens(ctx, c, desk, outlet)
		case verb == "revoke" && len(rest) == 1:
			return revokeToken(ctx, c, desk, outlet, rest[0])
		}
		return usageError("token: write create OUTLET, list OUTLET, or revoke OUTLET ID (or NAME)")
	})
}

func createToken(ctx context.Context, c console, desk *syndication.Desk, t syndication.Token) error {
	for _, feed := range t.Feeds {
		if _, err := desk.Stamp(t.Outlet, feed); err != nil {
			return fmt.Errorf("outlet %s has no feed %q; it has %s", t.Outlet, feed, strings.Join(desk.FeedNames(t.Outlet), ", "))
		}
	}
	secret, err := desk.CreateToken(ctx, t)
	if err != nil {
		return err
	}
	fmt.Fprintln(c.out, secret)
	fmt.Fprintln(c.err, "This is shown once. It is a Basic password, a Bearer token, or ?token= in an address.")
	return nil
}

func listTokens(ctx context.Context, c console, desk *syndication.Desk, outlet string) error {
	tokens, err := desk.Tokens(ctx, outlet)
	if err != nil {
		return err
	}
	w := tabwriter.NewWriter(c.out, 0, 0, 2, ' ', 0)
	fmt.Fprintln(w, "ID\tNAME\tFEEDS\tUNTIL\tCREATED\tLAST USED")
	for _, t := range tokens {
		feeds := "all"
		if len(t.Feeds) > 0 {
			feeds = strings.Join(t.Feeds, ",")
		}
		fmt.Fprintf(w, "%s\t%s\t%s\t%s\t%s\t%s\n", t.ID, orDash(t.Name), feeds, moment(t.Until), moment(t.Created), moment(t.LastUsed))
	}
	return w.Flush()
}

// revokeToken ends a token, by its id or by a name that no other has.
func revokeToken(ctx context.Context, c console, desk *syndication.Desk, outlet, which string) error {
	tokens, err := desk.Tokens(ctx, outlet)
	if err != nil {
		return err
	}
	var ids []string
	for _, t := range tokens {
		if t.ID == which {
			ids = []string{t.ID}
			break
		}
		if t.Name == which {
			ids = append(ids, t.ID)
		}
	}
	switch len(ids) {
	case 0:
		return fmt.Errorf("outlet %s has no token %q; silkwire token list %s shows them", outlet, which, outlet)
	case 1:
		if err := desk.RevokeToken(ctx, outlet, ids[0]); err != nil {
			return err
		}
		fmt.Fprintf(c.err, "%s is revoked.\n", which)
		return nil
	}
	return fmt.Errorf("outlet %s has %d tokens named %q; name the one by its id: %s", outlet, len(ids), which, strings.Join(ids, " or "))
}

// endOf reads -until: a day means its end, in UTC.
func endOf(text string) (time.Time, error) {
	if text == "" {
		return time.Time{}, nil
	}
	end, err := time.Parse(time.RFC3339, text)
	if err != nil {
		end, err = time.Parse(time.DateOnly, text)
		end = end.AddDate(0, 0, 1)
	}
	switch {
	case err != nil:
		return time.Time{}, usageError(fmt.Sprintf("-until %s is no day; write for example 2026-12-31", text))
	case !end.After(time.Now()):
		return time.Time{}, usageError(fmt.Sprintf("-until %s has passed: the token would open nothing", text))
	}
	return end, nil
}

// words splits a list at its commas.
func words(list string) []string {
	return strings.FieldsFunc(list, func(r rune) bool { return r == ',' || r == ' ' })
}
