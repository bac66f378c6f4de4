package match

import (
	"sync"
	"sync/atomic"

	"github.com/silkwire/silkwire/feeds/lang"
)

// maxCovers bounds what covers remembers: tags come from strangers.
const maxCovers = 4096

var (
	coversMemory sync.Map // [2]string → bool
	coversCount  atomic.Int64
)

// covers is lang.Covers with a memory: the same few tags are asked for with
// every item.
func covers(rng, tag string) bool {
	key := [2]string{rng, tag}
	if yes, ok := coversMemory.Load(key); ok {
		return yes.(bool)
	}
	yes := lang.Covers(rng, tag)
	if coversCount.Load() < maxCovers {
		if _, loaded := coversMemory.LoadOrStore(key, yes); !loaded {
			coversCount.Add(1)
		}
	}
	return yes
}
