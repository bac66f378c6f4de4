package match

import (
	"strings"
	"unicode/utf8"
)

// Limits of a query. They are far beyond what a person types.
const (
	MaxLength = 10_000 // characters
	MaxTerms  = 1_000
	MaxDepth  = 30 // parentheses
	MaxPhrase = 64 // words of a phrase, or characters of a script without spaces
)

// Parse reads a query; a mistake is a *SyntaxError.
func Parse(text string) (*Query, error) {
	if !utf8.ValidString(text) {
		valid := strings.ToValidUTF8(text, "\uFFFD")
		at := utf8.RuneCountInString(valid[:strings.IndexRune(valid, utf8.RuneError)])
		return nil, mistake(at+1, "type it again, or save the file as UTF-8", "this character is damaged: it is no UTF-8")
	}
	p := &parser{lex: lexer{text: []rune(text)}}
	if n := len(p.lex.text); n > MaxLength {
		return nil, mistake(MaxLength+1, "split it into several subscriptions or topics", "the query is too long: %d characters, at most %d", n, MaxLength)
	}
	if err := p.advance(); err != nil {
		return nil, err
	}
	return p.query()
}

// A parser reads a query by recursive descent. tok is the token at hand.
type parser struct {
	lex   lexer
	tok   token
	last  token // the one before tok
	terms int
	depth int
	field string // of the words in a group such as title:(…); "" outside
}

func (p *parser) advance() error {
	p.last = p.tok
	tok, err := p.lex.next()
	p.tok = tok
	return err
}

// query = or end
func (p *parser) query() (*Query, error) {
	if p.tok.sym == symEnd {
		return nil, mistake(1, `write a word, such as Shanghai or "smart city"`, "the query is empty")
	}
	root, err := p.or()
	if err != nil {
		return nil, err
	}
	if p.tok.sym == symClose {
		return nil, mistake(p.tok.pos, "take it away, or put a ( where the group begins", "this bracket closes nothing: expected a word or the end")
	}
	return &Query{root: root, warnings: warn(root)}, nil
}

// or = and { "OR" and }
func (p *parser) or() (*node, error) {
	first, err := p.and()
	if err != nil {
		return nil, err
	}
	all := []*node{first}
	for p.tok.sym == symOr {
		if err := p.advance(); err != nil {
			return nil, err
		}
		next, err := p.and()
		if err != nil {
			return nil, err
		}
		all = append(all, next)
	}
	return join(opOr, all), nil
}

// and = not { ["AND"] not }
func (p *parser) and() (*node, error) {
	first, err := p.not()
	if err != nil {
		return nil, err
	}
	all := []*node{first}
	for p.tok.sym != symOr && p.tok.sym != symClose && p.tok.sym != symEnd {
		if p.tok.sym == symAnd {
			if err := p.advance(); err != nil {
				return nil, err
			}
		}
		next, err := p.not()
		if err != nil {
			return nil, err
		}
		all = append(all, next)
	}
	return join(opAnd, all), nil
}

// join makes one node of several; what is joined the same way becomes one level.
func join(how op, all []*node) *node {
	if len(all) == 1 {
		return all[0]
	}
	n := &node{op: how, pos: all[0].pos}
	for _, kid := range all {
		if kid.op == how {
			n.kids = append(n.kids, kid.kids...)
		} else {
			n.kids = append(n.kids, kid)
		}
	}
	return n
}

// not = [ "-" | "NOT" ] primary
func (p *parser) not() (*node, error) {
	if p.tok.sym != symNot {
		return p.primary()
	}
	sign := p.tok
	if err := p.advance(); err != nil {
		return nil, err
	}
	if p.tok.sym == symNot {
		return nil, mistake(p.tok.pos, "leave both out", "this excludes an exclusion: expected a word after the first “%s”", sign.text)
	}
	kid, err := p.primary()
	if err != nil {
		return nil, err
	}
	if kid.op == opNot {
		return nil, mistake(sign.pos, "leave both out", "this excludes an exclusion")
	}
	return &node{op: opNot, kids: []*node{kid}, pos: sign.pos}, nil
}

// primary = "(" or ")" | field primary | word | phrase | prefix
func (p *parser) primary() (*node, error) {
	switch p.tok.sym {
	case symOpen:
		return p.group()
	case symField:
		if p.field == "topic" || p.field == "source" {
			return p.leaf()
		}
		return p.fielded()
	case symWord, symPhrase, symPrefix:
		return p.leaf()
	}
	return nil, p.missing()
}

// group = "(" or ")"
func (p *parser) group() (*node, error) {
	open := p.tok
	if p.depth++; p.depth > MaxDepth {
		return nil, mistake(open.pos, "make a topic of a part of it", "too many brackets inside each other, at most %d", MaxDepth)
	}
	if err := p.advance(); err != nil {
		return nil, err
	}
	if p.tok.sym == symClose {
		return nil, mistake(open.pos, "write words between the brackets, or take them away", "nothing stands between these brackets")
	}
	n, err := p.or()
	if err != nil {
		return nil, err
	}
	if p.tok.sym != symClose {
		return nil, mistake(open.pos, "put a ) where the group ends", "this bracket is not closed")
	}
	p.depth--
	n.grouped = true
	if n.op == opAnd {
		for _, kid := range n.kids {
			kid.grouped = true // also where the group becomes part of a longer AND
		}
	}
	return n, p.advance()
}

// missing tells what stands where a word was expected.
func (p *parser) missing() error {
	at := p.tok
	switch p.last.sym {
	case symOr, symAnd:
		word := strings.ToUpper(p.last.text)
		if at.sym == symEnd || at.sym == symClose {
			return mistake(p.last.pos, "write another word after it, or take it away", "nothing follows %s: expected a word", word)
		}
		return mistake(at.pos, "take one of them away", "%s follows %s: expected a word between them", at.text, word)
	case symNot:
		return mistake(p.last.pos, "write NOT sport, or take it away", "nothing to exclude follows “%s”: expected a word", p.last.text)
	}
	if at.sym == symOr || at.sym == symAnd {
		return mistake(at.pos, `take it away, or write "`+at.text+`" in quotes if you look for the word`, "nothing stands before %s: expected a word", at.text)
	}
	if at.sym == symEnd {
		return mistake(p.last.pos, "write a word after it, or take it away", "nothing follows “%s”: expected a word", p.last.text)
	}
	return mistake(at.pos, "take it away", "expected a word, not “%s”", at.text)
}
