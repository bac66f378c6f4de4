package demo

import (
	"hash/fnv"
	"slices"
	"strconv"
	"strings"
	"time"
)

// A Series goes on for as long as the world turns: a gauge that is read again
// and again, a count of votes, a rota of short pieces. Its texts hold figures in
// braces, {no} for the number and {time} for the hour at which a text was told.
type Series struct {
	After   int               `toml:"after"`   // seconds from the start to the first number
	Every   int               `toml:"every"`   // seconds from one number to the next
	Refresh int               `toml:"refresh"` // seconds after which the newest number is told with new figures; 0: never
	Figures map[string]Figure `toml:"figures"`
	Stories []Story           `toml:"stories"` // in turn; their edits count from the appearance
}

// A Figure is drawn between two bounds, anew for each number and each telling;
// one that grows begins there and rises from telling to telling.
type Figure struct {
	From int `toml:"from"`
	To   int `toml:"to"`
	Grow int `toml:"grow"`
}

// shown is how many numbers of a series an agency keeps in its feed.
const shown = 6

// numbers are the newest stories of a series as they are told seconds after the
// start, whose zone is the agency's.
func (s *Series) numbers(start time.Time, seconds int) (list []Story) {
	if seconds < s.After {
		return nil
	}
	last := (seconds - s.After) / s.Every
	for n := max(0, last-shown+1); n <= last; n++ {
		list = append(list, s.number(n, start, seconds))
	}
	return list
}

func (s *Series) number(n int, start time.Time, seconds int) Story {
	form := s.Stories[n%len(s.Stories)]
	story := form
	story.ID += "-" + strconv.Itoa(n+1)
	story.After = s.After + n*s.Every
	first := s.figures(n, 0, start, story.After)
	story.Text = form.filled(first)
	story.Edits = nil
	for _, e := range form.Edits {
		e.After += story.After
		e.Note, e.Text = first.Replace(e.Note), e.filled(first)
		story.Edits = append(story.Edits, e)
	}
	if step := min(seconds-story.After, s.Every-1) / max(s.Refresh, 1); s.Refresh > 0 && step > 0 {
		after := story.After + step*s.Refresh
		told := Text{Body: form.Body}.filled(s.figures(n, step, start, after))
		story.Edits = append(story.Edits, Edit{After: after, Text: told})
	}
	return story
}

// figures puts in the figures of a number's telling; step 0 is the first.
func (s *Series) figures(n, step int, start time.Time, after int) *strings.Replacer {
	at := start.Add(time.Duration(after) * time.Second)
	pairs := []string{"{no}", strconv.Itoa(n + 1), "{time}", at.Format("15:04")}
	for name, f := range s.Figures {
		pairs = append(pairs, "{"+name+"}", strconv.Itoa(f.at(name, n, step)))
	}
	return strings.NewReplacer(pairs...)
}

func (f Figure) at(name string, n, step int) int {
	if f.Grow > 0 {
		return f.From + drawn(f.To-f.From+1, name, n, 0) + step*f.Grow + drawn(f.Grow, name, n, step)
	}
	return f.From + drawn(f.To-f.From+1, name, n, step)
}

// drawn is below bound, and the same whenever it is asked.
func drawn(bound int, name string, n, step int) int {
	h := fnv.New64a()
	h.Write([]byte(name + " " + strconv.Itoa(n) + " " + strconv.Itoa(step)))
	sum := h.Sum64()
	return int((sum ^ sum>>32) % uint64(bound))
}

// filled is a text with its figures put in.
func (t Text) filled(figures *strings.Replacer) Text {
	t.Title, t.Summary, t.Body = figures.Replace(t.Title), figures.Replace(t.Summary), slices.Clone(t.Body)
	for i, p := range t.Body {
		t.Body[i] = figures.Replace(p)
	}
	return t
}
