package main

import (
	"cmp"
	"context"
	"fmt"
	"maps"
	"slices"
	"strings"
	"text/tabwriter"
	"time"

	"github.com/silkwire/silkwire/feeds"
	"github.com/silkwire/silkwire/sources"
	"github.com/silkwire/silkwire/syndication"
)

// listed is how many stories a list shows.
const listed = 100

func (n *newsroom) list(ctx context.Context) error {
	stories, err := n.desk.Stories(ctx, syndication.Selection{Waiting: n.waiting, Source: n.source, Before: n.before, Limit: listed})
	if err != nil {
		return err
	}
	if len(stories) == 0 {
		return n.nothing(ctx)
	}
	w := tabwriter.NewWriter(n.out, 0, 0, 2, ' ', 0)
	fmt.Fprintln(w, "ID\tCAME\tSTATUS\tLANGUAGE\tSOURCES\tTITLE")
	for i := range stories {
		s := &stories[i]
		fmt.Fprintf(w, "%s\t%s\t%s\t%s\t%s\t%s\n", s.ID, moment(s.Created), stateOf(s), s.Origins[0].Item.Language, sourcesOf(s), titleOf(s))
	}
	if len(stories) == listed {
		fmt.Fprintf(n.err, "These are %d; -before %s goes on with older ones.\n", listed, stories[listed-1].ID)
	}
	return w.Flush()
}

// nothing says why a list is empty, where a name in the question may be wrong.
func (n *newsroom) nothing(ctx context.Context) error {
	if n.before != "" {
		if _, err := n.desk.Story(ctx, n.before); err != nil {
			return fmt.Errorf("-before: there is no story called %s", n.before)
		}
	}
	if n.source != "" {
		return fmt.Errorf("no such story is kept of source %s; silkwire sources shows the sources", n.source)
	}
	return errNothing
}

// stateOf is the status of a story, and whether a newer text waits.
func stateOf(s *syndication.Story) string {
	if slices.ContainsFunc(s.Origins, func(o syndication.Origin) bool { return len(o.Waiting) > 0 }) {
		return statusOf(s) + ", waits"
	}
	return statusOf(s)
}

func statusOf(s *syndication.Story) string {
	switch {
	case s.Status != feeds.Usable:
		return string(s.Status)
	case s.Embargo.After(time.Now()):
		return "embargo"
	}
	for _, o := range s.Origins {
		if o.Status == feeds.Usable && o.Forgotten.IsZero() && !o.Embargo.After(time.Now()) {
			return "usable"
		}
	}
	switch first := &s.Origins[0]; {
	case first.Status != feeds.Usable:
		return string(first.Status)
	case !first.Forgotten.IsZero():
		return "let go"
	}
	return "embargo"
}

// letGo is when the last text of a story was let go; zero while there is one.
func letGo(s *syndication.Story) time.Time {
	var last time.Time
	for _, o := range s.Origins {
		if o.Forgotten.IsZero() {
			return time.Time{}
		}
		if o.Forgotten.After(last) {
			last = o.Forgotten
		}
	}
	return last
}

func sourcesOf(s *syndication.Story) string {
	names := []string{}
	for _, o := range s.Origins {
		names = append(names, o.Source)
	}
	return strings.Join(names, ",")
}

func titleOf(s *syndication.Story) string {
	if s.Edit.Title != nil {
		return *s.Edit.Title
	}
	return s.Origins[0].Item.Title
}

func (n *newsroom) show(ctx context.Context) error {
	s, err := n.desk.Story(ctx, n.args[0])
	if err != nil {
		return err
	}
	fmt.Fprintf(n.out, "%s\n", titleOf(s))
	field(n.out, "id", s.ID)
	field(n.out, "tag", s.Tag)
	field(n.out, "came", moment(s.Created))
	field(n.out, "status", stateOf(s))
	field(n.out, "note", s.Note)
	field(n.out, "embargo", untilText(s.Embargo))
	for _, o := range s.Origins {
		n.showOrigin(o)
		n.showWaiting(s.ID, o)
	}
	for _, k := range s.Translations {
		field(n.out, "translation", fmt.Sprintf("%s  [%s]  %s", k.ID, k.Language, k.Title))
	}
	for _, d := range s.Decisions {
		fmt.Fprintf(n.out, "\neditor  %s  %s  %s\n", moment(d.At), d.Verb, d.Note)
	}
	return n.showHoldings(s.Holdings)
}

