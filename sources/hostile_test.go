package sources

import (
	"bytes"
	"compress/flate"
	"compress/gzip"
	"compress/zlib"
	"context"
	"errors"
	"fmt"
	"io"
	"net"
	"net/http"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"github.com/andybalholm/brotli"
	"golang.org/x/net/dns/dnsmessage"
)

func TestPrivateAddressesAreRefusedAtConnect(t *testing.T) {
	for _, address := range []string{
		"http://127.0.0.1/", "http://[::1]/", "http://localhost:9/", "http://10.1.2.3/", "http://192.168.0.1/", "http://172.16.0.9/",
		"http://169.254.169.254/latest/meta-data/", "http://[fd00:ec2::254]/", "http://100.100.100.200/", "http://168.63.129.16/",
		"http://0.0.0.0/", "http://[::ffff:127.0.0.1]/", "http://[::ffff:10.0.0.1]/", "http://2130706433/", "http://[64:ff9b::7f00:1]/", "http://[fe80::1]/",
	} {
		c := &Client{Timeout: 2 * time.Second, HostPause: -1}
		_, err := c.Get(context.Background(), Request{URL: address})
		if !errors.Is(err, ErrPrivate) && !strings.Contains(fmt.Sprint(err), "unknown") && !strings.Contains(fmt.Sprint(err), "no such host") {
			t.Errorf("%s: %v", address, err)
		}
		c.Close()
	}
}

func TestRedirectsToPrivateAddressesAreRefused(t *testing.T) {
	for _, target := range []string{"http://169.254.169.254/latest/meta-data/", "http://[::1]:80/", "file:///etc/passwd", "gopher://x/"} {
		site := serve(t, http.RedirectHandler(target, http.StatusFound))
		c := guardedExcept(t, site.Listener.Addr().String())
		_, err := c.Get(context.Background(), Request{URL: site.URL})
		if !errors.Is(err, ErrPrivate) && !strings.Contains(fmt.Sprint(err), "not http") {
			t.Errorf("redirect to %s: %v", target, err)
		}
	}
}

// guardedExcept is a guarded Client that may reach one address: the test's own
// server, which stands for a public one.
func guardedExcept(t *testing.T, public string) *Client {
	c := &Client{Timeout: 2 * time.Second, HostPause: -1}
	c.once.Do(c.init)
	transport := c.http.Transport.(*http.Transport)
	guarded := transport.DialContext
	transport.DialContext = func(ctx context.Context, network, address string) (net.Conn, error) {
		if address == public {
			return (&net.Dialer{}).DialContext(ctx, network, address)
		}
		return guarded(ctx, network, address)
	}
	t.Cleanup(c.Close)
	return c
}

