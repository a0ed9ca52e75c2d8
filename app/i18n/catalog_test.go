package i18n

import (
	"go/ast"
	"go/parser"
	"go/token"
	"io/fs"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"

	"regulars/assets"
)

var place = regexp.MustCompile(`{{\.[A-Za-z0-9]+}}`)

// places lists what a text wants filled in, over all its plural forms.
func places(forms map[string]string) []string {
	var out []string
	for _, text := range forms {
		out = append(out, place.FindAllString(text, -1)...)
	}
	slices.Sort(out)
	return slices.Compact(out)
}

func catalogs(t *testing.T) map[string]catalog {
	t.Helper()
	c, err := loadCatalogs(assets.I18n)
	if err != nil {
		t.Fatal(err)
	}
	return c
}

func TestEveryLanguageHasEveryText(t *testing.T) {
	all := catalogs(t)
	if len(all) != len(Languages()) {
		t.Errorf("%d languages in the files, %d offered", len(all), len(Languages()))
	}
	for _, l := range Languages() {
		for key := range all["en"] {
			if _, ok := all[l.Tag][key]; !ok {
				t.Errorf("%s lacks %s", l.Tag, key)
			}
		}
		for key, forms := range all[l.Tag] {
			en, ok := all["en"][key]
			if !ok {
				t.Errorf("%s has %s, English does not", l.Tag, key)
				continue
			}
			if want, got := places(en), places(forms); !slices.Equal(want, got) {
				// Date layouts say the same with other parts.
				if !strings.HasPrefix(key, "format.") {
					t.Errorf("%s %s: places %v, in English %v", l.Tag, key, got, want)
				}
			}
			checkForms(t, l.Tag, key, forms)
		}
	}
}

func checkForms(t *testing.T, tag, key string, forms map[string]string) {
	t.Helper()
	if forms["other"] == "" {
		t.Errorf("%s %s: no text", tag, key)
	}
	for form, text := range forms {
		if strings.TrimSpace(text) == "" {
			t.Errorf("%s %s: form %s is empty", tag, key, form)
		}
		if strings.Count(text, "{{") != len(place.FindAllString(text, -1)) {
			t.Errorf("%s %s: %q has a place that is not {{.Name}}", tag, key, text)
		}
		if strings.Contains(text, "{{.PluralCount}}") {
			t.Errorf("%s %s: the number of a plural is {{.N}}", tag, key)
		}
	}
	if strings.Contains(forms["one"], "{{.N}}") && !strings.Contains(forms["other"], "{{.N}}") {
		t.Errorf("%s %s: the other form does not say the number", tag, key)
	}
}

func TestEveryKeyInTheSourceHasAText(t *testing.T) {
	all := catalogs(t)["en"]
	for _, root := range []string{"../../app", "../../cmd"} {
		for _, use := range keysUsedUnder(t, root) {
			if _, ok := all[use.key]; !ok {
				t.Errorf("%s: no text for %s", use.at, use.key)
			}
		}
	}
}

type keyUse struct{ key, at string }

// keysUsedUnder finds the literals in i18n.T("…") and i18n.N("…").
func keysUsedUnder(t *testing.T, root string) []keyUse {
	t.Helper()
	var uses []keyUse
	set := token.NewFileSet()
	err := filepath.WalkDir(root, func(path string, d fs.DirEntry, err error) error {
		if os.IsNotExist(err) || err == nil && (d.IsDir() || !strings.HasSuffix(path, ".go") || strings.HasSuffix(path, "_test.go")) {
			return nil
		}
		if err != nil {
			return err
		}
		file, err := parser.ParseFile(set, path, nil, 0)
		if err != nil {
			return nil // somebody else's build says it better
		}
		ast.Inspect(file, func(n ast.Node) bool {
			if key, ok := keyOfCall(n); ok {
				uses = append(uses, keyUse{key, set.Position(n.Pos()).String()})
			}
			return true
		})
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	return uses
}

func keyOfCall(n ast.Node) (string, bool) {
	call, ok := n.(*ast.CallExpr)
	if !ok || len(call.Args) == 0 {
		return "", false
	}
	fun, ok := call.Fun.(*ast.SelectorExpr)
	if !ok || (fun.Sel.Name != "T" && fun.Sel.Name != "N") {
		return "", false
	}
	if pkg, ok := fun.X.(*ast.Ident); !ok || pkg.Name != "i18n" {
		return "", false
	}
	lit, ok := call.Args[0].(*ast.BasicLit)
	if !ok || lit.Kind != token.STRING {
		return "", false
	}
	key, err := strconv.Unquote(lit.Value)
	return key, err == nil
}
