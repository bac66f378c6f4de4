package sources

import (
	"context"
	"errors"
	"fmt"
	"io"
	"net"
	"net/http"
	"net/url"
	"sync"
	"time"
)

// A Client fetches from the outside, within limits, and not from private
// networks unless it may. The zero Client is ready to use, by any number of
// goroutines; its fields must not change after the first request.
type Client struct {
	AllowPrivate bool          // true only for tests and intranets
	UserAgent    string        // "": Silkwire with its home page
	Timeout      time.Duration // of a whole request with its redirects and body; 0: 30 s
	MaxBody      int64         // bytes of a body, also after decompression; 0: 32 MB
	HostPause    time.Duration // between two requests to one host; 0: 500 ms, none on loopback; negative: none
	Resolver     *net.Resolver // nil: the system's

	once   sync.Once
	http   *http.Client
	hosts  hosts
	robots robots
}

// The limits of a Client that nobody needed to change yet.
const (
	maxRedirects   = 5
	maxHeaderBytes = 64 << 10
	defaultTimeout = 30 * time.Second
	defaultMaxBody = 32 << 20
	defaultPause   = 500 * time.Millisecond
	defaultAgent   = "Silkwire/1 (+https://github.com/silkwire/silkwire)"
)

// Do sends one request through the guarded dialer. The caller closes the body,
// which ends with an error after MaxBody bytes. Headers other than those of
// HTTP itself are dropped on a redirect to another origin.
func (c *Client) Do(req *http.Request) (*http.Response, error) {
	c.once.Do(c.init)
	if req.URL.Scheme != "http" && req.URL.Scheme != "https" {
		return nil, fmt.Errorf("fetch %s: only http and https addresses can be fetched", publicAddress(req.URL))
	}
	if req.Header.Get("User-Agent") == "" {
		req.Header.Set("User-Agent", c.agent())
	}
	res, err := c.http.Do(req)
	if err != nil {
		return nil, plainError(req.URL, err)
	}
	res.Body = &limitedBody{ReadCloser: res.Body, left: c.maxBody(), limit: c.maxBody(), address: publicAddress(req.URL)}
	return res, nil
}

func (c *Client) init() {
	dialer := &net.Dialer{Timeout: 10 * time.Second, KeepAlive: 30 * time.Second, Resolver: c.Resolver}
	if !c.AllowPrivate {
		dialer.Control = guard
	}
	c.http = &http.Client{
		Timeout:       c.timeout(),
		CheckRedirect: checkRedirect,
		Transport: &http.Transport{
			DialContext:            dialer.DialContext,
			ForceAttemptHTTP2:      true,
			DisableCompression:     true, // we decompress ourselves, within MaxBody
			TLSHandshakeTimeout:    10 * time.Second,
			ResponseHeaderTimeout:  c.timeout(),
			MaxResponseHeaderBytes: maxHeaderBytes,
			MaxIdleConns:           100,
			MaxIdleConnsPerHost:    2,
			IdleConnTimeout:        time.Minute,
		},
	}
}

// Close ends idle connections.
func (c *Client) Close() {
	c.once.Do(c.init)
	c.http.CloseIdleConnections()
}

func (c *Client) agent() string {
	if c.UserAgent != "" {
		return c.UserAgent
	}
	return defaultAgent
}

func (c *Client) timeout() time.Duration {
	if c.Timeout > 0 {
		return c.Timeout
	}
	return defaultTimeout
}

func (c *Client) maxBody() int64 {
	if c.MaxBody > 0 {
		return c.MaxBody
	}
	return defaultMaxBody
}

// publicAddress is u as it may stand in logs and errors: without user, password
// and query, any of which may be a key.
func publicAddress(u *url.URL) string {
	clean := url.URL{Scheme: u.Scheme, Host: u.Host, Path: u.Path}
	return clean.String()
}

// plainError takes the address, which may hold secrets, out of the errors of
// net/http, and says in plain words what an editor can understand.
func plainError(u *url.URL, err error) error {
	var wrapped *url.Error
	if errors.As(err, &wrapped) {
		err = wrapped.Err
	}
	var dns *net.DNSError
	var timeout net.Error
	switch {
	case errors.Is(err, context.Canceled):
		return err
	case errors.As(err, &dns) && dns.IsNotFound:
		return fmt.Errorf("fetch %s: the host %s is unknown", publicAddress(u), u.Hostname())
	case errors.As(err, &timeout) && timeout.Timeout(), errors.Is(err, context.DeadlineExceeded):
		return fmt.Errorf("fetch %s: no whole answer in time: %w", publicAddress(u), err)
	}
	return fmt.Errorf("fetch %s: %w", publicAddress(u), err)
}

// readAll reads what a limited body may hold.
func readAll(body io.Reader, limit int64, address string) ([]byte, error) {
	data, err := io.ReadAll(io.LimitReader(body, limit+1))
	if int64(len(data)) > limit {
		return nil, &TooLargeError{Address: address, Limit: limit}
	}
	return data, err
}
