-- +goose Up

CREATE TABLE likenesses ( -- by which near-duplicates of the last days are found
  n         BIGINT NOT NULL, -- a number of the sketch of title and lead
  origin_id BIGINT NOT NULL,
  at        BIGINT NOT NULL, -- when the origin came
  PRIMARY KEY (n, origin_id)
) WITHOUT ROWID;

-- +goose Down

DROP TABLE likenesses;
