package main

import (
	"fmt"
	"math"
	"net"
	"net/netip"
	"net/url"
	"os"
	"strings"
	"time"

	"github.com/silkwire/silkwire/syndication"
)

// Config is the configuration file. config.example.toml shows every key with
// its default and its reason.
type Config struct {
	Address        string // where outlets and people reach the server
	PublicURL      string // in links, without a slash at the end; "": http://Address
	Authority      string // of tag: URIs (RFC 4151); "": the host of PublicURL and 2026
	MetricsAddress string // of /metrics; "": off
	CertFile       string // PEM, with the chain; "": plain HTTP
	KeyFile        string
	Proxies        []netip.Prefix // whose X-Forwarded-For is believed
	Rate           int            // requests a second of one token or address
	DSN            string         // of the store
	KeepFor        time.Duration  // what no feed shows of older stories goes; 0: never
	KeepStories    int            // … and of those beyond this number; 0: never
	AllowPrivate   bool           // fetch from private networks too
	Webhook        string         // where alerts are posted; "": nowhere

	syndication.Setup // sources, topics and outlets

	doc      []byte   // what was read
	derived  bool     // PublicURL follows from Address
	warnings problems // what is allowed and probably a mistake
}

// defaultConfig is what an empty file says.
func defaultConfig() *Config {
	return &Config{Address: "127.0.0.1:8080", DSN: "silkwire.db", Rate: 50}
}

// The least that a store may be told to keep: the same copy is found again for
// three days, and a desk looks back at its week.
const (
	leastKept    = 7 * 24 * time.Hour
	leastStories = 1000
)

// loadConfig reads a configuration file. All its mistakes come at once, as *problems.
func loadConfig(file string) (*Config, error) {
	doc, err := os.ReadFile(file)
	if err != nil {
		return nil, fmt.Errorf("the configuration cannot be read: %w; name another with -config", err)
	}
	return readConfig(file, doc)
}

// readConfig reads a document; file names it in messages.
func readConfig(file string, doc []byte) (*Config, error) {
	p := &problems{file: file}
	c := defaultConfig()
	c.doc = doc
	c.warnings.file = file
	root := &table{node: parseTOML(doc, p), problems: p}
	c.readServer(root.sub("server"))
	c.readStore(root.sub("store"))
	c.readFetch(root.sub("fetch"))
	c.readAlerts(root.sub("alerts"))
	root.each("sources", c.readSource)
	root.each("topics", c.readTopic)
	root.each("outlets", c.readOutlet)
	root.done()
	c.checkReferences(root)
	c.settle()
	return c, p.err()
}

func (c *Config) readStore(t *table) {
	t.secret("dsn", &c.DSN)
	t.duration("keep_for", &c.KeepFor, leastKept)
	t.int("keep_stories", &c.KeepStories, leastStories, math.MaxInt32)
	t.done()
}

func (c *Config) readFetch(t *table) {
	t.bool("allow_private_networks", &c.AllowPrivate)
	t.done()
}

func (c *Config) readAlerts(t *table) {
	t.secret("webhook", &c.Webhook)
	if c.Webhook != "" && !isWebAddress(c.Webhook) {
		t.problems.add(t.node.table["webhook"].value, `webhook must be a web address; write for example "https://desk.example.org/alerts"`)
	}
	t.done()
}

// settle fills what follows from other keys.
func (c *Config) settle() {
	c.derived = c.PublicURL == ""
	c.listenOn(c.Address)
	c.PublicURL = strings.TrimRight(c.PublicURL, "/")
	if c.Authority == "" {
		host := "localhost"
		if u, err := url.Parse(c.PublicURL); err == nil && u.Hostname() != "" {
			host = u.Hostname()
		}
		c.Authority = host + ",2026"
	}
}

// listenOn sets the address, and the public one where it follows from it.
func (c *Config) listenOn(address string) {
	c.Address = address
	if !c.derived {
		return
	}
	host, port, _ := net.SplitHostPort(address)
	if ip := net.ParseIP(host); host == "" || ip != nil && ip.IsUnspecified() {
		host = "localhost"
	}
	scheme := "http://"
	if c.CertFile != "" {
		scheme = "https://"
	}
	c.PublicURL = scheme + net.JoinHostPort(host, port)
}
