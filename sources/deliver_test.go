package sources

import (
	"errors"
	"io"
	"net/http"
	"strings"
	"testing"
	"time"
)

func TestParseCallback(t *testing.T) {
	guarded, open := &Client{}, &Client{AllowPrivate: true}
	for _, c := range []struct {
		name, address string
		guarded, open bool // accepted
	}{
		{"an address", "https://subscriber.example/in?id=1", true, true},
		{"with a port", "http://subscriber.example:8080/", true, true},
		{"a host in Chinese", "https://例子.example/推送", true, true},
		{"a public number", "http://93.184.216.34/", true, true},
		{"a private number", "http://192.168.1.7/", false, true},
		{"a private number of IPv6", "http://[fd00::1]:99/", false, true},
		{"IPv4 within IPv6", "http://[::ffff:127.0.0.1]/", false, true},
		{"the address of a cloud's secrets", "http://169.254.169.254/latest/meta-data", false, true},
		{"this machine", "http://localhost:9090/metrics", false, true},
		{"FTP", "ftp://subscriber.example/", false, false},
		{"a script", "javascript:alert(1)", false, false},
		{"no host", "https:///in", false, false},
		{"a port only", "http://:80/", false, false},
		{"no scheme", "//subscriber.example/", false, false},
		{"a user", "https://user@subscriber.example/", false, false},
		{"a fragment", "https://subscriber.example/#top", false, false},
		{"a line break", "https://subscriber.example/\r\nHost: x", false, false},
		{"very long", "https://subscriber.example/" + strings.Repeat("x", maxCallback), false, false},
	} {
		t.Run(c.name, func(t *testing.T) {
			for client, want := range map[*Client]bool{guarded: c.guarded, open: c.open} {
				if _, err := client.ParseCallback(c.address); (err == nil) != want {
					t.Errorf("private networks allowed: %t; error %v", client.AllowPrivate, err)
				}
			}
		})
	}
}

func TestCallFollowsNoRedirectAndReadsLittle(t *testing.T) {
	site := serve(t, http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		w.Header().Set("Location", "/elsewhere")
		w.Header().Set("Retry-After", "120")
		w.WriteHeader(http.StatusTemporaryRedirect)
		io.WriteString(w, strings.Repeat("字", 100<<10))
	}))
	req, _ := http.NewRequest(http.MethodPost, site.URL+"/secret", strings.NewReader("body"))
	reply, err := testClient(t).Call(req)
	if err != nil || reply.Status != 307 || len(reply.Body) != maxReply || reply.RetryAfter != 2*time.Minute {
		t.Errorf("%d, %d bytes, %s, %v", reply.Status, len(reply.Body), reply.RetryAfter, err)
	}
}

func TestCallErrorsNameTheHostAlone(t *testing.T) {
	site := serve(t, http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) { panic(http.ErrAbortHandler) }))
	call := func(c *Client) error {
		req, _ := http.NewRequest(http.MethodGet, site.URL+"/capability?key=tajne", nil)
		_, err := c.Call(req)
		return err
	}
	err := call(testClient(t))
	if err == nil || strings.Contains(err.Error(), "capability") || strings.Contains(err.Error(), "tajne") {
		t.Errorf("a broken connection: %v", err)
	}
	guarded := &Client{}
	defer guarded.Close()
	if err := call(guarded); !errors.Is(err, ErrPrivate) || strings.Contains(err.Error(), "capability") {
		t.Errorf("a private network: %v", err)
	}
}
