package main

import (
	"bytes"
	"slices"
	"testing"
	"time"

	"github.com/silkwire/silkwire/feeds"
	"github.com/silkwire/silkwire/sources"
	"github.com/silkwire/silkwire/syndication"
)

// The demo's editor gives back what an agency withdrew, not what a visitor did.
func TestTheDemosEditorLeavesVisitorsAlone(t *testing.T) {
	s := newShell(t, "[sources.nile]\nurl = \"http://nile.example/feed\"\n[outlets.cairo]\nsources = [\"nile\"]\npublic = true\n")
	at := feeds.Time{Time: time.Now()}
	s.receive("nile",
		feeds.Item{ID: "gauge", Title: "منسوب النيل عند أسوان", Content: "<p>840</p>", Language: "ar", Published: at},
		feeds.Item{ID: "ferry", Title: "عبّارة جديدة في الأقصر", Content: "<p>12</p>", Language: "ar", Published: at})
	err := onStore(t.Context(), console{nil, &bytes.Buffer{}, &bytes.Buffer{}}, s.config, func(config *Config, desk *syndication.Desk) error {
		if err := desk.Configure(t.Context(), config.Setup); err != nil {
			return err
		}
		gone := feeds.Tombstone{ID: "gauge", When: at}
		if err := desk.Receive(t.Context(), &sources.Source{Name: "nile"}, &feeds.Feed{Deleted: []feeds.Tombstone{gone}}); err != nil {
			return err
		}
		list, err := desk.Stories(t.Context(), syndication.Selection{})
		if err != nil {
			return err
		}
		i := slices.IndexFunc(list, func(s syndication.Story) bool { return s.Origins[0].Item.ID == "ferry" })
		if err := desk.Withdraw(t.Context(), list[i].ID, ""); err != nil {
			return err
		}
		for range 2 { // the second time there is nothing to give back
			if err := reinstateOne(t.Context(), desk); err != nil {
				return err
			}
		}
		list, err = desk.Stories(t.Context(), syndication.Selection{Status: feeds.Withdrawn})
		if len(list) != 1 || list[0].Origins[0].Item.ID != "ferry" {
			t.Errorf("withdrawn are %+v", list)
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
}
