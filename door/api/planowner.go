package api

// person reads the id of a person; empty is nobody, and nothing stays.
func (r batchRefs) person(public *string) (*int64, error) {
	if public == nil {
		return nil, nil
	}
	id, err := r.s.unsealed(*public)
	return &id, err
}
