package syndication

// A Topic is an editor's concept.
type Topic struct {
	ID       string
	Label    map[string]string // by language; "" is for all others
	Keywords map[string]string // queries by language
	Medtop   string            // IPTC Media Topic, eight digits; "" if none
	Parent   string
}
