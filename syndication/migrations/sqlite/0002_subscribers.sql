-- +goose Up

CREATE TABLE subscribers ( -- of the WebSub hub; only those that confirmed
  id        INTEGER PRIMARY KEY,
  outlet    TEXT    NOT NULL, -- the topic: an outlet,
  feed      TEXT    NOT NULL, -- its feed
  format    TEXT    NOT NULL, -- and 'rss', 'atom' or 'json'
  callback  TEXT    NOT NULL, -- as given; who knows it can speak for the subscriber: never logged or shown
  secret    BLOB    NOT NULL, -- signs what is pushed (HMAC), so it is kept as it is; empty: none
  token     TEXT    NOT NULL, -- id of the token it subscribed with; '' where none is needed
  lease     BIGINT  NOT NULL, -- when it ends
  created   BIGINT  NOT NULL,
  delivered BIGINT  NOT NULL, -- number of the newest row it has
  failures  INTEGER NOT NULL, -- deliveries that failed since the last that did not
  next_try  BIGINT  NOT NULL, -- not before; 0: at once
  UNIQUE (outlet, feed, format, callback)
);

-- +goose Down

DROP TABLE subscribers;
