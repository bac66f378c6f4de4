package main

import (
	"bytes"
	"context"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/silkwire/silkwire/syndication"
)

func importing(t *testing.T, in string, args ...string) (out, complaints string, code int) {
	t.Helper()
	var o, e bytes.Buffer
	code = run(context.Background(), console{strings.NewReader(in), &o, &e}, append([]string{"import"}, args...))
	return o.String(), e.String(), code
}

func TestMediaTopicsAreImportedAsTopics(t *testing.T) {
	out, complaints, code := importing(t, "", "-medtop", "testdata/medtop.json")
	if code != 0 || !strings.Contains(complaints, `"x-all-zz"`) {
		t.Fatalf("exit %d, stderr %q", code, complaints)
	}
	config, err := readConfig("out", []byte(out))
	if err != nil {
		t.Fatalf("what was printed is no configuration: %v\n%s", err, out)
	}
	want := []syndication.Topic{
		{ID: "sport", Medtop: "15000000", Label: map[string]string{"en": "sport", "en-US": "sports", "ar": "رياضة", "zh-Hans": "体育", "pt": "desporto", "pt-BR": "esporte", "sv": "sport", "da": "sport", "nb": "sport", "nn": "idrett"}},
		{ID: "competition-discipline", Medtop: "20000822", Parent: "sport", Label: map[string]string{"en": "competition discipline", "pt": `disciplina "esportiva"`, "sv": "gren"}},
		{ID: "skiing-20000997", Medtop: "20000997", Parent: "competition-discipline", Label: map[string]string{"en": "skiing", "de": "Skisport", "da": "skiløb"}},
		{ID: "medtop-20000999", Medtop: "20000999", Label: map[string]string{"de": "Skibob"}},
		{ID: "skiing-20001108", Medtop: "20001108", Parent: "sport", Label: map[string]string{"en": "Skiing", "fr": "ski (événement)"}},
	}
	if diff := cmp.Diff(want, config.Topics); diff != "" {
		t.Error(diff)
	}
	if !strings.Contains(out, "# retired 2014-05-01; older stories still carry its code\n[topics.medtop-20000999]") {
		t.Errorf("the retired topic does not say so:\n%s", out)
	}
	if _, err := syndication.MatchTopics(config.Topics); err != nil {
		t.Error(err)
	}
}

func TestAnImportThatIsNoneIsRefused(t *testing.T) {
	for _, c := range []struct{ name, doc, want string }{
		{"a page", "<html>", "byte 1: "},
		{"another vocabulary", `{"conceptSet":[{"qcode":"genre:Actuality"}]}`, "no Media Topic is in it"},
		{"a list", `[1]`, "byte 1: the whole should not be of type array"},
		{"another field", `{"conceptSet":[{"uri":1}]}`, "conceptSet.uri should not be of type number"},
		{"nothing", ``, "byte 0: "},
	} {
		t.Run(c.name, func(t *testing.T) {
			out, complaints, code := importing(t, c.doc, "-medtop", "-")
			if code != 1 || out != "" || !strings.Contains(complaints, c.want) {
				t.Errorf("exit %d, stdout %q, stderr %q", code, out, complaints)
			}
		})
	}
}

func TestAnExportWithoutAnEndIsTakenInWithAWarning(t *testing.T) {
	folder := t.TempDir()
	config := filepath.Join(folder, "config.toml")
	if err := os.WriteFile(config, []byte("[store]\ndsn = '"+folder+"/wire.db'\n[outlets.nile]\nsources = [\"*\"]\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	const old = "syndication/testdata/schema6.jsonl"
	_, complaints, code := importing(t, "", "-config", config, old)
	if code != 0 || !strings.Contains(complaints, "that its last lines are there cannot be checked") {
		t.Errorf("exit %d, stderr %q", code, complaints)
	}
	if _, complaints, code := importing(t, "", "-config", config, old); code != 1 || !strings.Contains(complaints, "the store has stories already") {
		t.Errorf("again: exit %d, stderr %q", code, complaints)
	}
}

func TestAnImportOfStrangeLabelsIsStillAConfiguration(t *testing.T) {
	doc := `{"conceptSet":[
		{"qcode":"medtop:20000001","prefLabel":{"en-GB":"a\n[topics.b]\nmedtop = \"1\" \\ \u0007"}},
		{"qcode":"medtop:20000002","prefLabel":{"en-GB":"` + strings.Repeat("långt ", 40) + `"},"retired":"\n[server]\n"},
		{"qcode":"medtop:20000003","prefLabel":{"en-GB":"'—'"}},
		{"qcode":"medtop:20000001"}]}`
	out, _, code := importing(t, doc, "-medtop", "-")
	config, err := readConfig("out", []byte(out))
	if code != 0 || err != nil || len(config.Topics) != 3 {
		t.Errorf("exit %d, %v:\n%s", code, err, out)
	}
}
