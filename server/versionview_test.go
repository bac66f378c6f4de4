package server

import (
	"testing"

	"github.com/silkwire/silkwire/syndication"
)

// A row without a title, such as a withdrawal, does not hide that the title changed.
func TestVersionsTellBothTitlesWhateverCameBetween(t *testing.T) {
	w := wordsFor("en")
	list := versionsOf([]syndication.Telling{ // the newest on top
		{Kind: syndication.Reinstatement, Title: "T2"},
		{Kind: syndication.Withdrawal},
		{Kind: syndication.Correction, Title: "T1"},
		{Kind: syndication.New, Title: "T1"},
	}, w)
	for i, v := range list {
		before, after := "", ""
		if i == 0 {
			before, after = "T1", "T2"
		}
		if v.Before != before || v.After != after {
			t.Errorf("%s tells %q to %q, want %q to %q", v.Kind, v.Before, v.After, before, after)
		}
	}
	for _, v := range versionsOf([]syndication.Telling{{Kind: syndication.Withdrawal}, {Kind: syndication.New}}, w) {
		if v.Before != "" || v.After != "" {
			t.Errorf("a story that is gone tells %q to %q", v.Before, v.After)
		}
	}
}
