package sources

import (
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"time"
)

// fingerprint changes when a source must be read afresh, though its document
// may be the same: another address, zone, language or rule.
func (s *Source) fingerprint() string {
	zone := ""
	if s.Zone != nil {
		zone = s.Zone.String() + time.Unix(0, 0).In(s.Zone).Format(" -0700")
	}
	return fingerprint(fmt.Appendf(nil, "%q %q %q %q %t %q", s.URL, s.Kind, s.Language, zone, s.Embargo, s.Selectors))
}

// under is m as far as it still holds for src.
func (m Memory) under(src *Source) Memory {
	settings := src.fingerprint()
	if m.Settings == settings {
		return m
	}
	return Memory{
		Settings: settings, Title: m.Title, LastPoll: m.LastPoll, LastSuccess: m.LastSuccess, LastItem: m.LastItem,
		Items: m.Items, Known: m.Known, PerDay: m.PerDay, Silence: m.Silence, Condition: m.Condition, Since: m.Since,
	}
}

func fingerprint(data []byte) string {
	sum := sha256.Sum256(data)
	return hex.EncodeToString(sum[:12])
}
