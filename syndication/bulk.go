package syndication

import (
	"fmt"
	"strings"
)

// A table is one whose rows are written many at a time: an item makes dozens,
// and their cost is that of statements.
type table int

// In the order in which rows refer to one another.
const (
	storyTable table = iota
	originTable
	versionTable
	identityTable
	rowTable
	memberTable
	likenessTable
	tables
)

// An insert is the statement that writes rows of a table.
type insert struct {
	into   string
	width  int // columns
	clause string
}

func (in *insert) name() string {
	name, _, _ := strings.Cut(in.into, " ")
	return name
}

// inserts are the statements of the tables.
var inserts = [tables]insert{
	storyTable:    {`stories (id, sid, status, note, edits, embargo, due, family, created, changed)`, 10, ``},
	originTable:   {`origins (id, story_id, source, language, version, hash, status, embargo, expires, published, received, changed, tombstone, names, topics)`, 15, ``},
	versionTable:  {`versions (origin_id, n, at, kind, note, item)`, 6, ``},
	identityTable: {`identities (key, origin_id)`, 2, ` ON CONFLICT (key, origin_id) DO NOTHING`},
	rowTable:      {`rows (feed_id, n, story_id, origin_id, kind, at, note)`, 7, ``},
	memberTable: {`members (story_id, feed_id, origin_id, lead, state, first_row, last_row, place, left_row, gone_at)`, 10, `
		ON CONFLICT (story_id, feed_id, origin_id) DO UPDATE SET
			lead = excluded.lead,
			state = excluded.state,
			last_row = excluded.last_row,
			place = excluded.place,
			left_row = excluded.left_row,
			gone_at = excluded.gone_at`},
	likenessTable: {`likenesses (n, origin_id, at)`, 3, ` ON CONFLICT (n, origin_id) DO NOTHING`},
}

const (
	// bulkRows is how many rows one statement writes at most, a power of two; and
	// bulkKept how many a transaction collects.
	bulkRows = 64
	bulkKept = 4096
)

// A bulk is rows that a transaction has made and not yet written.
type bulk struct {
	args [tables][]any
	rows int
	last [tables]int64 // the highest id of stories and origins; 0: not yet known
}

// insert collects a row; the columns are those of inserts. Whatever else the
// transaction asks of the store is asked after the rows are written.
func (x *tx) insert(t table, columns ...any) error {
	x.bulk.args[t] = append(x.bulk.args[t], columns...)
	x.bulk.rows++
	if x.bulk.rows < bulkKept {
		return nil
	}
	return x.flush()
}

// nextID is the id for the next row of a table. Its transaction is the only one
// that writes.
func (x *tx) nextID(t table) (int64, error) {
	if x.bulk.last[t] == 0 {
		err := x.row(`SELECT COALESCE(MAX(id), 0) FROM ` + inserts[t].name()).Scan(&x.bulk.last[t])
		if err != nil {
			return 0, err
		}
	}
	x.bulk.last[t]++
	return x.bulk.last[t], nil
}

// flush writes what insert has collected.
func (x *tx) flush() error {
	if x.bulk.rows == 0 {
		return nil
	}
	x.bulk.rows = 0
	for t := range x.bulk.args {
		args := x.bulk.args[t]
		x.bulk.args[t] = args[:0]
		if err := x.insertAll(table(t), args); err != nil {
			return fmt.Errorf("write %s: %w", inserts[t].name(), err)
		}
	}
	return nil
}

// insertAll writes rows in portions whose sizes are powers of two, so that the
// statements are few and stay prepared.
func (x *tx) insertAll(t table, args []any) error {
	width := inserts[t].width
	for i, n := len(texts[t])-1, bulkRows; len(args) > 0; i, n = i-1, n/2 {
		for len(args) >= n*width {
			if err := x.exec(texts[t][i], args[:n*width]...); err != nil {
				return err
			}
			args = args[n*width:]
		}
	}
	return nil
}

// texts are the statements of inserts for 1, 2, 4 … bulkRows rows.
var texts = func() (texts [tables][]string) {
	for t := range texts {
		in := &inserts[t]
		for n := 1; n <= bulkRows; n *= 2 {
			texts[t] = append(texts[t], `INSERT INTO `+in.into+` VALUES `+tuples(n, in.width)+in.clause)
		}
	}
	return texts
}()

// tuples are n of them: "($1, $2), ($3, $4)".
func tuples(n, width int) string {
	list := make([]string, n)
	for i := range list {
		list[i] = "(" + parameters(1+i*width, width) + ")"
	}
	return strings.Join(list, ", ")
}

// parameters are n of them: "$1, $2, $3" from the first.
func parameters(first, n int) string {
	var b strings.Builder
	for i := range n {
		if i > 0 {
			b.WriteString(", ")
		}
		fmt.Fprintf(&b, "$%d", first+i)
	}
	return b.String()
}
