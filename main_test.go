package main

import (
	"bytes"
	"context"
	"os"
	"strings"
	"testing"

	"github.com/rogpeppe/go-internal/testscript"
)

func TestMain(m *testing.M) {
	testscript.Main(m, map[string]func(){"silkwire": main})
}

// TestCommands runs the program as people do; each script is a conversation.
func TestCommands(t *testing.T) {
	testscript.Run(t, testscript.Params{Dir: "testdata/script"})
}

func TestWrongUsageIsToldWithExitCode2(t *testing.T) {
	for _, args := range [][]string{
		{}, {"fly"}, {"read"}, {"read", "a", "b"}, {"read", "-format", "pdf", "-"}, {"read", "-nosuch", "-"},
		{"match"}, {"match", "-format", "xml", "a"}, {"check", "extra"}, {"serve", "extra"}, {"token", "list"}, {"outlets", "x"}, {"import"}, {"import", "-medtop", "a", "b"},
	} {
		var out, err bytes.Buffer
		code := run(context.Background(), console{strings.NewReader(""), &out, &err}, args)
		if code != 2 || out.Len() > 0 || !strings.Contains(err.String(), "silkwire: ") {
			t.Errorf("silkwire %v: exit %d, stdout %q, stderr %q", args, code, out.String(), err.String())
		}
	}
}

func TestHelpIsNoMistake(t *testing.T) {
	for _, args := range [][]string{{"help"}, {"-h"}, {"--help"}, {"read", "-h"}} {
		var out, err bytes.Buffer
		if code := run(context.Background(), console{os.Stdin, &out, &err}, args); code != 0 {
			t.Errorf("silkwire %v: exit %d", args, code)
		}
	}
}
