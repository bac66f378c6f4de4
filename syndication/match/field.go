package match

import (
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/silkwire/silkwire/feeds/lang"
)

// fields are what may stand before a colon.
var fields = []string{"topic", "lang", "source", "title", "author"}

// similar names that people type for a field.
var similar = map[string]string{
	"language": "lang", "langue": "lang", "l": "lang", "headline": "title", "intitle": "title", "subject": "title",
	"tag": "topic", "category": "topic", "medtop": "topic:medtop", "site": "source", "feed": "source", "from": "source", "by": "author", "writer": "author",
}

// fielded = field primary
func (p *parser) fielded() (*node, error) {
	name := p.tok
	name.text = strings.ToLower(plainText([]rune(name.text)))
	if !slices.Contains(fields, name.text) {
		return nil, unknownField(name)
	}
	if p.field != "" {
		return nil, mistake(name.pos, "write one of them", "%s: inside %s: expected a word", name.text, p.field)
	}
	if p.lex.pos < len(p.lex.text) && isBlank(p.lex.text[p.lex.pos]) || p.lex.pos == len(p.lex.text) {
		return nil, mistake(name.end, "write "+examples[name.text]+", without a space", "nothing stands right after %s:", name.text)
	}
	p.field = name.text
	defer func() { p.field = "" }()
	if err := p.advance(); err != nil {
		return nil, err
	}
	if p.tok.sym == symNot {
		return nil, mistake(p.tok.pos, "write -"+examples[name.text], "the sign of an exclusion stands before the field, not after it")
	}
	n, err := p.primary()
	if err == nil {
		n.pos = name.pos
	}
	return n, err
}

var examples = map[string]string{
	"topic": "topic:smart-city", "lang": "lang:zh", "source": "source:silkroad-*", "title": "title:summit", "author": "author:Okafor",
}

func unknownField(name token) error {
	hint := `put it in quotes if you look for the text itself; the fields are topic:, lang:, source:, title: and author:`
	if s, ok := similar[name.text]; ok {
		hint = "write " + s + ":"
	}
	for _, field := range fields {
		if Distance(field, name.text) <= 2 {
			hint = "write " + field + ":"
		}
	}
	return mistake(name.pos, hint, "“%s:” is not a field", name.text)
}

// Distance is the number of bytes to change, add or leave out to make b of a
// (Levenshtein's): small between a word and its misspelling.
func Distance(a, b string) int {
	row := make([]int, len(b)+1)
	for j := range row {
		row[j] = j
	}
	for i := range len(a) {
		diagonal := row[0]
		row[0] = i + 1
		for j := range len(b) {
			cost := diagonal
			if a[i] != b[j] {
				cost++
			}
			diagonal = row[j+1]
			row[j+1] = min(cost, row[j]+1, diagonal+1)
		}
	}
	return row[len(b)]
}

// name joins the parts of a name with colons in it: medtop:20000763.
func (p *parser) name() error {
	first := p.tok
	var text strings.Builder
	for p.tok.sym == symField {
		text.WriteString(p.tok.text + ":")
		end := p.tok.end
		if err := p.advance(); err != nil {
			return err
		}
		if p.tok.pos != end || p.tok.sym != symField && p.tok.sym != symWord && p.tok.sym != symPrefix {
			return mistake(end, "write topic:medtop:20000763", "expected a code right after “%s”", text.String())
		}
	}
	p.tok.text = text.String() + p.tok.text
	p.tok.pos = first.pos
	return nil
}

// leaf = word | phrase | prefix
func (p *parser) leaf() (*node, error) {
	if p.terms++; p.terms > MaxTerms {
		return nil, mistake(p.tok.pos, "make topics of parts of it", "too many words, at most %d", MaxTerms)
	}
	if p.field == "topic" || p.field == "source" {
		if err := p.name(); err != nil {
			return nil, err
		}
	}
	t, err := p.term()
	if err != nil {
		return nil, err
	}
	return &node{op: opTerm, term: t, forms: spelledForms(t), pos: t.pos}, p.advance()
}

