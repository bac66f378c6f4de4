package page

import (
	"strings"
	"testing"
	"time"

	"github.com/silkwire/silkwire/feeds"
)

// TestLargestPagesAreReadInReasonableTime guards against work that grows with
// the square of a page: such a test would not end within its time.
func TestLargestPagesAreReadInReasonableTime(t *testing.T) {
	shapes := map[string]string{
		"links":      strings.Repeat(`<li><a href="/p/1">Ferry to Gull Island runs every hour</a></li>`, 15_000),
		"paragraphs": strings.Repeat(`<p>Two trawlers and a yacht came in overnight with the tide.</p>`, 10_000),
		"inline":     "<p>" + strings.Repeat(`<b>By</b> <i>Editor:</i> x `, 10_000),
		"nested":     strings.Repeat(strings.Repeat("<div>", 400)+"Keyword: x"+strings.Repeat("</div>", 400), 70),
		"pictures":   strings.Repeat(`<figure><img src="/a.jpg"><figcaption>Harbour</figcaption></figure>`, 10_000),
		"dates":      strings.Repeat(`<span class="date">6 November 2020</span>`, 20_000),
	}
	for name, body := range shapes {
		begin := time.Now()
		p, err := Parse([]byte("<html><body><h1>Harbour</h1>"+body), feeds.ParseOptions{URL: "https://agency.example/"}, Selectors{})
		if err != nil {
			t.Errorf("%s: %v", name, err)
			continue
		}
		p.IsArticle()
		p.Listing()
		p.Article()
		t.Logf("%s: %s", name, time.Since(begin).Round(time.Millisecond))
	}
}
