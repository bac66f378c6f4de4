-- All instants are Unix milliseconds, UTC; 0 is "none".
-- Texts are never NULL; '' is "none".

-- +goose Up

CREATE TABLE meta (
  name  TEXT   PRIMARY KEY,
  -- 'tick', 'settings', 'tokens' rise with every commit that gives a feed a row,
  -- that changes what documents show besides rows, that changes a token: so other
  -- processes notice. 'topics' is a hash of the topics; 'retopic' is the story up
  -- to which they were found anew, -1 if in all.
  value BIGINT NOT NULL
);
INSERT INTO meta (name, value) VALUES ('tick', 0), ('settings', 0), ('tokens', 0), ('topics', 0), ('retopic', -1);

CREATE TABLE sources (
  name     TEXT PRIMARY KEY, -- as configured; stays when the source leaves the configuration
  title    TEXT NOT NULL,    -- what the source calls itself
  link     TEXT NOT NULL,    -- its public page
  settings TEXT NOT NULL,    -- JSON: title and rights as last configured
  memory   TEXT NOT NULL     -- JSON: what the poller remembers; '' before the first poll
);

CREATE TABLE stories (
  id      INTEGER PRIMARY KEY,
  sid     TEXT    NOT NULL UNIQUE, -- random; part of the public id
  status  TEXT    NOT NULL,        -- '' or 'withdrawn', by an editor
  note    TEXT    NOT NULL,        -- an editor's, for readers
  edits   TEXT    NOT NULL,        -- JSON: the fields that an editor corrected; they win over every origin
  embargo BIGINT  NOT NULL,        -- by an editor; 0 once it has passed
  due     BIGINT  NOT NULL,        -- the next instant at which time alone changes the story
  family  BIGINT  NOT NULL,        -- stories that are translations of one another share it; 0: none known
  created BIGINT  NOT NULL,        -- when it came
  changed BIGINT  NOT NULL         -- the last decision of an editor; 0: none
);
CREATE INDEX stories_due ON stories (due) WHERE due > 0;
CREATE INDEX stories_family ON stories (family) WHERE family > 0;

CREATE TABLE origins (
  id        INTEGER PRIMARY KEY,
  story_id  BIGINT  NOT NULL REFERENCES stories (id),
  source    TEXT    NOT NULL, -- the source's name
  language  TEXT    NOT NULL, -- BCP 47 or 'und'
  version   INTEGER NOT NULL, -- the present one, of versions
  hash      BLOB    NOT NULL, -- of what its source last sent; an equal one is no change
  status    TEXT    NOT NULL, -- '', 'withdrawn' by its source, 'expired' by its rights
  embargo   BIGINT  NOT NULL, -- by its source; 0 once it has passed
  expires   BIGINT  NOT NULL, -- by its rights; 0: never
  published BIGINT  NOT NULL, -- as first told
  received  BIGINT  NOT NULL, -- when it came
  changed   BIGINT  NOT NULL, -- when its present version or status came
  tombstone BIGINT  NOT NULL, -- time of the last tombstone its source sent, so that none is heard twice
  names     INTEGER NOT NULL, -- how many identities it has; they are bounded
  topics    TEXT    NOT NULL  -- JSON: ids of the topics found in the present version
);
CREATE INDEX origins_story ON origins (story_id);
CREATE INDEX origins_expires ON origins (source) WHERE expires > 0;

CREATE TABLE identities (
  key       BLOB   NOT NULL, -- a letter for its kind (guid, link, content) and a hash
  origin_id BIGINT NOT NULL REFERENCES origins (id) ON DELETE CASCADE,
  PRIMARY KEY (key, origin_id)
) WITHOUT ROWID;
CREATE INDEX identities_origin ON identities (origin_id);

CREATE TABLE versions (
  origin_id BIGINT  NOT NULL REFERENCES origins (id) ON DELETE CASCADE,
  n         INTEGER NOT NULL, -- 1, 2, 3 …
  at        BIGINT  NOT NULL, -- when it came
  kind      TEXT    NOT NULL, -- new, update, correction, withdrawal, reinstatement
  note      TEXT    NOT NULL, -- the source's, for readers
  item      TEXT    NOT NULL, -- JSON: the item as its source told it
  PRIMARY KEY (origin_id, n)
);

