package feeds

import (
	"testing"

	"github.com/google/go-cmp/cmp"
)

func TestMediaTopicReadsEveryWayToWriteACode(t *testing.T) {
	for _, c := range []struct{ name, scheme, term, want string }{
		{"QCode", "", "medtop:15000000", "15000000"},
		{"QCode in capitals", "", " MEDTOP:20000763 ", "20000763"},
		{"address", "", "http://cv.iptc.org/newscodes/mediatopic/20000763", "20000763"},
		{"address over https with a slash", "", "https://cv.iptc.org/newscodes/mediatopic/20000763/", "20000763"},
		{"code in the vocabulary", "http://cv.iptc.org/newscodes/mediatopic/", "04000000", "04000000"},
		{"code in the vocabulary without its slash", "http://cv.iptc.org/newscodes/mediatopic", "04000000", "04000000"},
		{"code in the vocabulary by its prefix", "medtop", "04000000", "04000000"},
		{"label in the scheme of its topic", "http://cv.iptc.org/newscodes/mediatopic/15000000", "رياضة", "15000000"},
		{"another vocabulary", "https://example.org/", "15000000", ""},
		{"bare code", "", "15000000", ""},
		{"too short", "", "medtop:1500", ""},
		{"no digits", "", "medtop:体育体育体育体育", ""},
		{"label", "", "Sport", ""},
		{"nothing", "", "", ""},
	} {
		t.Run(c.name, func(t *testing.T) {
			if got := MediaTopic(c.scheme, c.term); got != c.want {
				t.Errorf("got %q, want %q", got, c.want)
			}
		})
	}
}

func TestCategoriesOfIPTCAreTopics(t *testing.T) {
	rss := `<rss version="2.0"><channel><title>t</title><item><title>a</title>
		<category domain="http://cv.iptc.org/newscodes/mediatopic/">15000000</category>
		<category domain="http://cv.iptc.org/newscodes/mediatopic/17000000">天气</category>
		<category>harbour</category></item></channel></rss>`
	atom := `<feed xmlns="http://www.w3.org/2005/Atom"><title>t</title><entry><id>urn:x:1</id><title>a</title>
		<category scheme="http://cv.iptc.org/newscodes/mediatopic/" term="15000000"/>
		<category term="medtop:17000000" label="天气"/>
		<category term="harbour"/></entry></feed>`
	want := []Category{{Term: "15000000", Scheme: MediaTopics}, {Term: "17000000", Scheme: MediaTopics, Label: "天气"}}
	for _, doc := range []string{rss, atom} {
		f, err := Parse([]byte(doc), ParseOptions{})
		if err != nil {
			t.Fatal(err)
		}
		if diff := cmp.Diff(want, f.Items[0].Topics); diff != "" {
			t.Error(diff)
		}
		if diff := cmp.Diff([]string{"天气", "harbour"}, f.Items[0].Keywords); diff != "" {
			t.Error(diff)
		}
	}
}
