package syndication

import (
	"bufio"
	"context"
	"encoding/base64"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"maps"
	"slices"
	"strings"
)

// maxLine bounds a line of an import, in bytes. A story that was polled is
// smaller by far.
const maxLine = 64 << 20

// The oldest exports taken in. What later migrations add to a table has a
// default, which the rows of older exports get; the counters they add begin at 0.
const (
	oldestSchema   = 6
	oldestCounters = 7 // rows of meta
)

// Import takes in what [Desk.Export] wrote, in this version or an earlier one,
// into a store that is empty, all of it or nothing. A mistake is told with its
// line. It reports whether the export has an end: where an earlier version
// wrote none, nobody can tell that its last lines are there.
func (d *Desk) Import(ctx context.Context, r io.Reader) (ended bool, err error) {
	d.configuring.RLock()
	defer d.configuring.RUnlock()
	err = d.write(ctx, func(x *tx) error {
		if err := x.mustBeEmpty(); err != nil {
			return err
		}
		var err error
		ended, err = x.importLines(r)
		return err
	})
	if err == nil {
		err = d.catchUp(ctx)
	}
	if err != nil {
		return false, fmt.Errorf("import: %w", err)
	}
	return ended, nil
}

// mustBeEmpty refuses a store that a server or an editor has used. Feeds and
// subscriptions without a row are made by reading a configuration.
func (x *tx) mustBeEmpty() error {
	for _, table := range []string{"stories", "rows", "tokens", "subscribers", "subscriptions"} {
		var n int
		if err := x.row(`SELECT COUNT(*) FROM (SELECT 1 FROM ` + table + ` LIMIT 1) t`).Scan(&n); err != nil {
			return err
		}
		if n > 0 {
			return fmt.Errorf("the store has %s already; name another file as [store] dsn", table)
		}
	}
	for _, t := range slices.Backward(exported[1:]) { // the counters of meta stay
		if err := x.exec(`DELETE FROM ` + t.table); err != nil {
			return err
		}
	}
	return x.exec(`UPDATE meta SET value = 0`)
}

func (x *tx) importLines(r io.Reader) (ended bool, err error) {
	lines := bufio.NewScanner(r)
	lines.Buffer(nil, maxLine)
	in := &importer{x: x, columns: map[string]map[string]string{}}
	n := 0
	for lines.Scan() {
		n++
		if err := in.line(n, lines.Bytes()); err != nil {
			return false, fmt.Errorf("line %d: %w", n, err)
		}
	}
	switch err := lines.Err(); {
	case errors.Is(err, bufio.ErrTooLong):
		return false, fmt.Errorf("line %d has more than %d MB", n+1, maxLine>>20)
	case err != nil:
		return false, err
	case n == 0:
		return false, errors.New("there is nothing to import; silkwire export writes what is taken here")
	}
	return in.ended, in.whole()
}

// An importer writes lines into tables.
type importer struct {
	x       *tx
	columns map[string]map[string]string // of the tables met so far
	head    exportHead
	older   bool // the export lacks what later migrations added

	rows, counters int  // met so far; a counter is a row of meta
	ended          bool // the end was met
}

func (in *importer) line(n int, line []byte) error {
	switch {
	case n == 1:
		return in.begin(line)
	case in.ended:
		return errors.New("it comes after the end of the export; give one export at a time")
	}
	var row map[string]json.RawMessage
	if err := json.Unmarshal(line, &row); err != nil {
		return fmt.Errorf("%w; the file is damaged, or the export was cut off here: nothing was imported", err)
	}
	if row["table"] == nil && row["rows"] != nil && in.head.Silkwire > 1 {
		return in.end(line)
	}
	var table string
	if err := json.Unmarshal(row["table"], &table); err != nil {
		return errors.New(`it has no "table"`)
	}
	delete(row, "table")
	columns, err := in.of(table)
	if err != nil {
		return err
	}
	in.rows++
	return in.insert(table, columns, row)
}

// begin refuses what no Silkwire wrote, and what a later one did: its lines may
// mean what this one does not know.
func (in *importer) begin(line []byte) error {
	h := &in.head
	if err := json.Unmarshal(line, h); err != nil || h.Silkwire <= 0 {
		return errors.New("this is no export of Silkwire; silkwire export writes what is taken here")
	}
	schema, err := in.x.schema()
	switch {
	case err != nil:
		return err
	case h.Silkwire > exportFormat || h.Schema > schema:
		return fmt.Errorf("a newer Silkwire wrote it (format %d and schema %d, this one knows %d and %d); import it with that version",
			h.Silkwire, h.Schema, exportFormat, schema)
	case h.Schema < oldestSchema:
		return fmt.Errorf("it is of schema %d, only %d to %d are taken; open its store with this version and export it again",
			h.Schema, oldestSchema, schema)
	}
	in.older = h.Schema < schema
	return nil
}

