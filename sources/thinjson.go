package sources

import (
	"bytes"
	"encoding/json"
)

// cutJSON finds the items of a JSON Feed; ok is false where the document is not
// what it should be.
func cutJSON(body []byte) (s sketch, ok bool) {
	d := json.NewDecoder(bytes.NewReader(body))
	if t, err := d.Token(); err != nil || t != json.Delim('{') {
		return s, false
	}
	from := 0
	for d.More() {
		key, err := d.Token()
		if err != nil || key == "items" && s.items != nil {
			return s, false
		}
		if key != "items" {
			var value json.RawMessage
			if d.Decode(&value) != nil {
				return s, false
			}
			continue
		}
		if from, ok = s.takeItems(d, body); !ok {
			return s, false
		}
	}
	if _, err := d.Token(); err != nil || len(bytes.TrimSpace(body[d.InputOffset():])) > 0 {
		return s, false
	}
	s.frame = append(s.frame, body[from:]...)
	return s, len(s.items) > 0
}

// takeItems cuts the array of items out; to is the place of its end.
func (s *sketch) takeItems(d *json.Decoder, body []byte) (to int, ok bool) {
	if t, err := d.Token(); err != nil || t != json.Delim('[') {
		return 0, false
	}
	s.frame = append(s.frame, body[:d.InputOffset()]...)
	s.joint = ","
	for d.More() {
		var item json.RawMessage
		if d.Decode(&item) != nil {
			return 0, false
		}
		s.items, s.at = append(s.items, item), append(s.at, len(s.frame))
	}
	to = int(d.InputOffset())
	to += max(bytes.IndexByte(body[to:], ']'), 0)
	_, err := d.Token()
	return to, err == nil
}
