package main

import (
	"net"
	"net/netip"
	"net/url"
	"regexp"
	"strings"

	"github.com/pelletier/go-toml/v2/unstable"
)

func (c *Config) readServer(t *table) {
	t.string("address", &c.Address)
	t.string("public_url", &c.PublicURL)
	t.string("id_authority", &c.Authority)
	t.string("metrics_address", &c.MetricsAddress)
	t.int("rate", &c.Rate, 1, 100_000)
	c.Proxies = t.networks("trusted_proxies")
	c.readCertificate(t)
	t.checkAddress("address", c.Address)
	if c.MetricsAddress != "" {
		t.checkAddress("metrics_address", c.MetricsAddress)
	}
	if v := t.node.table["public_url"]; v != nil && v.kind == unstable.String {
		if u, err := url.Parse(c.PublicURL); err != nil || !isWebAddress(c.PublicURL) || u.RawQuery != "" {
			t.problems.add(v.value, `public_url: %q is no web address; write for example "https://wire.example.org"`, v.text)
		}
	}
	if v := t.node.table["id_authority"]; v != nil && v.kind == unstable.String && !authorityForm.MatchString(c.Authority) {
		t.problems.add(v.value, `id_authority: %q must be a domain you own and a date you owned it, as in "wire.example.org,2026" (RFC 4151)`, v.text)
	}
	t.done()
}

// authorityForm is taggingEntity of RFC 4151, 2.1.
var authorityForm = regexp.MustCompile(`^[A-Za-z0-9.@_-]+,[0-9]{4}(-[0-9]{2}(-[0-9]{2})?)?$`)

func (t *table) checkAddress(key, address string) {
	if _, _, err := net.SplitHostPort(address); err != nil {
		if v := t.node.table[key]; v != nil && v.kind == unstable.String {
			t.problems.add(v.value, `%s: %q is no address to listen on; write host:port, as in "127.0.0.1:8080" or ":8080"`, key, address)
		}
	}
}

// readCertificate reads the two files of HTTPS, which go together.
func (c *Config) readCertificate(t *table) {
	t.string("cert_file", &c.CertFile)
	t.string("key_file", &c.KeyFile)
	for key, other := range map[string]string{"cert_file": "key_file", "key_file": "cert_file"} {
		if v := t.node.table[key]; v != nil && t.node.table[other] == nil {
			t.problems.add(v.at, "%s needs %s too; without both the server speaks plain HTTP", key, other)
		}
	}
}

// networks reads a list of addresses and of networks with their length.
func (t *table) networks(key string) (list []netip.Prefix) {
	for _, text := range t.strings(key, checkNetwork) {
		list = append(list, network(text))
	}
	return list
}

func checkNetwork(text string) string {
	if network(text).IsValid() {
		return ""
	}
	return `"` + text + `" is no address or network; write for example "10.0.0.0/8" or "192.0.2.7"`
}

// network reads "192.0.2.0/24", or "192.0.2.7" as a network of one.
func network(text string) netip.Prefix {
	if strings.Contains(text, "/") {
		p, err := netip.ParsePrefix(text)
		if err != nil {
			return netip.Prefix{}
		}
		return p.Masked()
	}
	a, err := netip.ParseAddr(text)
	if err != nil {
		return netip.Prefix{}
	}
	return netip.PrefixFrom(a, a.BitLen())
}
