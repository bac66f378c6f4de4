// Build makes the lexicons of package segment from the files of three free
// packages. README.md in the folder of that package names them.
package main

import (
	"bytes"
	"flag"
	"fmt"
	"log"
	"os"
	"path/filepath"

	"github.com/silkwire/silkwire/syndication/match/segment/internal/lexicon"
)

// A source is a lexicon to be made.
type source struct {
	classes int
	joins   []int16
	words   []lexicon.Word
}

func main() {
	log.SetFlags(0)
	jieba := flag.String("jieba", "", "folder of jieba's data: dict.txt, posseg/prob_trans.py")
	ipadic := flag.String("ipadic", "", "folder of IPADIC's source: *.csv, matrix.def")
	icu := flag.String("icu", "", "ICU's data library or data file")
	out := flag.String("o", "data", "folder to write to")
	flag.Parse()
	if err := build(*jieba, *ipadic, *icu, *out); err != nil {
		log.Fatal(err)
	}
}

func build(jieba, ipadic, icu, out string) error {
	dicts, err := openICU(icu)
	if err != nil {
		return err
	}
	for _, l := range []struct {
		name string
		read func() (*source, error)
	}{
		{"zh", func() (*source, error) { return chinese(jieba, dicts) }},
		{"ja", func() (*source, error) { return japanese(ipadic) }},
		{"th", func() (*source, error) { return plain(dicts, "thaidict") }},
		{"km", func() (*source, error) { return plain(dicts, "khmerdict") }},
		{"lo", func() (*source, error) { return plain(dicts, "laodict") }},
		{"my", func() (*source, error) { return plain(dicts, "burmesedict") }},
	} {
		s, err := l.read()
		if err == nil {
			err = s.write(filepath.Join(out, l.name+".lex"))
		}
		if err != nil {
			return fmt.Errorf("build %s: %w", l.name, err)
		}
	}
	return nil
}

func (s *source) write(name string) error {
	var b bytes.Buffer
	if err := lexicon.Write(&b, s.classes, s.joins, s.words); err != nil {
		return err
	}
	fmt.Println(name, len(s.words), "words", b.Len(), "bytes")
	return os.WriteFile(name, b.Bytes(), 0o644)
}

// add adds a word, folded. Words that are too long are left out.
func (s *source) add(word string, class uint16, cost int) {
	letters, _ := lexicon.Fold(word)
	if len(letters) == 0 || len(letters) > lexicon.MaxWord {
		return
	}
	cost = max(-30000, min(30000, cost))
	s.words = append(s.words, lexicon.Word{Letters: letters, Entry: lexicon.Entry{Class: class, Cost: int16(cost)}})
}
