package main

import (
	"bytes"
	"os"
	"regexp"
	"strconv"
	"testing"

	"regulars/assets"
)

// The bundle and the program must tell the same about themselves.
func TestMetadataIsThatOfFyneApp(t *testing.T) {
	file, err := os.ReadFile("../../FyneApp.toml")
	if err != nil {
		t.Fatal(err)
	}
	want := func(field string) string {
		m := regexp.MustCompile(`(?m)^\s*` + field + `\s*=\s*"?([^"\n]*)"?`).FindSubmatch(file)
		if m == nil {
			t.Fatalf("FyneApp.toml has no %s", field)
		}
		return string(m[1])
	}
	m := metadata()
	for field, got := range map[string]string{"ID": m.ID, "Name": m.Name, "Version": m.Version, "Build": strconv.Itoa(m.Build)} {
		if w := want(field); got != w {
			t.Errorf("%s is %q, in FyneApp.toml %q", field, got, w)
		}
	}
	icon, err := os.ReadFile("../../" + want("Icon"))
	if err != nil {
		t.Fatal(err)
	}
	if !bytes.Equal(icon, assets.Icon) || !bytes.Equal(icon, m.Icon.Content()) {
		t.Error("the icon is not the one of FyneApp.toml")
	}
}

func TestArguments(t *testing.T) {
	for _, c := range []struct {
		args []string
		want config
		ok   bool
	}{
		{nil, config{}, true},
		{[]string{"--book", "a.regulars", "--lang", "vi", "--theme", "dark"}, config{book: "a.regulars", language: "vi", theme: "dark"}, true},
		{[]string{"--sample", "shop"}, config{sample: "shop"}, true},
		{[]string{"--sample", "circus"}, config{sample: "circus"}, false},
		{[]string{"--theme", "pink"}, config{theme: "pink"}, false},
		{[]string{"a.regulars"}, config{}, false},
		{[]string{"--version"}, config{version: true}, true},
	} {
		got, err := parse(c.args)
		if got != c.want || (err == nil) != c.ok {
			t.Errorf("%v: %+v, %v", c.args, got, err)
		}
	}
}
