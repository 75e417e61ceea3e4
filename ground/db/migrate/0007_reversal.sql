-- A change that takes another back says so by its via, such as undo:1234, so
-- that the chain of hashes covers it too; here it is found by the other's number.
CREATE INDEX change_reversing ON change (via) WHERE via >= 'undo:' AND via < 'undo:~';
