package main

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"html"
	"path/filepath"
	"slices"
	"strings"
	"text/tabwriter"
	"time"

	"github.com/silkwire/silkwire/feeds"
	"github.com/silkwire/silkwire/syndication"
	"github.com/silkwire/silkwire/syndication/match"
)

// A newsroom is what the verbs of `silkwire story` work on.
type newsroom struct {
	console
	desk  *syndication.Desk
	args  []string // after the verb
	title string
	file  string
	note  string
	until string
}

// storyVerbs says how many arguments each verb takes, and what it does.
var storyVerbs = map[string]struct {
	args int
	run  func(*newsroom, context.Context) error
}{
	"list":      {0, (*newsroom).list},
	"show":      {1, (*newsroom).show},
	"why":       {2, (*newsroom).why},
	"correct":   {1, (*newsroom).correct},
	"withdraw":  {1, (*newsroom).withdraw},
	"reinstate": {1, (*newsroom).reinstate},
	"embargo":   {1, (*newsroom).embargo},
}

// runStory is the newsroom from a shell.
func runStory(ctx context.Context, c console, args []string) error {
	f := flagsOf(c, "story", "list | show ID | why ID OUTLET | correct ID | withdraw ID | reinstate ID | embargo ID")
	file := f.String("config", "config.toml", "the configuration file")
	n := &newsroom{console: c}
	f.StringVar(&n.title, "title", "", "correct: the new title")
	f.StringVar(&n.file, "file", "", "correct: the new text: a file of HTML (.html) or of paragraphs, or - for standard input")
	f.StringVar(&n.note, "note", "", "correct, withdraw, reinstate: what readers are told")
	f.StringVar(&n.until, "until", "", "embargo: the instant it ends (RFC 3339), or now")
	rest, err := parseFlags(f, args)
	if err != nil {
		return err
	}
	if len(rest) == 0 {
		return usageError("story: write list, show, why, correct, withdraw, reinstate or embargo")
	}
	verb, ok := storyVerbs[rest[0]]
	if n.args = rest[1:]; !ok || len(n.args) != verb.args {
		f.Usage()
		return usageError(fmt.Sprintf("story %s: that is not how it is used", rest[0]))
	}
	return onStore(ctx, c, *file, func(config *Config, desk *syndication.Desk) error {
		if err := desk.Configure(ctx, config.Setup); err != nil {
			return err
		}
		n.desk = desk
		return n.plain(verb.run(n, ctx))
	})
}

// plain says what a story that is not there means to an editor.
func (n *newsroom) plain(err error) error {
	if errors.Is(err, syndication.ErrNotFound) {
		return fmt.Errorf("there is no story or outlet called %s; silkwire story list shows the stories", strings.Join(n.args, " or "))
	}
	return err
}

