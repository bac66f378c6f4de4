-- +goose Up

CREATE TABLE receipts ( -- who was served which Version of a feed; written lazily
  feed_id      BIGINT NOT NULL REFERENCES outlet_feeds (id),
  token        TEXT   NOT NULL, -- id of the reader's token; '' for all readers of a public feed
  first        BIGINT NOT NULL, -- the Version served first
  served       BIGINT NOT NULL, -- the highest Version served
  served_at    BIGINT NOT NULL,
  confirmed    BIGINT NOT NULL, -- the highest that a reader said it has (If-None-Match); 0: none
  confirmed_at BIGINT NOT NULL,
  PRIMARY KEY (feed_id, token)
) WITHOUT ROWID;

-- the instant up to which withdrawals were looked through for readers that have not confirmed them
INSERT INTO meta (name, value) VALUES ('unconfirmed', 0);

-- +goose Down

DELETE FROM meta WHERE name = 'unconfirmed';
DROP TABLE receipts;
