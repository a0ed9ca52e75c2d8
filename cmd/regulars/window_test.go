//go:build linux

package main

import (
	"bufio"
	"bytes"
	"context"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"regulars/data/book"
	"regulars/data/crm"
)

// patience is how long the window may take for one step. Software rendering on
// a busy machine is slow; the test goes on as soon as the step is done.
const patience = 60 * time.Second

// stage is a screen of its own with the program on it.
type stage struct {
	t       *testing.T
	program string
	book    string
	env     []string
	cmd     *exec.Cmd
	out     *bytes.Buffer
	exited  chan error
	window  string // its number
}

// newStage builds the program and starts a screen. Without the tools for it
// the test is skipped, unless REGULARS_NEED_WINDOW says that it must run.
func newStage(t *testing.T) *stage {
	t.Helper()
	for _, tool := range []string{"Xvfb", "xdotool"} {
		if _, err := exec.LookPath(tool); err != nil {
			if os.Getenv("REGULARS_NEED_WINDOW") == "1" {
				t.Fatalf("%s is not installed, and REGULARS_NEED_WINDOW is set", tool)
			}
			t.Skipf("%s is not installed: the test in a real window did not run", tool)
		}
	}
	dir := t.TempDir()
	s := &stage{t: t, program: filepath.Join(dir, "regulars"), book: filepath.Join(dir, "data", "shop.regulars")}
	if out, err := exec.Command("go", "build", "-o", s.program, ".").CombinedOutput(); err != nil {
		t.Fatalf("build: %v\n%s", err, out)
	}
	s.env = append(os.Environ(), "DISPLAY="+startScreen(t), "LIBGL_ALWAYS_SOFTWARE=1", "HOME="+dir,
		"XDG_CONFIG_HOME="+filepath.Join(dir, "config"), "XDG_DATA_HOME="+filepath.Join(dir, "share"), "LANG=en_GB.UTF-8", "LC_ALL=", "FYNE_SCALE=1")
	return s
}

// startScreen starts an X server on a free number, which it tells by itself.
func startScreen(t *testing.T) (display string) {
	t.Helper()
	told, tell, err := os.Pipe()
	if err != nil {
		t.Fatal(err)
	}
	// Without -noreset the server forgets everything when a client leaves that
	// happens to be the only one, as xdotool does.
	x := exec.Command("Xvfb", "-noreset", "-displayfd", "3", "-screen", "0", "1280x800x24", "-nolisten", "tcp")
	x.ExtraFiles = []*os.File{tell}
	if err := x.Start(); err != nil {
		t.Fatal(err)
	}
	_ = tell.Close()
	t.Cleanup(func() {
		_ = x.Process.Kill()
		_ = x.Wait()
		_ = told.Close()
	})
	_ = told.SetReadDeadline(time.Now().Add(patience))
	// The number comes in pieces; the line is whole with its end.
	number, err := bufio.NewReader(told).ReadString('\n')
	if err != nil {
		t.Fatalf("Xvfb told no display: %v", err)
	}
	return ":" + strings.TrimSpace(number)
}

// start runs the program and gives it the keyboard.
func (s *stage) start() {
	s.t.Helper()
	s.out = &bytes.Buffer{}
	s.cmd = exec.Command(s.program, "--book", s.book, "--lang", "en", "--theme", "light")
	s.cmd.Env, s.cmd.Stdout, s.cmd.Stderr = s.env, s.out, s.out
	if err := s.cmd.Start(); err != nil {
		s.t.Fatal(err)
	}
	exited := make(chan error, 1)
	cmd := s.cmd
	go func() { exited <- cmd.Wait() }()
	s.exited, s.window = exited, ""
	s.t.Cleanup(func() { _ = cmd.Process.Kill() })
	s.until("the window is there", func() bool {
		out, err := s.xdotool("search", "--onlyvisible", "--name", "Regulars")
		s.window = strings.TrimSpace(string(out))
		return err == nil && s.window != ""
	})
	s.until("it takes the keyboard", func() bool {
		_, err := s.xdotool("windowfocus", s.window)
		focused, _ := s.xdotool("getwindowfocus")
		return err == nil && strings.TrimSpace(string(focused)) == s.window
	})
}

func (s *stage) xdotool(args ...string) ([]byte, error) {
	ctx, cancel := context.WithTimeout(context.Background(), patience)
	defer cancel()
	cmd := exec.CommandContext(ctx, "xdotool", args...)
	cmd.Env = s.env
	return cmd.Output()
}

// until looks again and again until something holds.
func (s *stage) until(what string, holds func() bool) {
	s.t.Helper()
	deadline := time.Now().Add(patience)
	tick := time.NewTicker(20 * time.Millisecond)
	defer tick.Stop()
	for !holds() {
		select {
		case err := <-s.exited:
			s.t.Fatalf("waiting until %s: the program ended: %v\n%s", what, err, s.out)
		case <-tick.C:
		}
		if time.Now().After(deadline) {
			s.t.Fatalf("not within %s: %s; the title is %q", patience, what, s.title())
		}
	}
}

func (s *stage) title() string {
	out, _ := s.xdotool("getwindowname", s.window)
	return strings.TrimSpace(string(out))
}

func (s *stage) sees(title string) {
	s.t.Helper()
	s.until(fmt.Sprintf("the title is %q", title), func() bool { return s.title() == title })
}