func (n *newsroom) list(ctx context.Context) error {
	stories, err := n.desk.Stories(ctx, syndication.Selection{})
	if err != nil {
		return err
	}
	if len(stories) == 0 {
		return errNothing
	}
	w := tabwriter.NewWriter(n.out, 0, 0, 2, ' ', 0)
	fmt.Fprintln(w, "ID\tCAME\tSTATUS\tLANGUAGE\tSOURCES\tTITLE")
	for i := range stories {
		s := &stories[i]
		fmt.Fprintf(w, "%s\t%s\t%s\t%s\t%s\t%s\n", s.ID, moment(s.Created), statusOf(s), s.Origins[0].Item.Language, sourcesOf(s), titleOf(s))
	}
	return w.Flush()
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
	field(n.out, "status", statusOf(s))
	field(n.out, "note", s.Note)
	if !s.Embargo.IsZero() {
		field(n.out, "embargo", s.Embargo.Format(time.RFC3339))
	}
	for _, o := range s.Origins {
		n.showOrigin(o)
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
	field(n.out, "status", string(o.Status))
	if !o.Forgotten.IsZero() {
		field(n.out, "let go", moment(o.Forgotten)+", the text: it was old, and no outlet shows it")
	}
	for _, v := range o.Versions {
		field(n.out, fmt.Sprintf("v%d", v.N), strings.TrimSpace(fmt.Sprintf("%s  %-11s %s  %s", moment(v.At), v.Kind, v.Item.Title, v.Note)))
	}
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
		fmt.Fprintf(w, "%s\t%s\t%s\t%s\t%d–%d\t%s\n", h.Outlet, h.Feed, h.State, h.Source, h.First, h.Last, readersOf(h.Readers))
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

func (n *newsroom) why(ctx context.Context) error {
	verdicts, err := n.desk.Why(ctx, n.args[0], n.args[1])
	if err != nil {
		return err
	}
	for _, v := range verdicts {
		in := "not in"
		if v.In {
			in = "in"
		}
		fmt.Fprintf(n.out, "%-6s %-16s %s\n", in, v.Feed, v.Why)
		if v.Query.Clause != "" {
			fmt.Fprintf(n.out, "%23s clause %s%s\n", "", v.Query.Clause, wordsOf(v.Query.Hits))
		}
	}
	return nil
}

// wordsOf lists the words that a query found, each once.
func wordsOf(hits []match.Hit) string {
	terms := []string{}
	for _, h := range hits {
		if !slices.Contains(terms, h.Term) {
			terms = append(terms, h.Term)
		}
	}
	if len(terms) == 0 {
		return ""
	}
	return ", found " + strings.Join(terms, ", ")
}

func (n *newsroom) correct(ctx context.Context) error {
	var e syndication.Edit
	if n.title != "" {
		e.Title = &n.title
	}
	if n.note != "" {
		e.Note = &n.note
	}
	if n.file != "" {
		text, err := readInput(n.console, n.file)
		if err != nil {
			return err
		}
		content := asHTML(n.file, string(text))
		e.Content = &content
	}
	if e == (syndication.Edit{}) {
		return usageError("story correct: say what is new, with -title, -file or -note")
	}
	return n.tell(ctx, n.desk.Correct(ctx, n.args[0], e), "corrected")
}

// asHTML turns a file of paragraphs, with empty lines between, into HTML.
func asHTML(file, text string) string {
	if ext := filepath.Ext(file); ext == ".html" || ext == ".htm" {
		return text
	}
	var b strings.Builder
	for _, p := range strings.Split(strings.ReplaceAll(text, "\r\n", "\n"), "\n\n") {
		if p = strings.TrimSpace(p); p != "" {
			b.WriteString("<p>" + html.EscapeString(p) + "</p>\n")
		}
	}
	return b.String()
}

// burstOf is the source whose held stories are meant by source:NAME in place of
// a story's id.
func (n *newsroom) burstOf() (source string, ok bool) { return strings.CutPrefix(n.args[0], "source:") }

func (n *newsroom) withdraw(ctx context.Context) error {
	if source, ok := n.burstOf(); ok {
		count, err := n.desk.DiscardBurst(ctx, source)
		return n.ended(count, err, "withdrawn")
	}
	return n.tell(ctx, n.desk.Withdraw(ctx, n.args[0], n.note), "withdrawn")
}

func (n *newsroom) reinstate(ctx context.Context) error {
	if source, ok := n.burstOf(); ok {
		count, err := n.desk.ReleaseBurst(ctx, source)
		return n.ended(count, err, "released")
	}
	return n.tell(ctx, n.desk.Reinstate(ctx, n.args[0], n.note), "reinstated")
}

func (n *newsroom) embargo(ctx context.Context) error {
	until := time.Now()
	if n.until != "now" {
		var err error
		if until, err = time.Parse(time.RFC3339, n.until); err != nil {
			return usageError("story embargo: -until takes an instant, as in 2026-12-31T18:00:00+01:00, or now")
		}
	}
	return n.tell(ctx, n.desk.EmbargoUntil(ctx, n.args[0], until), "embargoed until "+n.until)
}

// ended says what became of held stories.
func (n *newsroom) ended(count int, err error, done string) error {
	if err == nil && count == 0 {
		return errNothing
	}
	if err == nil {
		fmt.Fprintf(n.out, "%s: %d stories that were held\n", done, count)
	}
	return err
}

// tell says what was done, and which feeds carry it.
func (n *newsroom) tell(ctx context.Context, err error, done string) error {
	if err != nil {
		return err
	}
	s, err := n.desk.Story(ctx, n.args[0])
	if err != nil {
		return err
	}
	fmt.Fprintf(n.out, "%s: %s\n", done, titleOf(s))
	return n.showHoldings(s.Holdings)
}
