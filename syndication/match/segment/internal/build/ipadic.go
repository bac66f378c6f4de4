package main

import (
	"bufio"
	"encoding/csv"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strconv"

	eucjp "golang.org/x/text/encoding/japanese"
)

// japanese reads IPADIC. Its classes are the contexts of MeCab, which are the
// same on both sides of a word.
func japanese(dir string) (*source, error) {
	s := &source{}
	files, err := filepath.Glob(filepath.Join(dir, "*.csv"))
	if err != nil {
		return nil, err
	}
	if len(files) == 0 {
		return nil, fmt.Errorf("no *.csv in %s", dir)
	}
	for _, name := range files {
		if err := s.addCSV(name); err != nil {
			return nil, fmt.Errorf("read %s: %w", name, err)
		}
	}
	return s, s.readMatrix(filepath.Join(dir, "matrix.def"))
}

// addCSV reads lines of word, left context, right context, cost, and more.
func (s *source) addCSV(name string) error {
	f, err := os.Open(name)
	if err != nil {
		return err
	}
	defer f.Close()
	r := csv.NewReader(decodeEUC(f))
	r.LazyQuotes = true
	for {
		line, err := r.Read()
		if err == io.EOF {
			return nil
		}
		if err != nil {
			return err
		}
		left, err1 := strconv.Atoi(line[1])
		cost, err2 := strconv.Atoi(line[3])
		if err1 != nil || err2 != nil || line[1] != line[2] {
			return fmt.Errorf("unexpected line %q", line)
		}
		s.add(line[0], uint16(left), cost)
	}
}

func decodeEUC(r io.Reader) io.Reader { return eucjp.EUCJP.NewDecoder().Reader(r) }

// readMatrix reads matrix.def: the size, then lines of right context of the
// first word, left context of the second, cost.
func (s *source) readMatrix(name string) error {
	f, err := os.Open(name)
	if err != nil {
		return err
	}
	defer f.Close()
	lines := bufio.NewScanner(f)
	lines.Scan()
	var rows, columns int
	if _, err := fmt.Sscan(lines.Text(), &rows, &columns); err != nil || rows != columns {
		return fmt.Errorf("read %s: size %q", name, lines.Text())
	}
	s.classes, s.joins = rows, make([]int16, rows*columns)
	for lines.Scan() {
		var left, right, cost int
		if _, err := fmt.Sscan(lines.Text(), &left, &right, &cost); err != nil {
			return fmt.Errorf("read %s: line %q: %w", name, lines.Text(), err)
		}
		s.joins[left*columns+right] = int16(cost)
	}
	return lines.Err()
}