// TestNameThatChangesItsAddressIsRefused: a name server that answers first
// with a public address and then with a private one gains nothing, since the
// address of the connection itself is checked.
func TestNameThatChangesItsAddressIsRefused(t *testing.T) {
	var asked atomic.Int32
	conn, err := net.ListenPacket("udp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { conn.Close() })
	go answerDNS(conn, &asked)
	c := &Client{Timeout: 3 * time.Second, HostPause: -1, Resolver: &net.Resolver{PreferGo: true, Dial: func(ctx context.Context, _, _ string) (net.Conn, error) {
		return (&net.Dialer{}).DialContext(ctx, "udp", conn.LocalAddr().String())
	}}}
	t.Cleanup(c.Close)
	reached := false
	site := serve(t, http.HandlerFunc(func(http.ResponseWriter, *http.Request) { reached = true }))
	_, port, _ := net.SplitHostPort(site.Listener.Addr().String())
	_, err = c.Get(context.Background(), Request{URL: "http://rebind.example.:" + port + "/"})
	if !errors.Is(err, ErrPrivate) || reached || asked.Load() == 0 {
		t.Errorf("after %d questions: %v", asked.Load(), err)
	}
}

// answerDNS says that every name is 127.0.0.1.
func answerDNS(conn net.PacketConn, asked *atomic.Int32) {
	buf := make([]byte, 1500)
	for {
		n, from, err := conn.ReadFrom(buf)
		if err != nil {
			return
		}
		var m dnsmessage.Message
		if m.Unpack(buf[:n]) != nil || len(m.Questions) == 0 {
			continue
		}
		asked.Add(1)
		q := m.Questions[0]
		m.Response, m.Additionals = true, nil
		if q.Type == dnsmessage.TypeA {
			m.Answers = []dnsmessage.Resource{{
				Header: dnsmessage.ResourceHeader{Name: q.Name, Type: q.Type, Class: q.Class, TTL: 0},
				Body:   &dnsmessage.AResource{A: [4]byte{127, 0, 0, 1}},
			}}
		}
		if out, err := m.Pack(); err == nil {
			conn.WriteTo(out, from)
		}
	}
}

// hostile are bodies that a Poller must survive.
var hostile = map[string]struct {
	serve http.HandlerFunc
	says  string // in the error; "" if the source may be read
}{
	"an endless body": {func(w http.ResponseWriter, r *http.Request) {
		for chunk := []byte(strings.Repeat("<item>", 1000)); r.Context().Err() == nil; {
			if _, err := w.Write(chunk); err != nil {
				return
			}
		}
	}, "fetch"},
	"a slow body": {func(w http.ResponseWriter, r *http.Request) {
		for r.Context().Err() == nil {
			io.WriteString(w, " ")
			w.(http.Flusher).Flush()
			select {
			case <-r.Context().Done():
			case <-time.After(20 * time.Millisecond):
			}
		}
	}, "in"},
	"no answer": {func(w http.ResponseWriter, r *http.Request) { <-r.Context().Done() }, "in time"},
	"ten gigabytes of zeros in gzip": {func(w http.ResponseWriter, r *http.Request) {
		w.Header().Set("Content-Encoding", "gzip")
		member := gzipped(make([]byte, 1<<20))
		for i := 0; i < 10_000 && r.Context().Err() == nil; i++ {
			if _, err := w.Write(member); err != nil {
				return
			}
		}
	}, "fetch"},
	"zeros in brotli": {func(w http.ResponseWriter, r *http.Request) {
		w.Header().Set("Content-Encoding", "br")
		w.Write(zeros())
	}, "fetch"},
	"compressed a hundred times over": {func(w http.ResponseWriter, r *http.Request) {
		w.Header().Set("Content-Encoding", strings.Repeat("gzip, ", 99)+"gzip")
	}, "compressed 100 times"},
	"a coding that is not gzip": {func(w http.ResponseWriter, r *http.Request) {
		w.Header().Set("Content-Encoding", "gzip")
		io.WriteString(w, "not gzip at all")
	}, "unpack"},
	"headers without end": {func(w http.ResponseWriter, r *http.Request) {
		for i := range 3000 {
			w.Header().Set(fmt.Sprintf("X-Filler-%d", i), strings.Repeat("y", 100))
		}
	}, "header"},
	"redirects without end": {func(w http.ResponseWriter, r *http.Request) {
		http.Redirect(w, r, r.URL.Path+"x", http.StatusFound)
	}, "redirects"},
	"a billion laughs":                   {text(laughs()), ""},
	"external entities":                  {text(`<?xml version="1.0"?><!DOCTYPE r [<!ENTITY x SYSTEM "file:///etc/passwd">]><rss version="2.0"><channel><title>&x;</title><item><title>&x; harmlos</title></item></channel></rss>`), ""},
	"a hundred thousand nested elements": {text(`<rss version="2.0"><channel>` + strings.Repeat("<a>", 100_000) + "</channel></rss>"), ""},
	"a hundred thousand nested elements in a page": {func(w http.ResponseWriter, r *http.Request) {
		io.WriteString(w, "<html><body>"+strings.Repeat("<div>", 100_000))
	}, ""},
	"a million items": {text(`<rss version="2.0"><channel>` + strings.Repeat("<item><title>a</title></item>", 1_000_000) + "</channel></rss>"), ""},
	"a million links in a page": {func(w http.ResponseWriter, r *http.Request) {
		io.WriteString(w, "<html><body><ul>"+strings.Repeat(`<li><a href="/p/1">Ein Titel</a></li>`, 200_000))
	}, ""},
}

// zeros are 100 MB of them in brotli, made once: it is the reader who is tried.
var zeros = sync.OnceValue(func() []byte {
	var b bytes.Buffer
	z := brotli.NewWriterLevel(&b, 1)
	z.Write(make([]byte, 100<<20))
	z.Close()
	return b.Bytes()
})

func gzipped(data []byte) []byte {
	var b bytes.Buffer
	z := gzip.NewWriter(&b)
	z.Write(data)
	z.Close()
	return b.Bytes()
}

func laughs() string {
	doc := `<?xml version="1.0"?><!DOCTYPE lolz [<!ENTITY lol "lol">`
	for i := range 10 {
		prev := "lol"
		if i > 0 {
			prev = fmt.Sprintf("lol%d", i-1)
		}
		doc += fmt.Sprintf(`<!ENTITY lol%d "%s">`, i, strings.Repeat("&"+prev+";", 10))
	}
	return doc + `]><rss version="2.0"><channel><title>&lol9;</title><item><title>&lol9;</title></item></channel></rss>`
}

func TestHostileSourcesEndWithinTheirLimitsWhileOthersGoOn(t *testing.T) {
	c := testClient(t)
	c.MaxBody, c.Timeout = 40<<20, 3*time.Second
	d := newDesk()
	var list []Source
	for name, h := range hostile {
		list = append(list, Source{Name: name, URL: serve(t, h.serve).URL, Interval: time.Hour})
	}
	var polls atomic.Int32
	good := serve(t, http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		io.WriteString(w, rss(fmt.Sprint("Good news ", polls.Add(1))))
	}))
	list = append(list, Source{Name: "good", URL: good.URL, Interval: time.Second})
	start(t, d, c, list...)
	d.wait(t, "the good source, twice", func() bool { return len(d.got["good"]) >= 2 })
	for name, h := range hostile {
		d.wait(t, name, func() bool { return d.memories[name].Condition != Unknown })
		m := d.memory(name)
		if busy := strings.Contains(m.Error, "no whole answer in time"); h.says != "" && (m.Failures == 0 || !strings.Contains(m.Error, h.says) && !busy) {
			t.Errorf("%s: %q %q", name, m.Condition, m.Error)
		}
		t.Logf("%s: %s, %d items: %.150s", name, m.Condition, m.Items, m.Error)
	}
}

