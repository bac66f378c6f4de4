-- +goose Up

-- When settings last changed that the documents of stories show, in Unix
-- milliseconds; and the hash of those that outlets have.
INSERT INTO meta (name, value) VALUES ('restyled', 0), ('faces', 0);

-- +goose Down

DELETE FROM meta WHERE name IN ('restyled', 'faces');
