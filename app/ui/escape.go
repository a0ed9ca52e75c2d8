package ui

// Escape is the one stack of what the Escape key closes next: the window has
// one keyboard. Whatever opens over the page pushes its own closing and takes
// it off again when closed by other means.
var Escape = &EscapeStack{}

// EscapeStack runs the closing pushed last. The zero stack is ready.
type EscapeStack struct {
	steps  []escapeStep
	nextID int
	place  string
}

type escapeStep struct {
	id    int
	place string
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
	s.steps = append(s.steps, escapeStep{id, s.place, open, close})
	return func() {
		for i, step := range s.steps {
			if step.id == id {
				s.steps = append(s.steps[:i:i], s.steps[i+1:]...)
				return
			}
		}
	}
}

// Go tells which place of the window is in sight now. What was pushed in
// another place waits there: Escape closes nothing that cannot be seen.
func (s *EscapeStack) Go(place string) { s.place = place }

// Press runs and removes the newest closing of the place in sight; it reports
// whether there was one.
func (s *EscapeStack) Press() bool {
	for i := len(s.steps) - 1; i >= 0; i-- {
		last := s.steps[i]
		if last.place != s.place {
			continue
		}
		s.steps = append(s.steps[:i:i], s.steps[i+1:]...)
		if last.open() {
			last.close()
			return true
		}
	}
	return false
}
