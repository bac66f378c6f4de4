package main

import (
	"context"
	"encoding/xml"
	"fmt"
	"io"

	"github.com/silkwire/silkwire/sources"
	"github.com/silkwire/silkwire/syndication"
)

// runExport prints everything that the store holds, or the sources.
func runExport(ctx context.Context, c console, args []string) error {
	f := flagsOf(c, "export", "[-config FILE] [-opml]")
	file := f.String("config", "config.toml", "the configuration file")
	asOPML := f.Bool("opml", false, "only the sources, as OPML for feed readers")
	if rest, err := parseFlags(f, args); err != nil || len(rest) > 0 {
		return orTooMany(err, rest)
	}
	if *asOPML {
		config, err := loadConfig(*file)
		if err != nil {
			return err
		}
		return exportOPML(c, config.Sources)
	}
	return onStore(ctx, c, *file, func(_ *Config, desk *syndication.Desk) error { return desk.Export(ctx, c.out) })
}

// An opml is a list of sources (OPML 2.0).
type opml struct {
	XMLName  xml.Name  `xml:"opml"`
	Version  string    `xml:"version,attr"`
	Title    string    `xml:"head>title"`
	Outlines []outline `xml:"body>outline"`
}

// An outline is a feed, a page (a link), or a folder of them.
type outline struct {
	Text     string    `xml:"text,attr"`
	Title    string    `xml:"title,attr,omitempty"`
	Type     string    `xml:"type,attr,omitempty"`
	Language string    `xml:"language,attr,omitempty"`
	XMLURL   string    `xml:"xmlUrl,attr,omitempty"`
	URL      string    `xml:"url,attr,omitempty"`
	Outlines []outline `xml:"outline"`
}

// exportOPML leaves out what may be a key: such a list is made to be given away.
func exportOPML(c console, list []sources.Source) error {
	doc := opml{Version: "2.0", Title: "Silkwire"}
	for i := range list {
		s := &list[i]
		o := outline{Text: s.Name, Title: s.Title, Type: "rss", Language: s.Language, XMLURL: s.Address()}
		if s.Kind == sources.PageKind {
			o.Type, o.XMLURL, o.URL = "link", "", s.Address()
		}
		if s.Address() != s.URL {
			fmt.Fprintf(c.err, "silkwire: source %s: user, password and query of its address are left out: they may be keys\n", s.Name)
		}
		doc.Outlines = append(doc.Outlines, o)
	}
	body, err := xml.MarshalIndent(doc, "", "  ")
	if err != nil {
		return err
	}
	_, err = io.WriteString(c.out, xml.Header+string(body)+"\n")
	return err
}
