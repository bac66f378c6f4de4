package server

import (
	"encoding/binary"
	"hash/maphash"

	"github.com/silkwire/silkwire/feeds"
)

// An itemKey is a hash of all that an encoded item depends on. Its seeds are
// random, so that nobody can make two items that share one.
type itemKey [2]uint64

// A keyring makes itemKeys.
type keyring [2]maphash.Seed

func newKeyring() keyring { return keyring{maphash.MakeSeed(), maphash.MakeSeed()} }

// keys are those of items.
func (k *keyring) keys(items []feeds.Item) []itemKey {
	list := make([]itemKey, len(items))
	text := make([]byte, 0, 8<<10) // on the stack, enough for most
	for i := range items {
		text = appendItem(text[:0], &items[i])
		list[i] = itemKey{maphash.Bytes(k[0], text), maphash.Bytes(k[1], text)}
	}
	return list
}

// appendItem writes every field that documents show, each so that no two items
// that differ are written alike.
func appendItem(b []byte, it *feeds.Item) []byte {
	b = appendTexts(b, it.ID, it.Link, it.Title, it.Summary, it.Content, it.Language, it.Origin.Title, it.Origin.Link,
		it.Credit, it.Place, it.Section, it.Note, string(it.Status))
	b = appendNumbers(b, int64(it.Urgency), int64(len(it.Authors)), int64(len(it.Topics)), int64(len(it.Keywords)), int64(len(it.Media)))
	b = appendTime(appendTime(b, it.Published), it.Updated)
	for _, p := range it.Authors {
		b = appendTexts(b, p.Name, p.Email, p.URL)
	}
	for _, c := range it.Topics {
		b = appendTexts(b, c.Term, c.Scheme, c.Label)
	}
	b = appendTexts(b, it.Keywords...)
	for _, m := range it.Media {
		b = appendTexts(b, m.URL, m.Type, m.Title, m.Alt, m.Credit)
		b = appendNumbers(b, m.Length, int64(m.Width), int64(m.Height), int64(m.Seconds))
	}
	for _, t := range it.Translations {
		b = appendTexts(b, t.Language, t.Link, t.ID, t.Title)
	}
	return b
}

func appendTexts(b []byte, texts ...string) []byte {
	for _, s := range texts {
		b = append(binary.AppendUvarint(b, uint64(len(s))), s...)
	}
	return b
}

func appendNumbers(b []byte, numbers ...int64) []byte {
	for _, n := range numbers {
		b = binary.AppendVarint(b, n)
	}
	return b
}

func appendTime(b []byte, t feeds.Time) []byte {
	_, offset := t.Zone()
	dateOnly := int64(0)
	if t.DateOnly {
		dateOnly = 1
	}
	return appendTexts(appendNumbers(b, t.Unix(), int64(t.Nanosecond()), int64(offset), dateOnly), t.Original)
}
