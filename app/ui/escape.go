package ui

import "fyne.io/fyne/v2"

// Escape is the one stack of what the Escape key closes next: the window has
// one keyboard. Whatever opens over the page pushes its own closing and takes
// it off again when closed by other means.
var Escape = &EscapeStack{}

// EscapeStack runs the closing pushed last. The zero stack is ready.
type EscapeStack struct {
	steps  []escapeStep
	nextID int
}

type escapeStep struct {
	id    int
	open  func() bool
	close func()
}

// Push adds a closing; remove takes it off without running it and may be
// called more than once.
func (s *EscapeStack) Push(close func()) (remove func()) {
	return s.PushWhile(func() bool { return true }, close)
}

// PushWhile is Push for what may also go away by itself, as a popup does when
// one clicks beside it: a step no longer open is skipped.
func (s *EscapeStack) PushWhile(open func() bool, close func()) (remove func()) {
	s.nextID++
	id := s.nextID
	s.steps = append(s.steps, escapeStep{id, open, close})
	return func() {
		for i, step := range s.steps {
			if step.id == id {
				s.steps = append(s.steps[:i:i], s.steps[i+1:]...)
				return
			}
		}
	}
}

// Press runs and removes the newest closing; it reports whether there was one.
func (s *EscapeStack) Press() bool {
	for len(s.steps) > 0 {
		last := s.steps[len(s.steps)-1]
		s.steps = s.steps[:len(s.steps)-1]
		if last.open() {
			last.close()
			return true
		}
	}
	return false
}

// ListenForEscape sends the Escape key to the stack where no widget has the
// keyboard; the fields of this package send it themselves.
func ListenForEscape(c fyne.Canvas) {
	c.SetOnTypedKey(func(ev *fyne.KeyEvent) {
		if ev.Name == fyne.KeyEscape {
			Escape.Press()
		}
	})
}
