package main

import (
	"bytes"
	"errors"
	"strings"
	"unicode/utf8"

	"github.com/pelletier/go-toml/v2/unstable"
)

// A node is a value of the file with its place, so that every mistake can be
// shown where it is, and all of them at once.
type node struct {
	at     place // of the key, or of an element of a list
	value  place
	kind   unstable.Kind
	text   string // of a string; of any other scalar as written
	plain  bool   // the text stands as it is between two quotes
	list   []*node
	table  map[string]*node
	keys   []string // of table, in the order of the file
	header bool     // a table that has had its [header]
}

// A parsing holds the document that is being turned into nodes.
type parsing struct {
	doc      []byte
	problems *problems
}

// parseTOML gives the tree of a document and tells its problems. A line that
// cannot be read is told and left out, and the rest is read on.
func parseTOML(doc []byte, p *problems) *node {
	doc = bytes.Clone(doc)
	for range maxProblems {
		found := &problems{file: p.file}
		g := &parsing{doc: doc, problems: found}
		root, err := g.tree()
		if err == nil {
			p.list = append(p.list, found.list...)
			return root
		}
		blankLine(doc, g.syntax(err, p))
	}
	return newTable(place{1, 1})
}

// syntax tells a syntax error and gives its offset.
func (g *parsing) syntax(err error, p *problems) int {
	var bad *unstable.ParserError
	if !errors.As(err, &bad) {
		p.add(place{1, 1}, "%s", err)
		return 0
	}
	offset := min(cap(g.doc)-cap(bad.Highlight), len(g.doc))
	p.add(g.place(offset), "%s", g.plainly(offset, bad.Message))
	return offset
}

// plainly tells what stands at offset in words where a program other than an
// editor for plain text put it there.
func (g *parsing) plainly(offset int, message string) string {
	r, size := utf8.DecodeRune(g.doc[offset:])
	switch {
	case r == '\ufeff':
		return "the file begins with a byte order mark; save it as UTF-8 without one"
	case strings.ContainsRune("“”„‟«»＂‘’‚‛＇", r):
		return "the quote " + string(r) + ` is not one that begins a text here; use straight quotes, as in "text"`
	case size > 1:
		return "unexpected character " + string(r) + "; a key, a number, or a text in straight quotes is expected here"
	}
	return message
}

// blankLine takes the line at offset out and keeps all positions. At the end of
// the document it takes the last line that has anything.
func blankLine(doc []byte, offset int) {
	for offset > 0 && (offset >= len(doc) || doc[offset] == '\n' || doc[offset] == '\r') {
		offset--
	}
	start := bytes.LastIndexByte(doc[:offset], '\n') + 1
	for i := start; i < len(doc) && doc[i] != '\n'; i++ {
		doc[i] = ' '
	}
}

func (g *parsing) tree() (*node, error) {
	root := newTable(place{1, 1})
	at := root
	var p unstable.Parser
	p.Reset(g.doc)
	for p.NextExpression() {
		e := p.Expression()
		switch e.Kind {
		case unstable.Table:
			at = g.enter(root, e)
		case unstable.KeyValue:
			g.assign(at, e)
		default:
			first := e.Child()
			g.problems.add(g.place(int(first.Raw.Offset)), "lists of tables are not used here; write [%s] with single brackets", first.Data)
			at = newTable(place{})
		}
	}
	return root, p.Error()
}

// enter follows a [table.header] and gives its table.
func (g *parsing) enter(root *node, e *unstable.Node) *node {
	at, last := root, place{}
	for it := e.Key(); it.Next(); {
		last = g.place(int(it.Node().Raw.Offset))
		at = g.child(at, string(it.Node().Data), last)
	}
	if at.header {
		g.problems.add(last, "this table stands already in line %d; put its keys together", at.at.line)
	}
	at.header, at.at = true, last
	return at
}

// child is the table under key, made if it is new.
func (g *parsing) child(t *node, key string, at place) *node {
	if c, ok := t.table[key]; ok {
		if c.kind == unstable.Table {
			return c
		}
		g.problems.add(at, "%s is a value already, in line %d", key, c.at.line)
		return newTable(at)
	}
	c := newTable(at)
	t.put(key, c)
	return c
}

func (g *parsing) assign(t *node, e *unstable.Node) {
	it := e.Key()
	it.Next()
	for {
		key, at := string(it.Node().Data), g.place(int(it.Node().Raw.Offset))
		if it.IsLast() {
			g.set(t, key, at, e.Value())
			return
		}
		t = g.child(t, key, at)
		it.Next()
	}
}

func (g *parsing) set(t *node, key string, at place, value *unstable.Node) {
	if old, ok := t.table[key]; ok {
		g.problems.add(at, "%s is set already in line %d; remove one of the two", key, old.at.line)
		return
	}
	v := g.node(value)
	v.at = at
	t.put(key, v)
}

func (g *parsing) node(n *unstable.Node) *node {
	v := &node{kind: n.Kind, text: string(n.Data), value: g.place(int(n.Raw.Offset)), plain: int(n.Raw.Length) == len(n.Data)+2}
	v.at = v.value
	switch n.Kind {
	case unstable.Array:
		for it := n.Children(); it.Next(); {
			v.list = append(v.list, g.node(it.Node()))
		}
	case unstable.InlineTable:
		v.kind, v.table = unstable.Table, map[string]*node{}
		for it := n.Children(); it.Next(); {
			g.assign(v, it.Node())
		}
	}
	return v
}

func (g *parsing) place(offset int) place {
	before := g.doc[:min(offset, len(g.doc))]
	start := bytes.LastIndexByte(before, '\n') + 1
	return place{line: 1 + bytes.Count(before, []byte("\n")), column: 1 + utf8.RuneCount(before[start:])}
}

func newTable(at place) *node {
	return &node{at: at, value: at, kind: unstable.Table, table: map[string]*node{}}
}

func (n *node) put(key string, v *node) {
	n.table[key] = v
	n.keys = append(n.keys, key)
}

// what names the kind of a value in words.
func (n *node) what() string {
	switch n.kind {
	case unstable.String:
		return "a text"
	case unstable.Integer, unstable.Float:
		return "a number"
	case unstable.Bool:
		return "true or false"
	case unstable.Array:
		return "a list"
	case unstable.Table:
		return "a table"
	}
	return "a date"
}
