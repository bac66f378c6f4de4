package syndication

import (
	"context"
	"database/sql"
	"embed"
	"io/fs"
	"net/url"

	"github.com/pressly/goose/v3"
)

//go:embed migrations
var migrations embed.FS

// A dialect is all in which one database differs from another. Statements are
// the same for all: $1, $2 in order, ON CONFLICT, RETURNING, times as Unix
// milliseconds.
type dialect struct {
	driver  string
	goose   goose.Dialect
	schema  string // directory of the migrations
	writers int    // connections that write
	readers int    // connections that read

	// dsn gives the data source names of a writing and of a reading connection.
	dsn func(path string) (writer, reader string)

	// statement gives a statement as the database understands it best.
	statement func(string) string

	// pulse gives a number that changes when another connection has committed.
	pulse func(context.Context, *sql.Conn) (int64, error)
}

func (d dialect) migrations() (fs.FS, error) { return fs.Sub(migrations, d.schema) }

// sqlite writes through one connection, which takes the write lock at BEGIN, so
// that a transaction never fails half way for want of it. WAL with
// synchronous=NORMAL loses nothing when the process is killed at any moment; a
// power cut may lose the last commits, never the consistency of the file.
var sqlite = dialect{
	driver:  "sqlite",
	goose:   goose.DialectSQLite3,
	schema:  "migrations/sqlite",
	writers: 1,
	readers: 4,
	dsn: func(path string) (writer, reader string) {
		const common = "&_pragma=busy_timeout(10000)&_pragma=foreign_keys(1)&_pragma=synchronous(NORMAL)&_pragma=temp_store(MEMORY)&_pragma=cache_size(-8192)"
		file := "file:" + (&url.URL{Path: path}).EscapedPath()
		return file + "?_txlock=immediate&_pragma=journal_mode(WAL)" + common,
			file + "?_pragma=query_only(1)" + common
	},
	statement: positional,
	pulse: func(ctx context.Context, c *sql.Conn) (n int64, err error) {
		err = c.QueryRowContext(ctx, `PRAGMA data_version`).Scan(&n)
		return n, err
	},
}
