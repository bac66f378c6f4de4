package sources

import (
	"errors"
	"fmt"
	"io"
	"net"
	"net/http"
	"net/url"
	"time"
)

// A Reply is the answer of a callback.
type Reply struct {
	Status     int
	Body       []byte        // its beginning
	RetryAfter time.Duration // 0: not said
}

// maxReply is how much of a callback's answer is read, in bytes. It is more than
// any challenge, and little enough to be thrown away.
const maxReply = 4 << 10

// Call sends one request to a callback: an address that somebody else named, and
// that often is a secret of theirs. No redirect is followed, and an error names
// nothing but the host.
func (c *Client) Call(req *http.Request) (Reply, error) {
	c.once.Do(c.init)
	if req.Header.Get("User-Agent") == "" {
		req.Header.Set("User-Agent", c.agent())
	}
	direct := *c.http // with the same connections
	direct.CheckRedirect = func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse }
	host := &url.URL{Scheme: req.URL.Scheme, Host: req.URL.Host}
	res, err := direct.Do(req)
	if err != nil {
		return Reply{}, plainError(host, err)
	}
	defer res.Body.Close()
	body, err := io.ReadAll(io.LimitReader(res.Body, maxReply))
	if err != nil {
		return Reply{}, plainError(host, err)
	}
	return Reply{Status: res.StatusCode, Body: body, RetryAfter: retryAfter(res.Header.Get("Retry-After"), time.Now())}, nil
}

// maxCallback is how long the address of a callback may be, in bytes.
const maxCallback = 2048

// ParseCallback reads the address of a callback, and refuses what Call would not
// reach. A private network behind a name is only seen when it is called.
func (c *Client) ParseCallback(address string) (*url.URL, error) {
	if len(address) > maxCallback {
		return nil, fmt.Errorf("it is longer than %d bytes", maxCallback)
	}
	u, err := url.Parse(address)
	switch {
	case err != nil:
		return nil, errors.New("it is no web address")
	case u.Scheme != "http" && u.Scheme != "https", u.Hostname() == "":
		return nil, errors.New("it must be a whole address that starts with http:// or https://")
	case u.User != nil:
		return nil, errors.New("it must not hold a user name or password; put what tells it apart into its path or query")
	case u.Fragment != "":
		return nil, errors.New("it must not have a part after #, which is never sent")
	case !c.AllowPrivate && isPrivate(u.Hostname()):
		return nil, errors.New("it is in a private network")
	}
	return u, nil
}

// isPrivate reports whether a host is the literal address of a private network,
// as guard sees it, or this machine.
func isPrivate(host string) bool {
	if host == "localhost" {
		return true
	}
	ip := net.ParseIP(host)
	if ip == nil {
		return false
	}
	network := "tcp6"
	if ip.To4() != nil {
		network = "tcp4"
	}
	return guard(network, net.JoinHostPort(ip.String(), "80"), nil) != nil
}
