package ui

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
	close func()
}

// Push adds a closing; remove takes it off without running it and may be
// called more than once.
func (s *EscapeStack) Push(close func()) (remove func()) {
	s.nextID++
	id := s.nextID
	s.steps = append(s.steps, escapeStep{id, close})
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
	if len(s.steps) == 0 {
		return false
	}
	last := s.steps[len(s.steps)-1]
	s.steps = s.steps[:len(s.steps)-1]
	last.close()
	return true
}
