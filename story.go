package main

import (
	"context"
	"errors"
	"fmt"
	"html"
	"path/filepath"
	"slices"
	"strings"
	"time"

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

	source, before      string
	take, keep, waiting bool
}

// storyVerbs says how many arguments each verb takes, how it is written, and what
// it does.
var storyVerbs = map[string]struct {
	args  int
	usage string
	run   func(*newsroom, context.Context) error
}{
	"list":      {0, "list [-waiting] [-source NAME] [-before ID]", (*newsroom).list},
	"show":      {1, "show ID", (*newsroom).show},
	"why":       {2, "why ID OUTLET", (*newsroom).why},
	"correct":   {1, "correct ID [-title TITLE] [-file FILE] [-note NOTE] [-take] [-keep]", (*newsroom).correct},
	"withdraw":  {1, "withdraw ID|source:NAME [-note NOTE]", (*newsroom).withdraw},
	"reinstate": {1, "reinstate ID|source:NAME [-note NOTE]", (*newsroom).reinstate},
	"embargo":   {1, "embargo ID -until INSTANT", (*newsroom).embargo},
	"link":      {2, "link ID ID", (*newsroom).link},
	"unlink":    {1, "unlink ID", (*newsroom).unlink},
}

const storyVerbList = "list, show, why, correct, withdraw, reinstate, embargo, link or unlink"

// runStory is the newsroom from a shell.
func runStory(ctx context.Context, c console, args []string) error {
	f := flagsOf(c, "story", "list | show ID | why ID OUTLET | correct ID | withdraw ID | reinstate ID | embargo ID | link ID ID | unlink ID [flags]\n"+
		"link says that two stories are translations of one another, whatever their sources say; unlink that a story is none of the others it is linked with\n"+
		"ID is as story list shows it, a tag: URI, or the address of the story's page; withdraw and reinstate take source:NAME for all that is held of a burst")
	file := f.String("config", "config.toml", "the configuration file")
	n := &newsroom{console: c}
	f.StringVar(&n.title, "title", "", "correct: the new title")
	f.StringVar(&n.file, "file", "", "correct: the new text: a file of HTML (.html) or of paragraphs, or - for standard input")
	f.StringVar(&n.note, "note", "", "correct, withdraw, reinstate: what readers are told")
	f.BoolVar(&n.take, "take", false, "correct: take the newer text of the source where one waits")
	f.BoolVar(&n.keep, "keep", false, "correct: let the editor's words stand where a newer text waits")
	f.BoolVar(&n.waiting, "waiting", false, "list: only the stories where a newer text of the source waits")
	f.StringVar(&n.source, "source", "", "list: only the stories of this source")
	f.StringVar(&n.before, "before", "", "list: go on after this story, to older ones")
	f.StringVar(&n.until, "until", "", "embargo: the instant it ends, as in 2026-12-31T18:00:00+01:00, or now")
	rest, err := parseFlags(f, args)
	if err != nil {
		return err
	}
	if len(rest) == 0 {
		return usageError("story: write " + storyVerbList)
	}
	verb, ok := storyVerbs[rest[0]]
	if !ok {
		return usageError(fmt.Sprintf("story: there is no %q; write %s", rest[0], storyVerbList))
	}
	if n.args = rest[1:]; len(n.args) != verb.args {
		return usageError(fmt.Sprintf("story: write silkwire story %s; silkwire story -h shows the flags", verb.usage))
	}
	return onStore(ctx, c, *file, func(config *Config, desk *syndication.Desk) error {
		if err := desk.Configure(ctx, config.Setup); err != nil {
			return err
		}
		n.desk = desk
		return n.plain(ctx, verb.run(n, ctx))
	})
}

// plain says what a story that is not there means to an editor.
func (n *newsroom) plain(ctx context.Context, err error) error {
	if !errors.Is(err, syndication.ErrNotFound) {
		return err
	}
	missing := n.args[0]
	if len(n.args) > 1 { // both are stories
		if _, err := n.desk.Story(ctx, missing); err == nil {
			missing = n.args[1]
		}
	}
	return fmt.Errorf("there is no story called %s; silkwire story list shows the stories", missing)
}

func (n *newsroom) why(ctx context.Context) error {
	if _, ok := n.desk.Outlet(n.args[1]); !ok {
		return fmt.Errorf("there is no outlet called %s; silkwire outlets shows them", n.args[1])
	}
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
	switch {
	case n.keep && (n.take || e != (syndication.Edit{})):
		return usageError("story correct: -keep changes nothing, so it stands alone")
	case n.keep:
		return n.tell(ctx, n.desk.Keep(ctx, n.args[0]), "kept")
	case n.take:
		return n.tell(ctx, n.desk.Take(ctx, n.args[0], e), "taken from the source")
	case e == (syndication.Edit{}):
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
	if n.until == "now" {
		if s, err := n.desk.Story(ctx, n.args[0]); err == nil && !sealed(s) {
			return fmt.Errorf("embargo story %s: it is under no embargo", s.ID)
		}
		return n.tell(ctx, n.desk.EmbargoUntil(ctx, n.args[0], time.Now()), "released")
	}
	until, err := time.Parse(time.RFC3339, n.until)
	switch {
	case err != nil:
		return usageError("story embargo: -until takes an instant, as in 2026-12-31T18:00:00+01:00, or now")
	case !until.After(time.Now()):
		return usageError("story embargo: " + n.until + " has passed; -until now releases the story")
	}
	return n.tell(ctx, n.desk.EmbargoUntil(ctx, n.args[0], until), "embargoed until "+n.until)
}

func (n *newsroom) link(ctx context.Context) error {
	return n.tell(ctx, n.desk.LinkTranslations(ctx, n.args...), "linked")
}

func (n *newsroom) unlink(ctx context.Context) error {
	return n.tell(ctx, n.desk.UnlinkTranslation(ctx, n.args[0]), "stands alone")
}

// sealed reports whether a story, or what a source tells of it, is under embargo.
func sealed(s *syndication.Story) bool {
	return s.Embargo.After(time.Now()) || slices.ContainsFunc(s.Origins, func(o syndication.Origin) bool { return o.Embargo.After(time.Now()) })
}

// ended says what became of held stories.
func (n *newsroom) ended(count int, err error, done string) error {
	if err == nil && count == 0 {
		return fmt.Errorf("nothing is held of %s; silkwire sources counts what is, under HELD", n.args[0])
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
	if at := letGo(s); !at.IsZero() {
		fmt.Fprintf(n.out, "Its text was let go on %s, so no outlet is given it unless its source sends it again.\n", moment(at))
	}
	return n.showHoldings(s.Holdings)
}
