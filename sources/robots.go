package sources

import (
	"context"
	"errors"
	"fmt"
	"net/url"
	"strings"
	"sync"
	"time"

	"github.com/temoto/robotstxt"
)

// ErrRobots is wrapped by the error of a page that robots.txt keeps us from.
var ErrRobots = errors.New("robots.txt asks us not to read it")

// robots remembers the robots.txt of each origin (RFC 9309). The zero value is ready.
type robots struct {
	mu    sync.Mutex
	rules map[string]robotRules // by origin; guarded by mu
}

type robotRules struct {
	group *robotstxt.Group
	until time.Time
}

const (
	robotsLifetime = 24 * time.Hour // RFC 9309, 2.4
	robotsRetry    = 5 * time.Minute
	maxRobotsBytes = 500 << 10 // RFC 9309, 2.5
	maxCrawlDelay  = 10 * time.Second
)

// allowed errs if robots.txt keeps us from u, and gives the pause it asks for.
func (c *Client) allowed(ctx context.Context, u *url.URL) (time.Duration, error) {
	group, err := c.robotGroup(ctx, u)
	if err != nil || group == nil {
		return 0, err
	}
	if !group.Test(u.RequestURI()) {
		return 0, fmt.Errorf("fetch %s: %w", publicAddress(u), ErrRobots)
	}
	return min(group.CrawlDelay, maxCrawlDelay), nil
}

func (c *Client) robotGroup(ctx context.Context, u *url.URL) (*robotstxt.Group, error) {
	origin := u.Scheme + "://" + hostPort(u)
	c.robots.mu.Lock()
	rules, ok := c.robots.rules[origin]
	c.robots.mu.Unlock()
	if ok && time.Now().Before(rules.until) {
		return rules.group, nil
	}
	rules, err := c.fetchRobots(ctx, u)
	if err != nil {
		return nil, err
	}
	c.robots.keep(origin, rules)
	return rules.group, nil
}

func (r *robots) keep(origin string, rules robotRules) {
	r.mu.Lock()
	defer r.mu.Unlock()
	if r.rules == nil || len(r.rules) > 4096 {
		r.rules = map[string]robotRules{}
	}
	r.rules[origin] = rules
}

// fetchRobots reads robots.txt. Without one all is allowed; while it cannot be
// reached, too: the page itself will then tell what is wrong.
func (c *Client) fetchRobots(ctx context.Context, u *url.URL) (robotRules, error) {
	address := &url.URL{Scheme: u.Scheme, Host: u.Host, Path: "/robots.txt"}
	leave, err := c.hosts.enter(ctx, hostPort(u), 0)
	if err != nil {
		return robotRules{}, err
	}
	defer leave()
	doc, err := c.get(ctx, address, Request{Page: true})
	var status *StatusError
	switch {
	case ctx.Err() != nil:
		return robotRules{}, ctx.Err()
	case errors.As(err, &status) && status.Code < 500:
		return robotRules{until: time.Now().Add(robotsLifetime)}, nil
	case err != nil:
		return robotRules{until: time.Now().Add(robotsRetry)}, nil
	}
	rules := robotRules{until: time.Now().Add(robotsLifetime)}
	if data, err := robotstxt.FromBytes(doc.Body[:min(len(doc.Body), maxRobotsBytes)]); err == nil {
		name, _, _ := strings.Cut(c.agent(), "/")
		rules.group = data.FindGroup(name)
	}
	return rules, nil
}
