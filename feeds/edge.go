package feeds

import "time"

// Text is the plain text of an HTML fragment: entities decoded, blocks
// separated by line breaks, white space folded, scripts and styles left out.
func Text(html string) string { panic("not built yet") }

// CleanHTML keeps of an HTML fragment what a partner may print: paragraphs,
// headings, lists, tables, links, figures and captions, dir and lang; links are
// made absolute against base. Scripts, styles, forms, frames, event handlers
// and tracking pixels are gone.
func CleanHTML(html, base string) string { panic("not built yet") }

// ParseTime reads a date as publishers write them, in any of the languages of
// DESIGN's list. zone serves dates without one and ambiguous abbreviations
// (CST); nil is UTC. ok is false if no date can be read with certainty.
func ParseTime(s string, zone *time.Location) (t Time, ok bool) { panic("not built yet") }

// CanonicalLink makes link absolute against base and takes tracking parameters
// and the fragment off. "" if it is not an http or https address.
func CanonicalLink(link, base string) string { panic("not built yet") }
