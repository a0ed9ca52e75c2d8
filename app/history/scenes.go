package history

import (
	"regulars/app/screen"
	"regulars/data/book"
)

// Scenes are the screen's pictures of the tour.
func Scenes() []screen.Scene {
	return []screen.Scene{
		{Name: "history", Route: screen.Route{Screen: screen.History}},
		{Name: "history-empty", Empty: true, Route: screen.Route{Screen: screen.History}},
		{Name: "history-trash-empty", Empty: true, Route: screen.Route{Screen: screen.History, Part: PartTrash}},
		{Name: "history-conflict", Route: screen.Route{Screen: screen.History}, Act: func(s screen.Screen) {
			p := s.(*page)
			p.conflicts = []book.Conflict{{Field: "note", Code: "changed_later"}}
			p.showDetail()
		}},
	}
}
