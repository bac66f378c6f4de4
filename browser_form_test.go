package main

import (
	"context"
	"strings"
	"testing"
	"time"

	"github.com/chromedp/chromedp"
)

// subscribes does by hand what an outlet does on the page of its own
// subscriptions: makes one, mistypes its query, changes it, and removes it.
func subscribes(t *testing.T, browser context.Context, config, base, outlet, dir string) {
	browser, cancel := context.WithTimeout(browser, 90*time.Second)
	defer cancel()
	token := strings.TrimSpace(string(silkwire(t, "token", "create", "-config", config, outlet)))
	address := base + "/outlets/" + outlet + "/subscriptions?token=" + token
	wait(t, "the token is known to the server", func() bool { return answers(t, address) })
	do := func(steps ...chromedp.Action[chromedp.Void]) {
		t.Helper()
		if err := chromedp.Do(browser, steps...); err != nil {
			t.Fatal(err)
		}
	}
	shown := func(read chromedp.Action[string], want string) {
		t.Helper()
		if text, err := chromedp.Run(browser, read); err != nil || !strings.Contains(text, want) {
			t.Fatalf("the page shows %q, %v, want %q", text, err, want)
		}
	}
	measured := func(stage string) {
		t.Helper()
		for _, s := range screens {
			do(chromedp.EmulateViewport(s.width, s.height))
			if got := measure(t, browser, outlet+"-subscriptions-"+stage+"-"+s.name); got.Dir != dir || len(got.Overflow) > 0 || got.Text < 100 {
				t.Errorf("%s at %s says of itself %+v", stage, s.name, got)
			}
		}
	}
	const empty, own chromedp.CSS = `section:last-of-type form `, `form:has(input[name=name][value=ports]) `
	const status chromedp.CSS = "[role=status]"
	do(chromedp.Navigate(address))
	do(chromedp.SendKeys(empty+"input[name=name]", "ports"),
		chromedp.SendKeys(empty+"input[name=title]", "الموانئ 港口"),
		chromedp.SendKeys(empty+"textarea", "ميناء OR 港口"),
		chromedp.Click(empty+"button[name=save]"),
		chromedp.WaitVisible(status))
	shown(chromedp.Value(own+"textarea"), "ميناء OR 港口")
	measured("made")

	do(chromedp.Clear(own+"textarea"),
		chromedp.SendKeys(own+"textarea", "(港口 OR"),
		chromedp.Click(own+"button[name=save]"),
		chromedp.WaitVisible(own+"[role=alert]")) // at the form that has the mistake
	shown(chromedp.Value(own+"textarea"), "(港口 OR")
	shown(chromedp.Text(own+"[role=alert]"), " 5)") // the place of OR
	measured("mistaken")

	do(chromedp.Clear(own+"textarea"),
		chromedp.SendKeys(own+"textarea", "港口"),
		chromedp.Click(own+"button[name=save]"),
		chromedp.WaitVisible(status))
	shown(chromedp.Value(own+"textarea"), "港口")
	wait(t, "its feed is served", func() bool { return answers(t, base+"/outlets/"+outlet+"/ports.rss") })

	do(chromedp.Click(own+"button[name=remove]"),
		chromedp.WaitNotPresent(own),
		chromedp.WaitVisible(status))
	measured("removed")
	if answers(t, base+"/outlets/"+outlet+"/ports.rss") {
		t.Error("the feed of a subscription that was removed is served")
	}
}
