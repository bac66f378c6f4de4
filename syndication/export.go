package syndication

import (
	"bufio"
	"context"
	"encoding/json"
	"fmt"
	"io"
	"strings"
)

// exportFormat is the number of the form that [Desk.Export] writes. Form 1 had
// no end.
const exportFormat = 2

// An exportHead is the first line of an export.
type exportHead struct {
	Silkwire int   `json:"silkwire"` // exportFormat
	Schema   int64 `json:"schema"`   // of the store it was taken from
}

// An exportEnd is the last line of an export, which shows that none was lost.
type exportEnd struct {
	Rows int `json:"rows"` // the lines between head and end
}

// exported are the tables of the store with the columns by which their lines
// are in order, so that equal stores give equal exports; what others refer to
// stands first.
var exported = []struct{ table, order string }{
	{"meta", "name"},
	{"sources", "name"},
	{"habits", "source"},
	{"stories", "id"},
	{"origins", "id"},
	{"identities", "key, origin_id"},
	{"likenesses", "n, origin_id"},
	{"versions", "origin_id, n"},
	{"decisions", "id"},
	{"translation_hints", "key, story_id"},
	{"outlet_feeds", "id"},
	{"rows", "feed_id, n"},
	{"receipts", "feed_id, token"},
	{"members", "story_id, feed_id, origin_id"},
	{"tokens", "id"},
	{"subscriptions", "outlet, name"},
	{"subscribers", "id"},
}

// Export writes everything that the store holds as JSON lines, as it is at one
// moment: a head, then a line for each row of each table, with its name under
// "table", then an end that counts them. Bytes are base64; times are Unix milliseconds. Of tokens it holds
// hashes only; callbacks and secrets of subscribers are in it as they are.
func (d *Desk) Export(ctx context.Context, w io.Writer) error {
	b := bufio.NewWriterSize(w, 1<<16)
	err := d.read(ctx, func(x *tx) error {
		schema, err := x.schema()
		if err != nil {
			return err
		}
		if err := json.NewEncoder(b).Encode(exportHead{exportFormat, schema}); err != nil {
			return err
		}
		var end exportEnd
		for _, t := range exported {
			n, err := x.exportTable(b, t.table, t.order)
			if err != nil {
				return fmt.Errorf("table %s: %w", t.table, err)
			}
			end.Rows += n
		}
		if err := json.NewEncoder(b).Encode(end); err != nil {
			return err
		}
		return b.Flush()
	})
	if err != nil {
		return fmt.Errorf("export: %w", err)
	}
	return nil
}

// schema is the number of the newest migration.
func (x *tx) schema() (n int64, err error) {
	err = x.row(`SELECT MAX(version_id) FROM goose_db_version WHERE is_applied`).Scan(&n)
	return n, err
}

// exportTable gives the number of rows it wrote.
func (x *tx) exportTable(b *bufio.Writer, table, order string) (n int, err error) {
	rs, err := x.query(`SELECT * FROM ` + table + ` ORDER BY ` + order)
	if err != nil {
		return 0, err
	}
	defer rs.Close()
	names, err := rs.Columns()
	if err != nil {
		return 0, err
	}
	values, into := make([]any, len(names)), make([]any, len(names))
	for i := range values {
		into[i] = &values[i]
	}
	for rs.Next() {
		if err := rs.Scan(into...); err != nil {
			return 0, err
		}
		if err := writeLine(b, table, names, values); err != nil {
			return 0, err
		}
		n++
	}
	return n, rs.Err()
}

// writeLine keeps the columns in the order of the schema, for people.
func writeLine(b *bufio.Writer, table string, names []string, values []any) error {
	fmt.Fprintf(b, `{"table":%q`, table)
	for i, name := range names {
		fmt.Fprintf(b, `,%q:`, name)
		var text strings.Builder
		one := json.NewEncoder(&text)
		one.SetEscapeHTML(false)
		if err := one.Encode(values[i]); err != nil {
			return fmt.Errorf("column %s: %w", name, err)
		}
		b.WriteString(strings.TrimSuffix(text.String(), "\n"))
	}
	_, err := b.WriteString("}\n")
	return err
}
