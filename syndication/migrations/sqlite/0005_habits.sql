-- +goose Up

CREATE TABLE habits ( -- how much a source brings, so that a burst is told from a day of news
  source TEXT    PRIMARY KEY,
  polls  INTEGER NOT NULL, -- documents that brought new stories
  last   BIGINT  NOT NULL, -- when the last one came
  hour   BIGINT  NOT NULL, -- the present hour, since 1970
  count  INTEGER NOT NULL, -- new stories in it
  weight INTEGER NOT NULL, -- of what was let through though old or repeated; half of it is forgotten in a day
  peak   REAL    NOT NULL  -- the most new stories in an hour, fading over weeks
);

-- +goose Down

DROP TABLE habits;