// Alone and with time enough, they fail by what is wrong with them.
func TestHostileAnswersAreCalledByName(t *testing.T) {
	c := testClient(t)
	c.Timeout = time.Minute
	for _, name := range []string{"headers without end", "redirects without end", "compressed a hundred times over", "a coding that is not gzip"} {
		h := hostile[name]
		if _, err := c.Get(t.Context(), Request{URL: serve(t, h.serve).URL}); err == nil || !strings.Contains(err.Error(), h.says) {
			t.Errorf("%s: %v", name, err)
		}
	}
}

func TestBodiesAreLimitedAlsoAfterUnpacking(t *testing.T) {
	for _, name := range []string{"an endless body", "ten gigabytes of zeros in gzip", "zeros in brotli"} {
		c := testClient(t)
		c.MaxBody, c.Timeout = 1<<20, time.Minute
		_, err := c.Get(context.Background(), Request{URL: serve(t, hostile[name].serve).URL})
		var large *TooLargeError
		if !errors.As(err, &large) || large.Limit != 1<<20 {
			t.Errorf("%s: %v", name, err)
		}
	}
}

func TestContentCodingsAreRead(t *testing.T) {
	body := []byte(rss("압축된 기사"))
	var flated, zlibbed, brotlied bytes.Buffer
	f, _ := flate.NewWriter(&flated, 5)
	z := zlib.NewWriter(&zlibbed)
	b := brotli.NewWriter(&brotlied)
	for _, w := range []io.WriteCloser{f, z, b} {
		w.Write(body)
		w.Close()
	}
	for _, tt := range []struct {
		coding string
		sent   []byte
	}{
		{"", body}, {"identity", body}, {"gzip", gzipped(body)}, {"x-gzip", gzipped(body)}, {"deflate", zlibbed.Bytes()},
		{"deflate", flated.Bytes()}, {"br", brotlied.Bytes()}, {"br, gzip", gzipped(brotlied.Bytes())},
	} {
		site := serve(t, http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
			w.Header().Set("Content-Encoding", tt.coding)
			w.Write(tt.sent)
		}))
		doc, err := testClient(t).Get(context.Background(), Request{URL: site.URL})
		if err != nil || !bytes.Equal(doc.Body, body) {
			t.Errorf("%q: %v", tt.coding, err)
		}
	}
}

func TestSecretsStayOutOfErrors(t *testing.T) {
	c := testClient(t)
	for _, address := range []string{"http://user:hunter2@127.0.0.1:1/feed?key=hunter2", "ftp://user:hunter2@x/", "http://user:hunter2@[bad/?key=hunter2", "http://x.invalid/?token=hunter2"} {
		_, err := c.Get(context.Background(), Request{URL: address})
		if err == nil || strings.Contains(err.Error(), "hunter2") {
			t.Errorf("%v", err)
		}
	}
}