func (n *newsroom) showOrigin(o syndication.Origin) {
	fmt.Fprintf(n.out, "\nas %s tells it  [%s]\n", o.Source, o.Item.Language)
	field(n.out, "link", o.Item.Link)
	field(n.out, "topics", strings.Join(o.Topics, ", "))
	field(n.out, "rights", rightsOf(o))
	field(n.out, "status", originStatus(o))
	field(n.out, "embargo", untilText(o.Embargo))
	if !o.Forgotten.IsZero() {
		field(n.out, "let go", moment(o.Forgotten)+", the text: it was old, and no outlet shows it")
	}
	for _, v := range o.Versions {
		field(n.out, fmt.Sprintf("v%d", v.N), strings.TrimSpace(fmt.Sprintf("%s  %-11s %s  %s", moment(v.At), v.Kind, v.Item.Title, strings.ReplaceAll(v.Note, "\n", " "))))
	}
}

// originStatus tells what else than its name a status of an origin means, where an
// editor has to know.
func originStatus(o syndication.Origin) string {
	if o.Status == "killed" {
		return "killed before it came, and kept aside: reinstate lets it through, withdraw drops it"
	}
	return string(o.Status)
}

// waitingShown is how much of a text that waits is shown, in letters.
const waitingShown = 600

// showWaiting tells what a source says since an editor said something else.
func (n *newsroom) showWaiting(id string, o syndication.Origin) {
	if len(o.Waiting) == 0 {
		return
	}
	fmt.Fprintf(n.out, "\nnewer from %s, and waiting: the words of the desk stand\n", o.Source)
	for _, w := range o.Waiting {
		text := w.Text
		if w.Field == "content" {
			text = feeds.Text(text)
		}
		field(n.out, w.Field, fmt.Sprintf("%s  %s", moment(w.Since), cmp.Or(short(text, waitingShown), "(nothing)")))
	}
	fmt.Fprintf(n.out, "  silkwire story correct %s -take   takes it; -keep leaves it\n", id)
}

// short is a text on one line, cut to at most n letters.
func short(text string, n int) string {
	runes := []rune(strings.Join(strings.Fields(text), " "))
	if len(runes) > n {
		runes = append(runes[:n], '…')
	}
	return string(runes)
}

// untilText is the end of an embargo; "" if there is none.
func untilText(at time.Time) string {
	switch {
	case at.IsZero():
		return ""
	case at.Equal(feeds.UntilReleased):
		return "until an editor releases it"
	}
	return at.Format(time.RFC3339)
}

// rightsOf tells what a source allows with its stories, where that is less than
// everything; "" where it is not.
func rightsOf(o syndication.Origin) string {
	var words []string
	add := func(label, value string) {
		if value != "" {
			words = append(words, label+value)
		}
	}
	r := o.Rights
	if r.Content != sources.Full {
		add("", string(r.Content))
	}
	if r.Pictures != nil && !*r.Pictures {
		add("", "no pictures")
	}
	if !o.Expires.IsZero() {
		add("until ", moment(o.Expires))
	}
	add("licence ", r.Licence)
	add("territory ", r.Territory)
	for _, language := range slices.Sorted(maps.Keys(r.Credit)) {
		add(strings.TrimSpace("credit "+language)+" ", r.Credit[language])
	}
	return strings.Join(words, "; ")
}

// shownBy is the state of a story in a feed, and how much of it the feed shows
// where that is not all.
func shownBy(h syndication.Holding) string {
	if h.State == "in" && h.Content != sources.Full {
		return h.State + ", " + string(h.Content)
	}
	return h.State
}

func (n *newsroom) showHoldings(list []syndication.Holding) error {
	if len(list) == 0 {
		fmt.Fprintln(n.out, "\nNo outlet has been given it.")
		return nil
	}
	fmt.Fprintln(n.out)
	w := tabwriter.NewWriter(n.out, 0, 0, 2, ' ', 0)
	fmt.Fprintln(w, "OUTLET\tFEED\tSTATE\tFROM\tROWS\tREADERS")
	for _, h := range list {
		fmt.Fprintf(w, "%s\t%s\t%s\t%s\t%d–%d\t%s\n", h.Outlet, h.Feed, shownBy(h), h.Source, h.First, h.Last, readersOf(h.Readers))
	}
	return w.Flush()
}

// readersOf tells for each reader of a feed whether it had the story, and whether
// it has heard, and confirmed, the last that happened to it.
func readersOf(list []syndication.Reader) string {
	words := []string{}
	for _, r := range list {
		who, state := cmp.Or(r.Name, r.Token, "public"), "not served yet"
		switch {
		case r.Confirmed:
			state = "confirmed " + moment(r.ConfirmedAt)
		case r.Told:
			state = "served " + moment(r.ServedAt)
		case r.Had:
			state = "had it, not told yet"
		}
		words = append(words, who+": "+state)
	}
	return strings.Join(words, "; ")
}
