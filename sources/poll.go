package sources

import (
	"context"
	"fmt"
	"maps"
	"time"

	"github.com/silkwire/silkwire/feeds"
)

// saveTime is how long a poll may take to note what it has handed over, also
// while the Poller is being stopped.
const saveTime = 5 * time.Second

// poll polls src once and gives what to remember of it. A poll that was
// interrupted leaves everything as it was.
func (p *Poller) poll(ctx context.Context, src *Source, old Memory) Memory {
	m := old
	m.Articles = maps.Clone(old.Articles)
	v := &visit{client: p.Client, source: src, memory: &m, now: p.Now(), paced: true}
	feed, err := v.read(ctx)
	if err == nil && feed != nil {
		err = p.receive(ctx, src, feed)
	}
	if ctx.Err() != nil {
		old.NextPoll = p.Now()
		return old
	}
	if err != nil {
		m = old.failed(err)
	} else {
		m.succeeded(feed, v)
		p.subscribe(ctx, src, &m)
	}
	m.LastPoll = p.Now()
	m.NextPoll = p.schedule(src, &m, v, err)
	p.note(ctx, src, &m, old.Condition)
	return m
}

func (p *Poller) receive(ctx context.Context, src *Source, feed *feeds.Feed) error {
	if err := p.Receiver.Receive(ctx, src, feed); err != nil {
		return fmt.Errorf("keep the items: %w", err)
	}
	return nil
}

// note saves what is to be remembered, and tells if the condition has changed.
func (p *Poller) note(ctx context.Context, src *Source, m *Memory, before Condition) {
	if m.Condition != before {
		m.Since = m.LastPoll
	}
	save, cancel := context.WithTimeout(context.WithoutCancel(ctx), saveTime)
	defer cancel()
	if err := p.State.SaveMemory(save, src.Name, *m); err != nil {
		p.Log.Error("what is remembered of a source cannot be saved; it will be polled again after a restart",
			"source", src.Name, "error", err)
	}
	if m.Condition == before {
		return
	}
	p.Log.Info("a source's condition has changed", "source", src.Name,
		"from", before.String(), "to", m.Condition.String(), "error", m.Error, "repairs", len(m.Repairs), "next", m.NextPoll)
	if p.OnCondition != nil {
		p.OnCondition(Health{Source: src.Name, URL: src.Address(), Memory: *m, Before: before})
	}
}