func (s *stage) press(keys ...string) {
	s.t.Helper()
	if _, err := s.xdotool(append([]string{"key", "--clearmodifiers"}, keys...)...); err != nil {
		s.t.Fatalf("press %v: %v", keys, err)
	}
}

func (s *stage) write(text string) {
	s.t.Helper()
	if _, err := s.xdotool("type", "--delay", "15", text); err != nil {
		s.t.Fatalf("type %q: %v", text, err)
	}
}

func (s *stage) quit() {
	s.t.Helper()
	s.press("ctrl+q")
	select {
	case err := <-s.exited:
		if err != nil {
			s.t.Fatalf("quit: %v\n%s", err, s.out)
		}
	case <-time.After(patience):
		s.t.Fatalf("Ctrl+Q does not end the program; the title is %q", s.title())
	}
}

// die ends the program as a power cut does.
func (s *stage) die() {
	s.t.Helper()
	if err := s.cmd.Process.Kill(); err != nil {
		s.t.Fatal(err)
	}
	<-s.exited
}

// holds opens the book without the window and compares what is in it.
func (s *stage) holds(customers, contacts, tasks []string) {
	s.t.Helper()
	b, err := book.Open(s.book, book.Options{ReadOnly: true})
	if err != nil {
		s.t.Fatal(err)
	}
	defer func() {
		if err := b.Close(); err != nil {
			s.t.Error(err)
		}
	}()
	report, err := b.Check(context.Background(), nil)
	if err != nil || len(report.Problems) > 0 {
		s.t.Errorf("check: %v %v", report.Problems, err)
	}
	names := list(s.t, b, func(p *crm.Party) string { return p.DisplayName })
	said := list(s.t, b, func(in *crm.Interaction) string { return string(in.InteractionKind) + ": " + in.Summary })
	todo := list(s.t, b, func(task *crm.Task) string { return fmt.Sprintf("%s in %d", task.Title, task.Due-today()) })
	for what, pair := range map[string][2][]string{"customers": {names, customers}, "contacts": {said, contacts}, "tasks": {todo, tasks}} {
		if !slices.Equal(pair[0], pair[1]) {
			s.t.Errorf("%s are %q, want %q", what, pair[0], pair[1])
		}
	}
}

func today() crm.Date { return crm.DateOf(time.Now()) }

func list[T any, P book.Pointer[T]](t *testing.T, b *book.Book, name func(*T) string) []string {
	t.Helper()
	all, err := book.List[T, P](b)
	if err != nil {
		t.Fatal(err)
	}
	names := []string{}
	for _, r := range all {
		names = append(names, name(r))
	}
	return names
}

// The whole way of a first day, by keyboard alone: start empty, add a
// customer, log a call, add a task; quit and find them; lose the power and find
// them again.
func TestFirstDayByKeyboard(t *testing.T) {
	s := newStage(t)
	s.start()
	s.sees("Welcome – Regulars")
	s.press("Return")
	s.write("Corner Shop")
	s.press("Return")
	s.sees("Customers – Corner Shop – Regulars")

	s.press("ctrl+n")
	s.sees("New: Customers – Corner Shop – Regulars")
	s.write("Mai Linh")
	s.press("Return")
	s.sees("Mai Linh – Corner Shop – Regulars")

	s.press("ctrl+1")
	s.sees("Today – Corner Shop – Regulars")
	s.press("ctrl+l")
	s.sees("Log a contact – Corner Shop – Regulars")
	s.write("lin")
	s.press("Return")
	s.write("asked for tulips")
	s.press("Return")
	s.sees("Today – Corner Shop – Regulars") // the panel closes when the contact is saved
	s.press("ctrl+t")
	s.write("order tulips tomorrow")
	s.press("Return")
	s.quit()
	calls := []string{"call: asked for tulips"}
	tasks := []string{"order tulips in 1"}
	s.holds([]string{"Mai Linh"}, calls, tasks)

	s.start()
	s.sees("Today – Corner Shop – Regulars")
	s.press("ctrl+k")
	s.sees("Commands – Corner Shop – Regulars")
	s.write("mai")
	s.press("Return")
	s.sees("Mai Linh – Corner Shop – Regulars")
	s.press("ctrl+l")
	s.sees("Log a contact – Corner Shop – Regulars")
	s.write("tulips are here")
	s.press("Return")
	s.sees("Mai Linh – Corner Shop – Regulars")
	s.die()
	calls = append(calls, "call: tulips are here")
	s.holds([]string{"Mai Linh"}, calls, tasks)

	s.start()
	s.sees("Today – Corner Shop – Regulars")
	s.press("ctrl+shift+f")
	s.write("linh")
	s.press("Return")
	s.sees("Mai Linh – Corner Shop – Regulars")
	s.press("ctrl+z")
	s.quit()
	s.holds([]string{"Mai Linh"}, calls[:1], tasks)
}

// A second window on the same book says so instead of showing nothing.
func TestBookOpenElsewhere(t *testing.T) {
	s := newStage(t)
	if err := os.MkdirAll(filepath.Dir(s.book), 0o700); err != nil {
		t.Fatal(err)
	}
	b, err := book.Create(s.book, crm.DefaultSettings(), book.Options{})
	if err != nil {
		t.Fatal(err)
	}
	s.start()
	s.sees("Your book did not open – Regulars")
	if err := b.Close(); err != nil {
		t.Fatal(err)
	}
	s.press("Return") // the first button tries again
	s.sees("Today – My business – Regulars")
	s.quit()
}
