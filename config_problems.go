package main

import (
	"bytes"
	"cmp"
	"fmt"
	"slices"
	"strconv"
)

// A place is where something stands in the configuration file, both from 1;
// columns count characters.
type place struct{ line, column int }

// maxProblems is how many problems are told at once.
const maxProblems = 100

// A problem is one mistake in the configuration, with its place and remedy.
type problem struct {
	at   place
	text string
}

// problems are the mistakes of one file. It is an error when there are any.
type problems struct {
	file string
	list []problem
}

func (p *problems) add(at place, format string, args ...any) {
	if len(p.list) < maxProblems {
		p.list = append(p.list, problem{at, fmt.Sprintf(format, args...)})
	}
}

// Error gives a line for each problem: file:line:column: text.
func (p *problems) Error() string {
	var b bytes.Buffer
	for i, each := range p.list {
		if i > 0 {
			b.WriteByte('\n')
		}
		b.WriteString(p.file + ":" + strconv.Itoa(each.at.line) + ":" + strconv.Itoa(each.at.column) + ": " + each.text)
	}
	return b.String()
}

// err is p where there are problems, in the order of the file.
func (p *problems) err() error {
	if len(p.list) == 0 {
		return nil
	}
	sortByPlace(p.list)
	return p
}

// sortByPlace orders problems as they stand in the file.
func sortByPlace(list []problem) {
	slices.SortStableFunc(list, func(a, b problem) int {
		return cmp.Or(cmp.Compare(a.at.line, b.at.line), cmp.Compare(a.at.column, b.at.column))
	})
}
