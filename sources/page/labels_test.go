package page

import (
	"slices"
	"testing"

	"github.com/silkwire/silkwire/feeds"
)

func TestLabelsOfNewsroomsInManyLanguages(t *testing.T) {
	tests := []struct {
		line  string
		field field
		value string
	}{
		{"Abstract : How to make our cities smarter?", abstract, "How to make our cities smarter?"},
		{"Keyword: Shanghai smart city", keywords, "Shanghai smart city"},
		{"(Edited by Niu Huizhe with Xinhua Silk Road)", editor, "Niu Huizhe with Xinhua Silk Road"},
		{"责任编辑：王晓丽", editor, "王晓丽"},
		{"【责任编辑:王晓丽】", editor, "王晓丽"},
		{"关键词：长江 航标", keywords, "长江 航标"},
		{"来源：新华社", source, "新华社"},
		{"發布時間：2020-11-06", published, "2020-11-06"},
		{"الكلمات المفتاحية: جدة", keywords, "جدة"},
		{"Ключевые слова: мосты", keywords, "мосты"},
		{"Под редакцией Ивана Седова", editor, "Ивана Седова"},
		{"Mots-clés : train", keywords, "train"},
		{"Publié le 6 novembre 2020", published, "6 novembre 2020"},
		{"Palabras clave: aceite", keywords, "aceite"},
		{"Zusammenfassung: Bis 2030", abstract, "Bis 2030"},
		{"Von Katrin Öztürk", author, "Katrin Öztürk"},
		{"キーワード：水素", keywords, "水素"},
		{"편집: 박서연", editor, "박서연"},
		{"입력 2020.11.06. 09:30", published, "2020.11.06. 09:30"},
		{"संपादक: राकेश मिश्र", editor, "राकेश मिश्र"},
		{"برچسب‌ها: تالاب", keywords, "تالاب"},
		{"תגיות: חיפה", keywords, "חיפה"},
		{"คำสำคัญ: ท่าเรือ", keywords, "ท่าเรือ"},

		{"By Monday, the talks had failed and everybody went home.", noField, ""},
		{"By noon we knew more about our own quay.", noField, ""},
		{"Von der Leyen sprach am Freitag über die Häfen des Kontinents.", noField, ""},
		{"Par ailleurs, le port restera ouvert toute la nuit.", noField, ""},
		{"Published reports say that the port is open: it is not.", noField, ""},
		{"Editorial: why ports matter", noField, ""},
		{"Tagsüber bleibt der Hafen geschlossen.", noField, ""},
		{"文化部は六日、発表した。", noField, ""},
	}
	for _, tt := range tests {
		f, value, ok := cutLabel(tt.line)
		if f != tt.field || value != tt.value || ok != (tt.field != noField) {
			t.Errorf("%q: field %d, value %q, %t", tt.line, f, value, ok)
		}
	}
}

func TestPersonIsReadFromACredit(t *testing.T) {
	for value, want := range map[string]feeds.Person{
		"Niu Huizhe with Xinhua Silk Road, niuhuizhe@xinhua.org": {Name: "Niu Huizhe", Email: "niuhuizhe@xinhua.org"},
		"سلمى الحربي، salma@marfa.example":                       {Name: "سلمى الحربي", Email: "salma@marfa.example"},
		"김민수 기자 minsu@hangang.example":                           {Name: "김민수", Email: "minsu@hangang.example"},
		"Niu Huizhe [email protected]":                           {Name: "Niu Huizhe"},
		"राकेश मिश्र (rakesh@desh.example)":                      {Name: "राकेश मिश्र", Email: "rakesh@desh.example"},
	} {
		if got, ok := person(value); !ok || got != want {
			t.Errorf("%q: %+v", value, got)
		}
	}
}

func TestKeywordsArePartedAsPrinted(t *testing.T) {
	for value, want := range map[string][]string{
		"Shanghai,smart city": {"Shanghai", "smart city"},
		"水素、フェリー、函館":          {"水素", "フェリー", "函館"},
		"长江 航标":               {"长江", "航标"},
		"جدة، ميناء":          {"جدة", "ميناء"},
		"мосты; Ока; дороги":  {"мосты", "Ока", "дороги"},
		"one, one, two,":      {"one", "two"},
	} {
		if got := splitKeywords(value); !slices.Equal(got, want) {
			t.Errorf("%q: %q", value, got)
		}
	}
}
