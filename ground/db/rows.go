package db

import (
	"context"
	"database/sql"
	"fmt"
	"reflect"
	"strconv"
	"strings"
	"sync"

	"vigie/ground/fault"
)

// Select runs a query and returns its rows. T is a struct whose fields are
// tagged `db:"column"`, or a plain type for queries of one column.
func Select[T any](ctx context.Context, q Querier, query string, args ...any) ([]T, error) {
	var out []T
	err := Each(ctx, q, func(t *T) error {
		out = append(out, *t)
		return nil
	}, query, args...)
	return out, err
}

// Each runs a query and hands over its rows one by one; the pointer is good
// until f returns.
func Each[T any](ctx context.Context, q Querier, f func(*T) error, query string, args ...any) error {
	rows, err := q.query(ctx, query, args...)
	if err != nil {
		return classify(err)
	}
	defer rows.Close()
	cols, err := rows.Columns()
	if err != nil {
		return classify(err)
	}
	var row T
	targets, err := bind(reflect.ValueOf(&row).Elem(), cols)
	if err != nil {
		return err
	}
	var zero T
	for rows.Next() {
		row = zero
		if err := rows.Scan(targets...); err != nil {
			return classify(err)
		}
		if err := f(&row); err != nil {
			return err
		}
	}
	return classify(rows.Err())
}

// Get returns the one row of a query, or fault.NotFound.
func Get[T any](ctx context.Context, q Querier, query string, args ...any) (T, error) {
	rows, err := Select[T](ctx, q, query, args...)
	if err != nil || len(rows) == 0 {
		var zero T
		if err == nil {
			err = fault.NotFound()
		}
		return zero, err
	}
	return rows[0], nil
}

// Exec runs a statement and returns how many rows it touched.
func Exec(ctx context.Context, tx *Tx, query string, args ...any) (int64, error) {
	res, err := tx.exec(ctx, query, args...)
	if err != nil {
		return 0, classify(err)
	}
	n, err := res.RowsAffected()
	return n, classify(err)
}

// Insert writes rows into a table, many at a time. T is a struct whose tagged
// fields are the columns.
func Insert[T any](ctx context.Context, tx *Tx, table string, rows ...T) error {
	_, err := insert(ctx, tx, table, rows, "")
	return err
}

// Replace writes rows over those of the table with the same ids, many at a
// time. Each must be of a later version than the one it replaces; else, or
// where one is not there, it is a fault, and the transaction must not be kept.
func Replace[T any](ctx context.Context, tx *Tx, table string, rows ...T) error {
	var sets []string
	for _, c := range planOf(reflect.TypeFor[T]()).columns {
		if c != "id" {
			sets = append(sets, c+" = excluded."+c)
		}
	}
	n, err := insert(ctx, tx, table, rows, " ON CONFLICT (id) DO UPDATE SET "+strings.Join(sets, ", ")+" WHERE "+table+".version < excluded.version")
	if err == nil && n < int64(len(rows)) {
		return fault.Outdated(nil)
	}
	return err
}

// insert writes rows in statements that end in a tail, and returns how many it
// touched. A statement takes a power of two of rows, so that there are few
// different ones, which the database knows already.
func insert[T any](ctx context.Context, tx *Tx, table string, rows []T, tail string) (touched int64, err error) {
	plan := planOf(reflect.TypeFor[T]())
	into := "INSERT INTO " + table + " (" + strings.Join(plan.columns, ", ") + ") VALUES "
	for most := 128; len(rows) > 0; {
		for most > len(rows) {
			most /= 2
		}
		args := make([]any, 0, most*len(plan.columns))
		for i := range most {
			v := reflect.ValueOf(&rows[i]).Elem()
			for _, at := range plan.index {
				args = append(args, v.FieldByIndex(at).Interface())
			}
		}
		n, err := Exec(ctx, tx, into+placeholders(tx.engine(), most, len(plan.columns))+tail, args...)
		if touched += n; err != nil {
			return touched, err
		}
		rows = rows[most:]
	}
	return touched, nil
}

// Put writes the tagged fields of row over the row of the table with the same id.
func Put[T any](ctx context.Context, tx *Tx, table string, row T) error {
	plan := planOf(reflect.TypeFor[T]())
	v := reflect.ValueOf(&row).Elem()
	var sets []string
	var args []any
	var id any
	for i, c := range plan.columns {
		val := v.FieldByIndex(plan.index[i]).Interface()
		if c == "id" {
			id = val
			continue
		}
		args = append(args, val)
		sets = append(sets, fmt.Sprintf("%s = $%d", c, len(args)))
	}
	args = append(args, id)
	n, err := Exec(ctx, tx, fmt.Sprintf("UPDATE %s SET %s WHERE id = $%d", table, strings.Join(sets, ", "), len(args)), args...)
	if err == nil && n == 0 {
		return fault.NotFound()
	}
	return err
}

