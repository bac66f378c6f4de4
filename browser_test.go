package main

import (
	"context"
	"encoding/json"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/chromedp/cdproto/emulation"
	"github.com/chromedp/cdproto/runtime"
	"github.com/chromedp/chromedp"
)

// browserOutlets have a page in a Latin, an Arabic and a Chinese hand.
const browserOutlets = `
[outlets.gazette]
title = { en = "Harbour Gazette" }
languages = ["en", "de", "fr"]
sources = ["*"]
public = true
[outlets.nile]
title = { ar = "النيل اليومي" }
languages = ["ar", "fa", "he", "en"]
sources = ["*"]
public = true
[outlets.city]
title = { zh-Hans = "城市观察" }
languages = ["zh-Hans", "zh-Hant", "ja", "ko", "th"]
sources = ["*"]
public = true
`

// A pageFacts is what a page says of itself once it is laid out.
type pageFacts struct {
	Dir      string
	Lang     string
	Overflow []string // elements that stick out to the side
	Height   int
	Text     int // characters that people can read
}

// facts measures the page: whatever is wider than the window is a fault, but
// for what scrolls by itself.
const facts = `(() => {
	const width = document.documentElement.clientWidth, out = [];
	const scrolls = e => { for (let p = e; p; p = p.parentElement) if (/auto|scroll|hidden|clip/.test(getComputedStyle(p).overflowX)) return true; return false; };
	for (const e of document.body.querySelectorAll("*")) {
		const r = e.getBoundingClientRect();
		if (r.width > 0 && (r.right > width + 1 || r.left < -1) && !scrolls(e)) out.push(e.tagName + "." + e.className + " " + Math.round(r.left) + "–" + Math.round(r.right));
	}
	return {Dir: getComputedStyle(document.body).direction, Lang: document.documentElement.lang, Overflow: out.slice(0, 5), Height: document.documentElement.scrollHeight, Text: document.body.innerText.length};
})()`

// Pages are right in both directions, at a desk and on a phone, and addresses
// copy. Screenshots go where SILKWIRE_SCREENSHOTS says, to be looked at.
func TestPagesInABrowser(t *testing.T) {
	if testing.Short() {
		t.Skip("starts a browser; not with -short")
	}
	chromium, err := exec.LookPath("chromium")
	if err != nil {
		t.Skip("chromium is not installed; apt-get install chromium")
	}
	config := newStill(t).config(t, browserOutlets)
	p := startServe(t, config)
	browser := openBrowser(t, chromium)
	for _, outlet := range []struct{ name, lang, dir, title, note string }{
		{"gazette", "en", "ltr", "Port Said ferry sails twice a day", "An earlier version gave the wrong port."},
		{"nile", "ar", "rtl", "عبّارة بورسعيد تبحر مرتين في اليوم", "ذكرت نسخة سابقة ميناءً آخر."},
		{"city", "zh-Hans", "ltr", "塞得港渡轮每天开航两班", "此前版本中的港口有误。"},
	} {
		story := firstStory(t, p.base, outlet.name)
		silkwire(t, "story", "correct", "-config", config, "-title", outlet.title, "-note", outlet.note, story)
		wait(t, "the correction is told", func() bool {
			page, _ := get(t, p.base+"/stories/"+story)
			return strings.Contains(string(page), "<ins>"+outlet.title+"</ins>")
		})
		for _, screen := range screens {
			for _, page := range []struct{ name, path string }{{"outlet", "/outlets/" + outlet.name}, {"story", "/stories/" + story}} {
				name := outlet.name + "-" + page.name + "-" + screen.name
				t.Run(name, func(t *testing.T) {
					got := look(t, browser, p.base+page.path, screen.width, screen.height, name)
					if got.Dir != outlet.dir || !strings.HasPrefix(got.Lang, outlet.lang[:2]) || got.Text < 200 {
						t.Errorf("the page says of itself %+v", got)
					}
					if len(got.Overflow) > 0 {
						t.Errorf("wider than the window: %q", got.Overflow)
					}
				})
			}
		}
	}
	t.Run("an address copies", func(t *testing.T) { copies(t, browser, p.base+"/outlets/nile") })
	t.Run("subscriptions", func(t *testing.T) { subscribes(t, browser, config, p.base, "nile", "rtl") })
	if _, err := chromedp.Call(browser, emulation.SetScriptExecutionDisabled, emulation.SetScriptExecutionDisabledParams{Value: true}); err != nil {
		t.Fatal(err)
	}
	t.Run("subscriptions without scripts", func(t *testing.T) { subscribes(t, browser, config, p.base, "city", "ltr") })
}