func (p *parser) term() (*term, error) {
	t := &term{field: p.field, text: p.tok.text, pos: p.tok.pos}
	switch p.field {
	case "lang":
		return t, p.langTerm(t)
	case "source":
		return t, p.sourceTerm(t)
	case "topic":
		return t, p.topicTerm(t)
	}
	switch p.tok.sym {
	case symPhrase:
		t.kind = phraseTerm
	case symPrefix:
		t.kind = prefixTerm
		if err := checkPrefix(t); err != nil {
			return nil, err
		}
	}
	if n := len(readPattern(t, und).elems); n > MaxPhrase {
		return nil, mistake(t.pos, "look for a part of it", "the phrase is too long: %d words, at most %d", n, MaxPhrase)
	}
	return t, nil
}

// checkPrefix refuses a beginning so short that it says nothing.
func checkPrefix(t *term) error {
	w := readPattern(t, und)
	if len(w.elems) == 0 || len(w.elems) == 1 && w.elems[0].word != nil && utf8.RuneCountInString(w.elems[0].word.bare) < 2 {
		return mistake(t.pos, "write more of the word, such as econom*", "“%s*” is too short: expected two letters or more before the *", t.text)
	}
	return nil
}

func (p *parser) langTerm(t *term) error {
	t.kind, t.field = langTerm, ""
	tag := lang.Canonical(t.text)
	if p.tok.sym == symPrefix {
		return mistake(t.pos, "write lang:"+t.text+": it covers all its regions and scripts", "a language code cannot end with a “*”")
	}
	if tag == lang.Und && !strings.EqualFold(t.text, lang.Und) {
		hint := "write a code such as lang:zh, lang:pt-BR or lang:und"
		if code, ok := languageCodes[strings.ToLower(t.text)]; ok {
			hint = "write lang:" + code
		}
		return mistake(t.pos, hint, "“%s” is not a language code", p.tok.text)
	}
	t.text = tag
	return nil
}

// languageCodes are what people take for the code of a language.
var languageCodes = map[string]string{
	"english": "en", "chinese": "zh", "cn": "zh", "mandarin": "zh", "japanese": "ja", "jp": "ja", "korean": "ko",
	"arabic": "ar", "french": "fr", "français": "fr", "german": "de", "deutsch": "de", "spanish": "es", "español": "es",
	"portuguese": "pt", "russian": "ru", "русский": "ru", "ukrainian": "uk", "hebrew": "he", "hindi": "hi", "persian": "fa", "farsi": "fa",
	"turkish": "tr", "italian": "it", "greek": "el", "gr": "el", "thai": "th", "中文": "zh", "日本語": "ja", "عربي": "ar", "polish": "pl",
	"danish": "da", "swedish": "sv", "dutch": "nl", "czech": "cs", "vietnamese": "vi", "vn": "vi", "indonesian": "id",
}

func (p *parser) sourceTerm(t *term) error {
	t.kind, t.field = sourceTerm, ""
	if p.tok.sym == symPrefix {
		t.text += "*"
	}
	return p.checkName(t, "source:silkroad-en or source:silkroad-*")
}

func (p *parser) topicTerm(t *term) error {
	t.kind, t.field = topicTerm, ""
	if p.tok.sym == symPrefix {
		return mistake(p.tok.pos, "write topic:"+t.text+" for one topic and all below it", "a topic's id cannot end with a “*”")
	}
	return p.checkName(t, "topic:smart-city")
}

// checkName refuses a name that no source or topic can have: one in quotes has to
// read the same without them.
func (p *parser) checkName(t *term, example string) error {
	name := strings.TrimSuffix(t.text, "*")
	ok := name != "" || t.kind == sourceTerm && t.text == "*"
	for i, r := range name {
		ok = ok && (unicode.In(r, unicode.L, unicode.N, unicode.M) || i > 0 && strings.ContainsRune("-_.:/@+", r))
	}
	if ok && p.tok.sym == symPhrase {
		q, err := Parse(t.String())
		ok = err == nil && q.root.op == opTerm && q.root.term.text == t.text
	}
	if !ok {
		return mistake(t.pos, "write "+example, "“%s” is not a name: expected letters, digits, - and _", t.text)
	}
	return nil
}