// end refuses an export that lost lines on its way.
func (in *importer) end(line []byte) error {
	var end exportEnd
	if err := json.Unmarshal(line, &end); err != nil {
		return err
	}
	if end.Rows != in.rows {
		return fmt.Errorf("the export is damaged: it had %d rows and has %d; nothing was imported, export it again", end.Rows, in.rows)
	}
	in.ended = true
	return nil
}

func (in *importer) of(table string) (map[string]string, error) {
	if c := in.columns[table]; c != nil {
		return c, nil
	}
	for _, t := range exported {
		if t.table == table {
			c, err := in.x.columnsOf(table)
			in.columns[table] = c
			return c, err
		}
	}
	return nil, fmt.Errorf("there is no table %q", table)
}

func (in *importer) insert(table string, columns map[string]string, row map[string]json.RawMessage) error {
	var names []string
	var values []any
	for _, name := range slices.Sorted(maps.Keys(columns)) {
		raw, ok := row[name]
		if !ok && in.older {
			continue // the store refuses the row if the column has no default
		}
		if !ok {
			return fmt.Errorf("table %s: %s is missing", table, name)
		}
		v, err := valueOf(columns[name], raw)
		if err != nil {
			return fmt.Errorf("table %s: %s: %w", table, name, err)
		}
		delete(row, name)
		names, values = append(names, name), append(values, v)
	}
	for name := range row {
		return fmt.Errorf("table %s: there is no column %q", table, name)
	}
	known := ""
	if table == "meta" {
		in.counters++
		known = ` ON CONFLICT (name) DO UPDATE SET value = excluded.value`
	}
	err := in.x.exec(`INSERT INTO `+table+` (`+strings.Join(names, ", ")+`) VALUES (`+parameters(1, len(names))+`)`+known, values...)
	if err != nil {
		return fmt.Errorf("table %s: %w", table, err)
	}
	return nil
}

// columnsOf gives the columns of a table with what each holds: BLOB, TEXT, REAL,
// or a number.
func (x *tx) columnsOf(table string) (map[string]string, error) {
	rs, err := x.query(`SELECT * FROM ` + table + ` LIMIT 0`)
	if err != nil {
		return nil, err
	}
	defer rs.Close()
	types, err := rs.ColumnTypes()
	if err != nil {
		return nil, err
	}
	kinds := map[string]string{}
	for _, t := range types {
		kinds[t.Name()] = t.DatabaseTypeName()
	}
	return kinds, rs.Err()
}

func valueOf(kind string, raw json.RawMessage) (any, error) {
	switch kind {
	case "BLOB":
		var s string
		if err := json.Unmarshal(raw, &s); err != nil {
			return nil, err
		}
		return base64.StdEncoding.DecodeString(s)
	case "TEXT":
		var s string
		err := json.Unmarshal(raw, &s)
		return s, err
	case "REAL":
		var f float64
		err := json.Unmarshal(raw, &f)
		return f, err
	}
	var n int64
	err := json.Unmarshal(raw, &n)
	return n, err
}

// whole checks what single lines cannot show: an export that was cut off, or,
// where it has no end, that lines it refers to are missing.
func (in *importer) whole() error {
	if in.head.Silkwire > 1 && !in.ended {
		return fmt.Errorf("the export was cut off: after %d rows its end is missing; nothing was imported, export it again", in.rows)
	}
	var counters, lost int
	err := in.x.row(`
		SELECT (SELECT COUNT(*) FROM meta),
			(SELECT COUNT(*) FROM outlet_feeds WHERE version <> (SELECT COUNT(*) FROM rows WHERE feed_id = id))
			+ (SELECT COUNT(*) FROM origins o WHERE NOT EXISTS (SELECT 1 FROM versions WHERE origin_id = o.id AND n = o.version))`).
		Scan(&counters, &lost)
	if in.older {
		counters = oldestCounters
	}
	if err == nil && (lost > 0 || in.counters < counters) {
		err = errors.New("the export was cut off: rows, versions or counters are missing; nothing was imported, export it again")
	}
	return err
}
