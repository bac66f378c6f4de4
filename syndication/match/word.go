package match

import (
	"hash/maphash"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/silkwire/silkwire/feeds/lang"
)

// A word is a word of a text or a query as one language reads it. It is
// immutable.
type word struct {
	key     uint64    // of how it is written, and of the language
	hash    uint64    // of bare
	bare    string    // its letters, folded, without marks
	marked  string    // the same with marks, as lang.Bare gives them
	heads   [2]uint64 // hashes of its first two and three letters; 0 if it has fewer
	forms   []form    // what it shares with its inflected forms
	hasMark bool
	free    bool // written in a way that leaves marks out: Greek capitals
	capital bool // written in capitals only
	sheds   bool // a form of it lacks the mark it ends in: Romanian casă, casa
}

// A form is a key under which the inflected forms of a word are found.
type form struct {
	hash   uint64 // of its letters without marks
	marked string // with its marks; "" if it has none
}

var (
	seed       = maphash.MakeSeed()
	letterSeed = maphash.String(seed, "letter")
)

// readWord reads raw, which the scanner found in a text in l.
func readWord(raw string, l *language) *word {
	w := &word{}
	folded := lang.Fold(l.base, joinedSigns(raw))
	w.bare, w.marked = lang.Bare(lang.EqualLetters(folded))
	w.hasMark = lang.HasMarks(w.marked)
	w.hash = maphash.String(seed, w.bare)
	w.heads = [2]uint64{headHash(w.bare, 2), headHash(w.bare, 3)}
	w.capital, w.free = capitals(raw)
	w.sheds = l.sheds != "" && strings.HasSuffix(folded, l.sheds)
	for _, key := range inflected(l, folded) {
		w.forms = append(w.forms, newForm(key))
	}
	return w
}

func newForm(key string) form {
	bare, marked := lang.Bare(lang.EqualLetters(key))
	if !lang.HasMarks(marked) {
		marked = ""
	}
	return form{maphash.String(seed, bare), marked}
}

// headHash is the hash of the first n letters of bare; 0 if it has fewer.
func headHash(bare string, n int) uint64 {
	if end := letters(bare, n); end > 0 {
		return maphash.String(seed, bare[:end])
	}
	return 0
}

// letters is the length in bytes of the first n letters of s; 0 if it has fewer.
func letters(s string, n int) int {
	end := 0
	for range n {
		if end == len(s) {
			return 0
		}
		_, size := utf8.DecodeRuneInString(s[end:])
		end += size
	}
	return end
}

// joinedSigns writes the signs that a word may hold in one way each: the
// geresh and gershayim of Hebrew, the apostrophe of Ukrainian. The stops of
// initials fall away.
func joinedSigns(raw string) string {
	if !hasJoinedSigns(raw) {
		return raw
	}
	return strings.Map(func(r rune) rune {
		switch findClass(r) {
		case stop:
			return -1
		case apostrophe:
			return apostropheOf(raw)
		case quote:
			return '״'
		}
		return r
	}, raw)
}

func hasJoinedSigns(raw string) bool {
	t := classTable()
	for _, r := range raw {
		if c := classOf(t, r); c == stop || c == apostrophe || c == quote {
			return true
		}
	}
	return false
}

func apostropheOf(raw string) rune {
	if strings.ContainsFunc(raw, func(r rune) bool { return unicode.Is(unicode.Hebrew, r) }) {
		return '׳'
	}
	return 'ʼ'
}

// capitals reports whether raw is written in capitals only, and whether they
// are Greek, which drop their accents.
func capitals(raw string) (capital, free bool) {
	for _, r := range raw {
		switch {
		case unicode.IsUpper(r):
			capital = true
			free = free || unicode.Is(unicode.Greek, r)
		case unicode.IsLetter(r):
			return false, false
		}
	}
	return capital, free && utf8.RuneCountInString(raw) > 1
}

// is reports whether a word of a text is q itself: the same letters, with all
// marks that were typed.
func (q *word) is(t *word) bool {
	return q.hash == t.hash && q.bare == t.bare && (!q.hasMark || t.free || allMarked(q.marked, t.marked))
}

// finds reports whether a word of a text is q or an inflected form of it.
func (q *word) finds(t *word) bool {
	if q.hash == t.hash && !q.sheds {
		return q.is(t) // other marks make another word: "papá" is no form of "papa"
	}
	for i := range q.forms {
		for j := range t.forms {
			if q.forms[i].finds(&t.forms[j]) {
				return true
			}
		}
	}
	return false
}

func (q *form) finds(t *form) bool {
	return q.hash == t.hash && (q.marked == "" || t.marked != "" && allMarked(q.marked, t.marked))
}

// begins reports whether a word of a text begins with q.
func (q *word) begins(t *word) bool {
	if !strings.HasPrefix(t.bare, q.bare) {
		return false
	}
	return !q.hasMark || t.free || allMarked(q.marked, t.marked)
}

// allMarked is lang.AllMarked, which has to look at each letter, where it is
// not plain: most words are marked in one way.
func allMarked(asked, found string) bool { return asked == found || lang.AllMarked(asked, found) }
