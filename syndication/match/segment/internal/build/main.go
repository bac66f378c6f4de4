// Build makes the lexicons of package segment from the files of free packages. README.md in the folder of that package names them.
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

// The places of the packages' files.
type places struct{ jieba, ipadic, icu, cldr string }

func main() {
	log.SetFlags(0)
	var from places
	flag.StringVar(&from.jieba, "jieba", "", "folder of jieba's data: dict.txt, posseg/prob_trans.py")
	flag.StringVar(&from.ipadic, "ipadic", "", "folder of IPADIC's source: *.csv, matrix.def")
	flag.StringVar(&from.icu, "icu", "", "ICU's data library or data file")
	flag.StringVar(&from.cldr, "cldr", "", "folder of cldr-localenames-full and cldr-dates-full")
	out := flag.String("o", "data", "folder to write to")
	flag.Parse()
	if err := build(from, *out); err != nil {
		log.Fatal(err)
	}
}

func build(from places, out string) error {
	dicts, err := openICU(from.icu)
	if err != nil {
		return err
	}
	for _, l := range []struct {
		name string
		read func() (*source, error)
	}{
		{"zh", func() (*source, error) { return chinese(from.jieba, dicts) }},
		{"ja", func() (*source, error) { return japanese(from.ipadic) }},
		{"th", func() (*source, error) { return plain(dicts, "thaidict", from.cldr, "th") }},
		{"km", func() (*source, error) { return plain(dicts, "khmerdict", from.cldr, "km") }},
		{"lo", func() (*source, error) { return plain(dicts, "laodict", from.cldr, "lo") }},
		{"my", func() (*source, error) { return plain(dicts, "burmesedict", from.cldr, "my") }},
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
	letters, _ := lexicon.Fold(nil, nil, word)
	if len(letters) == 0 || len(letters) > lexicon.MaxWord {
		return
	}
	cost = max(-30000, min(30000, cost))
	s.words = append(s.words, lexicon.Word{Letters: letters, Entry: lexicon.Entry{Class: class, Cost: int16(cost)}})
}
