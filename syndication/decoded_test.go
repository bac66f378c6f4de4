package syndication

import (
	"fmt"
	"strings"
	"testing"
)

func TestDecodedForgetsWhatIsNotAskedFor(t *testing.T) {
	var d decoded
	text := func(i int) string {
		return fmt.Sprintf(`{"title":"%d","content":"%s"}`, i, strings.Repeat("ж", 1<<18))
	}
	first, err := d.item(text(0))
	if err != nil || first.Title != "0" {
		t.Fatal(first, err)
	}
	for i := range 200 {
		if it, err := d.item(text(i)); err != nil || it.Title != fmt.Sprint(i) {
			t.Fatal(i, it, err)
		}
		if again, _ := d.item(text(0)); again != first {
			t.Fatalf("forgotten after %d others, though asked for all the time", i)
		}
		if n := len(d.young) + len(d.old); n*len(text(0)) > 2*generation {
			t.Fatalf("%d items are held", n)
		}
	}
	if _, err := d.item("{"); err == nil {
		t.Error("half a text was decoded")
	}
}
