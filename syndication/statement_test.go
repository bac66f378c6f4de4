package syndication

import (
	"slices"
	"strings"
	"testing"

	"github.com/silkwire/silkwire/syndication/match"
)

func TestPositional(t *testing.T) {
	for query, want := range map[string]string{
		`SELECT 1`:                       `SELECT 1`,
		`a = $1 AND b IN ($2, $3)`:       `a = ? AND b IN (?, ?)`,
		`topics = $1 WHERE topics <> $1`: `topics = $1 WHERE topics <> $1`,
		`b = $2 AND a = $1`:              `b = $2 AND a = $1`,
		`VALUES ` + tuples(1, 11):        `VALUES (` + strings.Repeat("?, ", 10) + `?)`,
	} {
		if got := positional(query); got != want {
			t.Errorf("%s: %s", query, got)
		}
	}
}

// What is asked for every document and every item must not take longer because
// there are more of them.
func TestNoStatementLooksThroughTheWholeStore(t *testing.T) {
	n := openNewsroom(t, Setup{Outlets: []Outlet{all("nile"), {Name: "delta", Sources: []string{"*"}, Query: "port"}}})
	n.Desk.page = 3
	n.receive("sun", naming("en", "ru"), naming("ru"), item("a", "A new port for the delta", "Ships moor from May on, said the mayor."))
	n.receive("moon", item("b", "A new port for the delta", "Ships moor from May on, the mayor said."))
	n.receive("sun", item("a", "A new port for the old delta", "Ships moor from June on, said the mayor."))
	n.must(n.Withdraw(t.Context(), n.only("nile", "ru").ID, ""))
	n.feed("nile", "feed")
	n.feed("nile", "en")
	if _, _, err := n.ArchivePage(t.Context(), "nile", "feed", 1); err != nil {
		t.Error(err)
	}
	q, err := match.Parse("port")
	n.must(err)
	if _, _, err := n.Search(t.Context(), "nile", "feed", q); err != nil {
		t.Error(err)
	}
	asked := 0
	for _, of := range []*statements{n.store.reads, n.store.writes} {
		for query := range of.kept {
			asked++
			for _, step := range n.plan(query) {
				if table, scans := strings.CutPrefix(step, "SCAN "); scans && !mayScan(table, query) {
					t.Errorf("%s:\n%s", step, query)
				}
			}
		}
	}
	if asked < 40 {
		t.Errorf("only %d statements were seen", asked)
	}
}

// mayScan allows what is short: lists given with the statement, the rows of an
// archive page, what editors make, and the question whether there is any story. What refers to a story is
// looked for only while a reference is broken.
func mayScan(table, query string) bool {
	name, _, _ := strings.Cut(table, " ")
	return strings.ContainsAny(name[:1], "0123456789") ||
		slices.Contains([]string{"CONSTANT", "asked", "r", "meta", "outlet_feeds", "sources", "subscriptions", "tokens"}, name) ||
		strings.Contains(query, "EXISTS (SELECT 1 FROM stories)") ||
		name == "translation_hints" && strings.HasPrefix(query, "INSERT INTO stories")
}

// plan is how SQLite goes about a statement.
func (n *newsroom) plan(query string) (steps []string) {
	n.t.Helper()
	args := make([]any, strings.Count(query, "$"))
	rs, err := n.store.writer.Query(`EXPLAIN QUERY PLAN `+positional(query), args...)
	if err != nil {
		n.t.Fatal(err, query)
	}
	defer rs.Close()
	for rs.Next() {
		var id, parent, unused int
		var step string
		if err := rs.Scan(&id, &parent, &unused, &step); err != nil {
			n.t.Fatal(err)
		}
		steps = append(steps, step)
	}
	return steps
}
