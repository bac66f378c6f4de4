package main

import (
	"bytes"
	"cmp"
	"encoding/xml"
	"errors"
	"fmt"
	"net/url"
	"strconv"
	"strings"

	"golang.org/x/net/html/charset"

	"github.com/silkwire/silkwire/feeds/lang"
)

// What a list of feeds may have at most: no newsroom reads more.
const (
	maxOutlines = 10_000
	maxFolders  = 32 // one within the other
)

// importOPML prints the sources of a document as tables of a configuration.
func importOPML(c console, name string, doc []byte) error {
	list, err := readOPML(doc)
	if err != nil {
		return fmt.Errorf("%s: %w", name, err)
	}
	taken, known := map[string]bool{}, map[string]bool{}
	for _, o := range list {
		address := cmp.Or(o.XMLURL, o.URL)
		if !isWebAddress(address) {
			fmt.Fprintf(c.err, "silkwire: %q is left out: %q is no web address\n", o.Text, address)
			continue
		}
		if known[address] {
			continue
		}
		known[address] = true
		o.print(c, nameOf(o, address, taken), address)
	}
	if len(known) == 0 {
		return fmt.Errorf("%s: it names no feed", name)
	}
	return nil
}

// readOPML gives the feeds of a document, those in folders too. Folders deeper
// than maxFolders are refused before anything is made of them.
func readOPML(doc []byte) ([]outline, error) {
	d := xml.NewDecoder(bytes.NewReader(doc))
	d.CharsetReader = charset.NewReaderLabel
	var list []outline
	depth, root := 0, ""
	for {
		token, err := d.Token()
		if token == nil && depth == 0 && root == "opml" {
			return list, nil
		}
		if err != nil {
			return nil, notOPML(d, err, root)
		}
		switch t := token.(type) {
		case xml.EndElement:
			depth--
		case xml.StartElement:
			depth++
			root = cmp.Or(root, t.Name.Local)
			if root != "opml" {
				return nil, notOPML(d, errors.New("it begins with <"+root+">"), root)
			}
			if depth > maxFolders {
				return nil, fmt.Errorf("more than %d folders stand one within the other", maxFolders)
			}
			if o := outlineOf(t); o.XMLURL != "" || o.URL != "" {
				list = append(list, o)
			}
			if len(list) > maxOutlines {
				return nil, fmt.Errorf("it names more than %d feeds; take it in parts", maxOutlines)
			}
		}
	}
}

func notOPML(d *xml.Decoder, err error, root string) error {
	line, column := d.InputPos()
	if root == "opml" {
		return fmt.Errorf("%d:%d: %w", line, column, err)
	}
	return fmt.Errorf("%d:%d: this is no OPML, the list of feeds that feed readers export: %w", line, column, err)
}

func outlineOf(t xml.StartElement) (o outline) {
	if t.Name.Local != "outline" {
		return o
	}
	for _, a := range t.Attr {
		switch strings.ToLower(a.Name.Local) {
		case "text":
			o.Text = a.Value
		case "title":
			o.Title = a.Value
		case "language":
			o.Language = a.Value
		case "xmlurl":
			o.XMLURL = strings.TrimSpace(a.Value)
		case "url":
			o.URL = strings.TrimSpace(a.Value)
		}
	}
	return o
}

// nameOf makes a name of a source from what the list calls it, else from its host.
func nameOf(o outline, address string, taken map[string]bool) string {
	name := slug(cmp.Or(o.Text, o.Title))
	if u, err := url.Parse(address); name == "" && err == nil {
		name = slug(strings.TrimPrefix(u.Hostname(), "www."))
	}
	name = cmp.Or(name, "source")
	for n, first := 2, name; taken[name]; n++ {
		name = first + "-" + strconv.Itoa(n)
	}
	taken[name] = true
	return name
}

func (o outline) print(c console, name, address string) {
	fmt.Fprintf(c.out, "[sources.%s]\nurl = %s\n", name, quoteTOML(address))
	if title := cmp.Or(o.Title, o.Text); title != "" && title != name {
		fmt.Fprintf(c.out, "title = %s\n", quoteTOML(title))
	}
	if o.XMLURL == "" {
		fmt.Fprintln(c.out, `kind = "page"`)
	}
	if lang.Valid(o.Language) && o.Language != "" {
		fmt.Fprintf(c.out, "language = %s\n", quoteTOML(lang.Name(o.Language)))
	}
	fmt.Fprintln(c.out)
}
