package config

import (
	"encoding/json"
	"reflect"
	"strings"

	"vigie/ground/label"
	"vigie/room/field"
	"vigie/room/term"
)

// JSONSchema describes documents, by JSON Schema 2020-12. No property is required but
// the keys: what an item leaves out stays as it is.
func JSONSchema() ([]byte, error) {
	sections := map[string]any{}
	for _, p := range parts() {
		sections[p.name] = map[string]any{"type": "array", "description": p.title.In(label.EN), "items": schemaOf(p.shape())}
	}
	return json.MarshalIndent(map[string]any{
		"$schema": "https://json-schema.org/draft/2020-12/schema", "$id": Schema, "title": "Configuration of Vigie", "type": "object",
		"required": []string{"format", "sections"}, "additionalProperties": false,
		"properties": map[string]any{
			"$schema": map[string]any{"type": "string"}, "format": map[string]any{"const": Format},
			"name": schemaOf(&both{}), "about": schemaOf(&both{}),
			"bring": map[string]any{
				"type": "object", "description": "By type, where projects go that stand at stages that its lifecycle no longer has: the stage, and the one in its place",
				"additionalProperties": schemaOf(&map[string]string{}),
			},
			"sections": map[string]any{"type": "object", "additionalProperties": false, "properties": sections},
		},
	}, "", "  ")
}

// schemaOf describes what a shape of a section is like.
func schemaOf(shape any) map[string]any { return schemaOfType(reflect.TypeOf(shape).Elem()) }

// schemaOfType describes a type by its fields and their tags.
func schemaOfType(t reflect.Type) map[string]any {
	switch t.Kind() {
	case reflect.Pointer:
		return schemaOfType(t.Elem())
	case reflect.String:
		return map[string]any{"type": "string"}
	case reflect.Bool:
		return map[string]any{"type": "boolean"}
	case reflect.Int, reflect.Int64:
		return map[string]any{"type": "integer"}
	case reflect.Map:
		return map[string]any{"type": "object", "additionalProperties": schemaOfType(t.Elem())}
	case reflect.Slice:
		if t == reflect.TypeFor[json.RawMessage]() {
			return map[string]any{}
		}
		return map[string]any{"type": "array", "items": schemaOfType(t.Elem())}
	case reflect.Struct:
		return schemaOfStruct(t)
	}
	return map[string]any{}
}

// wordsOf are those that a tag lists; of objects and terms it is the program that says
// which there are.
func wordsOf(enum string) []string {
	switch enum {
	case "objects":
		return field.Objects
	case "listed":
		return field.Listed
	case "terms":
		var keys []string
		for _, t := range term.Shipped {
			keys = append(keys, t.Key)
		}
		return keys
	}
	return strings.Split(enum, ",")
}

func schemaOfStruct(t reflect.Type) map[string]any {
	properties, keys := map[string]any{}, []string{}
	for i := range t.NumField() {
		f := t.Field(i)
		name, mode, _ := strings.Cut(f.Tag.Get("json"), ",")
		s := schemaOfType(f.Type)
		if doc := f.Tag.Get("doc"); doc != "" {
			s["description"] = doc
		}
		if enum := f.Tag.Get("enum"); enum != "" {
			s["enum"] = wordsOf(enum)
		}
		properties[name] = s
		if i == 0 && f.Type.Kind() == reflect.String && mode != "omitempty" || name == "key" {
			keys = append(keys, name)
		}
	}
	out := map[string]any{"type": "object", "additionalProperties": false, "properties": properties}
	if len(keys) > 0 && t != reflect.TypeFor[both]() && t.PkgPath() == reflect.TypeFor[both]().PkgPath() {
		out["required"] = keys
	}
	return out
}