// A screen is the size of a window.
type screen struct {
	name          string
	width, height int64
}

var screens = []screen{{"desk", 1280, 900}, {"phone", 390, 844}}

func openBrowser(t *testing.T, path string) context.Context {
	ctx, cancel := context.WithTimeout(t.Context(), 3*time.Minute)
	t.Cleanup(cancel)
	ctx, cancel = chromedp.NewExecAllocator(ctx, chromedp.ExecPath(path), chromedp.Headless, chromedp.NoSandbox, chromedp.DisableGPU, chromedp.NoFirstRun,
		chromedp.UserDataDir(t.TempDir()), chromedp.Flag("disable-quic", true), chromedp.Flag("disable-background-networking", true),
		chromedp.Flag("disable-component-update", true), chromedp.Flag("disable-sync", true), chromedp.Flag("hide-scrollbars", true))
	t.Cleanup(cancel)
	ctx, cancel = chromedp.NewContext(ctx)
	t.Cleanup(cancel)
	return ctx
}

// firstStory is the id of the story on top of an outlet's feed that is in the
// outlet's first language. The sources come in one after another, so the feed
// is asked until such a story is there.
func firstStory(t *testing.T, base, outlet string) string {
	first := map[string]string{"gazette": "en", "nile": "ar", "city": "zh-Hans"}[outlet]
	id := ""
	wait(t, outlet+" has a story in "+first, func() bool {
		var feed struct {
			Items []struct{ ID, Language string }
		}
		body, _ := get(t, base+"/outlets/"+outlet+"/feed.json")
		if json.Unmarshal(body, &feed) != nil || len(feed.Items) <= 20 {
			return false
		}
		for _, it := range feed.Items {
			if it.Language == first {
				id = it.ID[strings.LastIndexByte(it.ID, '/')+1:]
				return true
			}
		}
		return false
	})
	return id
}

func look(t *testing.T, browser context.Context, url string, width, height int64, name string) pageFacts {
	t.Helper()
	if err := chromedp.Do(browser, chromedp.EmulateViewport(width, height), chromedp.Navigate(url)); err != nil {
		t.Fatal(err)
	}
	return measure(t, browser, name)
}

// measure takes the facts, and a picture, of the page that is open.
func measure(t *testing.T, browser context.Context, name string) pageFacts {
	t.Helper()
	got, err := chromedp.Run(browser, chromedp.Evaluate[pageFacts](facts))
	if err != nil {
		t.Fatal(err)
	}
	folder := os.Getenv("SILKWIRE_SCREENSHOTS")
	if folder == "" {
		return got
	}
	picture, err := chromedp.Run(browser, chromedp.FullScreenshot(100))
	if err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(filepath.Join(folder, name+".png"), picture, 0o644); err != nil {
		t.Fatal(err)
	}
	return got
}

// copies presses the first copy button and waits until the page says it is
// done; the address is then what is selected.
func copies(t *testing.T, browser context.Context, url string) {
	browser, cancel := context.WithTimeout(browser, 30*time.Second)
	defer cancel()
	if err := chromedp.Do(browser, chromedp.Navigate(url)); err != nil {
		t.Fatal(err)
	}
	if _, err := chromedp.Call(browser, emulation.SetFocusEmulationEnabled, emulation.SetFocusEmulationEnabledParams{Enabled: true}); err != nil {
		t.Fatal(err)
	}
	gesture := true
	byHand := func(p *runtime.EvaluateParams) { p.UserGesture = &gesture }
	if _, err := chromedp.Run(browser, chromedp.Evaluate[bool](`(document.querySelector("button[data-copy]").click(), true)`, byHand)); err != nil {
		t.Fatal(err)
	}
	const done = `(() => { const b = document.querySelector("button[data-copy]"); return b.textContent === b.dataset.done })()`
	if _, err := chromedp.Run(browser, chromedp.Poll[bool](done, chromedp.WithPollingTimeout(10*time.Second))); err != nil {
		t.Errorf("the button does not say that the address was copied: %v", err)
	}
	const selected = `(() => { const i = document.getElementById(document.querySelector("button[data-copy]").dataset.copy); return i.value.slice(i.selectionStart, i.selectionEnd) })()`
	address, err := chromedp.Run(browser, chromedp.Evaluate[string](selected))
	if err != nil || !strings.HasSuffix(address, "/outlets/nile/feed.rss") {
		t.Errorf("the address to copy is %q, %v", address, err)
	}
}
