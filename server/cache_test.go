package server

import (
	"context"
	"errors"
	"fmt"
	"strings"
	"sync/atomic"
	"testing"
	"testing/synctest"
	"time"

	"pgregory.net/rapid"

	"github.com/silkwire/silkwire/syndication"
)

func documentOf(size int, version int64) *document {
	return newDocument([][]byte{[]byte(strings.Repeat("x", size))}, "", basis{Stamp: syndication.Stamp{Version: version}})
}

func TestACacheStaysWithinItsLimit(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		c := newCache(20_000, 0)
		for range rapid.IntRange(1, 60).Draw(t, "steps") {
			key := fmt.Sprint(rapid.IntRange(0, 30).Draw(t, "key"))
			if d := c.get(key); d != nil && rapid.Bool().Draw(t, "coded") {
				d.form(gzipped)
			} else {
				c.put(key, documentOf(rapid.IntRange(0, 4000).Draw(t, "size"), 1))
			}
			var sum int64
			for _, item := range c.store.Items() {
				sum += item.Object.(*document).size
			}
			if held := c.held.Load(); held != sum {
				t.Fatalf("counts %d bytes, holds %d", held, sum)
			}
		}
		c.put("last", documentOf(1, 1))
		if held := c.held.Load(); held > c.limit {
			t.Fatalf("holds %d bytes of %d", held, c.limit)
		}
	})
}

func TestACacheForgetsWhatWasUsedLeast(t *testing.T) {
	c := newCache(10*1600, 0)
	for i := range 9 {
		c.put(fmt.Sprint(i), documentOf(1000, 1))
	}
	c.get("0")
	c.put("big", documentOf(3000, 1))
	if c.get("0") == nil || c.get("big") == nil || c.get("1") != nil {
		t.Errorf("0: %t, 1: %t, big: %t", c.get("0") != nil, c.get("1") != nil, c.get("big") != nil)
	}
}

func TestADocumentThatLeftIsNotCounted(t *testing.T) {
	c := newCache(1<<20, 0)
	old := documentOf(1000, 1)
	c.put("a", old)
	c.put("a", documentOf(1000, 2))
	held := c.held.Load()
	old.form(brotlied) // a slow reader still has it
	if c.held.Load() != held {
		t.Error("a replaced document is counted")
	}
}

func TestACacheForgetsWhatHasOutlivedItsLife(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		c := newCache(1<<20, time.Minute)
		for i := range 100 {
			c.put(fmt.Sprint("since ", i), documentOf(1000, 1))
		}
		time.Sleep(2 * time.Minute)
		if c.get("since 0") != nil {
			t.Error("a document outlives its life")
		}
		c.put("since 0", documentOf(1000, 2))
		if n, held := c.store.ItemCount(), c.held.Load(); n != 1 || held != documentOf(1000, 2).size {
			t.Errorf("%d documents, %d bytes", n, held)
		}
	})
}

func TestManyWaitForOneRendering(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		c := newCache(1<<20, 0)
		var made, served atomic.Int32
		release := make(chan struct{})
		for range 20 {
			go func() {
				d, err := c.render(t.Context(), "a", "1", func(context.Context) (*document, error) {
					made.Add(1)
					<-release
					return documentOf(10, 1), nil
				})
				if err == nil && d != nil {
					served.Add(1)
				}
			}()
		}
		synctest.Wait() // all of them ask
		close(release)
		synctest.Wait()
		if made.Load() != 1 || served.Load() != 20 {
			t.Errorf("made %d times for %d readers, want once for 20", made.Load(), served.Load())
		}
	})
}

func TestAClientThatLeavesDoesNotEndTheRendering(t *testing.T) {
	c := newCache(1<<20, 0)
	ctx, leave := context.WithCancel(t.Context())
	d, err := c.render(ctx, "a", "1", func(ctx context.Context) (*document, error) {
		leave()
		return documentOf(10, 1), ctx.Err()
	})
	if err != nil || d == nil || c.get("a") != d {
		t.Errorf("the rendering was ended: %v", err)
	}
}

func TestAFailedRenderingIsNotKept(t *testing.T) {
	c := newCache(1<<20, 0)
	fault := errors.New("the disk is gone")
	_, err := c.render(t.Context(), "a", "1", func(context.Context) (*document, error) { return nil, fault })
	if !errors.Is(err, fault) || c.get("a") != nil {
		t.Errorf("err %v, kept %v", err, c.get("a"))
	}
}
