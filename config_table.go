package main

import (
	"fmt"
	"os"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/pelletier/go-toml/v2/unstable"
	"github.com/silkwire/silkwire/feeds/lang"
	"github.com/silkwire/silkwire/syndication/match"
)

// A table reads the keys of one table of the file. What no one asked for by the
// time of done is an unknown key.
type table struct {
	*node
	name     string // as in "[sources.kyodo]"
	problems *problems
	known    []string
}

// get is the value of key, if it is there and of the kind wanted.
func (t *table) get(key string, want unstable.Kind, words string) *node {
	t.known = append(t.known, key)
	v, ok := t.node.table[key]
	if !ok {
		return nil
	}
	if v.kind != want {
		t.problems.add(v.value, "%s must be %s, not %s", key, words, v.what())
		return nil
	}
	return v
}

func (t *table) string(key string, into *string) {
	if v := t.get(key, unstable.String, `a text in quotes`); v != nil {
		*into = v.text
	}
}

// secret reads a text that may stand in the environment instead: "$NAME".
func (t *table) secret(key string, into *string) {
	v := t.get(key, unstable.String, "a text in quotes")
	if v == nil {
		return
	}
	text, err := fromEnvironment(v.text)
	if err != nil {
		t.problems.add(v.value, "%s: %s", key, err)
		return
	}
	*into = text
}

func fromEnvironment(text string) (string, error) {
	name, ok := strings.CutPrefix(text, "$")
	if !ok {
		return text, nil
	}
	value, ok := os.LookupEnv(name)
	if !ok {
		return "", fmt.Errorf("the environment has no %s; set it before starting", name)
	}
	return value, nil
}

func (t *table) bool(key string, into *bool) {
	if v := t.get(key, unstable.Bool, "true or false"); v != nil {
		*into = v.text == "true"
	}
}

func (t *table) int(key string, into *int, least, most int) {
	v := t.get(key, unstable.Integer, "a whole number")
	if v == nil {
		return
	}
	n, err := strconv.Atoi(strings.ReplaceAll(v.text, "_", ""))
	if err != nil || n < least || n > most {
		t.problems.add(v.value, "%s must be from %d to %d", key, least, most)
		return
	}
	*into = n
}

// duration reads "10m"; nothing below least is taken.
func (t *table) duration(key string, into *time.Duration, least time.Duration) {
	v := t.get(key, unstable.String, `a time such as "10m" or "720h", in quotes`)
	if v == nil {
		return
	}
	d, err := time.ParseDuration(v.text)
	switch {
	case err != nil:
		t.problems.add(v.value, `%s: %q is no time; write for example "90s", "10m" or "720h"`, key, v.text)
	case d < least:
		t.problems.add(v.value, "%s: %s is too short; the least is %s", key, v.text, least)
	default:
		*into = d
	}
}

// choice reads one of a few words.
func (t *table) choice(key string, words ...string) string {
	v := t.get(key, unstable.String, "a text in quotes")
	if v == nil {
		return ""
	}
	if !slices.Contains(words, v.text) {
		t.problems.add(v.value, "%s: %q is not known; it is one of %s", key, v.text, quoted(words))
		return ""
	}
	return v.text
}

// strings reads a list of texts; check may refuse one with a reason.
func (t *table) strings(key string, check func(string) string) []string {
	v := t.get(key, unstable.Array, `a list of texts, as in ["a", "b"]`)
	if v == nil {
		return nil
	}
	list := []string{}
	for _, each := range v.list {
		if each.kind != unstable.String {
			t.problems.add(each.value, "%s holds texts, not %s", key, each.what())
		} else if reason := check(each.text); reason != "" {
			t.problems.add(each.value, "%s: %s", key, reason)
		} else {
			list = append(list, each.text)
		}
	}
	return list
}

// texts reads a table of texts; check sees each key and may refuse it.
func (t *table) texts(key string, check func(string) string) map[string]string {
	v := t.get(key, unstable.Table, `a table, as in { en = "…" }`)
	if v == nil {
		return nil
	}
	out := map[string]string{}
	for _, k := range v.keys {
		each := v.table[k]
		if each.kind != unstable.String {
			t.problems.add(each.value, "%s.%s must be a text in quotes, not %s", key, k, each.what())
		} else if reason := check(k); reason != "" {
			t.problems.add(each.at, "%s: %s", key, reason)
		} else {
			out[k] = each.text
		}
	}
	return out
}

// sub is the table under key; empty where it is absent.
func (t *table) sub(key string) *table {
	v := t.get(key, unstable.Table, "a table")
	if v == nil {
		v = newTable(t.at)
	}
	return &table{node: v, name: strings.TrimPrefix(t.name+"."+key, "."), problems: t.problems}
}

// each gives the tables under key by name, in the order of the file.
func (t *table) each(key string, read func(name string, t *table)) {
	list := t.sub(key)
	for _, name := range list.keys {
		one := list.sub(name)
		if one.kind == unstable.Table {
			read(name, one)
			one.done()
		}
	}
}

// onDone sees each table when its keys have been read. It is for tests.
var onDone = func(*table) {}

// done tells the keys that nobody asked for.
func (t *table) done() {
	onDone(t)
	for _, key := range t.keys {
		if slices.Contains(t.known, key) {
			continue
		}
		where := "at the top of the file"
		if t.name != "" {
			where = "in [" + t.name + "]"
		}
		t.problems.add(t.node.table[key].at, "unknown key %q %s; %s", key, where, t.suggest(key))
	}
}

func (t *table) suggest(key string) string {
	best, least := "", 3
	for _, k := range t.known {
		if d := match.Distance(strings.ToLower(key), k); d < least {
			best, least = k, d
		}
	}
	if best != "" {
		return "did you mean " + best + "?"
	}
	known := slices.Clone(t.known)
	slices.Sort(known)
	return "known here: " + strings.Join(slices.Compact(known), ", ")
}

func quoted(words []string) string {
	return `"` + strings.Join(words, `", "`) + `"`
}

var nameForm = regexp.MustCompile(`^[A-Za-z0-9][A-Za-z0-9_-]{0,63}$`)

func (t *table) checkName(what, name string) bool {
	if nameForm.MatchString(name) {
		return true
	}
	t.problems.add(t.at, "%s %q: a name has up to 64 letters a–z, digits, - and _", what, name)
	return false
}

// checkTag refuses what is no language tag; "und" may be named.
func checkTag(tag string) string {
	if lang.Valid(tag) && tag != "" {
		return ""
	}
	return fmt.Sprintf("%q is no language tag (BCP 47); write for example en, pt-BR or zh-Hans", tag)
}
