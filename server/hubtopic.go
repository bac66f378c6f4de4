package server

import (
	"net/url"
	"strings"
)

// A hubTopic is the address of a document as a subscriber gave it.
type hubTopic struct {
	feedName
	token string // secret; "" if the address holds none
	err   error  // why there is no such document, for who may know
}

// parseTopic reads hub.topic: the rel=self of a named feed, to which a
// subscriber may have added its token. Characters may be percent-encoded that
// need not be (WebSub, 5.1.1).
func (s *Server) parseTopic(text string) (hubTopic, error) {
	const remedy = " It is the rel=self that the document names."
	u, err := url.Parse(text)
	base, baseErr := url.Parse(s.opt.PublicURL)
	if err != nil || baseErr != nil || text == "" {
		return hubTopic{}, requestError("hub.topic is no web address." + remedy)
	}
	query := u.Query()
	t := hubTopic{token: query.Get("token")}
	query.Del("token")
	if len(query) > 0 {
		return hubTopic{}, requestError("hub.topic must be a whole feed; archives and searches are not pushed." + remedy)
	}
	path, ours := strings.CutPrefix(u.Path, base.Path+"/outlets/")
	outlet, document, found := strings.Cut(path, "/")
	ours = ours && u.Scheme == base.Scheme && strings.EqualFold(u.Host, base.Host)
	if !ours || !found || u.User != nil || u.Fragment != "" {
		return hubTopic{}, requestError("hub.topic is no feed of this server." + remedy)
	}
	t.feedName, t.err = parseFeedName(outlet, document)
	return t, nil
}
