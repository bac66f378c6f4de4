package syndication

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
)

// Backup writes a copy of the store to a new file, as it is at one moment,
// while servers go on. It refuses a file that exists. Only its owner may read
// the copy: callbacks and secrets of subscribers are in it.
func (d *Desk) Backup(ctx context.Context, file string) error {
	if err := d.store.backup(ctx, file); err != nil {
		return fmt.Errorf("back up: %w", err)
	}
	return nil
}

// backup fills a file that it made itself: VACUUM INTO takes a new or an empty
// one.
func (s *store) backup(ctx context.Context, file string) error {
	f, err := os.OpenFile(file, os.O_CREATE|os.O_EXCL|os.O_WRONLY, 0o600)
	if errors.Is(err, fs.ErrExist) {
		return fmt.Errorf("%s exists; a backup overwrites nothing, name another file", file)
	}
	if err != nil {
		return err
	}
	if err := f.Close(); err != nil {
		return err
	}
	if _, err := s.writer.ExecContext(ctx, `VACUUM INTO $1`, file); err != nil {
		return errors.Join(err, os.Remove(file))
	}
	return nil
}
