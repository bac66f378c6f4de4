package server

import (
	"crypto/hmac"
	"crypto/sha256"
	"encoding/base64"
	"errors"
	"net/http"
	"strconv"

	"github.com/silkwire/silkwire/syndication"
	"github.com/silkwire/silkwire/syndication/match"
)

// A subscriptionsPage lists an outlet's subscriptions, each with a form.
type subscriptionsPage struct {
	page
	Own     *ownWords
	Heading string
	Outlet  string
	Form    string           // proves that a page of ours was sent back
	Done    string           // a sentence: what became of the form that was sent
	New     subscriptionView // of the empty form
	List    []subscriptionView
	Full    bool // no more can be made
}

// A subscriptionView is a subscription with its form.
type subscriptionView struct {
	Name, Title, Query string
	Locked             bool
	Documents          []documentView
	Hints              []string // in English: what the query probably does not mean
	Mistake            *mistake // in what was sent; then Title and Query are what was sent
}

// A mistake of who filled in a form.
type mistake struct {
	Text     string // a sentence in English
	Hint     string // what to type instead
	Position int    // in the query: characters, from 1
}

// Wrong is a mistake with the words around it.
func (p subscriptionsPage) Wrong(m *mistake) any {
	return struct {
		*mistake
		Own *ownWords
	}{m, p.Own}
}

// formProof is a text that only who has the secret can make: another site
// cannot put it into a form. It goes with the secret, the outlet and nothing else.
func formProof(secret, outlet string) string {
	mac := hmac.New(sha256.New, []byte(secret))
	mac.Write([]byte("subscriptions of " + outlet))
	return base64.RawURLEncoding.EncodeToString(mac.Sum(nil))
}

// postForm does what the page's form asks, and shows the page again. There is
// no redirect: it could not carry a token along.
func (s *Server) postForm(a *answer, r *http.Request, o syndication.Outlet, token syndication.Token) error {
	r.Body = http.MaxBytesReader(a, r.Body, maxAsked)
	if err := r.ParseForm(); err != nil {
		return requestError("The form did not arrive whole, or is too long.")
	}
	if !hmac.Equal([]byte(r.PostForm.Get("form")), []byte(formProof(tokenOf(r), o.Name))) {
		return errForeign
	}
	own := ownWordsFor(pageLanguage(o))
	asked := subscriptionView{Name: r.PostForm.Get("name"), Title: r.PostForm.Get("title"), Query: r.PostForm.Get("query")}
	done, do := own.Saved, func() error { return s.desk.SaveSubscription(r.Context(), o.Name, asked.subscription(o)) }
	if r.PostForm.Has("remove") {
		done, do = own.Removed, func() error { return s.desk.RemoveSubscription(r.Context(), o.Name, asked.Name) }
	}
	err := s.change(token, do)
	if err == nil {
		o, _ = s.desk.Outlet(o.Name)
		return s.showSubscriptions(a, r, o, done, nil)
	}
	if asked.Mistake = mistakeOf(err); asked.Mistake == nil {
		return err
	}
	return s.showSubscriptions(a, r, o, "", &asked)
}

// subscription is what the form means: its title is for all languages, and the
// titles of one that is there stay where the form says nothing new.
func (v subscriptionView) subscription(o syndication.Outlet) syndication.Subscription {
	sub := syndication.Subscription{Name: v.Name, Query: v.Query}
	for _, have := range o.Subscriptions {
		if shown, _ := pick(have.Title, o.Languages...); have.Name == v.Name && shown == v.Title {
			sub.Title = have.Title
			return sub
		}
	}
	if v.Title != "" {
		sub.Title = map[string]string{"": v.Title}
	}
	return sub
}

// mistakeOf tells a mistake of who filled in the form; nil for other errors.
func mistakeOf(err error) *mistake {
	var syntax *match.SyntaxError
	var request requestError
	switch {
	case errors.As(err, &syntax):
		return &mistake{Text: syntax.Msg, Hint: syntax.Hint, Position: syntax.Offset}
	case errors.As(err, &request):
		return &mistake{Text: request.Error()}
	}
	return nil
}

// showSubscriptions writes the page: with 400, and what was sent in its form,
// where that had a mistake.
func (s *Server) showSubscriptions(a *answer, r *http.Request, o syndication.Outlet, done string, wrong *subscriptionView) error {
	title, titleLang := outletTitle(o)
	own := ownWordsFor(titleLang)
	p := subscriptionsPage{
		page: s.newPage(titleLang, own.Heading+" · "+title, outletPath(o.Name)+"/subscriptions"),
		Own:  own, Heading: title, Outlet: s.local(outletPath(o.Name)), Form: formProof(tokenOf(r), o.Name), Done: done,
	}
	p.Script = pageScript
	status, made := http.StatusOK, 0
	if wrong != nil {
		status, p.New = http.StatusBadRequest, *wrong
	}
	for _, sub := range o.Subscriptions {
		v := subscriptionView{Name: sub.Name, Query: sub.Query, Locked: !sub.Own, Documents: s.documentsOf(o, sub.Name, sub.Name)}
		v.Title, _ = pick(sub.Title, o.Languages...)
		if sub.Own {
			made++
			var err error
			if v.Hints, err = s.hints(r.Context(), o.Name, sub.Query); err != nil {
				return err
			}
		}
		if wrong != nil && wrong.Name == v.Name && sub.Own {
			v.Title, v.Query, v.Mistake = wrong.Title, wrong.Query, wrong.Mistake
			p.New = subscriptionView{}
		}
		p.List = append(p.List, v)
	}
	p.Full = made >= syndication.MaxSubscriptions
	d, err := pageDocument("subscriptions", p, basis{}, false, ownPage...)
	if err != nil {
		return err
	}
	h := a.Header()
	for _, f := range d.header {
		h[f.name] = f.values
	}
	d.send(a, r, negotiate(r.Header), status)
	return nil
}

// ownPage is what differs from pages that only show: forms go to the page itself,
// and browsers say where a form comes from.
var ownPage = []field{
	{"Content-Security-Policy", []string{policy("'self'")}},
	{"Referrer-Policy", []string{"same-origin"}},
	{"Cache-Control", []string{"no-store"}},
	{"Vary", []string{"Accept, Accept-Encoding"}},
}

// Limit is how many subscriptions an outlet may make.
func (subscriptionsPage) Limit() string { return strconv.Itoa(syndication.MaxSubscriptions) }
