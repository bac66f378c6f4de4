-- +goose Up

-- when the text was let go because nobody shows it any more; 0: it is here
ALTER TABLE origins ADD COLUMN forgotten BIGINT NOT NULL DEFAULT 0;
-- when an editor released it from its source's embargo, which counts no more; 0: never
ALTER TABLE origins ADD COLUMN released BIGINT NOT NULL DEFAULT 0;
-- JSON: since when its source says something else than an editor set, by field; '': nothing waits
ALTER TABLE origins ADD COLUMN waiting TEXT NOT NULL DEFAULT '';
CREATE INDEX origins_waiting ON origins (story_id) WHERE waiting <> '';

-- +goose Down

DROP INDEX origins_waiting;
ALTER TABLE origins DROP COLUMN waiting;
ALTER TABLE origins DROP COLUMN released;
ALTER TABLE origins DROP COLUMN forgotten;
