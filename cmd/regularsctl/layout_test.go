package main

import (
	"go/parser"
	"go/token"
	"io/fs"
	"os"
	"path"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"
)

const projectRoot = "../.."

// room is a folder, everything below it included, with the rooms it may
// import besides itself.
type room struct {
	path string
	may  []string
}

// rooms is the plan of the house from the bottom to the top: a room may
// import only rooms above its own line here. The longest path that fits a
// package is its room; "app/*" is each folder of app that has no line of its own.
var rooms = []room{
	{"assets", nil},
	{"data/crm", nil},
	{"data/facts", []string{"data/crm"}},
	{"data/book/search", []string{"data/crm"}},
	{"data/book", []string{"data/crm", "data/facts", "data/book/search"}},
	{"data/insight", []string{"data/crm", "data/facts"}},
	{"data/exchange", []string{"data/crm", "data/book"}},
	{"data/sample", []string{"data/crm", "data/book"}},
	{"app/i18n", []string{"assets", "data/crm"}},
	{"app/chart", []string{"data/crm", "app/i18n"}},
	{"app/ui", []string{"assets", "data/crm", "app/i18n", "app/chart"}},
	{"app/screen", []string{"data/*", "app/i18n", "app/chart", "app/ui"}},
	{"app/*", []string{"assets", "data/*", "app/i18n", "app/chart", "app/ui", "app/screen"}},
	{"app/desktop", []string{"assets", "data/*", "app/*"}},
	{"cmd/*", []string{"assets", "data/*", "app/*"}},
}

// kept names libraries that only some rooms may import.
var kept = []struct {
	library string
	by      []string
}{
	{"go.etcd.io/bbolt", []string{"data/book"}},
	{"fyne.io/fyne/v2/app", []string{"cmd/regulars"}},
	{"fyne.io/fyne/v2", []string{"app", "cmd"}},
	{"github.com/wcharczuk/go-chart", []string{"app/chart"}},
	{"gonum.org/v1/gonum", []string{"data/insight"}},
	{"github.com/spf13/cobra", []string{"cmd/regularsctl"}},
	{"github.com/go-text/typesetting", []string{"app/screen/paper"}},
}

// under reports whether a package lies in a folder.
func under(pkg, folder string) bool {
	return pkg == folder || strings.HasPrefix(pkg, folder+"/")
}

// fits reports whether a package belongs to a pattern of the plan.
func fits(pkg, pattern string) bool {
	parent, ok := strings.CutSuffix(pattern, "/*")
	if !ok {
		return under(pkg, pattern)
	}
	return strings.HasPrefix(pkg, parent+"/")
}

// roomOf returns the line of the plan for a package, or -1.
func roomOf(pkg string) int {
	best := -1
	for i, r := range rooms {
		if fits(pkg, r.path) && (best < 0 || len(r.path) > len(rooms[best].path)) {
			best = i
		}
	}
	return best
}

// mayImport reports whether package from may import package to.
func mayImport(from, to string) bool {
	f, t := roomOf(from), roomOf(to)
	if f < 0 || t < 0 {
		return false
	}
	if f == t { // one folder of app or cmd does not know the next
		return !strings.HasSuffix(rooms[f].path, "/*") || folder(from) == folder(to)
	}
	return t < f && slices.ContainsFunc(rooms[f].may, func(p string) bool { return fits(to, p) })
}

// folder is the first two parts of a path.
func folder(pkg string) string {
	parts := strings.SplitN(pkg, "/", 3)
	return strings.Join(parts[:min(2, len(parts))], "/")
}

func mayUse(pkg, library string) bool {
	for _, k := range kept {
		if under(library, k.library) || strings.HasPrefix(library, k.library+"/v") {
			return slices.ContainsFunc(k.by, func(f string) bool { return under(pkg, f) })
		}
	}
	return true
}

// goFile is one file with what it imports.
type goFile struct {
	name, pkg string
	imports   []string
}

func goFiles(t *testing.T) []goFile {
	t.Helper()
	var out []goFile
	err := filepath.WalkDir(projectRoot, func(name string, e fs.DirEntry, err error) error {
		if err != nil {
			return err
		}
		if e.IsDir() && name != projectRoot && (strings.HasPrefix(e.Name(), ".") || e.Name() == "build" || e.Name() == "testdata") {
			return filepath.SkipDir
		}
		if e.IsDir() || filepath.Ext(name) != ".go" {
			return nil
		}
		f, err := parser.ParseFile(token.NewFileSet(), name, nil, parser.ImportsOnly)
		if err != nil {
			return err
		}
		rel, err := filepath.Rel(projectRoot, name)
		if err != nil {
			return err
		}
		g := goFile{name: filepath.ToSlash(rel), pkg: path.Dir(filepath.ToSlash(rel))}
		for _, s := range f.Imports {
			p, err := strconv.Unquote(s.Path.Value)
			if err != nil {
				return err
			}
			g.imports = append(g.imports, p)
		}
		out = append(out, g)
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	return out
}

func TestImportsPointDown(t *testing.T) {
	files := goFiles(t)
	if len(files) < 50 {
		t.Fatalf("found only %d files", len(files))
	}
	for _, f := range files {
		if roomOf(f.pkg) < 0 {
			t.Errorf("%s lies in no room of the plan", f.name)
			continue
		}
		test := strings.HasSuffix(f.name, "_test.go")
		for _, imp := range f.imports {
			to, ours := strings.CutPrefix(imp, "regulars/")
			if ours && !test && !mayImport(f.pkg, to) {
				t.Errorf("%s imports %s: the arrow points up", f.name, to)
			}
			if !ours && !mayUse(f.pkg, imp) {
				t.Errorf("%s imports %s, which is kept elsewhere", f.name, imp)
			}
		}
	}
}

// TestThePlanForbids makes sure that the test above can fail.
func TestThePlanForbids(t *testing.T) {
	for _, arrow := range [][2]string{
		{"data/crm", "data/facts"}, {"data/insight/rfm", "data/book"}, {"data/sample", "data/exchange"},
		{"data/book/search", "data/book"}, {"app/ui", "data/book"}, {"app/sales", "app/customers"},
		{"app/customers", "app/desktop"}, {"data/exchange/table", "app/i18n"}, {"app/desktop", "cmd/regulars"}, {"attic", "data/crm"},
	} {
		if mayImport(arrow[0], arrow[1]) {
			t.Errorf("%s may import %s", arrow[0], arrow[1])
		}
	}
	for _, use := range [][2]string{
		{"app/customers", "go.etcd.io/bbolt"}, {"app/desktop", "fyne.io/fyne/v2/app"}, {"data/crm", "fyne.io/fyne/v2/widget"},
		{"app/ui", "github.com/wcharczuk/go-chart/v2"}, {"cmd/regularsctl", "fyne.io/fyne/v2/app"},
	} {
		if mayUse(use[0], use[1]) {
			t.Errorf("%s may use %s", use[0], use[1])
		}
	}
}

func TestTopLevelIsTidy(t *testing.T) {
	allowed := []string{"cmd", "app", "data", "assets", "FyneApp.toml", "go.mod", "go.sum", "README.md", "Makefile", "build"}
	entries, err := os.ReadDir(projectRoot)
	if err != nil {
		t.Fatal(err)
	}
	for _, e := range entries {
		if !strings.HasPrefix(e.Name(), ".") && !slices.Contains(allowed, e.Name()) {
			t.Errorf("%s does not belong at the top level", e.Name())
		}
	}
}
