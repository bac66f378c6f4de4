package sources

import (
	"bytes"
	"fmt"
	"io"
	"net/http"
	"strconv"
	"strings"
	"time"
)

// A StatusError is an answer that brings no document.
type StatusError struct {
	Address    string // without secrets
	Code       int
	RetryAfter time.Duration // 0: not said
	Challenge  bool          // a page that wants a person to prove to be one
}

func (e *StatusError) Error() string {
	text := fmt.Sprintf("fetch %s: the answer is %d %s", e.Address, e.Code, http.StatusText(e.Code))
	switch {
	case e.Challenge:
		text += ": a challenge page for browsers; ask the publisher to let this User-Agent in"
	case e.Code == http.StatusUnauthorized:
		text += ": it wants a key; set it in headers"
	case e.Code == http.StatusForbidden:
		text += ": it refuses us; ask the publisher, or set a key in headers"
	case e.Code == http.StatusTooManyRequests:
		text += ": we ask too often; a longer interval helps"
	case e.Code == http.StatusGone:
		text += ": it is gone for good and is not polled any more"
	}
	return text
}

// Refuses reports whether the publisher does not want to serve us.
func (e *StatusError) Refuses() bool {
	switch e.Code {
	case http.StatusUnauthorized, http.StatusForbidden, http.StatusTooManyRequests, http.StatusUnavailableForLegalReasons:
		return true
	}
	return e.Challenge
}

func newStatusError(address string, res *http.Response) *StatusError {
	head, _ := io.ReadAll(io.LimitReader(res.Body, 16<<10))
	return &StatusError{
		Address:    address,
		Code:       res.StatusCode,
		RetryAfter: retryAfter(res.Header.Get("Retry-After"), time.Now()),
		Challenge:  res.Header.Get("Cf-Mitigated") == "challenge" || isChallenge(head),
	}
}

// maxRetryAfter bounds what a publisher may ask for.
const maxRetryAfter = 24 * time.Hour

// retryAfter reads seconds or a date (RFC 9110, 10.2.3).
func retryAfter(value string, now time.Time) time.Duration {
	value = strings.TrimSpace(value)
	wait := time.Duration(0)
	if seconds, err := strconv.ParseInt(value, 10, 64); err == nil {
		wait = time.Duration(min(max(seconds, 0), int64(maxRetryAfter/time.Second))) * time.Second
	} else if at, err := http.ParseTime(value); err == nil {
		wait = at.Sub(now)
	}
	return min(max(wait, 0), maxRetryAfter)
}

// challengeMarks are found in the pages by which the large content delivery
// networks and firewalls ask for a browser.
var challengeMarks = [][]byte{
	[]byte("/cdn-cgi/challenge-platform/"), []byte("cf-browser-verification"), []byte("_cf_chl_opt"),
	[]byte("<title>Just a moment...</title>"), []byte("<title>Attention Required! | Cloudflare</title>"),
	[]byte("geo.captcha-delivery.com"), []byte("/_Incapsula_Resource"), []byte("px-captcha"),
	[]byte("aws-waf-token"), []byte("ddos-guard/js-challenge"), []byte("sucuri_cloudproxy_js"),
}

func isChallenge(page []byte) bool {
	page = page[:min(len(page), 16<<10)]
	for _, mark := range challengeMarks {
		if bytes.Contains(page, mark) {
			return true
		}
	}
	return false
}

// lifetime is how long an answer stays fresh (RFC 9111, 4.2.1); 0 if not said.
func lifetime(h http.Header, now time.Time) time.Duration {
	for directive := range strings.SplitSeq(h.Get("Cache-Control"), ",") {
		name, value, _ := strings.Cut(strings.TrimSpace(strings.ToLower(directive)), "=")
		switch name {
		case "no-cache", "no-store":
			return 0
		case "max-age":
			seconds, err := strconv.ParseInt(strings.Trim(value, `"`), 10, 64)
			if err != nil {
				return 0
			}
			age, _ := strconv.ParseInt(h.Get("Age"), 10, 64)
			left := min(max(seconds, 0), int64(maxRetryAfter/time.Second)) - max(age, 0)
			return time.Duration(max(left, 0)) * time.Second
		}
	}
	expires, err := http.ParseTime(h.Get("Expires"))
	if err != nil {
		return 0
	}
	if date, err := http.ParseTime(h.Get("Date")); err == nil {
		now = date
	}
	return min(max(expires.Sub(now), 0), maxRetryAfter)
}