// Columns returns the column names of T, for SELECT lists, prefixed with an
// alias when one is given.
func Columns[T any](alias string) string {
	cols := planOf(reflect.TypeFor[T]()).columns
	if alias == "" {
		return strings.Join(cols, ", ")
	}
	return alias + "." + strings.Join(cols, ", "+alias+".")
}

// placeholders writes (..), (..). SQLite gets plain question marks, for its
// binding by number is quadratic.
func placeholders(e Engine, rows, cols int) string {
	var b strings.Builder
	n := 0
	for r := range rows {
		if r > 0 {
			b.WriteString(", ")
		}
		b.WriteByte('(')
		for c := range cols {
			if c > 0 {
				b.WriteByte(',')
			}
			n++
			if e == SQLite {
				b.WriteByte('?')
			} else {
				fmt.Fprintf(&b, "$%d", n)
			}
		}
		b.WriteByte(')')
	}
	return b.String()
}

// List writes ($from, $from+1, ...) for the values of an IN, and appends them
// to args. The last value is repeated up to a power of two, so that there are
// few different texts, which the database knows already.
func List[T any](args []any, values []T) (string, []any) {
	if len(values) == 0 {
		return "(NULL)", args
	}
	b := []byte{'('}
	for i := range powerOfTwo(len(values)) {
		if i > 0 {
			b = append(b, ", "...)
		}
		args = append(args, values[min(i, len(values)-1)])
		b = strconv.AppendInt(append(b, '$'), int64(len(args)), 10)
	}
	return string(append(b, ')')), args
}

// powerOfTwo returns the least power of two that is not below n.
func powerOfTwo(n int) int {
	p := 1
	for p < n {
		p *= 2
	}
	return p
}

type plan struct {
	columns []string
	index   [][]int
	byName  map[string][]int
}

var plans sync.Map // reflect.Type → *plan

func planOf(t reflect.Type) *plan {
	if p, ok := plans.Load(t); ok {
		return p.(*plan)
	}
	p := &plan{byName: map[string][]int{}}
	for _, f := range reflect.VisibleFields(t) {
		if name := f.Tag.Get("db"); name != "" {
			p.columns = append(p.columns, name)
			p.index = append(p.index, f.Index)
			p.byName[name] = f.Index
		}
	}
	plans.Store(t, p)
	return p
}

func bind(row reflect.Value, cols []string) ([]any, error) {
	t := row.Type()
	_, scans := row.Addr().Interface().(sql.Scanner)
	if scans || t.Kind() != reflect.Struct || t.PkgPath() == "time" {
		return []any{target(row)}, nil
	}
	p := planOf(t)
	out := make([]any, len(cols))
	for i, c := range cols {
		at, ok := p.byName[c]
		if !ok {
			return nil, fmt.Errorf("%s has no field for column %q", t, c)
		}
		out[i] = target(row.FieldByIndex(at))
	}
	return out, nil
}

// target returns where to scan a field: NULL reads as the zero value.
func target(v reflect.Value) any {
	p := v.Addr().Interface()
	switch p := p.(type) {
	case sql.Scanner, *any:
		return p
	case *int64:
		return (*nullInt)(p)
	case *string:
		return (*nullString)(p)
	}
	switch v.Kind() {
	case reflect.Int64:
		return (*nullInt)(v.Addr().Convert(reflect.TypeFor[*int64]()).Interface().(*int64))
	case reflect.String:
		return (*nullString)(v.Addr().Convert(reflect.TypeFor[*string]()).Interface().(*string))
	}
	return p
}

type nullInt int64

func (n *nullInt) Scan(v any) error {
	switch v := v.(type) {
	case nil:
		*n = 0
	case int64:
		*n = nullInt(v)
	default:
		return fmt.Errorf("%T is not a whole number", v)
	}
	return nil
}

type nullString string

func (s *nullString) Scan(v any) error {
	switch v := v.(type) {
	case nil:
		*s = ""
	case string:
		*s = nullString(v)
	case []byte:
		*s = nullString(v)
	default:
		return fmt.Errorf("%T is not text", v)
	}
	return nil
}
