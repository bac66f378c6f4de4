package syndication

import (
	"fmt"
	"testing"
	"testing/synctest"
	"time"

	"github.com/silkwire/silkwire/feeds"
)

func TestDecodedForgetsWhatIsNotAskedFor(t *testing.T) {
	var d decoded
	size := 1 << 19
	find := func(i int) *feeds.Item {
		e := &shown{substance: substance{lead: int64(i), version: 1}}
		d.find([]*shown{e})
		return e.item
	}
	for i := range 200 {
		it := &feeds.Item{Title: fmt.Sprint(i)}
		d.add(versionKey{int64(i), 1}, rendition{item: it, size: size})
		if find(i) != it {
			t.Fatalf("%d is not remembered", i)
		}
		if it := find(0); it == nil || it.Title != "0" {
			t.Fatalf("forgotten after %d others, though asked for all the time", i)
		}
		if n := len(d.young) + len(d.old); n*size > 2*generation {
			t.Fatalf("%d items are held", n)
		}
	}
	if find(1) != nil {
		t.Error("one that nobody asked for is still held")
	}
	if e := (&shown{substance: substance{lead: 199, version: 2}}); len(d.find([]*shown{e})) != 1 {
		t.Error("another version was taken for the one remembered")
	}
}

func TestDecodedForgetsWhatIsOld(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		var d decoded
		for i := range int64(30) {
			d.add(versionKey{i, 1}, rendition{item: &feeds.Item{}, size: 1})
			time.Sleep(time.Minute)
		}
		if n := len(d.young) + len(d.old); n > 22 {
			t.Errorf("%d items of the last half hour are held", n)
		}
		if e := (&shown{substance: substance{lead: 29, version: 1}}); len(d.find([]*shown{e})) != 0 {
			t.Error("the newest is forgotten")
		}
	})
}
