package feeds

import (
	"fmt"
	"strings"
	"testing"
)

func TestLanguageIsThatOfTheItemsAroundWhereAnItemDoesNotTell(t *testing.T) {
	japanese := []string{"首相は来週アメリカを訪問する", "大雨で新幹線が止まる", "株価が大きく下がった", "大阪中心"}
	german := []string{"Der Bundestag beschließt den Haushalt", "Hochwasser an der Elbe steigt weiter", "Angela Merkel", "42"}
	for _, c := range []struct {
		name   string
		titles []string
		want   []string
		feed   string
	}{
		{"Kanji alone among Japanese", japanese, []string{"ja", "ja", "ja", "ja"}, "ja"},
		{"a name among German", german, []string{"de", "de", "de", "und"}, "und"},
		{"a name alone", german[2:3], []string{"und"}, "und"},
		{"Kanji alone", japanese[3:], []string{"zh"}, "zh"},
		{"a foreign item among German", append(german[:2:2], "The government announced a new budget for the next year"),
			[]string{"de", "de", "en"}, "und"},
	} {
		t.Run(c.name, func(t *testing.T) {
			var b strings.Builder
			for i, title := range c.titles {
				fmt.Fprintf(&b, "<item><title>%s</title><link>https://a.example/%d</link></item>", title, i)
			}
			f, err := Parse([]byte("<rss version='2.0'><channel>"+b.String()+"</channel></rss>"), ParseOptions{})
			if err != nil {
				t.Fatal(err)
			}
			for i, it := range f.Items {
				if it.Language != c.want[i] {
					t.Errorf("%q is read as %s, want %s", it.Title, it.Language, c.want[i])
				}
			}
			if f.Language != c.feed {
				t.Errorf("the feed is in %s, want %s", f.Language, c.feed)
			}
		})
	}
}