CREATE TABLE decisions (
  id       INTEGER PRIMARY KEY,
  story_id BIGINT  NOT NULL REFERENCES stories (id) ON DELETE CASCADE,
  at       BIGINT  NOT NULL,
  verb     TEXT    NOT NULL, -- correct, withdraw, reinstate, embargo
  note     TEXT    NOT NULL  -- the editor's words; JSON of the fields for correct, the instant for embargo
);
CREATE INDEX decisions_story ON decisions (story_id);

CREATE TABLE translation_hints (
  key      BLOB   NOT NULL, -- identity of the item that a source calls a translation
  story_id BIGINT NOT NULL REFERENCES stories (id) ON DELETE CASCADE, -- the story that says so
  PRIMARY KEY (key, story_id)
) WITHOUT ROWID;

CREATE TABLE outlet_feeds (
  id        INTEGER PRIMARY KEY,
  outlet    TEXT    NOT NULL,
  name      TEXT    NOT NULL, -- 'feed', a language tag, or a subscription
  kind      TEXT    NOT NULL, -- 'all', 'language', 'subscription'
  version   BIGINT  NOT NULL, -- number of the newest row
  modified  BIGINT  NOT NULL, -- whole seconds; rises with every version
  selection TEXT    NOT NULL, -- hash of what decides which stories it gets
  order_by  TEXT    NOT NULL, -- the kinds by which its places were numbered
  applied   BIGINT  NOT NULL, -- the selection is applied to the stories up to this one; -1: to all
  tick      BIGINT  NOT NULL, -- meta 'tick' at its last change
  UNIQUE (outlet, name)
);
CREATE INDEX outlet_feeds_tick ON outlet_feeds (tick);

CREATE TABLE rows (
  feed_id   BIGINT NOT NULL REFERENCES outlet_feeds (id),
  n         BIGINT NOT NULL, -- 1, 2, 3 … without gaps
  story_id  BIGINT NOT NULL,
  origin_id BIGINT NOT NULL, -- 0, or the origin where an outlet takes an entry for each
  kind      TEXT   NOT NULL, -- new, update, correction, withdrawal, reinstatement, release, expiry, enter, leave
  at        BIGINT NOT NULL,
  note      TEXT   NOT NULL,
  PRIMARY KEY (feed_id, n)
) WITHOUT ROWID;

CREATE TABLE members (
  story_id  BIGINT NOT NULL,
  feed_id   BIGINT NOT NULL REFERENCES outlet_feeds (id),
  origin_id BIGINT NOT NULL, -- as in rows
  lead      BIGINT NOT NULL, -- the origin whose text is shown
  state     TEXT   NOT NULL, -- 'in', 'withdrawn', 'expired', 'held' (embargoed late)
  first_row BIGINT NOT NULL, -- the row by which it came
  last_row  BIGINT NOT NULL,
  place     BIGINT NOT NULL, -- the row that decides its place in documents
  left_row  BIGINT NOT NULL, -- the row by which it left; 0: it has not
  gone_at   BIGINT NOT NULL, -- when it was withdrawn, expired or held; 0: it is in
  PRIMARY KEY (story_id, feed_id, origin_id)
) WITHOUT ROWID;
CREATE INDEX members_place ON members (feed_id, place);
CREATE INDEX members_gone ON members (feed_id, gone_at) WHERE gone_at > 0;

CREATE TABLE tokens (
  id        TEXT   PRIMARY KEY, -- short, not secret
  outlet    TEXT   NOT NULL,
  name      TEXT   NOT NULL,
  sha256    BLOB   NOT NULL UNIQUE, -- of the secret
  feeds     TEXT   NOT NULL,        -- JSON: names; null: all of the outlet's
  until     BIGINT NOT NULL,        -- 0: until revoked
  created   BIGINT NOT NULL,
  last_used BIGINT NOT NULL         -- written lazily, within minutes
);
CREATE INDEX tokens_outlet ON tokens (outlet);

-- +goose Down

DROP TABLE tokens;
DROP TABLE members;
DROP TABLE rows;
DROP TABLE outlet_feeds;
DROP TABLE translation_hints;
DROP TABLE decisions;
DROP TABLE versions;
DROP TABLE identities;
DROP TABLE origins;
DROP TABLE stories;
DROP TABLE sources;
DROP TABLE meta;
