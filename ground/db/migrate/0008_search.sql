-- What is looked for by words, folded: without accents and in small letters.
ALTER TABLE comment ADD COLUMN folded TEXT NOT NULL DEFAULT '';
ALTER TABLE attachment ADD COLUMN name_folded TEXT NOT NULL DEFAULT '';
