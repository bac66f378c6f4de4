package segment

import (
	"slices"
	"strings"
)

// A cut is a word with one or two places in it.
type cut struct{ start, end, first, second int32 }

// splits reports whether a word is made of parts with boundaries at those of s
// and e that are inside it.
func (l *lattice) splits(w *node, s, e int32) bool {
	if !w.unknown && l.isHonoured(w, s, e) {
		return true
	}
	if w.unknown || w.end-w.start < 3 && l.open == nil {
		return false
	}
	if l.isStem(w, s, e) || l.isHead(w, s, e) {
		return true
	}
	if l.open != nil && s > w.start && e < w.end {
		return false // the middle of a word is a syllable of it: ชา in ประชาชน
	}
	if l.model.whole != nil && l.model.whole(l.letters[w.start:w.end], w.class) {
		return false
	}
	c := cut{w.start, w.end, max(s, w.start), min(e, w.end)}
	if yes, ok := l.parts[c]; ok {
		return yes
	}
	free := l.divide(cut{w.start, w.end, w.start, w.end})
	yes := free < never && int(free-w.cost) <= l.model.opaque*int(w.end-w.start)
	if yes {
		yes = int(l.divide(c)-free) <= l.model.part
	}
	if l.parts == nil {
		l.parts = map[cut]bool{}
	}
	l.parts[c] = yes
	return yes
}

// divide is the cost of the best way to read a word as two or more, with
// boundaries at both places.
func (l *lattice) divide(c cut) int32 {
	base := l.starts[c.start]
	values := make([]int32, l.starts[c.end]-base)
	best := int32(never)
	for i := range values {
		w := &l.nodes[base+int32(i)]
		values[i] = never
		if !l.isPart(w, c) || crosses(w, c.first, c.second) && !l.splits(w, c.first, c.second) {
			continue
		}
		if w.start == c.start {
			values[i] = w.cost
			if l.open == nil && w.end-w.start == 1 {
				values[i] += int32(l.model.more) // 中山+东路 rather than 中+山东路
			}
		}
		for p := l.ends[w.start]; p >= base; p = l.nodes[p].previous {
			join := int32(l.lexicon.Join(l.nodes[p].class, w.class) + l.model.more)
			values[i] = min(values[i], values[p-base]+join+w.cost)
		}
		if w.end == c.end {
			best = min(best, values[i])
		}
	}
	return best
}

// crosses reports whether s or e is inside a word.
func crosses(w *node, s, e int32) bool {
	return w.start < s && s < w.end || w.start < e && e < w.end
}

// isPart reports whether a word may be a part of a longer one. Short words stand
// in longer ones by chance.
func (l *lattice) isPart(w *node, c cut) bool {
	if w.unknown || w.end > c.end || w.start == c.start && w.end == c.end {
		return false
	}
	part := l.letters[w.start:w.end]
	if l.open != nil {
		return w.end == c.end || !isFrail(part)
	}
	return len(part) > 2 || !isKana(part[0])
}

// suffixes are characters that make words of others of two characters or more.
const suffixes = "人队长生家者员会部市县省州局庁院厅处所站场馆店厂园区镇村乡路街港岛湖湾党军国语文话学法业界性化力机车船品费税" +
	"票卡网台室校班级版型式权案率量额价值期节赛杯奖们族教剧片史病症炎药器板库塔桥寺宫城楼堂团都道府県町郡駅"

// isStem reports whether a hit is all of a word but its suffix.
func (l *lattice) isStem(w *node, s, e int32) bool {
	if l.open != nil || s != w.start || e != w.end-1 || !strings.ContainsRune(suffixes, l.letters[e]) {
		return false
	}
	known := l.nodes[l.starts[s]:l.starts[s+1]]
	return slices.ContainsFunc(known, func(v node) bool { return v.end == e && !v.unknown })
}

// isHonoured reports whether a hit is all of a word but the prefix of politeness:
// お茶, ご飯. What means something else with it is not.
func (l *lattice) isHonoured(w *node, s, e int32) bool {
	if l.open != nil || e != w.end || s != w.start+1 || !strings.ContainsRune("おご御", l.letters[w.start]) || !isHan(l.letters[s]) {
		return false
	}
	if slices.Contains(otherHonoured, string(l.letters[s:e])) {
		return false
	}
	known := l.nodes[l.starts[s]:l.starts[s+1]]
	return slices.ContainsFunc(known, func(v node) bool { return v.end == e && !v.unknown })
}

// otherHonoured are words that mean something else without the prefix.
var otherHonoured = strings.Fields("前 金 陰 蔭 手 腹 目 上 中 嬢 待 世 化 節 家 所 用 題 存")
