package main

import (
	"bytes"
	"compress/gzip"
	"fmt"
	"io"
	"net/http"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strconv"
	"testing"
	"time"
)

// nginxForm serves a folder as Debian's nginx does, with its log on.
const nginxForm = `daemon off;
pid %[1]s/nginx.pid;
error_log %[1]s/error.log;
worker_processes auto;
events { worker_connections 1024; }
http {
	access_log %[1]s/access.log;
	types { application/rss+xml rss; }
	gzip_static on;
	keepalive_requests 1000000;
	client_body_temp_path %[1]s/a; proxy_temp_path %[1]s/b; fastcgi_temp_path %[1]s/c; uwsgi_temp_path %[1]s/d; scgi_temp_path %[1]s/e;
	server { listen %[2]s; root %[1]s; }
}
`

// A feed beside nginx, which serves the same bytes: requests a second by wrk,
// with limits, log and metrics on. It is a measurement for a quiet machine;
// SILKWIRE_NGINX=10s is how long each run takes.
func TestBesideNginx(t *testing.T) {
	took, err := time.ParseDuration(os.Getenv("SILKWIRE_NGINX"))
	if err != nil {
		t.Skip("SILKWIRE_NGINX=10s measures; it wants nginx, wrk and a quiet machine")
	}
	folder := t.TempDir()
	base := measured(t, folder)
	beside := "http://" + startNginx(t, folder, base)
	wrk := func(address string, header ...string) float64 {
		args := []string{"-t2", "-c64", "-d" + took.String(), "-H", "X-Forwarded-For: 192.0.2.7"}
		for _, h := range header {
			args = append(args, "-H", h)
		}
		out, err := exec.Command("wrk", append(args, address)...).CombinedOutput()
		m := regexp.MustCompile(`Requests/sec:\s+([0-9.]+)`).FindSubmatch(out)
		if err != nil || m == nil || bytes.Contains(out, []byte("Non-2xx")) {
			t.Fatalf("wrk: %v\n%s", err, out)
		}
		n, _ := strconv.ParseFloat(string(m[1]), 64)
		return n
	}
	for _, c := range []struct {
		name   string
		header func(tag string) []string
	}{
		{"304", func(tag string) []string { return []string{"If-None-Match: " + tag} }},
		{"200 gzip", func(string) []string { return []string{"Accept-Encoding: gzip"} }},
	} {
		var ours, theirs float64
		for range 3 { // by turns: what else the machine does meets both
			ours += wrk(base+"/outlets/desk/feed.rss", c.header(tagOf(t, base+"/outlets/desk/feed.rss"))...)
			theirs += wrk(beside+"/feed.rss", c.header(tagOf(t, beside+"/feed.rss"))...)
		}
		t.Logf("%s: silkwire %.0f, nginx %.0f requests a second: %.2f", c.name, ours/3, theirs/3, ours/theirs)
	}
}

// measured starts the program with a public outlet of a hundred stories.
func measured(t *testing.T, folder string) (base string) {
	t.Helper()
	source := newPress(t)
	for i := range 100 {
		source.publish("en", fmt.Sprintf("Shipment %d of lot %d reaches harbour %x", i, i*7919, i*104729), fmt.Sprintf("The freighter with lot %d berthed at quay %x.", i*7919, i*31))
	}
	config := filepath.Join(folder, "config.toml")
	doc := fmt.Sprintf("[server]\nrate = 100000\nmetrics_address = %q\n[store]\ndsn = %q\n[fetch]\nallow_private_networks = true\n[sources.press]\nurl = %q\ninterval = \"1h\"\n[outlets.desk]\nsources = [\"*\"]\npublic = true\n",
		freeAddress(t), filepath.Join(folder, "wire.db"), source.URL)
	if err := os.WriteFile(config, []byte(doc), 0o600); err != nil {
		t.Fatal(err)
	}
	base = startServe(t, config).base
	wait(t, "the feed holds a hundred stories", func() bool {
		body, _ := get(t, base+"/outlets/desk/feed.rss")
		return bytes.Count(body, []byte("<item>")) == 100
	})
	return base
}

// startNginx serves the feed's bytes, plain and as the program compresses them.
func startNginx(t *testing.T, folder, base string) (address string) {
	t.Helper()
	plain, _ := get(t, base+"/outlets/desk/feed.rss")
	req, err := http.NewRequest("GET", base+"/outlets/desk/feed.rss", nil)
	if err != nil {
		t.Fatal(err)
	}
	req.Header.Set("Accept-Encoding", "gzip")
	resp, err := http.DefaultTransport.RoundTrip(req)
	if err != nil {
		t.Fatal(err)
	}
	defer resp.Body.Close()
	packed, err := io.ReadAll(resp.Body)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := gzip.NewReader(bytes.NewReader(packed)); err != nil {
		t.Fatal(err)
	}
	t.Logf("%d bytes, %d by gzip", len(plain), len(packed))
	address = freeAddress(t)
	for name, body := range map[string][]byte{"feed.rss": plain, "feed.rss.gz": packed, "nginx.conf": fmt.Appendf(nil, nginxForm, folder, address)} {
		if err := os.WriteFile(filepath.Join(folder, name), body, 0o644); err != nil {
			t.Fatal(err)
		}
	}
	if err := os.Chmod(folder, 0o755); err != nil { // its workers are somebody else
		t.Fatal(err)
	}
	if err := os.Chmod(filepath.Dir(folder), 0o755); err != nil {
		t.Fatal(err)
	}
	c := exec.Command("nginx", "-c", filepath.Join(folder, "nginx.conf"))
	if err := c.Start(); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { c.Process.Signal(os.Interrupt); c.Wait() })
	wait(t, "nginx answers", func() bool { return answers(t, "http://"+address+"/feed.rss") })
	return address
}

func tagOf(t *testing.T, address string) string {
	t.Helper()
	_, header := get(t, address)
	return header.Get("Etag")
}
