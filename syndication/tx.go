package syndication

import (
	"context"
	"database/sql"
	"fmt"
)

// A tx is one transaction. What it inserts many of is written together, and the
// feeds it gives rows to when it commits.
type tx struct {
	ctx  context.Context
	sql  *sql.Tx
	desk *Desk
	now  int64 // Unix milliseconds, the same for all that the transaction writes

	setup    *setup
	profiles *profiles

	prepared *statements          // those of the database
	stmts    map[string]*sql.Stmt // those of this transaction
	missed   []string             // what was not prepared

	byName map[feedKey]*feedState
	byID   map[int64]*feedState
	bulk   bulk

	substances map[int64]*substance // of the tails of feeds, by the origin that leads
	shownBy    int64                // meta 'settings' when the transaction ends

	batch    *batch      // what is being received; nil: nothing
	late     []lateStory // settled when the whole batch is kept
	alerts   []Alert     // told when it has committed
	orphans  []int64     // stories whose translations may take their place
	settings bool        // what documents show besides rows has changed
	tokens   bool        // a token has changed
}

// write runs do in one transaction and publishes what it committed. Nothing is
// kept when do errs.
func (d *Desk) write(ctx context.Context, do func(*tx) error) error {
	d.writing.Lock()
	defer d.writing.Unlock()
	t, err := d.store.writer.BeginTx(ctx, nil)
	if err != nil {
		return fmt.Errorf("write to the store: %w", err)
	}
	defer t.Rollback()
	x := d.tx(ctx, t, d.store.writes)
	if err := do(x); err != nil {
		return err
	}
	if err := x.finish(); err != nil {
		return err
	}
	if err := t.Commit(); err != nil {
		return fmt.Errorf("write to the store: %w", err)
	}
	x.prepared.keep(ctx, x.missed)
	x.publish()
	return nil
}

// read runs do on one state of the store.
func (d *Desk) read(ctx context.Context, do func(*tx) error) error {
	t, err := d.store.reader.BeginTx(ctx, &sql.TxOptions{ReadOnly: true})
	if err != nil {
		return fmt.Errorf("read from the store: %w", err)
	}
	x := d.tx(ctx, t, d.store.reads)
	err = do(x)
	t.Rollback()
	x.prepared.keep(ctx, x.missed)
	return err
}

func (d *Desk) tx(ctx context.Context, t *sql.Tx, prepared *statements) *tx {
	return &tx{
		ctx: ctx, sql: t, desk: d, now: d.opt.Now().UnixMilli(),
		setup: d.setup.Load(), profiles: d.profiles.Load(),
		prepared: prepared, stmts: map[string]*sql.Stmt{}, byName: map[feedKey]*feedState{}, byID: map[int64]*feedState{},
		substances: map[int64]*substance{},
	}
}

// finish writes the feeds that got rows, and what tells other processes of it.
func (x *tx) finish() error {
	if err := x.settleOrphans(); err != nil {
		return err
	}
	if err := x.flush(); err != nil {
		return err
	}
	if err := x.finishFeeds(); err != nil {
		return err
	}
	for name, changed := range map[string]bool{"settings": x.settings, "tokens": x.tokens} {
		if !changed {
			continue
		}
		if _, err := x.count(name); err != nil {
			return err
		}
	}
	return x.finishTails()
}

// count raises a number of meta. It locks that line until the commit, so the
// order of its numbers is the order of the commits.
func (x *tx) count(name string) (n int64, err error) {
	err = x.row(`UPDATE meta SET value = value + 1 WHERE name = $1 RETURNING value`, name).Scan(&n)
	return n, err
}

// publish shows the process what was committed, without asking the store.
func (x *tx) publish() {
	for _, a := range x.alerts {
		x.desk.alert(a)
	}
	var touched []*feedState
	for _, f := range x.byID {
		if f.touched {
			f.tail.settings = x.shownBy
			touched = append(touched, f)
		}
	}
	x.desk.live.show(touched...)
	if !x.settings && !x.tokens {
		return
	}
	if err := x.desk.catchUp(context.WithoutCancel(x.ctx)); err != nil {
		x.desk.opt.Log.Error("catch up with the store", "error", err)
	}
}

// prepare makes a statement ready; what was inserted before it is written first.
func (x *tx) prepare(query string) (*sql.Stmt, error) {
	if err := x.flush(); err != nil {
		return nil, err
	}
	return x.statement(query)
}

func (x *tx) statement(query string) (*sql.Stmt, error) {
	if st := x.stmts[query]; st != nil {
		return st, nil
	}
	if kept := x.prepared.find(query); kept != nil {
		x.stmts[query] = x.sql.StmtContext(x.ctx, kept)
		return x.stmts[query], nil
	}
	st, err := x.sql.PrepareContext(x.ctx, x.desk.store.dialect.statement(query))
	if err != nil {
		return nil, err
	}
	x.stmts[query] = st
	x.missed = append(x.missed, query)
	return st, nil
}

func (x *tx) exec(query string, args ...any) error {
	st, err := x.prepare(query)
	if err != nil {
		return err
	}
	_, err = st.ExecContext(x.ctx, args...)
	return err
}

func (x *tx) query(query string, args ...any) (*sql.Rows, error) {
	st, err := x.prepare(query)
	if err != nil {
		return nil, err
	}
	return st.QueryContext(x.ctx, args...)
}

// each runs a query, and lets take read the rows of its answer one by one.
func (x *tx) each(take func(scanner) error, query string, args ...any) error {
	rs, err := x.query(query, args...)
	if err != nil {
		return err
	}
	defer rs.Close()
	for rs.Next() {
		if err := take(rs); err != nil {
			return err
		}
	}
	return rs.Err()
}

// collect runs a query, and gives the rows of its answer as scan reads them.
func collect[T any](x *tx, scan func(scanner) (T, error), query string, args ...any) ([]T, error) {
	var list []T
	err := x.each(func(r scanner) error {
		one, err := scan(r)
		list = append(list, one)
		return err
	}, query, args...)
	if err != nil {
		return nil, err
	}
	return list, nil
}

// numbers are the answer to a query for one column of them.
func (x *tx) numbers(query string, args ...any) ([]int64, error) {
	return collect(x, func(r scanner) (n int64, err error) {
		err = r.Scan(&n)
		return n, err
	}, query, args...)
}

func (x *tx) row(query string, args ...any) scanner {
	st, err := x.prepare(query)
	if err != nil {
		return failed{err}
	}
	return st.QueryRowContext(x.ctx, args...)
}

// A scanner is one row of an answer.
type scanner interface{ Scan(dest ...any) error }

// failed is the row of a question that could not be asked.
type failed struct{ err error }

func (f failed) Scan(...any) error { return f.err }
