package syndication

import (
	"context"
	"database/sql"
	"regexp"
	"strconv"
	"sync"
)

// keptStatements bounds the statements that stay prepared; there are fewer, but
// those whose length depends on what is asked.
const keptStatements = 400

// statements are those that a database has prepared: to read a statement costs
// as much as to run it. A transaction that misses one prepares it for itself,
// and has it kept for those that follow.
type statements struct {
	db      *sql.DB
	dialect dialect
	mu      sync.Mutex
	kept    map[string]*sql.Stmt
}

func (s *statements) find(query string) *sql.Stmt {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.kept[query]
}

// keep prepares what a transaction missed. It is called after the transaction,
// which holds a connection. One that cannot be kept is prepared anew each time.
func (s *statements) keep(ctx context.Context, missed []string) {
	for _, query := range missed {
		st, err := s.db.PrepareContext(ctx, s.dialect.statement(query))
		if err != nil {
			return
		}
		s.mu.Lock()
		if s.kept[query] != nil || len(s.kept) >= keptStatements {
			st.Close()
		} else {
			s.kept[query] = st
		}
		s.mu.Unlock()
	}
}

// positional writes "?" for "$1, $2 …" where each stands once and in order:
// SQLite takes these for names, and compares a name with all others whenever a
// value is given to it.
func positional(query string) string {
	next := 0
	inOrder := true
	plain := parameter.ReplaceAllStringFunc(query, func(p string) string {
		next++
		inOrder = inOrder && p == "$"+strconv.Itoa(next)
		return "?"
	})
	if !inOrder {
		return query
	}
	return plain
}

var parameter = regexp.MustCompile(`\$[0-9]+`)
