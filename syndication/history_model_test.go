package syndication

import (
	"slices"
	"strings"
	"time"
)

// A saying is what a source says of a story.
type saying struct {
	title   string
	gone    bool
	embargo time.Time
}

// A telling is a story as one source tells it, as the model knows it.
type telling struct {
	upstream, received saying // what the source has, and what it last sent
	title              string // as kept
	status             string // '', withdrawn, expired
	embargo, expires   time.Time
	waits              bool // its title changed after an editor's
	released           bool // by an editor, from its source's embargo
	forgotten          bool // its text was let go
}

func (o *telling) usable() bool { return o.status == "" && o.embargo.IsZero() && !o.forgotten }

// A told is a story as the model knows it.
type told struct {
	language string
	base     string // words that every title of it has, and no other story
	by       map[string]*telling
	known    []string // the sources that told it, in the order in which they came
	killed   bool     // by an editor
	embargo  time.Time
	edit     string // an editor's title
	held     map[feedKey]*holding
}

func (s *told) visible() bool { return !s.killed && s.embargo.IsZero() }

func (s *told) title(source string) string {
	if s.edit != "" {
		return s.edit
	}
	return s.by[source].title
}

// A holding is the story as one feed was given it.
type holding struct {
	lead  string // the source whose words it shows
	state string // in, withdrawn, expired, held
	left  bool   // by a changed query
}

// A cause is why the model settles a story.
type cause struct {
	text   bool   // what readers see has changed
	source string // in what this one tells; "": in all
	kill   bool
	apply  map[string]bool // outlets whose selection changed
}

// wishes are what editors configured.
type wishes struct {
	words   []string // of the outlet "ports"
	present bool     // whether "ports" is configured at all
	upward  bool     // whether every change moves its stories up
	life    time.Duration
}

var lines = []feedKey{{"all", "feed"}, {"all", "ru"}, {"ports", "feed"}, {"ports", "han"}, {"moon", "feed"}}

// order is the sources of an outlet; nil: as they came.
var order = map[string][]string{"ports": {"sun", "moon"}, "moon": {"moon"}}

// best is the source that leads a story for an outlet; "" if none may.
func (s *told) best(outlet string) string {
	sources := order[outlet]
	if sources == nil {
		sources = s.known
	}
	for _, name := range sources {
		if slices.Contains(s.known, name) && s.by[name].usable() {
			return name
		}
	}
	return ""
}

// wants tells whether a feed asks for a story as the source tells it.
func (w *wishes) wants(f feedKey, s *told, source string) bool {
	title := s.title(source)
	switch {
	case f.outlet == "ports" && !w.present:
		return false
	case f.outlet == "ports" && !slices.ContainsFunc(w.words, func(word string) bool { return strings.Contains(title, word) }):
		return false
	case f.name == "han":
		return strings.Contains(title, "港口")
	}
	return f.name != "ru" || s.language == "ru"
}

// settle is the model of [tx.settle]: who was given a story hears what changes
// in it, also if it had left; a visible story goes to who asks for it.
func (h *history) settle(s *told, c cause) {
	h.age(s)
	for _, f := range lines {
		best := ""
		if s.visible() {
			best = s.best(f.outlet)
		}
		wants := best != "" && h.wants(f, s, best)
		m := s.held[f]
		switch {
		case m != nil:
			h.tell(f, s, m, c)
			h.move(f, m, wants, c)
		case wants:
			s.held[f] = &holding{lead: best, state: in}
			h.count[f]++
		}
	}
}

func (h *history) tell(f feedKey, s *told, m *holding, c cause) {
	lead := ""
	if s.visible() {
		if f.outlet != "ports" || h.present {
			lead = s.best(f.outlet)
		} else if s.by[m.lead].usable() {
			lead = m.lead
		}
	}
	before := *m
	switch why := s.gone(m); {
	case lead != "":
		m.state, m.lead = in, lead
	case m.state == in || why == withdrawn:
		m.state = why
	}
	heard := c.text && m.state == in && (c.source == "" || c.source == m.lead)
	if *m != before || heard || c.kill && m.state == withdrawn {
		h.count[f]++
	}
}

// gone is why a feed may not show a story.
func (s *told) gone(m *holding) string {
	o := s.by[m.lead]
	switch {
	case s.killed:
		return withdrawn
	case !s.embargo.IsZero():
		return held
	case o.status != "":
		return o.status
	}
	return held
}

func (h *history) move(f feedKey, m *holding, wants bool, c cause) {
	if m.state == in && wants == m.left && (wants || c.apply[f.outlet]) {
		m.left = !wants
		h.count[f]++
	}
}

func (h *history) over(at time.Time) bool { return !at.IsZero() && !at.After(h.clock.now()) }

// due tells whether time alone changes a story.
func (h *history) due(s *told) bool {
	return h.over(s.embargo) || slices.ContainsFunc(s.known, func(source string) bool {
		o := s.by[source]
		return o.status == "" && (h.over(o.embargo) || h.over(o.expires))
	})
}

// age ends what the clock has overtaken; it stays ended when the clock goes back.
func (h *history) age(s *told) {
	if h.over(s.embargo) {
		s.embargo = time.Time{}
	}
	for _, name := range s.known {
		o := s.by[name]
		if h.over(o.embargo) {
			o.embargo = time.Time{}
		}
		if o.status == "" && h.over(o.expires) {
			o.status = expired
		}
	}
}

// hear is the model of receiving what a source says of a story.
func (h *history) hear(s *told, source string) {
	o := s.by[source]
	told := slices.Contains(s.known, source)
	if told && o.upstream == o.received || !told && o.upstream.gone {
		return
	}
	before := s.by[source].title
	o.received = o.upstream
	switch {
	case o.upstream.gone:
		if o.status == withdrawn {
			return
		}
		o.status = withdrawn
		h.settle(s, cause{})
		return
	case !told:
		s.known = append(s.known, source)
	}
	o.title, o.forgotten = o.upstream.title, false
	if told && s.edit != "" {
		o.waits = o.title != s.edit && (o.waits || o.title != before)
	}
	o.embargo, o.expires = time.Time{}, time.Time{}
	if o.upstream.embargo.After(h.clock.now()) && !o.released {
		o.embargo = o.upstream.embargo
	}
	if h.life > 0 {
		o.expires = firstTold.Add(h.life)
	}
	h.settle(s, cause{text: told && (s.edit == "" && before != o.title), source: source})
}
