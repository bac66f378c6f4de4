-- +goose Up

CREATE TABLE subscriptions ( -- those that outlets made for themselves; others are in the configuration
  outlet  TEXT   NOT NULL,
  name    TEXT   NOT NULL, -- of the feed that the subscription makes
  title   TEXT   NOT NULL, -- JSON: by language; '' is for all others
  query   TEXT   NOT NULL,
  changed BIGINT NOT NULL,
  PRIMARY KEY (outlet, name)
) WITHOUT ROWID;

-- Rises with every commit that changes one, so that other processes notice.
INSERT INTO meta (name, value) VALUES ('subscriptions', 0);

-- +goose Down

DELETE FROM meta WHERE name = 'subscriptions';
DROP TABLE subscriptions;
