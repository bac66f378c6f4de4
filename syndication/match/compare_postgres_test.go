//go:build unix

package match

import (
	"errors"
	"fmt"
	"os"
	"os/exec"
	"os/user"
	"path/filepath"
	"strconv"
	"strings"
	"syscall"
	"testing"

	"github.com/silkwire/silkwire/feeds/lang"
)

// postgresTerms asks PostgreSQL's full text, each language with a configuration
// of its own where there is one. It starts a server in a temporary folder.
func postgresTerms(t *testing.T) (func(*testing.T, []asked) []bool, bool) {
	pg, err := startPostgres(t)
	if err != nil {
		t.Logf("PostgreSQL is not compared: %v", err)
		return nil, false
	}
	return func(t *testing.T, all []asked) []bool {
		answers := strings.Fields(pg.ask(t, all))
		if len(answers) != len(all) {
			t.Fatalf("PostgreSQL answered %d of %d questions", len(answers), len(all))
		}
		return each(all, func(i int) bool { return answers[i] == "t" })
	}, true
}

// configurations are PostgreSQL's, by language.
var configurations = map[string]string{
	"ar": "arabic", "ca": "catalan", "da": "danish", "de": "german", "el": "greek", "en": "english", "es": "spanish",
	"fi": "finnish", "fr": "french", "hi": "hindi", "hu": "hungarian", "hy": "armenian", "id": "indonesian", "it": "italian",
	"lt": "lithuanian", "nb": "norwegian", "nl": "dutch", "pt": "portuguese", "ro": "romanian", "ru": "russian",
	"sr": "serbian", "sv": "swedish", "ta": "tamil", "tr": "turkish",
}

// A postgres is a server that listens on a socket in its folder.
type postgres struct {
	bin, dir string
	as       *syscall.SysProcAttr
}

// ask gives t or f for each question, a line each.
func (pg *postgres) ask(t *testing.T, all []asked) string {
	var sql strings.Builder
	for _, a := range all {
		base, _, _ := strings.Cut(lang.Canonical(a.lang), "-")
		config, ok := configurations[base]
		if !ok {
			config = "simple"
		}
		query := fmt.Sprintf("plainto_tsquery('%s', %s)", config, sqlText(a.term.text))
		switch a.term.kind {
		case phraseTerm:
			query = fmt.Sprintf("phraseto_tsquery('%s', %s)", config, sqlText(a.term.text))
		case prefixTerm:
			query = fmt.Sprintf("to_tsquery('simple', %s)", sqlText("'"+strings.ReplaceAll(a.term.text, "'", "''")+"':*"))
		}
		fmt.Fprintf(&sql, "SELECT to_tsvector('%s', %s) @@ %s;\n", config, sqlText(a.text), query)
	}
	psql := pg.command("psql", "-h", pg.dir, "-d", "postgres", "-X", "-q", "-t", "-A", "-v", "ON_ERROR_STOP=1")
	psql.Stdin = strings.NewReader(sql.String())
	out, err := psql.Output()
	if err != nil {
		t.Fatalf("psql: %v: %s", err, stderrOf(err))
	}
	return string(out)
}

func sqlText(s string) string { return "'" + strings.ReplaceAll(s, "'", "''") + "'" }

func stderrOf(err error) string {
	var exit *exec.ExitError
	if errors.As(err, &exit) {
		return string(exit.Stderr)
	}
	return ""
}

// startPostgres makes an empty cluster and runs it until the test ends. The
// server refuses to run as root: root lends it to another user.
func startPostgres(t *testing.T) (*postgres, error) {
	found, _ := filepath.Glob("/usr/lib/postgresql/*/bin/initdb")
	if initdb, err := exec.LookPath("initdb"); err == nil {
		if initdb, err = filepath.EvalSymlinks(initdb); err == nil {
			found = append(found, initdb)
		}
	}
	if len(found) == 0 {
		return nil, errors.New("it is not installed")
	}
	dir, err := os.MkdirTemp("", "pg") // a socket's path is short, so not t.TempDir
	if err != nil {
		return nil, err
	}
	t.Cleanup(func() { os.RemoveAll(dir) })
	pg := &postgres{bin: filepath.Dir(found[len(found)-1]), dir: dir}
	if os.Getuid() == 0 {
		if err := pg.lend("nobody"); err != nil {
			return nil, err
		}
	}
	data := filepath.Join(dir, "data")
	if out, err := pg.command("initdb", "-D", data, "-E", "UTF8", "--locale=C.UTF-8", "-A", "trust", "-N").CombinedOutput(); err != nil {
		return nil, fmt.Errorf("initdb: %w: %s", err, out)
	}
	settings := "-c listen_addresses='' -c fsync=off -k " + dir
	if err := pg.command("pg_ctl", "-D", data, "-w", "-s", "-l", filepath.Join(dir, "log"), "-o", settings, "start").Run(); err != nil {
		log, _ := os.ReadFile(filepath.Join(dir, "log"))
		return nil, fmt.Errorf("pg_ctl: %w: %s", err, log)
	}
	t.Cleanup(func() { pg.command("pg_ctl", "-D", data, "-m", "immediate", "-w", "-s", "stop").Run() })
	return pg, nil
}

// lend makes every command run as another user, to whom the folder belongs.
func (pg *postgres) lend(name string) error {
	u, err := user.Lookup(name)
	if err != nil {
		return err
	}
	uid, _ := strconv.Atoi(u.Uid)
	gid, _ := strconv.Atoi(u.Gid)
	pg.as = &syscall.SysProcAttr{Credential: &syscall.Credential{Uid: uint32(uid), Gid: uint32(gid)}}
	return os.Chown(pg.dir, uid, gid)
}

func (pg *postgres) command(name string, args ...string) *exec.Cmd {
	c := exec.Command(filepath.Join(pg.bin, name), args...)
	c.Dir, c.SysProcAttr = pg.dir, pg.as
	c.Env = append(os.Environ(), "HOME="+pg.dir, "LC_ALL=C.UTF-8", "PGCLIENTENCODING=UTF8")
	return c
}
