package syndication

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strings"

	"github.com/pressly/goose/v3"
	_ "modernc.org/sqlite" // the driver "sqlite"
)

// A store is the database: a writer and a pool of readers.
type store struct {
	dialect dialect
	writer  *sql.DB
	reader  *sql.DB
	writes  *statements // of writer
	reads   *statements // of reader
}

// openStore opens the database at dsn, and creates or migrates it if needed.
func openStore(ctx context.Context, dsn string) (*store, error) {
	d := sqlite
	if err := checkPath(dsn); err != nil {
		return nil, err
	}
	w, r := d.dsn(dsn)
	s := &store{dialect: d}
	var err error
	if s.writer, err = sql.Open(d.driver, w); err != nil {
		return nil, err
	}
	if s.reader, err = sql.Open(d.driver, r); err != nil {
		return nil, errors.Join(err, s.writer.Close())
	}
	s.writes = &statements{db: s.writer, dialect: d, kept: map[string]*sql.Stmt{}}
	s.reads = &statements{db: s.reader, dialect: d, kept: map[string]*sql.Stmt{}}
	s.writer.SetMaxOpenConns(d.writers)
	s.reader.SetMaxOpenConns(d.readers)
	s.reader.SetMaxIdleConns(d.readers)
	if err := s.migrate(ctx); err != nil {
		s.close() // what is wrong has been told
		return nil, refusal(err)
	}
	return s, nil
}

func checkPath(dsn string) error {
	switch {
	case dsn == "":
		return errors.New("no store is named; give the path of a file")
	case strings.Contains(dsn, "://"):
		return errors.New("only the path of an SQLite file is understood, not an address")
	}
	dir := filepath.Dir(dsn)
	if info, err := os.Stat(dir); err != nil || !info.IsDir() {
		return fmt.Errorf("the directory %s does not exist", dir)
	}
	if info, err := os.Stat(dsn); err == nil && info.IsDir() {
		return errors.New("this is a directory; give the path of a file in it")
	}
	return nil
}

// migrate brings the schema to the newest version. A schema of a later program
// is refused: this one would not keep its rules.
func (s *store) migrate(ctx context.Context) error {
	files, err := s.dialect.migrations()
	if err != nil {
		return err
	}
	p, err := goose.NewProvider(s.dialect.goose, s.writer, files,
		goose.WithDisableGlobalRegistry(true), goose.WithVerbose(false), goose.WithLogger(goose.NopLogger()))
	if err != nil {
		return err
	}
	have, want, err := p.GetVersions(ctx)
	switch {
	case err != nil:
		return err
	case have > want:
		return fmt.Errorf("it was written by a newer Silkwire (schema %d, this one knows %d); use that version", have, want)
	case have == want:
		return nil
	}
	_, err = p.Up(ctx)
	return err
}

func (s *store) close() error {
	return errors.Join(s.reader.Close(), s.writer.Close())
}
