package feeds

import (
	"strings"
	"testing"
)

func TestOneItemCannotFillEveryDocument(t *testing.T) {
	doc := `<rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/"><channel><title>新闻</title><link>https://a.example/</link><description>d</description>
<item><guid>1</guid><title>` + strings.Repeat("長", 5_000_000) + `</title><content:encoded>` + strings.Repeat("&lt;p&gt;слово&lt;b&gt;", 400_000) + `</content:encoded></item>
<item><guid>2</guid><title>ok</title></item></channel></rss>`
	f, err := Parse([]byte(doc), ParseOptions{})
	if err != nil {
		t.Fatal(err)
	}
	it := f.Items[0]
	if len(f.Items) != 2 || len(it.Title) > maxTitle || len(it.Summary) > maxSummary || len(it.Content) > 2*maxContent {
		t.Errorf("%d items; title %d, summary %d, content %d bytes", len(f.Items), len(it.Title), len(it.Summary), len(it.Content))
	}
	if !strings.Contains(strings.Join(it.Repairs, "; "), "the title is longer than 1000 bytes") {
		t.Errorf("repairs %q", it.Repairs)
	}
}
