package feeds

import (
	"regexp"
	"strings"
	"time"
	"unicode"
)

func markAtStart(words, end string) *regexp.Regexp {
	return regexp.MustCompile(`(?i)^[\s\[\(【「［（<〈*]*(` + words + `)` + end)
}

// ReadMarkers reads the editorial lines of newsrooms at the start of title,
// summary and content: "EMBARGOED UNTIL 10:00 GMT 5 May 2026", "KILL",
// "更正：…". Fields that say the same are not overruled. Of an item that is killed
// nothing is left but what a tombstone says, and what it is otherwise.
func ReadMarkers(it *Item, zone *time.Location) { it.obey(readMarkers(it, zone)) }

// readMarkers gives the kill that the title says, if it says one.
func readMarkers(it *Item, zone *time.Location) (k kill) {
	content, body := it.Content, Text(opening(it.Content))
	if readEmbargoes(it, body, zone); it.Content != content {
		body = Text(opening(it.Content))
	}
	body = firstLine(body)
	lead := firstText(firstLine(it.Summary), body)
	if k = readKill(it.Title); k.word != "" {
		k.note = firstText(it.Note, strings.TrimSpace(it.Title+"\n"+lead))
	}
	if it.Note == "" {
		it.Note = correctionNote(it, body)
	}
	return k
}

// opening is the first block of clean HTML.
func opening(content string) string {
	content = content[:min(len(content), 2000)]
	for _, end := range []string{"</p>", "<br", "</div>", "</li>", "</h"} {
		content, _, _ = strings.Cut(content, end)
	}
	return content
}

// firstLine is the first line of a text, at most 400 characters.
func firstLine(text string) string {
	line, _, _ := strings.Cut(text, "\n")
	return shorten(strings.TrimSpace(line), 400)
}

// beginnings are the first two letters of all markers. Few texts begin so, and
// the patterns are slow.
var beginnings = firstLetters(embargoWords, killOrders, killWords, correctionWords, correctionLabels, "korrigiert|gecorrigeerd|исправляет")

func firstLetters(lists ...string) map[[2]rune]bool {
	set := map[[2]rune]bool{}
	for _, list := range lists {
		for word := range strings.SplitSeq(list, "|") {
			set[twoLetters(word)] = true
		}
	}
	return set
}

func twoLetters(s string) (two [2]rune) {
	n := 0
	for _, r := range s {
		if two[n] = unicode.ToLower(r); n == 1 {
			break
		}
		n++
	}
	return two
}

// markSigns may stand before a marker.
const markSigns = " \t\n\r\f[(【「［（<〈*"

// mayBeMarked reports whether s can begin with a marker.
func mayBeMarked(s string) bool {
	return beginnings[twoLetters(strings.TrimLeft(s, markSigns))]
}

// mark is the marker at the start of s, or "".
func mark(pattern *regexp.Regexp, s string) string {
	if !mayBeMarked(s) {
		return ""
	}
	if m := pattern.FindStringSubmatch(s); m != nil {
		return m[1]
	}
	return ""
}

// isShouted reports a marker in capitals, where its script has them: "Kill:" may
// begin the title of a film.
func isShouted(s string) bool {
	return strings.IndexFunc(s, unicode.IsLower) < 0
}
