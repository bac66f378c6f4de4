package sources

import (
	"bytes"
	"encoding/binary"
	"hash/fnv"
	"regexp"
)

// Most of a changed document is unchanged: its items. thin leaves those out
// whose bytes were received before, so that only the new ones are parsed.

// maxThin bounds the items whose hashes are remembered; larger documents are
// always read whole.
const maxThin = 1000

// A sketch is a feed document cut into its items and what is around them.
type sketch struct {
	frame []byte   // all but the items
	at    []int    // for each item, its place in frame
	items [][]byte // parts of the document
	joint string   // between two items
}

// volatile are the elements of a frame that change with every document.
var volatile = regexp.MustCompile(`(?s)<(lastBuildDate|pubDate|updated|dc:date|modified)\b[^>]*>.*?</(?:lastBuildDate|pubDate|updated|dc:date|modified)>`)

// declared is what a frame must say for its items to be read without their
// neighbours, by which a language may be told.
var declared = regexp.MustCompile(`<(?:dc:)?language>|xml:lang=|"language"\s*:`)

// thin gives body without the items that are known, and what to remember of it.
// What cannot be cut with certainty is given whole.
func (v *visit) thin(body []byte) (thinned []byte, seen []byte) {
	find := cut
	if bytes.HasPrefix(body, []byte("{")) {
		find = cutJSON
	}
	s, ok := find(body)
	if !ok || len(s.items) > maxThin {
		v.thinned = false
		return body, nil
	}
	seen = s.hashes()
	known := v.memory.Seen
	whole := len(known) < 8 || !bytes.Equal(known[:8], seen[:8]) || len(v.memory.Repairs) > 0 ||
		v.source.Language == "" && !declared.Match(s.frame)
	if whole {
		return body, seen
	}
	v.thinned, v.items = true, len(s.items)
	return s.without(known[8:], seen[8:]), seen
}

// hashes packs that of the frame, and then those of the items, eight bytes each.
func (s *sketch) hashes() []byte {
	packed := binary.BigEndian.AppendUint64(nil, sum64(volatile.ReplaceAll(s.frame, nil)))
	for _, item := range s.items {
		packed = binary.BigEndian.AppendUint64(packed, sum64(item))
	}
	return packed
}

// without joins the frame and the items that are not known.
func (s *sketch) without(known, seen []byte) []byte {
	set := make(map[uint64]bool, len(known)/8)
	for i := 0; i+8 <= len(known); i += 8 {
		set[binary.BigEndian.Uint64(known[i:])] = true
	}
	out := make([]byte, 0, len(s.frame)+4096)
	from, joint := 0, ""
	for i, item := range s.items {
		out = append(out, s.frame[from:s.at[i]]...)
		from = s.at[i]
		if !set[binary.BigEndian.Uint64(seen[8*i:])] {
			out = append(append(out, joint...), item...)
			joint = s.joint
		}
	}
	return append(out, s.frame[from:]...)
}

// cut finds the items of an RSS, RDF or Atom document; ok is false if that
// cannot be done by looking at its tags alone.
func cut(body []byte) (s sketch, ok bool) {
	if bytes.IndexByte(body[:min(len(body), 200)], 0) >= 0 { // UTF-16
		return s, false
	}
	begin, from, pos := -1, 0, 0
	for {
		i := bytes.IndexByte(body[pos:], '<')
		if i < 0 {
			break
		}
		pos += i
		rest := body[pos:]
		switch {
		case bytes.HasPrefix(rest, []byte("<!--")):
			pos = past(body, pos, "-->")
		case bytes.HasPrefix(rest, []byte("<![CDATA[")):
			pos = past(body, pos, "]]>")
		case isTag(rest, "<item"), isTag(rest, "<entry"):
			if begin >= 0 {
				return s, false
			}
			s.frame = append(s.frame, body[from:pos]...)
			begin = pos
			pos++
		case isTag(rest, "</item"), isTag(rest, "</entry"):
			end := past(body, pos, ">")
			if begin < 0 || end < 0 {
				return s, false
			}
			s.at = append(s.at, len(s.frame))
			s.items = append(s.items, body[begin:end])
			begin, from, pos = -1, end, end
		default:
			pos++
		}
		if pos < 0 {
			return s, false
		}
	}
	s.frame = append(s.frame, body[from:]...)
	return s, begin < 0 && len(s.items) > 0
}

// past is the place after the next mark; -1 if there is none.
func past(body []byte, pos int, mark string) int {
	i := bytes.Index(body[pos:], []byte(mark))
	if i < 0 {
		return -1
	}
	return pos + i + len(mark)
}

func isTag(rest []byte, tag string) bool {
	return bytes.HasPrefix(rest, []byte(tag)) && len(rest) > len(tag) && bytes.IndexByte([]byte(" \t\r\n>/"), rest[len(tag)]) >= 0
}

// sum64 must be the same after a restart.
func sum64(data []byte) uint64 {
	h := fnv.New64a()
	h.Write(data)
	return h.Sum64()
}
