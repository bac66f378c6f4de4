package match

import "maps"

// A view is what an index looks for in the texts of one language.
type view struct {
	forms *table // keys of the first words of bare atoms → atom, or atom with mustCheck
	words *table // like index.words, for the atoms that are read otherwise in each language
}

// mustCheck marks an atom whose key has marks, or whose word has another form
// in this language than in none.
const mustCheck = 1 << 29

// view gives the view for a language. The first doc in a language waits until
// it is made.
func (ix *index) view(l *language) *view {
	if v := (*ix.views.Load())[l]; v != nil {
		return v
	}
	ix.mu.Lock()
	defer ix.mu.Unlock()
	views := *ix.views.Load()
	if v := views[l]; v != nil {
		return v
	}
	m := &viewMaker{lang: l}
	for a := range ix.atoms {
		m.add(ix, uint32(a))
	}
	v := m.view(nil, nil)
	views = maps.Clone(views)
	views[l] = v
	ix.views.Store(&views)
	return v
}

// A viewMaker collects a view.
type viewMaker struct {
	lang         *language
	forms, words []entry
}

func (m *viewMaker) add(ix *index, a uint32) {
	at := &ix.atoms[a]
	if at.kind > prefixTerm {
		return
	}
	t := ix.term(a)
	varied := varies(t.text)
	if !varied && (at.kind == phraseTerm || !m.lang.inflects) {
		return
	}
	p := readPattern(&t, m.lang)
	if len(p.elems) == 0 {
		return
	}
	if varied {
		m.words = append(m.words, entry{p.elems[0].hash, a})
	}
	first := &p.elems[0]
	if first.word == nil || first.mode != forms {
		return
	}
	for _, form := range first.word.forms {
		v := a
		if form.marked != "" || len(p.elems) > 1 || at.flags&(checked|dotted) != 0 {
			v |= mustCheck
		}
		m.forms = append(m.forms, entry{form.hash, v})
	}
}

// view is what was collected, and what an older view holds of the same atoms.
func (m *viewMaker) view(old *view, keep func(uint32) (uint32, bool)) *view {
	if old != nil {
		m.forms = append(m.forms, old.forms.entries(keep)...)
		m.words = append(m.words, old.words.entries(keep)...)
	}
	return &view{forms: newTable(m.forms), words: newTable(m.words)}
}
