package feeds

import (
	"net/url"
	"regexp"
	"strings"
)

// maxLink is the length in bytes beyond which an address is no address.
const maxLink = 8192

// CanonicalLink makes link absolute against base and takes tracking parameters
// and the fragment off. "" if it is not an http or https address. A fragment
// that is a route of a script (#!/story/5) is part of the address and stays.
func CanonicalLink(link, base string) string {
	u := resolveLink(link, base)
	if u == nil {
		return ""
	}
	if !isRoute(u.Fragment) {
		u.Fragment, u.RawFragment = "", ""
	}
	u.RawQuery = withoutTracking(u.RawQuery)
	u.ForceQuery = false
	return u.String()
}

// fragmentOf is the fragment that CanonicalLink takes off.
func fragmentOf(link string) string {
	if u := resolveLink(link, "http://x/"); u != nil && !isRoute(u.Fragment) {
		return u.EscapedFragment()
	}
	return ""
}

// absoluteLink is link against base with all it carries, for files and
// documents whose address may be signed. "" if it is not an http or https one.
func absoluteLink(link, base string) string {
	u := resolveLink(link, base)
	if u == nil {
		return ""
	}
	return u.String()
}

// resolveLink parses link against base (RFC 3986, 5.2), lowers the host and
// drops the default port and whatever names a user.
func resolveLink(link, base string) *url.URL {
	return resolveAgainst(link, func() (*url.URL, error) { return url.Parse(tidyLink(base)) })
}

// resolveAgainst asks for the base only where a link needs it.
func resolveAgainst(link string, base func() (*url.URL, error)) *url.URL {
	link = tidyLink(link)
	if link == "" || len(link) > maxLink {
		return nil
	}
	u, err := url.Parse(link)
	if err != nil {
		if u, err = url.Parse(escapePercent(link)); err != nil {
			return nil
		}
	}
	if u.Scheme == "" {
		b, err := base()
		if err != nil {
			return nil
		}
		u = b.ResolveReference(u)
	}
	if u.Scheme != "http" && u.Scheme != "https" || u.Hostname() == "" {
		return nil
	}
	u.User = nil
	u.Host = canonicalHost(u)
	if u.Path == "" {
		u.Path = "/"
	}
	return u
}

// canonicalHost is the host in lower case, without a final dot or the port that
// its scheme implies.
func canonicalHost(u *url.URL) string {
	host, port := strings.ToLower(u.Host), u.Port()
	if port != "" && (port == "80" && u.Scheme == "http" || port == "443" && u.Scheme == "https") {
		host = strings.TrimSuffix(host, ":"+port)
	}
	return strings.TrimSuffix(strings.TrimSuffix(host, ":"), ".")
}

// tidyLink undoes what happens to addresses in XML: line breaks and spaces
// around and within, bidirectional marks, a missing scheme ("//host", "www.").
func tidyLink(link string) string {
	link = strings.TrimFunc(link, func(r rune) bool { return r <= ' ' || isInvisible(r) || r == '\u00a0' })
	if strings.ContainsAny(link, "\t\r\n") {
		link = strings.ReplaceAll(brokenLine.ReplaceAllString(link, ""), "\t", "")
	}
	if strings.HasPrefix(link, "www.") && strings.IndexByte(link, '.') < len(link)-1 {
		link = "http://" + link
	}
	return strings.ReplaceAll(link, " ", "%20")
}

// brokenLine is a line break in the middle of an address, with the spaces by which what
// follows is set in.
var brokenLine = regexp.MustCompile(`[ \t]*[\r\n][ \t\r\n]*`)

// escapePercent escapes each % that begins no escape ("100%-off").
func escapePercent(s string) string {
	var b strings.Builder
	for i := 0; i < len(s); i++ {
		if s[i] == '%' && !(i+2 < len(s) && isHex(s[i+1]) && isHex(s[i+2])) {
			b.WriteString("%25")
			continue
		}
		b.WriteByte(s[i])
	}
	return b.String()
}

func isHex(c byte) bool {
	return '0' <= c && c <= '9' || 'a' <= c|0x20 && c|0x20 <= 'f'
}

// isRoute reports whether a fragment names a page and not a place in one.
func isRoute(fragment string) bool {
	return strings.HasPrefix(fragment, "!") || strings.HasPrefix(fragment, "/")
}

// trackingPrefixes begin the names of parameters that only tell who sent a
// reader; trackingNames are such names as a whole.
var (
	trackingPrefixes = []string{"utm_", "at_", "ns_", "pk_", "mtm_", "matomo_", "hsa_", "oly_", "vero_", "wt_", "wt.", "_hs", "__twitter_", "sc_c"}
	trackingNames    = nameSet("fbclid gclid gclsrc dclid gbraid wbraid msclkid yclid ysclid twclid ttclid igshid igsh " +
		"mc_cid mc_eid mkt_tok xtor cmpid cmp ocid ito maca smid s_cid trk_contact trk_msg epik rss_source " +
		"feature_source ga_source ga_medium ga_campaign spm scm wtrid soc_src soc_trk ref_src ref_url guccounter srnd " +
		"traffic_source yptr openstat _openstat from_rss rss")
	// trackingIfRSS are ordinary names that only track where they say "rss".
	trackingIfRSS = nameSet("source src ref from feed partner emc via medium campaign cid channel output")
)

// withoutTracking keeps the other parameters as they are, in their order: some
// sites sign it.
func withoutTracking(query string) string {
	if query == "" {
		return ""
	}
	kept := make([]string, 0, strings.Count(query, "&")+1)
	for pair := range strings.SplitSeq(query, "&") {
		if pair != "" && !isTracking(pair) {
			kept = append(kept, pair)
		}
	}
	return strings.Join(kept, "&")
}

func isTracking(pair string) bool {
	name, value, _ := strings.Cut(pair, "=")
	name = strings.ToLower(name)
	name = strings.TrimPrefix(name, "amp;") // an address that was escaped twice
	for _, p := range trackingPrefixes {
		if strings.HasPrefix(name, p) {
			return true
		}
	}
	return trackingNames[name] || trackingIfRSS[name] && strings.Contains(strings.ToLower(value), "rss")
}

// secretNames are parameters that let their holder in.
var secretNames = nameSet("token access_token auth auth_token key apikey api_key password passwd pwd secret sig signature")

// withoutSecrets is link without parameters that let their holder in.
func withoutSecrets(link string) string {
	at := strings.IndexByte(link, '?')
	if at < 0 {
		return link
	}
	path, query := link[:at], link[at+1:]
	kept := []string{}
	for pair := range strings.SplitSeq(query, "&") {
		name, _, _ := strings.Cut(pair, "=")
		if !secretNames[strings.ToLower(name)] {
			kept = append(kept, pair)
		}
	}
	if len(kept) == 0 {
		return path
	}
	return path + "?" + strings.Join(kept, "&")
}

func nameSet(names string) map[string]bool {
	set := map[string]bool{}
	for name := range strings.FieldsSeq(names) {
		set[name] = true
	}
	return set
}
