package main

import (
	"strings"
	"testing"
)

func TestOnlyLicencesThatAreAllowedFit(t *testing.T) {
	for expression, want := range map[string]bool{
		"MIT": true, "MIT OR GPL-3.0": true, "(MIT OR CC0-1.0)": true, "MIT AND BSD-3-Clause": true,
		"": false, "GPL-3.0": false, "MIT AND GPL-3.0": false, "UNLICENSED": false, "AGPL-3.0-only": false, "SEE LICENSE IN x": false,
	} {
		if got := fits(expression); got != want {
			t.Errorf("%q: got %t", expression, got)
		}
	}
	for text, want := range map[string]string{
		"Permission is hereby granted, free of\ncharge, to any person obtaining a copy": "MIT", "Apache License\n Version 2.0": "Apache-2.0",
		"GNU GENERAL PUBLIC LICENSE": "GPL", "All rights reserved.": "", "Redistribution and use in source and binary forms": "BSD-2-Clause",
	} {
		if got := classify(text); got != want {
			t.Errorf("%q: got %q, want %q", text, got, want)
		}
	}
}

func TestSecretsAreKnownByTheirLooks(t *testing.T) {
	known := func(text string) bool {
		for _, s := range secret {
			if s.MatchString(text) {
				return true
			}
		}
		return false
	}
	// Put together here, so that the tree itself holds none.
	for _, text := range []string{
		"AKIA" + strings.Repeat("A", 16), "gh" + "p_" + strings.Repeat("a", 36), "-----BEGIN " + "PRIVATE KEY-----\n" + strings.Repeat("Ab", 40),
		"postgres://vigie:hunter2" + "x@db.acme.com", "xox" + "b-1234567890-1234567890", "//registry.npmjs.org/:_auth" + "Token=abc",
	} {
		if !known(text) {
			t.Errorf("%.12s…: not taken for a secret", text)
		}
	}
	for _, text := range []string{"postgres://vigie@db/vigie", "https://user:${PASSWORD}@db.acme.com", "AKIA", "-----BEGIN CERTIFICATE-----"} {
		if known(text) {
			t.Errorf("%q: taken for a secret", text)
		}
	}
}
