package syndication

import (
	"context"
	"database/sql"
	"encoding/json"
	"errors"
	"fmt"

	"github.com/silkwire/silkwire/sources"
)

// LoadMemory implements sources.State.
func (d *Desk) LoadMemory(ctx context.Context, source string) (sources.Memory, error) {
	var m sources.Memory
	err := d.read(ctx, func(x *tx) error {
		var kept string
		err := x.row(`SELECT memory FROM sources WHERE name = $1`, source).Scan(&kept)
		if errors.Is(err, sql.ErrNoRows) || err == nil && kept == "" {
			return nil
		}
		if err != nil {
			return err
		}
		return json.Unmarshal([]byte(kept), &m)
	})
	if err != nil {
		return sources.Memory{}, fmt.Errorf("load memory of source %s: %w", source, err)
	}
	return m, nil
}

// SaveMemory implements sources.State.
func (d *Desk) SaveMemory(ctx context.Context, source string, m sources.Memory) error {
	err := d.write(ctx, func(x *tx) error {
		return x.exec(`
			INSERT INTO sources (name, title, link, settings, memory)
			VALUES ($1, '', '', '', $2)
			ON CONFLICT (name) DO UPDATE SET memory = excluded.memory`,
			source, jsonOf(m))
	})
	if err != nil {
		return fmt.Errorf("save memory of source %s: %w", source, err)
	}
	return nil
}

// Memories gives the memory of every source that was ever polled.
func (d *Desk) Memories(ctx context.Context) (map[string]sources.Memory, error) {
	all := map[string]sources.Memory{}
	err := d.read(ctx, func(x *tx) error {
		return x.each(func(r scanner) error {
			var name, kept string
			var m sources.Memory
			if err := r.Scan(&name, &kept); err != nil {
				return err
			}
			if err := json.Unmarshal([]byte(kept), &m); err != nil {
				return fmt.Errorf("source %s: %w", name, err)
			}
			all[name] = m
			return nil
		}, `SELECT name, memory FROM sources WHERE memory <> ''`)
	})
	if err != nil {
		return nil, fmt.Errorf("load memories of sources: %w", err)
	}
	return all, nil
}
